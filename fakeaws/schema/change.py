"""One difference between two sets of schemas, and whom it can break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from fakeaws.schema.words import cut, listed

Kind: TypeAlias = Literal[
    "operation-added",
    "operation-removed",
    "operation-not-listed",
    "member-added",
    "member-removed",
    "type-changed",
    "required-added",
    "required-removed",
    "alternative-added",
    "values-added",
    "values-removed",
    "minimum-tightened",
    "minimum-loosened",
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
        """Whom an upgrade of botocore can break by this: who meets what is new, or says or asks for what is gone."""
        return _BREAKS[self._side].get(self.kind, ())

    @property
    def risk(self) -> str:
        """What the service may do otherwise, whatever botocore is installed, which does not look at such limits."""
        return _RISKS[self._side].get(self.kind, "")

    @property
    def _side(self) -> Victim:
        return "writer" if self.part == "request" else "reader"

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
            "risk": self.risk,
        }

    def __str__(self) -> str:
        place = f"{self.part} {self.path}".strip()
        facts = listed(self.values) or " -> ".join(cut(fact) for fact in (self.before, self.after) if fact)
        weight = f"can break a {' and a '.join(self.breaks)}" if self.breaks else self.risk
        said = f"{place}: {self.kind}" if place else self.kind
        return f"{said}{f': {facts}' if facts else ''}{f'  [{weight}]' if weight else ''}"


_BREAKS: dict[Victim, dict[Kind, tuple[Victim, ...]]] = {
    "reader": {
        "operation-removed": ("reader", "writer"),
        "member-removed": ("reader",),
        "type-changed": ("reader",),
        "required-removed": ("reader",),
        "alternative-added": ("reader",),
        "values-added": ("reader",),
        "error-added": ("reader",),
        "error-removed": ("reader",),  # client.exceptions has it no more
        "error-changed": ("reader",),
    },
    "writer": {
        "member-removed": ("writer",),
        "type-changed": ("writer",),
        "required-added": ("writer",),
        "minimum-tightened": ("writer",),  # the one limit that botocore itself looks at
    },
}
_MORE, _REFUSED = "more may come than before", "the service may refuse what it took before"
_RISKS: dict[Victim, dict[Kind, str]] = {
    "reader": dict.fromkeys(("minimum-loosened", "limit-loosened", "pattern-removed", "pattern-changed"), _MORE),
    "writer": dict.fromkeys(("values-removed", "limit-tightened", "pattern-added", "pattern-changed"), _REFUSED),
}
