"""In which forms data gives its times and bytes: those of boto3, or one of the many that files hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from fakeaws.errors import InputError
from fakeaws.model import Operation
from fakeaws.origin import complains_to_the_user, expect_one_of
from fakeaws.schema.breach import pointer
from fakeaws.schema.dialect import Schema, Side
from fakeaws.schema.from_shape import from_operation
from fakeaws.schema.instances import form_of
from fakeaws.schema.references import resolved


@complains_to_the_user
def forms_of(operation: str, data: Any, *, side: Side = "response") -> dict[str, str]:
    """The form of each timestamp, blob and event stream in `data`, by its JSON pointer.

    `datetime`, `bytes`, `streaming body` and `event stream` are what boto3 returns; `ISO 8601 text`, `HTTP date`,
    `epoch seconds` (also `as text`), `base64`, `text` and `list of events` are what files hold. What is of no form
    is left out: `check` tells of it. Raises UnknownOperation; InputError for data without an end.
    """
    expect_one_of("side", side, get_args(Side))
    schema = from_operation(Operation.named(operation), side)
    try:
        return {pointer(path): form for path, form in _forms(schema, schema, data, ())}
    except RecursionError:
        raise InputError(operation, "the data is nested too deeply to be read, or holds itself.") from None


def _forms(
    whole: Schema, part: Schema, data: Any, path: tuple[object, ...]
) -> Iterator[tuple[tuple[object, ...], str]]:
    schema = resolved(part, whole)
    form = form_of(data, schema)
    if form is not None:
        yield path, form
    match data:
        case Mapping():
            for name, value in data.items():
                below = schema.get("properties", {}).get(name, schema.get("additionalProperties"))
                if isinstance(below, dict):
                    yield from _forms(whole, below, value, (*path, name))
        case list() | tuple() if "items" in schema:
            for number, value in enumerate(data):
                yield from _forms(whole, schema["items"], value, (*path, number))
