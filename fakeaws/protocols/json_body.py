"""The walker of JSON bodies: a value and its shape, to what `json.dumps` takes."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Mapping
from typing import Any

from fakeaws.model import ListShape, MapShape, Shape, StructureShape
from fakeaws.protocols.reply import Body, wire_name
from fakeaws.protocols.scalars import as_bytes, as_json, epoch_seconds, number_text, timestamp_form, timestamp_text


def json_structure(members: Mapping[str, Any], shape: StructureShape) -> dict[str, Any]:
    """The members as JSON holds them, each under the name that it has on the wire."""
    return {
        wire_name(name, shape.members[name]): _value(value, shape.members[name])
        for name, value in members.items()
        if value is not None
    }


def _value(value: Any, shape: Shape) -> Any:
    match shape:
        case StructureShape():
            return as_json(value) if shape.is_document_type or value is None else json_structure(value, shape)
        case ListShape():
            return [_value(item, shape.member) for item in value]
        case MapShape():
            return {key: _value(item, shape.value) for key, item in value.items()}
        case _:
            return None if value is None else _scalar(value, shape)


def _scalar(value: Any, shape: Shape) -> Any:
    match shape.type_name:
        case "timestamp":
            form = timestamp_form(shape, "unixtimestamp")
            return epoch_seconds(value) if form == "unixtimestamp" else timestamp_text(value, form)
        case "blob":
            return base64.b64encode(as_bytes(value)).decode()
        case "float" | "double":
            number = float(value)
            return number if math.isfinite(number) else number_text(number)
        case "integer" | "long":
            return int(value)
        case _:
            return value


JSON = Body("application/json", lambda _, value, shape: json.dumps(_value(value, shape)).encode(), b"{}")
