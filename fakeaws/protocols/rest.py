"""The REST binding: which members travel as status, as headers, as the payload, and which in the body."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fakeaws.faults import HTTPReply
from fakeaws.model import ListShape, Operation, Shape, StructureShape
from fakeaws.protocols.event_stream import EVENT_STREAM, STREAM_HEADERS, frames
from fakeaws.protocols.quirks import success_status
from fakeaws.protocols.reply import Body, wire_name
from fakeaws.protocols.scalars import as_bytes, as_json, number_text, timestamp_form, timestamp_text

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """The members of one structure, sorted by where they travel."""

    status: int | None
    headers: Headers
    body: Mapping[str, Any]


def rest_reply(operation: Operation, members: Mapping[str, Any], body: Body, headers: Headers) -> HTTPReply:
    """A successful answer: status, headers and payload as the model binds them."""
    shape = operation.output_shape
    status = success_status(operation, members)
    if shape is None:
        return HTTPReply(status, headers)
    bound = bind(members, shape)
    kind, content = ("", b"") if operation.model.http.get("method") == "HEAD" else _content(bound.body, shape, body)
    if bound.status is not None and bound.status >= _REFUSED:
        raise ValueError(f"botocore reads an answer of status {bound.status} as an error: say Error(...) instead")
    if status == _NO_CONTENT:  # the model of a few says so, and has members for a body all the same
        status, kind, content = (200, kind, content) if bound.body else (status, "", b"")
    typed = STREAM_HEADERS if kind == EVENT_STREAM else (("Content-Type", kind),) if kind else ()
    return HTTPReply(bound.status or status, (*typed, *headers, *bound.headers), content)


def bind(members: Mapping[str, Any], shape: StructureShape) -> Bound:
    """Sort the members of a structure by the location that the model gives them."""
    status: int | None = None
    headers: list[tuple[str, str]] = []
    body: dict[str, Any] = {}
    for name, value in members.items():
        member = shape.members[name]
        if value is None:
            continue
        match member.serialization.get("location"):
            case "statusCode":
                status = int(value)
            case "header":
                headers += _header(wire_name(name, member), value, member)
            case "headers":
                prefix = member.serialization.get("name", "")
                headers += [(f"{prefix}{key}", _fit_for_a_header(str(text))) for key, text in value.items()]
            case _:
                body[name] = value
    return Bound(status, tuple(headers), body)


def _content(members: Mapping[str, Any], shape: StructureShape, body: Body) -> tuple[str, bytes]:
    """The content type and the bytes of what is left for the body."""
    payload = shape.serialization.get("payload")
    if payload is None:
        return (body.content_type, body.write(shape.name, members, shape)) if _has_body(shape) else ("", b"")
    member, value = shape.members[payload], members.get(payload)
    if member.serialization.get("eventstream"):
        return EVENT_STREAM, frames(value or (), member, body)
    if value is None:
        return "", b""
    if member.type_name in {"blob", "string"}:
        return "", as_bytes(value)
    return body.content_type, body.write(wire_name(member.name, member), value, member)


def _has_body(shape: StructureShape) -> bool:
    return any(member.serialization.get("location") not in _OUTSIDE for member in shape.members.values())


def _header(name: str, value: Any, shape: Shape) -> list[tuple[str, str]]:
    if not isinstance(shape, ListShape):
        return [(name, _fit_for_a_header(_header_text(value, shape)))]
    items = [_fit_for_a_list(_header_text(item, shape.member)) for item in value]
    return [(name, ",".join(items))] if items else []  # an empty header would be one empty item


def _header_text(value: Any, shape: Shape) -> str:
    if shape.serialization.get("jsonvalue"):
        return base64.b64encode(json.dumps(as_json(value)).encode()).decode()
    match shape.type_name:
        case "timestamp":
            return timestamp_text(value, timestamp_form(shape, "rfc822"))
        case "boolean":
            return "true" if value else "false"
        case "integer" | "long":
            return str(int(value))
        case "float" | "double":
            return number_text(value)
        case "blob":
            return base64.b64encode(as_bytes(value)).decode()
        case _:
            return str(value)


def _fit_for_a_list(text: str) -> str:
    """An item of a list in a header: botocore splits such a header at every comma, those in quotes too."""
    item = _WEEKDAY.sub("", text)
    if "," in item or item != item.strip():
        raise ValueError(f"botocore splits a list in a header at its commas and blanks, so {text!r} would not arrive")
    return _fit_for_a_header(item)


def _fit_for_a_header(text: str) -> str:
    if strange := _CONTROL.search(text):
        raise ValueError(f"a header of HTTP cannot hold the character {strange.group()!r}")
    return text


_NO_CONTENT = 204
_REFUSED = 300
_OUTSIDE = frozenset({"header", "headers", "statusCode"})
_WEEKDAY = re.compile(r"^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?=\d{2} \w{3} \d{4} )")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
