"""The REST binding: which members travel as status, as headers, as the payload, and which in the body."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fakeaws.model import ListShape, Shape, StructureShape
from fakeaws.protocols.scalars import as_bytes, as_json, timestamp_text


@dataclass(frozen=True, slots=True)
class Bound:
    """The members of one reply, sorted by where they travel."""

    status: int | None
    headers: tuple[tuple[str, str], ...]
    payload: str | None
    body: Mapping[str, Any]


def bind(members: Mapping[str, Any], shape: StructureShape | None) -> Bound:
    """Sort a reply's members by the location that the model gives them."""
    status: int | None = None
    headers: list[tuple[str, str]] = []
    body: dict[str, Any] = {}
    for name, value in members.items():
        member = shape.members[name] if shape is not None else None
        location = member.serialization.get("location") if member is not None else None
        if value is None or member is None:
            continue
        if location == "statusCode":
            status = int(value)
        elif location == "header":
            headers.append((member.serialization.get("name", name), _header(value, member)))
        elif location == "headers":
            prefix = member.serialization.get("name", "")
            headers.extend((prefix + key, str(text)) for key, text in value.items())
        else:
            body[name] = value
    payload = shape.serialization.get("payload") if shape is not None else None
    return Bound(status, tuple(headers), payload, body)


def _header(value: Any, shape: Shape) -> str:
    if shape.serialization.get("jsonvalue"):
        return base64.b64encode(json.dumps(as_json(value)).encode()).decode()
    if isinstance(shape, ListShape):
        return ",".join(_header(item, shape.member) for item in value)
    match shape.type_name:
        case "timestamp":
            return timestamp_text(value, shape.serialization.get("timestampFormat", "rfc822"))
        case "boolean":
            return "true" if value else "false"
        case "integer" | "long":
            return str(int(value))
        case "float" | "double":
            return str(float(value))
        case "blob":
            return base64.b64encode(as_bytes(value)).decode()
        case _:
            return str(value)
