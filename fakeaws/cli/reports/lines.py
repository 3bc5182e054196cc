"""Lines of which many are the same: each is printed once, with how often it came."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass


@dataclass(slots=True)
class Line:
    """The first of those that are the same, how many there are, in how many files, and the last of these."""

    text: str
    last_file: str
    times: int = 1
    files: int = 1

    def again(self, file: str) -> None:
        """Files come one after the other, so the last one is all that has to be known."""
        self.times += 1
        self.files += file != self.last_file
        self.last_file = file

    def __str__(self) -> str:
        if self.times == 1:
            return self.text
        places = "" if self.files == 1 else f" in {self.files:,} files"
        return f"{self.text} ({self.times:,} times{places})"


class Lines:
    """Keeps lines to the end, because only then it is known how often they come.

    At most so many kinds are kept; then, a line of a new kind is printed at once each time that it comes.
    """

    def __init__(self, say: Callable[[str], None], most: int) -> None:
        self._say = say
        self._most = most
        self._kept: dict[Hashable, Line] = {}

    def tell(self, kind: Hashable, file: str, text: str) -> None:
        if kind in self._kept:
            self._kept[kind].again(file)
        elif len(self._kept) < self._most:
            self._kept[kind] = Line(text, file)
        else:
            self._say(text)

    def end(self) -> None:
        """Print what was kept, in the order in which each kind first came."""
        for line in self._kept.values():
            self._say(str(line))


MOST_LINES = 10_000
