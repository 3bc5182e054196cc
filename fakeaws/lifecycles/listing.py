"""One listing in progress, from its first page to its last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fakeaws.lifecycles.tokens import NO_TOKENS, Tokens


@dataclass(slots=True)
class Listing:
    """Where the code under test is in one listing; changes with each page that it asks for."""

    number: int
    params: Mapping[str, Any]
    starts: list[int] = field(default_factory=list)
    left: int = 0
    tokens: Tokens = NO_TOKENS
    was_finished: bool = False

    @property
    def is_under_way(self) -> bool:
        """Whether a token was given with the last page, and is waited for."""
        return bool(self.tokens)

    def begin(self) -> None:
        """Start anew from the first page."""
        self.starts.clear()

    def note(self, start: int, left: int, tokens: Tokens) -> None:
        """Note the page that was given: where it starts, how many more there are, and the tokens of the next."""
        if start in self.starts:
            del self.starts[self.starts.index(start) :]
        self.starts.append(start)
        self.left, self.tokens = left, tokens
        self.was_finished |= not tokens

    def missing(self) -> str:
        """`page 3 of 3`, `pages 3 to 5 of 5`: those that were not asked for."""
        asked = len(self.starts)
        last = asked + self.left
        pages = f"page {last} of {last} was" if self.left == 1 else f"pages {asked + 1} to {last} of {last} were"
        return f"{pages} never asked for"
