"""What boto3 returns and files hold for each type of a schema.

A datetime is a timestamp, bytes and streaming bodies are blobs, an event stream is a list or an iterable that
is left alone, a Decimal is a number. A bool is no number, and text is none either.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

from fakeaws.schema.dialect import EVENT_STREAM, Schema
from fakeaws.schema.timestamps import timestamp_form


def is_instance(value: Any, schema: Schema) -> bool:
    """Whether `value` is what boto3 returns, or a file holds, for a schema of this type."""
    match schema:
        case {"format": "date-time"} | {"contentEncoding": "base64"} | {"$comment": "event stream"}:
            return form_of(value, schema) is not None
        case {"type": list() as kinds}:
            return any(_IS_OF[kind](value) for kind in kinds) and _is_document(value)
        case {"type": str(kind)}:
            return _IS_OF[kind](value)
        case _:
            return True


def form_of(value: Any, schema: Schema) -> str | None:
    """In which of its forms a timestamp, a blob or an event stream is given; None for anything else.

    `datetime`, `bytes`, `streaming body` and `event stream` are what boto3 returns; the others are what files hold.
    """
    match schema:
        case {"format": "date-time"}:
            return _form_of_timestamp(value)
        case {"contentEncoding": "base64"}:
            return _form_of_blob(value)
        case {"$comment": comment} if comment == EVENT_STREAM:
            return _form_of_events(value)
        case _:
            return None


def _form_of_timestamp(value: Any) -> str | None:
    match value:
        case str():
            return timestamp_form(value)
        case datetime():
            return "datetime" if _exists(lambda: value.astimezone(timezone.utc) if value.tzinfo else value) else None
        case _:
            is_moment = _is_number(value) and _is_finite(value)
            return "epoch seconds" if is_moment and _exists(lambda: _from_epoch(value)) else None


def _from_epoch(seconds: float | Decimal) -> datetime:
    return datetime.fromtimestamp(float(seconds), timezone.utc)


def _exists(moment: Callable[[], datetime]) -> bool:
    """Whether there is such a moment in the years 1 to 9999 of UTC, which are all that a datetime holds."""
    try:
        moment()
    except (OverflowError, ValueError, OSError):
        return False
    return True


def _form_of_blob(value: Any) -> str | None:
    if isinstance(value, str):
        return "base64" if _is_base64(value) else "text"
    if isinstance(value, (bytes, bytearray)):
        return "bytes"
    return "streaming body" if callable(getattr(value, "read", None)) else None


def _is_base64(text: str) -> bool:
    try:
        base64.b64decode(text, validate=True)
    except ValueError:
        return False
    return True


def _form_of_events(value: Any) -> str | None:
    if isinstance(value, (list, tuple)):
        return "list of events"
    return "event stream" if hasattr(value, "__iter__") and hasattr(value, "close") else None


def _is_document(value: Any) -> bool:
    """Whether JSON holds it; a document may hold all that JSON does."""
    match value:
        case Mapping():
            return all(isinstance(name, str) and _is_document(part) for name, part in value.items())
        case list() | tuple():
            return all(map(_is_document, value))
        case _:
            return value is None or isinstance(value, (str, bool)) or _is_number(value)


def is_orderable(value: Any) -> bool:
    """Whether `value` is a number that can be compared with a bound; comparing a Decimal NaN raises."""
    return _is_number(value) and not (isinstance(value, Decimal) and value.is_nan())


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


def _is_finite(number: float | Decimal) -> bool:
    return number.is_finite() if isinstance(number, Decimal) else isinstance(number, int) or math.isfinite(number)


def _is_integer(value: Any) -> bool:
    return _is_number(value) and (isinstance(value, int) or (_is_finite(value) and value == int(value)))


_IS_OF: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, Mapping),
    "array": lambda value: isinstance(value, (list, tuple)),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": _is_integer,
    "number": _is_number,
    "null": lambda value: value is None,
}
