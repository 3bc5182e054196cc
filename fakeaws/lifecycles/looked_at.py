"""What a JMESPath expression looks at: the members of an answer whose values decide it, found in the model.

An expression is turned into data by trying: each member that it looks at is a place with a few values worth trying,
and `laid_out` makes of the values chosen an answer with nothing else in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import jmespath  # type: ignore[import-untyped]  # it has no types

from fakeaws.model import Shape

ELEMENTS, VALUES = "[]", "*"
Path: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A member that is looked at: `deployments[].status`, or, where it ends in `[]` or `*`, how many there are."""

    path: Path
    shape: Shape | None = field(compare=False, repr=False)

    @property
    def is_count(self) -> bool:
        return self.path[-1] in (ELEMENTS, VALUES)

    def __str__(self) -> str:
        return ".".join(filter(None, self.path)).replace(".[]", "[]")


@dataclass(frozen=True, slots=True)
class Looks:
    """The places that an expression looks at, in its order, and the literals that it compares them with."""

    places: tuple[Place, ...]
    literals: tuple[Any, ...]


def looked_at(expression: str, output: Shape | None) -> Looks:
    """What the expression looks at in an answer of this shape; a place without a shape is not in the model."""
    found: dict[Place, None] = {}
    literals: list[Any] = []
    reading = _Reading(found, literals)
    reading.ends(reading.read(jmespath.compile(expression).parsed, Place((), output)))
    return Looks(tuple(found), tuple(literals))


def laid_out(values: Mapping[Place, Any]) -> dict[str, Any]:
    """An answer with these values in their places; elements of a list are all alike."""
    counts = {place.path: value for place, value in values.items() if place.is_count}
    leaves = {place.path: value for place, value in values.items() if not place.is_count}
    made: dict[str, Any] = _made((), counts, leaves)
    return made


def _made(at: Path, counts: Mapping[Path, int], leaves: Mapping[Path, Any]) -> Any:
    for leaf in (at, (*at, "")):
        if leaf in leaves:
            return leaves[leaf]
    for step, gather in ((ELEMENTS, _listed), (VALUES, _keyed)):
        if (*at, step) in counts:
            return gather(_made((*at, step), counts, leaves), counts[(*at, step)])
    below = (path[len(at)] for path in (*counts, *leaves) if len(path) > len(at) and path[: len(at)] == at)
    return {step: _made((*at, step), counts, leaves) for step in dict.fromkeys(below)}


def _listed(element: Any, count: int) -> list[Any]:
    return [element] * count


def _keyed(value: Any, count: int) -> dict[str, Any]:
    return {f"key-{number}": value for number in range(1, count + 1)}


@dataclass(frozen=True, slots=True)
class _Reading:
    """One reading of an expression: follows its parts through the model, and keeps what it finds."""

    found: dict[Place, None]
    literals: list[Any]

    def read(self, node: Mapping[str, Any], at: Place) -> Place:
        """Where `node` leads from `at`; what it looks at on the way is kept."""
        children = node["children"]
        match node["type"]:
            case "field":
                return _member(at, node["value"])
            case "subexpression" | "index_expression" | "pipe":
                for child in children:
                    at = self.read(child, at)
                return at
            case "identity" | "current":
                return at
            case "flatten" | "index" | "slice":
                return self.elements(self.read(children[0], at) if children else at)
            case "projection" | "value_projection":
                base = self.read(children[0], at)
                return self.read(children[1], base if node["type"] == "projection" else self.elements(base, VALUES))
            case "filter_projection":
                elements = self.elements(self.read(children[0], at))
                self.ends(self.read(children[2], elements))
                return self.read(children[1], elements)
            case "literal":
                self.literals.append(node["value"])
                return Place((), None)
            case _:  # comparisons, and, or, not, functions: what they look at are ends
                for child in children:
                    self.ends(self.read(child, at))
                return Place((), None)

    def elements(self, place: Place, step: str = ELEMENTS) -> Place:
        """The elements of a list, or the values of a map, whose number is looked at."""
        kind, inner = ("list", "member") if step == ELEMENTS else ("map", "value")
        if place.path[-1:] == (step,) and (place.shape is None or place.shape.type_name != kind):
            return place  # flattened already
        shape = getattr(place.shape, inner, None) if place.shape is not None else None
        elements = Place((*place.path, step), shape)
        self.found.setdefault(elements)
        return elements

    def ends(self, place: Place) -> None:
        """Keep a place whose own value is looked at."""
        if place.shape is not None and place.shape.type_name == "list":
            self.ends(self.elements(place))
        elif place.path and (place.shape is None or place.shape.type_name not in {"structure", "map"}):
            self.found.setdefault(Place((*place.path, ""), place.shape) if place.is_count else place)


def _member(at: Place, name: str) -> Place:
    members = getattr(at.shape, "members", {})
    return Place((*at.path, name), members.get(name))
