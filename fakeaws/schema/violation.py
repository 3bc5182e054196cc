"""One way in which data misses its schema, and how much each rule weighs at each level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Severity: TypeAlias = Literal["error", "warning", "known"]
"""A `known` violation is one that a deviation explains; it weighs nothing."""
Level: TypeAlias = Literal["recorded", "scripted", "strict"]
"""Who vouches for the data: AWS said it (`recorded`), a test says it (`scripted`), the model must hold (`strict`)."""
LEVELS: tuple[Level, ...] = get_args(Level)

Rule: TypeAlias = Literal["type", "unknown-member", "null", "enum", "union", "required", "length", "range", "pattern"]
RULES: tuple[Rule, ...] = get_args(Rule)
"""The rules, those whose breach tells most first."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One way in which data misses its schema.

    `path` is a JSON pointer into the data; `expected` and `found` are worded for people, `hint` names the nearest
    right value where there is one, and `reason` says why a `known` violation is none of the user's making.
    """

    path: str
    rule: Rule
    severity: Severity
    expected: str
    found: str
    hint: str = ""
    reason: str = ""

    def __str__(self) -> str:
        sentence = _SENTENCES.get(self.rule, "{found} is not {expected}")
        said = sentence.format(found=self.found, expected=self.expected)
        nearest = f" Did you mean {self.hint}?" if self.hint else ""
        known = f": {self.reason}" if self.reason else ""
        return f"{self.path or '/'}: {said}.{nearest} [{self.rule}, {self.severity}{known}]"


def severity_of(rule: Rule, level: Level) -> Severity:
    """How much a breach of `rule` weighs at `level`."""
    return "error" if level in _ERROR_AT[rule] else "warning"


def best_first(violation: Violation) -> tuple[object, ...]:
    """The key that sorts violations: errors first, then what tells most, then what is nearest to the top."""
    steps = violation.path.split("/")
    order = [(step.isdecimal(), int(step) if step.isdecimal() else 0, step) for step in steps]
    return _SEVERITIES.index(violation.severity), RULES.index(violation.rule), len(steps), order


_SEVERITIES: tuple[Severity, ...] = get_args(Severity)
_SENTENCES: dict[Rule, str] = {
    "null": "there is no value; botocore leaves such a member out. Expected {expected}",
    "union": "{found} does not hold {expected}",
    "required": "{expected} is missing from {found}",
    "length": "{found} has not {expected}",
    "pattern": "{found} is no {expected}",
}
_ERROR_AT: dict[Rule, frozenset[Level]] = {
    # Services break everything below the first two rows now and then; a test should not, by accident.
    "type": frozenset({"recorded", "scripted", "strict"}),
    "unknown-member": frozenset({"recorded", "scripted", "strict"}),
    "null": frozenset({"scripted", "strict"}),  # what a paginator's build_full_result puts in, and old recorders wrote
    "enum": frozenset({"scripted", "strict"}),
    "union": frozenset({"scripted", "strict"}),
    "required": frozenset({"strict"}),
    "length": frozenset({"strict"}),
    "range": frozenset({"strict"}),
    "pattern": frozenset({"strict"}),
}
