"""What an operation answers in the course of a test, as it may be: states that follow each other, up to an end.

Of an operation with a lifecycle the moves are the lifecycle's, and the answers are completed to ones that go with
their state. Of one that tells a status otherwise each answer is drawn whole, with some value of the status's enum.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from hypothesis import strategies as st

from fakeaws.lifecycles.around_status import is_over
from fakeaws.lifecycles.catalogue import lifecycle_of
from fakeaws.lifecycles.lifecycle import Lifecycle
from fakeaws.lifecycles.status_members import StatusMember, status_members
from fakeaws.model import Operation
from fakeaws.replies import Response
from fakeaws.strategies.shapes import Shapes
from fakeaws.strategies.sides import shapes_of, values

Course: TypeAlias = Sequence[Response]


def courses(operation: Operation) -> st.SearchStrategy[Course]:
    """The answers to one poll after the other; they shrink to one, which is an end where anything tells an end."""
    lifecycle = lifecycle_of(operation.name)
    if lifecycle is not None:
        return _courses_of(lifecycle)
    told = [one for one in status_members(operation) if one.enum]
    if len(told) != 1 or operation.output_shape is None or operation.output_shape.is_tagged_union:
        return st.lists(_answers(operation), min_size=1, max_size=_LONGEST)
    ends = [state for state in told[0].enum if is_over(state)] or told[0].enum
    before = st.lists(_answers_in(operation, told[0], told[0].enum), max_size=_LONGEST - 1)
    return st.builds(lambda first, last: [*first, last], before, _answers_in(operation, told[0], ends))


@st.composite
def _courses_of(draw: st.DrawFn, lifecycle: Lifecycle) -> Course:
    """Begins anywhere, as a poller may, stays a while in each state, and goes on until it is over."""
    states = [draw(st.sampled_from(_ends_first(lifecycle, lifecycle.states)))]
    while not lifecycle.is_end(states[-1]):
        states += [states[-1]] * draw(st.integers(0, _LONGEST_STAY))
        states.append(draw(st.sampled_from(_ends_first(lifecycle, lifecycle.onward(states[-1])))))
    return [Response({lifecycle.status_member: state}) for state in states]


def _ends_first(lifecycle: Lifecycle, states: Sequence[str]) -> list[str]:
    """The states by how far they are from an end, and how sure it is; only those from which there is a way to one."""
    ends = {state for state in lifecycle.states if lifecycle.is_end(state)}
    distances = dict.fromkeys(ends, 0)
    for distance in range(1, len(lifecycle.states)):
        for state in lifecycle.states:
            if any(distances.get(after) == distance - 1 for after in lifecycle.onward(state)):
                distances.setdefault(state, distance)
    known = [state for state in states if state in distances]
    return sorted(known, key=lambda state: (distances[state], distances[state] and len(lifecycle.onward(state))))


def _answers(operation: Operation) -> st.SearchStrategy[Response]:
    return values(operation, "response", {}).map(Response.exactly)


def _answers_in(operation: Operation, where: StatusMember, states: Sequence[str]) -> st.SearchStrategy[Response]:
    """The answers that tell one of these states."""
    shapes = shapes_of(operation, "response")
    return _with_status(shapes, operation.output_shape, where.path, states, 0).map(Response.exactly)


def _with_status(
    shapes: Shapes, shape: Any, path: tuple[str, ...], states: Sequence[str], depth: int
) -> st.SearchStrategy[Any]:
    """The values of a structure in which the path leads to one of the states; a list on the way has one element."""
    if not path:
        return st.sampled_from(states)
    name = path[0].removesuffix("[]")
    member = shape.members[name]
    if not path[0].endswith("[]"):
        return shapes.members(shape, {name: _with_status(shapes, member, path[1:], states, depth + 1)}, depth)
    element = _with_status(shapes, member.member, path[1:], states, depth + 2)
    least = max(1, int(member.metadata.get("min", 0)))
    return shapes.members(shape, {name: st.lists(element, min_size=least, max_size=least)}, depth)


_LONGEST = 5
_LONGEST_STAY = 2
