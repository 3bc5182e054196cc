"""What boto3 returns and files hold for each type of a schema.

A datetime is a timestamp, bytes and streaming bodies are blobs, an event stream is a list that is not
looked into, a Decimal is a number. A bool is no number, and text is none either.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from fakeaws.schema.dialect import Schema
from fakeaws.schema.timestamps import is_timestamp_text


def is_instance(value: Any, schema: Schema) -> bool:
    """Whether `value` is what boto3 returns, or a file holds, for a schema of this type."""
    match schema:
        case {"format": "date-time"}:
            return isinstance(value, datetime) or _is_timestamp(value)
        case {"contentEncoding": "base64"}:
            return isinstance(value, (str, bytes, bytearray)) or callable(getattr(value, "read", None))
        case {"type": list()}:
            return True  # a document holds whatever it likes
        case {"$comment": "event stream"}:
            return isinstance(value, (list, tuple)) or (hasattr(value, "__iter__") and hasattr(value, "close"))
        case {"type": str(kind)}:
            return _IS_OF[kind](value)
        case _:
            return True


def _is_timestamp(value: Any) -> bool:
    return is_timestamp_text(value) if isinstance(value, str) else _is_number(value) and _is_finite(value)


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
