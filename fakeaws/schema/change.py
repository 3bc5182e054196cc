"""One difference between two sets of schemas, and whom it can break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from fakeaws.schema.words import cut, listed

Kind: TypeAlias = Literal[
    "operation-added",
    "operation-removed",
    "member-added",
    "member-removed",
    "type-changed",
    "required-added",
    "required-removed",
    "alternative-added",
    "values-added",
    "values-removed",
    "limit-tightened",
    "limit-loosened",
    "pattern-added",
    "pattern-removed",
    "pattern-changed",
    "error-added",
    "error-removed",
    "error-changed",
]
Victim: TypeAlias = Literal["reader", "writer"]
"""Who can break: code that reads what AWS says, or code that writes what AWS is asked."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference in one operation.

    `part` is `request`, `response`, the name of an error's class, or empty for the operation itself. `path` leads to
    the place, with `*` for each element of a list and each value of a map; `before` and `after` are worded for people,
    `values` are those of an enum that came or went.
    """

    operation: str
    part: str
    path: str
    kind: Kind
    before: str = ""
    after: str = ""
    values: tuple[str, ...] = ()

    @property
    def breaks(self) -> tuple[Victim, ...]:
        """Whom this change can break; a reader must expect more than before, or a writer may say less."""
        return _BREAKS["writer" if self.part == "request" else "reader"].get(self.kind, ())

    def as_json(self) -> dict[str, object]:
        return {
            "operation": self.operation,
            "part": self.part,
            "path": self.path,
            "kind": self.kind,
            "before": self.before,
            "after": self.after,
            "values": list(self.values),
            "breaks": list(self.breaks),
        }

    def __str__(self) -> str:
        place = f"{self.part} {self.path}".strip()
        facts = listed(self.values) or " -> ".join(cut(fact) for fact in (self.before, self.after) if fact)
        victims = f"  [can break a {' and a '.join(self.breaks)}]" if self.breaks else ""
        said = f"{place}: {self.kind}" if place else self.kind
        return f"{said}{f': {facts}' if facts else ''}{victims}"


_BREAKS: dict[Victim, dict[Kind, tuple[Victim, ...]]] = {
    "reader": {
        "operation-removed": ("reader", "writer"),
        "member-removed": ("reader",),
        "type-changed": ("reader",),
        "required-removed": ("reader",),
        "alternative-added": ("reader",),
        "values-added": ("reader",),
        "limit-loosened": ("reader",),
        "error-added": ("reader",),
        "error-changed": ("reader",),
    },
    "writer": {
        "member-removed": ("writer",),
        "type-changed": ("writer",),
        "required-added": ("writer",),
        "values-removed": ("writer",),
        "limit-tightened": ("writer",),
        "pattern-added": ("writer",),
        "pattern-changed": ("writer",),
    },
}
