"""boto3's values as files hold them, and back: times as ISO 8601 text, bytes as text where they are text.

The model tells which member is what, so nothing is marked: in our own files a blob is `{"text": ...}` or
`{"base64": ...}`, in those of others mostly base64, and a float that JSON does not know is `"NaN"`, `"Infinity"` or
`"-Infinity"`. What does not fit its shape stays as it is, so that a check can tell of it.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Any

from fakeaws.model import ListShape, MapShape, Shape, StructureShape
from fakeaws.protocols.scalars import as_datetime, as_json, number_text


def to_file(value: Any, shape: Shape | None) -> Any:
    """The value as JSON holds it; a body is read to its end. Raises TypeError for what JSON cannot hold."""
    match value:
        case Mapping():
            _expect_texts(value)
            return {name: to_file(one, part_of(shape, name)) for name, one in value.items()}
        case list() | tuple():
            return [to_file(one, element_of(shape)) for one in value]
        case bytes() | bytearray():
            return _blob(bytes(value))
        case date():
            return _text_of(value)
        case float() | Decimal():
            return _number(value, shape)
        case None | str() | bool() | int():
            return value
        case _ if callable(getattr(value, "read", None)):
            return _blob(value.read())
        case _:
            raise TypeError(f"JSON does not hold {type(value).__name__}")


def from_file(value: Any, shape: Shape | None, *, base64_texts: bool = False) -> Any:
    """The value as boto3 gives it: aware datetimes, bytes and floats where the shape has them.

    With `base64_texts`, a text may stand for a blob, too.
    """
    kind = shape.type_name if shape is not None else None
    match value:
        case dict() if kind == "blob":
            return _bytes(value)
        case dict():
            return {
                name: from_file(one, part_of(shape, name), base64_texts=base64_texts) for name, one in value.items()
            }
        case list():
            return [from_file(one, element_of(shape), base64_texts=base64_texts) for one in value]
        case str() if kind == "blob" and base64_texts:
            return _decoded(value, value)
        case str() | int() | float() if kind == "timestamp" and not isinstance(value, bool):
            return _moment(value)
        case "NaN" | "Infinity" | "-Infinity" if kind in _FLOATS:
            return float(value)
        case _:
            return value


def from_cli(value: Any, shape: Shape | None) -> Any:
    """The value as boto3 gives it, from a file in which a blob is base64, as the AWS CLI writes it, or is our own."""
    return from_file(value, shape, base64_texts=True)


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


def _text_of(moment: date) -> str:
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return _utc(moment).isoformat(timespec="auto").replace("+00:00", "Z")


def _number(value: float | Decimal, shape: Shape | None) -> Any:
    if math.isfinite(value):
        return as_json(value)
    if shape is not None and shape.type_name in _FLOATS:
        return number_text(value)
    raise TypeError(f"JSON does not hold {value!r}, and here no shape says that it is a number")


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
            return _decoded(text, value)
        case _:
            return value


def _decoded(text: str, otherwise: Any) -> Any:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:  # what is no ASCII, too
        return otherwise


def _expect_texts(value: Mapping[Any, Any]) -> None:
    """AWS has no other keys: another one, written as text, would not come back."""
    strange = next((name for name in value if not isinstance(name, str)), None)
    if strange is not None:
        raise TypeError(f"JSON does not hold the key {strange!r}, which is no text")


def _moment(value: str | float) -> Any:
    try:
        return as_datetime(value)
    except (ValueError, OverflowError, OSError, RuntimeError):  # botocore's own for numbers that are no time
        return value


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(timezone.utc) if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


_FLOATS = frozenset({"float", "double"})
