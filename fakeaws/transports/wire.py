"""The wire door: answers where the socket would be, with the bytes that AWS would send."""

from __future__ import annotations

import email.utils
import io
from datetime import timedelta
from typing import Any

from botocore.awsrequest import AWSResponse
from urllib3 import HTTPResponse

from fakeaws.errors import DoorCannotCarry
from fakeaws.faults import HTTPReply, fault_kind
from fakeaws.hooks import Sent
from fakeaws.log import LoggedCall
from fakeaws.model import Operation
from fakeaws.player import Player
from fakeaws.protocols.table import PROTOCOLS
from fakeaws.script import Error, Fault, Response, Script, error_status


class WireDoor:
    """Speaks for AWS to every client of botocore; what it says is the player's."""

    def __init__(self, player: Player) -> None:
        self._player = player

    def refuse_what_cannot_pass(self, script: Script) -> None:
        """Raise DoorCannotCarry for a script of a service whose protocol is not written yet."""
        service = script.operation.service
        if service.protocol not in PROTOCOLS:
            raise DoorCannotCarry(
                "The wire door",
                f"{service.name}, which speaks {service.protocol}",
                f"It speaks {', '.join(PROTOCOLS)}. The Stubber door carries it: aws_stubber(client).add_script(...).",
                script.written_at,
            )

    def answer(self, call: LoggedCall, sent: Sent) -> AWSResponse:
        """The response to one attempt, or the exception that the HTTP session would raise."""
        reply, delay = self._player.reply(call)
        if delay.total_seconds() > sent.read_timeout:
            reply, delay = Fault("read-timeout"), timedelta(0)
        self._player.clock.advance(delay)
        operation = Operation.named(call.operation)
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
            self._player.clock.advance(getattr(sent, kind.takes))
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
