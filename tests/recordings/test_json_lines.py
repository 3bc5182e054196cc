"""JSON Lines of responses as botocore parses them."""

from __future__ import annotations

import gzip
import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from fakeaws.recordings.interaction import Broken, Interaction, RecordedError, Source
from fakeaws.recordings.reading import read

AT = datetime(2026, 1, 1, 12, 0, tzinfo=timezone.utc)
BARE = '{"State": "BAKING", "StartedAt": "2026-01-01 12:00:00+00:00", "ResponseMetadata": {"HTTPStatusCode": 200}}'
SAID = {"Code": "ThrottlingException", "Message": "Slow down"}
THROTTLED = RecordedError("ThrottlingException", "Slow down", {})


def lines_in(folder: Path, *lines: str) -> Path:
    file = folder / "calls.jsonl"
    file.write_text("\n".join(lines))
    return file


def test_bare_responses_are_those_of_the_operation_given(tmp_path: Path) -> None:
    """A line is a response; its status is in the ResponseMetadata, which is no member; an empty line is nothing."""
    file = lines_in(tmp_path, BARE, "", BARE)
    name, response = "appconfig.get_deployment", {"State": "BAKING", "StartedAt": AT}

    assert [
        Interaction(Source(str(file), 1, 1), name, None, response, None, 200),
        Interaction(Source(str(file), 2, 3), name, None, response, None, 200),
    ] == list(read(file, "appconfig:GetDeployment"))


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"operation": "appconfig:GetDeployment", "error": SAID}, {}),
        (
            {
                "operation": "GetDeployment",
                "service": "appconfig",
                "parameters": {"DeploymentNumber": 3},
                "error": {"code": "ThrottlingException", "message": "Slow down"},
                "status": 429,
                "at": 3,
            },
            {"params": {"DeploymentNumber": 3}, "status": 429, "at": 3.0},
        ),
        (
            {
                "operation": "appconfig.get_deployment",
                "error": {"Error": SAID, "ResponseMetadata": {"HTTPStatusCode": 429}},
            },
            {"status": 429},
        ),
    ],
)
def test_a_line_may_say_its_operation(tmp_path: Path, entry: dict[str, Any], expected: dict[str, Any]) -> None:
    """Each documented spelling of operation, parameters and error means the same."""
    file = lines_in(tmp_path, json.dumps(entry))
    told = {"params": None, "error": THROTTLED, **expected}

    assert [Interaction(Source(str(file), 1, 1), "appconfig.get_deployment", **told)] == list(read(file))


def test_a_blob_is_base64(tmp_path: Path) -> None:
    """Where the model has a blob, base64 becomes bytes; what is no base64 stays, for a check to tell."""
    bare = ['{"CiphertextBlob": "AP8="}', '{"CiphertextBlob": "%"}']
    file = lines_in(tmp_path, *bare)

    assert [one.response for one in read(file, "kms.encrypt") if isinstance(one, Interaction)] == [
        {"CiphertextBlob": b"\x00\xff"},
        {"CiphertextBlob": "%"},
    ]


def test_a_broken_line_does_not_hide_the_next(tmp_path: Path) -> None:
    """Lines that are cut, no object, or not in UTF-8 are told with their numbers; the others are read."""
    file = tmp_path / "calls.jsonl"
    file.write_bytes(f'{{"State": \n{BARE}\n[1]\n{{"State": "\xe9"}}\n{BARE}'.encode("latin-1"))

    found = list(read(file))

    assert [
        Broken(Source(str(file), 1, 1), "Expecting value, in line 1, column 10."),
        Broken(Source(str(file), 3, 3), "expected an object, found list."),
        Broken(
            Source(str(file), 4, 4),
            "expected UTF-8, found the byte 0xe9 at character 12. Was it written as latin-1?",
        ),
    ] == [one for one in found if isinstance(one, Broken)]
    assert [one.source.line for one in found if isinstance(one, Interaction)] == [2, 5]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_zipped_file_in_any_marked_encoding(tmp_path: Path, encoding: str) -> None:
    """A gzipped file is read, and the encoding that a byte order mark tells of is taken."""
    file = tmp_path / "calls.jsonl.gz"
    file.write_bytes(gzip.compress(f"{BARE}\n{BARE}\n".encode(encoding), mtime=0))

    assert [one.response["State"] for one in read(file) if isinstance(one, Interaction)] == ["BAKING", "BAKING"]
