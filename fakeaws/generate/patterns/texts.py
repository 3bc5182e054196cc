"""Texts that a pattern finds, of the length that is asked for."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from fakeaws.generate.patterns.parts import ENDLESS, Drawing, Manner, Part
from fakeaws.generate.patterns.reading import UnknownPart, parts_of


@dataclass(frozen=True, slots=True)
class PatternTexts:
    """The texts of one pattern with `least` to `most` characters, and the manners in which some were found.

    They match from end to end where such were found (`whole`); else the pattern finds itself somewhere in them.
    """

    pattern: re.Pattern[str]
    part: Part
    least: int
    most: int
    manners: tuple[Manner, ...]
    is_whole: bool

    def draw(self, random: Random) -> str | None:
        """The next text; None if by bad luck none was found."""
        return next(self._found(random, self.manners), None)

    def _found(self, random: Random, manners: tuple[Manner, ...]) -> Iterator[str]:
        matches = self.pattern.fullmatch if self.is_whole else self.pattern.search
        for manner in manners:
            for _ in range(_TRIES):
                drawing = Drawing(random, manner)
                text = self.part.draw(drawing, max(self.least, min(manner.least, self.most)), self.most)
                text = text if self.is_whole else text.ljust(self.least, _FILLER)
                if self.least <= len(text) <= self.most and matches(text):
                    yield text
                    break


@functools.lru_cache(maxsize=8192)
def texts_of(pattern: re.Pattern[str], least: int, most: int | None) -> PatternTexts | None:
    """The texts of a pattern with so many characters; None where there seem to be none."""
    try:
        part = parts_of(pattern.pattern)
    except UnknownPart:
        return None
    longest = ENDLESS if most is None else most
    for is_whole in (True, False):
        for manner in _MANNERS:
            texts = PatternTexts(pattern, part, least, longest, (manner,), is_whole)
            if texts.draw(Random(0)) is not None:
                others = tuple(one for one in _MANNERS if one != manner)
                return PatternTexts(pattern, part, least, longest, (manner, *others), is_whole)
    return None


_TRIES = 20
_FILLER = "x"
_MANNERS: Final = (
    Manner(1),
    Manner(1, is_brief=True),
    Manner(0, is_brief=True),
    Manner(1, is_wide=True),
    Manner(12),
    Manner(12, is_wide=True),
    Manner(24, is_wide=True),
    Manner(64),
    Manner(1, is_brief=True, looks_ahead=True),
    Manner(12, looks_ahead=True),
)
"""How a text is tried, the way that reads best first: lookarounds may want a capital letter, or more characters."""
