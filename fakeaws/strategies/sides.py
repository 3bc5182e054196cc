"""Strategies over one side of an operation: what AWS may answer, and what it may be asked."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Any

from hypothesis import strategies as st

from fakeaws.errors import PlanError
from fakeaws.generate.synthesise import refuse_unknown
from fakeaws.model import Operation
from fakeaws.origin import complains_to_the_user
from fakeaws.schema.dialect import Side
from fakeaws.strategies.heights import ENDLESS, Heights
from fakeaws.strategies.shapes import Shapes

Members = Mapping[str, Any]


@complains_to_the_user
def responses(operation: str, given: Members | None = None, /, **more: Any) -> st.SearchStrategy[dict[str, Any]]:
    """The responses of the operation that its model allows, as boto3 would return them.

    Members given stay as they are; one that is a strategy is drawn from. Paging tokens stay away unless given, and
    then the members that say that there is more say so. A streaming body is bytes, and a stream of events a list of
    them, as `Response` takes them. They shrink to the shortest: no optional members, empty lists, the first value of an
    enum. Raises UnknownOperation or PlanError.
    """
    found, members = Operation.named(operation), {**(given or {}), **more}
    refuse_unknown(members, found, "response")
    return values(found, "response", members)


@complains_to_the_user
def requests(operation: str, given: Members | None = None, /, **more: Any) -> st.SearchStrategy[dict[str, Any]]:
    """The requests of the operation that its model allows: the parameters that the client's method takes.

    Parameters given stay as they are; one that is a strategy is drawn from. They shrink as responses do. Raises
    UnknownOperation, InvalidParameters or PlanError.
    """
    found, members = Operation.named(operation), {**(given or {}), **more}
    refuse_unknown(members, found, "request")
    return values(found, "request", members)


def values(operation: Operation, side: Side, given: Members) -> st.SearchStrategy[dict[str, Any]]:
    """The values of one side, with these members among them. Raises PlanError if its model allows none."""
    fixed = {name: one if isinstance(one, st.SearchStrategy) else st.just(one) for name, one in given.items()}
    shape = operation.output_shape if side == "response" else operation.input_shape
    if shape is None:
        return st.fixed_dictionaries(fixed)
    shapes = shapes_of(operation, side)
    if not shape.is_tagged_union:
        _refuse_endless(
            operation, side, (name for name in shape.required_members if name not in shapes.known_as(fixed)), shapes
        )
    return shapes.members(shape, fixed)


@functools.lru_cache(maxsize=256)
def shapes_of(operation: Operation, side: Side) -> Shapes:
    """The strategies for the shapes of one side of an operation that has it."""
    root = operation.output_shape if side == "response" else operation.input_shape
    assert root is not None
    return Shapes(operation, side, Heights(root))


def _refuse_endless(operation: Operation, side: Side, names: Iterable[str], shapes: Shapes) -> None:
    shape: Any = operation.output_shape if side == "response" else operation.input_shape
    for name in names:
        if shapes.heights.of(shape.members[name]) == ENDLESS:
            raise PlanError(
                f"The model of {operation.name} contradicts itself: no value fits {name}, which its {side} must have, "
                f"or something within. Give one: {side}s({operation.name!r}, {name}=...)."
            )
