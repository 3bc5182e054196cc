"""What Greengrass says of a bulk deployment: pure functions of its work, its history and the time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from fakeaws.lifecycles.assumptions import Assumptions
from fakeaws.lifecycles.greengrass.reports import as_text, error_members
from fakeaws.lifecycles.greengrass.work import Work, processing
from fakeaws.lifecycles.lifecycle import History, Ids, past


def answer(  # noqa: PLR0913  # one parameter for each thing that an answer depends on
    work: Work,
    tags: Mapping[str, str],
    history: History,
    now: datetime,
    assumptions: Assumptions,
    *,
    processed: Sequence[datetime] | None = None,
) -> dict[str, Any]:
    """The members of its status at `now`; `processed` is when each record is, where that is at hand."""
    moves = past(history, now)
    times = processing(work, history) if processed is None else processed
    members: dict[str, Any] = {
        "BulkDeploymentMetrics": work.metrics(bisect_right(times, now)),
        "BulkDeploymentStatus": moves[-1].state,
        "CreatedAt": created_at(moves),
        "tags": dict(tags),
    }
    if moves[-1].state == "Failed":
        members |= error_members(assumptions.bulk_deployment_failure_code, work.failure)
    return members


def created_at(history: History) -> str:
    """When it was created, as Greengrass writes it."""
    return as_text(history[0].at)


def describe_bulk_deployment(
    given: Mapping[str, Any], history: History, now: datetime, _ids: Ids, assumptions: Assumptions
) -> dict[str, Any]:
    """The answer for states that were written by hand, for an input file of the assumed size."""
    failure = given.get("ErrorMessage", assumptions.bulk_deployment_failure)
    work = Work(assumptions.records, assumptions.running_takes, failure)
    return answer(work, given.get("tags", {}), history, now, assumptions)
