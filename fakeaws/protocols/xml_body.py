"""The walker of XML bodies: a shape is read once, into nested functions from values to the text of elements.

The names are those that botocore's parser looks for: a flattened list repeats its element, a map holds
entries of keys and values, an attribute stands on the element of its structure.
"""

from __future__ import annotations

import base64
import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from fakeaws.model import ListShape, MapShape, Shape, StructureShape
from fakeaws.protocols.reply import wire_name
from fakeaws.protocols.scalars import as_bytes, number_text, timestamp_form, timestamp_text

Writer: TypeAlias = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class XmlDialect:
    """Where the XML protocols differ: the name of a list's item that has none, and the form of timestamps."""

    item: str
    timestamps: str


@functools.lru_cache(maxsize=4096)
def writer(name: str, shape: Shape, dialect: XmlDialect) -> Writer:
    """Writes a value as the element of that name, or as several where the shape is flattened."""
    start, end = _start_of(name, shape), f"</{name}>"
    match shape:
        case StructureShape():
            return _structure_writer(start, end, shape, dialect)
        case ListShape() if shape.serialization.get("flattened"):
            each = writer(name, shape.member, dialect)
            return lambda value: "".join(map(each, value))
        case ListShape():
            each = writer(wire_name(dialect.item, shape.member), shape.member, dialect)
            return lambda value: f"{start}>{''.join(map(each, value))}{end}"
        case MapShape():
            return _map_writer(start, end, shape, dialect)
        case _:
            text = _text_writer(shape, dialect)
            return lambda value: f"{start}>{text(value)}{end}"


@functools.lru_cache(maxsize=4096)
def inside(shape: StructureShape, dialect: XmlDialect) -> Writer:
    """Writes the members of a structure as what stands inside its element."""
    writers = _Members(shape, dialect)
    return lambda members: "".join(
        [writers[name](value) for name, value in members.items() if value is not None and writers[name] is not None]
    )


def escaped(text: str) -> str:
    """Text that a parser reads as it is. Raises ValueError for characters that XML cannot hold."""
    if _IS_PLAIN(text):
        return text
    if strange := _FORBIDDEN.search(text):
        raise ValueError(f"XML has no way to write the character {strange.group()!r}")
    return text.translate(_ESCAPES)


class _Members(dict[str, Any]):
    """The writer of each member of a structure, made when it is first met, because shapes recur; None: an attribute."""

    def __init__(self, shape: StructureShape, dialect: XmlDialect) -> None:
        super().__init__()
        self._shape = shape
        self._dialect = dialect

    def __missing__(self, name: str) -> Writer | None:
        shape = self._shape.members[name]
        is_attribute = shape.serialization.get("xmlAttribute")
        self[name] = None if is_attribute else writer(_element_name(name, shape), shape, self._dialect)
        made: Writer | None = self[name]
        return made


def _structure_writer(start: str, end: str, shape: StructureShape, dialect: XmlDialect) -> Writer:
    content = inside(shape, dialect)
    attributes = {name: wire_name(name, one) for name, one in shape.members.items() if _is_attribute(one)}
    if not attributes:
        return lambda value: f"{start}>{content(value)}{end}"

    def write(value: Mapping[str, Any]) -> str:
        given = {attributes[name]: value[name] for name in attributes if value.get(name) is not None}
        written = "".join(f' {one}="{escaped(text).translate(_IN_ATTRIBUTES)}"' for one, text in given.items())
        return f"{start}{written}>{content(value)}{end}"

    return write


def _map_writer(start: str, end: str, shape: MapShape, dialect: XmlDialect) -> Writer:
    key = writer(wire_name("key", shape.key), shape.key, dialect)
    item = writer(wire_name("value", shape.value), shape.value, dialect)
    if shape.serialization.get("flattened"):
        return lambda value: "".join(f"{start}>{key(one)}{item(part)}{end}" for one, part in value.items())
    return lambda value: (
        f"{start}>{''.join(f'<entry>{key(one)}{item(part)}</entry>' for one, part in value.items())}{end}"
    )


def _text_writer(shape: Shape, dialect: XmlDialect) -> Writer:
    match shape.type_name:
        case "timestamp":
            form = timestamp_form(shape, dialect.timestamps)
            return lambda value: timestamp_text(value, form)
        case "blob":
            return lambda value: base64.b64encode(as_bytes(value)).decode()
        case "boolean":
            return lambda value: "true" if value else "false"
        case "integer" | "long":
            return lambda value: str(int(value))
        case "float" | "double":
            return number_text
        case _:
            return lambda value: escaped(str(value))


def _start_of(name: str, shape: Shape) -> str:
    """The start of an element, up to its attributes."""
    namespace = shape.serialization.get("xmlNamespace")
    if not isinstance(namespace, Mapping):
        return f"<{name}"
    prefix = f":{namespace['prefix']}" if namespace.get("prefix") else ""
    return f'<{name} xmlns{prefix}="{namespace["uri"]}"'


def _element_name(name: str, shape: Shape) -> str:
    if isinstance(shape, ListShape) and shape.serialization.get("flattened"):
        return wire_name(wire_name(name, shape), shape.member)
    return wire_name(name, shape)


def _is_attribute(shape: Shape) -> bool:
    return bool(shape.serialization.get("xmlAttribute"))


_IS_PLAIN = re.compile("[^&<>\r\\x00-\\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]*").fullmatch
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no Char of XML 1.0 (https://www.w3.org/TR/xml/#charsets)."""

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;"})
_IN_ATTRIBUTES = str.maketrans({'"': "&quot;", "\n": "&#xA;", "\t": "&#x9;"})
"""Beyond markup, what a parser would turn into a newline or a blank."""
