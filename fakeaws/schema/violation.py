"""One way in which data misses its schema, and how much each rule weighs at each level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Severity: TypeAlias = Literal["error", "warning"]
Level: TypeAlias = Literal["recorded", "scripted", "strict"]
"""Who vouches for the data: AWS said it (`recorded`), a test says it (`scripted`), the model must hold (`strict`)."""
LEVELS: tuple[Level, ...] = get_args(Level)

Rule: TypeAlias = Literal["type", "unknown-member", "enum", "required", "length", "range", "pattern", "union"]


@dataclass(frozen=True, slots=True)
class Violation:
    """One way in which data misses its schema.

    `path` is a JSON pointer into the data; `expected` and `found` are worded for people, and
    `hint` names the nearest right value where there is one.
    """

    path: str
    rule: Rule
    severity: Severity
    expected: str
    found: str
    hint: str = ""

    def __str__(self) -> str:
        nearest = f" Did you mean {self.hint}?" if self.hint else ""
        return (
            f"{self.path or '/'}: expected {self.expected}, found {self.found}.{nearest} [{self.rule}, {self.severity}]"
        )


def severity_of(rule: Rule, level: Level) -> Severity:
    """How much a breach of `rule` weighs at `level`."""
    return "error" if level in _ERROR_AT[rule] else "warning"


_ERROR_AT: dict[Rule, frozenset[Level]] = {
    # Services break everything below the first two rows now and then; a test should not, by accident.
    "type": frozenset({"recorded", "scripted", "strict"}),
    "unknown-member": frozenset({"recorded", "scripted", "strict"}),
    "enum": frozenset({"scripted", "strict"}),
    "union": frozenset({"scripted", "strict"}),
    "required": frozenset({"strict"}),
    "length": frozenset({"strict"}),
    "range": frozenset({"strict"}),
    "pattern": frozenset({"strict"}),
}
