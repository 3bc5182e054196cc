"""A script from bare states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from fakeaws.errors import PlanError
from fakeaws.frozen import fill
from fakeaws.lifecycles.catalogue import lifecycle_of
from fakeaws.lifecycles.status_members import StatusMember, status_member
from fakeaws.model import Operation
from fakeaws.origin import complains_to_the_user
from fakeaws.script import Response, Script, Step


@complains_to_the_user
def statuses(
    operation: str, /, *states: str, member: str | None = None, allow_illegal: bool = False, **params: Any
) -> Script:
    """A script of one answer for each poll; the last state stays, and must be asked for at least once.

    Each answer is completed to one that goes with its state and time. Raises IllegalMove for a
    state or a move that the lifecycle does not have, unless `allow_illegal`. Of operations without a
    lifecycle the model tells where the status is; where it leaves a choice, PlanError lists the
    candidates, and `member` chooses: `member="JobRun.JobRunState"`.
    """
    found = Operation.named(operation)
    lifecycle = lifecycle_of(found.name)
    if lifecycle is None:
        where = status_member(found, states, member)
        script = Script(operation, *_steps(where, states), allow_illegal=allow_illegal, **params)
        fill(script, is_bare=True)
        return script
    if member not in (None, lifecycle.status_member):
        raise PlanError(f"The state of {lifecycle.name} is told by {lifecycle.status_member}, not by {member}.")
    if not allow_illegal:
        lifecycle.check_path(states)
    steps = _steps(StatusMember((lifecycle.status_member,)), states)
    return Script(operation, *steps, allow_illegal=allow_illegal, **params)


def state_in(members: Any) -> str:
    """The state that the members of a bare answer tell, which is the first text in them; nothing if there is none."""
    if isinstance(members, str):
        return members
    inner = members.values() if isinstance(members, Mapping) else members if isinstance(members, list) else ()
    return next(filter(None, map(state_in, inner)), "")


def _steps(where: StatusMember, states: tuple[str, ...]) -> list[Step]:
    runs = [(state, len(list(run))) for state, run in groupby(states)]
    steps = [Response(where.members(state)).times(count) for state, count in runs]
    return [*steps[:-1], *(replace(last, count=None) for last in steps[-1:])]
