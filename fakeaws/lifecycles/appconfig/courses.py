"""What a deployment can be planned to do: from its start and strategy to its whole history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

from fakeaws.errors import PlanError
from fakeaws.lifecycles.appconfig.strategies import Strategy
from fakeaws.lifecycles.assumptions import Assumptions
from fakeaws.lifecycles.lifecycle import History, Move, past

REVERTIBLE = timedelta(hours=72)
"""How long after its completion a deployment can be reverted."""


def completing(start: datetime, strategy: Strategy, assumptions: Assumptions) -> History:
    """The happy end; at once where nothing takes time."""
    if strategy.is_instant:
        return (Move(start, "COMPLETE"),)
    baking = start + strategy.duration
    complete = baking + strategy.bake + assumptions.completion_lag
    return (Move(start, "DEPLOYING"), Move(baking, "BAKING"), Move(complete, "COMPLETE"))


def rolling_back(  # noqa: PLR0913  # one parameter for each thing that a rollback depends on
    start: datetime,
    strategy: Strategy,
    assumptions: Assumptions,
    *,
    at_percent: float,
    during: Literal["DEPLOYING", "BAKING"],
    by: str,
    takes: timedelta,
    told: Mapping[str, Any],
) -> History:
    """A rollback halfway between the moment asked for and what would have come next; the log has what is `told`."""
    if strategy.is_instant:
        raise PlanError("A deployment that is complete at once is never rolled back; give its strategy a bake time.")
    happy = completing(start, strategy, assumptions)
    steps = [(start, assumptions.first_percentage)]
    steps += [(start + offset, percentage) for offset, percentage in strategy.steps(assumptions.spacing)]
    reached = happy[1].at if during == "BAKING" else next(at for at, percent in steps if percent >= at_percent)
    moments = [at for at, _ in steps] + [move.at for move in happy]
    later = [at for at in moments if at > reached]
    if not later:
        raise PlanError("A deployment without bake time is not rolled back while BAKING; give its strategy one.")
    back = reached + timedelta(seconds=(min(later) - reached) // timedelta(seconds=2))
    return (*past(happy, back), Move(back, "ROLLING_BACK", by, told), Move(back + takes, "ROLLED_BACK", by))


def reverting(start: datetime, strategy: Strategy, assumptions: Assumptions, *, after: timedelta) -> History:
    """The happy end, taken back `after` it."""
    happy = completing(start, strategy, assumptions)
    return (*happy, Move(happy[-1].at + after, "REVERTED", assumptions.reverts_by))


def validating(start: datetime, _strategy: Strategy, _assumptions: Assumptions) -> History:
    """A validation that never ends; the real one is over before StartDeployment answers."""
    return (Move(start, "VALIDATING"),)
