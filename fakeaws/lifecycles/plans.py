"""The plans of one test for one kind of process, and which of them a call takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from fakeaws.clock import VirtualClock
from fakeaws.errors import InvalidParameters, UnscriptedCall
from fakeaws.lifecycles.assumptions import Assumptions
from fakeaws.lifecycles.life import Life
from fakeaws.lifecycles.lifecycle import Ids
from fakeaws.model import Operation
from fakeaws.script import Call, Computed, Reply, Script


class _Plan(Protocol):
    @property
    def request(self) -> dict[str, Any]: ...


_P = TypeVar("_P", bound=_Plan)


@dataclass(frozen=True, slots=True)
class Setting:
    """What all plans of one test share."""

    clock: VirtualClock
    ids: Ids
    assumptions: Assumptions


def answering(operations: Mapping[str, Callable[[Call], Reply]]) -> tuple[Script, ...]:
    """Scripts that let a function answer each operation, for as long as the test lasts."""
    return tuple(Script(name, Computed(function).forever().optional()) for name, function in operations.items())


@dataclass(slots=True)
class _Entry(Generic[_P]):
    plan: _P
    life: Life
    wanted: Mapping[str, Any]
    is_asked: bool = False
    is_refused: bool = False

    @property
    def is_taken(self) -> bool:
        return self.life.has_begun or self.is_refused


class Plans(Generic[_P]):
    """The plans in the order in which they were written; grows, and notes which were asked for."""

    def __init__(self, what: str, start_operation: str) -> None:
        self._what = what
        self._start_operation = start_operation
        self._entries: list[_Entry[_P]] = []

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, plan: _P, life: Life, wanted: Mapping[str, Any]) -> _P:
        """Keep a plan for a start with the parameters that are `wanted`. Raises InvalidParameters."""
        known = Operation.named(self._start_operation).parameters
        if unknown := [name for name in wanted if name not in known]:
            raise InvalidParameters(self._start_operation, unknown, known)
        self._entries.append(_Entry(plan, life, wanted))
        return plan

    def next_for(self, call: Call, given: Mapping[str, Any]) -> _P:
        """The first plan that is left and wants what is `given`. Raises UnscriptedCall if there is none."""
        for entry in self._entries:
            if not entry.is_taken and not any(_differences(entry.wanted, given)):
                entry.is_asked = True
                return entry.plan
        raise UnscriptedCall(call.operation, dict(call.params), self._none_left(call, given))

    def note_asked(self, plan: _P) -> None:
        """Note that the code under test asked for it."""
        for entry in self._entries:
            entry.is_asked |= entry.plan is plan

    def note_refused(self, plan: _P) -> None:
        """Note that its start was refused, so that no other start takes it."""
        for entry in self._entries:
            entry.is_refused |= entry.plan is plan

    def could_mean(self, given: Mapping[str, Any]) -> bool:
        """Whether a plan that is left may still be taken with these parameters and any others."""
        return any(
            all(entry.wanted.get(name, value) == value for name, value in given.items())
            for entry in self._entries
            if not entry.is_taken
        )

    def unplayed(self) -> tuple[str, ...]:
        """One line for each plan that nobody asked for."""
        return tuple(
            f"the {self._what} planned at {entry.life.written_at}: never "
            + ("asked for" if entry.life.has_begun else "started")
            for entry in self._entries
            if not entry.is_asked
        )

    def outlook(self) -> tuple[str, ...]:
        """One line for each plan: where it has been, where it is going, and what asks for it."""
        return tuple(
            f"the {self._what} planned at {entry.life.written_at}: {'refused' if entry.is_refused else entry.life}"
            + (f"; asked for with {entry.plan.request}" if entry.life.has_begun else "")
            for entry in self._entries
        )

    def _none_left(self, call: Call, given: Mapping[str, Any]) -> str:
        lines = [f"  planned at {entry.life.written_at}: {_why_not(entry, given)}" for entry in self._entries]
        return "\n".join(
            [
                f"{call.operation} was called, and no {self._what} is planned for it.",
                *(["The plans:", *lines] if lines else ["Nothing is planned."]),
                f"If the code under test is right to start one, plan one more {self._what}.",
            ]
        )


def _why_not(entry: _Entry[_P], given: Mapping[str, Any]) -> str:
    return "already begun" if entry.is_taken else ", ".join(_differences(entry.wanted, given))


def _differences(wanted: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[str]:
    for name, value in wanted.items():
        if name not in given:
            yield f"for {name}={value!r}, and the call has none"
        elif value != given[name]:
            yield f"for {name}={value!r}, and the call has {given[name]!r}"
