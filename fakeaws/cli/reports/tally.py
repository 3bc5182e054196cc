"""How many of what `fakeaws check` has found: for the summary and the exit status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from fakeaws.recordings.checking import Checked, Finding, Result
from fakeaws.recordings.interaction import Broken
from fakeaws.schema.violation import Severity

Numbers = Counter[Severity]


@dataclass(slots=True)
class Tally:
    """Grows with the rules and operations that there are, not with the files.

    `told_of` counts also the files that are not there.
    """

    files: int = 0
    told_of: int = 0
    broken: int = 0
    calls: Counter[str] = field(default_factory=Counter)
    by_rule: dict[str, Numbers] = field(default_factory=dict)
    by_operation: dict[str, Numbers] = field(default_factory=dict)
    explaining: set[int] = field(default_factory=set)

    def take(self, result: Result) -> None:
        match result:
            case Finding(violation=violation, operation=operation):
                self.by_rule.setdefault(violation.rule, Counter())[violation.severity] += 1
                self.by_operation.setdefault(operation, Counter())[violation.severity] += 1
            case Broken():
                self.broken += 1
            case Checked(file=file, calls=calls, explaining=explaining):
                self.files += not file.problem
                self.told_of += 1
                self.calls += calls
                self.explaining |= explaining

    def end(self) -> None:
        """Nothing: what is counted is asked for."""

    @property
    def tells_much(self) -> bool:
        """Whether there is anything to sum up: more than one call, or an entry that cannot be read, for each file."""
        return self.told_of > _FEW or self.calls.total() + self.broken > self.told_of

    def count(self, severity: Severity) -> int:
        return sum(numbers[severity] for numbers in self.by_rule.values())


def summary(tally: Tally) -> Iterator[str]:
    """The lines of the summary: the whole, by rule, and by operation, with what has most errors first."""
    found = ", ".join(_counted(tally.count(severity), word) for severity, word in _WORDS.items())
    files, calls = _counted(tally.files, "file"), _counted(tally.calls.total(), "call")
    yield f"{files}, {calls}: {found}, {tally.broken:,} unreadable."
    if not tally.by_rule:
        return
    yield from ("", *_table("rule", {rule: (rule, numbers) for rule, numbers in _worst_first(tally.by_rule)}))
    named = {
        name: (f"{name} ({_counted(tally.calls[name], 'call')})", numbers)
        for name, numbers in _worst_first(tally.by_operation)
    }
    yield from ("", *_table("operation", named))
    clean = {name: calls for name, calls in tally.calls.items() if name not in tally.by_operation}
    if clean:
        yield f"and {_counted(len(clean), 'operation')} ({_counted(sum(clean.values()), 'call')}) without any"


def _worst_first(counted: dict[str, Numbers]) -> list[tuple[str, Numbers]]:
    return sorted(counted.items(), key=lambda one: (*(-one[1][severity] for severity in _WORDS), one[0]))


def _table(head: str, rows: dict[str, tuple[str, Numbers]]) -> Iterator[str]:
    width = max(len(head), *(len(label) for label, _ in rows.values()))
    yield f"{head:<{width}}" + "".join(f"{word + ('' if word == 'known' else 's'):>11}" for word in _WORDS.values())
    for label, numbers in rows.values():
        yield f"{label:<{width}}" + "".join(f"{numbers[severity]:>11,}" for severity in _WORDS)


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 or word == "known" else f"{number:,} {word}s"


_FEW = 2
_WORDS: dict[Severity, str] = {"error": "error", "warning": "warning", "known": "known"}
