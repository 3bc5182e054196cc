"""A doc page as a value: the schemas of both sides, the errors, the examples."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fakeaws.errors import PageError
from fakeaws.model import Operation
from fakeaws.schema.dialect import Schema, structure, whole
from fakeaws.schema.edits import Edit, edits_of
from fakeaws.schema.pages.agreement import Agreed, agreed_request, agreed_response
from fakeaws.schema.pages.bullets import bullets
from fakeaws.schema.pages.examples import Example, examples
from fakeaws.schema.pages.section import Section
from fakeaws.schema.pages.sections import Outline, outline
from fakeaws.schema.pages.syntax import call, expression


@dataclass(frozen=True, slots=True)
class Page:
    """What the page of one client method says.

    `service` is the class name (`AppConfig`), which docstrings do not show and rendered text not always.
    `errors` are the names of the exception classes, in order; a code on the wire may differ from them.
    A docstring shows neither errors nor examples: both are None, which says "not shown" where `()` says "none".
    `edits` are those of botocore that the page was read through: it shows something else than boto3 takes or gives.
    """

    service: str | None
    method: str
    request: Schema
    response: Schema
    errors: tuple[str, ...] | None
    examples: tuple[Example, ...] | None
    edits: tuple[Edit, ...] = ()


def read_page(text: str, *, place: str = "the page", operation: str | None = None) -> Page:
    """The page `text`: RST, rendered text, the public site's HTML, or a client method's docstring.

    `place` is its name in complaints. Where `operation` is said, the page must be that operation's.
    Raises PageError; UnknownOperation for an `operation` that does not exist.
    """
    page = outline(str(text), place)  # a docstring that botocore writes when asked is empty until then
    if operation is not None:
        _expect_operation(page, Operation.named(operation))
    classes, errors = _errors(page)
    service = page.service or next(iter(classes), None)
    edited = f"{service or _undated(page.uid or '')}.{page.method}".lower()
    request, response = _request(page, edited), _response(page, edited)
    return Page(
        service,
        page.method,
        whole(request.schema, "request"),
        whole(response.schema, "response"),
        errors,
        _examples(page),
        request.edits + response.edits,
    )


def _expect_operation(page: Outline, operation: Operation) -> None:
    """Refuse the page of another method, or of another service where the page shows it."""
    service = operation.service
    shown, theirs = (page.service, service.class_name) if page.service else (page.uid, service.uid)
    if page.method == operation.method and (shown is None or _undated(shown) == _undated(theirs)):
        return
    found = f"{page.method} of {shown}" if shown else page.method
    raise PageError(page.place, f"expected the page of {operation.name}, found that of {found}.")


def _undated(uid: str) -> str:
    """`appconfig-2019-10-09` without the date, which a saved page and the installed model need not share."""
    return _DATE.sub("", uid)


def _request(page: Outline, edited: str) -> Agreed:
    block = page.section("Request Syntax")
    node = call(block, page.method)
    listed = page.section("Parameters") if node.keywords or "Parameters" in page.sections else block.part(0, 0)
    return agreed_request(block, node, listed, bullets(listed, page.form), edits_of(edited, "request"))


def _response(page: Outline, edited: str) -> Agreed:
    if "Response Syntax" not in page.sections and "Return type" not in page.sections:
        returned = page.section("Returns")
        if returned.text != "None":
            raise returned.error(f"expected a Response Syntax or `None`, found {returned.text[:60]!r}.")
        return Agreed(structure({}), ())  # yet boto3 returns a dict with ResponseMetadata
    kind = page.section("Return type")
    if kind.text != "dict":
        raise kind.error(f"expected the return type dict of an operation, found {kind.text[:60]!r}.")
    block, listed = page.section("Response Syntax"), page.section("Response Structure")
    return agreed_response(block, expression(block), listed, bullets(listed, page.form), edits_of(edited, "response"))


def _errors(page: Outline) -> tuple[set[str], tuple[str, ...] | None]:
    """The classes of service and the exceptions' names in the Exceptions section."""
    if "Exceptions" not in page.sections:
        return set(), None if page.is_docstring else ()
    section = page.section("Exceptions")
    found = [_exception(page, section, at) for at, line in enumerate(section.lines) if line.strip()]
    return {service for service, _ in found}, tuple(name for _, name in found)


def _exception(page: Outline, section: Section, at: int) -> tuple[str, str]:
    line = section.lines[at].strip()
    match = _EXCEPTION.match(line)
    if match is None or (match["open"] is None) != (match["close"] is None):
        raise section.error(f"expected an exception class of the client, found {line!r}.", at)
    if page.service not in (None, match["service"]):
        raise section.error(f"expected an exception of {page.service}, found one of {match['service']}.", at)
    return match["service"], match["name"]


def _examples(page: Outline) -> tuple[Example, ...] | None:
    if "Examples" not in page.sections:
        return None if page.is_docstring else ()
    return examples(page.section("Examples"), page.method)


_DATE = re.compile(r"-\d{4}-\d{2}-\d{2}$")
_EXCEPTION = re.compile(
    r"[*\N{BULLET}]\s+(?P<open>:py:class:`)?(?P<service>\w+)\.Client\.exceptions\.(?P<name>\w+)(?P<close>`)?\s*$"
)
