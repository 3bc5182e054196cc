"""The wire door: answers where the socket would be, with the bytes that AWS would send."""

from __future__ import annotations

import email.utils
import io
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from botocore.awsrequest import AWSResponse
from urllib3 import HTTPResponse

from fakeaws.errors import BlockedRequest, DoorCannotCarry
from fakeaws.faults import HTTPReply, fault_kind
from fakeaws.hooks import Sent
from fakeaws.log import LoggedCall
from fakeaws.model import Operation
from fakeaws.player import Player
from fakeaws.protocols.quirks import as_sent
from fakeaws.protocols.reply import Refusal
from fakeaws.protocols.table import PROTOCOLS
from fakeaws.script import Error, Fault, Response, Script, error_status


class WireDoor:
    """Speaks for AWS to every client of botocore; what it says is the player's."""

    def __init__(self, player: Player) -> None:
        self._player = player

    def refuse_what_cannot_pass(self, script: Script) -> None:
        """Raise DoorCannotCarry for what the service's protocol has no way to write, or botocore none to read."""
        for step in script.steps:
            if isinstance(step.reply, (Response, Error)):
                _written(script.operation, script.operation.service.protocol, step.reply, script.params, "")

    def calling(self, operation: str, params: Mapping[str, Any]) -> AbstractContextManager[LoggedCall]:
        return self._player.calling(operation, params)

    def blocked(self, error: BlockedRequest) -> BaseException:
        return self._player.surprise(error)

    def answer(self, call: LoggedCall, sent: Sent) -> AWSResponse:
        """The response to one attempt, or the exception that the HTTP session would raise."""
        operation = Operation.named(call.operation)
        _read(sent.request.body)
        reply, delay = self._player.reply(call, patience=sent.read_timeout)
        self._player.clock.advance(delay)
        match reply:
            case Response() | Error():
                return self._response(sent, self._said(operation, sent.protocol, reply, call.params))
            case Fault():
                return self._fail(sent, reply)

    def _said(
        self, operation: Operation, protocol: str, reply: Response | Error, params: Mapping[str, Any]
    ) -> HTTPReply:
        try:
            return _written(operation, protocol, reply, params, self._player.generator.request_id())
        except DoorCannotCarry as refusal:  # computed from the call, so that it was not seen before
            raise self._player.surprise(refusal) from None

    def _fail(self, sent: Sent, fault: Fault) -> AWSResponse:
        kind = fault_kind(fault.name)
        if kind.takes is not None:
            self._player.clock.advance(getattr(sent, kind.takes) or 0)
        if kind.raises is not None:
            raise kind.raises(sent.request.url)
        return self._response(sent, kind.answers or HTTPReply(500))

    def _response(self, sent: Sent, reply: HTTPReply) -> AWSResponse:
        body = b"" if reply.status in _WITHOUT_BODY else reply.body
        headers: Any = {
            "Date": email.utils.format_datetime(self._player.clock.now(), usegmt=True),
            "Content-Length": str(len(body)),
            **dict(reply.headers),
        }
        method: Any = sent.request.method
        raw = HTTPResponse(io.BytesIO(body), headers, reply.status, preload_content=False, request_method=method)
        return AWSResponse(sent.request.url, reply.status, headers, raw)


def _read(body: Any) -> None:
    """Read what is sent, as a socket does: an upload tells its progress by that."""
    while hasattr(body, "read") and body.read(_CHUNK):
        pass


def _written(
    operation: Operation, protocol: str, reply: Response | Error, params: Mapping[str, Any], request_id: str
) -> HTTPReply:
    writer = PROTOCOLS[protocol]
    try:
        if isinstance(reply, Response):
            return writer.reply(operation, as_sent(operation, reply.members, params), request_id)
        refusal = Refusal(reply.code, reply.message, error_status(reply, operation), reply.members)
        return writer.error(operation, refusal, request_id)
    except (ValueError, ArithmeticError) as problem:
        what = f"this reply of {operation.name} in {protocol}: {problem}"
        remedy = "A Stubber carries it, for the client that it is made for: aws_stubber(client).add_steps(...)."
        raise DoorCannotCarry("The wire door", what, remedy, reply.written_at) from None


_CHUNK = 1024 * 1024
_WITHOUT_BODY = frozenset({204, 304})
