"""Which runs the matrix makes of one test: its calls, sampled, times the failures of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from fakeaws.disturbance import Disturbance
from fakeaws.errors import PlanError
from fakeaws.log import LoggedCall
from fakeaws.matrix.failures import Depth, Failure, failures_of
from fakeaws.model import Operation
from fakeaws.origin import Origin
from fakeaws.script import Script


@dataclass(frozen=True, slots=True)
class Run:
    """One run to make: the `number`th call of an operation made at `made_at` gets the failure."""

    operation: str
    made_at: Origin
    number: int
    failure: Failure
    disturbance: Disturbance


Possible: TypeAlias = Callable[[str], Sequence[tuple[Failure, Script]]]
"""The failures of an operation, by its name, each with the script that says it."""


def runs_of(calls: Iterable[LoggedCall], depth: Depth, possible: Possible) -> Iterator[Run]:
    """The runs for the calls that a test made, in the order in which they tell most: a budget cuts off the least."""
    asked = list(_sampled(calls, depth))
    failures = {operation: possible(operation) for (operation, _), _ in asked}
    for rank in range(max(map(len, failures.values()), default=0)):
        for (operation, made_at), number in asked:
            if rank < len(failures[operation]):
                failure, script = failures[operation][rank]
                plan = Disturbance(script, number, made_at, failure.lasts, failure.takes_step)
                yield Run(operation, made_at, number, failure, plan)


def possible_failures(
    operation: str, depth: Depth, refuse: Callable[[Script], None]
) -> tuple[tuple[Failure, Script], ...]:
    """The failures of an operation that its model and protocol can write, and whose scripts `refuse` lets be."""
    found = []
    for failure in failures_of(Operation.named(operation), depth):
        try:
            script = Script(operation, failure.reply)
            refuse(script)
        except PlanError:
            continue
        found.append((failure, script))
    return tuple(found)


def unsampled(calls: Iterable[LoggedCall], depth: Depth) -> int:
    """How many calls are not tried, because others of the same loop are."""
    every = list(calls)
    return len(every) - sum(1 for _ in _sampled(every, depth))


def _sampled(calls: Iterable[LoggedCall], depth: Depth) -> Iterator[tuple[tuple[str, Origin], int]]:
    """Each call site with the numbers of its calls: all, or of a loop the first, one in the middle, and the last."""
    times: dict[tuple[str, Origin], int] = {}
    for call in calls:
        site = call.operation, call.made_at
        times[site] = times.get(site, 0) + 1
    numbers = {site: _few(count) if depth == "quick" else range(1, count + 1) for site, count in times.items()}
    for place in range(max(map(len, numbers.values()), default=0)):
        yield from ((site, own[place]) for site, own in numbers.items() if place < len(own))


def _few(count: int) -> list[int]:
    return sorted({1, (count + 1) // 2, count})
