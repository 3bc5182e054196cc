"""Writing a recording: whole or not at all, and only what is new: a file that says the same stays as it is."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from fakeaws.errors import FakeAWSError, RecordingError
from fakeaws.model import ListShape, MapShape, Operation, Shape, StructureShape
from fakeaws.recordings.formats.own import text_of
from fakeaws.recordings.interaction import Interaction
from fakeaws.recordings.reading import read
from fakeaws.recordings.values import as_boto3
from fakeaws.whole_file import written_whole


def write_recording(path: Path, interactions: Sequence[Interaction]) -> bool:
    """Write the file, and tell whether it is another than before.

    An interaction that says the same as the one in its place before, but for times, stays as it stands there. Raises
    RecordingError.
    """
    before = list(_known(path))
    kept = list(_kept(before, interactions))
    try:
        text = text_of(kept)
        if before and path.read_text(encoding="utf-8") == text:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(path) as draft:
            draft.write_text(text, encoding="utf-8")
    except (OSError, ValueError, TypeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise RecordingError(str(path), f"cannot be written: {reason}.") from None
    return True


def _known(path: Path) -> Iterator[Interaction]:
    if not path.is_file():
        return
    try:
        entries = list(read(path))
    except (FakeAWSError, OSError, ValueError, TypeError, LookupError, AttributeError):
        return  # no recording of ours, and about to be one
    if all(isinstance(one, Interaction) for one in entries):
        yield from (one for one in entries if isinstance(one, Interaction))


def _kept(before: Sequence[Interaction], now: Sequence[Interaction]) -> Iterator[Interaction]:
    """What is recorded now, in the words of before where nothing but times has changed."""
    matcher = difflib.SequenceMatcher(None, [*map(_told, before)], [*map(_told, now)], autojunk=False)
    for kind, old_begin, old_end, begin, end in matcher.get_opcodes():
        yield from before[old_begin:old_end] if kind == "equal" else now[begin:end]


def _told(interaction: Interaction) -> str:
    """What an interaction says, whenever it is said."""
    try:
        operation = Operation.named(interaction.operation or "")
        shapes: tuple[Shape | None, Shape | None] = operation.input_shape, operation.output_shape
    except FakeAWSError:
        shapes = None, None
    said = {
        "operation": interaction.operation,
        "params": _timeless(interaction.params, shapes[0]),
        "response": _timeless(interaction.response, shapes[1]),
        "error": interaction.error and [interaction.error.code, interaction.error.message, interaction.error.members],
        "status": interaction.status,
    }
    return json.dumps(said, sort_keys=True, default=repr)


def _timeless(value: Any, shape: Shape | None) -> Any:
    """The value with one and the same time in place of each, and ids of requests left out."""
    match value, shape:
        case dict(), StructureShape():
            return {
                name: _timeless(one, shape.members.get(name)) for name, one in value.items() if name not in _REQUEST_IDS
            }
        case dict(), MapShape():
            return {name: _timeless(one, shape.value) for name, one in value.items()}
        case list(), ListShape():
            return [_timeless(one, shape.member) for one in value]
        case _ if shape is not None and shape.type_name == "timestamp":
            return _SOME_TIME if isinstance(as_boto3(value, shape), datetime) else value
        case _:
            return value


_SOME_TIME = datetime(2026, 1, 1, tzinfo=timezone.utc)
_REQUEST_IDS = frozenset({"RequestId", "requestId", "ResponseMetadata", "x-amzn-RequestId"})
