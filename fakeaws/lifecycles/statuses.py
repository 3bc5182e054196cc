"""A script from the bare states of a lifecycle."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import Any

from fakeaws.errors import PlanError
from fakeaws.lifecycles.catalogue import CATALOGUE, lifecycle_of
from fakeaws.lifecycles.lifecycle import Lifecycle
from fakeaws.model import Operation
from fakeaws.origin import complains_to_the_user
from fakeaws.script import Response, Script, Step


@complains_to_the_user
def statuses(operation: str, /, *states: str, allow_illegal: bool = False, **params: Any) -> Script:
    """A script of one answer for each poll; the last state stays, and must be asked for at least once.

    Each answer is completed to one that goes with its state and time. Raises IllegalMove for a
    state or a move that the lifecycle does not have, unless `allow_illegal`; PlanError for an
    operation without a lifecycle.
    """
    lifecycle = lifecycle_of(Operation.named(operation).name)
    if lifecycle is None:
        raise PlanError(_no_lifecycle(operation))
    if not allow_illegal:
        lifecycle.check_path(states)
    steps = _steps(lifecycle, states)
    return Script(operation, *steps, allow_illegal=allow_illegal, **params)


def _steps(lifecycle: Lifecycle, states: tuple[str, ...]) -> list[Step]:
    runs = [(state, len(list(run))) for state, run in groupby(states)]
    steps = [Response({lifecycle.status_member: state}).times(count) for state, count in runs]
    return [*steps[:-1], *(replace(last, count=None) for last in steps[-1:])]


def _no_lifecycle(operation: str) -> str:
    known = ", ".join(lifecycle.status_operation for lifecycle in CATALOGUE.values())
    return (
        f"{operation} tells the state of no lifecycle that is known here. Known: {known}. "
        f"For any other operation write the answers out: Script({operation!r}, Response(...), ...)."
    )
