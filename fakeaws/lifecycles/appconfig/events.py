"""The event log of an AppConfig deployment: a pure function of its strategy and history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fakeaws.lifecycles.appconfig.strategies import ALL, Strategy
from fakeaws.lifecycles.assumptions import Assumptions
from fakeaws.lifecycles.lifecycle import History, Move


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of the event log; `percentage` is the share of targets reached with it, where it says one.

    `told` holds members that it has beside the usual ones, or instead of them.
    """

    at: datetime
    kind: str
    by: str
    text: str
    percentage: float | None = None
    told: Mapping[str, Any] = field(default_factory=dict)

    def members(self) -> dict[str, Any]:
        usual = {"EventType": self.kind, "TriggeredBy": self.by, "Description": self.text, "OccurredAt": self.at}
        return {**usual, **self.told}


def events(strategy: Strategy, history: History, assumptions: Assumptions) -> tuple[Event, ...]:
    """Everything that such a history writes into the log, oldest first; also what is still to come."""
    start = history[0]
    log = [Event(start.at, "DEPLOYMENT_STARTED", start.by or "USER", "Deployment started")]
    log.extend(_percentage_updates(strategy, history, assumptions))
    log.extend(event for move in history for event in _events_of(move, strategy, assumptions))
    return tuple(sorted(log, key=lambda event: event.at))


def _percentage_updates(strategy: Strategy, history: History, assumptions: Assumptions) -> Iterator[Event]:
    deploying = next((move for move in history if move.state != "VALIDATING"), None)
    if deploying is None or _ENDS_OF_DEPLOYING.get(deploying.state) is False or strategy.is_instant:
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
            yield Event(move.at, "ROLLBACK_STARTED", by, assumptions.rollback_started.format(by=by), told=move.told)
        case "ROLLED_BACK":
            by = move.by or assumptions.rolls_back_by
            yield Event(move.at, "ROLLBACK_COMPLETED", by, assumptions.rollback_completed)
        case "REVERTED":
            by = move.by or assumptions.reverts_by
            if assumptions.revert_logs_a_rollback:
                yield Event(move.at, "ROLLBACK_STARTED", by, assumptions.rollback_started.format(by=by))
                yield Event(move.at, "ROLLBACK_COMPLETED", by, assumptions.rollback_completed)
            yield Event(move.at, "REVERT_COMPLETED", by, assumptions.revert_completed)


# The states that end the deploying: whether all targets have been reached with it.
_ENDS_OF_DEPLOYING = {
    "BAKING": True,
    "COMPLETE": True,
    "REVERTED": True,
    "ROLLING_BACK": False,
    "ROLLED_BACK": False,
}
