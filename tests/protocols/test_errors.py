"""Refusals of every operation, written as bytes and read by botocore's parsers."""

from __future__ import annotations

import functools
from http import HTTPStatus
from typing import Any

import pytest
from botocore.errorfactory import ClientExceptionsFactory

from fakeaws.clock import START
from fakeaws.generate.draft import Draft
from fakeaws.generate.place import TOP
from fakeaws.generate.plan import plan_of
from fakeaws.generate.planning import Planning
from fakeaws.generate.seeds import seeded_provider
from fakeaws.model import ErrorShape, Operation, Service, service_names
from fakeaws.protocols.reply import Refusal, wire_name
from fakeaws.protocols.table import PROTOCOLS
from tests.protocols.exceptions import CODE_MEMBER, CODES_IN_HEADERS, OTHER_CODES, SHARED_CODES, WITHOUT_BODY
from tests.protocols.round_trip import REQUEST_ID, parsed_reply, tellable_part

SERVICES = [
    *("cloudfront", "cloudsearch", "cloudwatch", "dynamodb", "eventbridgev2", "iam", "ivs", "lambda"),
    *("mediastore-data", "oam", "s3", "s3control", "sns", "sqs", "sts"),
]


@pytest.mark.parametrize("service", [name for name in SERVICES if name in service_names()])
def test_every_modelled_error_comes_back(service: str) -> None:
    """Class, code, message, status, request id and members of each modelled error are what botocore reads."""
    assert _misread(Service.named(service)) == {}


@pytest.mark.sweep
def test_every_modelled_error_of_every_service_comes_back() -> None:
    """Over all of botocore the exceptions to that are those of the table."""
    assert {name: misread for name in service_names() if (misread := _misread(Service.named(name)))} == {}


def _misread(service: Service) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for operation in map(service.operation, service.methods):
        for error in operation.errors.values():
            read, told = _read(operation, error)
            if read != told:
                found[f"{error.code} of {operation.name}"] = (read, told)
    return found


def _read(operation: Operation, error: ErrorShape) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the parser reads of an error with all its members, and what there is to be read."""
    protocol = operation.service.protocol
    refusal = Refusal(error.code, "Not <now> & never.", error.status, _members(error))
    written = PROTOCOLS[protocol].error(operation, refusal, REQUEST_ID)
    parsed = parsed_reply(operation, protocol, written, operation.output_shape)
    members = parsed_reply(operation, protocol, written, error.shape)
    metadata = parsed["ResponseMetadata"]
    code = parsed["Error"].get("QueryErrorCode" if operation.service.name in OTHER_CODES else "Code")
    read = {
        "Class": _classes(operation.service).from_code(code).__name__,
        "Code": code,
        "Message": parsed["Error"]["Message"],
        "Members": {} if members.keys() & {"ResponseMetadata"} else members,  # of an answer that was not read
        "Status": metadata["HTTPStatusCode"],
        "HasId": bool(metadata.get("RequestId")),
    }
    return read, _told(operation, error, refusal)


def _told(operation: Operation, error: ErrorShape, refusal: Refusal) -> dict[str, Any]:
    named = refusal.named_members(operation)
    name = SHARED_CODES.get((operation.service.name, refusal.code), error.name)
    told = {"Class": name, "Code": refusal.code, "Message": refusal.message, "Status": refusal.status, "HasId": True}
    if operation.name in WITHOUT_BODY:
        is_xml = operation.service.protocol == "rest-xml"
        bare = {"Class": "ClientError", "Code": str(refusal.status), "Message": HTTPStatus(refusal.status).phrase}
        if refusal.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return {**told, **bare, "Members": {}, "HasId": is_xml}
        return {**told, **(bare if is_xml else {"Message": ""}), "Members": {}}
    for name, member in error.shape.members.items():
        if wire_name(name, member).lower() == CODES_IN_HEADERS or (_is_query(operation) and name == CODE_MEMBER):
            named[name] = refusal.code
    return {**told, "Members": tellable_part(operation, named, error.shape)}


def _members(error: ErrorShape) -> dict[str, Any]:
    plan = plan_of(error.shape, TOP, Planning("x"))
    drawn: dict[str, Any] = plan(Draft(seeded_provider(1), START, "x", {})) if plan else {}
    return {name: value for name, value in drawn.items() if name.lower() != "message"}


@functools.lru_cache(maxsize=1)
def _classes(service: Service) -> Any:
    """What a client of the service has as `exceptions`."""
    return ClientExceptionsFactory().create_client_exceptions(service.model)


def _is_query(operation: Operation) -> bool:
    return operation.service.protocol == "query"
