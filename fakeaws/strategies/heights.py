"""How deep a value of each shape is at the least, so that recursion ends, and what has no end is not begun."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fakeaws.generate.unsaid import is_union
from fakeaws.model import Shape
from fakeaws.strategies.texts import has_any_text

ENDLESS = float("inf")
"""The height of a shape of which there is no value: one that must hold itself, or a text that cannot be."""


class Heights:
    """The least height of every shape below a root; found once."""

    def __init__(self, root: Shape) -> None:
        self._shapes = {shape.name: shape for shape in _below(root)}
        self._known: dict[str, float] = {}
        changed = True
        while changed:  # each round finds the heights that rest on those of the round before
            found = {name: self._height(shape) for name, shape in self._shapes.items()}
            changed, self._known = found != self._known, found

    def of(self, shape: Shape) -> float:
        """How many structures, lists and maps stand within each other at the least; ENDLESS if nothing can be made."""
        if shape.name in self._shapes:
            return self._known.get(shape.name, ENDLESS)
        return 0 if shape.type_name != "string" or has_any_text(shape) else ENDLESS

    def _height(self, shape: Any) -> float:
        match shape.type_name:
            case "structure" if shape.is_document_type:
                return 1
            case "structure" if is_union(shape):
                return 1 + min((self.of(member) for member in shape.members.values()), default=0)
            case "structure":
                return 1 + max((self.of(shape.members[name]) for name in shape.required_members), default=0)
            case _ if not shape.metadata.get("min"):
                return 1
            case _:
                return 1 + max(self.of(part) for part in _parts(shape))


def _below(root: Shape) -> Iterator[Shape]:
    """The structures, lists and maps from `root` down, each once."""
    seen: set[str] = set()
    waiting = [root]
    while waiting:
        shape = waiting.pop()
        if shape.name not in seen and shape.type_name in {"structure", "list", "map"}:
            seen.add(shape.name)
            waiting.extend(_parts(shape))
            yield shape


def _parts(shape: Any) -> list[Shape]:
    parts: Mapping[str, list[str]] = {"list": ["member"], "map": ["key", "value"]}
    if shape.type_name == "structure":
        return [*shape.members.values()]
    return [getattr(shape, part) for part in parts[shape.type_name]]
