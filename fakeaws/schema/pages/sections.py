"""A page cut at its known headings, in their fixed order.

Only a known heading ends a section: prose from the models holds raw newlines and dedents at will.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from fakeaws.errors import PageError
from fakeaws.schema.pages.article import article_lines, is_html
from fakeaws.schema.pages.other_pages import no_page_of_a_method, refuse_other_pages
from fakeaws.schema.pages.section import Section

Form: TypeAlias = Literal["rst", "rendered"]


@dataclass(frozen=True, slots=True)
class Outline:
    """A page by its headings.

    `service` is the class in the signature, and `uid` that of the service's model in the link to the API
    reference, where the page shows them. A docstring ends before the errors and examples of its page.
    """

    place: str
    form: Form
    is_docstring: bool
    service: str | None
    uid: str | None
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
        _refuse_too_large(heading, found)
        return found


def outline(text: str, place: str) -> Outline:
    """Cut the page `text`, called `place` in complaints. Raises PageError if it is no page of a client method."""
    lines = article_lines(text, place) if is_html(text) else list(enumerate(_LINE_END.split(text), start=1))
    page = Section(place, tuple(number for number, _ in lines), tuple(line for _, line in lines))
    refuse_other_pages(page)
    kind = _kind(page)
    form: Form = "rendered" if kind == "rendered" else "rst"
    sections = _cut(page, form)
    if kind == "docstring":
        _refuse_too_large("Request Syntax", sections["Request Syntax"])  # which alone names its method
    service, method = _signature(page, _SIGNATURES[kind])
    return Outline(place, form, kind == "docstring", service, _uid(page), method, sections)


def _kind(page: Section) -> Literal["rst", "docstring", "rendered"]:
    if any(_SIGNATURES["rst"].match(line) for line in page.lines):
        return "rst"
    return "docstring" if any(_HEADINGS["rst"]["Request Syntax"].match(line) for line in page.lines) else "rendered"


def _signature(page: Section, pattern: re.Pattern[str]) -> tuple[str | None, str]:
    found = [match for line in page.lines if (match := pattern.match(line))]
    methods = {match["method"] for match in found}
    if len(methods) != 1:
        raise no_page_of_a_method(page, sorted(methods))
    return next((match["service"] for match in found if match["service"]), None), methods.pop()


def _uid(page: Section) -> str | None:
    found = (_SEE_ALSO.match(line) for line in page.lines)
    return next((match["uid"] for match in found if match), None)


def _cut(page: Section, form: Form) -> dict[str, Section]:
    starts = _headings(page.lines, form)
    ends = [*(start for _, start, _ in starts), len(page.lines)][1:]
    return {
        heading: Section(page.place, page.numbers[start:end], (rest, *page.lines[start + 1 : end]))
        for (heading, start, rest), end in zip(starts, ends, strict=True)
    }


def _headings(lines: Sequence[str], form: Form) -> list[tuple[str, int, str]]:
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


def _refuse_too_large(heading: str, section: Section) -> None:
    """Refuse a section that botocore left out, or that holds the heading of the next one, left out."""
    at = next((at for at, line in enumerate(section.lines) if _TOO_LARGE in line), None)
    if at is None:
        return
    above = (_SWALLOWED.match(line) for line in reversed(section.lines[:at]))
    missing = next((match["heading"] for match in above if match), heading)
    raise section.error(
        f"{missing} is not on the page ({_TOO_LARGE!r} stands there), so no schema can be derived from it. "
        "Take the schema from the installed model: fakeaws schema OPERATION.",
        at,
    )


_TOO_LARGE = "This section is too large to render."
_SWALLOWED = re.compile(r"\s*\*\*(?P<heading>\w+)\*\*\s*$")
_LINE_END = re.compile(r"\r?\n")
_SEE_ALSO = re.compile(r"\s*See also: .*/goto/WebAPI/(?P<uid>[^/]+)/\w+>")
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
    # Not indented, unlike prose about a member; a colon stands only behind the names of fields.
    "rendered": {
        heading: re.compile(rf"{heading}{':?' if heading in _FIELDS else ''}(?P<rest>)\s*$") for heading in _ORDER
    },
}
_NAME = r"(?:(?P<service>\w+)\.Client\.)?(?P<method>[a-z_]\w*)"
_SIGNATURES: dict[str, re.Pattern[str]] = {
    "rst": re.compile(rf"\s*\.\. py:method:: {_NAME}\(.*\)\s*$"),
    "rendered": re.compile(rf"\s*{_NAME}\((?:\*\*kwargs)?\)¶?\s*$"),
    "docstring": re.compile(r"\s*response = (?P<service>)client\.(?P<method>[a-z_]\w*)\("),
}
