"""Recorded, written in our format, read and replayed: the same answer, for every operation of botocore."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from fakeaws import FakeAWS, Response, synthesise
from fakeaws.model import Operation, Service, service_names
from fakeaws.recordings.formats.own import text_of
from fakeaws.recordings.interaction import Interaction, RecordedError, Source
from fakeaws.recordings.reading import read
from fakeaws.recordings.replaying import reply_of, script_of
from fakeaws.recordings.script.made_up import minimal_params
from tests.generate.sample import SAMPLE
from tests.protocols.exceptions import ANSWERS
from tests.protocols.round_trip import carried, tellable
from tests.protocols.round_trip import read as content_of

OF_EACH_PROTOCOL = [
    "appconfig.get_deployment",  # rest-json
    "cloudwatch.get_metric_data",  # cbor, or query where botocore is older
    "dynamodb.get_item",  # json
    "ec2.describe_instances",  # ec2
    "iam.get_role",  # query
    "route53.list_resource_record_sets",  # rest-xml
    "s3.get_object",
    "sqs.receive_message",
]
STREAMS = ["bedrock-runtime.converse_stream", "lambda.invoke_with_response_stream", "s3.get_bucket_policy"]


def recorded(name: str, *, params: dict[str, Any] | None = None, seed: int = 0) -> Interaction:
    return Interaction(Source("story.json", 1), name, params, synthesise(name, seed=seed), status=200)


def through_a_file(folder: Path, interactions: list[Interaction]) -> list[Interaction]:
    file = folder / "story.json"
    file.write_text(text_of(interactions), encoding="utf-8")
    return [one for one in read(file) if isinstance(one, Interaction)]


@pytest.fixture(scope="module")
def session() -> Any:
    """One for all, so that models are read once."""
    return boto3.Session("AKIAIOSFODNN7EXAMPLE", "secret", region_name="eu-central-1")


def answer_of(client: Any, name: str, params: dict[str, Any]) -> dict[str, Any]:
    """What a real client makes of the answer; streams are read."""
    answer = getattr(client, name.partition(".")[2])(**params)
    return {key: content_of(value) for key, value in answer.items() if key != "ResponseMetadata"}


def client_for(session: Any, name: str) -> Any:
    return session.client(name.partition(".")[0], config=Config(inject_host_prefix=False))


@pytest.mark.parametrize("name", sorted({*SAMPLE, *STREAMS}))
def test_a_replayed_answer_is_the_recorded_one(name: str, tmp_path: Path, session: Any) -> None:
    """A real client is given the same by the replay of a file as by a script of the same answer."""
    client, params = client_for(session, name), minimal_params(Operation.named(name))
    with FakeAWS() as fake:
        fake.on(name).play(Response.exactly(synthesise(name)))
        scripted = answer_of(client, name, params)
    file = tmp_path / "story.json"
    file.write_text(text_of([recorded(name, params=params)]), encoding="utf-8")
    with FakeAWS() as fake:
        fake.replay(file)
        replayed = answer_of(client, name, params)

    assert scripted == replayed


@pytest.mark.parametrize("name", OF_EACH_PROTOCOL)
def test_a_replayed_error_is_the_recorded_one(name: str, tmp_path: Path, session: Any) -> None:
    """A code that no model has comes through every protocol, with its message and status."""
    client, params = client_for(session, name), minimal_params(Operation.named(name))
    error = RecordedError("SomethingOfTheirOwn", "No more & no less.", {})
    file = tmp_path / "story.json"
    file.write_text(
        text_of([Interaction(Source("story.json"), name, params, error=error, status=418)]), encoding="utf-8"
    )
    with FakeAWS() as fake:
        fake.replay(file)
        with pytest.raises(ClientError) as refused:
            answer_of(client, name, params)

    said = refused.value.response
    assert (said["Error"]["Code"], said["Error"]["Message"]) == ("SomethingOfTheirOwn", "No more & no less.")
    assert said["ResponseMetadata"]["HTTPStatusCode"] == 418


@pytest.mark.sweep
@pytest.mark.parametrize("service", service_names())
def test_every_answer_of_every_service_comes_back(service: str, tmp_path: Path, record_property: Any) -> None:
    """Over all of botocore its parser gives the answer that was recorded, but for what protocols cannot tell."""
    names = [f"{service}.{method}" for method in Service.named(service).methods]
    made = [recorded(name) for name in names]
    again = through_a_file(tmp_path, made)
    changed = {
        str(before.operation)
        for before, after in zip(made, again, strict=True)
        if _carried(after) != tellable(Operation.named(str(before.operation)), before.response)
    }
    refused = [one.operation for one in again if script_of(one).steps[0].reply != reply_of(one, _of(one))]
    record_property("replayed operations", {"answers": len(made)})

    assert changed == {name for name in ANSWERS if name in names}
    assert refused == []


def _of(interaction: Interaction) -> Operation:
    return Operation.named(str(interaction.operation))


def _carried(interaction: Interaction) -> dict[str, Any]:
    reply = reply_of(interaction, _of(interaction))
    assert isinstance(reply, Response)
    return carried(_of(interaction), reply.members)
