"""Recordings checked, call by call: what is found, and where; nothing is printed here.

Parameters are checked as a request, a response as a response, an error as the error that the model has under its code.
"""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

from fakeaws.common_errors import common_errors
from fakeaws.errors import InputError, UnknownOperation
from fakeaws.model import Operation
from fakeaws.nearest import nearest
from fakeaws.recordings.interaction import Broken, Entry, Interaction, RecordedError, Source
from fakeaws.recordings.reading import read
from fakeaws.schema import words
from fakeaws.schema.check import check_error, check_operation
from fakeaws.schema.deviations import DEVIATIONS, Deviation, explained
from fakeaws.schema.dialect import Side
from fakeaws.schema.forms import forms_of
from fakeaws.schema.violation import Level, Violation, severity_of

Part: TypeAlias = Literal["request", "response", "error"]


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms recordings are checked; `operation` and `side` are of data that does not say its own."""

    level: Level = "recorded"
    operation: str | None = None
    side: Side = "response"
    deviations: tuple[Deviation, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """A file to be checked, what it is called, and whether the user named it, rather than the folder that it is in.

    `problem` says why it cannot be checked, where that is known before.
    """

    path: str
    name: str
    is_named: bool = True
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One violation in one part of a recorded call."""

    source: Source
    operation: str
    part: Part
    violation: Violation


@dataclass(frozen=True, slots=True)
class Checked:
    """The end of a file: its calls by operation, and which of the user's deviations, by number, explained something.

    `forms` counts those in which a file that was named, and is one JSON document, gives times and bytes.
    """

    file: File
    calls: Counter[str]
    forms: Counter[str]
    explaining: frozenset[int]


Result: TypeAlias = Finding | Broken | Checked


def check_file(file: File, terms: Terms) -> Iterator[Result]:
    """What is wrong with a file, as it is read; a `Checked` comes last."""
    calls: Counter[str] = Counter()
    explaining: set[int] = set()
    first = None
    for entry in _entries(file, terms.operation):
        first = first or entry
        judged = _judged(entry, terms)
        if isinstance(judged, Broken):
            yield judged
            continue
        operation, findings = judged
        calls[operation] += 1
        explaining.update(_explaining(findings, terms.deviations))
        yield from findings
    yield Checked(file, calls, _forms(file, first, calls, terms), frozenset(explaining))


def lost(file: File, how: str) -> list[Result]:
    """What is told of a file whose checker came to an end, `how` it did."""
    problem = f"cannot be checked: the process that did it ended with {how}."
    return [Broken(Source(file.name), problem), Checked(file, Counter(), Counter(), frozenset())]


def _entries(file: File, operation: str | None) -> Iterator[Entry]:
    if file.problem:
        yield Broken(Source(file.name), file.problem)
        return
    try:
        for entry in read(file.path, operation):
            yield replace(entry, source=replace(entry.source, file=file.name))
    except InputError as error:  # it was there when the files were listed
        yield Broken(Source(file.name), error.problem)


def _judged(entry: Entry, terms: Terms) -> tuple[str, list[Finding]] | Broken:
    """The operation, and what is wrong with the call; or why it cannot be checked."""
    if isinstance(entry, Broken):
        return entry
    operation = _operation(entry.operation or terms.operation)
    if isinstance(operation, str):
        return Broken(entry.source, operation)
    try:
        violations = list(_violations(entry, operation, terms))
    except InputError as error:
        return Broken(entry.source, error.problem)
    return operation.name, [Finding(entry.source, operation.name, part, one) for part, one in violations]


@functools.lru_cache(maxsize=1024)
def _operation(name: str | None) -> Operation | str:
    """The operation of this name, or what is wrong with the name."""
    if name is None:
        return "the recording does not say of which operation it is: give --operation."
    try:
        return Operation.named(name)
    except UnknownOperation as error:
        return str(error)


def _violations(call: Interaction, operation: Operation, terms: Terms) -> Iterator[tuple[Part, Violation]]:
    level, deviations = terms.level, terms.deviations
    if call.params is not None:
        for one in check_operation(operation, call.params, level=level, side="request", deviations=deviations):
            yield "request", one
    if call.error is not None:
        for one in _of_error(call.error, operation, terms):
            yield "error", one
    elif call.response is not None or call.params is None:
        side = terms.side if _is_bare(call, terms) else "response"
        for one in check_operation(operation, call.response, level=level, side=side, deviations=deviations):
            yield side, one


def _of_error(error: RecordedError, operation: Operation, terms: Terms) -> list[Violation]:
    if error.code in operation.errors:
        found = check_error(operation, error.code, error.members, level=terms.level)
    elif not operation.errors or error.code in common_errors(operation.service.name):
        found = []  # a service that models no errors does not say which it has
    else:
        expected, hint = words.one_of(operation.errors), nearest(error.code, operation.errors) or ""
        severity = severity_of("enum", terms.level)
        found = [Violation("/Error/Code", "enum", severity, expected, words.found(error.code), hint)]
    return explained(operation.name, found, [*terms.deviations, *(() if terms.level == "strict" else DEVIATIONS)])


def _is_bare(call: Interaction, terms: Terms) -> bool:
    """Whether the recording is data and no more, so that only its owner knows what it is."""
    return call.operation in (None, terms.operation) and call.params is None and call.error is None


def _explaining(findings: Iterable[Finding], deviations: Iterable[Deviation]) -> Iterator[int]:
    known = [one for one in findings if one.violation.severity == "known"]
    for number, deviation in enumerate(deviations if known else ()):
        if any(deviation.explains(one.operation, one.violation) for one in known):
            yield number


def _forms(file: File, first: Entry | None, calls: Counter[str], terms: Terms) -> Counter[str]:
    """The forms in the file itself, of which those who read recordings make boto3's values."""
    is_alone = isinstance(first, Interaction) and _is_bare(first, terms) and calls.total() == 1
    if not file.is_named or not is_alone or terms.operation is None:
        return Counter()
    try:
        data = json.loads(Path(file.path).read_bytes())
    except (OSError, ValueError):  # YAML, or gzipped
        return Counter()
    return Counter(forms_of(terms.operation, data, side=terms.side).values())
