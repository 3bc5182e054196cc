"""Methods of others that are replaced for a while."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Cuts:
    """Holds what was replaced and by what, to put it back."""

    def __init__(self) -> None:
        self._made: list[tuple[Any, str, Any, Any]] = []

    def make(self, owner: Any, name: str, around: Callable[[Any], Any]) -> None:
        """Replace a method by what `around` makes of it."""
        original = getattr(owner, name)
        ours = around(original)
        self._made.append((owner, name, original, ours))
        setattr(owner, name, ours)

    def mend(self) -> None:
        for owner, name, original, ours in self._made:
            if getattr(owner, name) is ours:  # else somebody has replaced it since, and may call ours
                setattr(owner, name, original)
        self._made.clear()
