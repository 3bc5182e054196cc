"""Pages of boto3's documentation: the examples with their Expected Output, in any form in which a page may be saved."""

from __future__ import annotations

from collections.abc import Iterator

from fakeaws.errors import InputError, PageError, UnknownOperation
from fakeaws.model import operation_of_class
from fakeaws.recordings.file import RecordedFile
from fakeaws.recordings.interaction import Broken, Entry, Interaction
from fakeaws.schema.pages.examples import example, parts
from fakeaws.schema.pages.section import Section
from fakeaws.schema.pages.sections import Outline, outline


def sign(file: RecordedFile) -> str | None:
    """The heading that every page of a client method has, or HTML, of which nothing else is read."""
    if file.head_text.lstrip()[:1] in ("{", "["):
        return None
    if file.head_text.lstrip().lower().startswith(("<!doctype html", "<html", "<article", "<section")):
        return "HTML"
    return "the heading Request Syntax" if "Request Syntax" in file.head_text else None


def read(file: RecordedFile, operation: str | None) -> Iterator[Entry]:
    """The examples, in their order."""
    page = outline(file.whole_text(), file.name)
    if "Examples" not in page.sections:
        raise InputError(file.name, f"expected examples on the page of {page.method}, found none.")
    name = _operation(page) or operation
    for number, part in enumerate(parts(page.section("Examples")), 1):
        yield _entry(file, number, part, page, name)


def _entry(file: RecordedFile, number: int, part: Section, page: Outline, name: str | None) -> Entry:
    source = file.source(number, part.numbers[0])
    try:
        shown = example(part, page.method)
    except PageError as error:
        line = error.place.rpartition(":")[2]
        return Broken(source, error.problem if not line.isdecimal() else f"{error.problem} (line {line})")
    response = {key: value for key, value in shown.output.items() if key != "ResponseMetadata"}
    return Interaction(source, name, shown.params, response)


def _operation(page: Outline) -> str | None:
    """The operation of the page, where it shows its service."""
    try:
        return None if page.service is None else operation_of_class(page.service, page.method)
    except UnknownOperation:
        return None
