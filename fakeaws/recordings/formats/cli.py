"""What the AWS CLI prints, with `--output json`, `yaml` or `yaml-stream`: the members of a response, and nothing else.

So the operation is told by whoever reads it, or by the file's name: `appconfig.get_deployment.json`, or with `_` for
the point, `-` within the operation as the command has it, and a number behind it: `appconfig_get-deployment_1.json`.
The CLI's own names of services are known, too. Blobs are base64, times ISO 8601 or as they were sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from fakeaws.errors import UnknownOperation
from fakeaws.model import Operation
from fakeaws.recordings.document import document_keys, whole_document
from fakeaws.recordings.file import RecordedFile
from fakeaws.recordings.formats import json_lines, own, placebo, vcr
from fakeaws.recordings.interaction import Broken, Entry, Interaction, Source
from fakeaws.recordings.outcome import Shapes, outcome_of
from fakeaws.recordings.values import from_cli
from fakeaws.recordings.yaml_text import YAMLReader, yaml_pages


def sign_of_json(file: RecordedFile) -> str | None:
    """One JSON object that none of the formats with keys of their own knows."""
    if document_keys(file) is None or any(known(file) for known in _KNOWN_BY_THEIR_KEYS):
        return None
    return "one JSON object"


def read_json(file: RecordedFile, operation: str | None) -> Iterator[Entry]:
    """The one response in the file."""
    yield _interaction(whole_document(file), file.source(1), operation or operation_in_name(file.path.name))


def sign_of_yaml(file: RecordedFile) -> str | None:
    """Members of a response at the top of a mapping in block style, or of a list of such, as yaml-stream prints."""
    if vcr.sign_of_yaml(file) is not None:
        return None
    lines = [line for line in file.head_text.split("\n") if line.strip() and not line.startswith(("#", "---"))]
    if not lines or any(_MEMBER.match(line.removeprefix("- ")) is None for line in lines[:1]):
        return None
    if lines[0].startswith("- "):
        return "a list of the members of responses"
    is_block = all(_MEMBER.match(line) or line.startswith((" ", "-", "#", "...")) for line in lines[:-1])
    return "members of a response, one a line" if is_block else None


def read_yaml(file: RecordedFile, operation: str | None) -> Iterator[Entry]:
    """The one response in the file, or the pages of one in their order."""
    name = operation or operation_in_name(file.path.name)
    if next(line for line in file.head_text.split("\n") if _MEMBER.match(line.removeprefix("- "))).startswith("- "):
        with file.text() as text:
            for number, item in enumerate(yaml_pages(text), 1):
                source = file.source(number, item.line)
                yield Broken(source, item.problem) if item.problem else _interaction(item.value, source, name)
    else:
        yield _interaction(YAMLReader().value(file.whole_text()), file.source(1), name)


def operation_in_name(name: str) -> str | None:
    """The operation that the name of a file tells of, if it does."""
    stem = _ENDINGS.sub("", name)
    match = _NAME.fullmatch(stem)
    if match is None:
        return None
    service, method = _SERVICES.get(match["service"], match["service"]), match["method"].replace("-", "_")
    return _known(service, method) or _known(service, _NUMBER.sub("", method))


def _known(service: str, method: str) -> str | None:
    try:
        return Operation.named(f"{service}.{method}").name
    except UnknownOperation:
        return None


def _interaction(value: Any, source: Source, operation: str | None) -> Entry:
    if not isinstance(value, dict):
        return Broken(source, f"expected the members of a response, found {type(value).__name__}.")
    outcome = outcome_of(value, None, Shapes.of(operation), from_cli)
    return Interaction(source, operation, None, outcome.response, outcome.error, outcome.status)


_ENDINGS = re.compile(r"(\.(json|ya?ml|txt|out))?(\.gz)?$")
_NAME = re.compile(r"(?P<service>[a-z0-9-]+)[._](?P<method>[A-Za-z][A-Za-z0-9_.-]*)")
_MEMBER = re.compile(r"[A-Za-z][A-Za-z0-9]*:(?:\s|$)")
_NUMBER = re.compile(r"[._]\d+$")
_SERVICES = {"configservice": "config", "deploy": "codedeploy", "s3api": "s3"}
"""Services by the names that only the CLI has for them."""

_KNOWN_BY_THEIR_KEYS = (own.sign, placebo.sign, vcr.sign_of_json, json_lines.sign)
