"""Our own format of recordings."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

from fakeaws.recordings.formats.own import text_of
from fakeaws.recordings.interaction import Interaction, RecordedError, Source
from fakeaws.recordings.reading import read


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """Times, bytes, errors, parameters and statuses come back as they were."""
    file = tmp_path / "story.json"
    at = datetime(2026, 1, 1, 12, 0, 0, 250_000, tzinfo=timezone.utc)
    told = [
        Interaction(
            Source(str(file), 1), "appconfig.get_deployment", {"DeploymentNumber": 1}, {"StartedAt": at}, None, 200
        ),
        Interaction(Source(str(file), 2), "lambda.invoke", None, {"Payload": b'{"a": 1}'}, None, 202, 0.5),
        Interaction(
            Source(str(file), 3), "kms.encrypt", {"Plaintext": b"\x00\xff"}, {"CiphertextBlob": b"\xfe"}, None, 200
        ),
        Interaction(
            Source(str(file), 4),
            "appconfig.get_deployment",
            {},
            None,
            RecordedError("BadRequestException", "No.", {"Reason": "InvalidConfiguration"}),
            400,
        ),
    ]

    file.write_text(text_of(told), encoding="utf-8")

    assert told == list(read(file))
