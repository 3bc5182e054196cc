"""The parts of a pattern. Each knows how short and how long its texts can be, and draws one within bounds.

The bounds are asked for, not promised: where a part has no text of such a length (there is none of five characters in
`(ab)*`), it draws another, and the trial at the end tells. A part never asks for less than the others need.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby
from random import Random
from typing import Final, Protocol

from fakeaws.generate.patterns.letters import Letters

ENDLESS: Final = 1 << 30
"""The length of a text that may be as long as one likes."""


@dataclass(frozen=True, slots=True)
class Manner:
    """One way to draw: how long a text is at least, from which letters, whether what may be repeated hardly is.

    `looks_ahead` is whether what a lookahead wants is laid over what comes next.
    """

    least: int
    is_wide: bool = False
    is_brief: bool = False
    looks_ahead: bool = False


@dataclass(slots=True)
class Drawing:
    """A text in the making: its source of randomness, its manner, and what the groups have drawn so far."""

    random: Random
    manner: Manner
    groups: dict[int, str] = field(default_factory=dict)


class Part(Protocol):
    """A part whose texts have at least `least` and at most `most` characters."""

    @property
    def least(self) -> int: ...
    @property
    def most(self) -> int: ...
    def draw(self, drawing: Drawing, least: int, most: int) -> str: ...


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text that stands in the pattern as it is; an empty one for what only looks around."""

    text: str

    @property
    def least(self) -> int:
        return len(self.text)

    @property
    def most(self) -> int:
        return len(self.text)

    def draw(self, _drawing: Drawing, _least: int, _most: int) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class OneOf:
    """A set of characters."""

    letters: Letters
    least: int = 1
    most: int = 1

    def draw(self, drawing: Drawing, _least: int, _most: int) -> str:
        letters = self.letters.wide if drawing.manner.is_wide else self.letters.plain
        return letters[int(drawing.random.random() * len(letters))]

    def row(self, drawing: Drawing, count: int) -> str:
        """So many of them."""
        letters = self.letters.wide if drawing.manner.is_wide else self.letters.plain
        return "".join(drawing.random.choices(letters, k=count))


@dataclass(frozen=True, slots=True)
class InTurn:
    """Parts one after the other."""

    parts: tuple[Part, ...]
    least: int
    most: int
    rests: tuple[tuple[int, int], ...]
    """The bounds of what follows each part."""

    @staticmethod
    def of(told: Iterable[Part]) -> InTurn:
        parts = list(_joined(told))
        shortest = list(accumulate((part.least for part in reversed(parts)), initial=0))[::-1]
        longest = list(accumulate((part.most for part in reversed(parts)), initial=0))[::-1]
        rests = tuple(zip(shortest[1:], longest[1:], strict=True))
        return InTurn(tuple(parts), shortest[0], min(longest[0], ENDLESS), rests)

    def draw(self, drawing: Drawing, least: int, most: int) -> str:
        drawn: list[str] = []
        ahead = ""
        for part, (shortest, longest) in zip(self.parts, self.rests, strict=True):
            text = part.draw(
                drawing, max(part.least, least - longest), max(part.least, min(part.most, most - shortest))
            )
            if isinstance(part, Ahead):
                ahead = _laid_over(ahead, text)
                least = max(least, min(len(ahead), most))
                continue
            text, ahead = _laid_over(ahead[: len(text)], text), ahead[len(text) :]
            least, most = least - len(text), most - len(text)
            drawn.append(text)
        return "".join(drawn)


def _joined(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts, those that are fixed put together where they follow each other."""
    for is_fixed, row in groupby(parts, key=lambda part: isinstance(part, Fixed)):
        if is_fixed:
            text = "".join(part.text for part in row if isinstance(part, Fixed))
            yield from [Fixed(text)] if text else []
        else:
            yield from row


def _laid_over(text: str, other: str) -> str:
    return text + other[len(text) :]


@dataclass(frozen=True, slots=True)
class Ahead:
    """What must come next: it takes no place, but is laid over what does."""

    part: Part
    least: int = 0
    most: int = 0

    def draw(self, drawing: Drawing, _least: int, _most: int) -> str:
        return self.part.draw(drawing, 0, ENDLESS) if drawing.manner.looks_ahead else ""


@dataclass(frozen=True, slots=True)
class EitherOf:
    """One of several parts."""

    parts: tuple[Part, ...]
    least: int
    most: int

    @staticmethod
    def of(parts: Sequence[Part]) -> EitherOf:
        return EitherOf(tuple(parts), min(part.least for part in parts), max(part.most for part in parts))

    def draw(self, drawing: Drawing, least: int, most: int) -> str:
        fitting = [part for part in self.parts if part.least <= most and part.most >= least] or self.parts
        return drawing.random.choice(fitting).draw(drawing, least, most)


@dataclass(frozen=True, slots=True)
class Repeated:
    """A part several times."""

    part: Part
    fewest: int
    highest: int

    @property
    def least(self) -> int:
        return self.part.least * self.fewest

    @property
    def most(self) -> int:
        return min(self.part.most * self.highest, ENDLESS)

    def draw(self, drawing: Drawing, least: int, most: int) -> str:
        count = self._count(drawing, least, most)
        if isinstance(self.part, OneOf):
            return self.part.row(drawing, count)
        drawn, shortest, longest = [], self.part.least, self.part.most
        for left in range(count - 1, -1, -1):
            lowest, highest = max(shortest, least - longest * left), max(shortest, min(longest, most - shortest * left))
            text = self.part.draw(drawing, lowest, highest)
            least, most = least - len(text), most - len(text)
            drawn.append(text)
        return "".join(drawn)

    def _count(self, drawing: Drawing, least: int, most: int) -> int:
        """How often: a few times, but as often as the length wants it."""
        fewest = max(self.fewest, -(-least // max(self.part.most, 1)))
        highest = max(fewest, min(self.highest, most // max(self.part.least, 1)))
        if drawing.manner.is_brief:
            return fewest
        is_row = isinstance(self.part, OneOf) and self.highest > 1 and not self.part.letters.is_blank
        usual = _A_FEW if is_row else 0
        return min(max(fewest, usual) + drawing.random.randrange((usual or 1) + 1), highest)


@dataclass(frozen=True, slots=True)
class Group:
    """A part that may be repeated further on by its number."""

    number: int
    part: Part

    @property
    def least(self) -> int:
        return self.part.least

    @property
    def most(self) -> int:
        return self.part.most

    def draw(self, drawing: Drawing, least: int, most: int) -> str:
        text = drawing.groups[self.number] = self.part.draw(drawing, least, most)
        return text


@dataclass(frozen=True, slots=True)
class SameAs:
    """What a group has drawn, once more; nothing where it was not met, for which no text is found."""

    number: int
    least: int
    most: int

    def draw(self, drawing: Drawing, _least: int, _most: int) -> str:
        return drawing.groups.get(self.number, "")


@dataclass(frozen=True, slots=True)
class IfMet:
    """One part after a group that was met, another where it was not."""

    number: int
    met: Part
    missed: Part

    @property
    def least(self) -> int:
        return min(self.met.least, self.missed.least)

    @property
    def most(self) -> int:
        return max(self.met.most, self.missed.most)

    def draw(self, drawing: Drawing, least: int, most: int) -> str:
        return (self.met if self.number in drawing.groups else self.missed).draw(drawing, least, most)


_A_FEW = 4
NOTHING: Final = Fixed("")
