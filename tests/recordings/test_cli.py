"""What the AWS CLI prints."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest

from fakeaws.errors import InputError, UnknownOperation
from fakeaws.recordings.formats.cli import operation_in_name
from fakeaws.recordings.interaction import Broken, Interaction, Source
from fakeaws.recordings.reading import read


@pytest.mark.parametrize(
    ("name", "operation"),
    [
        ("appconfig.get_deployment.json", "appconfig.get_deployment"),
        ("appconfig_get-deployment_1.json", "appconfig.get_deployment"),
        ("appconfig.GetDeployment.yaml", "appconfig.get_deployment"),
        ("s3api.list-objects-v2.2.json.gz", "s3.list_objects_v2"),
        ("cognito-sync_get_bulk_publish_details.yml", "cognito-sync.get_bulk_publish_details"),
        ("deployment.json", None),
        ("appconfig.get_deploymentt.json", None),
    ],
)
def test_the_name_of_a_file_tells_its_operation(name: str, operation: str | None) -> None:
    """Service and operation stand in the name, spelt as boto3, the CLI or the API spell them."""
    assert operation == operation_in_name(name)


def test_times_and_blobs_are_boto3s(tmp_path: Path) -> None:
    """The CLI writes times as ISO 8601 text, or as they came; they come back as boto3 gives them."""
    file = tmp_path / "kinesis.get-records.json"
    file.write_text(
        '{"Records": [{"Data": "aGVsbG8=", "ApproximateArrivalTimestamp": "2026-01-01T13:00:00+01:00"},'
        ' {"Data": "", "ApproximateArrivalTimestamp": 1767268800.0}]}'
    )
    at = datetime(2026, 1, 1, 12, 0, tzinfo=timezone.utc)
    records = [{"Data": data, "ApproximateArrivalTimestamp": at} for data in (b"hello", b"")]

    assert [Interaction(Source(str(file), 1), "kinesis.get_records", None, {"Records": records})] == list(read(file))


def test_the_operation_given_comes_first(tmp_path: Path) -> None:
    """The operation that the reader gives is taken; without it and without a telling name it is unknown."""
    file = tmp_path / "output.json"
    file.write_text('{\n    "State": "BAKING"\n}\n')

    assert [
        one.operation for one in [*read(file, "appconfig.get_deployment"), *read(file)] if isinstance(one, Interaction)
    ] == ["appconfig.get_deployment", None]


def test_an_operation_that_does_not_exist_is_told_at_once(tmp_path: Path) -> None:
    """Neither a wrong operation nor a missing file waits until the first entry is asked for."""
    with pytest.raises(UnknownOperation):
        read(tmp_path, "appconfig.get_deploymentt")
    with pytest.raises(InputError, match="there is no such file or folder"):
        read(tmp_path / "missing.json")


def test_json_that_is_cut_off_is_told(tmp_path: Path) -> None:
    """A document without an end is one broken entry."""
    file = tmp_path / "output.json"
    file.write_text('{\n    "State": "BAK')

    assert [Broken(Source(str(file)), "Unterminated string starting at, in line 2, column 14.")] == list(read(file))
