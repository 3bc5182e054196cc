"""A part of a page that knows where it stands, for complaints."""

from __future__ import annotations

from dataclasses import dataclass

from fakeaws.errors import PageError


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of a page, and the number of each in its file, counted from 1."""

    place: str
    numbers: tuple[int, ...]
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()

    def error(self, problem: str, offset: int = 0) -> PageError:
        """A complaint about the line `offset` lines into the section, or about its last."""
        if not self.numbers:
            return PageError(self.place, problem)
        return PageError(f"{self.place}:{self.numbers[min(offset, len(self.numbers) - 1)]}", problem)

    def part(self, start: int, stop: int | None = None) -> Section:
        """The lines from `start` up to `stop`."""
        return Section(self.place, self.numbers[start:stop], self.lines[start:stop])
