"""What a deployment can be planned to do: from its start and strategy to its whole history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from fakeaws.errors import PlanError
from fakeaws.lifecycles.appconfig.strategies import ALL, Strategy
from fakeaws.lifecycles.assumptions import Assumptions
from fakeaws.lifecycles.lifecycle import History, Move, past
from fakeaws.nearest import did_you_mean

REVERTIBLE = timedelta(hours=72)
"""How long after its completion a deployment can be reverted."""


def completing(start: datetime, strategy: Strategy, assumptions: Assumptions) -> History:
    """The happy end; at once where nothing takes time."""
    if strategy.is_instant:
        return (Move(start, "COMPLETE"),)
    baking = start + strategy.duration
    complete = baking + strategy.bake + assumptions.completion_lag
    return (Move(start, "DEPLOYING"), Move(baking, "BAKING"), Move(complete, "COMPLETE"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollback:
    """A rollback halfway between the moment asked for and what would have come next; the log has what is `told`.

    Raises PlanError for one that AppConfig never does.
    """

    by: str
    takes: timedelta
    at_percent: float = 50
    during: Literal["DEPLOYING", "BAKING"] = "DEPLOYING"
    told: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 0 < self.at_percent <= ALL:
            raise PlanError(f"A deployment is rolled back at more than 0 and up to 100 percent, not {self.at_percent}.")
        if self.during not in ("DEPLOYING", "BAKING"):
            raise PlanError(f"A deployment is rolled back during DEPLOYING or BAKING, not {self.during}.")
        if self.by not in _TRIGGERED_BY:
            raise PlanError(f"{self.by} triggers no rollback.{did_you_mean(self.by, _TRIGGERED_BY)}")

    def __call__(self, start: datetime, strategy: Strategy, assumptions: Assumptions, /) -> History:
        if strategy.is_instant:
            raise PlanError(
                "A deployment that is complete at once is never rolled back; give its strategy a bake time."
            )
        happy = completing(start, strategy, assumptions)
        steps = [(start, assumptions.first_percentage)]
        steps += [(start + offset, percentage) for offset, percentage in strategy.steps(assumptions.spacing)]
        reached = next(at for at, percent in steps if percent >= self.at_percent)
        if self.during == "BAKING":
            reached = happy[1].at
        later = [at for at in (*(at for at, _ in steps), *(move.at for move in happy)) if at > reached]
        if not later:
            raise PlanError("A deployment without bake time is not rolled back while BAKING; give its strategy one.")
        back = reached + timedelta(seconds=(min(later) - reached) // timedelta(seconds=2))
        end = Move(back + self.takes, "ROLLED_BACK", self.by)
        return (*past(happy, back), Move(back, "ROLLING_BACK", self.by, self.told), end)


def reverting(start: datetime, strategy: Strategy, assumptions: Assumptions, *, after: timedelta) -> History:
    """The happy end, taken back `after` it."""
    happy = completing(start, strategy, assumptions)
    return (*happy, Move(happy[-1].at + after, "REVERTED", assumptions.reverts_by))


def validating(start: datetime, _strategy: Strategy, _assumptions: Assumptions) -> History:
    """A validation that never ends; the real one is over before StartDeployment answers."""
    return (Move(start, "VALIDATING"),)


_TRIGGERED_BY = ("USER", "APPCONFIG", "CLOUDWATCH_ALARM", "INTERNAL_ERROR")
