"""Valid answers spoilt in one place: a wrong type, an unknown member, a wrong enum value.

`python -m tests.schema.mutations` spoils one answer of every operation of every service, and counts.
"""

from __future__ import annotations

import copy
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any, Literal, TypeAlias

from fakeaws.generate.synthesise import synthesise
from fakeaws.model import Operation, Service, service_names
from fakeaws.schema.breach import pointer
from fakeaws.schema.check import Checker
from fakeaws.schema.dialect import EVENT_STREAM, UNKNOWN_UNION_MEMBER, Schema
from fakeaws.schema.from_shape import from_operation
from fakeaws.schema.references import resolved
from fakeaws.schema.violation import Rule

Path: TypeAlias = tuple[object, ...]
Mutation: TypeAlias = Literal["type", "unknown-member", "enum"]
MUTATIONS: tuple[Mutation, ...] = ("type", "unknown-member", "enum")
UNKNOWN = "Unknwn"


@dataclass(frozen=True, slots=True)
class Mutant:
    """An answer that is wrong in one place, and what a checker must say of it."""

    data: Any
    path: str
    rule: Rule


def mutants(schema: Schema, data: Any, random: Random) -> Iterator[Mutant]:
    """One mutant of each kind that the data has a place for, at a random depth."""
    places = list(_places(schema, schema, data, ()))
    for kind in MUTATIONS:
        fitting = [(path, part) for path, part in places if _has_place_for(kind, part)]
        if fitting:
            yield _mutant(kind, data, *random.choice(fitting))


def _places(whole: Schema, part: Schema, data: Any, path: Path) -> Iterator[tuple[Path, Schema]]:
    schema = resolved(part, whole)
    yield path, schema
    if schema.get("$comment") == EVENT_STREAM or "contentMediaType" in schema:
        return
    if isinstance(data, dict) and schema.get("type") == "object":
        for name, value in data.items():
            below = schema.get("properties", {}).get(name, schema.get("additionalProperties"))
            if isinstance(below, dict):
                yield from _places(whole, below, value, (*path, name))
    elif isinstance(data, list) and schema.get("type") == "array":
        for number, value in enumerate(data):
            yield from _places(whole, schema["items"], value, (*path, number))


def _has_place_for(kind: Mutation, schema: Schema) -> bool:
    match kind:
        case "type":
            return True
        case "unknown-member":
            return schema.get("additionalProperties") is False and UNKNOWN_UNION_MEMBER not in schema["properties"]
        case "enum":
            return "enum" in schema


def _mutant(kind: Mutation, data: Any, path: Path, schema: Schema) -> Mutant:
    match kind:
        case "type":
            return Mutant(_with(data, path, lambda _: _of_another_type(schema)), pointer(path), "type")
        case "unknown-member":
            spoilt = _with(data, path, lambda value: {**value, UNKNOWN: 1})
            return Mutant(spoilt, pointer((*path, UNKNOWN)), "unknown-member")
        case "enum":
            return Mutant(_with(data, path, lambda value: f"{value}_OF_TOMORROW"), pointer(path), "enum")


def _with(data: Any, path: Path, change: Any) -> Any:
    if not path:
        return change(data)
    whole = holder = copy.deepcopy(data)
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = change(holder[path[-1]])
    return whole


def _of_another_type(schema: Schema) -> Any:
    match schema:
        case {"format": "date-time"}:
            return "yesterday"
        case {"contentEncoding": _} | {"type": "string"}:
            return 5
        case {"type": list()}:
            return {1, 2}
        case {"type": "object"}:
            return ["not", "a", "dict"]
        case {"type": "array"}:
            return {"not": "a list"}
        case _:
            return "text"


def main() -> int:
    """Spoil an answer of every operation; print what was caught, missed and wrongly refused, by both judges."""
    counts: Counter[str] = Counter()
    started = time.perf_counter()
    for service in map(Service.named, service_names()):
        for operation in map(service.operation, service.methods):
            _count(operation, counts)
    for name, count in sorted(counts.items()):
        sys.stdout.write(f"{count:>7}  {name}\n")
    sys.stdout.write(f"in {time.perf_counter() - started:.0f} s\n")
    return int(any(name.startswith(("missed", "refused")) for name in counts))


def _count(operation: Operation, counts: Counter[str]) -> None:
    schema, data = from_operation(operation, "response"), synthesise(operation.name)
    for is_fast in (True, False):
        judge = "quick judge first" if is_fast else "jsonschema alone"
        checker = Checker(operation.name, schema, "response", is_fast)
        counts[f"{'refused though valid' if _refused(checker, data) else 'accepted valid'}, {judge}"] += 1
        for mutant in mutants(schema, data, Random(0)):
            told = [(one.path, one.rule) for one in checker.violations(mutant.data, "scripted")]
            caught = (mutant.path, mutant.rule) in told
            counts[f"{'caught' if caught else f'missed in {operation.name}'}: {mutant.rule}, {judge}"] += 1


def _refused(checker: Checker, data: Any) -> bool:
    return any(one.severity == "error" for one in checker.violations(data, "scripted"))


if __name__ == "__main__":
    sys.exit(main())
