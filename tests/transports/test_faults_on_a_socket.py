"""The table of faults against the truth: a real socket of this machine does what each entry says, to botocore alone."""

from __future__ import annotations

import functools
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import boto3
import botocore
import pytest
from botocore.config import Config

from fakeaws.clock import VirtualClock
from fakeaws.faults import FAULTS, MODES, Ending, Mode, Reading
from fakeaws.model import Operation
from fakeaws.pieces import HTTPReply, Piece
from fakeaws.protocols.event_stream import frames
from fakeaws.protocols.json_body import JSON
from fakeaws.virtual_time import running_on

BOTOCORE = tuple(int(number) for number in botocore.__version__.split("."))
ITEM: dict[str, Any] = {"TableName": "orders", "Key": {"id": {"S": "1"}}}
CONVERSE: Any = Operation.named("bedrock-runtime.converse_stream")
READS: dict[Reading, tuple[str, bytes, Callable[[Any], Any]]] = {
    "json": ("dynamodb", b'{"Item": {"id": {"S": "1"}}}', lambda client: client.get_item(**ITEM)),
    "xml": (
        "sts",
        b"<GetCallerIdentityResponse><GetCallerIdentityResult/></GetCallerIdentityResponse>",
        lambda client: client.get_caller_identity(),
    ),
    "s3": ("s3", b"<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>", lambda client: client.list_buckets()),
    "stream": ("s3", b"0123456789", lambda client: client.get_object(Bucket="b", Key="k")["Body"].read()),
    "events": (
        "bedrock-runtime",
        frames([{"contentBlockStop": {"contentBlockIndex": 1}}] * 4, CONVERSE.output_shape.members["stream"], JSON),
        lambda client: list(client.converse_stream(modelId="m", messages=[])["stream"]),
    ),
}
# What a socket of this machine can do at once. When a stream is reset while it is read is not for a test to say.
ON_A_SOCKET = [
    pytest.param(name, reading, mode, ending, id=f"{name}-{reading}-{mode}")
    for name, kind in FAULTS.items()
    if kind.comes is not None and kind.seconds is None and name not in {"read-timeout", "clock-skew"}
    for reading in READS
    for mode in MODES
    if (ending := kind.ending(reading, mode, BOTOCORE)) is not None
    and not (name == "closed-early" and reading in {"stream", "events"})
]


class Endpoint:
    """Listens on this machine, and does to everybody who connects what it is told; notes who did."""

    def __init__(self) -> None:
        self.pieces: tuple[Piece, ...] = ()
        self.connections: list[object] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._address = self._listener.getsockname()
        self.url = f"http://127.0.0.1:{self._address[1]}"

    def serve(self) -> None:
        """Serve until somebody connects and asks nothing."""
        with self._listener:
            while True:
                connection, address = self._listener.accept()
                with connection:
                    if not _asks(connection):
                        return
                    self.connections.append(address)
                    _say(connection, self.pieces)

    def stop(self) -> None:
        socket.create_connection(self._address).close()


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    endpoint = Endpoint()
    thread = threading.Thread(target=endpoint.serve)
    thread.start()
    yield endpoint
    endpoint.stop()
    thread.join()


@functools.cache
def client(service: str, mode: Mode, url: str) -> Any:
    session: Any = boto3.Session("AKIAIOSFODNN7EXAMPLE", "secret")
    config = Config(retries={"mode": mode, "total_max_attempts": 2}, s3={"addressing_style": "path"}, proxies={})
    return session.client(service, "us-east-1", endpoint_url=url, config=config)


@pytest.mark.parametrize(("name", "reading", "mode", "ending"), ON_A_SOCKET)
def test_the_table_says_what_botocore_does(
    endpoint: Endpoint, name: str, reading: Reading, mode: Mode, ending: Ending
) -> None:
    """What botocore raises over a real connection, and whether it tries again, are what the entry says."""
    service, body, call = READS[reading]
    comes = FAULTS[name].comes
    assert comes is not None
    length = ("Transfer-Encoding", "chunked") if reading == "events" else ("Content-Length", str(len(body)))
    reply = HTTPReply(200, (length, ("Connection", "close")), body)
    endpoint.pieces, endpoint.connections = comes(reply, timedelta(0)), []

    with running_on(VirtualClock()):  # for the back-off
        raised = _raised(call, client(service, mode, endpoint.url))

    assert (raised, len(endpoint.connections) > 1) == (ending.raises, ending.is_retried)


def _raised(call: Callable[[Any], Any], made: Any) -> str | None:
    try:
        call(made)
    except Exception as error:  # noqa: BLE001  # its name is what the test is about
        return type(error).__name__
    return None


def _asks(connection: socket.socket) -> bytes:
    """The request, head and body, so that nothing unread resets the connection."""
    asked = b""
    while b"\r\n\r\n" not in asked:
        part = connection.recv(65536)
        if not part:
            return b""
        asked += part
    head, _, body = asked.partition(b"\r\n\r\n")
    lengths = [int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    while lengths and len(body) < lengths[0]:
        body += connection.recv(65536)
    return asked


def _say(connection: socket.socket, pieces: tuple[Piece, ...]) -> None:
    for piece in pieces:
        if isinstance(piece.said, OSError):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # closing resets it
        else:
            connection.sendall(piece.said)
