"""Where a reference within a schema leads."""

from __future__ import annotations

from fakeaws.schema.dialect import Schema


def resolved(part: Schema, whole: Schema) -> Schema:
    """The part itself, or what it refers to in `whole`, to its end."""
    while "$ref" in part:
        part = target(part["$ref"], whole)
    return part


def target(reference: str, whole: Schema) -> Schema:
    """What stands at `#` or `#/$defs/NAME`, the two references that are written."""
    found: Schema = whole if reference == WHOLE else whole["$defs"][reference.removeprefix("#/$defs/")]
    return found


WHOLE = "#"
