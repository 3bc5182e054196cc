"""Operations and parameters out of requests, against botocore's own serialisers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fakeaws.model import Operation, Service, service_names
from fakeaws.protocols.recognition import recognised
from fakeaws.protocols.request_params import params_of
from tests.recordings.requests import request_of, sample

FEW = (
    "appconfig",
    "cloudwatch",
    "dynamodb",
    "ec2",
    "iam",
    "lambda",
    "route53",
    "s3",
    "sqs",
    "sns",
)
MANY = [pytest.param(name, marks=pytest.mark.sweep) for name in service_names() if name not in FEW]

SAME_ON_THE_WIRE = {
    # Services that share endpoint, signature and API, and of what they share the one that is taken.
    "docdb": "rds",
    "greengrassv2": "greengrass",
    "lambda-microvms": "lambda",
    "neptune": "rds",
    "pinpoint-sms-voice": "sms-voice",
    "wisdom": "qconnect",
}
ADDED_BY_BOTOCORE = {
    "ec2": {"PresignedUrl", "DestinationRegion"},
    "glacier": {"checksum"},
    "s3": {
        *("ContentLength", "ContentMD5", "SSECustomerKeyMD5", "CopySourceSSECustomerKeyMD5", "EncodingType"),
        *("ChecksumAlgorithm", "ChecksumCRC32", "ChecksumMode"),
    },
}
NOT_READ = {
    # The route is a label of a host that the request does not go to here.
    "s3.write_get_object_response",
    # An older operation with the same requests, or one that differs in its host only.
    *(f"s3.{verb}_bucket_{what}" for verb in ("get", "put") for what in ("lifecycle", "notification")),
    "s3.list_directory_buckets",
    "signer.get_revocation_status",
    # A map of query strings takes what is left of them, so a name of `limit` in it goes to the member.
    "apigateway.get_export",
}


@pytest.mark.parametrize("name", [*FEW, *MANY])
def test_a_request_tells_its_operation_and_parameters(
    name: str, record_property: Callable[[str, object], None]
) -> None:
    """What botocore serialises is recognised, and its parameters are read as they were given."""
    service = Service.named(name)
    operations = [service.operation(method) for method in service.methods]
    tried = [one for one in operations if one.name not in NOT_READ and not takes_events(one)]
    given = {one.name: sample(one.input_shape) for one in tried}
    found = {one.name: found_in(one, given[one.name]) for one in tried}
    record_property("requests", {"operations": len(operations), "read": len(found)})

    assert {key: without_added(key, params) for key, params in given.items()} == {
        key: without_added(key, params) for key, params in found.items()
    }


def takes_events(operation: Operation) -> bool:
    """boto3 has no method for such an operation."""
    return operation.input_shape is not None and operation.input_shape.event_stream_name is not None


def found_in(operation: Operation, params: dict[str, Any]) -> Any:
    request = request_of(operation, params)
    found = recognised(request)
    taken = SAME_ON_THE_WIRE.get(operation.service.name, operation.service.name)
    if found.operation.name == f"{taken}.{operation.method}" != operation.name:
        return params  # by other names perhaps, and the same request
    return params_of(request, found) if found.operation == operation else found.operation.name


def without_added(name: str, params: Any) -> Any:
    added = ADDED_BY_BOTOCORE.get(name.partition(".")[0], set())
    return params if isinstance(params, str) else {key: one for key, one in params.items() if key not in added}
