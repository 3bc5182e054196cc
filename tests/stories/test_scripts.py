"""Scripts, through both doors: what is scripted is what the client gets."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any
from unittest.mock import ANY

import pytest
from botocore.exceptions import ClientError, WaiterError

from fakeaws import Call, Computed, Error, FakeAWS, Response, Script, statuses
from tests.conftest import ClientFor

WHICH: dict[str, Any] = {"ApplicationId": "a1b2c3d", "EnvironmentId": "e4f5g6h", "DeploymentNumber": 1}
PUBLISH = "cognito-sync.get_bulk_publish_details"
POOL = "eu-central-1:1f8e2c3a-5b4d-4e6f-8a9b-0c1d2e3f4a5b"


def test_a_step_is_said_once_and_in_order(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """Replies come in the order in which they were written, each as often as it says."""
    fake_aws.on(PUBLISH).play(
        Response(BulkPublishStatus="IN_PROGRESS").times(2), Response(BulkPublishStatus="SUCCEEDED").forever()
    )
    client = client_for("cognito-sync")

    told = [client.get_bulk_publish_details(IdentityPoolId=POOL)["BulkPublishStatus"] for _ in range(5)]

    assert told == ["IN_PROGRESS", "IN_PROGRESS", "SUCCEEDED", "SUCCEEDED", "SUCCEEDED"]


def test_exactly_what_was_written(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """`Response.exactly` gives its members and no other; a naive datetime means UTC."""
    started = datetime(2026, 1, 2, 3, 4, 5)  # noqa: DTZ001  # naive on purpose
    fake_aws.on(PUBLISH).play(Response.exactly(BulkPublishStatus="IN_PROGRESS", BulkPublishStartTime=started))

    answer = client_for("cognito-sync").get_bulk_publish_details(IdentityPoolId=POOL)

    del answer["ResponseMetadata"]
    assert answer == {
        "BulkPublishStatus": "IN_PROGRESS",
        "BulkPublishStartTime": started.replace(tzinfo=timezone.utc),
    }


def test_a_status_is_completed_coherently(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """A lifecycle's status alone is enough: the members that belong to it are there, the others are not."""
    fake_aws.on(PUBLISH).play(
        Response(BulkPublishStatus="IN_PROGRESS"),
        Response(BulkPublishStatus="FAILED", FailureMessage="no room"),
    )
    client = client_for("cognito-sync")

    first, last = (client.get_bulk_publish_details(IdentityPoolId=POOL) for _ in range(2))

    metadata = {"ResponseMetadata"}
    assert set(first) - metadata == {"IdentityPoolId", "BulkPublishStatus", "BulkPublishStartTime"}
    assert set(last) - metadata == {*set(first) - metadata, "FailureMessage"}
    assert (last["IdentityPoolId"], last["FailureMessage"]) == (POOL, "no room")


def test_statuses_are_polled_by_a_waiter(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """Botocore's own waiter walks through a sequence of statuses, in virtual time."""
    fake_aws.play(statuses("appconfig.get_deployment", "DEPLOYING", "DEPLOYING", "BAKING", "COMPLETE"))

    client_for("appconfig").get_waiter("deployment_complete").wait(**WHICH)

    assert fake_aws.clock.elapsed == timedelta(seconds=90)


def test_a_waiter_sees_the_failure(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """Botocore's own waiter raises on ROLLED_BACK."""
    fake_aws.play(statuses("appconfig.get_deployment", "DEPLOYING", "ROLLING_BACK", "ROLLED_BACK"))

    with pytest.raises(WaiterError, match="terminal failure state"):
        client_for("appconfig").get_waiter("deployment_complete").wait(**WHICH)


def test_an_error_has_its_class_code_status_and_members(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """A modelled error arrives as the client's exception class, with its members parsed."""
    fake_aws.on("appconfig.get_deployment").play(
        Error("ResourceNotFoundException", "No such deployment", ResourceName="1")
    )
    client = client_for("appconfig")

    with pytest.raises(client.exceptions.ResourceNotFoundException) as caught:
        client.get_deployment(**WHICH)

    response = caught.value.response
    assert response["Error"] == {"Code": "ResourceNotFoundException", "Message": "No such deployment"}
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 404
    assert (response["Message"], response["ResourceName"]) == ("No such deployment", "1")


def test_an_unmodelled_error_can_be_said_on_purpose(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """A code that no model has arrives as a ClientError with that code."""
    fake_aws.on("greengrass.stop_bulk_deployment").play(
        Error("InvalidInputException", "Cannot change state of finished execution.", status=400, unmodelled=True)
    )

    with pytest.raises(ClientError) as caught:
        client_for("greengrass").stop_bulk_deployment(BulkDeploymentId="x")

    assert caught.value.response["Error"]["Code"] == "InvalidInputException"


def test_scripts_are_chosen_by_parameters(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """Scripts of one operation answer independently, each its own parameters; matchers compare by ==."""
    fake_aws.on("appconfig.get_deployment", DeploymentNumber=2).play(Response(State="COMPLETE"))
    fake_aws.on("appconfig.get_deployment", DeploymentNumber=1, EnvironmentId=ANY).play(Response(State="DEPLOYING"))
    client = client_for("appconfig")

    told = [client.get_deployment(**{**WHICH, "DeploymentNumber": number})["State"] for number in (1, 2)]

    assert told == ["DEPLOYING", "COMPLETE"]


def test_a_reply_is_computed_from_the_call(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """A function of the call is a step; it sees the parameters and the virtual time."""

    def echo(call: Call) -> Response:
        return Response(BulkDeploymentId=call.params["InputFileUri"], BulkDeploymentArn=call.at.isoformat())

    fake_aws.on("greengrass.start_bulk_deployment").play(Computed(echo).times(2))
    client = client_for("greengrass")
    asked = {"ExecutionRoleArn": "arn:aws:iam::123456789012:role/r", "InputFileUri": "s3://b/k"}

    client.start_bulk_deployment(**asked)
    fake_aws.clock.advance(60)
    answer = client.start_bulk_deployment(**asked)

    assert answer["BulkDeploymentId"] == "s3://b/k"
    assert answer["BulkDeploymentArn"] == "2026-01-01T00:01:00+00:00"


def test_an_answer_takes_its_time(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """`after` lets virtual time pass before the answer."""
    fake_aws.on(PUBLISH).play(Response(BulkPublishStatus="IN_PROGRESS").after(timedelta(seconds=7)))

    client_for("cognito-sync").get_bulk_publish_details(IdentityPoolId=POOL)

    assert fake_aws.clock.elapsed == timedelta(seconds=7)


def test_what_is_scripted_cannot_be_changed_later(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """Members are copied in and out: neither the test's dict nor the code's answer changes the script."""
    tags = {"team": "blue"}
    fake_aws.on("greengrass.get_bulk_deployment_status").play(
        Response(BulkDeploymentStatus="Running", tags=tags).times(2)
    )
    tags["team"] = "red"
    client = client_for("greengrass")

    client.get_bulk_deployment_status(BulkDeploymentId="x")["tags"]["team"] = "green"

    assert client.get_bulk_deployment_status(BulkDeploymentId="x")["tags"] == {"team": "blue"}


def test_a_script_is_a_value() -> None:
    """Scripts with the same steps are equal wherever they were written, and cannot be changed."""
    one = Script(PUBLISH, Response(BulkPublishStatus="FAILED").times(2), IdentityPoolId=POOL)
    other = Script(PUBLISH, Response(BulkPublishStatus="FAILED").times(2), IdentityPoolId=POOL)

    assert one == other
    assert one.written_at != other.written_at
    with pytest.raises(AttributeError):
        one.steps = ()  # type: ignore[misc]


def test_a_long_poll_takes_its_time(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """An empty queue keeps its consumer waiting for as long as it asked; a message comes at once."""
    fake_aws.on("sqs.receive_message").play(
        Response.exactly().times(2), Response.exactly(Messages=[{"MessageId": "1", "Body": "b"}]), Response.exactly()
    )
    queue = {"QueueUrl": "https://sqs.eu-central-1.amazonaws.com/123456789012/orders"}
    sqs = client_for("sqs")
    for seconds in (20, 20, 20, 0):
        sqs.receive_message(**queue, WaitTimeSeconds=seconds)

    assert fake_aws.clock.elapsed == timedelta(seconds=40)
