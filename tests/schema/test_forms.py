"""In which forms data gives times and bytes."""

from __future__ import annotations

import io
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

import pytest

from fakeaws import forms_of
from fakeaws.errors import InputError, PlanError

NOW = datetime(2026, 1, 1, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("operation", "data", "expected"),
    [
        ("appconfig.get_deployment", {"StartedAt": NOW}, {"/StartedAt": "datetime"}),
        ("appconfig.get_deployment", {"StartedAt": "2026-01-01"}, {"/StartedAt": "ISO 8601 text"}),
        ("appconfig.get_deployment", {"StartedAt": Decimal(5)}, {"/StartedAt": "epoch seconds"}),
        ("appconfig.get_deployment", {"StartedAt": "1631915943"}, {"/StartedAt": "epoch seconds as text"}),
        ("appconfig.get_deployment", {"EventLog": [{}, {"OccurredAt": NOW}]}, {"/EventLog/1/OccurredAt": "datetime"}),
        ("appconfig.get_deployment", {"StartedAt": "yesterday", "State": "BAKING"}, {}),
        ("s3.get_object", {"Expires": "Thu, 01 Jan 2026 00:00:00 GMT"}, {"/Expires": "HTTP date"}),
        ("s3.get_object", {"Body": io.BytesIO()}, {"/Body": "streaming body"}),
        ("kms.generate_random", {"Plaintext": b"x"}, {"/Plaintext": "bytes"}),
        ("kms.generate_random", {"Plaintext": "eA=="}, {"/Plaintext": "base64"}),
        ("kms.generate_random", {"Plaintext": "<binary>"}, {"/Plaintext": "text"}),
        ("dynamodb.get_item", {"Item": {"a": {"M": {"b": {"B": b"x"}}}}}, {"/Item/a/M/b/B": "bytes"}),
        ("bedrock-runtime.converse_stream", {"stream": []}, {"/stream": "list of events"}),
        ("bedrock-runtime.converse_stream", {"stream": io.BytesIO()}, {"/stream": "event stream"}),
    ],
)
def test_each_time_and_blob_is_told_in_its_form(operation: str, data: Any, expected: dict[str, str]) -> None:
    """What boto3 returns and what files hold are told apart, by JSON pointer; what is of no form is left out."""
    assert forms_of(operation, data) == expected


def test_a_request_has_forms_too() -> None:
    """The other side is read with its own schema."""
    assert forms_of("kms.encrypt", {"Plaintext": b"x"}, side="request") == {"/Plaintext": "bytes"}


def test_data_without_an_end_and_unknown_sides_are_refused() -> None:
    """With errors of ours."""
    item: dict[str, Any] = {}
    item["M"] = {"self": item}

    with pytest.raises(InputError, match="nested too deeply"):
        forms_of("dynamodb.get_item", {"Item": {"x": item}})
    with pytest.raises(PlanError, match="Did you mean response"):
        forms_of("kms.encrypt", {}, side="respons")  # type: ignore[arg-type]  # the point of it
