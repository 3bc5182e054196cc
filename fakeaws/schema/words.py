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
            return "None (botocore leaves a member without a value out)"
        case bool() | int() | float():
            return repr(value)
        case str():
            return f"the text {_short(value)}"
        case Mapping():
            return f"a dict with {_listed(map(str, value), 'no members')}"
        case list() | tuple():
            return f"a list of {len(value)}"
        case _:
            return f"{_short(value)} ({type(value).__name__})"


def one_of(choices: Iterable[object]) -> str:
    """`one of A, B, C`, or its beginning where there are many."""
    return f"one of {_listed(map(str, choices), 'nothing')}"


def limit(keyword: str, bound: object) -> str:
    """What a constraint asks for: `at most 64 characters`."""
    return _LIMITS[keyword].format(bound)


def size(value: Any) -> str:
    """How long a value is, in the words of `limit`."""
    return f"{len(value)}" if isinstance(value, (Mapping, list, tuple)) else f"{len(value)}: {_short(value)}"


def _listed(words: Iterable[str], nothing: str) -> str:
    every = list(words)
    shown = ", ".join(every[:_MOST_SHOWN])
    return f"{shown}, ... ({len(every)} in all)" if len(every) > _MOST_SHOWN else shown or nothing


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 3]}..."


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
