"""Answers as bytes, and as botocore's parser gives them."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

import pytest
from botocore.response import StreamingBody

from fakeaws.model import Operation
from fakeaws.protocols.json_family import write_rest_json
from fakeaws.protocols.parsed import parsed_members

MOMENT = datetime(2026, 1, 1, 0, 0, 0, 123_456, timezone.utc)


def test_numbers_are_written_as_json_has_them() -> None:
    """Decimals for integers, floats and in documents become JSON numbers; times keep their digits."""
    members = {"DeploymentNumber": Decimal(3), "GrowthFactor": Decimal("2.5"), "StartedAt": MOMENT}

    reply = write_rest_json(Operation.named("appconfig.get_deployment"), members, "id")

    assert json.loads(reply.body) == {
        "DeploymentNumber": 3,
        "GrowthFactor": 2.5,
        "StartedAt": "2026-01-01T00:00:00.123456Z",
    }


def test_a_document_is_written_as_it_is() -> None:
    """A document travels as JSON of its own, without Decimals."""
    converse = Operation.named("bedrock-runtime.converse")
    members = {"additionalModelResponseFields": {"top_k": Decimal(7), "p": Decimal("0.5")}}

    assert json.loads(write_rest_json(converse, members, "id").body) == {
        "additionalModelResponseFields": {"top_k": 7, "p": 0.5}
    }
    assert parsed_members(members, converse) == {"additionalModelResponseFields": {"top_k": 7, "p": 0.5}}


def test_a_number_in_a_header_is_an_integer_there() -> None:
    """A whole Decimal has no point in a header, where botocore reads an integer."""
    members = {"VersionNumber": Decimal("3.0"), "Content": b"x"}
    reply = write_rest_json(Operation.named("appconfig.get_hosted_configuration_version"), members, "id")

    assert dict(reply.headers)["Version-Number"] == "3"


@pytest.mark.parametrize(
    ("operation", "members", "payload", "expected"),
    [
        ("lambda.invoke", {"Payload": b"{}", "StatusCode": 200}, "Payload", b"{}"),
        ("s3.get_object", {"Body": "text"}, "Body", b"text"),
        ("s3.get_object", {}, "Body", b""),
    ],
)
def test_a_payload_of_bytes_is_a_streaming_body(
    operation: str, members: dict[str, Any], payload: str, expected: bytes
) -> None:
    """As boto3 gives it: to be read once, and there even where nothing is in it."""
    body = parsed_members(members, Operation.named(operation))[payload]

    assert isinstance(body, StreamingBody)
    assert body.read() == expected


def test_other_blobs_are_bytes() -> None:
    """A blob beside others is no stream."""
    operation = Operation.named("kms.generate_random")

    assert parsed_members({"Plaintext": b"x"}, operation) == {"Plaintext": b"x"}


def test_what_is_parsed_is_a_copy() -> None:
    """The code under test may change its answer, documents too."""
    operation = Operation.named("bedrock-runtime.converse")
    members = {"additionalModelResponseFields": {"a": [1]}}

    parsed_members(members, operation)["additionalModelResponseFields"]["a"].append(2)

    assert members == {"additionalModelResponseFields": {"a": [1]}}


def test_a_refusing_status_is_no_answer() -> None:
    """Botocore would raise an error for it, so a status from 300 on is not written as an answer."""
    with pytest.raises(ValueError, match=r"status 500 as an error: say Error"):
        write_rest_json(Operation.named("lambda.invoke"), {"StatusCode": 500}, "id")


def test_a_stream_without_events_is_one() -> None:
    """Where no event is given there is a stream all the same, which ends at once."""
    parsed = parsed_members({}, Operation.named("kinesis.subscribe_to_shard"))

    assert list(parsed["EventStream"]) == []
