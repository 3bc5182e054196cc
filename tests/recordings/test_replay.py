"""Replaying: which recorded answer a call gets, and what is told of calls that were not recorded so."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from fakeaws import FakeAWS, Response
from fakeaws.errors import RecordingError, UnscriptedCall
from fakeaws.model import Operation
from fakeaws.recordings.formats.own import text_of
from fakeaws.recordings.interaction import Interaction, RecordedError, Source
from fakeaws.recordings.parameters import rule_for
from fakeaws.recordings.replaying import script_of
from tests.conftest import ClientFor

DEPLOYMENT = {"ApplicationId": "a1b2c3d", "EnvironmentId": "e4f5g6h", "DeploymentNumber": 1}


def answered(operation: str, params: dict[str, Any] | None, **response: Any) -> Interaction:
    return Interaction(Source("story.json"), operation, params, response, status=200)


def refused(operation: str, params: dict[str, Any] | None, code: str, status: int) -> Interaction:
    return Interaction(Source("story.json"), operation, params, error=RecordedError(code, "No.", {}), status=status)


def deployment(number: int, state: str) -> Interaction:
    return answered("appconfig.get_deployment", {**DEPLOYMENT, "DeploymentNumber": number}, State=state)


@pytest.fixture
def story(tmp_path: Path) -> Any:
    """Write interactions into a file, and tell its path."""

    def write(*interactions: Interaction, name: str = "story.json") -> Path:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text_of(interactions), encoding="utf-8")
        return file

    return write


def state_of(client: Any, number: int) -> str:
    return str(client.get_deployment(**{**DEPLOYMENT, "DeploymentNumber": number})["State"])


def test_calls_are_told_by_their_parameters(fake_aws: FakeAWS, client_for: ClientFor, story: Any) -> None:
    """Different calls come in any order; equal ones get their answers in the order of the recording."""
    client = client_for("appconfig")
    fake_aws.replay(story(deployment(1, "BAKING"), deployment(2, "DEPLOYING"), deployment(1, "COMPLETE")))

    assert [state_of(client, number) for number in (2, 1, 1)] == ["DEPLOYING", "BAKING", "COMPLETE"]


def test_the_end_of_a_recording_is_the_end(fake_aws: FakeAWS, client_for: ClientFor, story: Any) -> None:
    """A call more than was recorded is told with all that was; nothing begins again."""
    client = client_for("appconfig")
    fake_aws.replay(story(deployment(1, "COMPLETE")))
    state_of(client, 1)

    with pytest.raises(UnscriptedCall, match="all that was recorded of it is played to its end") as told:
        state_of(client, 1)
    with pytest.raises(UnscriptedCall):
        fake_aws.verify()
    assert "Response(State='COMPLETE')   [" in str(told.value)
    assert "story.json" in str(told.value)


@pytest.mark.fake_aws(allow_unplayed=True)
def test_what_changed_in_a_call_is_shown(fake_aws: FakeAWS, client_for: ClientFor, story: Any) -> None:
    """A call with another value, one more and one less gets nothing, and a line for each of the three."""
    client = client_for("dynamodb")
    recorded = {"TableName": "orders", "Key": {"id": {"S": "1"}}, "ConsistentRead": True}
    fake_aws.replay(story(answered("dynamodb.get_item", recorded, Item={})))

    with pytest.raises(UnscriptedCall) as told:
        client.get_item(TableName="orders", Key={"id": {"S": "2"}}, ReturnConsumedCapacity="NONE")
    with pytest.raises(UnscriptedCall):
        fake_aws.verify()
    lines = str(told.value).splitlines()
    assert "it was not recorded like this. The nearest, recorded at " in lines[0]
    assert lines[1:4] == [
        "    Key.id.S: the recording has '1', the call '2'",
        "    ConsistentRead: the recording has True, the call has none",
        "    ReturnConsumedCapacity: the recording has none, the call 'NONE'",
    ]
    assert "pytest --fake-aws-record=FOLDER" in lines[-1]


def test_in_order_a_call_waits_for_its_turn(fake_aws: FakeAWS, client_for: ClientFor, story: Any) -> None:
    """With `ordered` a call that comes too early is told what comes before it; in order all is answered."""
    client = client_for("appconfig")
    fake_aws.replay(story(deployment(1, "BAKING"), deployment(2, "DEPLOYING"), deployment(1, "COMPLETE")), ordered=True)

    with pytest.raises(UnscriptedCall, match="in the recording it is not its turn yet") as told:
        state_of(client, 2)
    with pytest.raises(UnscriptedCall):
        fake_aws.verify(unplayed=False)
    assert "appconfig.get_deployment(ApplicationId='a1b2c3d', EnvironmentId='e4f5g6h', DeploymentNumber=1)" in str(
        told.value
    )
    assert [state_of(client, number) for number in (1, 2, 1)] == ["BAKING", "DEPLOYING", "COMPLETE"]


def test_all_tries_of_a_call_get_its_one_answer(fake_aws: FakeAWS, story: Any) -> None:
    """What a call came to after botocore's retries comes again after as many; the next call gets the next answer."""
    client: Any = boto3.client("appconfig", config=Config(retries={"mode": "standard", "total_max_attempts": 3}))
    params = dict(DEPLOYMENT)
    fake_aws.replay(
        story(refused("appconfig.get_deployment", params, "ThrottlingException", 429), deployment(1, "BAKING"))
    )

    with pytest.raises(ClientError, match="ThrottlingException"):
        state_of(client, 1)
    assert state_of(client, 1) == "BAKING"
    assert [len(call.attempts) for call in fake_aws.calls()] == [3, 1]


def test_tries_that_were_recorded_each_are_replayed_each(fake_aws: FakeAWS) -> None:
    """A recording below the retries, such as a cassette, has an answer for each try."""
    entries = [
        refused("appconfig.get_deployment", dict(DEPLOYMENT), "ThrottlingException", 429),
        deployment(1, "BAKING"),
    ]
    scripts = [script_of(replace(one, is_attempt=True)) for one in entries]
    fake_aws._player.add_recorded(scripts, ordered=False)

    assert state_of(boto3.client("appconfig"), 1) == "BAKING"
    assert [len(call.attempts) for call in fake_aws.calls()] == [2]


def test_without_parameters_the_operation_decides(fake_aws: FakeAWS, client_for: ClientFor, story: Any) -> None:
    """Formats that keep no parameters answer any call of the operation, in their order."""
    client = client_for("appconfig")
    entries = [answered("appconfig.get_deployment", None, State=state) for state in ("BAKING", "COMPLETE")]
    fake_aws.replay(story(*entries))

    assert [state_of(client, number) for number in (7, 8)] == ["BAKING", "COMPLETE"]


def test_what_a_test_writes_comes_before_the_recording(fake_aws: FakeAWS, client_for: ClientFor, story: Any) -> None:
    """A script of the test's own answers first, however few parameters it asks for."""
    client = client_for("appconfig")
    fake_aws.replay(story(deployment(1, "BAKING")))
    fake_aws.on("appconfig.get_deployment").play(Response(State="DEPLOYING"))

    assert [state_of(client, 1) for _ in range(2)] == ["DEPLOYING", "BAKING"]


def test_answers_are_given_exactly(fake_aws: FakeAWS, client_for: ClientFor, story: Any) -> None:
    """No member is made up, a status that the model does not have stays, and so does a state it does not know."""
    client = client_for("appconfig")
    recorded = Interaction(
        Source("story.json"), "appconfig.get_deployment", dict(DEPLOYMENT), {"State": "PAUSED"}, status=203
    )
    fake_aws.replay(story(recorded))
    answer = client.get_deployment(**DEPLOYMENT)

    assert answer.pop("ResponseMetadata")["HTTPStatusCode"] == 203
    assert answer == {"State": "PAUSED"}


def test_errors_are_replayed_with_code_status_and_members(fake_aws: FakeAWS, client_for: ClientFor, story: Any) -> None:
    """A code that no model has is allowed as it was recorded; a modelled one has its class and members."""
    client = client_for("appconfig")
    modelled = RecordedError("BadRequestException", "No.", {"Reason": "InvalidConfiguration"})
    params = dict(DEPLOYMENT)
    fake_aws.replay(
        story(
            refused("appconfig.get_deployment", params, "OfTheirOwn", 418),
            Interaction(Source("story.json"), "appconfig.get_deployment", params, error=modelled, status=400),
        )
    )
    errors = []
    for _ in range(2):
        with pytest.raises(ClientError) as error:
            client.get_deployment(**DEPLOYMENT)
        errors.append(error.value)

    assert errors[0].response["Error"]["Code"] == "OfTheirOwn"
    assert errors[0].response["ResponseMetadata"]["HTTPStatusCode"] == 418
    assert isinstance(errors[1], client.exceptions.BadRequestException)
    assert errors[1].response["Reason"] == "InvalidConfiguration"


def test_a_folder_is_all_its_files(fake_aws: FakeAWS, client_for: ClientFor, story: Any) -> None:
    """Files are read in the order of their names, in folders within folders too."""
    client = client_for("appconfig")
    story(deployment(1, "COMPLETE"), name="b/2.json")
    folder = story(deployment(1, "BAKING"), name="a.json").parent
    fake_aws.replay(folder)

    assert [state_of(client, 1) for _ in range(2)] == ["BAKING", "COMPLETE"]


def test_broken_entries_are_listed_or_skipped_by_name(fake_aws: FakeAWS, story: Any) -> None:
    """An operation that there is not and an answer that breaks the model are told with their places, all at once."""
    file = story(
        answered("appconfig.get_deploymentt", {}),
        answered("appconfig.get_deployment", dict(DEPLOYMENT), State=5),
        deployment(1, "COMPLETE"),
    )

    with pytest.raises(RecordingError) as told:
        fake_aws.replay(file)
    (script,) = fake_aws.replay(file, skip_broken=True)
    assert len(told.value.broken) == 2
    assert "Did you mean get_deployment?" in told.value.broken[0]
    assert "/State" in told.value.broken[1]
    assert all("story.json" in one for one in told.value.broken)
    assert state_of(boto3.client("appconfig"), 1) == "COMPLETE"
    assert str(script.operation) == "<Operation appconfig.get_deployment>"


def test_what_the_wire_cannot_carry_is_told_with_its_place(fake_aws: FakeAWS, story: Any) -> None:
    """A NUL, which XML has not, is refused when the recording is read."""
    file = story(
        answered(
            "iam.get_user",
            {},
            User={
                "Path": "/",
                "UserName": "a\0b",
                "UserId": "A" * 16,
                "Arn": "x" * 20,
                "CreateDate": datetime(2026, 1, 1, tzinfo=timezone.utc),
            },
        )
    )

    with pytest.raises(RecordingError, match=r"story\.json.*The wire door cannot carry"):
        fake_aws.replay(file)


@pytest.mark.parametrize("skip_broken", [False, True])
def test_nothing_to_replay_is_told(fake_aws: FakeAWS, story: Any, *, skip_broken: bool) -> None:
    """A recording without an interaction answers nothing, and is an error."""
    with pytest.raises(RecordingError, match="there is nothing in it to replay"):
        fake_aws.replay(story(), skip_broken=skip_broken)


def test_a_file_that_is_not_there_is_told(fake_aws: FakeAWS, tmp_path: Path) -> None:
    """The path is in the message."""
    with pytest.raises(RecordingError, match=r"none\.json: there is no such file or folder"):
        fake_aws.replay(tmp_path / "none.json")


def test_time_is_virtual_while_it_replays(fake_aws: FakeAWS, story: Any) -> None:
    """A waiter of 90 s of a recording takes none."""
    states = ["DEPLOYING", "DEPLOYING", "BAKING", "COMPLETE"]
    fake_aws.replay(story(*(deployment(1, state) for state in states)))
    client: Any = boto3.client("appconfig", region_name="eu-central-1")
    client.get_waiter("deployment_complete").wait(**DEPLOYMENT)

    assert fake_aws.clock.elapsed.total_seconds() == 90


SAME = [
    ("s3.put_object", {"Bucket": "b", "Key": "k", "Body": b"hello"}, {"Body": io.BytesIO(b"hello")}),
    ("s3.put_object", {"Bucket": "b", "Key": "k", "Body": b"hello"}, {"Body": "hello", "ChecksumAlgorithm": "CRC32"}),
    ("s3.list_objects_v2", {"Bucket": "b", "EncodingType": "url"}, {"EncodingType": None}),
    (
        "ec2.describe_vpcs",
        {"Filters": [{"Name": "a", "Values": ["b"]}]},
        {"Filters": ({"Name": "a", "Values": ("b",)},)},
    ),
    ("ec2.run_instances", {"MinCount": 1, "MaxCount": 1, "ClientToken": "a"}, {"ClientToken": "b"}),
    (
        "cloudwatch.get_metric_data",
        {"MetricDataQueries": [], "StartTime": datetime(2026, 1, 1, tzinfo=timezone.utc), "EndTime": 1767225600},
        {"StartTime": "2026-01-01T01:00:00+01:00"},
    ),
]
OTHER = [
    ("s3.put_object", {"Bucket": "b", "Key": "k", "Body": b"hello"}, {"Body": io.BytesIO(b"hullo")}),
    ("s3.list_objects_v2", {"Bucket": "b"}, {"ContinuationToken": "x"}),
    ("s3.list_objects_v2", {"Bucket": "b", "EncodingType": "url"}, {"EncodingType": "none"}),
]


@pytest.mark.parametrize(("operation", "recorded", "change"), SAME)
def test_what_means_the_same_is_the_same(operation: str, recorded: dict[str, Any], change: dict[str, Any]) -> None:
    """Bodies, times, tuples, tokens and what botocore fills in do not make another call of it."""
    rule = rule_for(Operation.named(operation), recorded)

    assert rule.fits({**recorded, **change})


@pytest.mark.parametrize(("operation", "recorded", "change"), OTHER)
def test_what_means_something_else_is_another_call(
    operation: str, recorded: dict[str, Any], change: dict[str, Any]
) -> None:
    """Another body, a token of the next page, or another value of what both say makes it another."""
    rule = rule_for(Operation.named(operation), recorded)
    given = {**recorded, **change}

    assert not rule.fits(given)
    assert [one.place for one in rule.differences(given)] == list(change)


def test_a_long_recording_of_different_calls_is_read_once(fake_aws: FakeAWS, story: Any) -> None:
    """A thousand calls of one operation find each their own answer."""
    keys = [str(number) for number in range(1_000)]
    entries = [
        answered("dynamodb.get_item", {"TableName": "t", "Key": {"id": {"S": key}}}, Item={"id": {"S": key}})
        for key in keys
    ]
    fake_aws.replay(story(*entries))
    client: Any = boto3.client("dynamodb", region_name="eu-central-1")

    assert [client.get_item(TableName="t", Key={"id": {"S": key}})["Item"]["id"]["S"] for key in keys] == keys


def test_a_nameless_file_is_of_the_operation_that_is_said(fake_aws: FakeAWS, tmp_path: Path) -> None:
    """What the fake is told stands for what the file does not say."""
    file = tmp_path / "story.json"
    entry = {"params": DEPLOYMENT, "response": {"State": "BAKING"}}
    file.write_text(json.dumps({"fakeaws_recording": 1, "interactions": [entry]}), encoding="utf-8")

    with pytest.raises(RecordingError):
        fake_aws.replay(file)
