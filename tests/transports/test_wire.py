"""The wire door: below the retries, for any client, and nothing leaves."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta, timezone
from typing import Any

import boto3
import botocore.client
import botocore.httpsession
import botocore.session
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ReadTimeoutError

from fakeaws import Error, FakeAWS, Fault, Options, Response, Stubber
from fakeaws.errors import BlockedRequest, DoorCannotCarry

WHICH: dict[str, Any] = {"ApplicationId": "a1b2c3d", "EnvironmentId": "e4f5g6h", "DeploymentNumber": 1}
GET = "appconfig.get_deployment"
OLD_CLIENT = boto3.client("appconfig", region_name="eu-central-1")
OLD_ADAPTIVE_CLIENT = boto3.client("appconfig", region_name="eu-central-1", config=Config(retries={"mode": "adaptive"}))


def client(**options: Any) -> Any:
    return boto3.client("appconfig", region_name="eu-central-1", config=Config(**options))


def test_a_client_made_at_import_time_is_answered(fake_aws: FakeAWS) -> None:
    """A client that is older than the test, and never saw credentials, is caught."""
    fake_aws.on(GET).play(Response(State="COMPLETE"))

    assert OLD_CLIENT.get_deployment(**WHICH)["State"] == "COMPLETE"


def test_a_client_of_any_session_is_answered(fake_aws: FakeAWS) -> None:
    """Sessions of boto3 and of bare botocore, with their own credentials or none, are all caught."""
    fake_aws.on(GET).play(Response(State="COMPLETE").times(3))

    made: Any
    for made in (
        boto3.Session(aws_access_key_id="a", aws_secret_access_key="b").client("appconfig", "us-west-2"),
        boto3.Session().client("appconfig"),
        botocore.session.get_session().create_client("appconfig"),
    ):
        assert made.get_deployment(**WHICH)["State"] == "COMPLETE"


@pytest.mark.parametrize(("mode", "attempts"), [("legacy", 5), ("standard", 3), ("adaptive", 3)])
def test_throttling_is_retried_by_botocore_in_virtual_time(fake_aws: FakeAWS, mode: str, attempts: int) -> None:
    """One call is so many attempts as the retry mode makes, and its back-off moves the virtual clock only."""
    fake_aws.on(GET).play(Error("ThrottlingException").times(attempts - 1), Response(State="COMPLETE"))

    answer = client(retries={"mode": mode}).get_deployment(**WHICH)

    assert answer["ResponseMetadata"]["RetryAttempts"] == attempts - 1
    assert [len(call.attempts) for call in fake_aws.calls()] == [attempts]
    assert fake_aws.clock.elapsed > timedelta(0)


def test_an_answer_after_the_time_out_is_a_read_timeout(fake_aws: FakeAWS) -> None:
    """An answer slower than the client's read time-out is not waited for."""
    fake_aws.on(GET).play(Response(State="COMPLETE").after(61).forever())
    impatient = client(read_timeout=5, retries={"max_attempts": 0})

    with pytest.raises(ReadTimeoutError):
        impatient.get_deployment(**WHICH)
    assert fake_aws.clock.elapsed == timedelta(seconds=5)


def test_response_metadata_is_as_real(fake_aws: FakeAWS) -> None:
    """Status, request id and the date of the virtual clock arrive in ResponseMetadata."""
    fake_aws.on("appconfig.start_deployment").play(Response(DeploymentNumber=1, State="DEPLOYING"))

    metadata = client().start_deployment(
        ApplicationId="a1b2c3d",
        EnvironmentId="e4f5g6h",
        DeploymentStrategyId="AppConfig.AllAtOnce",
        ConfigurationProfileId="p7q8r9s",
        ConfigurationVersion="1",
    )["ResponseMetadata"]

    assert metadata["HTTPStatusCode"] == 201
    assert metadata["RequestId"] == metadata["HTTPHeaders"]["x-amzn-requestid"] != ""
    assert metadata["HTTPHeaders"]["date"] == "Thu, 01 Jan 2026 00:00:00 GMT"


def test_nothing_else_leaves_the_process(fake_aws: FakeAWS) -> None:
    """A request of botocore that is no client's operation is stopped, and named."""
    from botocore.utils import InstanceMetadataFetcher

    fetcher = InstanceMetadataFetcher(timeout=1, num_attempts=1)
    with pytest.raises(BlockedRequest, match=r"169\.254\.169\.254"):
        fetcher.retrieve_iam_role_credentials()
    with pytest.raises(BlockedRequest):
        fake_aws.verify()


def test_what_xml_cannot_hold_is_refused_when_bound(fake_aws: FakeAWS) -> None:
    """A script that the wire cannot carry is refused on the test's line, naming the other door."""
    with pytest.raises(DoorCannotCarry, match="aws_stubber") as caught:
        fake_aws.on("s3.list_buckets").play(Response(Buckets=[{"Name": "a\x00b"}]))

    assert r"rest-xml: XML has no way to write the character '\x00' (step written at test_wire.py" in str(caught.value)


def test_what_is_computed_and_xml_cannot_hold_is_a_surprise(fake_aws: FakeAWS) -> None:
    """A computed reply that the wire cannot carry is remembered, whatever becomes of the exception."""
    fake_aws.on("s3.list_buckets").play(lambda _: Response(Buckets=[{"Name": "a\x00b"}]))
    s3: Any = boto3.client("s3", region_name="eu-central-1")

    with pytest.raises(DoorCannotCarry):
        s3.list_buckets()
    with pytest.raises(DoorCannotCarry):
        fake_aws.verify()


def test_a_fault_is_refused_by_the_stubber_door(fake_aws: FakeAWS) -> None:
    """A fault for a stubbed client is refused when it is bound, in either order, naming the wire door."""
    fake_aws.stub(client())
    with pytest.raises(DoorCannotCarry, match="The wire door carries it"):
        fake_aws.on(GET).play(Fault("read-timeout"))

    with pytest.raises(DoorCannotCarry, match=r"written at test_wire\.py"):
        Stubber(client()).add_steps("get_deployment", Fault("read-timeout"))


def test_threads_each_get_their_own_answer(fake_aws: FakeAWS) -> None:
    """Eight threads with fifty calls each take what was scripted for their parameters, once each."""
    for number in range(1, 9):
        fake_aws.on(GET, DeploymentNumber=number).play(
            *[Response(State="COMPLETE", ConfigurationVersion=f"{number}.{step}") for step in range(50)]
        )
    got: dict[int, list[str]] = {number: [] for number in range(1, 9)}
    shared = client()

    def poll(number: int) -> None:
        for _ in range(50):
            answer = shared.get_deployment(**{**WHICH, "DeploymentNumber": number})
            got[number].append(answer["ConfigurationVersion"])

    threads = [threading.Thread(target=poll, args=(number,)) for number in got]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert got == {number: [f"{number}.{step}" for step in range(50)] for number in got}
    assert len(fake_aws.calls()) == 400


def test_everything_is_put_back() -> None:
    """After the fake, time passes and botocore is as it was."""
    classes: Any = botocore.client.BaseClient, botocore.httpsession.URLLib3Session

    def seams() -> list[Any]:
        return [time.sleep, time.monotonic, classes[0]._make_api_call, classes[1].send]

    before = seams()

    with FakeAWS() as fake:
        assert seams() != before
        fake.clock.advance(5)

    assert before == seams()
    assert datetime.now(timezone.utc) > datetime(2026, 1, 2, tzinfo=timezone.utc)


def test_no_call_opens_a_socket() -> None:
    """A whole polled story, in a process without credentials, region or config, opens no socket."""
    script = """
import socket
class Refused(socket.socket):
    def connect(self, address): raise AssertionError(f"connects to {address}")
    connect_ex = connect
socket.socket = Refused
import boto3
from fakeaws import FakeAWS, statuses
with FakeAWS() as fake:
    fake.play(statuses("appconfig.get_deployment", "DEPLOYING", "BAKING", "COMPLETE"))
    which = dict(ApplicationId="a1b2c3d", EnvironmentId="e4f5g6h", DeploymentNumber=1)
    boto3.client("appconfig").get_waiter("deployment_complete").wait(**which)
print(fake.clock.elapsed)
"""
    bare = {"PATH": "", "HOME": "/nonexistent", "PYTHONPATH": ":".join(sys.path)}

    done = subprocess.run([sys.executable, "-c", script], env=bare, capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("0:01:00\n", "")


@pytest.mark.parametrize("mode", ["standard", "adaptive"])
def test_a_client_forgets_what_an_earlier_test_taught_it(mode: str) -> None:
    """A client that was throttled to its limit, at a later time, retries in the next test as if it were new."""
    shared = client(retries={"mode": mode})
    with FakeAWS(Options(max_polls=1_000)) as fake:
        fake.clock.advance(timedelta(days=20))
        fake.on(GET).play(Error("ThrottlingException").forever())
        for _ in range(60):
            with pytest.raises(ClientError):
                shared.get_deployment(**WHICH)
    with FakeAWS() as fake:
        fake.on(GET).play(Error("ThrottlingException"), Response(State="COMPLETE"))

        shared.get_deployment(**WHICH)

    assert [len(call.attempts) for call in fake.calls()] == [2]
    assert fake.clock.elapsed < timedelta(seconds=30)


def test_a_limited_client_made_outside_is_answered(fake_aws: FakeAWS) -> None:
    """A client whose rate limiter holds stamps of the real time is throttled and retried in virtual time."""
    fake_aws.on(GET).play(Error("ThrottlingException"), Response(State="COMPLETE"))

    assert OLD_ADAPTIVE_CLIENT.get_deployment(**WHICH)["ResponseMetadata"]["RetryAttempts"] == 1
    assert fake_aws.clock.elapsed < timedelta(seconds=30)
