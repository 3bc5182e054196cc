"""What a schema from the model and one from a page have in common.

A page does not show constraints, keys of maps, which output members are required, unions (but in prose),
or where a recursion leads, nor whether a member in which one ends is required. `projection` takes just that
away; the schema of a page is its own projection.
"""

from __future__ import annotations

from typing import Any

from fakeaws.schema.dialect import EVENT_STREAM, UNKNOWN_UNION_MEMBER, Schema, Side, recursive
from fakeaws.schema.references import WHOLE, target


def projection(schema: Schema, side: Side) -> Schema:
    """The part of `schema` that a doc page of the operation can show; references are written out."""
    return _Projector(schema, side).of(schema, frozenset({WHOLE}))


class _Projector:
    def __init__(self, whole: Schema, side: Side) -> None:
        self._whole = whole
        self._shown = _SHOWN | {"required"} if side == "request" else _SHOWN

    def of(self, schema: Schema, path: frozenset[str]) -> Schema:
        """The projection of a part of the schema that was reached through the references in `path`."""
        reference = schema.get("$ref")
        if reference is not None:
            meant = target(reference, self._whole)
            return recursive(meant["type"]) if reference in path else self.of(meant, path | {reference})
        shown = {word: self._value(word, value, path) for word, value in schema.items() if self._is_shown(word, value)}
        if "required" in shown:
            shown["required"] = [name for name in shown["required"] if not _ends(schema["properties"][name], path)]
        return {word: value for word, value in shown.items() if word != "required" or value}

    def _is_shown(self, word: str, value: Any) -> bool:
        return word in self._shown and (word != "$comment" or value == EVENT_STREAM)

    def _value(self, word: str, value: Any, path: frozenset[str]) -> Any:
        match word, value:
            case "properties", dict():
                return {name: self.of(part, path) for name, part in value.items() if name != UNKNOWN_UNION_MEMBER}
            case (("items" | "additionalProperties"), dict()):
                return self.of(value, path)
            case _:
                return value


def _ends(schema: Schema, path: frozenset[str]) -> bool:
    """Whether a recursion ends here, so that the page shows the kind and nothing else."""
    return schema.get("$ref") in path


_SHOWN = frozenset(
    {
        "$schema",
        "$comment",
        "type",
        "enum",
        "format",
        "contentEncoding",
        "contentMediaType",
        "properties",
        "additionalProperties",
        "items",
    }
)
