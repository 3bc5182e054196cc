"""What comes out of a socket: an HTTP answer, whole or spoilt, piece by piece."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class HTTPReply:
    """An HTTP response before it is bytes on a socket."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    @property
    def is_chunked(self) -> bool:
        """Whether its length is not told before it, as that of an event stream, which comes chunk by chunk."""
        return any(name == "Transfer-Encoding" for name, _ in self.headers)


@dataclass(frozen=True, slots=True)
class Piece:
    """What comes out of the socket next, bytes or an error, after so many seconds; None waits for the time-out."""

    said: bytes | OSError
    after: float | None = 0.0


Comes: TypeAlias = Callable[[HTTPReply, timedelta], tuple[Piece, ...]]
"""How an answer comes, given how much of the fault there is."""


def _whole(reply: HTTPReply, *pieces: Piece, after: float = 0.0) -> tuple[Piece, ...]:
    """The head of a reply, and then its body, or the pieces that come instead of it, to their end."""
    end = (Piece(b"0\r\n\r\n"),) if reply.is_chunked else ()
    return (*_broken_off(reply, *(pieces or [Piece(reply.body)]), after=after), *end)


def _broken_off(reply: HTTPReply, *pieces: Piece, after: float = 0.0) -> tuple[Piece, ...]:
    """The head of a reply, and the pieces that come of its body."""
    reason = HTTPStatus(reply.status).phrase if reply.status in _KNOWN else ""
    lines = [f"HTTP/1.1 {reply.status} {reason}", *(f"{name}: {value}" for name, value in reply.headers), "", ""]
    told = map(_as_chunk, pieces) if reply.is_chunked else pieces
    return (Piece("\r\n".join(lines).encode(), after), *told)


def _as_chunk(piece: Piece) -> Piece:
    said = piece.said
    if isinstance(said, OSError) or not said:  # an empty chunk would be the last
        return piece
    return replace(piece, said=b"%x\r\n%b\r\n" % (len(said), said))


def says(status: int, page: str = "") -> Comes:
    """An answer that no service wrote."""
    kind = [("Content-Type", "text/html")] if page else []
    headers = (*kind, ("Content-Length", str(len(page))), ("Connection", "close"))
    return lambda _reply, _measure: _whole(HTTPReply(status, headers, page.encode()))


def truncated(reply: HTTPReply, _measure: timedelta) -> tuple[Piece, ...]:
    return _broken_off(reply, Piece(_half(reply.body)))


def closed_early(reply: HTTPReply, _measure: timedelta) -> tuple[Piece, ...]:
    return _broken_off(reply, Piece(_half(reply.body)), Piece(ConnectionResetError("connection reset by peer")))


def corrupt(reply: HTTPReply, _measure: timedelta) -> tuple[Piece, ...]:
    return _whole(reply, Piece(bytes([reply.body[0] ^ 0x80]) + reply.body[1:]))


def wrong_checksum(reply: HTTPReply, _measure: timedelta) -> tuple[Piece, ...]:
    # DynamoDB's own header, and S3's, which a checksum given by the test gives way to; neither is that of a real body.
    wrong = {"x-amz-crc32": "1", "x-amz-checksum-crc32": "AAAAAQ=="}
    kept = tuple((name, value) for name, value in reply.headers if not name.lower().startswith("x-amz-checksum"))
    return _whole(replace(reply, headers=(*kept, *wrong.items())))


def slow_first_byte(reply: HTTPReply, measure: timedelta) -> tuple[Piece, ...]:
    return _whole(reply, after=measure.total_seconds())


def slow_drip(reply: HTTPReply, measure: timedelta) -> tuple[Piece, ...]:
    size = -(-len(reply.body) // _DRIPS)
    drips = [reply.body[start : start + size] for start in range(0, len(reply.body), size)]
    return _whole(reply, *(Piece(drip, measure.total_seconds() / len(drips)) for drip in drips))


def clock_skew(reply: HTTPReply, measure: timedelta) -> tuple[Piece, ...]:
    moved = {
        name: format_datetime(parsedate_to_datetime(value) + measure, usegmt=True)
        for name, value in reply.headers
        if name == "Date"
    }
    return _whole(replace(reply, headers=tuple({**dict(reply.headers), **moved}.items())))


def _half(body: bytes) -> bytes:
    return body[: len(body) // 2]


_KNOWN = frozenset(HTTPStatus)
_DRIPS = 10
