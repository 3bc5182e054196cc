"""What botocore's parser would make of a reply, for the door that enters above the parser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fakeaws.model import ListShape, MapShape, Shape, StructureShape
from fakeaws.protocols.scalars import as_bytes, as_datetime


def parsed_members(members: Mapping[str, Any], shape: StructureShape | None) -> dict[str, Any]:
    """The members as boto3 hands them over: aware datetimes, bytes, floats, no nulls; copied."""
    return {} if shape is None else _parsed(members, shape)


def _parsed(value: Any, shape: Shape) -> Any:
    match shape:
        case StructureShape() if shape.is_document_type:
            return value
        case StructureShape():
            return {name: _parsed(one, shape.members[name]) for name, one in value.items() if one is not None}
        case ListShape():
            return [_parsed(item, shape.member) for item in value]
        case MapShape():
            return {key: _parsed(item, shape.value) for key, item in value.items()}
        case _:
            return _scalar(value, shape)


def _scalar(value: Any, shape: Shape) -> Any:
    match shape.type_name:
        case "timestamp":
            return as_datetime(value)
        case "blob":
            return as_bytes(value)
        case "float" | "double":
            return float(value)
        case _:
            return value
