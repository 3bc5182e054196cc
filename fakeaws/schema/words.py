"""What a schema expects and what was found, worded for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fakeaws.schema.dialect import Schema


def expected_type(schema: Schema) -> str:
    """`a timestamp (...)`, `an integer`: what the `type` of a schema asks for."""
    match schema:
        case {"format": "date-time"}:
            return "a timestamp (a datetime, ISO 8601 text or epoch seconds)"
        case {"contentMediaType": "application/json"}:
            return "a dict (or JSON text, which botocore decodes)"
        case {"contentMediaType": _}:
            return "a streaming body (an object with read, bytes or base64 text)"
        case {"contentEncoding": "base64"}:
            return "bytes (or base64 text)"
        case {"$comment": "event stream"}:
            return "an event stream (or a list of events)"
        case {"type": list()}:
            return "a document (what JSON holds: dicts, lists, text, numbers, True, False, None)"
        case {"type": kind}:
            return _TYPES[str(kind)]
        case _:
            return "a value"


def found(value: object) -> str:
    """The value, shortened, and what it is where its looks do not say it."""
    match value:
        case None:
            return "None"
        case bool() | int() | float():
            return repr(value)
        case str():
            return f"the text {_short(value)}"
        case Mapping():
            return f"a dict with {listed(map(str, value)) or 'no members'}"
        case list() | tuple():
            return f"a list of {len(value)}"
        case _:
            return f"{_short(value)} ({type(value).__name__})"


def one_of(choices: Iterable[object]) -> str:
    """`one of A, B, C`, or its beginning where there are many."""
    return f"one of {listed(map(str, choices)) or 'nothing'}"


def limit(keyword: str, bound: object) -> str:
    """What a constraint asks for: `at most 64 characters`."""
    return _LIMITS[keyword].format(bound)


def sized(value: Any) -> str:
    """The value and how long it is, in the words of `limit`."""
    match value:
        case Mapping():
            return f"a dict of {len(value)} keys"
        case list() | tuple():
            return f"a list of {len(value)} elements"
        case _:
            return f"the text {_short(value)} of {len(value)} characters"


def listed(words: Iterable[str]) -> str:
    """`A, B, C`, or its beginning where there are many."""
    every = list(words)
    shown = ", ".join(every[:_MOST_SHOWN])
    return f"{shown}, ... ({len(every)} in all)" if len(every) > _MOST_SHOWN else shown


def cut(text: str) -> str:
    """The text, or its beginning where it is long."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 3]}..."


def _short(value: object) -> str:
    return cut(repr(value))


_MOST_SHOWN = 12
_LONGEST_SHOWN = 80
_TYPES = {
    "object": "a dict",
    "array": "a list",
    "string": "text",
    "boolean": "True or False",
    "integer": "an integer",
    "number": "a number",
}
_LIMITS = {
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} elements",
    "maxItems": "at most {} elements",
    "minProperties": "at least {} keys",
    "maxProperties": "at most {} keys",
    "minimum": "at least {}",
    "maximum": "at most {}",
}
