"""JSON Lines: one object a line, either a bare response as botocore parses it, or one that says more.

{"State": "BAKING", "ResponseMetadata": {"HTTPStatusCode": 200}}
{"operation": "appconfig.get_deployment", "params": {...}, "response": {...}, "at": 30.2}
{"operation": "GetDeployment", "service": "appconfig", "error": {"Code": "ThrottlingException", "Message": "..."}}

The operation may be spelt `appconfig:GetDeployment`, `params` as `parameters`, and an error as a ClientError has it in
its `response`, or as our own format: `code`, `message`, `members`. Times are ISO 8601 or epoch seconds, blobs base64
or as in our own format. Lines are read one by one, whatever the size of the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from fakeaws.errors import InputError
from fakeaws.recordings.entry import interaction_of
from fakeaws.recordings.file import LIMIT, RecordedFile, complain_of_bytes
from fakeaws.recordings.formats import own, vcr
from fakeaws.recordings.interaction import Broken, Entry, Interaction, Source
from fakeaws.recordings.json_text import parsed
from fakeaws.recordings.outcome import Shapes, outcome_of
from fakeaws.recordings.values import from_cli


def sign(file: RecordedFile) -> str | None:
    """Two lines that each begin an object, or one object that says operation and what came of it."""
    lines = [line for line in file.head_text.split("\n") if line.strip()]
    if not lines or not lines[0].startswith("{") or own.sign(file) or vcr.sign_of_json(file):
        return None
    first = lines[0].rstrip()
    if len(first) > 1 and len(lines) > 1:
        return "lines that each begin with {" if lines[1].startswith("{") else None
    if len(lines) == 1 and '"operation"' in first and any(f'"{name}"' in first for name in _SAYING):
        return "one line with an operation"
    return _sign_of_long_lines(file) if len(lines) == 1 and len(first) > 1 else None


def read(file: RecordedFile, operation: str | None) -> Iterator[Entry]:
    """The interactions of the lines; an empty line is none."""
    with file.text() as text:
        for entry, (number, line) in enumerate(_lines(text), 1):
            source = file.source(entry, number)
            try:
                yield _interaction(line, operation, source)
            except InputError as error:
                yield Broken(source, error.problem)
            except RecursionError:
                yield Broken(source, "nested too deeply to be read.")


def _lines(text: IO[str]) -> Iterator[tuple[int, str]]:
    """The lines that are not empty, with their numbers; of one that is too long just enough to tell."""
    number = 0
    while line := text.readline(LIMIT + 1):
        number += 1
        rest = line
        while len(rest) > LIMIT and not rest.endswith("\n"):
            rest = text.readline(LIMIT + 1)
        if line.strip():
            yield number, line


def _sign_of_long_lines(file: RecordedFile) -> str | None:
    """Whether a second line follows a first one that is longer than the beginning of the file."""
    if file.head_text.endswith("\n"):
        return None
    with file.text() as text:
        text.readline(LIMIT)
        second = text.read(1)
    return "lines that each begin with {" if second == "{" else None


def _interaction(line: str, operation: str | None, source: Source) -> Interaction:
    if len(line) > LIMIT:
        raise InputError("", f"one line of more than {LIMIT >> 20} MiB.")
    complain_of_bytes(line, "")
    value = parsed(line.rstrip(), line=source.line or 1)
    if not isinstance(value, dict):
        raise InputError("", f"expected an object, found {type(value).__name__}.")
    if "operation" in value and any(name in value for name in _SAYING):
        return interaction_of(value, source, from_cli)
    outcome = outcome_of(value, None, Shapes.of(operation), from_cli)
    return Interaction(source, operation, None, outcome.response, outcome.error, outcome.status)


_SAYING = ("response", "error")
