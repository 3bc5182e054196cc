"""placebo's folders: one file for one call, `appconfig.GetDeployment_1.json`, with its status code and its data.

placebo names a service by its endpoint's prefix, so a few names stand for several services. A time is an object with
`__class__`, and a blob the base64 that its serialiser makes. A pickle is refused: to load one runs what is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from typing import Any

from fakeaws.errors import InputError, UnknownOperation
from fakeaws.model import Operation, Shape
from fakeaws.protocols.addresses import operation_at_endpoint
from fakeaws.protocols.answers import as_handed_on
from fakeaws.recordings.document import document_keys, whole_document
from fakeaws.recordings.file import RecordedFile
from fakeaws.recordings.interaction import Broken, Entry, Interaction
from fakeaws.recordings.outcome import Shapes, outcome_of
from fakeaws.recordings.values import from_cli


def sign(file: RecordedFile) -> str | None:
    """The two keys that placebo writes."""
    keys = document_keys(file)
    return "the keys status_code and data" if keys is not None and set(keys) == {"status_code", "data"} else None


def read(file: RecordedFile, operation: str | None) -> Iterator[Entry]:
    """The one call of such a file; its operation is in its name, unless it was renamed."""
    told = whole_document(file)
    data, status = told.get("data"), told.get("status_code")
    if not isinstance(data, dict):
        raise InputError(file.name, "expected the members of a response under 'data', found none.")
    if type(status) is not int:
        raise InputError(file.name, f"expected an HTTP status under 'status_code', found {status!r}.")
    name = _operation_in(file) or operation
    outcome = outcome_of(data, status, Shapes.of(name), _as_boto3)
    yield Interaction(file.source(1), name, None, _handed_on(name, outcome.response), outcome.error, outcome.status)


def sign_of_pickle(file: RecordedFile) -> str | None:
    """The first byte of a pickle and its protocol, or the dict with which an old one begins."""
    if file.head[:1] == b"\x80" and file.head[1:2] in _PROTOCOLS:
        return "the first bytes of a pickle"
    return "the first bytes of a pickle" if file.head.startswith(_OLD_PICKLE) else None


def refuse_pickle(file: RecordedFile, _: str | None = None) -> Iterator[Entry]:
    """One broken entry: a pickle is never loaded."""
    yield Broken(
        file.source(),
        "this is a pickle, and to load it would run what is in it. Record again with record_format='json'.",
    )


def _handed_on(name: str | None, response: Any) -> Any:
    """Placebo writes before botocore's own handlers have seen a response, and lets them see it when it plays it."""
    try:
        return response if name is None or response is None else as_handed_on(Operation.named(name), response)
    except UnknownOperation:
        return response


def _operation_in(file: RecordedFile) -> str | None:
    match = _NAME.fullmatch(file.path.name)
    return operation_at_endpoint(match["prefix"], match["operation"]) if match else None


def _as_boto3(value: Any, shape: Shape | None) -> Any:
    return from_cli(_plain(value), shape)


def _plain(value: Any) -> Any:
    """The value without placebo's own objects; what only looks like one stays as it is."""
    match value:
        case {"__class__": "datetime"}:
            return _moment(value)
        case {"__class__": "StreamingBody", "body": str(body)}:
            return {"base64": body}
        case dict():
            return {name: _plain(one) for name, one in value.items()}
        case list():
            return [_plain(one) for one in value]
        case _:
            return value


def _moment(value: Mapping[str, Any]) -> Any:
    """Placebo keeps the numbers of a time and not its zone; it gives them back as UTC, and so do we."""
    numbers = {name: number for name, number in value.items() if not name.startswith("__")}
    try:
        return datetime(**numbers, tzinfo=timezone.utc)
    except (TypeError, ValueError, OverflowError):
        return value


_NAME = re.compile(r"(?:.*\.)?(?P<prefix>[^.]+)\.(?P<operation>[A-Za-z0-9]+)_\d+\.json(?:\.gz)?")
_PROTOCOLS = frozenset(bytes([number]) for number in range(2, 6))
_OLD_PICKLE = (b"(dp0", b"(d")
