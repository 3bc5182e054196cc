"""A failure put in at one call, whatever the scripts say."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ReadTimeoutError

from fakeaws import Error, FakeAWS, Fault, Response
from fakeaws.errors import PlanError
from tests.conftest import ClientFor

WHICH = {"ApplicationId": "a1b2c3d", "EnvironmentId": "e4f5g6h", "DeploymentNumber": 1}


def states(client: Any, times: int) -> list[str]:
    """What so many calls get: a state, or the code of an error."""

    def state() -> str:
        try:
            return str(client.get_deployment(**WHICH)["State"])
        except ClientError as error:
            return error.response["Error"]["Code"]

    return [state() for _ in range(times)]


def test_one_call_is_refused_and_the_script_goes_on(fake_aws: FakeAWS, client_for: ClientFor) -> None:
    """The step that the call would have taken is left for the next, through every door."""
    fake_aws.on("appconfig.get_deployment").play(Response(State="BAKING"), Response(State="COMPLETE"))
    fake_aws.on("appconfig.get_deployment").disturb(Error("BadRequestException"), call=2)

    assert states(client_for("appconfig"), 3) == ["BAKING", "BadRequestException", "COMPLETE"]


def test_all_attempts_of_the_call_fail(fake_aws: FakeAWS) -> None:
    """Botocore's retries do not hide it."""
    fake_aws.on("appconfig.get_deployment").play(Response(State="COMPLETE"))
    fake_aws.on("appconfig.get_deployment").disturb(Error("ThrottlingException"))
    retries = Config(retries={"mode": "standard", "total_max_attempts": 4})
    client = boto3.client("appconfig", region_name="eu-central-1", config=retries)

    assert states(client, 2) == ["ThrottlingException", "COMPLETE"]
    assert [len(call.attempts) for call in fake_aws.calls()] == [4, 1]


def test_one_attempt_fails(fake_aws: FakeAWS) -> None:
    """Botocore's next try is answered by the script."""
    fake_aws.on("appconfig.get_deployment").play(Response(State="COMPLETE"))
    fake_aws.on("appconfig.get_deployment").disturb(Error("ThrottlingException"), lasts="attempt")
    client = boto3.client("appconfig", region_name="eu-central-1")

    assert states(client, 1) == ["COMPLETE"]
    assert [len(call.attempts) for call in fake_aws.calls()] == [2]


def test_all_later_calls_fail(fake_aws: FakeAWS) -> None:
    """A role that may not ask may not ask later."""
    fake_aws.on("appconfig.get_deployment").play(Response(State="COMPLETE").forever())
    fake_aws.on("appconfig.get_deployment").disturb(Error("AccessDeniedException"), call=2, lasts="for good")
    client = boto3.client("appconfig", region_name="eu-central-1")

    assert states(client, 4) == ["COMPLETE", *["AccessDeniedException"] * 3]


def test_only_calls_with_these_parameters_count(fake_aws: FakeAWS) -> None:
    """Calls with others are answered as ever."""
    fake_aws.on("appconfig.get_deployment").play(Response(State="COMPLETE").forever())
    fake_aws.on("appconfig.get_deployment", DeploymentNumber=2).disturb(Error("BadRequestException"))
    client = boto3.client("appconfig", region_name="eu-central-1")

    assert states(client, 3) == ["COMPLETE"] * 3


def test_the_work_is_done_and_the_answer_lost(fake_aws: FakeAWS) -> None:
    """The step is taken once, however often botocore tries; the deployment has begun."""
    fake_aws.appconfig_deployment("AppConfig.AllAtOnce").completes()
    fake_aws.on("appconfig.start_deployment").disturb(Fault("read-timeout"), takes_step=True)
    client = boto3.client("appconfig", region_name="eu-central-1")

    with pytest.raises(ReadTimeoutError):
        client.start_deployment(
            ApplicationId="a1b2c3d",
            EnvironmentId="e4f5g6h",
            ConfigurationProfileId="p7q8r9s",
            ConfigurationVersion="7",
            DeploymentStrategyId="AppConfig.AllAtOnce",
        )

    assert states(client, 1) == ["BAKING"]


def test_the_answer_that_is_spoilt_is_the_one_of_the_script(fake_aws: FakeAWS) -> None:
    """Where the step is taken, a fault of an answer spoils it."""
    fake_aws.on("s3.get_object").play(Response(Body=b"abcdefgh"))
    fake_aws.on("s3.get_object").disturb(Fault("corrupt-body"), takes_step=True)
    client = boto3.client("s3", region_name="eu-central-1")

    body = client.get_object(Bucket="orders", Key="1.json")["Body"].read()

    assert body == bytes([ord("a") ^ 0x80]) + b"bcdefgh"


def test_a_call_that_is_let_through_is_disturbed_too(fake_aws: FakeAWS) -> None:
    """Nobody else answers it then."""
    fake_aws.let_through("appconfig")
    fake_aws.on("appconfig.get_deployment").disturb(Error("BadRequestException"))
    client = boto3.client("appconfig", region_name="eu-central-1")

    assert states(client, 1) == ["BadRequestException"]


def test_calls_count_from_one(fake_aws: FakeAWS) -> None:
    """There is no call 0."""
    with pytest.raises(PlanError, match=r"^disturb counts the calls from 1, not call=0\.$"):
        fake_aws.on("appconfig.get_deployment").disturb(Error("BadRequestException"), call=0)


def test_how_long_it_lasts_is_one_of_three(fake_aws: FakeAWS) -> None:
    """A slip is told with what there is."""
    with pytest.raises(PlanError, match=r"^lasts='once' is not known\. Known: attempt, call, for good"):
        fake_aws.on("appconfig.get_deployment").disturb(Error("BadRequestException"), lasts="once")  # type: ignore[arg-type]
