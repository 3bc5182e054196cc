"""JSON as recordings have it: keys once, nested to an end, and lists of entries read one by one with their lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from fakeaws.errors import InputError
from fakeaws.recordings.file import LIMIT, complain_of_bytes


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a file of many, and the line that it begins on: its value, or the problem with it."""

    line: int
    value: Any = None
    problem: str | None = None


def parsed(text: str, place: str = "", line: int = 1) -> Any:
    """The value of a whole text that begins on that line of its file. Raises InputError."""
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise InputError(place, _problem(error, line)) from None


def outline(text: str) -> tuple[list[str], int | None]:
    """The keys at the top of a document, as far as the text goes, and where the document ends, if it does."""
    keys: list[str] = []
    depth, last = 0, ""
    for match in _TOKEN.finditer(text):
        sign = match.group()
        depth += _DEPTHS.get(sign, 0)
        if sign in "}]" and depth <= 0:
            return keys, match.end()
        if sign == ":" and depth == 1 and last:
            keys.append(last)
        last = sign[1:-1] if sign[0] == '"' else ""
    return keys, None


def items(file: IO[str], name: str) -> Iterator[Item]:
    """The entries of the list under a name at the top of a document, one by one.

    What is wrong with one entry is told, and the next one is looked for behind it: after its last bracket, or on the
    next line that begins like an entry.
    """
    buffer = _Buffer(file)
    if not buffer.skip_to(re.compile(rf'"{name}"\s*:\s*\[')):
        yield Item(1, problem=f"expected a list under {name!r}, found none.")
        return
    item = Item(1)
    while (char := buffer.next_char()) not in ("]", "}", ""):
        yield (item := buffer.take())
    if char != "]" and item.problem is None:
        yield Item(buffer.line, problem=f"expected the end of {name!r}, found the file's. Is it cut off?")


class _Buffer:
    """What was read of a file, how much of it is taken, and the line of what comes next."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._text = ""
        self._at = 0
        self._is_whole = False
        self.line = 1

    def skip_to(self, pattern: re.Pattern[str]) -> bool:
        """Take all up to the end of the first match, if there is one before the limit."""
        while (match := pattern.search(self._text)) is None:
            if not self._more():
                return False
        self._drop(match.end())
        return True

    def next_char(self) -> str:
        """The next character that begins something; nothing at the end."""
        while True:
            match = _BETWEEN.match(self._text, self._at)
            self._drop(match.end() if match else self._at)
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def take(self) -> Item:
        """The entry that comes next, or what is wrong with it."""
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                is_cut = error.pos > len(self._text) - _LONGEST_WORD or error.msg.startswith("Unterminated")
                if is_cut and self._more():
                    continue
                return self._broken(self._problem_of(error))
            except (ValueError, RecursionError) as error:
                return self._broken(_problem(error))
            if end == len(self._text) and self._more():
                continue  # a number might go on
            return self._taken(value, end)

    def _taken(self, value: Any, end: int) -> Item:
        line, text = self.line, self._text[self._at : end]
        self._drop(end)
        try:
            complain_of_bytes(text, "")
        except InputError as error:
            return Item(line, problem=error.problem)
        return Item(line, value)

    def _broken(self, problem: str) -> Item:
        line, end = self.line, self._end_of_broken()
        is_too_long = end is None and not self._is_whole
        self._drop(len(self._text) if end is None else end)
        return Item(line, problem=f"one entry of more than {LIMIT >> 20} MiB." if is_too_long else problem)

    def _end_of_broken(self) -> int | None:
        while True:
            found = _LIKE_AN_ENTRY.search(self._text, self._at + 1)
            ends = [end for end in (found.start() if found else None, self._last_bracket()) if end is not None]
            if ends or not self._more():
                return min(ends, default=None)

    def _last_bracket(self) -> int | None:
        """Behind the bracket that closes what comes next, whatever stands between."""
        opened: list[str] = []
        for match in _TOKEN.finditer(self._text, self._at):
            sign = match.group()
            if sign in "{[":
                opened.append(sign)
            elif sign in "}]" and opened and opened[-1] == _OPENING[sign]:
                opened.pop()
            if not opened and sign in "}],":
                return match.end()
        return None

    def _problem_of(self, error: json.JSONDecodeError) -> str:
        line = self.line + self._text.count("\n", self._at, error.pos)
        return f"{error.msg}, in line {line}, column {error.colno}."

    def _drop(self, end: int) -> None:
        self.line += self._text.count("\n", self._at, end)
        self._at = end

    def _more(self) -> bool:
        """Read on; nothing at the end of the file, or past the limit."""
        left = len(self._text) - self._at
        if self._is_whole or left > LIMIT:
            return False
        read = self._file.read(max(_CHUNK, left))
        self._is_whole = not read
        self._text, self._at = self._text[self._at :] + read, 0
        return bool(read)


def _problem(error: Exception, line: int = 1) -> str:
    match error:
        case json.JSONDecodeError():
            return f"{error.msg}, in line {line + error.lineno - 1}, column {error.colno}."
        case RecursionError():
            return "nested too deeply to be read."
        case InputError():
            return error.problem
        case _:  # an integer of too many digits
            return f"{error}."


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InputError("", f"expected each key once, found {twice!r} twice in one object.")
    return made


_DECODER = json.JSONDecoder(object_pairs_hook=_object)
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\Z)|[{}\[\],:]', re.DOTALL)
_DEPTHS = {"{": 1, "[": 1, "}": -1, "]": -1}
_OPENING = {"}": "{", "]": "["}
_BETWEEN = re.compile(r"[\s,]*")
_LIKE_AN_ENTRY = re.compile(r'\n[ \t]*\{(?=\s*"(?:operation|request)")')
_LONGEST_WORD = 16
_CHUNK = 64 * 1024
