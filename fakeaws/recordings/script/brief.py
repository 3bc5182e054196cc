"""What tells something in the answers to one call: the rest is made up as well where a test leaves it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from fakeaws.errors import FakeAWSError
from fakeaws.lifecycles.catalogue import lifecycle_of
from fakeaws.lifecycles.status_members import status_members
from fakeaws.lifecycles.statuses import statuses
from fakeaws.model import Operation
from fakeaws.replies import Error, Response


def bare_states(operation: Operation, replies: Sequence[Response | Error]) -> list[str] | None:
    """The states that the answers tell, where that is what the operation is asked for; None where it is not."""
    path = _status_path(operation)
    if path is None or len(replies) == 1 or not all(isinstance(one, Response) for one in replies):
        return None
    states = [_at(path, one.members) for one in replies]
    known = [one for one in states if isinstance(one, str)]
    if len(known) < len(states):
        return None
    try:
        statuses(operation.name, *known)
    except FakeAWSError:
        return None
    return known


def brief_members(operation: Operation, replies: Sequence[Response | Error], recurring: set[str]) -> frozenset[str]:
    """The members that differ between the answers, tell a status, are the body, or have a value that recurs.

    Where there is none of these, it is what has parts, or a few others.
    """
    answers = [one.members for one in replies if isinstance(one, Response)]
    names = list(dict.fromkeys(name for members in answers for name in members))
    differing = {name for name in names if any(one.get(name) != answers[0].get(name) for one in answers[1:])}
    path = _status_path(operation)
    status = {path[0].removesuffix("[]")} if path else set()
    telling = {name for name in names if any(not recurring.isdisjoint(_texts(one.get(name))) for one in answers)}
    payload = operation.output_shape.serialization.get("payload") if operation.output_shape is not None else None
    kept: set[str] = differing | telling | {name for name in names if name in status or name == payload}
    parts = [name for name in names if any(isinstance(one.get(name), (dict, list)) and one[name] for one in answers)]
    return frozenset(kept or parts or names[:_FEW])


def _status_path(operation: Operation) -> tuple[str, ...] | None:
    lifecycle = lifecycle_of(operation.name)
    if lifecycle is not None:
        return (lifecycle.status_member,)
    found = status_members(operation)
    return found[0].path if len(found) == 1 else None


def _at(path: Iterable[str], value: Any) -> Any:
    """What stands at a path, in a list that has one item."""
    for step in path:
        value = value.get(step.removesuffix("[]")) if isinstance(value, Mapping) else None
        if step.endswith("[]"):
            value = value[0] if isinstance(value, list) and len(value) == 1 else None
    return value


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for one in value.values():
                yield from _texts(one)
        case list() | tuple():
            for one in value:
                yield from _texts(one)


_FEW = 2
