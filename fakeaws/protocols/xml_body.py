"""The walker of XML bodies: a value and its shape, to the text of an element.

The names are those that botocore's parser looks for: a flattened list repeats its element, a map holds
entries of keys and values, an attribute stands on the element of its structure.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fakeaws.model import ListShape, MapShape, Shape, StructureShape
from fakeaws.protocols.reply import wire_name
from fakeaws.protocols.scalars import as_bytes, number_text, timestamp_text


@dataclass(frozen=True, slots=True)
class XmlDialect:
    """Where the XML protocols differ: the name of a list's item that has none, and the form of timestamps."""

    item: str
    timestamps: str


def element(name: str, value: Any, shape: Shape, dialect: XmlDialect) -> str:
    """The element of that name for the value, or several where the shape is flattened."""
    match shape:
        case StructureShape():
            return _tagged(name, shape, inside(value, shape, dialect), _attributes(value, shape))
        case ListShape():
            return _list(name, value, shape, dialect)
        case MapShape():
            return _map(name, value, shape, dialect)
        case _:
            return _tagged(name, shape, escaped(_text(value, shape, dialect)))


def inside(members: Mapping[str, Any], shape: StructureShape, dialect: XmlDialect) -> str:
    """What stands inside a structure's element."""
    return "".join(
        element(_element_name(name, shape.members[name]), value, shape.members[name], dialect)
        for name, value in members.items()
        if value is not None and not shape.members[name].serialization.get("xmlAttribute")
    )


def escaped(text: str) -> str:
    """Text that a parser reads as it is. Raises ValueError for characters that XML cannot hold."""
    if strange := _FORBIDDEN.search(text):
        raise ValueError(f"XML has no way to write the character {strange.group()!r}")
    return text.translate(_ESCAPES)


def _list(name: str, value: Any, shape: ListShape, dialect: XmlDialect) -> str:
    if shape.serialization.get("flattened"):
        return "".join(element(name, item, shape.member, dialect) for item in value)
    each = wire_name(dialect.item, shape.member)
    return _tagged(name, shape, "".join(element(each, item, shape.member, dialect) for item in value))


def _map(name: str, value: Mapping[str, Any], shape: MapShape, dialect: XmlDialect) -> str:
    key_name, value_name = wire_name("key", shape.key), wire_name("value", shape.value)
    entries = [
        element(key_name, key, shape.key, dialect) + element(value_name, item, shape.value, dialect)
        for key, item in value.items()
    ]
    if shape.serialization.get("flattened"):
        return "".join(_tagged(name, shape, entry) for entry in entries)
    return _tagged(name, shape, "".join(f"<entry>{entry}</entry>" for entry in entries))


def _element_name(name: str, shape: Shape) -> str:
    if isinstance(shape, ListShape) and shape.serialization.get("flattened"):
        return wire_name(wire_name(name, shape), shape.member)
    return wire_name(name, shape)


def _tagged(name: str, shape: Shape, content: str, attributes: str = "") -> str:
    namespace = shape.serialization.get("xmlNamespace")
    if isinstance(namespace, Mapping):
        prefix = f":{namespace['prefix']}" if namespace.get("prefix") else ""
        attributes = f' xmlns{prefix}="{namespace["uri"]}"{attributes}'
    return f"<{name}{attributes}>{content}</{name}>"


def _attributes(members: Mapping[str, Any], shape: StructureShape) -> str:
    return "".join(
        f' {wire_name(name, shape.members[name])}="{escaped(str(value)).translate(_IN_ATTRIBUTES)}"'
        for name, value in members.items()
        if value is not None and shape.members[name].serialization.get("xmlAttribute")
    )


def _text(value: Any, shape: Shape, dialect: XmlDialect) -> str:
    match shape.type_name:
        case "timestamp":
            return timestamp_text(value, shape.serialization.get("timestampFormat", dialect.timestamps))
        case "blob":
            return base64.b64encode(as_bytes(value)).decode()
        case "boolean":
            return "true" if value else "false"
        case "integer" | "long":
            return str(int(value))
        case "float" | "double":
            return number_text(value)
        case _:
            return str(value)


_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no Char of XML 1.0 (https://www.w3.org/TR/xml/#charsets)."""

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;"})
_IN_ATTRIBUTES = str.maketrans({'"': "&quot;", "\n": "&#xA;", "\t": "&#x9;"})
"""Beyond markup, what a parser would turn into a newline or a blank."""
