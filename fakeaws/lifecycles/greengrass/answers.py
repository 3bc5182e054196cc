"""What Greengrass says of a bulk deployment: pure functions of its work, its history and the time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from fakeaws.lifecycles.assumptions import Assumptions
from fakeaws.lifecycles.lifecycle import History, Ids, past


@dataclass(frozen=True, slots=True)
class Work:
    """What a bulk deployment has to do: its records, how many of them are invalid, the retries, and the time it takes.

    `failure` is why it failed, if it does.
    """

    records: int
    takes: timedelta
    failure: str
    invalid: int = 0
    retries: int = 0


def answer(
    work: Work, tags: Mapping[str, str], history: History, now: datetime, assumptions: Assumptions
) -> dict[str, Any]:
    """The members of its status at `now`."""
    moves = past(history, now)
    members: dict[str, Any] = {
        "BulkDeploymentMetrics": _metrics(work, _processed(work, moves, now)),
        "BulkDeploymentStatus": moves[-1].state,
        "CreatedAt": created_at(moves),
        "tags": dict(tags),
    }
    if moves[-1].state == "Failed":
        code = assumptions.bulk_deployment_failure_code
        members["ErrorMessage"] = work.failure
        members["ErrorDetails"] = [{"DetailedErrorCode": code, "DetailedErrorMessage": work.failure}]
    return members


def created_at(history: History) -> str:
    """When it was created, as Greengrass writes it: a string, in UTC, to the millisecond."""
    return history[0].at.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def describe_bulk_deployment(
    given: Mapping[str, Any], history: History, now: datetime, _ids: Ids, assumptions: Assumptions
) -> dict[str, Any]:
    """The answer for states that were written by hand, for an input file of the assumed size."""
    failure = given.get("ErrorMessage", assumptions.bulk_deployment_failure)
    work = Work(assumptions.records, assumptions.running_takes, failure)
    return answer(work, given.get("tags", {}), history, now, assumptions)


def _metrics(work: Work, processed: int) -> dict[str, int]:
    return {
        "InvalidInputRecords": work.invalid * processed // max(work.records, 1),
        "RecordsProcessed": processed,
        "RetryAttempts": work.retries * processed // max(work.records, 1),
    }


def _processed(work: Work, moves: History, now: datetime) -> int:
    """The records that it got through while it was running; all of them only when it is Completed."""
    if any(move.state == "Completed" for move in moves):
        return work.records
    running = next((move.at for move in moves if move.state == "Running"), now)
    left = next((move.at for move in moves if move.state in _AFTER_RUNNING), now)
    ran = min(max(left - running, timedelta(0)), work.takes)
    return work.records * ran // work.takes if work.takes else 0


_AFTER_RUNNING = ("Stopping", "Stopped", "Failed")
