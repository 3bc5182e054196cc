"""A doc page as a value: the schemas of both sides, the errors, the examples."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fakeaws.errors import PageError
from fakeaws.schema.dialect import Schema, structure, whole
from fakeaws.schema.pages.agreement import agreed_request, agreed_response
from fakeaws.schema.pages.bullets import bullets
from fakeaws.schema.pages.examples import Example, examples
from fakeaws.schema.pages.sections import Outline, outline
from fakeaws.schema.pages.syntax import call, expression


@dataclass(frozen=True, slots=True)
class Page:
    """What the page of one client method says.

    `service` is the class name (`AppConfig`), which rendered text does not always show. `errors` are
    the names of the exception classes, in order; a code on the wire may differ from them.
    """

    service: str | None
    method: str
    request: Schema
    response: Schema
    errors: tuple[str, ...]
    examples: tuple[Example, ...]


def read_page(text: str, *, place: str = "the page") -> Page:
    """The page `text`, as RST or rendered; `place` is its name in complaints. Raises PageError."""
    page = outline(text, place)
    classes, errors = _errors(page)
    return Page(
        page.service or next(iter(classes), None),
        page.method,
        whole(_request(page), "request"),
        whole(_response(page), "response"),
        errors,
        examples(page.section("Examples"), page.method) if "Examples" in page.sections else (),
    )


def _request(page: Outline) -> Schema:
    block = page.section("Request Syntax")
    node = call(block, page.method)
    listed = page.section("Parameters") if node.keywords or "Parameters" in page.sections else block.part(0, 0)
    return agreed_request(block, node, listed, bullets(listed, page.form))


def _response(page: Outline) -> Schema:
    if "Response Syntax" not in page.sections and "Return type" not in page.sections:
        returned = page.section("Returns")
        if returned.text != "None":
            raise returned.error(f"expected a Response Syntax or `None`, found {returned.text[:60]!r}.")
        return structure({})  # yet boto3 returns a dict with ResponseMetadata
    kind = page.section("Return type")
    if kind.text != "dict":
        raise kind.error(f"expected the return type dict of an operation, found {kind.text[:60]!r}.")
    block, listed = page.section("Response Syntax"), page.section("Response Structure")
    return agreed_response(block, expression(block), listed, bullets(listed, page.form))


def _errors(page: Outline) -> tuple[set[str], tuple[str, ...]]:
    """The classes of service and the exceptions' names in the Exceptions section."""
    if "Exceptions" not in page.sections:
        return set(), ()
    section = page.section("Exceptions")
    found = [
        _exception(page, line, section.first + at, _EXCEPTION.match(line))
        for at, line in enumerate(section.lines)
        if line.strip()
    ]
    return {service for service, _ in found}, tuple(name for _, name in found)


def _exception(page: Outline, line: str, number: int, match: re.Match[str] | None) -> tuple[str, str]:
    if match is None or (match["open"] is None) != (match["close"] is None):
        raise PageError(f"{page.place}:{number}", f"expected an exception class of the client, found {line.strip()!r}.")
    if page.service not in (None, match["service"]):
        raise PageError(
            f"{page.place}:{number}", f"expected an exception of {page.service}, found one of {match['service']}."
        )
    return match["service"], match["name"]


_EXCEPTION = re.compile(
    r"\s*[*\N{BULLET}]\s+(?P<open>:py:class:`)?(?P<service>\w+)\.Client\.exceptions\.(?P<name>\w+)(?P<close>`)?\s*$"
)
