"""From a shape of the model to a strategy over its values.

The strategy for a shape depends on how deep it stands: near the top all that the model allows is drawn, further
down fewer of the optional members and shorter lists, and at the deepest what ends soonest. So recursion ends, and a
value of a large model stays small enough to be drawn and shrunk. A strategy is made when it is first drawn from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from hypothesis import strategies as st

from fakeaws.generate.hints import is_paging_token, says_there_is_more
from fakeaws.generate.place import snake
from fakeaws.model import Operation, Shape
from fakeaws.schema.dialect import Side
from fakeaws.strategies.heights import ENDLESS, Heights, is_union
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

    def may_hold(self, shape: Any, name: str) -> bool:
        """Whether an optional member is drawn unless it is given."""
        member = shape.members[name]
        if self.heights.of(member) == ENDLESS:
            return False
        return self.side == "request" or not (is_paging_token(snake(name)) or _is_about_the_body(member))

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
            return self._pairs(shape, depth, site)
        if shape.is_document_type:
            return documents()
        if shape.serialization.get("eventstream"):
            return st.lists(self._events(shape, depth), max_size=_SPREADS[depth])
        return self.members(shape, {}, depth)

    def _pairs(self, shape: Any, depth: int, site: Site) -> st.SearchStrategy[dict[str, Any]]:
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
    has_more = any(is_paging_token(snake(name)) for name in given)
    optional = [name for name in shape.members if name not in shape.required_members and shapes.may_hold(shape, name)]
    there = {*given, *shape.required_members, *draw(_some_of(optional, depth))}
    value = {}
    for name, member in shape.members.items():
        if name in given:
            value[name] = draw(given[name])
        elif name in there and shapes.side == "response" and _tells_of_more(name, member):
            value[name] = has_more
        elif name in there:
            site = _SITES.get(member.serialization.get("location"), "body")
            value[name] = draw(shapes.of(member, depth + 1, site))
    return value | {name: draw(given[name]) for name in given if name not in shape.members}


@st.composite
def _alternatives(draw: st.DrawFn, shapes: Shapes, union: Any, names: tuple[str, ...], depth: int) -> dict[str, Any]:
    name = draw(st.sampled_from(names))
    return {name: draw(shapes.of(union.members[name], depth + 1, "body"))}


def _some_of(names: list[str], depth: int) -> st.SearchStrategy[list[str]]:
    """Some of the optional members: none at the deepest, any near the top, and now and then all of those."""
    most = min(len(names), _OPTIONAL[min(depth, _DEEPEST)])
    if not most:
        return st.just([])
    some = st.lists(st.sampled_from(names), unique=True, max_size=most)
    return some | st.just(names) if depth == 0 and len(names) <= _OPTIONAL[0] else some


def _tells_of_more(name: str, member: Shape) -> bool:
    return member.type_name == "boolean" and says_there_is_more(snake(name))


def _is_about_the_body(member: Shape) -> bool:
    """Whether it is a header that says how the body was sent: only what sends it can know."""
    header = str(member.serialization.get("name", "")).lower()
    is_one = header.startswith("x-amz-checksum-") or header in _HEADERS_OF_THE_BODY
    return member.serialization.get("location") == "header" and is_one


_HEADERS_OF_THE_BODY = frozenset({"content-encoding", "content-length", "content-md5", "content-range"})
_SITES: Final[Mapping[Any, Site]] = {"header": "header", "headers": "header", "uri": "label"}

# By depth: how many optional members there are at the most, and how many elements above the least.
_OPTIONAL = (20, 6, 3, 1, 0)
_SPREADS = (8, 5, 3, 1, 0)
_DEEPEST = len(_OPTIONAL) - 1
