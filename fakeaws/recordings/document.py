"""A file that is one JSON object, and the keys at its top, by which a format knows its own."""

from __future__ import annotations

import contextlib
import functools
import json
from typing import Any

from fakeaws.errors import InputError
from fakeaws.recordings.file import HEAD, RecordedFile
from fakeaws.recordings.json_text import outline, parsed


@functools.lru_cache(maxsize=1)  # several formats ask of the same file, one after the other
def document_keys(file: RecordedFile) -> list[str] | None:
    """The keys at the top of the one object in the file, as far as it goes; None where there is none, or more."""
    if not file.head_text.lstrip().startswith("{"):
        return None
    with contextlib.suppress(ValueError, RecursionError):
        return list(json.loads(file.head_text))  # most files are short and right: much sooner than what follows
    keys, end = outline(file.head_text)
    if end is not None:
        return None if file.head_text[end:].strip() else keys
    if len(file.head) < HEAD:
        return keys
    try:
        return list(whole_document(file))
    except InputError:
        return keys


def whole_document(file: RecordedFile) -> dict[str, Any]:
    """The one object in the file. Raises InputError."""
    document = parsed(file.whole_text(), file.name)
    if not isinstance(document, dict):
        raise InputError(file.name, f"expected one object, found {type(document).__name__}.")
    return document
