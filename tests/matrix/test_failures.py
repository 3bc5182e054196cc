"""Which failures are put in at a call of an operation."""

from __future__ import annotations

import botocore.session
import pytest

from fakeaws import FakeAWS
from fakeaws.matrix.failures import failures_of
from fakeaws.matrix.plan import possible_failures
from fakeaws.model import Operation, Service

QUICK = {
    "appconfig.get_deployment": [
        "ThrottlingException",
        "AccessDeniedException for good",
        "ResourceNotFoundException",
        "InternalServerException",
        "read-timeout",
        "connection-reset",
        "truncated-body",
    ],
    "s3.get_object": [
        "SlowDown",
        "AccessDenied for good",
        "NoSuchKey",
        "InternalError",
        "read-timeout",
        "connection-reset",
        "truncated-body",
    ],
    "sqs.send_message": [
        "RequestThrottled",
        "AccessDeniedException for good",
        "QueueDoesNotExist",
        "InternalFailure",
        "read-timeout",
        "connection-reset",
        "truncated-body",
    ],
    "ec2.describe_instances": [
        "RequestLimitExceeded",
        "UnauthorizedOperation for good",
        "InvalidParameterValue",
        "InternalError",
        "read-timeout",
        "connection-reset",
        "truncated-body",
    ],
}


@pytest.mark.parametrize("operation", QUICK)
def test_quick_tries_a_few_telling_ones(operation: str) -> None:
    """One of each kind, as the service itself says it."""
    assert [failure.name for failure in failures_of(Operation.named(operation), "quick")] == QUICK[operation]


def test_full_begins_with_the_quick_ones() -> None:
    """So that a budget leaves those that tell most."""
    operation = Operation.named("appconfig.get_deployment")
    full = [failure.name for failure in failures_of(operation, "full")]

    assert full[:7] == QUICK["appconfig.get_deployment"]
    assert {*operation.errors, "read-timeout once", "answer-without-members", "dns-failure"} < set(full)


@pytest.mark.parametrize(
    ("operation", "takes"),
    [
        ("appconfig.get_deployment", set()),
        (
            "appconfig.start_deployment",
            {"truncated-body", "read-timeout after the work", "corrupt-body", "closed-early"},
        ),
    ],
)
def test_an_answer_that_is_spoilt_means_that_the_work_is_done(operation: str, takes: set[str]) -> None:
    """Where an operation does work; one that only asks can ask again."""
    full = failures_of(Operation.named(operation), "full")

    assert {failure.name for failure in full if failure.takes_step} - {"answer-without-members"} == takes


def test_a_fault_of_the_wire_is_not_tried_at_a_stubber() -> None:
    """There is no wire above it."""
    with FakeAWS() as fake:
        client = botocore.session.Session().create_client("appconfig", "eu-central-1")
        fake.stub(client)
        found = possible_failures("appconfig.get_deployment", "quick", fake.refuse_what_cannot_pass)

    assert [failure.name for failure, _ in found] == QUICK["appconfig.get_deployment"][:4]


def _check_service(name: str) -> None:
    with FakeAWS() as fake:
        service = Service.named(name)
        for method in service.methods:
            operation = f"{name}.{method}"
            names = [failure.name for failure in failures_of(Operation.named(operation), "full")]
            possible = possible_failures(operation, "full", fake.refuse_what_cannot_pass)

            assert len(names) == len(set(names))
            assert {"throttled", "access-denied", "server-error"} <= {failure.kind for failure, _ in possible}, (
                operation
            )


@pytest.mark.parametrize("service", ["sqs", "cognito-sync"])
def test_every_operation_has_its_failures(service: str) -> None:
    """Names are told apart, and the telling ones can be written, in a service of each kind."""
    _check_service(service)


@pytest.mark.sweep
@pytest.mark.parametrize("service", botocore.session.Session().get_available_services())
def test_every_operation_of_botocore_has_its_failures(service: str) -> None:
    """As above, for all."""
    _check_service(service)
