"""What AppConfig says of a deployment: pure functions of its start, its history and the time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

from fakeaws.lifecycles.appconfig.events import Event, events
from fakeaws.lifecycles.appconfig.strategies import STRATEGIES, Strategy
from fakeaws.lifecycles.assumptions import Assumptions
from fakeaws.lifecycles.lifecycle import History, Ids, past


def answer(  # noqa: PLR0913  # one parameter for each thing that an answer depends on
    constant: Mapping[str, Any],
    strategy: Strategy,
    history: History,
    now: datetime,
    assumptions: Assumptions,
    *,
    log: tuple[Event, ...] | None = None,
) -> dict[str, Any]:
    """The members of a Deployment at `now`: the constant ones as they are, and those that go with state and time.

    `log` is the whole log of this history, where it is at hand.
    """
    moves = past(history, now)
    state = moves[-1].state
    so_far = [event for event in log or events(strategy, moves, assumptions) if event.at <= now]
    members = {
        **constant,
        **strategy.members(),
        "State": state,
        "PercentageComplete": _percentage(so_far, assumptions),
        "EventLog": [event.members() for event in reversed(so_far)],
        "StartedAt": moves[0].at,
    }
    if state in assumptions.completed_at_in:
        members["CompletedAt"] = next(move.at for move in moves if move.state in assumptions.completed_at_in)
    absent = {name for there, name in assumptions.absent_in if there == state}
    return {name: value for name, value in members.items() if name not in absent}


def constants(given: Mapping[str, Any], ids: Ids) -> dict[str, Any]:
    """The members that never change, from the parameters of a call and what else is given; the rest is made up."""
    known = {name: given.get(name, "") for name in _NAMED_OR_BY_ID}
    members = by_id(known, ids)
    profile, profile_id = known["ConfigurationProfileId"], members["ConfigurationProfileId"]
    members |= {
        "DeploymentStrategyId": given.get("DeploymentStrategyId", ""),
        "DeploymentNumber": given.get("DeploymentNumber", 1),
        "ConfigurationName": f"configuration-{profile_id}" if profile in ("", profile_id) else profile,
        "ConfigurationLocationUri": "hosted",
        "ConfigurationVersion": given.get("ConfigurationVersion", "1"),
    }
    return {**members, **{name: given[name] for name in _OPTIONAL if name in given}}


def by_id(params: Mapping[str, Any], ids: Ids) -> dict[str, Any]:
    """The parameters with ids in place of the names by which applications, environments and profiles may be told."""
    return {
        name: ids.appconfig_id(f"{name} {value}") if name in _NAMED_OR_BY_ID and not is_id(value) else value
        for name, value in params.items()
    }


def describe_deployment(
    given: Mapping[str, Any], history: History, now: datetime, ids: Ids, assumptions: Assumptions
) -> dict[str, Any]:
    """The answer for states that were written by hand, by the strategy that is given or assumed."""
    named = {"DeploymentStrategyId": assumptions.strategy_of_statuses, **given}
    return answer(constants(named, ids), _strategy(named, assumptions), history, now, assumptions)


def is_id(value: object) -> bool:
    return re.fullmatch("[a-z0-9]{4,7}", str(value)) is not None


def _strategy(given: Mapping[str, Any], assumptions: Assumptions) -> Strategy:
    named = STRATEGIES.get(given["DeploymentStrategyId"], STRATEGIES[assumptions.strategy_of_statuses])
    members = {**named.members(), **{name: given[name] for name in named.members() if name in given}}
    growth: Literal["LINEAR", "EXPONENTIAL"] = "EXPONENTIAL" if members["GrowthType"] == "EXPONENTIAL" else "LINEAR"
    return Strategy(
        duration=timedelta(minutes=_within(members["DeploymentDurationInMinutes"], 0, 1440)),
        bake=timedelta(minutes=_within(members["FinalBakeTimeInMinutes"], 0, 1440)),
        growth_type=growth,
        growth_factor=_within(members["GrowthFactor"], 1, 100),
    )


def _within(number: float, least: float, most: float) -> float:
    """The nearest number that a strategy can have: a hand-made answer may say what none has, as real ones did."""
    return max(least, min(number, most))


def _percentage(log: Iterable[Event], assumptions: Assumptions) -> float:
    reached = [event.percentage for event in log if event.percentage is not None]
    return reached[-1] if reached else assumptions.first_percentage


_NAMED_OR_BY_ID = ("ApplicationId", "EnvironmentId", "ConfigurationProfileId")
_OPTIONAL = ("Description", "KmsKeyIdentifier", "KmsKeyArn", "AppliedExtensions", "VersionLabel")
