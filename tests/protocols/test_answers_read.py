"""Answers read back by botocore's parsers, for all protocols."""

from __future__ import annotations

from typing import Any

import pytest

from fakeaws.errors import InputError
from fakeaws.faults import HTTPReply
from fakeaws.generate.synthesise import synthesise
from fakeaws.model import Operation, Service, service_names
from fakeaws.protocols.addresses import Address, addresses
from fakeaws.protocols.answers import answer_of
from fakeaws.protocols.table import PROTOCOLS

FEW = ("appconfig", "bedrock-runtime", "dynamodb", "kinesis", "lambda", "route53", "sns", "sqs")
REQUEST_ID = "11111111-2222-4333-8444-555555555555"
OTHERWISE = {
    # A time in a header has no milliseconds, and botocore adds a member beside one of S3's.
    *("datazone.get_lineage_event", "medialive.describe_input_device_thumbnail"),
    *("mediastore-data.describe_object", "mediastore-data.get_object"),
    *("s3.get_object", "s3.get_object_annotation", "s3.get_object_attributes", "s3.head_object"),
    # All headers are members of the answer, that of the request's id among them.
    "dataexchange.send_api_asset",
    # What the service sends here is not what its model says (`protocols.quirks`).
    "ec2.get_console_output",
    # botocore reads the events of this old operation as elements of XML.
    "s3.get_bucket_notification",
}
MANY = [
    pytest.param(name, marks=pytest.mark.sweep) for name in service_names() if name not in (*FEW, "iam")
]  # policies are dicts


@pytest.mark.parametrize("name", [*FEW, *MANY])
def test_what_is_written_is_read_as_a_client_reads_it(name: str) -> None:
    """A response that was written for the wire is read again as what boto3 makes of it."""
    service = Service.named(name)
    names = [one for method in service.methods if (one := f"{name}.{method}") not in OTHERWISE]
    given = {one: plain(synthesise(one)) for one in names}
    found = {one: read_again(Operation.named(one), members) for one, members in given.items()}

    assert given == found


@pytest.mark.parametrize(
    ("name", "members"),
    [
        (
            "kinesis.subscribe_to_shard",
            {"EventStream": [{"ResourceInUseException": {"message": "busy"}}]},
        ),
        (
            "s3.select_object_content",
            {"Payload": [{"Records": {"Payload": b"a,b"}}, {"Stats": {"Details": {"BytesScanned": 3}}}, {"End": {}}]},
        ),
        ("bedrock-runtime.converse_stream", {"stream": [{"messageStart": {"role": "user"}}]}),
        ("bedrock-runtime.invoke_model", {"body": b"\x00\xff", "contentType": "x/y"}),
    ],
)
def test_events_are_a_list_and_a_body_is_bytes(name: str, members: dict[str, Any]) -> None:
    """A stream of events, with the error that ends it, becomes a list, and a body its bytes."""
    operation = Operation.named(name)
    reply = PROTOCOLS[operation.service.protocol].reply(operation, members, REQUEST_ID)

    assert members == answer_of(operation, reply).members


def test_a_body_that_no_parser_takes_is_told() -> None:
    """What botocore would take for an answer without members, or fail on, is an InputError."""
    with pytest.raises(InputError, match=r"expected a body of JSON in the answer to kms\.encrypt"):
        answer_of(Operation.named("kms.encrypt"), HTTPReply(200, (), b"{"))
    with pytest.raises(InputError, match=r"cannot read this as an answer to iam\.list_users: ResponseParserError"):
        answer_of(Operation.named("iam.list_users"), HTTPReply(200, (), b"<a"))


def test_the_address_of_a_service_is_in_its_model() -> None:
    """The heads of the models say what the whole models say."""
    few = ("appconfig", "cloudwatch", "iot-data", "s3", "ses")

    assert [Address.of(name) for name in few] == [one for one in addresses() if one.service in few]


def plain(members: dict[str, Any]) -> dict[str, Any]:
    """The members with their bodies read."""
    return {name: one.read() if hasattr(one, "read") else one for name, one in members.items()}


def read_again(operation: Operation, members: dict[str, Any]) -> Any:
    reply = PROTOCOLS[operation.service.protocol].reply(operation, members, REQUEST_ID)
    return answer_of(operation, reply).members
