"""What who polls an operation can be told, state by state: by its lifecycle, by a waiter of botocore, by its states."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from fakeaws.asking import only_asks
from fakeaws.errors import PlanError
from fakeaws.generate.place import snake
from fakeaws.lifecycles.catalogue import lifecycle_of
from fakeaws.lifecycles.from_waiter import Ways
from fakeaws.lifecycles.lifecycle import Lifecycle
from fakeaws.lifecycles.status_members import StatusMember, status_member
from fakeaws.lifecycles.statuses import state_in
from fakeaws.model import Operation
from fakeaws.scenarios.states import first_of, kind_of
from fakeaws.script import Response
from fakeaws.waiters import Waiter


@dataclass(frozen=True, slots=True)
class Told:
    """One answer of a process: its state, where it tells one, and the members that it cannot do without."""

    state: str
    members: Mapping[str, Any]


Way: TypeAlias = tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """The ways that a process can be seen to go: the `usual` one, to its success, and those to other ends, by kind.

    `known_by` says who knows it. A `lifecycle` makes its own answers around a state. It `is_waited_for`
    where a waiter or a lifecycle says that code polls it.
    """

    known_by: str
    usual: Way
    asides: Mapping[str, Way] = field(default_factory=dict)
    lifecycle: Lifecycle | None = None
    is_waited_for: bool = False


@functools.lru_cache(maxsize=512)
def course_of(operation: Operation) -> Course | str:
    """The course of what the operation tells of; where none is known, the reason."""
    lifecycle = lifecycle_of(operation.name)
    if lifecycle is not None:
        return _of_lifecycle(lifecycle)
    if not only_asks(operation.name):
        return "it is not polled: it does something, and others tell what becomes of it"
    by_states = _of_states(operation)
    by_waiter = next(_of_waiters(operation), None)
    if by_waiter is None:
        return by_states
    others = by_states.asides if isinstance(by_states, Course) else {}
    return replace(by_waiter, asides={**others, **by_waiter.asides})


def _of_lifecycle(lifecycle: Lifecycle) -> Course:
    usual = lifecycle.usual_way
    asides = {}
    for state in lifecycle.states:
        kind = kind_of(snake(state))
        if kind in ASIDES and lifecycle.is_end(state):
            asides[kind] = _way(lifecycle, lifecycle.way_aside(state))
    if "reverted" in asides:  # nobody polls once it is complete; it is seen by who comes too late to see that
        asides["reverted"] = tuple(told for told in asides["reverted"] if told.state != usual[-1])
    by_others = _STOPPED_BY_OTHERS.get(lifecycle.name)
    if by_others is not None:
        way = asides[by_others.kind]
        asides["stopped"] = tuple(Told(one.state, {**one.members, **by_others.told(one.state)}) for one in way)
    return Course(f"the lifecycle {lifecycle.name}", _way(lifecycle, usual), asides, lifecycle, is_waited_for=True)


def _way(lifecycle: Lifecycle, states: tuple[str, ...]) -> Way:
    return tuple(Told(state, {lifecycle.status_member: state}) for state in states)


def _of_states(operation: Operation) -> Course | str:
    try:
        member = status_member(operation, ())
    except PlanError as problem:
        return str(problem).partition(" If another tells it")[0].partition(" Say which is meant")[0]
    if not member.enum:
        return f"the model does not say which states {member} may have"
    plain = {kind: first_of(kind, member.enum) for kind in ("waiting", "going on", "done")}
    under_way = [state for state in (plain["waiting"], plain["going on"]) if state is not None]
    if not under_way or plain["done"] is None:
        missing = "goes on" if not under_way else "is done"
        return f"none of the states of {member} says plainly that it {missing}: {', '.join(member.enum[:_MOST_TOLD])}"
    usual = _told(member, *under_way, plain["done"])
    return Course(f"the states of {operation.name}'s {member}", usual, dict(_asides(member, usual)))


def _asides(member: StatusMember, usual: Way) -> Iterator[tuple[str, Way]]:
    for kind, before in ASIDES.items():
        end = first_of(kind, member.enum)
        between = first_of(before, member.enum) if before else None
        if end is not None:
            yield kind, (*usual[:-1], *_told(member, *filter(None, [between]), end))


def _told(member: StatusMember, *states: str) -> Way:
    return tuple(Told(state, member.members(state)) for state in states)


def _of_waiters(operation: Operation) -> Iterator[Course]:
    """What botocore's waiters make of its answers; those that wait for an end first, as they tell least."""
    service = operation.service
    named = [name for name, told in service.waiters.items() if service.operation(told["operation"]) == operation]
    for name in sorted(named, key=lambda one: bool(_AWAITS_AN_END.intersection(one.split("_")))):
        ways = Ways(Waiter.named(f"{service.name}.{name}"))
        going_on, success, failure = (_answer(ways, state) for state in ("retry", "success", "failure"))
        if going_on is not None and success is not None:
            asides = {"failed": (going_on, failure)} if failure is not None else {}
            yield Course(f"the waiter {service.name}.{name}", (going_on, success), asides, is_waited_for=True)


def _answer(ways: Ways, state: str) -> Told | None:
    """An answer, no error, that leads the waiter there."""
    try:
        replies = [way.reply for way in ways.to(state)]
    except PlanError:
        return None
    members = next((reply.members for reply in replies if isinstance(reply, Response)), None)
    return Told(state_in(members), members) if members is not None else None


@dataclass(frozen=True, slots=True)
class _ByOthers:
    """An end that a process comes to when somebody stops it, and what its answers tell of that."""

    kind: str
    members: Mapping[str, Any]
    since: tuple[str, ...]

    def told(self, state: str) -> Mapping[str, Any]:
        return self.members if state in self.since else {}


ASIDES = {"failed": "", "rolled back": "rolling back", "reverted": "", "stopped": "stopping"}
"""The kinds of ends beside success, and of the state before each, where there is one."""
_AWAITS_AN_END = frozenset({"deleted", "terminated", "stopped", "not", "inactive", "removed"})
_MOST_TOLD = 8
_STOPPED_BY_OTHERS = {
    # AppConfig has no state of its own for it: its log tells who began the rollback.
    "appconfig.deployment": _ByOthers(
        "rolled back",
        {"EventLog": [{"EventType": "ROLLBACK_STARTED", "TriggeredBy": "USER"}]},
        ("ROLLING_BACK", "ROLLED_BACK"),
    )
}
