"""How a fault reaches botocore: as a connection that fails, through botocore's own HTTP session.

What urllib3 and the standard library make of a broken socket they make here too: the pieces of FAULTS come out of a
stand-in for the socket, are read by `http.client`, by urllib3, and by botocore, each with its own complaints.
"""

from __future__ import annotations

import copy
import http.client
import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import urllib3.exceptions as urllib3_errors
from botocore.awsrequest import AWSResponse
from botocore.httpsession import ProxyConfiguration
from urllib3 import HTTPHeaderDict, HTTPResponse

from fakeaws.clock import VirtualClock
from fakeaws.errors import PlanError
from fakeaws.faults import FAULTS, fault_kind
from fakeaws.hooks import Sent, send_for_real
from fakeaws.model import Operation
from fakeaws.pieces import HTTPReply, Piece
from fakeaws.script import Fault


def fail(sent: Sent, fault: Fault, reply: HTTPReply, clock: VirtualClock) -> AWSResponse:
    """Do to one attempt what the fault says; `reply` is the answer that it spoils.

    Raises what botocore's HTTP session raises.
    """
    kind = fault_kind(fault.name)
    if kind.comes is None:
        opening = kind.opening
        return _over(sent, lambda **_asked: _refuse(opening, sent, clock))
    pieces = kind.comes(reply, fault.measure)
    return _over(sent, lambda **asked: _read(pieces, sent, clock, asked))


def nothing_to_spoil(operation: Operation, fault: Fault, *, ever: bool) -> PlanError:
    """The complaint about a fault of a body that is not there; `ever` says whether another answer could have one."""
    if ever:
        why, remedies = "this answer has no body", ["give it one, as Response() has"]
    else:
        why, remedies = f"{operation.name} answers without a body", []
    if operation.model.http.get("method") != "HEAD":
        remedies.append(f"spoil a refusal, which has one: Fault({fault.name!r}, of=Error(...))")
    others = [name for name, kind in FAULTS.items() if not kind.needs_body and name != "wrong-checksum"]
    remedies.append(f"take a fault that needs none: {', '.join(others)}")
    said = "; or ".join(remedies)
    return PlanError(
        f"{fault} has nothing to spoil: {why} (step written at {fault.written_at}). {said[0].upper()}{said[1:]}."
    )


def _over(sent: Sent, urlopen: Callable[..., Any]) -> AWSResponse:
    """What botocore's HTTP session makes of it over a connection that answers, or raises, as `urlopen` does."""
    session = copy.copy(sent.session)
    if not session._proxy_config.proxy_url_for(sent.request.url):  # a proxy that fails has a name
        session._proxy_config = ProxyConfiguration(proxies=_SOME_PROXY)
    session._get_connection_manager = lambda *_args, **_kwargs: _Connection(urlopen)
    return send_for_real(session, sent.request)


class _Connection:
    """What botocore's HTTP session asks of urllib3: a manager of connections, and one of them."""

    def __init__(self, urlopen: Callable[..., Any]) -> None:
        self.proxy_headers: dict[str, str] = {}
        self.urlopen = urlopen

    def connection_from_url(self, _url: str) -> _Connection:
        return self


def _refuse(opening: Any, sent: Sent, clock: VirtualClock) -> None:
    error = opening(sent.session, str(sent.request.url))
    if isinstance(error, urllib3_errors.ConnectTimeoutError):
        clock.advance(sent.connect_timeout or 0)
    raise error


def _read(pieces: Iterable[Piece], sent: Sent, clock: VirtualClock, asked: Mapping[str, Any]) -> HTTPResponse:
    """The answer as urllib3's `urlopen` gives it to what it is asked, or its exceptions."""
    answer = http.client.HTTPResponse(_Socket(pieces, sent.read_timeout, clock), method=str(sent.request.method))  # type: ignore[arg-type]  # it only asks for a file
    try:
        answer.begin()
    except TimeoutError as error:
        pool: Any = sent.session
        raise urllib3_errors.ReadTimeoutError(pool, str(sent.request.url), "Read timed out.") from error
    except (http.client.HTTPException, OSError) as error:
        raise urllib3_errors.ProtocolError("Connection aborted.", error) from error
    return HTTPResponse(
        answer,
        HTTPHeaderDict(answer.msg.items()),
        answer.status,
        preload_content=asked["preload_content"],
        decode_content=asked["decode_content"],
        original_response=answer,
        enforce_content_length=asked.get("enforce_content_length", True),
        request_method=sent.request.method,
    )


class _Reader(io.BufferedReader):
    """What `http.client` reads, and since Python 3.13 flushes once more when all is collected, in any order."""

    def flush(self) -> None:
        if not self.closed:
            super().flush()


class _Socket(io.RawIOBase):
    """The end of a connection to read from: gives the pieces that are left, each in its time."""

    def __init__(self, pieces: Iterable[Piece], patience: float | None, clock: VirtualClock) -> None:
        self._left = list(pieces)
        self._patience = patience
        self._clock = clock

    def makefile(self, *_args: Any, **_kwargs: Any) -> io.BufferedReader:
        return _Reader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while self._left:
            piece = self._left.pop(0)
            self._wait(piece.after)
            if isinstance(piece.said, OSError):
                raise piece.said
            taken, rest = piece.said[: len(buffer)], piece.said[len(buffer) :]
            if rest:
                self._left.insert(0, Piece(rest))
            if taken:
                buffer[: len(taken)] = taken
                return len(taken)
        return 0

    def _wait(self, seconds: float | None) -> None:
        patience = self._patience
        if seconds is None or (patience is not None and seconds > patience):
            self._clock.advance(patience or 0)
            raise TimeoutError("timed out")
        self._clock.advance(seconds)


_SOME_PROXY = dict.fromkeys(("http", "https"), "http://proxy.invalid:3128")
