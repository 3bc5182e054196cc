"""Bodies and events: what the code under test reads bit by bit, through both doors and with real clients."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from boto3.s3.transfer import TransferConfig
from botocore.exceptions import EventStreamError
from botocore.response import StreamingBody

from fakeaws import Call, Computed, Error, FakeAWS, Response
from fakeaws.errors import InvalidReply, PlanError
from tests.conftest import ClientFor

CONVERSE = "bedrock-runtime.converse_stream"
WORDS: list[dict[str, Any]] = [
    {"messageStart": {"role": "assistant"}},
    {"contentBlockDelta": {"delta": {"text": "Good "}, "contentBlockIndex": 0}},
    {"contentBlockDelta": {"delta": {"text": "day.\r\n"}, "contentBlockIndex": 0}},
    {"messageStop": {"stopReason": "end_turn"}},
]
CONTENT = bytes(range(256)) * 4 * 1024 * 64
IN_PARTS = TransferConfig(multipart_chunksize=8 * 1024 * 1024, max_concurrency=4)


SESSION: Any = boto3.Session("AKIAIOSFODNN7EXAMPLE", "secret", region_name="eu-central-1")


def client(service: str, **options: Any) -> Any:
    return SESSION.client(service, **options)


def bodies(folder: Path) -> Iterator[Any]:
    path = folder / "body"
    path.write_bytes(b"one\ntwo\n")
    yield "one\ntwo\n"
    yield b"one\ntwo\n"
    yield bytearray(b"one\ntwo\n")
    yield path
    yield io.BytesIO(b"one\ntwo\n")
    yield io.StringIO("one\ntwo\n")
    yield (part for part in (b"one\n", b"two\n"))


def test_a_body_comes_in_many_forms_and_can_be_said_again(fake_aws: FakeAWS, tmp_path: Path) -> None:
    """Text, bytes, a path, an open file and an iterator of bytes are read when the reply is written down."""
    s3 = client("s3")
    with (tmp_path / "open").open("w+b") as opened:
        opened.write(b"one\ntwo\n")
        opened.seek(0)
        replies = [Response(Body=body).times(2) for body in [*bodies(tmp_path), opened]]
    (tmp_path / "body").unlink()
    fake_aws.on("s3.get_object").play(*replies)

    got = [s3.get_object(Bucket="b", Key="k")["Body"] for _ in range(16)]

    assert {type(body) for body in got} == {StreamingBody}
    assert [list(body.iter_lines()) for body in got] == [[b"one", b"two"]] * 16


def test_a_body_is_read_in_parts(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """A StreamingBody gives as much as it is asked for, and ends."""
    fake_aws.on("s3.get_object").play(Response(Body="abcdef"))

    body = client_for("s3").get_object(Bucket="b", Key="k")["Body"]

    assert [body.read(4), body.read(4), body.read(4)] == [b"abcd", b"ef", b""]


@pytest.mark.parametrize(("given", "status"), [({"ContentRange": "bytes 0-5/9"}, 206), ({}, 200)])
@pytest.mark.parametrize("method", ["get_object", "head_object"])
def test_a_part_of_an_object_has_its_own_status(
    client_for: ClientFor, fake_aws: FakeAWS, method: str, given: dict[str, str], status: int
) -> None:
    """S3 answers 206 where it gives, or tells of, a range of an object."""
    fake_aws.on(f"s3.{method}").play(Response.exactly(given))

    answer = getattr(client_for("s3"), method)(Bucket="b", Key="k", Range="bytes=0-5")

    assert (answer["ResponseMetadata"]["HTTPStatusCode"], answer.get("ContentRange")) == (
        status,
        given.get("ContentRange"),
    )


def test_events_come_one_by_one(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """A list of events is what an event stream gives, through both doors, once, and can be said again."""
    fake_aws.on(CONVERSE).play(Response(stream=WORDS).times(2))
    bedrock = client_for("bedrock-runtime")

    streams = [bedrock.converse_stream(modelId="m", messages=[])["stream"] for _ in range(2)]

    assert [list(stream) for stream in streams] == [WORDS, WORDS]
    assert [list(stream) for stream in streams] == [[], []]


def test_a_stream_can_be_closed(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """Closing a stream, as code does in a with block, is allowed."""
    fake_aws.on(CONVERSE).play(Response(stream=WORDS))
    stream = client_for("bedrock-runtime").converse_stream(modelId="m", messages=[])["stream"]

    first = next(iter(stream))
    stream.close()

    assert first == WORDS[0]


@pytest.mark.parametrize(
    "error", [Error("throttlingException", "too fast"), {"throttlingException": {"message": "too fast"}}], ids=str
)
@pytest.mark.parametrize("of", [list, iter])
def test_a_stream_breaks_where_an_error_stands(
    client_for: ClientFor, fake_aws: FakeAWS, error: Any, of: Callable[[Any], Any]
) -> None:
    """An error among the events is raised when it is reached, with its code and message."""
    fake_aws.on(CONVERSE).play(Response(stream=of([WORDS[0], error])))
    events = iter(client_for("bedrock-runtime").converse_stream(modelId="m", messages=[])["stream"])

    assert next(events) == WORDS[0]
    with pytest.raises(
        EventStreamError, match=r"\(throttlingException\) when calling the ConverseStream operation: too fast"
    ) as caught:
        next(events)
    assert caught.value.response["Error"] == {"Code": "throttlingException", "Message": "too fast"}


def test_events_are_made_up_where_none_are_given(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """A stream that the test leaves out has a few events of the first kinds."""
    fake_aws.on(CONVERSE).play(Response())

    stream = client_for("bedrock-runtime").converse_stream(modelId="m", messages=[])["stream"]

    assert [name for event in stream for name in event] == ["messageStart", "contentBlockStart"]


@pytest.mark.parametrize(
    ("event", "complaint"),
    [
        ({"messageEnd": {}}, "unknown-member"),
        ({"messageStop": {"stopReason": 1}}, "1 is not text"),
        (Error("ThrottlingException", "too fast"), "Did you mean throttlingException"),
        (Error("throttlingException", retryAfter=3), "retryAfter is not"),
    ],
)
def test_an_event_that_is_none_is_refused_when_bound(fake_aws: FakeAWS, event: Any, complaint: str) -> None:
    """Events are checked like any other member, on the test's line."""
    with pytest.raises(InvalidReply, match=complaint):
        fake_aws.on(CONVERSE).play(Response(stream=[event]))


def test_an_error_among_events_has_no_status() -> None:
    """The status of the answer has been sent when an error comes among its events."""
    with pytest.raises(PlanError, match=r"stream of Response cannot be copied: .*has none of its own"):
        Response(stream=[Error("throttlingException", status=429)])


def test_two_events_in_one_are_refused_when_bound(fake_aws: FakeAWS) -> None:
    """Each event is one dict with one name."""
    with pytest.raises(PlanError, match=r"one name and its members.*|written at test_streams\.py"):
        fake_aws.on(CONVERSE).play(Response(stream=[{**WORDS[0], **WORDS[3]}]))


def test_records_of_a_shard_come_with_the_initial_response(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """Kinesis sends the members beside the stream as its first frame; the records follow."""
    event = {
        "SubscribeToShardEvent": {
            "Records": [{"SequenceNumber": "1", "Data": b"\x00\xff", "PartitionKey": "k"}],
            "ContinuationSequenceNumber": "2",
            "MillisBehindLatest": 0,
        }
    }
    fake_aws.on("kinesis.subscribe_to_shard").play(Response(EventStream=[event, event]))
    arn = "arn:aws:kinesis:eu-central-1:123456789012:stream/s/consumer/c:1"

    stream = client_for("kinesis").subscribe_to_shard(
        ConsumerARN=arn, ShardId="shardId-000000000000", StartingPosition={"Type": "LATEST"}
    )["EventStream"]

    assert list(stream) == [event, event]


def test_select_gives_records_stats_and_an_end(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """S3's events hold bytes, a structure in XML, and nothing at all."""
    details = {"BytesScanned": 10, "BytesProcessed": 10, "BytesReturned": 6}
    events = [{"Records": {"Payload": b"a,b\nc\n"}}, {"Stats": {"Details": details}}, {"Cont": {}}, {"End": {}}]
    fake_aws.on("s3.select_object_content").play(Response(Payload=events))

    answer = client_for("s3").select_object_content(
        Bucket="b",
        Key="k",
        Expression="SELECT * FROM S3Object",
        ExpressionType="SQL",
        InputSerialization={"CSV": {}},
        OutputSerialization={"CSV": {}},
    )

    assert list(answer["Payload"]) == events


def test_a_large_file_goes_up_in_parts(fake_aws: FakeAWS) -> None:
    """64 MiB pass s3transfer's threads, part by part; the body is read, so that progress is told."""
    fake_aws.on("s3.create_multipart_upload").play(Response(UploadId="u"))
    fake_aws.on("s3.upload_part").play(
        Computed(lambda call: Response.exactly(ETag=f'"{call.params["PartNumber"]}"')).times(8)
    )
    fake_aws.on("s3.complete_multipart_upload").play(Response())
    told: list[int] = []

    client("s3").upload_fileobj(io.BytesIO(CONTENT), "b", "k", Config=IN_PARTS, Callback=told.append)

    (completed,) = fake_aws.calls("s3.complete_multipart_upload")
    assert completed.params["MultipartUpload"]["Parts"] == [
        {"ETag": f'"{number}"', "PartNumber": number} for number in range(1, 9)
    ]
    assert sum(told) == len(CONTENT)


def test_a_large_file_comes_down_in_parts(fake_aws: FakeAWS) -> None:
    """64 MiB are asked for in ranges by s3transfer's threads, and put together again."""
    fake_aws.on("s3.head_object").play(Response.exactly(ContentLength=len(CONTENT), ETag='"1"'))
    fake_aws.on("s3.get_object").play(Computed(_part).times(8))
    got = io.BytesIO()

    client("s3").download_fileobj("b", "k", got, Config=IN_PARTS)

    assert got.getvalue() == CONTENT


def _part(call: Call) -> Response:
    first, last = call.params["Range"].removeprefix("bytes=").split("-")
    return Response.exactly(Body=CONTENT[int(first) : int(last or len(CONTENT)) + 1], ETag='"1"')


def test_a_body_that_is_sent_again_is_whole(fake_aws: FakeAWS) -> None:
    """A retry sends the body from its beginning, read to its end each time."""
    fake_aws.on("s3.put_object").play(Error("SlowDown"), Response())
    sent = io.BytesIO(b"x" * 3_000_000)

    answer = client("s3").put_object(Bucket="b", Key="k", Body=sent)

    assert (answer["ResponseMetadata"]["RetryAttempts"], sent.tell()) == (1, 3_000_000)
