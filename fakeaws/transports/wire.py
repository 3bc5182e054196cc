"""The wire door: answers where the socket would be, with the bytes that AWS would send."""

from __future__ import annotations

import email.utils
import io
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

from botocore.awsrequest import AWSResponse
from urllib3 import HTTPResponse

from fakeaws.errors import BlockedRequest, DoorCannotCarry
from fakeaws.faults import HTTPReply, fault_kind
from fakeaws.hooks import Sent
from fakeaws.log import LoggedCall
from fakeaws.model import Operation
from fakeaws.player import Player
from fakeaws.protocols.quirks import as_sent, is_sent_otherwise
from fakeaws.protocols.reply import Refusal
from fakeaws.protocols.table import PROTOCOLS
from fakeaws.script import Error, Fault, Reply, Response, Script, error_status
from fakeaws.transports.failing import fail, nothing_to_spoil
from fakeaws.transports.requests import request_of


class WireDoor:
    """Speaks for AWS to every client of botocore; what it says is the player's."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._kept: dict[tuple[int, str], _Kept] = {}

    def refuse_what_cannot_pass(self, script: Script) -> None:
        """Raise DoorCannotCarry for what the service's protocol has no way to write, or botocore none to read.

        Raises PlanError for a fault of a body where there is going to be none.
        """
        for step in script.steps:
            said = step.reply.of if isinstance(step.reply, Fault) else step.reply
            if isinstance(said, (Response, Error)):
                _written(script.operation, script.operation.service.protocol, said, script.params, "")
            if isinstance(step.reply, Fault):
                self._refuse_without_a_body(script.operation, step.reply, script.params)

    def _refuse_without_a_body(self, operation: Operation, fault: Fault, params: Mapping[str, Any]) -> None:
        if not fault_kind(fault.name).needs_body:
            return
        said, whole = fault.of or Response(), self._whole(operation, fault.of, params)
        protocol = operation.service.protocol
        told = whole if isinstance(said, Response) and said.complete else said
        if not _written(operation, protocol, told, params, "").body:
            ever = bool(_written(operation, protocol, whole, params, "").body)
            raise nothing_to_spoil(operation, fault, ever=ever)

    def _whole(self, operation: Operation, said: Response | Error | None, params: Mapping[str, Any]) -> Response:
        """An answer as it may become when it is completed."""
        given = said if isinstance(said, Response) else Response()
        question = f"{operation.name} {params!r}"
        return given.with_members(self._player.generator.complete(operation, given.members, params, question))

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
        reply, delay = self._player.reply(call, request=request, patience=sent.read_timeout)
        self._player.clock.advance(delay)
        response = self._told(sent, operation, reply, call.params)
        call.came_back(response.status_code)
        return response

    def _told(self, sent: Sent, operation: Operation, reply: Reply, params: Mapping[str, Any]) -> AWSResponse:
        if not isinstance(reply, Fault):
            return self._response(sent, self._said(operation, sent.protocol, reply, params))
        spoilt = self._said(operation, sent.protocol, reply.of, params) if reply.of is not None else HTTPReply(200)
        if fault_kind(reply.name).needs_body and not spoilt.body:  # computed, so that it was not seen before
            ever = bool(_written(operation, sent.protocol, self._whole(operation, None, params), params, "").body)
            raise self._player.surprise(nothing_to_spoil(operation, reply, ever=ever))
        return fail(sent, reply, replace(spoilt, headers=tuple(self._headers(spoilt).items())), self._player.clock)

    def _said(
        self, operation: Operation, protocol: str, reply: Response | Error, params: Mapping[str, Any]
    ) -> HTTPReply:
        key, request_id = (id(reply), protocol), self._player.generator.request_id()
        kept = self._kept.get(key)
        if kept is not None and kept.reply is reply:  # an id may be that of an earlier reply
            return kept.to(request_id)
        try:
            written = _written(operation, protocol, reply, params, _SOME_ID)
        except DoorCannotCarry as refusal:  # computed from the call, so that it was not seen before
            raise self._player.surprise(refusal) from None
        kept = _Kept(reply, written)
        if is_sent_otherwise(operation) or not kept.shows_its_id:  # S3 makes other ids of it
            return _written(operation, protocol, reply, params, request_id)
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[key] = kept
        return kept.to(request_id)

    def _response(self, sent: Sent, reply: HTTPReply) -> AWSResponse:
        body = b"" if reply.status in _WITHOUT_BODY else reply.body
        headers: Any = self._headers(replace(reply, body=body))
        method: Any = sent.request.method
        raw = HTTPResponse(io.BytesIO(body), headers, reply.status, preload_content=False, request_method=method)
        return AWSResponse(sent.request.url, reply.status, headers, raw)

    def _headers(self, reply: HTTPReply) -> dict[str, str]:
        date = email.utils.format_datetime(self._player.clock.now(), usegmt=True)
        length = {} if reply.is_chunked else {"Content-Length": str(len(reply.body))}
        return {"Date": date, **length, **dict(reply.headers)}


@dataclass(frozen=True, slots=True)
class _Kept:
    """A reply as it was written once, to be sent again with the id of another request."""

    reply: Response | Error
    written: HTTPReply

    @property
    def shows_its_id(self) -> bool:
        return any(value == _SOME_ID for _, value in self.written.headers)

    def to(self, request_id: str) -> HTTPReply:
        """The same answer to this request; an id is as long as any other."""
        headers = tuple((name, request_id if value == _SOME_ID else value) for name, value in self.written.headers)
        body = self.written.body.replace(_SOME_ID.encode(), request_id.encode())
        return HTTPReply(self.written.status, headers, body)


def _written(
    operation: Operation, protocol: str, reply: Response | Error, params: Mapping[str, Any], request_id: str
) -> HTTPReply:
    writer = PROTOCOLS[protocol]
    try:
        if isinstance(reply, Response):
            written = writer.reply(operation, as_sent(operation, reply.members, params), request_id)
            return written if reply.status is None else replace(written, status=reply.status)
        refusal = Refusal(reply.code, reply.message, error_status(reply, operation), reply.members)
        return writer.error(operation, refusal, request_id)
    except (ValueError, ArithmeticError) as problem:
        what = f"this reply of {operation.name} in {protocol}: {problem}"
        remedy = "A Stubber carries it, for the client that it is made for: aws_stubber(client).add_steps(...)."
        raise DoorCannotCarry("The wire door", what, remedy, reply.written_at) from None


_MOST_KEPT = 1_000
_SOME_ID = "f4ke4a75-0000-4000-8000-000000000000"
_WITHOUT_BODY = frozenset({204, 304})
