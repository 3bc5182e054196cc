"""boto3's values as our own files hold them, and back: times as ISO 8601 text, bytes as text where they are text.

The model tells which member is what, so nothing is marked: a blob is `{"text": ...}` or `{"base64": ...}`. What does
not fit its shape stays as it is, so that a check can tell of it.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Any

from fakeaws.model import ListShape, MapShape, Shape, StructureShape
from fakeaws.protocols.scalars import as_datetime


def to_file(value: Any, shape: Shape | None) -> Any:
    """The value as JSON holds it; a body is read to its end. Raises TypeError for what JSON cannot hold."""
    match value:
        case Mapping():
            return {str(name): to_file(one, part_of(shape, name)) for name, one in value.items()}
        case list() | tuple():
            return [to_file(one, element_of(shape)) for one in value]
        case bytes() | bytearray():
            return _blob(bytes(value))
        case datetime():
            return _utc(value).isoformat(timespec="auto").replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case Decimal():
            return int(value) if value == int(value) else float(value)
        case None | str() | bool() | int() | float():
            return value
        case _ if callable(getattr(value, "read", None)):
            return _blob(value.read())
        case _:
            raise TypeError(f"JSON does not hold {type(value).__name__}")


def from_file(value: Any, shape: Shape | None) -> Any:
    """The value as boto3 gives it: aware datetimes and bytes where the shape has them."""
    match value:
        case dict() if shape is not None and shape.type_name == "blob":
            return _bytes(value)
        case dict():
            return {name: from_file(one, part_of(shape, name)) for name, one in value.items()}
        case list():
            return [from_file(one, element_of(shape)) for one in value]
        case str() | int() | float() if shape is not None and shape.type_name == "timestamp":
            return _moment(value)
        case _:
            return value


def part_of(shape: Shape | None, name: str) -> Shape | None:
    """The shape of a member of a structure, or of a value of a map."""
    match shape:
        case StructureShape():
            return shape.members.get(name)
        case MapShape():
            return shape.value
        case _:
            return None


def element_of(shape: Shape | None) -> Shape | None:
    """The shape of an item of a list, or of an event of a stream."""
    match shape:
        case ListShape():
            return shape.member
        case StructureShape() if shape.serialization.get("eventstream"):
            return shape  # a stream of events is a list of its members
        case _:
            return None


def _blob(value: bytes) -> dict[str, str]:
    try:
        text = value.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(value).decode()}
    is_readable = all(char.isprintable() or char in "\r\n\t" for char in text)
    return {"text": text} if is_readable else {"base64": base64.b64encode(value).decode()}


def _bytes(value: Mapping[str, Any]) -> Any:
    match value:
        case {"text": str(text)} if len(value) == 1:
            return text.encode()
        case {"base64": str(text)} if len(value) == 1:
            try:
                return base64.b64decode(text, validate=True)
            except binascii.Error:
                return value
        case _:
            return value


def _moment(value: str | float) -> Any:
    try:
        return as_datetime(value)
    except (ValueError, OverflowError, OSError):
        return value


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(timezone.utc) if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
