"""What boto3 returns and files hold for each type of a schema.

A datetime is a timestamp, bytes and streaming bodies are blobs, an event stream is a list that is not
looked into, a Decimal is a number. A bool is no number, and text is none either.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

from fakeaws.schema.dialect import Schema
from fakeaws.schema.timestamps import is_timestamp_text


def is_instance(value: Any, schema: Schema) -> bool:
    """Whether `value` is what boto3 returns, or a file holds, for a schema of this type."""
    match schema:
        case {"format": "date-time"}:
            return _is_timestamp(value)
        case {"contentEncoding": "base64"}:
            return isinstance(value, (str, bytes, bytearray)) or callable(getattr(value, "read", None))
        case {"type": list()}:
            return _is_document(value)
        case {"$comment": "event stream"}:
            return isinstance(value, (list, tuple)) or (hasattr(value, "__iter__") and hasattr(value, "close"))
        case {"type": str(kind)}:
            return _IS_OF[kind](value)
        case _:
            return True


def _is_timestamp(value: Any) -> bool:
    match value:
        case str():
            return is_timestamp_text(value)
        case datetime():
            return _exists(lambda: value.astimezone(timezone.utc) if value.tzinfo else value)
        case _:
            return (
                _is_number(value)
                and _is_finite(value)
                and _exists(lambda: datetime.fromtimestamp(float(value), timezone.utc))
            )


def _exists(moment: Callable[[], datetime]) -> bool:
    """Whether there is such a moment in the years 1 to 9999 of UTC, which are all that a datetime holds."""
    try:
        moment()
    except (OverflowError, ValueError, OSError):
        return False
    return True


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
}
