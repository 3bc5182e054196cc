"""Operations by name, and what the model says of them."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from fakeaws.errors import UnknownOperation
from fakeaws.model import Operation, Service, operation_of_class, operations_like


@pytest.mark.parametrize("name", [None, 5, b"", [], "", "ssm", "ssm.", ".get_parameter"])
def test_what_is_no_name_is_told(name: Any) -> None:
    """Anything but service and operation is refused with how to write it."""
    with pytest.raises(UnknownOperation) as caught:
        Operation.named(name)

    assert str(caught.value) == (
        f"{name!r} names no operation: write service and operation, such as appconfig.get_deployment."
    )


@pytest.mark.parametrize("name", [None, 5, []])
def test_a_service_and_its_operations_have_names_of_text(name: Any) -> None:
    """Other things name nothing, and do not crash."""
    with pytest.raises(UnknownOperation, match="is not a service in the installed botocore"):
        Service.named(name)
    with pytest.raises(UnknownOperation, match="is not an operation of appconfig"):
        Service.named("appconfig").operation(name)


def test_a_copy_is_the_same_operation() -> None:
    """Copying and pickling read no model anew."""
    operation = Operation.named("appconfig.get_deployment")

    assert copy.deepcopy(operation) is operation
    assert pickle.loads(pickle.dumps(operation)) is operation  # noqa: S301
    assert copy.deepcopy(operation.service) is operation.service


@pytest.mark.parametrize("name", ["kinesis.subscribe_to_shard", "bedrock-runtime.converse_stream"])
def test_event_streams_are_told_apart(name: str) -> None:
    """An answer that is a stream of events is no single set of members, nor a body of bytes."""
    assert Operation.named(name).event_stream
    assert Operation.named("s3.get_object").event_stream is None


def test_a_pattern_names_operations() -> None:
    """A star stands for any part of a name; an operation's name stands for itself, in either spelling."""
    assert operations_like("appconfig:GetDeployment") == ["appconfig.get_deployment"]
    assert operations_like("greengrass.*_bulk_deployment") == [
        "greengrass.start_bulk_deployment",
        "greengrass.stop_bulk_deployment",
    ]
    assert {"sqs.list_queues", "sqs.send_message"} < set(operations_like("sqs.*"))
    with pytest.raises(UnknownOperation, match=r"frob\* is not a pattern that any operation fits"):
        operations_like("frob*")


@pytest.mark.parametrize(
    ("class_name", "operation"),
    [
        ("AppConfig", "appconfig.get_deployment"),
        ("CognitoSync", "cognito-sync.get_bulk_publish_details"),
        ("CloudWatchLogs", "logs.create_log_group"),
        ("SFN", "stepfunctions.start_execution"),
    ],
)
def test_the_class_of_a_client_leads_to_its_service(class_name: str, operation: str) -> None:
    """Pages name the class, which need not look like the service's name."""
    assert operation_of_class(class_name, operation.partition(".")[2]) == operation


def test_an_unknown_class_of_clients_is_refused() -> None:
    """As any other unknown name."""
    with pytest.raises(UnknownOperation, match=r"Jars\.Client is not a class of clients"):
        operation_of_class("Jars", "fill_jar")


def test_paginators_are_known_by_method() -> None:
    """A service's paginators are those of botocore's clients; most services have some."""
    known = Service.named("iam").paginators

    assert known["get_group"]["result_key"] == "Users"
    assert Service.named("sts").paginators == {}


@pytest.mark.parametrize(
    ("operation", "expected"), [("ec2.describe_vpcs", "Filters"), ("ec2.describe_hosts", "Filter")]
)
def test_an_alias_stands_for_a_parameter_that_is_there(operation: str, expected: str) -> None:
    """boto3 takes Filters wherever the model says Filter; where the model says Filters, that is its name."""
    assert Operation.named(operation).modelled_name("Filters") == expected
