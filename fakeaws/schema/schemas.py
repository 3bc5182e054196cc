"""JSON Schemas by the name of the operation, from the installed model or from the shipped doc pages."""

from __future__ import annotations

import copy
import json
from importlib import resources
from typing import Literal, TypeAlias

from fakeaws.errors import InputError, PlanError
from fakeaws.model import Operation
from fakeaws.nearest import did_you_mean
from fakeaws.schema.dialect import Schema, Side
from fakeaws.schema.from_shape import from_operation

Source: TypeAlias = Literal["model", "page"]


def schema_for(operation: str, *, side: Side = "response", source: Source = "model") -> Schema:
    """The schema of what `operation` answers or is asked with; the caller's own copy.

    The model gives the stronger schema: a page shows no constraints, and not which output members are
    required. Raises UnknownOperation; InputError where no page of the operation is shipped.
    """
    _expect_one_of("side", side, ("response", "request"))
    _expect_one_of("source", source, ("model", "page"))
    found = Operation.named(operation)
    schema = from_operation(found, side) if source == "model" else _shipped(found, side)
    return copy.deepcopy(schema)


def shipped_operations() -> tuple[str, ...]:
    """The operations whose page's schemas are shipped.

    A shipped file is what `fakeaws schema --page FILE` prints for the page, so that it is derived anew
    with `fakeaws schema --page FILE > fakeaws/schema/shipped/OPERATION.json`.
    """
    files = (entry.name for entry in resources.files(__package__).joinpath("shipped").iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in files if name.endswith(".json")))


def _shipped(operation: Operation, side: Side) -> Schema:
    known = shipped_operations()
    if operation.name not in known:
        raise InputError(
            operation.name,
            f"no schema from its doc page is shipped (there are: {', '.join(known)}). "
            "Derive it from a saved page with `fakeaws schema --page FILE`, or take the model's: source='model'.",
        )
    text = resources.files(__package__).joinpath("shipped", f"{operation.name}.json").read_text(encoding="utf-8")
    schema: Schema = json.loads(text)[side]
    return schema


def _expect_one_of(option: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise PlanError(f"{option}={value!r} is not known.{did_you_mean(str(value), choices)}")
