"""The fake as a whole: starting, stopping, nesting, precedence, the log, and surprises."""

from __future__ import annotations

import sys
import threading
import time
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from fakeaws import Assumptions, Call, Computed, Error, FakeAWS, Options, Response, statuses
from fakeaws.errors import DoorCannotCarry, FakeAWSError, PlanError, PollingForever, UnscriptedCall

GET = "appconfig.get_deployment"
WHICH: dict[str, Any] = {"ApplicationId": "a1b2c3d", "EnvironmentId": "e4f5g6h", "DeploymentNumber": 1}


def client(service: str = "appconfig", **options: Any) -> Any:
    session: Any = boto3.Session()
    return session.client(service, "eu-central-1", config=Config(**options))


def swallowed(function: Any, **params: Any) -> None:
    """Call as careless code does."""
    with pytest.raises(Exception):  # noqa: B017, PT011  # whatever it is, careless code swallows it
        function(**params)


def test_a_fake_starts_once() -> None:
    """Starting a fake that is started is refused, and does not stop it."""
    with FakeAWS() as fake:
        with pytest.raises(PlanError, match="started already"):
            fake.start()
        fake.on(GET).play(Response(State="COMPLETE"))

        assert client().get_deployment(**WHICH)["State"] == "COMPLETE"


def test_the_newest_of_two_fakes_speaks() -> None:
    """A fake within a fake answers, and logs, alone; afterwards the outer one speaks again."""
    with FakeAWS() as outer:
        outer.on(GET).play(Response(State="COMPLETE"))
        with FakeAWS() as inner:
            inner.on(GET).play(Response(State="DEPLOYING"))
            client().get_deployment(**WHICH)
        client().get_deployment(**WHICH)

    assert [call.told() for call in inner.calls()] == ["State='DEPLOYING'"]
    assert [call.told() for call in outer.calls()] == ["State='COMPLETE'"]


def test_what_is_said_for_ever_comes_last(fake_aws: FakeAWS) -> None:
    """A default that is said for ever gives way to what a test says, and comes back after it."""
    fake_aws.on(GET).play(Response(State="DEPLOYING").forever())
    fake_aws.on(GET).play(Error("ThrottlingException", status=400), Response(State="BAKING"))
    patient = client(retries={"max_attempts": 0})

    swallowed(patient.get_deployment, **WHICH)
    told = [patient.get_deployment(**WHICH)["State"] for _ in range(2)]

    assert told == ["BAKING", "DEPLOYING"]


def test_more_parameters_come_first(fake_aws: FakeAWS) -> None:
    """Of two scripts that fit, the one that asks for more parameters answers."""
    fake_aws.on(GET).play(Response(State="DEPLOYING"))
    fake_aws.on(GET, DeploymentNumber=1).play(Response(State="COMPLETE"))

    assert [client().get_deployment(**WHICH)["State"] for _ in range(2)] == ["COMPLETE", "DEPLOYING"]


def test_a_plan_can_be_disturbed_by_a_script(fake_aws: FakeAWS) -> None:
    """A script beside a planned lifecycle answers first; then the lifecycle goes on."""
    deployment = fake_aws.appconfig_deployment().completes().started()
    fake_aws.on(GET).play(Error("ThrottlingException"))

    answer = client().get_deployment(**deployment.request)

    assert (answer["State"], answer["ResponseMetadata"]["RetryAttempts"]) == ("BAKING", 1)


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (
            lambda call: None,  # noqa: ARG005
            r"in the script for appconfig.get_deployment\(\), written at test_fake.py:\d+, gave what .* not None",
        ),
        (lambda call: {"State": "COMPLETE"}, "dict"),  # noqa: ARG005
        (lambda call: call.params["Nothing"], r"for appconfig.get_deployment\(\), written at .*, raised KeyError"),
        (lambda call: Response(State="DONE"), "DONE"),  # noqa: ARG005
    ],
)
def test_a_computed_reply_that_is_none_is_told(fake_aws: FakeAWS, function: Any, message: str) -> None:
    """A function that fails, or gives no reply, fails the test even if the code under test swallows it."""
    fake_aws.on(GET).play(Computed(function))

    swallowed(client().get_deployment, **WHICH)

    with pytest.raises(FakeAWSError, match=message):
        fake_aws.verify()


def test_a_computed_reply_knows_its_number_and_attempt(fake_aws: FakeAWS) -> None:
    """`number` counts the replies of the script, `attempt` the tries of the call."""
    seen: list[tuple[int, int]] = []

    def note(call: Call) -> Response | Error:
        seen.append((call.number, call.attempt))
        return Error("ThrottlingException") if call.number == 1 else Response(State="COMPLETE")

    fake_aws.on(GET).play(Computed(note).times(3))

    client().get_deployment(**WHICH)
    client().get_deployment(**WHICH)

    assert seen == [(1, 1), (2, 2), (3, 1)]


def test_the_log_keeps_what_was_asked_then(fake_aws: FakeAWS) -> None:
    """Parameters are logged as they were, whatever the code under test does to them later."""
    fake_aws.on("dynamodb.put_item").play(Response.exactly().times(2))
    item = {"id": {"S": "1"}}
    dynamodb = client("dynamodb")

    dynamodb.put_item(TableName="orders", Item=item)
    item["id"] = {"S": "2"}
    dynamodb.put_item(TableName="orders", Item=item)

    assert [call.params["Item"] for call in fake_aws.calls()] == [{"id": {"S": "1"}}, {"id": {"S": "2"}}]


def test_assumptions_hold_for_hand_written_states() -> None:
    """The assumptions of the options shape the answers to hand-written states too."""
    with FakeAWS(Options(assumptions=Assumptions(bulk_deployment_failure="No such bucket"))) as fake:
        fake.play(statuses("greengrass.get_bulk_deployment_status", "Failed"))

        answer = client("greengrass").get_bulk_deployment_status(BulkDeploymentId="x")

    assert answer["ErrorMessage"] == "No such bucket"


def test_a_second_client_beside_a_stubbed_one_is_told(fake_aws: FakeAWS) -> None:
    """What only the Stubber can carry is refused to a client that the Stubber was not made for, and remembered."""
    mine, other = client("s3"), client("s3")
    fake_aws.stub(mine)
    fake_aws.on("s3.list_buckets").play(Response.exactly(Buckets=[{"Name": "\x00"}]).times(2))

    with pytest.raises(DoorCannotCarry, match="for the client that it is made for"):
        other.list_buckets()

    assert mine.list_buckets()["Buckets"] == [{"Name": "\x00"}]
    with pytest.raises(DoorCannotCarry):
        fake_aws.verify()


def test_presigned_urls_are_signed_and_ask_nothing(fake_aws: FakeAWS) -> None:
    """A presigned URL has its signature, and is no call."""
    url = client("s3", signature_version="s3v4").generate_presigned_url("get_object", {"Bucket": "b", "Key": "k"})

    assert "X-Amz-Signature=" in url
    assert fake_aws.calls() == []


def test_a_client_that_waits_for_ever_is_answered(fake_aws: FakeAWS) -> None:
    """`read_timeout=None` waits as long as the answer takes."""
    fake_aws.on(GET).play(Response(State="COMPLETE").after(600))

    assert client(read_timeout=None).get_deployment(**WHICH)["State"] == "COMPLETE"


def test_a_write_may_be_repeated(fake_aws: FakeAWS) -> None:
    """Saying the same thing to AWS a thousand times is no polling."""
    fake_aws.on("appconfig.stop_deployment").play(Response.exactly().forever())
    appconfig = client()

    for _ in range(fake_aws.options.max_polls + 1):
        appconfig.stop_deployment(**WHICH)

    assert len(fake_aws.calls()) == 1001


def test_a_refusal_may_not_be_asked_for_for_ever(fake_aws: FakeAWS) -> None:
    """A loop that starts again and again while AWS refuses is polling, whatever the operation is called."""
    plan = fake_aws.greengrass_bulk_deployment().sticks_in("Running").started()
    greengrass = client("greengrass")
    greengrass.get_bulk_deployment_status(**plan.request)

    with pytest.raises(PollingForever, match="BadRequestException"):
        _start_until_accepted(greengrass)
    with pytest.raises(PollingForever):
        fake_aws.verify()


def _start_until_accepted(greengrass: Any) -> None:
    while True:
        try:
            greengrass.start_bulk_deployment(
                ExecutionRoleArn="arn:aws:iam::123456789012:role/x", InputFileUri="s3://a/b"
            )
        except ClientError:  # noqa: PERF203  # a loop as people write it
            time.sleep(1)


def test_a_surprise_in_a_thread_is_told_with_its_thread(fake_aws: FakeAWS) -> None:
    """A call in a thread that nothing answers fails the test, and names the thread."""
    thread = threading.Thread(target=swallowed, args=(client().get_deployment,), kwargs=WHICH, name="poller")
    thread.start()
    thread.join()

    with pytest.raises(UnscriptedCall, match="in the thread poller"):
        fake_aws.verify()


@pytest.mark.skipif(sys.version_info < (3, 11), reason="exceptions take notes since Python 3.11")
def test_a_failure_is_noted_with_its_calls() -> None:
    """Without pytest too, a failure comes with the calls that led to it."""
    error = AssertionError("the code's own")

    fake = FakeAWS()
    with pytest.raises(AssertionError), fake:
        _swallow_and_raise(error)

    assert vars(error)["__notes__"] == [fake.report()]


def _swallow_and_raise(error: Exception) -> None:
    swallowed(client().get_deployment, **WHICH)
    raise error


@pytest.mark.parametrize("wrong", [Response(State="COMPLETE"), "appconfig.get_deployment", None])
def test_play_takes_a_script(fake_aws: FakeAWS, wrong: Any) -> None:
    """Anything but a script is refused with what makes one."""
    with pytest.raises(PlanError, match=r"fake_aws\.on\(operation\)\.play"):
        fake_aws.play(wrong)


def test_a_stubber_is_for_a_client(fake_aws: FakeAWS) -> None:
    """A resource, which a Stubber cannot take, is told where its client is."""
    session: Any = boto3.Session()
    with pytest.raises(PlanError, match=r"\.meta\.client"):
        fake_aws.stub(session.resource("s3"))


def test_a_fake_takes_options() -> None:
    """Anything but Options is refused with what is taken."""
    wrong: Any = 7
    with pytest.raises(PlanError, match=r"FakeAWS\(Options\(seed=7\)\), not 7"):
        FakeAWS(wrong)


def test_an_exception_of_a_client_is_no_step(fake_aws: FakeAWS) -> None:
    """The class that a client raises is refused with the Error that makes it raise that."""
    with pytest.raises(PlanError, match=r'write Error\("NoSuchKey"\)'):
        fake_aws.on("s3.get_object").play(client("s3").exceptions.NoSuchKey)


def test_both_ways_to_poll_longer_are_told(fake_aws: FakeAWS) -> None:
    """With and without pytest, what stops a poller says where its limit is set."""
    with pytest.raises(PollingForever, match=r"@pytest\.mark\.fake_aws\(max_time=.*FakeAWS\(Options\(max_time="):
        time.sleep(40 * 24 * 3600)
    with pytest.raises(PollingForever):
        fake_aws.verify()
