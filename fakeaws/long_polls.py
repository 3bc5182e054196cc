"""Calls that the service keeps waiting while it has nothing to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class LongPoll:
    """An answer without `member` comes only after the wait: the seconds in a parameter, or else a fixed time."""

    member: str
    parameter: str | None = None
    seconds: int = 0


def waits_for(operation: str, params: Mapping[str, Any], answer: Mapping[str, Any]) -> timedelta:
    """How long the service waits before it answers so."""
    poll = LONG_POLLS.get(operation)
    if poll is None or answer.get(poll.member):
        return timedelta(0)
    asked = params.get(poll.parameter, 0) if poll.parameter is not None else poll.seconds
    return timedelta(seconds=asked) if isinstance(asked, (int, float)) else timedelta(0)


LONG_POLLS: dict[str, LongPoll] = {
    # The waits are those of AWS's API references of the operations.
    "sqs.receive_message": LongPoll("Messages", parameter="WaitTimeSeconds"),
    "stepfunctions.get_activity_task": LongPoll("taskToken", seconds=60),
    "swf.poll_for_activity_task": LongPoll("taskToken", seconds=60),
    "swf.poll_for_decision_task": LongPoll("taskToken", seconds=60),
}
