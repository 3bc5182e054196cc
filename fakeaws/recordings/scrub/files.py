"""Files scrubbed in the form that they have: ours, any JSON document, JSON Lines, and YAML."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fakeaws.errors import InputError, SecretsLeft
from fakeaws.recordings.formats import own
from fakeaws.recordings.interaction import Interaction
from fakeaws.recordings.reading import read
from fakeaws.recordings.scrub.leftovers import leftovers
from fakeaws.recordings.scrub.scrubber import Scrubber
from fakeaws.recordings.scrub.texts import GZIP, as_json, unpacked
from fakeaws.recordings.yaml_text import YAMLReader


def learn_from(path: Path, scrubber: Scrubber, operation: str | None = None) -> None:
    """Let the scrubber meet the secrets that names or the model show in a file, so that it knows them anywhere.

    `operation` is that of what does not say its own. Raises InputError for a file that cannot be read.
    """
    for entry in read(path, operation):
        if isinstance(entry, Interaction):
            scrubber.learn(entry)
    for document in _held(path, _text(path)).documents:
        scrubber.learn_document(document)


def scrubbed(path: Path, scrubber: Scrubber) -> bytes:
    """The content of a file without its secrets; equal to what it was where there are none.

    Raises InputError for a file that cannot be read, and SecretsLeft where something still looks like a secret.
    """
    text = _text(path)
    held = _held(path, text)
    if held.is_ours:
        told = _whole(path)
        changed = text if [scrubber.interaction(one) for one in told] == told else as_ours(path, scrubber).decode()
    else:
        documents = [scrubber.document(one) for one in held.documents]
        _expect_none(path, documents, scrubber)
        changed = text if documents == held.documents else held.written(documents)
    content = _content(path)
    if changed == text:
        return content
    return gzip.compress(changed.encode(), mtime=0) if content.startswith(GZIP) else changed.encode()


def as_ours(path: Path, scrubber: Scrubber, operation: str | None = None) -> bytes:
    """What was parsed from a file, in our own format, without its secrets. Raises what `scrubbed` raises."""
    told = [scrubber.interaction(one) for one in _whole(path, operation)]
    try:
        text = own.text_of(told)
    except (TypeError, ValueError) as error:
        raise InputError(str(path), f"cannot be written as fakeaws's own format: {error}.") from None
    _expect_none(path, [_json(text)], scrubber)
    return text.encode()


def _expect_none(path: Path, documents: list[Any], scrubber: Scrubber) -> None:
    found = leftovers(documents, scrubber.secrets)
    if found:
        raise SecretsLeft(str(path), found)


@dataclass(frozen=True, slots=True)
class _Held:
    """The documents in a text, and what writes others in their place."""

    documents: list[Any]
    written: Callable[[list[Any]], str]

    @property
    def is_ours(self) -> bool:
        return len(self.documents) == 1 and isinstance(self.documents[0], dict) and own.KEY in self.documents[0]


def _held(path: Path, text: str) -> _Held:
    document = _json(text)
    if document is not None:
        return _Held([document], lambda changed: _laid_out(changed[0], text))
    lines = [line for line in text.splitlines(keepends=True) if line.strip()]
    documents = [_json(line) for line in lines]
    if lines and None not in documents:
        return _Held(documents, lambda changed: "".join(map(_laid_out, changed, lines)))
    return _Held(_from_yaml(path, text), _as_yaml)


def _whole(path: Path, operation: str | None = None) -> list[Interaction]:
    """The interactions of a file, of which none is broken."""
    told = []
    for entry in read(path, operation):
        if not isinstance(entry, Interaction):
            raise InputError(str(entry.source), f"{entry.problem} Nothing is scrubbed until it is mended.")
        if entry.operation is None and operation is None:
            problem = "the recording does not say of which operation it is: give --operation."
            raise InputError(str(entry.source), problem)
        told.append(entry)
    return told


def _laid_out(value: Any, like: str) -> str:
    return as_json(value, like=like) + like[len(like.rstrip()) :]


def _from_yaml(path: Path, text: str) -> list[Any]:
    """The document of a file, as the readers of recordings read it: plain values only, and what vcrpy has of Python."""
    try:
        return [YAMLReader().value(text)]
    except InputError as error:
        raise InputError(str(path), f"expected JSON or YAML: {error.problem}") from None


def _as_yaml(documents: list[Any]) -> str:
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # the quick ones, where PyYAML was built with them
    text = yaml.dump_all(documents, Dumper=dumper, sort_keys=False, allow_unicode=True)
    return str(text)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _text(path: Path) -> str:
    content = _content(path)
    try:
        return ((unpacked(content) or b"") if content.startswith(GZIP) else content).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            str(path), f"expected UTF-8 text, found the byte 0x{error.object[error.start]:02x} at {error.start}."
        ) from None


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(str(path), f"is larger than {_LARGEST >> 20} MiB; a file is scrubbed whole: split it.")
        return path.read_bytes()
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}.") from None


_LARGEST = 256 * 1024 * 1024
