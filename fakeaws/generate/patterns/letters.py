"""The characters that a pattern allows in one place: those that read well first."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

_PRINTABLE: Final = string.ascii_letters + string.digits + string.punctuation + " "
_ENOUGH = 16
_SURROGATES = range(0xD800, 0xE000)


@dataclass(frozen=True, slots=True)
class Letters:
    """`plain` are the letters and digits of one case, where there are any; `wide` is what of ASCII there is."""

    plain: str
    wide: str
    is_blank: bool


def letters_of(items: Iterable[tuple[Any, Any]]) -> Letters | None:
    """The letters of a parsed set: its items, perhaps after a mark that it is of all others; None where it has none."""
    listed = [(str(kind), value) for kind, value in items]
    is_negated = any(kind == "NEGATE" for kind, _ in listed)
    tests = [_TESTS[kind](value) for kind, value in listed if kind != "NEGATE"]
    wide = "".join(one for one in _PRINTABLE if any(test(ord(one)) for test in tests) != is_negated)
    wide = wide or "".join(_elsewhere(listed, tests, is_negated=is_negated))
    return Letters(_plain(wide), wide, wide.isspace()) if wide else None


def _plain(wide: str) -> str:
    """Lower case before upper case, letters and digits before signs, signs before a space."""
    digits = "".join(one for one in wide if one in string.digits)
    for alphabet in (string.ascii_lowercase, string.ascii_uppercase):
        cased = "".join(one for one in wide if one in alphabet)
        if cased:
            return cased + digits
    return digits or wide.strip(" ") or wide


def _elsewhere(listed: list[tuple[str, Any]], tests: list[Callable[[int], bool]], *, is_negated: bool) -> Iterator[str]:
    """A few characters of a set that has none in printable ASCII."""
    found = 0
    for code in _FURTHER if is_negated else _named(listed):
        if code not in _SURROGATES and any(test(code) for test in tests) != is_negated:
            yield chr(code)
            found += 1
            if found == _ENOUGH:
                return


def _named(listed: list[tuple[str, Any]]) -> Iterator[int]:
    for kind, value in listed:
        if kind == "RANGE":
            yield from range(value[0], min(value[1], value[0] + _ENOUGH) + 1)
        elif kind in ("LITERAL", "NOT_LITERAL"):
            yield value
        else:
            yield from _FURTHER


def _category(name: Any) -> Callable[[int], bool]:
    kind = str(name).removeprefix("CATEGORY_")
    test = _CATEGORIES[kind.removeprefix("NOT_")]
    return (lambda code: not test(chr(code))) if kind.startswith("NOT_") else (lambda code: test(chr(code)))


_FURTHER: Final = (*range(0x09, 0x0E), *range(0xE0, 0x250), *range(0x20), *range(0x4E00, 0x4F00))
"""Where characters beyond printable ASCII are looked for: white space, letters with accents, control characters."""

_CATEGORIES: Final[dict[str, Callable[[str], bool]]] = {
    "DIGIT": str.isdecimal,
    "SPACE": str.isspace,
    "WORD": lambda one: one.isalnum() or one == "_",
}
_TESTS: Final[dict[str, Callable[[Any], Callable[[int], bool]]]] = {
    "LITERAL": lambda value: lambda code: code == value,
    "RANGE": lambda value: lambda code: value[0] <= code <= value[1],
    "CATEGORY": _category,
}
