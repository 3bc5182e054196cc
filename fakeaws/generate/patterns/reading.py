"""From a pattern to its parts, by the parser that `re` has.

The parser is where the documentation of `re` does not reach; it has been the same from Python 3.10 to 3.14 but for its
place. What a later Python might add to it is refused with UnknownPart, and then no text is made.
"""

from __future__ import annotations

import importlib
import sys
import warnings
from collections.abc import Callable, Iterable
from typing import Any, Final

from fakeaws.generate.patterns.letters import letters_of
from fakeaws.generate.patterns.parts import (
    ENDLESS,
    NOTHING,
    Ahead,
    EitherOf,
    Fixed,
    Group,
    IfMet,
    InTurn,
    OneOf,
    Part,
    Repeated,
    SameAs,
)

_PARSER: Final[Any] = importlib.import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")


class UnknownPart(Exception):  # no error: no text is made then
    """A part of a pattern that has no text, or that is not known here."""


def parts_of(pattern: str) -> Part:
    """The parts of a pattern that `re` compiles. Raises UnknownPart."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what `compiled` has read, and been warned of, is read once more
        return _Reading().in_turn(_PARSER.parse(pattern))


class _Reading:
    """One pattern being read; remembers the groups, which what repeats them is as long as."""

    def __init__(self) -> None:
        self._groups: dict[int, Part] = {}

    def in_turn(self, parsed: Iterable[tuple[Any, Any]]) -> Part:
        parts = [_READERS.get(str(kind), _unknown)(self, value) for kind, value in parsed]
        if len(parts) == 1:
            return parts[0]
        row = InTurn.of(parts)
        return row.parts[0] if len(row.parts) == 1 else row

    def either(self, value: tuple[Any, list[Any]]) -> Part:
        parts = [part for branch in value[1] if (part := self._possible(branch)) is not None]
        if not parts:
            raise UnknownPart
        readable = [part for part in parts if not (isinstance(part, Fixed) and part.text.isspace())]
        return EitherOf.of(readable or parts)  # `(.|\n)*` is said where any text is meant

    def _possible(self, branch: Any) -> Part | None:
        try:
            return self.in_turn(branch)
        except UnknownPart:
            return None

    def repeated(self, value: tuple[int, int, Any]) -> Part:
        fewest, highest, parsed = value
        part = self._possible(parsed)
        if part is None or not int(highest):
            if fewest:
                raise UnknownPart
            return NOTHING
        return Repeated(part, int(fewest), min(int(highest), ENDLESS))

    def group(self, value: tuple[int | None, int, int, Any]) -> Part:
        number, part = value[0], self.in_turn(value[3])
        if number is None:
            return part
        self._groups[number] = part
        return Group(number, part)

    def same(self, number: int) -> Part:
        group = self._groups.get(number, NOTHING)
        return SameAs(number, group.least, group.most)

    def ahead(self, value: tuple[int, Any]) -> Part:
        direction, parsed = value
        return Ahead(self.in_turn(parsed)) if direction > 0 else NOTHING

    def if_met(self, value: tuple[int, Any, Any]) -> Part:
        number, met, missed = value
        return IfMet(number, self.in_turn(met), NOTHING if missed is None else self.in_turn(missed))


def _one_of(items: Iterable[tuple[Any, Any]]) -> Part:
    letters = letters_of(items)
    if letters is None:
        raise UnknownPart
    return OneOf(letters)


def _unknown(_: _Reading, __: Any) -> Part:
    raise UnknownPart


_READERS: Final[dict[str, Callable[[_Reading, Any], Part]]] = {
    "LITERAL": lambda _, code: Fixed(chr(code)),
    "NOT_LITERAL": lambda _, code: _one_of([("NEGATE", None), ("LITERAL", code)]),
    "IN": lambda _, items: _one_of(items),
    "ANY": lambda _, __: _one_of([("NEGATE", None), ("LITERAL", ord("\n"))]),
    "BRANCH": _Reading.either,
    "MAX_REPEAT": _Reading.repeated,
    "MIN_REPEAT": _Reading.repeated,
    "POSSESSIVE_REPEAT": _Reading.repeated,
    "SUBPATTERN": _Reading.group,
    "ATOMIC_GROUP": _Reading.in_turn,
    "GROUPREF": _Reading.same,
    "GROUPREF_EXISTS": _Reading.if_met,
    # What looks around is left to trial.
    "AT": lambda _, __: NOTHING,
    "ASSERT": _Reading.ahead,
    "ASSERT_NOT": lambda _, __: NOTHING,
}
