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
from fakeaws.player import Player
from fakeaws.protocols.quirks import as_sent
from fakeaws.protocols.reply import Refusal
from fakeaws.protocols.table import PROTOCOLS
from fakeaws.script import Error, Fault, Reply, Response, Script, error_status
from fakeaws.transports.failing import fail
from fakeaws.transports.requests import request_of


class WireDoor:
    """Speaks for AWS to every client of botocore; what it says is the player's."""

    def __init__(self, player: Player) -> None:
        self._player = player

    def refuse_what_cannot_pass(self, script: Script) -> None:
        """Raise DoorCannotCarry for what the service's protocol has no way to write, or botocore none to read."""
        for step in script.steps:
            said = step.reply.of if isinstance(step.reply, Fault) else step.reply
            if isinstance(said, (Response, Error)):
                _written(script.operation, script.operation.service.protocol, said, script.params, "")

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
        operation, request = Operation.named(call.operation), request_of(sent.request)
        _read(sent.request.body)
        reply, delay = self._player.reply(call, request=request, patience=sent.read_timeout)
        self._player.clock.advance(delay)
        response = self._told(sent, operation, reply, call.params)
        call.came_back(response.status_code)
        return response

    def _told(self, sent: Sent, operation: Operation, reply: Reply, params: Mapping[str, Any]) -> AWSResponse:
        if not isinstance(reply, Fault):
            return self._response(sent, self._said(operation, sent.protocol, reply, params))
        spoilt = self._said(operation, sent.protocol, reply.of, params) if reply.of is not None else HTTPReply(200)
        try:
            return fail(sent, reply, replace(spoilt, headers=tuple(self._headers(spoilt).items())), self._player.clock)
        except PlanError as error:
            raise self._player.surprise(error) from None

    def _said(
        self, operation: Operation, protocol: str, reply: Response | Error, params: Mapping[str, Any]
    ) -> HTTPReply:
        try:
            return _written(operation, protocol, reply, params, self._player.generator.request_id())
        except DoorCannotCarry as refusal:  # computed from the call, so that it was not seen before
            raise self._player.surprise(refusal) from None

    def _response(self, sent: Sent, reply: HTTPReply) -> AWSResponse:
        body = b"" if reply.status in _WITHOUT_BODY else reply.body
        headers: Any = self._headers(replace(reply, body=body))
        method: Any = sent.request.method
        raw = HTTPResponse(io.BytesIO(body), headers, reply.status, preload_content=False, request_method=method)
        return AWSResponse(sent.request.url, reply.status, headers, raw)

    def _headers(self, reply: HTTPReply) -> dict[str, str]:
        return {
            "Date": email.utils.format_datetime(self._player.clock.now(), usegmt=True),
            "Content-Length": str(len(reply.body)),
            **dict(reply.headers),
        }


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
