"""Recording what an endpoint answers, and replaying it: moto within the process, or its server."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ParamValidationError
from botocore.stub import Stubber
from moto import mock_aws

from fakeaws import Error, FakeAWS, Response, check, record
from fakeaws.errors import RecordingError, UnplayedSteps
from fakeaws.recordings.interaction import Interaction
from fakeaws.recordings.reading import read
from tests.recordings.moto_stories import STORIES


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keys that reach nobody, and a scrubbing key of the test's own."""
    for name in [one for one in os.environ if one.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("FAKEAWS_SCRUB_KEY", "the key of this test")
    monkeypatch.chdir(tmp_path)


def client(service: str, **options: Any) -> Any:
    session: Any = boto3.Session()
    return session.client(service, "us-east-1", **options)


def whole(answer: Mapping[str, Any]) -> dict[str, Any]:
    """An answer with its status and retries, but without the ids and headers of its request; bodies are read.

    The message of an error stands in it once: moto does not always repeat it where the error's shape has it.
    """
    kept = ("HTTPStatusCode", "RetryAttempts")
    told = {name: value for name, value in answer.get("ResponseMetadata", {}).items() if name in kept}
    own = {name: value for name, value in answer.items() if "Error" not in answer or name.lower() != "message"}
    if "Error" in own:  # an older botocore leaves more in it
        own["Error"] = {name: value for name, value in own["Error"].items() if name in _OF_ERRORS}
    read_parts = {name: value.read() if hasattr(value, "read") else value for name, value in own.items()}
    return {**read_parts, "ResponseMetadata": told}


_OF_ERRORS = ("Code", "Message", "Type")


def interactions(file: str) -> list[Interaction]:
    return [one for one in read(Path(file)) if isinstance(one, Interaction)]


@pytest.mark.parametrize("service", STORIES)
def test_what_moto_answered_is_replayed_whole(service: str) -> None:
    """In every protocol a replay gives the parsed responses, errors and statuses that moto gave; all of it checks."""
    with mock_aws(), record("story.json", scrub=False):
        recorded = [whole(one) for one in STORIES[service](client(service))]
    with FakeAWS() as fake:
        fake.replay("story.json", ordered=True)
        replayed = [whole(one) for one in STORIES[service](client(service))]

    assert recorded == replayed


@pytest.mark.parametrize("service", STORIES)
def test_what_was_scrubbed_still_replays(service: str) -> None:
    """Ids that are replaced are replaced everywhere, so that the same program finds its way."""
    with mock_aws(), record("story.json"):
        recorded = [one["ResponseMetadata"]["HTTPStatusCode"] for one in STORIES[service](client(service))]
    with FakeAWS() as fake:
        fake.replay("story.json")
        replayed = [one["ResponseMetadata"]["HTTPStatusCode"] for one in STORIES[service](client(service))]
    errors = [
        found
        for one in interactions("story.json")
        if one.error is None
        for found in check(str(one.operation), one.response)
        if found.severity == "error"
    ]

    assert recorded == replayed
    assert errors == []


def test_a_server_on_this_machine_is_recorded() -> None:
    """What a real client gets through a socket is recorded, and replayed without the server."""
    server_of = pytest.importorskip("moto.server", reason="needs moto[server]")
    server = server_of.ThreadedMotoServer(port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        options: dict[str, Any] = {"endpoint_url": f"http://{host}:{port}", "config": Config(proxies={})}
        with record("story.json", scrub=False):
            recorded = {name: [whole(one) for one in story(client(name, **options))] for name, story in STORIES.items()}
    finally:
        server.stop()
    with FakeAWS() as fake:
        fake.replay("story.json", ordered=True)
        replayed = {name: [whole(one) for one in story(client(name, **options))] for name, story in STORIES.items()}

    assert recorded == replayed


def test_a_resource_of_dynamodb_is_recorded_as_the_service_hears_it() -> None:
    """Numbers, sets and bytes that boto3's resources translate come back as they were given."""
    item = {"id": 1, "tags": {"a"}, "data": b"\x00"}

    def story() -> Any:
        resource: Any = boto3.resource("dynamodb", "us-east-1")
        table = resource.Table("orders")
        resource.create_table(
            TableName="orders",
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "N"}],
            BillingMode="PAY_PER_REQUEST",
        )
        table.put_item(Item=item)
        return table.get_item(Key={"id": 1})["Item"]

    with mock_aws(), record("story.json"):
        recorded = story()
    with FakeAWS() as fake:
        fake.replay("story.json")
        replayed = story()

    assert recorded == replayed
    assert interactions("story.json")[1].params == {
        "TableName": "orders",
        "Item": {"id": {"N": "1"}, "tags": {"SS": ["a"]}, "data": {"B": b"\x00"}},
    }


def put(name: str, value: str) -> None:
    client("ssm").put_parameter(Name=name, Value=value, Type="String")


def test_a_recording_that_says_the_same_stays_as_it_is() -> None:
    """Times that differ, such as those of the calls and of what was made, change nothing in the file."""
    contents = []
    for _ in range(2):
        with mock_aws(), record("story.json"):
            put("/shop/size", "3")
            client("ssm").get_parameter(Name="/shop/size")
        contents.append(Path("story.json").read_bytes())
        time.sleep(0.01)  # times to the millisecond are different ones

    assert contents[0] == contents[1]


def test_what_changed_is_all_that_changes_in_the_file() -> None:
    """A call more between two that are as they were leaves these in their old words."""
    with mock_aws(), record("story.json"):
        put("/shop/size", "3")
        client("ssm").get_parameter(Name="/shop/size")
    before = json.loads(Path("story.json").read_text(encoding="utf-8"))["interactions"]
    with mock_aws(), record("story.json"):
        put("/shop/size", "3")
        put("/shop/name", "x")
        client("ssm").get_parameter(Name="/shop/size")
    after = json.loads(Path("story.json").read_text(encoding="utf-8"))["interactions"]

    assert before == [after[0], after[2]]


def test_a_block_that_raises_writes_nothing() -> None:
    """A story that went wrong does not take the place of one that went well."""
    Path("story.json").write_text("old", encoding="utf-8")
    with pytest.raises(ClientError), mock_aws(), record("story.json"):
        client("ssm").get_parameter(Name="none")

    assert Path("story.json").read_text(encoding="utf-8") == "old"
    assert [one.name for one in Path().iterdir()] == ["story.json"]


def test_a_block_without_calls_is_told() -> None:
    """A recording of nothing is not written."""
    with pytest.raises(RecordingError, match=r"story\.json: no call was made that"), record("story.json"):
        pass

    assert not Path("story.json").exists()


def test_a_place_that_cannot_be_written_to_is_told() -> None:
    """A file where a folder should be is our error, not Python's."""
    Path("story").write_text("", encoding="utf-8")
    with pytest.raises(RecordingError, match=r"story\.json: cannot be w"), mock_aws(), record("story/story.json"):
        put("/shop/size", "3")


def test_credentials_are_recorded_only_if_asked_for() -> None:
    """What STS hands out stays away from a file, unless its name is said."""
    role = {"RoleArn": "arn:aws:iam::123456789012:role/worker", "RoleSessionName": "session"}
    for credentials in (False, True):
        with mock_aws(), record(f"{credentials}.json", scrub=False, credentials=credentials):
            client("sts").assume_role(**role)
            client("sts").get_caller_identity()

    assert [one.operation for one in interactions("False.json")] == ["sts.get_caller_identity"]
    assert [one.operation for one in interactions("True.json")] == ["sts.assume_role", "sts.get_caller_identity"]


def test_secrets_are_scrubbed_unless_it_is_said_otherwise() -> None:
    """A secret value is not in the file that is written by default, and is with `scrub=False`."""
    secret = "AKIAQWERTYUIOPASDFGH"
    for scrub in (True, False):
        with mock_aws(), record(f"{scrub}.json", scrub=scrub):
            client("secretsmanager").create_secret(Name="plain", SecretString=secret)

    assert secret not in Path("True.json").read_text(encoding="utf-8")
    assert secret in Path("False.json").read_text(encoding="utf-8")


def test_a_call_with_a_secret_finds_its_scrubbed_recording() -> None:
    """With the key of the recording at hand, a call is known by the stand-ins of what it sends."""
    secret = "AKIAQWERTYUIOPASDFGH"
    with mock_aws(), record("story.json"):
        client("secretsmanager").create_secret(Name="plain", SecretString=secret)
    with FakeAWS() as fake:
        fake.replay("story.json")
        client("secretsmanager").create_secret(Name="plain", SecretString=secret)


def test_a_recording_that_was_scrubbed_elsewhere_is_found_by_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """With another key, what is secret in a call is compared by its form; all else, and another form, is told."""
    with mock_aws(), record("story.json"):
        for name in ("plain", "other"):
            client("secretsmanager").create_secret(Name=name, SecretString="Correct-horse-5")
    monkeypatch.setenv("FAKEAWS_SCRUB_KEY", "the key of somebody else")
    with FakeAWS() as fake:
        fake.replay("story.json")
        other = client("secretsmanager").create_secret(Name="other", SecretString="Battery-horse-7")
        plain = client("secretsmanager").create_secret(Name="plain", SecretString="Correct-horse-5")

    assert (other["Name"], plain["Name"]) == ("other", "plain")


def test_what_never_reached_an_endpoint_is_not_recorded() -> None:
    """Parameters that botocore refuses, and answers of a Stubber's queue, are nothing that AWS said."""
    with mock_aws(), record("story.json"):
        ssm = client("ssm")
        with pytest.raises(ParamValidationError):
            ssm.get_parameter()
        with Stubber(ssm) as stubber:
            stubber.add_response("get_parameter", {})
            ssm.get_parameter(Name="queued")
        ssm.describe_parameters()

    assert [one.operation for one in interactions("story.json")] == ["ssm.describe_parameters"]


def test_a_fake_records_what_it_lets_through() -> None:
    """Within a fake that is recorded which somebody else answers; what a script answers is not."""
    with FakeAWS() as fake, mock_aws(), fake.record("story.json"):
        fake.let_through("ssm")
        fake.on("ssm.get_parameter").play(Response(), Error("ThrottlingException"))
        client("ssm").get_parameter(Name="scripted")
        with pytest.raises(ClientError, match="ParameterNotFound"):
            client("ssm").get_parameter(Name="none")

    (only,) = interactions("story.json")
    assert (only.params, only.error and only.error.code) == ({"Name": "none"}, "ParameterNotFound")


def test_calls_of_threads_are_all_recorded() -> None:
    """Each call of each thread is in the file once, and the file replays to threads as well."""
    names = [f"/shop/{number}" for number in range(20)]

    def all_of_them() -> None:
        ssm = client("ssm")
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda name: ssm.put_parameter(Name=name, Value="1", Type="String"), names))

    with mock_aws(), record("story.json"):
        all_of_them()
    with FakeAWS() as fake:
        fake.replay("story.json")
        all_of_them()

    assert sorted(str((one.params or {})["Name"]) for one in interactions("story.json")) == sorted(names)


def test_nothing_of_it_is_left_in_botocore() -> None:
    """Behind fakes and recorders, whichever ends first, botocore's classes are as they were."""
    from botocore.client import BaseClient

    before = dict(vars(BaseClient))
    fake, recorder = FakeAWS(), record("story.json", scrub=False)
    fake.start()
    recorder.__enter__()
    fake.stop()
    with mock_aws():
        put("/shop/size", "3")
    recorder.__exit__(None, None, None)

    assert before == dict(vars(BaseClient))


def test_a_replay_of_a_part_tells_the_rest() -> None:
    """What the code does not ask for any more is told with its file and entry."""
    with mock_aws(), record("story.json"):
        put("/shop/size", "3")
        put("/shop/name", "x")
    fake = FakeAWS()
    fake.start()
    fake.replay("story.json")
    put("/shop/size", "3")
    fake.stop()
    with pytest.raises(UnplayedSteps) as told:
        fake.verify()

    (left,) = told.value.leftovers
    assert left.startswith("ssm.put_parameter(Name='/shop/name', Value='x', Type='String'): Response(")
    assert "recorded at story.json" in left
