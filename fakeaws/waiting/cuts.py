"""Methods of others that are replaced for a while."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Cuts:
    """Holds what was replaced, to put it back."""

    def __init__(self) -> None:
        self._replaced: list[tuple[Any, str, Any]] = []

    def make(self, owner: Any, name: str, around: Callable[[Any], Any]) -> None:
        """Replace a method by what `around` makes of it."""
        original = getattr(owner, name)
        self._replaced.append((owner, name, original))
        setattr(owner, name, around(original))

    def mend(self) -> None:
        for owner, name, original in self._replaced:
            setattr(owner, name, original)
        self._replaced.clear()
