"""From a shape of the model to a strategy over its values.

The strategy for a shape depends on how deep it stands: near the top all that the model allows is drawn, further
down fewer of the optional members and shorter lists, and at the deepest what ends soonest. So recursion ends, and a
value of a large model stays small enough to be drawn and shrunk. A strategy is made when it is first drawn from.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from hypothesis import strategies as st

from fakeaws.generate.hints import is_paging_token, says_there_is_more
from fakeaws.generate.place import snake
from fakeaws.generate.unsaid import is_about_the_body, is_union
from fakeaws.model import Operation, Shape
from fakeaws.schema.dialect import Side
from fakeaws.strategies.heights import ENDLESS, Heights
from fakeaws.strategies.leaves import documents, json_objects, leaf
from fakeaws.strategies.texts import Site

Given: TypeAlias = Mapping[str, st.SearchStrategy[Any]]


@dataclass(frozen=True, slots=True)
class Shapes:
    """The strategies for the shapes of one side of an operation; remembers those that it has made."""

    operation: Operation
    side: Side
    heights: Heights
    _made: dict[tuple[str, int, Site], st.SearchStrategy[Any]] = field(default_factory=dict)

    def of(self, shape: Shape, depth: int, site: Site) -> st.SearchStrategy[Any]:
        """The values of a shape that stands so deep, at this site."""
        special = self._special(shape, site)
        if special is not None:
            return special
        if shape.type_name not in {"structure", "list", "map"}:
            return leaf(shape, site)
        key = shape.name, min(depth, _DEEPEST), site
        if key not in self._made:
            self._made[key] = self._of_parts(shape, key[1], site)
        return self._made[key]

    def members(self, shape: Any, given: Given, depth: int = 0) -> st.SearchStrategy[dict[str, Any]]:
        """The values of a structure, with the members given among them."""
        if is_union(shape) and given:
            return st.fixed_dictionaries(dict(given))
        if is_union(shape):
            return self._one_member(shape, depth)
        return _structures(self, shape, given, depth)

    def elements(self, shape: Any, depth: int, site: Site) -> st.SearchStrategy[list[Any]]:
        inner: Site = "header list" if site == "header" else site
        least, most = self._sizes(shape, depth, self.heights.of(shape.member))
        return st.lists(self.of(shape.member, depth + 1, inner), min_size=least, max_size=most)

    def member(self, shape: Any, name: str, given: Given, depth: int) -> st.SearchStrategy[Any]:
        """The values of one member of a structure that stands so deep."""
        member = shape.members[name]
        if self.side == "response" and _tells_of_more(name, member):
            return st.just(any(is_paging_token(snake(one)) for one in given))
        return self.of(member, depth + 1, _SITES.get(member.serialization.get("location"), "body"))

    def known_as(self, given: Given) -> set[str]:
        """What the model calls the members given."""
        return {self.operation.modelled_parameter(name) if self.side == "request" else name for name in given}

    def may_hold(self, shape: Any, name: str, given: Given) -> bool:
        """Whether an optional member is drawn."""
        member = shape.members[name]
        if name in self.known_as(given) or self.heights.of(member) == ENDLESS:
            return False
        return self.side == "request" or not (is_paging_token(snake(name)) or is_about_the_body(member))

    def _special(self, shape: Shape, site: Site) -> st.SearchStrategy[Any] | None:
        """What is given or taken in place of what the shape's type says."""
        traits, is_response = shape.serialization, self.side == "response"
        if traits.get("location") == "statusCode":
            return st.just(int(self.operation.model.http.get("responseCode", 200)))
        if is_response and self.operation.decodes(shape):
            return json_objects()
        return json_objects() if traits.get("jsonvalue") and site == "header" else None

    def _of_parts(self, shape: Any, depth: int, site: Site) -> st.SearchStrategy[Any]:
        if shape.type_name == "list":
            return self.elements(shape, depth, site)
        if shape.type_name == "map":
            return self._maps(shape, depth, site)
        if shape.is_document_type:
            return documents()
        if shape.serialization.get("eventstream"):
            return st.lists(self._events(shape, depth), max_size=_SPREADS[depth])
        return self.members(shape, {}, depth)

    def _maps(self, shape: Any, depth: int, site: Site) -> st.SearchStrategy[dict[str, Any]]:
        height = max(self.heights.of(shape.key), self.heights.of(shape.value))
        least, most = self._sizes(shape, depth, height)
        keys = self.of(shape.key, depth + 1, "header name" if site == "header" else site)
        return st.dictionaries(keys, self.of(shape.value, depth + 1, site), min_size=least, max_size=most)

    def _sizes(self, shape: Shape, depth: int, height: float) -> tuple[int, int]:
        least = int(shape.metadata.get("min", 0))
        most = least + _SPREADS[depth] if height != ENDLESS else 0
        return least, min(most, max(least, int(shape.metadata.get("max", most))))

    def _one_member(self, union: Any, depth: int) -> st.SearchStrategy[dict[str, Any]]:
        """The values of a union: one member each, the simplest first; at the deepest only those that end soonest."""
        heights = {name: self.heights.of(member) for name, member in union.members.items()}
        names = sorted((name for name, height in heights.items() if height != ENDLESS), key=lambda one: heights[one])
        soonest = [name for name in names if heights[name] == heights[names[0]]]
        return _alternatives(self, union, tuple(soonest if depth >= _DEEPEST else names), depth)

    def _events(self, union: Any, depth: int) -> st.SearchStrategy[dict[str, Any]]:
        names = [name for name, event in union.members.items() if not event.metadata.get("exception")]
        return _alternatives(self, union, tuple(names), depth)


@st.composite
def _structures(draw: st.DrawFn, shapes: Shapes, shape: Any, given: Given, depth: int) -> dict[str, Any]:
    needed = [name for name in shape.required_members if name not in shapes.known_as(given)]
    optional = [name for name in shape.members if name not in needed and shapes.may_hold(shape, name, given)]
    value = {name: draw(strategy) for name, strategy in given.items()}
    value |= {name: draw(shapes.member(shape, name, given, depth)) for name in needed}
    for name in optional if depth < _DEEPEST else ():
        if draw(_chances(len(optional), depth)):  # just before its value, so that both are shrunk away together
            value[name] = draw(shapes.member(shape, name, given, depth))
    return {name: value[name] for name in (*shape.members, *given) if name in value}


def _chances(count: int, depth: int) -> st.SearchStrategy[bool]:
    """Whether one of so many optional members is there."""
    others = max(1, math.ceil(count / _OPTIONAL[depth]) - 1)
    return st.integers(0, others).map(lambda drawn: drawn == others)


@st.composite
def _alternatives(draw: st.DrawFn, shapes: Shapes, union: Any, names: tuple[str, ...], depth: int) -> dict[str, Any]:
    name = draw(st.sampled_from(names))
    return {name: draw(shapes.of(union.members[name], depth + 1, "body"))}


def _tells_of_more(name: str, member: Shape) -> bool:
    return member.type_name == "boolean" and says_there_is_more(snake(name))


_SITES: Final[Mapping[Any, Site]] = {"header": "header", "headers": "header", "uri": "label"}

# By depth: how many optional members there are on the average, and how many elements above the least at the most.
_OPTIONAL = (5, 3, 1.5, 0.75, 0)
_SPREADS = (8, 5, 3, 1, 0)
_DEEPEST = len(_OPTIONAL) - 1
