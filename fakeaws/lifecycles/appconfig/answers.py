"""What AppConfig says of a deployment: pure functions of its start, its history and the time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from fakeaws.lifecycles.appconfig.strategies import ALL, STRATEGIES, Strategy
from fakeaws.lifecycles.assumptions import Assumptions
from fakeaws.lifecycles.lifecycle import History, Ids, Move, past


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of the event log; `percentage` is the share of targets reached with it, where it says one."""

    at: datetime
    kind: str
    by: str
    text: str
    percentage: float | None = None

    def members(self) -> dict[str, Any]:
        return {"EventType": self.kind, "TriggeredBy": self.by, "Description": self.text, "OccurredAt": self.at}


def answer(
    constant: Mapping[str, Any], strategy: Strategy, history: History, now: datetime, assumptions: Assumptions
) -> dict[str, Any]:
    """The members of a Deployment at `now`: the constant ones as they are, and those that go with state and time."""
    moves = past(history, now)
    log = [event for event in events(strategy, moves, assumptions) if event.at <= now]
    members = {
        **constant,
        **strategy.members(),
        "State": moves[-1].state,
        "PercentageComplete": _percentage(log, assumptions),
        "EventLog": [event.members() for event in reversed(log)],
        "StartedAt": moves[0].at,
    }
    if moves[-1].state in assumptions.completed_at_in:
        members["CompletedAt"] = next(move.at for move in moves if move.state in assumptions.completed_at_in)
    return members


def events(strategy: Strategy, history: History, assumptions: Assumptions) -> tuple[Event, ...]:
    """Everything that such a history writes into the log, oldest first; also what is still to come."""
    start = history[0]
    log = [Event(start.at, "DEPLOYMENT_STARTED", start.by or "USER", "Deployment started")]
    log.extend(_percentage_updates(strategy, history, assumptions))
    log.extend(event for move in history for event in _events_of(move, strategy, assumptions))
    return tuple(sorted(log, key=lambda event: event.at))


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
        name: ids.appconfig_id(f"{name} {value}") if name in _NAMED_OR_BY_ID and not _is_id(value) else value
        for name, value in params.items()
    }


def describe_deployment(
    given: Mapping[str, Any], history: History, now: datetime, ids: Ids, assumptions: Assumptions
) -> dict[str, Any]:
    """The answer for states that were written by hand, by the strategy that is given or assumed."""
    named = {"DeploymentStrategyId": assumptions.strategy_of_statuses, **given}
    return answer(constants(named, ids), _strategy(named, assumptions), history, now, assumptions)


def _is_id(value: object) -> bool:
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


def _percentage_updates(strategy: Strategy, history: History, assumptions: Assumptions) -> Iterator[Event]:
    deploying = next((move for move in history if move.state != "VALIDATING"), None)
    if deploying is None or strategy.is_instant:
        return
    end = next((move for move in history if move.state in _ENDS_OF_DEPLOYING), None)
    for offset, percentage in strategy.steps(assumptions.spacing):
        at = deploying.at + offset
        if end is not None and at > end.at:
            if not _ENDS_OF_DEPLOYING[end.state]:
                return
            at = end.at
        text = f"Configuration available to {percentage:.2f}% of clients"
        yield Event(at, "PERCENTAGE_UPDATED", "APPCONFIG", text, percentage)


def _events_of(move: Move, strategy: Strategy, assumptions: Assumptions) -> Iterator[Event]:
    match move.state:
        case "BAKING":
            # The wording of this event and of those above is AWS's own, from the recorded example of GetDeployment.
            yield Event(move.at, "BAKE_TIME_STARTED", move.by or "APPCONFIG", "Deployment bake time started")
        case "COMPLETE":
            text = "Deployment completed instantly" if strategy.is_instant else "Deployment completed"
            yield Event(move.at, "DEPLOYMENT_COMPLETED", move.by or "APPCONFIG", text, ALL)
        case "ROLLING_BACK":
            by = move.by or assumptions.rolls_back_by
            yield Event(move.at, "ROLLBACK_STARTED", by, assumptions.rollback_started.format(by=by))
        case "ROLLED_BACK":
            by = move.by or assumptions.rolls_back_by
            yield Event(move.at, "ROLLBACK_COMPLETED", by, assumptions.rollback_completed)
        case "REVERTED":
            yield Event(move.at, "REVERT_COMPLETED", move.by or assumptions.reverts_by, assumptions.revert_completed)


_NAMED_OR_BY_ID = ("ApplicationId", "EnvironmentId", "ConfigurationProfileId")
_OPTIONAL = ("Description", "KmsKeyIdentifier", "KmsKeyArn", "AppliedExtensions", "VersionLabel")

# The states that end the deploying: whether all targets have been reached with it.
_ENDS_OF_DEPLOYING = {
    "BAKING": True,
    "COMPLETE": True,
    "REVERTED": True,
    "ROLLING_BACK": False,
    "ROLLED_BACK": False,
}
