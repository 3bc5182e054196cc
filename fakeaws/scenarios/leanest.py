"""The leanest answer that an operation may give: without any member that its model does not require."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fakeaws.generate.generator import Generator
from fakeaws.model import Operation


def leanest(
    operation: Operation, told: Mapping[str, Any], params: Mapping[str, Any], generator: Generator
) -> dict[str, Any]:
    """The members told, and what the model requires beside and within them."""
    drawn = generator.complete(operation, {}, params, operation.name)
    made: dict[str, Any] = _lean(operation.output_shape, drawn, told)
    return made


def may_lack(operation: Operation, told: Mapping[str, Any]) -> list[str]:
    """The members that an answer may be without, beside those told."""
    shape = operation.output_shape
    names = shape.members if shape is not None else ()
    required = {*shape.required_members, shape.serialization.get("payload")} if shape is not None else set()
    return [name for name in names if name not in required and name not in told]


def _lean(shape: Any, drawn: Any, told: Any) -> Any:
    if shape is None:
        return told
    kind = shape.type_name
    if kind == "structure" and not shape.is_document_type and isinstance(drawn or told, Mapping):
        known, asked = drawn or {}, told or {}
        kept = asked if shape.is_tagged_union and asked else [*shape.required_members, *asked]
        names = [
            name for name in (kept or list(known)[: bool(shape.is_tagged_union)]) if name in known or name in asked
        ]
        return {name: _lean(shape.members[name], known.get(name), asked.get(name)) for name in dict.fromkeys(names)}
    if kind == "list":
        first = drawn[0] if drawn else None
        return [_lean(shape.member, first, one) for one in told] if told is not None else _elements(shape, drawn)
    return drawn if told is None else told


def _elements(shape: Any, drawn: Any) -> list[Any]:
    return [_lean(shape.member, one, None) for one in drawn or ()]
