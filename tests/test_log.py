"""The log of what was sent: each attempt's request and the status of its answer, as plain data."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ReadTimeoutError

from fakeaws import Error, FakeAWS, Fault, Response
from fakeaws.errors import CallsDiffer, InvalidParameters, PlanError, UnknownOperation

CONTENT = b"hello\r\n5\r\n"
ITEM: dict[str, Any] = {"TableName": "orders", "Key": {"id": {"S": "1"}}}


def client(service: str = "dynamodb", **options: Any) -> Any:
    session: Any = boto3.Session()
    return session.client(service, "eu-central-1", config=Config(**options))


def test_what_an_attempt_sent_can_be_looked_at(fake_aws: FakeAWS) -> None:
    """Method, URL, headers and body are those that would have gone over the wire."""
    fake_aws.on("dynamodb.get_item").play(Response.exactly(Item={}))

    client().get_item(**ITEM)

    request = fake_aws.calls()[0].attempts[0].request
    assert request is not None
    assert (request.method, request.url) == ("POST", "https://dynamodb.eu-central-1.amazonaws.com/")
    assert request.headers["X-Amz-Target"] == "DynamoDB_20120810.GetItem"
    assert json.loads(request.body or b"") == ITEM


def test_each_attempt_has_its_own_request_and_status(fake_aws: FakeAWS) -> None:
    """The retries of a call are kept one by one, each with the status that came back, or none."""
    fake_aws.on("dynamodb.get_item").play(
        Error("ThrottlingException", status=400), Fault("empty-503"), Fault("read-timeout"), Response.exactly(Item={})
    )

    client(retries={"mode": "legacy"}).get_item(**ITEM)

    attempts = fake_aws.calls()[0].attempts
    assert [attempt.status for attempt in attempts] == [400, 503, None, 200]
    tries = [attempt.request.headers["amz-sdk-request"] for attempt in attempts if attempt.request is not None]
    assert [text.rpartition("attempt=")[2][0] for text in tries] == ["1", "2", "3", "4"]


def test_calls_are_found_by_their_parameters(fake_aws: FakeAWS) -> None:
    """Only the calls that include the parameters asked for are given, of one operation or of all."""
    fake_aws.on("dynamodb.get_item").play(Response.exactly(Item={}).times(2))
    fake_aws.on("dynamodb.delete_item").play(Response.exactly())
    dynamodb = client()
    for name in ("orders", "other"):
        dynamodb.get_item(**{**ITEM, "TableName": name})
    dynamodb.delete_item(**ITEM)

    found = fake_aws.calls("dynamodb.get_item", TableName="orders")

    assert [call.params["TableName"] for call in found] == ["orders"]
    assert [call.operation for call in fake_aws.calls(TableName="orders")] == [
        "dynamodb.get_item",
        "dynamodb.delete_item",
    ]
    with pytest.raises(InvalidParameters, match="Did you mean TableName"):
        fake_aws.calls("dynamodb.get_item", TablName="orders")


@pytest.mark.parametrize("kind", [bytes, bytearray, io.BytesIO])
@pytest.mark.parametrize("encoding", [{}, {"ContentEncoding": "gzip"}])
def test_what_was_put_into_s3_can_be_looked_at(fake_aws: FakeAWS, kind: Callable[[bytes], Any], encoding: Any) -> None:
    """A body is the payload, each time that it is sent, though botocore wraps it in chunks."""
    fake_aws.on("s3.put_object").play(Error("SlowDown"), Response.exactly())

    client("s3").put_object(Bucket="b", Key="k", Body=kind(CONTENT), **encoding)

    attempts = fake_aws.calls()[0].attempts
    assert [one.request and (one.request.body, one.request.size) for one in attempts] == [(CONTENT, 10)] * 2


def test_a_file_that_was_uploaded_can_be_looked_at(fake_aws: FakeAWS, tmp_path: Path) -> None:
    """The bytes of `upload_file` are kept, and its progress is told once."""
    fake_aws.on("s3.put_object").play(Response.exactly())
    (tmp_path / "f").write_bytes(b"hello")
    told: list[int] = []

    client("s3").upload_file(str(tmp_path / "f"), "b", "k", Callback=told.append)

    request = fake_aws.calls()[0].attempts[0].request
    assert request is not None
    assert (request.body, sum(told)) == (b"hello", 5)


def test_a_stream_without_chunks_is_kept_as_well(fake_aws: FakeAWS) -> None:
    """A stream that botocore sends as it is, as Lambda's payload, is read as a socket reads it."""
    fake_aws.on("lambda.invoke").play(Response.exactly())

    client("lambda").invoke(FunctionName="f", Payload=io.BytesIO(b"{}"))

    request = fake_aws.calls()[0].attempts[0].request
    assert request is not None
    assert request.body == b"{}"


@pytest.mark.parametrize("service", ["s3", "lambda"])
def test_a_stream_of_many_bytes_is_not_kept(fake_aws: FakeAWS, service: str) -> None:
    """Of what is long, its size is kept: that of the payload, whatever is around it."""
    long = io.BytesIO(b"x" * 3_000_000)
    fake_aws.on("s3.put_object").play(Response.exactly().optional())
    fake_aws.on("lambda.invoke").play(Response.exactly().optional())

    if service == "s3":
        client("s3").put_object(Bucket="b", Key="k", Body=long)
    else:
        client("lambda").invoke(FunctionName="f", Payload=long)

    request = fake_aws.calls()[0].attempts[0].request
    assert request is not None
    assert (request.body, request.size) == (None, 3_000_000)


def test_an_attempt_is_plain_data(fake_aws: FakeAWS) -> None:
    """What was sent is made of text, bytes and a dict, so that snapshots of it can be taken."""
    fake_aws.on("lambda.get_function", FunctionName="f").play(Response.exactly())

    client("lambda").get_function(FunctionName="f")

    request = fake_aws.calls()[0].attempts[0].request
    assert request is not None
    url = "https://lambda.eu-central-1.amazonaws.com/2015-03-31/functions/f"
    assert asdict(request) == {"method": "GET", "url": url, "headers": request.headers, "body": b"", "size": 0}
    assert {type(text) for pair in request.headers.items() for text in pair} == {str}


def test_a_stubber_sends_nothing(fake_aws: FakeAWS) -> None:
    """Through a Stubber there is no request to look at."""
    dynamodb = client()
    fake_aws.stub(dynamodb)
    fake_aws.on("dynamodb.get_item").play(Response.exactly(Item={}))

    dynamodb.get_item(**ITEM)

    assert [(attempt.request, attempt.status) for attempt in fake_aws.calls()[0].attempts] == [(None, None)]


def test_what_never_came_back_has_no_status(fake_aws: FakeAWS) -> None:
    """A call that timed out has its request, and nothing else."""
    fake_aws.on("dynamodb.get_item").play(Fault("read-timeout"))

    with pytest.raises(ReadTimeoutError):
        client(retries={"total_max_attempts": 1}).get_item(**ITEM)

    attempt = fake_aws.calls()[0].attempts[0]
    assert (attempt.status, attempt.request is not None) == (None, True)


def test_a_call_is_plain_data(fake_aws: FakeAWS) -> None:
    """What a snapshot tool needs: JSON types only, and nothing that differs from run to run."""
    fake_aws.on("dynamodb.get_item").play(Error("ThrottlingException"), Response.exactly(Item={}))

    client(retries={"mode": "legacy"}).get_item(**ITEM)

    (call,) = [json.loads(json.dumps(one.as_dict())) for one in fake_aws.calls()]
    replies = [(attempt["reply"], attempt["status"]) for attempt in call.pop("attempts")]
    assert replies == [("Error('ThrottlingException')", 400), ("Response(Item={})", 200)]
    assert call.pop("made_at").startswith("test_log.py:")
    assert call == {
        "operation": "dynamodb.get_item",
        "params": ITEM,
        "at": "2026-01-01T00:00:00+00:00",
        "thread": "MainThread",
        "error": None,
    }


def test_expected_calls_were_made(fake_aws: FakeAWS) -> None:
    """At least once, so many times, or never; by any part of the parameters."""
    fake_aws.on("dynamodb.get_item").play(Response.exactly(Item={}).forever())
    for name in ("orders", "orders", "other"):
        client().get_item(**{**ITEM, "TableName": name})

    fake_aws.assert_called("dynamodb.get_item")
    fake_aws.assert_called("dynamodb:GetItem", 2, TableName="orders")
    fake_aws.assert_called("dynamodb.put_item", 0)


@pytest.mark.parametrize(
    ("times", "params", "message"),
    [
        (3, {"TableName": "orders"}, "dynamodb.get_item(TableName='orders') was called 2 times; expected: 3 calls."),
        (None, {"TableName": "x"}, "dynamodb.get_item(TableName='x') was called 0 times; expected: at least one call."),
        (0, {}, "dynamodb.get_item() was called 2 times; expected: no call."),
    ],
)
def test_calls_that_differ_are_shown(fake_aws: FakeAWS, times: int | None, params: Any, message: str) -> None:
    """What was called, how often, and how the other calls differ."""
    fake_aws.on("dynamodb.get_item").play(Response.exactly(Item={}).times(2))
    for _ in range(2):
        client().get_item(**ITEM)

    with pytest.raises(CallsDiffer) as caught:
        fake_aws.assert_called("dynamodb.get_item", times, **params)

    assert str(caught.value).startswith(message)
    assert ("TableName: the test has 'x', the call 'orders'" in str(caught.value)) == (params == {"TableName": "x"})


@pytest.mark.parametrize("times", ["2", -1, True, 1.5])
def test_how_often_is_a_whole_number(fake_aws: FakeAWS, times: Any) -> None:
    """What no call can be counted to is refused, instead of never being right."""
    with pytest.raises(PlanError, match="a whole number from 0, not"):
        fake_aws.assert_called("s3.list_buckets", times)


def test_an_expected_call_has_an_operation(fake_aws: FakeAWS) -> None:
    """Expecting any call of anything is refused, also where calls were made."""
    fake_aws.on("dynamodb.get_item").play(Response.exactly(Item={}))
    client().get_item(**ITEM)
    nothing: Any = None

    with pytest.raises(UnknownOperation):
        fake_aws.assert_called(nothing)


def test_a_call_with_bodies_is_plain_data(fake_aws: FakeAWS) -> None:
    """Bytes are told by their length, streams as such, times in ISO 8601, and what JSON does not hold as text."""
    fake_aws.on("s3.put_object").play(Response.exactly())
    fake_aws.on("kinesis.put_records").play(Response())
    moment = datetime(2026, 1, 2, tzinfo=timezone.utc)

    client("s3").put_object(Bucket="b", Key="k", Body=io.BytesIO(b"x"), Expires=moment)
    client("kinesis").put_records(StreamName="s", Records=({"Data": b"12345", "PartitionKey": "p"},))

    params = [json.loads(json.dumps(one.as_dict()))["params"] for one in fake_aws.calls()]
    assert params == [
        {"Bucket": "b", "Key": "k", "Body": "a stream", "Expires": "2026-01-02T00:00:00+00:00"},
        {"StreamName": "s", "Records": [{"Data": "5 bytes", "PartitionKey": "p"}]},
    ]
