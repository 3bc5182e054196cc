"""Files that placebo wrote."""

from __future__ import annotations

import json
import pickle
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from fakeaws.recordings.interaction import Broken, Interaction, RecordedError, Source
from fakeaws.recordings.reading import read


def saved(file: Path, data: dict[str, Any], status: int) -> Path:
    """The file with a response, as placebo's serialiser writes it."""
    file.write_text(json.dumps({"status_code": status, "data": data}, indent=4))
    return file


def test_times_and_bytes_come_back(tmp_path: Path) -> None:
    """A time that placebo took apart is a time in UTC, and a blob is bytes."""
    at = datetime(2026, 1, 1, 12, 0, 0, 250_000, tzinfo=timezone.utc)
    data = {"CiphertextBlob": "AP8=", "KeyMaterialId": "k", "ResponseMetadata": {"HTTPStatusCode": 200}}
    file = saved(tmp_path / "kms.Encrypt_1.json", data, 200)
    stamp = {"__class__": "datetime", "__module__": "datetime", "year": 2026, "month": 1, "day": 1, "hour": 12}
    alarms = [{"StateUpdatedTimestamp": {**stamp, "minute": 0, "second": 0, "microsecond": 250_000}}]
    other = saved(tmp_path / "prefix.monitoring.DescribeAlarms_12.json", {"MetricAlarms": alarms}, 200)
    body = {"__class__": "StreamingBody", "__module__": "botocore.response", "body": "aGVsbG8="}
    third = saved(tmp_path / "s3.GetObject_1.json", {"Body": body}, 206)

    assert [
        Interaction(
            Source(str(file), 1), "kms.encrypt", None, {"CiphertextBlob": b"\x00\xff", "KeyMaterialId": "k"}, None, 200
        ),
        Interaction(
            Source(str(other), 1),
            "cloudwatch.describe_alarms",
            None,
            {"MetricAlarms": [{"StateUpdatedTimestamp": at}]},
            None,
            200,
        ),
        Interaction(Source(str(third), 1), "s3.get_object", None, {"Body": b"hello"}, None, 206),
    ] == list(read(tmp_path))


def test_an_error_is_one_by_its_status(tmp_path: Path) -> None:
    """What came with a status of 400 is the error, with the members that its shape has."""
    said = {"Code": "BadRequestException", "Message": "No."}
    data = {"Error": said, "Message": "No.", "Reason": "InvalidConfiguration"}
    file = saved(tmp_path / "appconfig.StartDeployment_1.json", data, 400)
    error = RecordedError("BadRequestException", "No.", {"Reason": "InvalidConfiguration"})

    assert [Interaction(Source(str(file), 1), "appconfig.start_deployment", None, None, error, 400)] == list(read(file))


@pytest.mark.parametrize("protocol", [0, 2, 5])
def test_a_pickle_is_never_loaded(tmp_path: Path, protocol: int) -> None:
    """Placebo's pickles are refused, with the remedy."""
    file = tmp_path / "kms.Encrypt_1.pickle"
    file.write_bytes(pickle.dumps({"status_code": 200, "data": {}}, protocol))

    problem = "this is a pickle, and to load it would run what is in it. Record again with record_format='json'."

    assert [Broken(Source(str(file)), problem)] == list(read(file))


def test_a_renamed_file_has_the_operation_that_is_given(tmp_path: Path) -> None:
    """Where the name tells no operation, it is the reader's; where nobody does, it is unknown."""
    file = tmp_path / "first.json"
    file.write_text('{"status_code": 200, "data": {}}')

    assert [one.operation for one in [*read(file, "kms.encrypt"), *read(file)] if isinstance(one, Interaction)] == [
        "kms.encrypt",
        None,
    ]


@pytest.mark.parametrize("data", ['"x"', "[]", "null"])
def test_data_that_is_no_response_is_told(tmp_path: Path, data: str) -> None:
    """The data must be a dict."""
    file = tmp_path / "kms.Encrypt_1.json"
    file.write_text(f'{{"status_code": 200, "data": {data}}}')

    assert [Broken(Source(str(file)), "expected the members of a response under 'data', found none.")] == list(
        read(file)
    )
