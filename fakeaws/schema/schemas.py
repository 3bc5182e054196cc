"""JSON Schemas by the name of the operation, from the installed model or from the shipped doc pages."""

from __future__ import annotations

from importlib import resources
from typing import Literal, TypeAlias, get_args

from fakeaws.errors import InputError, PlanError
from fakeaws.model import Operation
from fakeaws.origin import complains_to_the_user, expect_one_of
from fakeaws.schema.dialect import Schema, Side
from fakeaws.schema.files import read_schema_file
from fakeaws.schema.from_shape import from_operation

Source: TypeAlias = Literal["model", "page"]


@complains_to_the_user
def schema_for(
    operation: str, *, side: Side = "response", source: Source = "model", descriptions: bool = False
) -> Schema:
    """The JSON Schema (draft 2020-12) of what boto3 returns from `operation`, or of what it is asked with; a new copy.

    The model gives the stronger schema: a page shows no constraints, and not which output members are
    required. `descriptions` are those of the installed botocore. The schemas of errors: `error_schemas`.
    Raises UnknownOperation; InputError where no page of the operation is shipped.
    """
    expect_one_of("side", side, get_args(Side))
    expect_one_of("source", source, get_args(Source))
    if descriptions and source == "page":
        raise PlanError("A shipped page has no descriptions: take them from the installed model, source='model'.")
    found = Operation.named(operation)
    return from_operation(found, side, descriptions=descriptions) if source == "model" else _shipped(found, side)


def shipped_operations() -> tuple[str, ...]:
    """The operations whose page's schemas are shipped.

    A shipped file is what `fakeaws schema --page FILE` prints for the page, so that it is derived anew
    with `fakeaws schema --page FILE -o fakeaws/schema/shipped/OPERATION.json`.
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
    schemas = read_schema_file(text, operation.name).operations[operation.name]
    return schemas.request if side == "request" else schemas.response
