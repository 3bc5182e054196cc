"""Our own format: one JSON document for a test or story, above HTTP, made to be read in a review.

{
"fakeaws_recording": 1,
"interactions": [
{"operation": "appconfig.get_deployment", "at": 0.0, "params": {...}, "response": {...}},
{"operation": "appconfig.get_deployment", "at": 30.2, "params": {...},
"error": {"code": "ThrottlingException", "message": "Rate exceeded"}, "status": 429}
]
}

`"attempt": true` stands in what is one HTTP exchange, of a call that may have had several, as cassettes have them.
Nothing in it changes when the same is recorded again: no ids of requests, no time of day. `own_schema()` is its JSON
Schema; `values` says how times, blobs and floats are written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from fakeaws.errors import InputError
from fakeaws.recordings.entry import interaction_of
from fakeaws.recordings.file import RecordedFile
from fakeaws.recordings.interaction import Broken, Entry, Interaction, RecordedError, Source
from fakeaws.recordings.json_text import Item, items, outline
from fakeaws.recordings.outcome import Shapes
from fakeaws.recordings.values import from_file, to_file

KEY = "fakeaws_recording"
VERSION = 1


def sign(file: RecordedFile) -> str | None:
    """The key with the version, at the top of the document."""
    if f'"{KEY}"' not in file.head_text or not file.head_text.lstrip().startswith("{"):
        return None
    return f"the key {KEY}" if KEY in outline(file.head_text)[0] else None


def read(file: RecordedFile, _: str | None = None) -> Iterator[Entry]:
    """The interactions of a file, as boto3 gives their values, one by one."""
    _expect_version(file)
    with file.text() as text:
        for number, item in enumerate(items(text, "interactions"), 1):
            yield _entry(item, file.source(number, item.line))


def interaction_from(entry: Mapping[str, Any], source: Source) -> Interaction:
    """The interaction that an entry of such a file holds. Raises InputError."""
    strange = [name for name in entry if name not in _NAMES]
    if strange:
        raise InputError("", f"expected {', '.join(_NAMES)} only, found {strange[0]!r}.")
    told = interaction_of(entry, source, from_file)
    is_plain = told.status is None and told.error is None
    return replace(told, status=200) if is_plain else told


def as_entry(interaction: Interaction) -> dict[str, Any]:
    """The interaction as such a file holds it: only what is known, in one order."""
    if interaction.operation is None:
        raise TypeError(f"{interaction.source} does not say its operation, and such a file has to")
    shapes = Shapes.of(interaction.operation)
    error, status = interaction.error, interaction.status
    told = {
        "operation": interaction.operation,
        "at": interaction.at,
        "params": to_file(interaction.params, shapes.input),
        "response": to_file(interaction.response or {}, shapes.output) if error is None else None,
        "error": None if error is None else _error_entry(error, shapes),
        "status": None if error is None and status == 200 else status,  # noqa: PLR2004  # HTTP's own
        "attempt": interaction.is_attempt or None,
    }
    return {name: value for name, value in told.items() if value is not None}


def text_of(interactions: Iterable[Interaction]) -> str:
    """A whole file: equal interactions make equal text. Raises TypeError for what JSON cannot hold."""
    document = {KEY: VERSION, "interactions": [as_entry(one) for one in interactions]}
    text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def own_schema() -> dict[str, Any]:
    """The JSON Schema of such a file."""
    text = Path(__file__).with_name("own.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _expect_version(file: RecordedFile) -> None:
    match = _VERSION.search(file.head_text)
    found = match["version"] if match else "none"
    if found == str(VERSION):
        return
    remedy = " Upgrade fakeaws to read it." if found.isdecimal() and int(found) > VERSION else ""
    raise InputError(file.name, f"expected a recording of version {VERSION}, found version {found}.{remedy}")


def _entry(item: Item, source: Source) -> Entry:
    if item.problem is not None:
        return Broken(source, item.problem)
    if not isinstance(item.value, dict):
        return Broken(source, "expected an interaction, found something that is no object.")
    try:
        return interaction_from(item.value, source)
    except InputError as error:
        return Broken(source, error.problem)
    except RecursionError:
        return Broken(source, "nested too deeply to be read.")


def _error_entry(error: RecordedError, shapes: Shapes) -> dict[str, Any]:
    members = to_file(error.members, shapes.error(error.code))
    told = {"code": error.code, "message": error.message, "members": members}
    return {name: value for name, value in told.items() if value}


_VERSION = re.compile(rf'"{KEY}"\s*:\s*(?P<version>[^,}}\s]{{1,20}})')
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_NAMES = ("operation", "at", "params", "response", "error", "status", "attempt")
