"""Event streams: each event is one frame of `application/vnd.amazon.eventstream`.

A frame is a prelude (its length, that of its headers, and their CRC), headers, payload, and a CRC over all.
Which member of an event travels as header or as payload, its shape says; the rest is a body of the protocol.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from typing import Any
from zlib import crc32

from fakeaws.model import Shape, StructureShape
from fakeaws.protocols.reply import Body
from fakeaws.protocols.scalars import as_bytes, epoch_seconds

EVENT_STREAM = "application/vnd.amazon.eventstream"
STREAM_HEADERS = (("Content-Type", EVENT_STREAM), ("Transfer-Encoding", "chunked"))
"""Nobody knows beforehand how long a stream is going to be."""


def frames(events: Iterable[Mapping[str, Any]], union: Any, body: Body) -> bytes:
    """The bytes of a stream of these events, each a dict of one name and its members."""
    return b"".join(_event(*event_of(event), union, body) for event in events)


def initial_response(members: Mapping[str, Any], shape: StructureShape, body: Body) -> bytes:
    """The frame with the members beside the stream, which the protocols without headers send first."""
    headers = {":message-type": "event", ":event-type": "initial-response", ":content-type": body.content_type}
    return _frame([_text_header(*header) for header in headers.items()], body.write(shape.name, members, shape))


def event_of(event: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """The name of an event and its members. Raises ValueError unless it is one event."""
    if len(event) != 1:
        raise ValueError(f"an event is a dict of one name and its members, not {event!r}")
    return next(iter(event.items()))


def _event(name: str, members: Mapping[str, Any], union: StructureShape, body: Body) -> bytes:
    shape: Any = union.members[name]
    kind = "exception" if shape.metadata.get("exception") else "event"
    said = {one: value for one, value in members.items() if value is not None}
    in_headers = [one for one in said if shape.members[one].serialization.get("eventheader")]
    content_type, content = _payload({one: said[one] for one in said if one not in in_headers}, shape, body)
    headers = {":message-type": kind, f":{kind}-type": name, ":content-type": content_type}
    own = [_header(one, said[one], shape.members[one]) for one in in_headers]
    return _frame([*(_text_header(*header) for header in headers.items()), *own], content)


def _payload(members: Mapping[str, Any], shape: StructureShape, body: Body) -> tuple[str, bytes]:
    explicit = [name for name, member in shape.members.items() if member.serialization.get("eventpayload")]
    if not explicit:
        return body.content_type, body.write(shape.name, members, shape)
    (name,) = explicit
    member, value = shape.members[name], members.get(name)
    match member.type_name:
        case "blob":
            return "application/octet-stream", as_bytes(value or b"")
        case "string":
            return "text/plain", as_bytes(value or "")
        case _:
            return body.content_type, body.write(member.name, value or {}, member)


def _header(name: str, value: Any, shape: Shape) -> bytes:
    match shape.type_name:
        case "boolean":
            return _named(name) + (b"\x00" if value else b"\x01")
        case "integer":
            return _named(name) + b"\x04" + int(value).to_bytes(4, "big", signed=True)
        case "long":
            return _named(name) + b"\x05" + int(value).to_bytes(8, "big", signed=True)
        case "timestamp":
            return _named(name) + b"\x08" + round(epoch_seconds(value) * 1000).to_bytes(8, "big", signed=True)
        case "blob":
            return _named(name) + b"\x06" + _sized(as_bytes(value))
        case _:
            return _text_header(name, str(value))


def _text_header(name: str, text: str) -> bytes:
    return _named(name) + b"\x07" + _sized(text.encode())


def _named(name: str) -> bytes:
    return bytes([len(name)]) + name.encode()


def _sized(content: bytes) -> bytes:
    return len(content).to_bytes(2, "big") + content


def _frame(headers: list[bytes], payload: bytes) -> bytes:
    head = b"".join(headers)
    lengths = struct.pack(">II", _AROUND + len(head) + len(payload), len(head))
    message = lengths + struct.pack(">I", crc32(lengths)) + head + payload
    return message + struct.pack(">I", crc32(message))


_AROUND = 16
"""The bytes of a frame beside headers and payload: two lengths and two checksums."""
