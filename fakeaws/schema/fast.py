"""The quick verdict: whether data is clean, by jsonschema-rs, where the extra `fast` is installed.

There is one set of rules, and each is judged by one judge. jsonschema-rs reads JSON, so what JSON does not know is
looked at here on the way, with the same functions that the slow way uses: the forms of timestamps, blobs, documents and
event streams, and the patterns, which Rust and Python read differently. Each such part is then replaced by a value
that the reduced schema takes. A part that holds none of them is handed on as it is, so that most data is not copied.

The verdict is only ever "clean" or "look closer": whatever is odd (a Mapping that is no dict, a number that JSON
lacks) goes the slow way, which finds the words.
"""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, datetime
from typing import Any, TypeAlias

from fakeaws.schema.dialect import EVENT_STREAM, Schema, Side
from fakeaws.schema.instances import is_instance
from fakeaws.schema.patterns import compiled
from fakeaws.schema.references import target

Judge: TypeAlias = Callable[[Any], bool]
Reader: TypeAlias = Callable[[Any], Any]


@functools.cache
def is_installed() -> bool:
    """Whether the extra `fast` is there."""
    return importlib.util.find_spec("jsonschema_rs") is not None


def judge_of(schema: Schema, side: Side) -> Judge:
    """Tells of data of this side whether it is certainly clean; False asks for a closer look."""
    import jsonschema_rs

    verdict = jsonschema_rs.validator_for(_reduced(schema)).is_valid
    read = _Readers(schema, side).of(schema)

    def is_clean(data: Any) -> bool:
        try:
            return verdict(data if read is None else read(data))
        except (_Odd, ValueError, RecursionError):  # what is no JSON is a ValueError of jsonschema-rs
            return False

    return is_clean


class _Odd(Exception):  # no error: it asks for a closer look
    """Data that the slow way must judge."""


def _reduced(schema: Any) -> Any:
    """The schema without what the readers judge."""
    match schema:
        case list():
            return [_reduced(part) for part in schema]
        case dict() if _is_leaf(schema):
            return {"const": _CLEAN}
        case dict():
            parts = {word: part for word, part in schema.items() if word not in ("pattern", "$comment", "description")}
            named = {word: {name: _reduced(one) for name, one in parts.pop(word, {}).items()} for word in _NAMED}
            return {word: _reduced(part) for word, part in parts.items()} | {k: v for k, v in named.items() if v}
        case _:
            return schema


def _is_leaf(schema: Schema) -> bool:
    """Whether a reader judges the whole value."""
    return "format" in schema or "contentEncoding" in schema or isinstance(schema.get("type"), list)


class _Readers:
    """Makes the reader of each part of a schema; None for a part that jsonschema-rs can read as it is."""

    def __init__(self, whole: Schema, side: Side) -> None:
        self._whole = whole
        self._is_sent = side == "request"
        self._shared: dict[str, Reader | None] = {}

    def of(self, schema: Schema) -> Reader | None:
        match schema:
            case {"$ref": str(reference)}:
                return self._of_reference(reference)
            case _ if _is_leaf(schema):
                return _leaf(schema)
            case {"type": "integer"} if self._is_sent:
                return _integer
            case {"pattern": str(pattern)}:
                return _pattern(pattern)
            case {"type": "array", "items": dict(item)}:
                return _list(self.of(item), is_stream=schema.get("$comment") == EVENT_STREAM)
            case {"type": "object", "properties": dict(members)}:
                readers = {name: self.of(member) for name, member in members.items()}
                return _structure({name: reader for name, reader in readers.items() if reader is not None})
            case {"type": "object", "additionalProperties": dict(value)}:
                return _map(self.of(schema.get("propertyNames", {})), self.of(value))
            case _:
                return None

    def _of_reference(self, reference: str) -> Reader | None:
        if reference not in self._shared:
            making = _Making()
            self._shared[reference] = making  # by which a shape within itself is read
            self._shared[reference] = making.reader = self.of(target(reference, self._whole))
        return self._shared[reference]


@dataclass(slots=True)
class _Making:
    """A reader that is still being made."""

    reader: Reader | None = None

    def __call__(self, data: Any) -> Any:
        return data if self.reader is None else self.reader(data)


def _as_it_is(data: Any) -> Any:
    return data


def _leaf(schema: Schema) -> Reader:
    def read(data: Any) -> Any:
        if not is_instance(data, schema):
            raise _Odd
        return _CLEAN

    def read_time(data: Any) -> Any:
        is_plain = type(data) is datetime and MINYEAR < data.year < MAXYEAR  # what is_instance would say, sooner
        return _CLEAN if is_plain else read(data)

    return read_time if schema.get("format") == "date-time" else read


def _integer(data: Any) -> Any:
    if not isinstance(data, int):
        raise _Odd
    return data


def _pattern(pattern: str) -> Reader | None:
    search = compiled(pattern)
    if search is None:
        return None

    def read(data: Any) -> Any:
        if isinstance(data, str) and not search.search(data):
            raise _Odd
        return data

    return read


def _list(item: Reader | None, *, is_stream: bool) -> Reader | None:
    if item is None and not is_stream:
        return None

    def read(data: Any) -> Any:
        if isinstance(data, (list, tuple)):
            return data if item is None else [item(part) for part in data]
        if is_stream and is_instance(data, {"$comment": EVENT_STREAM}):
            return []
        raise _Odd

    return read


def _structure(readers: Mapping[str, Reader]) -> Reader | None:
    if not readers:
        return None

    def read(data: Any) -> Any:
        if type(data) is not dict:
            raise _Odd
        return {name: readers[name](part) if name in readers else part for name, part in data.items()}

    return read


def _map(key: Reader | None, value: Reader | None) -> Reader | None:
    if key is None and value is None:
        return None
    read_key, read_value = key or _as_it_is, value or _as_it_is

    def read(data: Any) -> Any:
        if type(data) is not dict:
            raise _Odd
        return {read_key(name): read_value(part) for name, part in data.items()}

    return read


_CLEAN = 0
_NAMED = ("properties", "$defs")
