"""The examples of a page: parameters, and the Expected Output as a recorded response."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from fakeaws.schema.pages.section import Section
from fakeaws.schema.pages.syntax import call, expression

_ELIDED = object()


@dataclass(frozen=True, slots=True)
class Example:
    """One example; times are aware and in UTC, what the page elides with `...` is left out."""

    params: dict[str, Any]
    output: dict[str, Any]


def examples(section: Section, method: str) -> tuple[Example, ...]:
    """The examples in their order. Raises PageError."""
    return tuple(example(part, method) for part in parts(section))


def parts(section: Section) -> tuple[Section, ...]:
    """The part of each example, fit to be read. Raises PageError where there is none."""
    quoted = Section(section.place, section.numbers, tuple(map(_with_quotes_escaped, section.lines)))
    starts = [at for at, line in enumerate(quoted.lines) if line.strip().startswith("response = client.")]
    if not starts:
        raise section.error("expected examples below `Examples`, found none.")
    return tuple(quoted.part(start, end) for start, end in zip(starts, [*starts[1:], None], strict=True))


def example(section: Section, method: str) -> Example:
    """The example that a part holds. Raises PageError."""
    expected = next((at for at, line in enumerate(section.lines) if line.strip() == "Expected Output:"), None)
    if expected is None:
        raise section.error("expected `Expected Output:` after the example, found none. Is the page cut off?")
    request = _block(section.part(0, expected), ")")
    asked = {keyword.arg or "**": _value(keyword.value, request) for keyword in call(request, method).keywords}
    response = _block(section.part(expected + 1), "}")
    output = _value(expression(response), response)
    return Example(asked, {} if output is _ELIDED else output)


def _block(section: Section, end: str) -> Section:
    """The literal block at the start of the section, down to the bracket below its first line."""
    first = next((at for at, line in enumerate(section.lines) if line.strip() not in ("", "::")), 0)
    opening = section.lines[first] if section.lines else ""
    indent = opening[: len(opening) - len(opening.lstrip())]
    last = next((at for at, line in enumerate(section.lines) if line.rstrip() == indent + end), None)
    if last is None:
        raise section.error(f"expected the example to end with `{end}`, found no such line. Is the page cut off?")
    return section.part(first, last + 1)


def _value(node: ast.expr, block: Section) -> Any:
    match node:
        case ast.Dict():
            return _dict(node, block)
        case ast.List(elts):
            return [_value(element, block) for element in elts]
        case ast.Constant(value) if value is not ...:
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(int() | float() as number)):
            return -number
        case ast.Call(func=ast.Name("datetime"), args=args, keywords=[]):
            return _time(node, args, block)
        case _:
            raise block.error(f"expected a value of an example, found {type(node).__name__}.", node.lineno - 1)


def _dict(node: ast.Dict, block: Section) -> Any:
    pairs = [
        (key.value if isinstance(key, ast.Constant) else None, _value(value, block))
        for key, value in zip(node.keys, node.values, strict=True)
    ]
    kept = {key: value for key, value in pairs if (key, value) != ("...", "...") and value is not _ELIDED}
    return _ELIDED if pairs and not kept else kept


def _time(node: ast.expr, args: list[ast.expr], block: Section) -> datetime:
    """A time from its first six numbers; the page shows a `struct_time`, so weekday, day of year and DST follow."""
    numbers = [arg.value for arg in args[:6] if isinstance(arg, ast.Constant) and isinstance(arg.value, int)]
    try:
        year, month, day, hour, minute, second = numbers
        return datetime(year, month, day, hour, minute, second, tzinfo=timezone.utc)
    except (ValueError, OverflowError) as error:
        raise block.error(f"expected the numbers of a time, found {numbers}: {error}.", node.lineno - 1) from None


def _with_quotes_escaped(line: str) -> str:
    """A line whose text holds apostrophes, which boto3 writes as they are; it writes one value a line."""
    match = _TEXT_LINE.match(line)
    return f"{match['key']}'{_BARE_QUOTE.sub(chr(92) + chr(39), match['text'])}'," if match else line


_TEXT_LINE = re.compile(r"(?P<key>\s*(?:\w+=|'[^']*': |(?!'[^']*': )))'(?P<text>.*'.*)',$")
_BARE_QUOTE = re.compile(r"(?<!\\)'")
