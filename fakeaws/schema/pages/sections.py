"""A page cut at its known headings, in their fixed order.

Only a known heading ends a section: prose from the models holds raw newlines and dedents at will.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from fakeaws.errors import PageError

Form: TypeAlias = Literal["rst", "rendered"]


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of a page; `first` is the number of the first of them, counted from 1."""

    place: str
    first: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()

    def error(self, problem: str, offset: int = 0) -> PageError:
        """A complaint about the line `offset` lines into the section."""
        return PageError(f"{self.place}:{self.first + offset}", problem)

    def part(self, start: int, stop: int | None = None) -> Section:
        """The lines from `start` up to `stop`."""
        return Section(self.place, self.first + start, self.lines[start:stop])


@dataclass(frozen=True, slots=True)
class Outline:
    """A page by its headings. `service` is the class in the signature, where the page shows it."""

    place: str
    form: Form
    service: str | None
    method: str
    sections: Mapping[str, Section]

    def section(self, heading: str) -> Section:
        """The section below `heading`. Raises PageError if there is none, or nothing in it."""
        found = self.sections.get(heading)
        if found is None or not found.text:
            there = ", ".join(self.sections) or "no heading"
            raise PageError(
                self.place,
                f"expected a section {heading!r} on the page of {self.method}, found {there}. Is the page cut off?",
            )
        if _TOO_LARGE in found.text:
            raise found.error(
                f"{heading} is not on the page ({_TOO_LARGE!r} stands there), so no schema can be derived from it. "
                "Take the schema from the installed model: fakeaws schema OPERATION."
            )
        return found


def outline(text: str, place: str) -> Outline:
    """Cut the page `text`, called `place` in complaints. Raises PageError if it is no page of a client method."""
    lines = text.replace("\r\n", "\n").split("\n")
    form: Form = "rst" if any(".. py:method::" in line for line in lines) else "rendered"
    service, method = _signature(lines, form, place)
    return Outline(place, form, service, method, _cut(lines, form, place))


def _signature(lines: list[str], form: Form, place: str) -> tuple[str | None, str]:
    found = [match for line in lines if (match := _SIGNATURES[form].match(line))]
    methods = {match["method"] for match in found}
    if len(methods) != 1:
        seen = f"{len(methods)} of them: {', '.join(sorted(methods))}" if methods else "none"
        raise PageError(
            place,
            "expected the page of one boto3 client method, with a signature like "
            f"`.. py:method:: AppConfig.Client.get_deployment(**kwargs)` or `get_deployment(**kwargs)`, found {seen}.",
        )
    return next((match["service"] for match in found if match["service"]), None), methods.pop()


def _cut(lines: list[str], form: Form, place: str) -> dict[str, Section]:
    starts = _headings(lines, form)
    ends = [*(start for _, start, _ in starts), len(lines)][1:]
    return {
        heading: Section(place, start + 1, (rest, *lines[start + 1 : end]))
        for (heading, start, rest), end in zip(starts, ends, strict=True)
    }


def _headings(lines: list[str], form: Form) -> list[tuple[str, int, str]]:
    """Heading, line index and what else is on the line; a heading counts only after those before it in order."""
    found: list[tuple[str, int, str]] = []
    waiting = ["Request Syntax"]
    for index, line in enumerate(lines):
        for heading in waiting:
            if match := _HEADINGS[form][heading].match(line):
                found.append((heading, index, match["rest"]))
                waiting = _ORDER[_ORDER.index(heading) + 1 :]
                break
    return found


_TOO_LARGE = "This section is too large to render."
_ORDER = [
    "Request Syntax",
    "Parameters",
    "Return type",
    "Returns",
    "Response Syntax",
    "Response Structure",
    "Exceptions",
    "Examples",
]
_FIELDS = {
    "Parameters": re.compile(r"(?P<rest>\s*:type \S+: .*)$"),
    "Return type": re.compile(r"\s*:rtype:(?P<rest>.*)$"),
    "Returns": re.compile(r"\s*:returns?:(?P<rest>.*)$"),
}
_HEADINGS: dict[Form, dict[str, re.Pattern[str]]] = {
    "rst": {heading: re.compile(rf"\s*\*\*{heading}\*\*(?P<rest>)\s*$") for heading in _ORDER} | _FIELDS,
    "rendered": {heading: re.compile(rf"\s*{heading}:?(?P<rest>)\s*$") for heading in _ORDER},
}
_NAME = r"(?:(?P<service>\w+)\.Client\.)?(?P<method>[a-z_]\w*)"
_SIGNATURES: dict[Form, re.Pattern[str]] = {
    "rst": re.compile(rf"\s*\.\. py:method:: {_NAME}\(.*\)\s*$"),
    "rendered": re.compile(rf"\s*{_NAME}\((?:\*\*kwargs)?\)¶?\s*$"),
}
