"""What Cognito Sync says of the last bulk publish of an identity pool: a pure function of its history and the time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fakeaws.lifecycles.assumptions import Assumptions
from fakeaws.lifecycles.lifecycle import History, Ids, past


def answer(
    identity_pool_id: str, failure: str, history: History, now: datetime, assumptions: Assumptions
) -> dict[str, Any]:
    """The members of its details at `now`; a pool without history has never been published."""
    moves = past(history, now)
    state = moves[-1].state if moves else "NOT_STARTED"
    members: dict[str, Any] = {"IdentityPoolId": identity_pool_id, "BulkPublishStatus": state}
    starts = [move.at for move in moves if move.state == "IN_PROGRESS"]
    if starts and state != "NOT_STARTED":
        members["BulkPublishStartTime"] = starts[-1]
    if state in assumptions.complete_time_in:
        members["BulkPublishCompleteTime"] = moves[-1].at
    if state == "FAILED":
        members["FailureMessage"] = failure
    return members


def describe_bulk_publish(
    given: Mapping[str, Any], history: History, now: datetime, ids: Ids, assumptions: Assumptions
) -> dict[str, Any]:
    """The answer for states that were written by hand."""
    pool = given.get("IdentityPoolId") or ids.identity_pool_id("identity pool")
    return answer(pool, assumptions.publish_failure, history, now, assumptions)
