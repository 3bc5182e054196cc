"""The walker of JSON bodies: a value and its shape, to what `json.dumps` takes."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from fakeaws.model import ListShape, MapShape, Shape, StructureShape
from fakeaws.protocols.scalars import as_bytes, as_json, epoch_seconds, timestamp_text


def json_bytes(members: Mapping[str, Any], shape: StructureShape | None) -> bytes:
    """The JSON body for these members, each under the name that it has on the wire."""
    return json.dumps(_structure(members, shape) if shape is not None else {}).encode()


def wire_name(name: str, shape: Shape) -> str:
    """The name under which a member travels."""
    return str(shape.serialization.get("name", name))


def _structure(members: Mapping[str, Any], shape: StructureShape) -> dict[str, Any]:
    return {
        wire_name(name, shape.members[name]): _value(value, shape.members[name])
        for name, value in members.items()
        if value is not None
    }


def _value(value: Any, shape: Shape) -> Any:
    match shape:
        case StructureShape():
            return as_json(value) if shape.is_document_type else _structure(value, shape)
        case ListShape():
            return [_value(item, shape.member) for item in value]
        case MapShape():
            return {key: _value(item, shape.value) for key, item in value.items()}
        case _:
            return _scalar(value, shape)


def _scalar(value: Any, shape: Shape) -> Any:
    match shape.type_name:
        case "timestamp":
            form = shape.serialization.get("timestampFormat", "unixtimestamp")
            return epoch_seconds(value) if form == "unixtimestamp" else timestamp_text(value, form)
        case "blob":
            return base64.b64encode(as_bytes(value)).decode()
        case "float" | "double":
            return float(value)
        case "integer" | "long":
            return int(value)
        case _:
            return value
