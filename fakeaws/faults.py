"""What can go wrong below the service: socket, bytes, time. One entry of FAULTS each.

A fault is what a connection does. Either it does not come about (`opening`, as urllib3 raises it), or
something comes out of it (`comes`): pieces of an answer, each after a while, or the error of a broken socket.
What botocore makes of that is botocore's own doing; the table says what it is, as measured against a real
socket with botocore 1.40 and 1.44, and the tests hold it to that in every retry mode.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, TypeAlias, cast

import urllib3.exceptions as urllib3_errors

from fakeaws.errors import PlanError
from fakeaws.nearest import did_you_mean
from fakeaws.pieces import (
    Comes,
    HTTPReply,
    Piece,
    clock_skew,
    closed_early,
    corrupt,
    says,
    slow_drip,
    slow_first_byte,
    truncated,
    wrong_checksum,
)

__all__ = ["FAULTS", "MODES", "READINGS", "Ending", "FaultKind", "HTTPReply", "Mode", "Reading", "fault_kind"]

Mode: TypeAlias = Literal["legacy", "standard", "adaptive"]
Reading: TypeAlias = Literal["json", "xml", "s3", "stream", "events"]
"""Who reads an answer: botocore as JSON or as XML, botocore for S3, which looks twice, or the code under test, which
reads a body as a stream, or events one by one; those come without a Content-Length."""

MODES: tuple[Mode, ...] = ("legacy", "standard", "adaptive")
READINGS: tuple[Reading, ...] = ("json", "xml", "s3", "stream", "events")


@dataclass(frozen=True, slots=True)
class Ending:
    """What a fault that never stops comes to: what is raised, if anything, and whether botocore retries it first.

    `before` is the version of botocore that brought another end.
    """

    raises: str | None
    is_retried: bool
    readings: tuple[Reading, ...] = READINGS
    modes: tuple[Mode, ...] = MODES
    before: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class FaultKind:
    """One way for the layers below the service to fail, and what botocore makes of it.

    A kind that `spoils` needs an answer to do it to. `seconds` or `by` is what its keyword is unless the test says
    otherwise; a kind without a default does not take the keyword.
    """

    sentence: str
    ends: tuple[Ending, ...]
    opening: Callable[[Any, str], Exception] | None = None
    comes: Comes | None = None
    spoils: bool = False
    seconds: float | None = None
    by: timedelta | None = None
    needs_body: bool = False

    def ending(self, reading: Reading, mode: Mode, botocore: tuple[int, ...]) -> Ending | None:
        """What comes of it where the answer is read so, in this retry mode; None where it cannot happen."""
        ends = (end for end in self.ends if end.before is None or botocore < end.before)
        return next((end for end in ends if reading in end.readings and mode in end.modes), None)

    def check_keywords(self, name: str, *, has_answer: bool, seconds: object, by: object) -> None:
        """Raise PlanError for a keyword that this kind does not take, or a value that it cannot have."""
        if has_answer and not self.spoils:
            raise PlanError(f"{name} comes without an answer, so there is none to give with of=. {_who('spoils')}")
        if seconds is not None and self.seconds is None:
            raise PlanError(f"{name} takes no seconds. {_who('seconds')}")
        if seconds is not None and not _is_length(seconds):
            raise PlanError(f"{name} takes a number of seconds above 0, not seconds={seconds!r}.")
        if by is not None and self.by is None:
            raise PlanError(f"{name} is not off by anything. {_who('by')}")
        if by is not None and not (isinstance(by, timedelta) and timedelta(0) < abs(by) <= _LONGEST):
            raise PlanError(
                f"{name} is off by a timedelta of at most 100 years, such as timedelta(minutes=20), not {by!r}."
            )


def fault_kind(name: object) -> FaultKind:
    """The entry of FAULTS called `name`. Raises PlanError."""
    if not isinstance(name, str) or name not in FAULTS:
        raise PlanError(f"{name} is not a fault.{did_you_mean(str(name), FAULTS)}")
    return FAULTS[name]


def _who(keyword: str) -> str:
    return f"What does: {', '.join(name for name, kind in FAULTS.items() if getattr(kind, keyword))}."


def _is_length(value: object) -> bool:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return is_number and 0 < cast("float", value) <= _LONGEST.total_seconds()


_LONGEST = timedelta(days=36_500)
_PAGE = "<html><head><title>503 Service Unavailable</title></head><body>Service Unavailable</body></html>"
_IN_MEMORY: tuple[Reading, ...] = ("json", "xml", "s3")
_BROKEN_EVENTS = Ending("ProtocolError", is_retried=False, readings=("events",))  # urllib3's: botocore lets it pass


def _retried(raises: str) -> tuple[Ending, ...]:
    return (Ending(raises, is_retried=True),)


FAULTS: dict[str, FaultKind] = {
    # What is raised is what the code under test gets when the fault lasts; where nothing is, it gets an answer.
    "connect-timeout": FaultKind(
        "the connection is not made in time",
        _retried("ConnectTimeoutError"),
        opening=lambda pool, url: urllib3_errors.ConnectTimeoutError(pool, f"no connection to {url} in time"),
    ),
    "connection-refused": FaultKind(
        "nobody listens at the other end",
        _retried("EndpointConnectionError"),
        opening=lambda pool, _url: urllib3_errors.NewConnectionError(pool, "connection refused"),
    ),
    "dns-failure": FaultKind(
        "the host's name is not found",
        _retried("EndpointConnectionError"),
        opening=lambda pool, _url: urllib3_errors.NewConnectionError(pool, "name or service not known"),
    ),
    "tls-failure": FaultKind(
        "the other end's certificate is not trusted",
        _retried("SSLError"),
        opening=lambda _pool, _url: urllib3_errors.SSLError("certificate verify failed"),
    ),
    "proxy-failure": FaultKind(
        "the proxy on the way cannot be reached",
        _retried("ProxyConnectionError"),
        opening=lambda _pool, _url: urllib3_errors.ProxyError(
            "cannot connect to proxy", ConnectionRefusedError("connection refused")
        ),
    ),
    "read-timeout": FaultKind(
        "the request is sent, and no answer comes in time",
        _retried("ReadTimeoutError"),
        comes=lambda _reply, _measure: (Piece(TimeoutError("timed out"), None),),
    ),
    "connection-reset": FaultKind(
        "the other end closes the connection before it has answered",
        _retried("ConnectionClosedError"),
        comes=lambda _reply, _measure: (Piece(ConnectionResetError("connection reset by peer")),),
    ),
    "closed-early": FaultKind(
        "the other end resets the connection in the middle of its answer",
        (
            Ending("ConnectionClosedError", is_retried=True, readings=_IN_MEMORY),
            Ending("ResponseStreamingError", is_retried=False, readings=("stream",)),
            _BROKEN_EVENTS,
        ),
        comes=closed_early,
        spoils=True,
        needs_body=True,
    ),
    "truncated-body": FaultKind(
        "the answer ends in the middle, without complaint",
        (
            # urllib3 compared the length with the Content-Length, until botocore told it not to.
            Ending("ConnectionClosedError", is_retried=True, readings=_IN_MEMORY, before=(1, 43, 115)),
            Ending(None, is_retried=False, readings=("json",)),  # and without members: what is no JSON is not read
            Ending("ResponseParserError", is_retried=False, readings=("xml",)),
            Ending("ClientError", is_retried=True, readings=("s3",)),  # S3 may fail after it said 200
            Ending("ResponseStreamingError", is_retried=False, readings=("stream",)),
            _BROKEN_EVENTS,
        ),
        comes=truncated,
        spoils=True,
        needs_body=True,
    ),
    "corrupt-body": FaultKind(
        "a bit of the answer is turned on its way",
        (
            Ending("UnicodeDecodeError", is_retried=False, readings=("json",)),
            Ending("ResponseParserError", is_retried=False, readings=("xml",)),
            Ending("ClientError", is_retried=True, readings=("s3",)),
            Ending(None, is_retried=False, readings=("stream",)),  # nobody looks, but for a checksum
            Ending("ChecksumMismatch", is_retried=False, readings=("events",)),  # each event has its own
        ),
        comes=corrupt,
        spoils=True,
        needs_body=True,
    ),
    "wrong-checksum": FaultKind(
        "the answer's checksum is not that of its body",
        (
            Ending("ChecksumError", is_retried=True, readings=("json",), modes=("legacy",)),
            Ending(None, is_retried=True, readings=("json",), modes=("standard", "adaptive")),
            Ending("FlexibleChecksumError", is_retried=False, readings=("stream",)),
        ),
        comes=wrong_checksum,
        spoils=True,
    ),
    "empty-500": FaultKind("an answer 500 without a body", _retried("ClientError"), comes=says(500)),
    "empty-502": FaultKind("an answer 502 without a body", _retried("ClientError"), comes=says(502)),
    "empty-503": FaultKind("an answer 503 without a body", _retried("ClientError"), comes=says(503)),
    "empty-504": FaultKind("an answer 504 without a body", _retried("ClientError"), comes=says(504)),
    "html-error-page": FaultKind(
        "a load balancer answers for the service", _retried("ClientError"), comes=says(503, _PAGE)
    ),
    "slow-first-byte": FaultKind(
        "the answer begins late; a read timeout where the client does not wait so long",
        (Ending(None, is_retried=False),),
        comes=slow_first_byte,
        spoils=True,
        seconds=30.0,
    ),
    "slow-drip": FaultKind(
        "the answer comes in ten small pieces; a read timeout where one is longer in coming than the client waits",
        (Ending(None, is_retried=False),),
        comes=slow_drip,
        spoils=True,
        seconds=30.0,
        needs_body=True,
    ),
    "clock-skew": FaultKind(
        "the service's clock is not ours: it refuses the signature's time, and dates its answer by its own",
        (Ending("ClientError", is_retried=False),),  # botocore does not correct its clock
        comes=clock_skew,
        spoils=True,
        by=timedelta(minutes=20),
    ),
}
