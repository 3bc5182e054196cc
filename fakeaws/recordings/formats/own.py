"""Our own format: one JSON document for a test or story, above HTTP, made to be read in a review.

{
"fakeaws_recording": 1,
"interactions": [
{"operation": "appconfig.get_deployment", "at": 0.0, "params": {...}, "response": {...}},
{"operation": "appconfig.get_deployment", "at": 30.2, "params": {...},
"error": {"code": "ThrottlingException", "message": "Rate exceeded"}, "status": 429}
]
}
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from fakeaws.errors import UnknownOperation
from fakeaws.model import Operation, Shape
from fakeaws.recordings.interaction import Broken, Entry, Interaction, RecordedError, Source
from fakeaws.recordings.values import from_file, to_file

KEY = "fakeaws_recording"
VERSION = 1


def read(path: Path) -> Iterator[Entry]:
    """The interactions of a file, as boto3 gives their values."""
    document = json.loads(path.read_text(encoding="utf-8"))
    for number, entry in enumerate(document["interactions"], 1):
        source = Source(str(path), number)
        try:
            yield interaction_from(entry, source)
        except (KeyError, TypeError, AttributeError) as error:
            yield Broken(source, f"expected an interaction, found something else: {error}.")


def interaction_from(entry: Mapping[str, Any], source: Source) -> Interaction:
    """The interaction that an entry of such a file holds."""
    input_shape, output_shape, error_shapes = _shapes(entry["operation"])
    params, error = entry.get("params"), entry.get("error")
    return Interaction(
        source,
        entry["operation"],
        None if params is None else from_file(params, input_shape),
        from_file(entry.get("response"), output_shape),
        None if error is None else _error_from(error, error_shapes.get(error["code"])),
        entry.get("status", 200 if error is None else None),
        entry.get("at"),
    )


def as_entry(interaction: Interaction) -> dict[str, Any]:
    """The interaction as such a file holds it: only what is known, in one order."""
    input_shape, output_shape, error_shapes = _shapes(interaction.operation)
    error, status = interaction.error, interaction.status
    told = {
        "operation": interaction.operation,
        "at": interaction.at,
        "params": to_file(interaction.params, input_shape),
        "response": to_file(interaction.response, output_shape) if error is None else None,
        "error": None if error is None else _error_entry(error, error_shapes.get(error.code)),
        "status": None if status == 200 else status,  # noqa: PLR2004  # HTTP's own
    }
    return {name: value for name, value in told.items() if value is not None}


def text_of(interactions: Iterable[Interaction]) -> str:
    """A whole file: equal interactions make equal text."""
    document = {KEY: VERSION, "interactions": [as_entry(one) for one in interactions]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _shapes(name: str | None) -> tuple[Shape | None, Shape | None, Mapping[str, Shape]]:
    try:
        operation = Operation.named(name or "")
    except UnknownOperation:
        return None, None, {}
    return operation.input_shape, operation.output_shape, {code: one.shape for code, one in operation.errors.items()}


def _error_from(error: Mapping[str, Any], shape: Shape | None) -> RecordedError:
    return RecordedError(error["code"], error.get("message", ""), from_file(error.get("members", {}), shape))


def _error_entry(error: RecordedError, shape: Shape | None) -> dict[str, Any]:
    told = {"code": error.code, "message": error.message, "members": to_file(error.members, shape)}
    return {name: value for name, value in told.items() if value}
