"""Which failures a suite meets and which it never does, for each operation that it calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fakeaws.log import LoggedCall
from fakeaws.matrix.failures import Failure, failures_of, name_of
from fakeaws.model import Operation

FORMAT = "fakeaws failure coverage 1"


class FailureCoverage:
    """Counts the calls of each operation, and the failures that their attempts were told."""

    def __init__(self) -> None:
        self._calls: Counter[str] = Counter()
        self._met: dict[str, Counter[str]] = {}

    def note(self, calls: Iterable[LoggedCall]) -> None:
        """Count the calls of one test."""
        for call in calls:
            told = [name_of(attempt.reply) for attempt in call.attempts if attempt.reply is not None]
            self._calls[call.operation] += 1
            self._met.setdefault(call.operation, Counter()).update(name for name in told if name is not None)

    def counts(self) -> dict[str, tuple[int, dict[str, int]]]:
        """Calls and failures of each operation, as plain data for another process."""
        return {name: (calls, dict(self._met[name])) for name, calls in sorted(self._calls.items())}

    def add(self, counts: Mapping[str, tuple[int, Mapping[str, int]]]) -> None:
        """Add what another process counted."""
        for name, (calls, met) in counts.items():
            self._calls[name] += calls
            self._met.setdefault(name, Counter()).update(met)

    def as_json(self) -> dict[str, Any]:
        """For each operation its calls, the failures met how often, and those never met."""
        operations = {name: self._operation(name, calls, met) for name, (calls, met) in self.counts().items()}
        return {"format": FORMAT, "operations": operations}

    def lines(self) -> list[str]:
        """A line for each operation, after one for all: the failures met and never met, of those that tell most."""
        told = self.as_json()["operations"]
        never = sum(len(one["never"]) for one in told.values())
        met = sum(len(_telling(name)) for name in told) - never
        operations = "1 operation" if len(told) == 1 else f"{len(told)} operations"
        head = f"{met} of {met + never} failures of {operations} are met"
        return [head, *(f"  {name}: {_line(one)}" for name, one in told.items())]

    def _operation(self, name: str, calls: int, met: Mapping[str, int]) -> dict[str, Any]:
        everything = _names(failures_of(Operation.named(name), "full"))
        return {
            "calls": calls,
            "met": dict(sorted(met.items())),
            "never": [failure for failure in _telling(name) if failure not in met],
            "never_of_all": [failure for failure in everything if failure not in met],
        }


def _line(told: Mapping[str, Any]) -> str:
    met = ", ".join(f"{name} x {times}" if times > 1 else name for name, times in told["met"].items())
    calls = f"{told['calls']} calls" if told["calls"] > 1 else "1 call"
    never = f"; never {', '.join(told['never'])}" if told["never"] else ""
    return f"{calls}, met {met or 'none'}{never}"


def _telling(operation: str) -> list[str]:
    """The failures of an operation that tell most: the matrix's quick ones, and the errors that it models."""
    found = Operation.named(operation)
    quick = _names(failures_of(found, "quick"))
    return list(dict.fromkeys([*quick, *found.errors]))


def _names(failures: Iterator[Failure]) -> list[str]:
    return list(dict.fromkeys(name for failure in failures if (name := name_of(failure.reply)) is not None))
