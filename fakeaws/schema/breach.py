"""One place where data breaks a keyword of a schema, and the violation that a person reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from fakeaws.nearest import nearest
from fakeaws.schema import words
from fakeaws.schema.dialect import Schema
from fakeaws.schema.violation import Level, Rule, Violation, severity_of


@dataclass(frozen=True, slots=True)
class Breach:
    """One keyword of a schema that a part of the data breaks; `path` leads there, `schema` holds the keyword."""

    keyword: str
    path: tuple[object, ...]
    schema: Schema
    value: Any


def violation(breach: Breach, level: Level) -> Violation:
    rule, describe = _DESCRIPTIONS[breach.keyword]
    if rule == "length" and breach.schema.get("additionalProperties") is False:
        rule, describe = "union", _union
    if rule == "type" and breach.value is None and breach.path:
        rule = "null"
    expected, found, hint = describe(breach)
    return Violation(pointer(breach.path), rule, severity_of(rule, level), expected, found, hint)


def pointer(path: Iterable[object]) -> str:
    """A JSON pointer (RFC 6901)."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def _type(breach: Breach) -> tuple[str, str, str]:
    return words.expected_type(breach.schema), words.found(breach.value), ""


def _key(breach: Breach) -> tuple[str, str, str]:
    return "text as a key", words.found(breach.value), ""


def _unknown_member(breach: Breach) -> tuple[str, str, str]:
    known, name = list(breach.schema.get("properties", ())), breach.path[-1]
    expected = words.one_of(known) if known else "a member, of which there is none here"
    return expected, f"{name}", nearest(str(name), known) or ""


def _enum(breach: Breach) -> tuple[str, str, str]:
    values = breach.schema["enum"]
    return words.one_of(values), words.found(breach.value), nearest(str(breach.value), values) or ""


def _required(breach: Breach) -> tuple[str, str, str]:
    return f"the required member {breach.path[-1]}", words.found(breach.value), ""


def _limit(breach: Breach) -> tuple[str, str, str]:
    return words.limit(breach.keyword, breach.schema[breach.keyword]), words.sized(breach.value), ""


def _range(breach: Breach) -> tuple[str, str, str]:
    return words.limit(breach.keyword, breach.schema[breach.keyword]), words.found(breach.value), ""


def _pattern(breach: Breach) -> tuple[str, str, str]:
    return f"text in which {breach.schema['pattern']} is found", words.found(breach.value), ""


def _union(breach: Breach) -> tuple[str, str, str]:
    return f"exactly {words.one_of(breach.schema['properties'])}", words.found(breach.value), ""


_DESCRIPTIONS: dict[str, tuple[Rule, Callable[[Breach], tuple[str, str, str]]]] = {
    "type": ("type", _type),
    "propertyNames": ("type", _key),
    "additionalProperties": ("unknown-member", _unknown_member),
    "enum": ("enum", _enum),
    "required": ("required", _required),
    "minLength": ("length", _limit),
    "maxLength": ("length", _limit),
    "minItems": ("length", _limit),
    "maxItems": ("length", _limit),
    "minProperties": ("length", _limit),
    "maxProperties": ("length", _limit),
    "minimum": ("range", _range),
    "maximum": ("range", _range),
    "pattern": ("pattern", _pattern),
}
