"""The history of a test in virtual time, for its report: calls with their attempts, and the time that passed between.

What repeats is folded: a loop that polls and sleeps is two lines, however often it went round.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fakeaws.clock import offset
from fakeaws.log import Attempt, LoggedCall, Move, brief
from fakeaws.origin import Origin


def history(calls: Iterable[LoggedCall], moves: Iterable[Move], start: datetime) -> list[str]:
    """The calls, and the time that the code under test let pass, in order; a line each, and one for each attempt.

    A line ends with the place in the code under test, and the place where the step was written that answered.
    """
    calls = list(calls)
    made_at = {call.made_at for call in calls}
    entries = [_entry_of(call, start) for call in calls]
    entries += [_pause_of(move) for move in moves if move.made_at not in made_at]  # the others passed within a call
    entries.sort(key=lambda entry: entry.at)
    return [line for fold in _folds(entries) for line in fold.lines(start)]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One thing that happened: what is said of it, and what is said below that."""

    at: datetime
    said: str
    places: str
    below: tuple[str, ...] = ()

    @property
    def kind(self) -> tuple[str, str, tuple[str, ...]]:
        return self.said, self.places, tuple(line.split(maxsplit=1)[-1] for line in self.below)


@dataclass(frozen=True, slots=True)
class _Fold:
    """So many repetitions of a few entries in a row."""

    unit: Sequence[_Entry]
    times: int
    last: datetime

    def lines(self, start: datetime) -> Iterator[str]:
        often = ""
        if self.times > 1:
            gap = (self.last - self.unit[0].at) / (self.times - 1)
            every = f"every {gap.total_seconds():g} s" if gap else "without sleeping"
            often = f"  x {self.times}, {every}, until {offset(self.last - start)}"
        for entry in self.unit:
            yield f"{offset(entry.at - start)}  {entry.said}{often}  [{entry.places}]"
            yield from entry.below if self.times == 1 else ()
            often = ""


def _folds(entries: Sequence[_Entry]) -> Iterator[_Fold]:
    at = 0
    while at < len(entries):
        length, times = max(
            (_repeats(entries, at, length) for length in _LENGTHS), key=lambda found: found[0] * found[1]
        )
        unit = entries[at : at + length]
        yield _Fold(unit, times, entries[at + length * (times - 1)].at)
        at += length * times


def _repeats(entries: Sequence[_Entry], at: int, length: int) -> tuple[int, int]:
    """How long a unit is that begins here, and how often it comes in a row; a longer one must come thrice to count."""
    unit = [entry.kind for entry in entries[at : at + length]]
    times = 1
    while [entry.kind for entry in entries[at + times * length : at + (times + 1) * length]] == unit:
        times += 1
    return (length, times) if length == 1 or times >= _OFTEN else (1, 1)


def _entry_of(call: LoggedCall, start: datetime) -> _Entry:
    retried = len(call.attempts) > 1
    below = tuple(_attempt(attempt, start) for attempt in call.attempts) if retried else ()
    written = call.attempts[-1].written_at if call.attempts else None
    return _Entry(
        call.at, f"{call.operation} -> {call.told()}", _places(call.made_at, None if retried else written), below
    )


def _attempt(attempt: Attempt, start: datetime) -> str:
    status = f", status {attempt.status}" if attempt.status is not None else ""
    said = "let through" if attempt.reply is None else brief(attempt.reply)
    return f"    {offset(attempt.at - start)}  {said}{status}  [step {attempt.written_at}]"


def _pause_of(move: Move) -> _Entry:
    return _Entry(move.at - move.length, f"{_seconds(move.length)} pass", str(move.made_at))


def _seconds(length: timedelta) -> str:
    return f"{length.total_seconds():g} s"


def _places(made_at: Origin, written_at: Origin | None) -> str:
    return f"{made_at}, step {written_at}" if written_at is not None else str(made_at)


_LENGTHS = (1, 2, 3, 4)
_OFTEN = 3
