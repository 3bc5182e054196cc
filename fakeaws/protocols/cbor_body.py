"""The walker of CBOR bodies (RFC 8949), in the forms that Smithy's RPC v2 uses: definite lengths, tag 1 for times.

botocore's own encoder is private, and refuses Decimals and texts for times.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any

from fakeaws.model import ListShape, MapShape, Shape, StructureShape
from fakeaws.protocols.reply import Body
from fakeaws.protocols.scalars import as_bytes, epoch_seconds


def cbor_value(value: Any, shape: Shape) -> bytes:
    """The data item for a value of this shape."""
    match shape:
        case StructureShape():
            return cbor_json(value) if shape.is_document_type else cbor_structure(value, shape, {})
        case ListShape():
            return _head(_ARRAY, len(value)) + b"".join(cbor_value(item, shape.member) for item in value)
        case MapShape():
            pairs = [cbor_text(key) + cbor_value(item, shape.value) for key, item in value.items()]
            return _head(_MAP, len(pairs)) + b"".join(pairs)
        case _:
            return _scalar(value, shape)


def cbor_structure(members: Mapping[str, Any], shape: StructureShape, head: Mapping[str, Any]) -> bytes:
    """The map of the members, each under its own name (RPC v2 knows no other), after what `head` holds besides."""
    pairs = [cbor_text(name) + cbor_json(value) for name, value in head.items()]
    pairs += [
        cbor_text(name) + cbor_value(value, shape.members[name]) for name, value in members.items() if value is not None
    ]
    return _head(_MAP, len(pairs)) + b"".join(pairs)


def cbor_text(text: str) -> bytes:
    """The data item for a text."""
    encoded = text.encode()
    return _head(_TEXT, len(encoded)) + encoded


def cbor_json(value: Any) -> bytes:
    """The data item for what JSON holds, where no shape tells the types."""
    match value:
        case None:
            return b"\xf6"
        case bool():
            return _BOOLEANS[value]
        case int():
            return _integer(value)
        case str():
            return cbor_text(value)
        case Mapping():
            return _head(_MAP, len(value)) + b"".join(cbor_text(name) + cbor_json(value[name]) for name in value)
        case list() | tuple():
            return _head(_ARRAY, len(value)) + b"".join(map(cbor_json, value))
        case _:
            return _double(value)


def _scalar(value: Any, shape: Shape) -> bytes:
    match shape.type_name:
        case "timestamp":
            seconds = epoch_seconds(value)
            return _EPOCH_TIME + (_integer(seconds) if isinstance(seconds, int) else _double(seconds))
        case "blob":
            content = as_bytes(value)
            return _head(_BYTES, len(content)) + content
        case "boolean":
            return _BOOLEANS[bool(value)]
        case "integer" | "long":
            return _integer(int(value))
        case "float" | "double":
            return _double(value)
        case _:
            return cbor_text(str(value))


def _integer(number: int) -> bytes:
    return _head(_UNSIGNED, number) if number >= 0 else _head(_NEGATIVE, -1 - number)


def _double(number: Any) -> bytes:
    return b"\xfb" + struct.pack(">d", float(number))


def _head(major: int, number: int) -> bytes:
    """The first bytes of a data item: its major type, and a number in as few bytes as hold it."""
    if number < _DETAILED:
        return bytes([major << 5 | number])
    for detail, size in _SIZES:
        if number < 1 << 8 * size:
            return bytes([major << 5 | detail]) + number.to_bytes(size, "big")
    raise ValueError(f"CBOR holds no integer of more than 64 bits, such as {number}")


CBOR = Body("application/cbor", lambda _, value, shape: cbor_value(value, shape), b"\xa0")

_UNSIGNED, _NEGATIVE, _BYTES, _TEXT, _ARRAY, _MAP = range(6)
_EPOCH_TIME = b"\xc1"
_BOOLEANS = (b"\xf4", b"\xf5")
_DETAILED = 24
_SIZES = ((24, 1), (25, 2), (26, 4), (27, 8))
"""Numbers from _DETAILED on follow the first byte, which tells in how many bytes."""
