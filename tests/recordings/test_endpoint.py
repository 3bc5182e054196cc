"""Recording from an endpoint on this machine: streams, uploads that are read once, and what botocore retries."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import EventStreamError

from fakeaws import FakeAWS, record
from fakeaws.faults import HTTPReply
from fakeaws.model import Operation
from fakeaws.protocols.table import PROTOCOLS
from fakeaws.recordings.interaction import Interaction
from fakeaws.recordings.reading import read


class _Endpoint(BaseHTTPRequestHandler):
    """Answers with what is laid ready, one after the other."""

    ready: ClassVar[list[HTTPReply]] = []
    received: ClassVar[list[bytes]] = []

    def do_POST(self) -> None:
        self.received.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        reply = self.ready.pop(0)
        self.send_response(reply.status)
        for name, value in (*reply.headers, ("Content-Length", str(len(reply.body)))):
            if name != "Transfer-Encoding":  # it is sent whole
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)

    do_GET = do_PUT = do_POST  # noqa: N815  # names of http.server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # its own signature
        pass


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    with HTTPServer(("127.0.0.1", 0), _Endpoint) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        _Endpoint.ready.clear()
        _Endpoint.received.clear()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def client(service: str, endpoint: str) -> Any:
    session: Any = boto3.Session()
    config = Config(proxies={}, retries={"mode": "standard", "total_max_attempts": 3})
    return session.client(service, "us-east-1", endpoint_url=endpoint, config=config)


def ready(operation: str, **members: Any) -> None:
    """Lay an answer of the operation ready."""
    found = Operation.named(operation)
    _Endpoint.ready.append(PROTOCOLS[found.service.protocol].reply(found, members, "c6104cbe-af31"))


def interactions(file: Path) -> list[Interaction]:
    return [one for one in read(file) if isinstance(one, Interaction)]


CHUNKS = [{"PayloadChunk": {"Payload": b"one"}}, {"PayloadChunk": {"Payload": b"\xff two"}}, {"InvokeComplete": {}}]


def test_a_stream_of_events_is_recorded_while_it_is_read(endpoint: str, tmp_path: Path) -> None:
    """The code reads the events as ever; those that it read are recorded, and come again."""
    file = tmp_path / "story.json"
    ready("lambda.invoke_with_response_stream", StatusCode=200, EventStream=CHUNKS)
    with record(file, scrub=False):
        stream = client("lambda", endpoint).invoke_with_response_stream(FunctionName="f")["EventStream"]
        recorded = list(stream)
    with FakeAWS() as fake:
        fake.replay(file)
        replayed = list(client("lambda", endpoint).invoke_with_response_stream(FunctionName="f")["EventStream"])

    assert recorded == CHUNKS
    assert replayed == CHUNKS


def test_an_error_among_events_is_recorded(endpoint: str, tmp_path: Path) -> None:
    """What is raised while the code reads is raised again where it stood."""
    file = tmp_path / "story.json"
    events = [{"chunk": {"bytes": b"a"}}, {"throttlingException": {"message": "slow"}}]
    ready("bedrock-runtime.invoke_model_with_response_stream", contentType="application/json", body=events)

    def story() -> tuple[list[Any], str]:
        answer = client("bedrock-runtime", endpoint).invoke_model_with_response_stream(modelId="m", body=b"{}")
        heard = []
        with pytest.raises(EventStreamError) as error:
            heard.extend(iter(answer["body"]))
        return heard, str(error.value)

    with record(file, scrub=False):
        recorded = story()
    with FakeAWS() as fake:
        fake.replay(file)
        replayed = story()

    assert recorded == replayed
    assert interactions(file)[0].response["body"] == events


def test_a_body_is_recorded_and_still_readable(endpoint: str, tmp_path: Path) -> None:
    """The code reads in parts what was read whole for the recording."""
    file = tmp_path / "story.json"
    ready("s3.get_object", Body=b"0123456789")
    with record(file):
        body = client("s3", endpoint).get_object(Bucket="orders", Key="k")["Body"]
        parts = list(body.iter_chunks(4))

    assert parts == [b"0123", b"4567", b"89"]
    assert interactions(file)[0].response["Body"] == b"0123456789"


class _ReadOnce(io.RawIOBase):
    """A body that cannot go back."""

    def __init__(self, content: bytes) -> None:
        self._left = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._left.readinto(buffer)


@pytest.mark.parametrize("kind", [io.BytesIO, _ReadOnce])
def test_an_upload_is_recorded_and_still_sent(endpoint: str, tmp_path: Path, kind: Any) -> None:
    """The endpoint gets the whole body, and the recording has it, whether or not it can be read twice."""
    file = tmp_path / "story.json"
    ready("lambda.invoke", StatusCode=200, Payload=b"{}")
    with record(file, scrub=False):
        client("lambda", endpoint).invoke(FunctionName="f", Payload=kind(b'{"a": 1}'))

    assert _Endpoint.received == [b'{"a": 1}']
    assert (interactions(file)[0].params or {})["Payload"] == b'{"a": 1}'


def test_what_was_retried_is_one_call(endpoint: str, tmp_path: Path) -> None:
    """Of a call that was refused first, its final outcome is recorded."""
    file = tmp_path / "story.json"
    _Endpoint.ready.append(HTTPReply(503, (("Content-Type", "application/json"),), b"{}"))
    ready("lambda.invoke", StatusCode=200, Payload=b"{}")
    with record(file):
        answer = client("lambda", endpoint).invoke(FunctionName="f")

    assert answer["ResponseMetadata"]["RetryAttempts"] == 1
    assert [(one.operation, one.status) for one in interactions(file)] == [("lambda.invoke", 200)]


def test_a_call_that_nobody_answered_is_not_recorded(endpoint: str, tmp_path: Path) -> None:
    """A lost connection is nothing that AWS said; the calls beside it are recorded."""
    file = tmp_path / "story.json"
    ready("lambda.invoke", StatusCode=200, Payload=b"{}")
    with record(file):
        lost = client("sqs", "http://127.0.0.1:9")
        with pytest.raises(Exception, match="Could not connect"):
            lost.list_queues()
        client("lambda", endpoint).invoke(FunctionName="f")

    assert [one.operation for one in interactions(file)] == ["lambda.invoke"]
