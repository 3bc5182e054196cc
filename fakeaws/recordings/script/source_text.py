"""Values and calls as source text, laid out as Black does it: in one line where it fits, else an argument a line."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from keyword import iskeyword
from typing import Any


@dataclass(frozen=True, slots=True)
class Name:
    """A name that stands in place of a value."""

    text: str


@dataclass(frozen=True, slots=True)
class CallOf:
    """A call to be written: `head(*arguments, **keywords)tail`."""

    head: str
    arguments: tuple[Any, ...] = ()
    keywords: Mapping[str, Any] = field(default_factory=dict)
    tail: str = ""


def source(value: Any, *, indent: int = 0, room: int | None = None) -> str:
    """The text of a value whose later lines are indented by so much; the first has so much room."""
    line = _in_one_line(value)
    if len(line) <= (LINE_LENGTH - indent if room is None else room):
        return line
    match value:
        case CallOf():
            parts = [_item("", one, indent) for one in value.arguments]
            parts += [_item(f"{name}=", one, indent) for name, one in _named(value.keywords).items()]
            parts += _spread(value.keywords, indent)
            return _block(f"{value.head}(", parts, f"){value.tail}", indent) if parts else line
        case Mapping() if value:
            return _block("{", [_item(f"{_text(name)}: ", one, indent) for name, one in value.items()], "}", indent)
        case list() | tuple() if value:
            return _block("[", [_item("", one, indent) for one in value], "]", indent)
        case _:
            return line


def is_name(text: str) -> bool:
    """Whether it can be the name of an argument."""
    return text.isidentifier() and not iskeyword(text)


def _block(opening: str, parts: Iterable[str], closing: str, indent: int) -> str:
    inner = " " * (indent + 4)
    return "\n".join([opening, *(f"{inner}{part}," for part in parts), f"{' ' * indent}{closing}"])


def _item(before: str, value: Any, indent: int) -> str:
    room = LINE_LENGTH - indent - 4 - len(before) - 1  # for the comma
    return before + source(value, indent=indent + 4, room=room)


def _in_one_line(value: Any) -> str:
    match value:
        case Name():
            return value.text
        case CallOf():
            parts = [_in_one_line(one) for one in value.arguments]
            parts += [f"{name}={_in_one_line(one)}" for name, one in _named(value.keywords).items()]
            return f"{value.head}({', '.join([*parts, *_spread(value.keywords, None)])}){value.tail}"
        case Mapping():
            return "{" + ", ".join(f"{_text(name)}: {_in_one_line(one)}" for name, one in value.items()) + "}"
        case list() | tuple():
            return f"[{', '.join(map(_in_one_line, value))}]"
        case _:
            return _text(value)


def _named(keywords: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in keywords.items() if is_name(name)}


def _spread(keywords: Mapping[str, Any], indent: int | None) -> list[str]:
    """What is no name for Python, as `**{"from": 1}`."""
    others = {name: value for name, value in keywords.items() if not is_name(name)}
    if not others:
        return []
    return [f"**{_in_one_line(others)}" if indent is None else _item("**", others, indent)]


def _text(value: Any) -> str:
    match value:
        case str() | bytes():
            return _in_double_quotes(repr(value))
        case datetime():
            return (
                repr(value).replace("datetime.datetime(", "datetime(").replace("datetime.timezone.utc", "timezone.utc")
            )
        case date():
            return repr(value).replace("datetime.date(", "date(")
        case float() if not math.isfinite(value):
            return f'float("{value}")'
        case _:
            return repr(value)


def _in_double_quotes(text: str) -> str:
    prefix, quoted = (text[0], text[1:]) if text.startswith("b") else ("", text)
    return f'{prefix}"{quoted[1:-1]}"' if quoted[0] == "'" and '"' not in quoted else text


LINE_LENGTH = 88
