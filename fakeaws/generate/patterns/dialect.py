"""Patterns that Python cannot compile, in words that it can: services write Java's, Ruby's or Rust's.

What comes out is for making texts only, not for judging them: within ASCII a property has the same characters, beyond
it hardly any, and a mark for ignoring case in the midst of a pattern is dropped.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Final

from fakeaws.schema.patterns import compiled


@functools.cache
def pythonic(pattern: str) -> re.Pattern[str] | None:
    """The pattern as Python compiles it, if need be in other words; None where these do not help either."""
    return compiled(pattern) or compiled("".join(_translated(pattern)))


def _translated(pattern: str) -> Iterator[str]:
    """The pieces of a pattern, each in Python's words."""
    is_in_set = after_class = False
    for piece in _PIECE.findall(pattern):
        word = _PROPERTY.fullmatch(piece)
        if is_in_set and after_class and piece == "-":
            yield r"\-"  # `[\w-.]`: a class begins no range
        elif word:
            characters = _of_property(*word.groups())
            yield characters if is_in_set else f"[{characters}]"
        else:
            yield _in_python(piece)
        is_in_set = piece != "]" if is_in_set else piece in ("[", "[^")
        after_class = word is not None or piece in _CLASSES


def _of_property(is_not: str, name: str) -> str:
    if is_not == "P":
        return _OTHERS.get(name, "a-z")
    return _PROPERTIES.get(name, "a-zA-Z0-9")


def _in_python(piece: str) -> str:
    if piece.startswith(r"\x{"):
        return f"\\U{int(piece[3:-1], 16):08x}"
    return "$" if piece.startswith("${") else _IN_PYTHON.get(piece, piece)


_BEYOND: Final = r"\uD800\uDC00-\uDBFF\uDFFF"
"""All that takes two units of UTF-16."""
_PIECE: Final = re.compile(
    rf"{re.escape(_BEYOND)}|\\[pP]\{{\w+\}}|\\x\{{[0-9a-fA-F]+\}}|\$\{{\d+,\d+\}}|\\.|\(\?i\)|\[\^|.", re.DOTALL
)
_PROPERTY: Final = re.compile(r"\\([pP])\{(\w+)\}")
_CLASSES: Final = frozenset({r"\w", r"\W", r"\d", r"\D", r"\s", r"\S"})
_IN_PYTHON: Final = {_BEYOND: r"\U00010000-\U0010ffff", r"\z": r"\Z", "(?i)": ""}
_CONTROLS: Final = r"\x00-\x1f\x7f-\x9f"
_SIGNS: Final = r"$+<=>\^`|~"
_PUNCTUATION: Final = r"!\"#%&'()*,\-./:;?@\[\\\]_{}"
_PROPERTIES: Final = {
    "ASCII": r"\x00-\x7f",
    "Alnum": "a-zA-Z0-9",
    "Alpha": "a-zA-Z",
    "Blank": r" \t",
    "C": _CONTROLS,
    "Cc": _CONTROLS,
    "Cf": r"\xad",
    "Cntrl": _CONTROLS,
    "Digit": "0-9",
    "Graph": "!-~",
    "IsWhitespace": r"\s",
    "L": "a-zA-Z",
    "LD": "a-zA-Z0-9",
    "M": r"\u0300",
    "N": "0-9",
    "P": _PUNCTUATION,
    "Pc": "_",
    "Pd": r"\-",
    "Print": " -~",
    "Punct": _PUNCTUATION + _SIGNS,
    "S": _SIGNS,
    "Upper": "A-Z",
    "XDigit": "0-9a-fA-F",
    "Z": " ",
    "Zs": " ",
    "all": r"\s\S",
}
_OTHERS: Final = {"C": r" -~\xa1-\xff", "M": r"\s!-~"}
"""What is of no such property."""
