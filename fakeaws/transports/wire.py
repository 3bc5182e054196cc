"""The wire door: answers where the socket would be, with the bytes that AWS would send."""

from __future__ import annotations

import email.utils
import io
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from botocore.awsrequest import AWSResponse
from urllib3 import HTTPResponse

from fakeaws.errors import BlockedRequest, DoorCannotCarry, PlanError
from fakeaws.faults import HTTPReply
from fakeaws.hooks import Sent
from fakeaws.log import LoggedCall
from fakeaws.model import Operation
from fakeaws.origin import Origin
from fakeaws.player import Player
from fakeaws.protocols.table import PROTOCOLS
from fakeaws.script import Error, Fault, Reply, Response, Script, error_status
from fakeaws.transports.failing import fail
from fakeaws.transports.requests import request_of


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

    def passes(self, call: LoggedCall) -> bool:
        return self._player.passes(call)

    def may_leave(self, call: LoggedCall, url: str) -> bool:
        return any(one.covers(call.operation) and one.admits(url) for one in self._player.passages)

    def answer(self, call: LoggedCall, sent: Sent) -> AWSResponse:
        """The response to one attempt, or the exception that the HTTP session would raise."""
        operation = Operation.named(call.operation)
        if refusal := _refusal(operation, None):  # a client beside the one that goes through a Stubber
            raise self._player.surprise(refusal)
        reply, delay = self._player.reply(call, request=request_of(sent.request), patience=sent.read_timeout)
        self._player.clock.advance(delay)
        response = self._told(sent, operation, reply)
        call.came_back(response.status_code)
        return response

    def _told(self, sent: Sent, operation: Operation, reply: Reply) -> AWSResponse:
        if not isinstance(reply, Fault):
            return self._response(sent, self._written(operation, reply))
        spoilt = self._written(operation, reply.of) if reply.of is not None else HTTPReply(200)
        try:
            return fail(sent, reply, replace(spoilt, headers=tuple(self._headers(spoilt).items())), self._player.clock)
        except PlanError as error:
            raise self._player.surprise(error) from None

    def _written(self, operation: Operation, reply: Response | Error) -> HTTPReply:
        protocol = PROTOCOLS[operation.service.protocol]
        match reply:
            case Response():
                return protocol.reply(operation, reply.members)
            case Error():
                status = error_status(reply, operation)
                return protocol.error(operation, reply.code, reply.message, status, reply.members)

    def _response(self, sent: Sent, reply: HTTPReply) -> AWSResponse:
        headers: Any = self._headers(reply)
        raw = HTTPResponse(io.BytesIO(reply.body), headers, reply.status, preload_content=False)
        return AWSResponse(sent.request.url, reply.status, headers, raw)

    def _headers(self, reply: HTTPReply) -> dict[str, str]:
        return {
            "Date": email.utils.format_datetime(self._player.clock.now(), usegmt=True),
            "x-amzn-RequestId": self._player.generator.request_id(),
            "Content-Length": str(len(reply.body)),
            **dict(reply.headers),
        }


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
