"""The Stubber door: what botocore documents of its Stubber holds, and scripts come after it."""

from __future__ import annotations

import io
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError, StubAssertionError
from botocore.stub import ANY

from fakeaws import Error, FakeAWS, Response, Script, Stubber
from fakeaws.errors import DoorCannotCarry, UnplayedSteps, UnscriptedCall

GET = "appconfig.get_deployment"
WHICH: dict[str, Any] = {"ApplicationId": "a1b2c3d", "EnvironmentId": "e4f5g6h", "DeploymentNumber": 1}


def client(service: str = "appconfig") -> Any:
    session: Any = boto3.Session("AKIAIOSFODNN7EXAMPLE", "secret", region_name="eu-central-1")
    return session.client(service)


def test_a_stubber_alone_plays_its_scripts() -> None:
    """Without any fake, a stubber plays scripts to its own client, and logs the calls."""
    appconfig = client()
    with Stubber(appconfig) as stubber:
        stubber.add_script(Script(GET, Response(State="DEPLOYING"), Response(State="BAKING")))
        told = [appconfig.get_deployment(**WHICH)["State"] for _ in range(2)]
        with pytest.raises(UnscriptedCall, match=r"test_stubber\.py"):
            appconfig.get_deployment(**WHICH)

    assert told == ["DEPLOYING", "BAKING"]
    assert [call.told() for call in stubber.player.calls] == ["State='DEPLOYING'", "State='BAKING'", "UnscriptedCall"]


def test_the_queue_comes_first() -> None:
    """What `add_response` and `add_client_error` queue is answered before any script, with its expected parameters."""
    appconfig = client()
    with Stubber(appconfig) as stubber:
        stubber.add_steps("get_deployment", Response(State="COMPLETE"))
        stubber.add_response("get_deployment", {"State": "BAKING"}, {**WHICH, "DeploymentNumber": ANY})
        stubber.add_client_error("get_deployment", "ThrottlingException")

        first = appconfig.get_deployment(**WHICH)["State"]
        with pytest.raises(ClientError, match="ThrottlingException"):
            appconfig.get_deployment(**WHICH)
        last = appconfig.get_deployment(**WHICH)["State"]

    assert (first, last) == ("BAKING", "COMPLETE")


def test_expected_parameters_are_compared() -> None:
    """Parameters that miss those expected by a queued response raise what botocore raises."""
    appconfig = client()
    with Stubber(appconfig) as stubber:
        stubber.add_response("get_deployment", {}, {**WHICH, "DeploymentNumber": 2})

        with pytest.raises(StubAssertionError):
            appconfig.get_deployment(**WHICH)


def test_pending_responses_and_steps_are_told() -> None:
    """`assert_no_pending_responses` tells of the queue and of the scripts."""
    stubber = Stubber(client())
    stubber.add_steps("get_deployment", Response(State="COMPLETE"))
    with pytest.raises(UnplayedSteps, match="COMPLETE"):
        stubber.assert_no_pending_responses()
    stubber.add_response("get_deployment", {})
    with pytest.raises(AssertionError, match="1 responses remaining in queue"):
        stubber.assert_no_pending_responses()


def test_another_services_script_is_refused() -> None:
    """A stubber takes scripts of its client's service only."""
    with pytest.raises(DoorCannotCarry, match="to a client of appconfig"):
        Stubber(client()).add_script(Script("greengrass.stop_bulk_deployment", Response()))


def test_invalid_parameters_take_no_step(fake_aws: FakeAWS) -> None:
    """A call that botocore refuses before it is made leaves the script where it was."""
    appconfig = client()
    fake_aws.stub(appconfig)
    fake_aws.on(GET).play(Response(State="COMPLETE"))

    with pytest.raises(Exception, match="Missing required parameter"):
        appconfig.get_deployment()

    assert appconfig.get_deployment(**WHICH)["State"] == "COMPLETE"


def test_a_streaming_body_is_one(fake_aws: FakeAWS) -> None:
    """A body is a StreamingBody, as boto3 gives it, also for a service that the wire does not speak."""
    s3 = client("s3")
    fake_aws.stub(s3)
    fake_aws.on("s3.get_object").play(Response(Body=io.BytesIO(b"abc")).times(2))

    bodies = [s3.get_object(Bucket="b", Key="k")["Body"].read() for _ in range(2)]

    assert bodies == [b"abc", b"abc"]


def test_presigning_takes_no_step(fake_aws: FakeAWS) -> None:
    """A presigned URL is no call of the stubbed client either."""
    s3 = client("s3")
    fake_aws.stub(s3)
    fake_aws.on("s3.get_object").play(Error("NoSuchKey"))

    s3.generate_presigned_url("get_object", {"Bucket": "b", "Key": "k"})

    with pytest.raises(s3.exceptions.NoSuchKey):
        s3.get_object(Bucket="b", Key="k")
