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
from fakeaws.origin import Origin
from fakeaws.player import Player
from fakeaws.protocols.table import PROTOCOLS
from fakeaws.script import Error, Fault, Response, Script, error_status


class WireDoor:
    """Speaks for AWS to every client of botocore; what it says is the player's."""

    def __init__(self, player: Player) -> None:
        self._player = player

    def refuse_what_cannot_pass(self, script: Script) -> None:
        """Raise DoorCannotCarry for a protocol that is not written yet, and for event streams."""
        if refusal := _refusal(script.operation, script.written_at):
            raise refusal

    def calling(self, operation: str, params: Mapping[str, Any]) -> AbstractContextManager[LoggedCall]:
        return self._player.calling(operation, params)

    def blocked(self, error: BlockedRequest) -> BaseException:
        return self._player.surprise(error)

    def answer(self, call: LoggedCall, sent: Sent) -> AWSResponse:
        """The response to one attempt, or the exception that the HTTP session would raise."""
        operation = Operation.named(call.operation)
        if refusal := _refusal(operation, None):  # a client beside the one that goes through a Stubber
            raise self._player.surprise(refusal)
        reply, delay = self._player.reply(call, patience=sent.read_timeout)
        self._player.clock.advance(delay)
        protocol = PROTOCOLS[operation.service.protocol]
        match reply:
            case Response():
                return self._response(sent, protocol.reply(operation, reply.members))
            case Error():
                status = error_status(reply, operation)
                return self._response(sent, protocol.error(operation, reply.code, reply.message, status, reply.members))
            case Fault():
                return self._fail(sent, reply)

    def _fail(self, sent: Sent, fault: Fault) -> AWSResponse:
        kind = fault_kind(fault.name)
        if kind.takes is not None:
            self._player.clock.advance(getattr(sent, kind.takes) or 0)
        if kind.raises is not None:
            raise kind.raises(sent.request.url)
        return self._response(sent, kind.answers or HTTPReply(500))

    def _response(self, sent: Sent, reply: HTTPReply) -> AWSResponse:
        headers: Any = {
            "Date": email.utils.format_datetime(self._player.clock.now(), usegmt=True),
            "x-amzn-RequestId": self._player.generator.request_id(),
            "Content-Length": str(len(reply.body)),
            **dict(reply.headers),
        }
        raw = HTTPResponse(io.BytesIO(reply.body), headers, reply.status, preload_content=False)
        return AWSResponse(sent.request.url, reply.status, headers, raw)


def _refusal(operation: Operation, written_at: Origin | None) -> DoorCannotCarry | None:
    service = operation.service
    if operation.has_event_stream:
        what, remedy = f"{operation.name}: its answer is an event stream", "No door carries those yet."
    elif service.protocol not in PROTOCOLS:
        what = (
            f"{operation.name}: {service.name} speaks {service.protocol}, and the wire so far {' and '.join(PROTOCOLS)}"
        )
        remedy = "A Stubber carries it, for the client that it is made for: aws_stubber(client).add_steps(...)."
    else:
        return None
    return DoorCannotCarry("The wire door", what, remedy, written_at)
