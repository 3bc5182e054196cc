"""How an AppConfig deployment grows: strategies, and the steps that they take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import count, takewhile
from typing import Any, Literal

from fakeaws.errors import PlanError
from fakeaws.lifecycles.assumptions import Spacing
from fakeaws.nearest import did_you_mean

_MINUTE = timedelta(minutes=1)
_LONGEST = timedelta(days=1)
ALL = 100.0
"""All targets, in percent."""


@dataclass(frozen=True, slots=True)
class Strategy:
    """A deployment strategy. Raises PlanError for what AppConfig does not take.

    `duration` and `bake` are whole minutes up to a day, `growth_factor` is 1 to 100 percent.
    """

    duration: timedelta
    bake: timedelta = timedelta(0)
    growth_type: Literal["LINEAR", "EXPONENTIAL"] = "LINEAR"
    growth_factor: float = ALL

    def __post_init__(self) -> None:
        for name, length in (("duration", self.duration), ("bake", self.bake)):
            if length % _MINUTE or not timedelta(0) <= length <= _LONGEST:
                raise PlanError(f"A strategy's {name} is 0 to 1440 whole minutes, not {length}.")
        if self.growth_type not in ("LINEAR", "EXPONENTIAL"):
            raise PlanError(f"A strategy grows LINEAR or EXPONENTIAL, not {self.growth_type}.")
        if not 1 <= self.growth_factor <= ALL:
            raise PlanError(f"A strategy's growth factor is 1 to 100 percent, not {self.growth_factor}.")

    @property
    def is_instant(self) -> bool:
        """Whether a deployment is complete in the moment in which it starts."""
        return self.duration == self.bake == timedelta(0)

    @property
    def percentages(self) -> tuple[float, ...]:
        """The steps up to 100 percent: multiples of the factor, or its doublings."""
        growth = (
            (round(number * self.growth_factor, 2) for number in count(1))
            if self.growth_type == "LINEAR"
            else (self.growth_factor * 2**power for power in count())
        )
        return (*takewhile(lambda percentage: percentage < ALL, growth), ALL)

    def steps(self, spacing: Spacing) -> tuple[tuple[timedelta, float], ...]:
        """When after the start, in whole seconds, each percentage is reached."""
        percentages = self.percentages
        intervals = len(percentages) + (spacing == "recorded")
        seconds = int(self.duration.total_seconds())
        return tuple(
            (timedelta(seconds=seconds * number // intervals), percentage)
            for number, percentage in enumerate(percentages, 0 if spacing == "at once" else 1)
        )

    def members(self) -> dict[str, Any]:
        """What every answer says of the strategy."""
        return {
            "DeploymentDurationInMinutes": self.duration // _MINUTE,
            "GrowthType": self.growth_type,
            "GrowthFactor": float(self.growth_factor),
            "FinalBakeTimeInMinutes": self.bake // _MINUTE,
        }


def strategy_named(name: str) -> Strategy:
    """The predefined strategy with this id. Raises PlanError."""
    if name not in STRATEGIES:
        raise PlanError(
            f"{name} is not a predefined strategy.{did_you_mean(name, STRATEGIES)} "
            "For one of your own: Strategy(duration=..., bake=...)."
        )
    return STRATEGIES[name]


STRATEGIES: dict[str, Strategy] = {
    "AppConfig.AllAtOnce": Strategy(timedelta(0), bake=10 * _MINUTE),
    "AppConfig.Linear50PercentEvery30Seconds": Strategy(_MINUTE, bake=_MINUTE, growth_factor=50.0),
    "AppConfig.Linear20PercentEvery6Minutes": Strategy(30 * _MINUTE, bake=30 * _MINUTE, growth_factor=20.0),
    "AppConfig.Canary10Percent20Minutes": Strategy(
        20 * _MINUTE, bake=10 * _MINUTE, growth_type="EXPONENTIAL", growth_factor=10.0
    ),
}
