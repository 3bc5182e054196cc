"""One listing in progress, from its first page to its last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Listing:
    """Where the code under test is in one listing; changes with each page that it asks for."""

    number: int
    params: Mapping[str, Any]
    starts: list[int] = field(default_factory=list)
    after: int = 0
    left: int = 0
    tokens: Mapping[str, Any] = field(default_factory=dict)
    was_finished: bool = False

    @property
    def is_under_way(self) -> bool:
        """Whether a token was given with the last page, and is waited for."""
        return bool(self.tokens)

    def begin(self) -> None:
        """Start anew from the first page."""
        self.starts.clear()

    def note(self, start: int, after: int, left: int, tokens: Mapping[str, Any]) -> None:
        """Note the page that was given: where it starts and the next one, how many more there are, and its tokens."""
        if start in self.starts:
            del self.starts[self.starts.index(start) :]
        self.starts.append(start)
        self.after, self.left, self.tokens = after, left, tokens
        self.was_finished |= not tokens

    def missing(self) -> str:
        """`page 3 of 3`, `pages 3 to 5 of 5`: those that were not asked for."""
        asked = len(self.starts)
        last = asked + self.left
        pages = f"page {last} of {last} was" if self.left == 1 else f"pages {asked + 1} to {last} of {last} were"
        return f"{pages} never asked for"


def differing(params: Iterable[str], first: Mapping[str, Any], now: Mapping[str, Any]) -> str | None:
    """The first parameter that has another value now than on the first page; one that is left out has none."""
    return next((name for name in params if name in first and name in now and first[name] != now[name]), None)
