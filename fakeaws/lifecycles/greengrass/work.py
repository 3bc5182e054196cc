"""What a bulk deployment has to do, and when it gets to each record: pure functions of its history."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from fakeaws.lifecycles.greengrass.input_file import Record
from fakeaws.lifecycles.lifecycle import History


@dataclass(frozen=True, slots=True)
class Work:
    """The records of the input file, and how long it is Running; `lines` are known only if the test gave them.

    `invalid` and `failed` are the numbers, from 1 and in order, of the records that are not deployed at all and of
    those whose group then fails. `failure` is why the whole fails, if it does.
    """

    records: int
    takes: timedelta
    failure: str
    invalid: tuple[int, ...] = ()
    failed: tuple[int, ...] = ()
    retries: int = 0
    lines: tuple[Record, ...] = ()

    def metrics(self, processed: int) -> dict[str, int]:
        """BulkDeploymentMetrics after so many records."""
        return {
            "InvalidInputRecords": bisect_right(self.invalid, processed),
            "RecordsProcessed": processed,
            "RetryAttempts": self.retries * processed // max(self.records, 1),
        }


def spread(count: int, over: tuple[int, ...]) -> tuple[int, ...]:
    """So many of these numbers, evenly, the last among them."""
    size = len(over)
    return tuple(one for place, one in enumerate(over, 1) if count * place // size > count * (place - 1) // size)


def processing(work: Work, history: History) -> tuple[datetime, ...]:
    """The instant at which each record is processed, of those that are, also in the future."""
    return tuple(_processing(work, history))


def _processing(work: Work, history: History) -> Iterator[datetime]:
    running = _first(history, "Running")
    completed, left = _first(history, "Completed"), _first(history, "Stopping", "Stopped", "Failed")
    for number in range(1, work.records + 1):
        at = completed if running is None else running + work.takes * number / work.records
        if at is None or (left is not None and at > left):
            at = completed
        if at is None:
            return
        yield at if completed is None else min(at, completed)


def _first(history: History, *states: str) -> datetime | None:
    return next((move.at for move in history if move.state in states), None)
