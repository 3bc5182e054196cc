"""Which failures the matrix puts in at a call: `KINDS`, in the order in which they are tried."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from fakeaws.asking import only_asks
from fakeaws.common_errors import common_errors
from fakeaws.disturbance import Lasts
from fakeaws.faults import FAULTS
from fakeaws.frozen import fill
from fakeaws.model import Operation
from fakeaws.origin import Origin
from fakeaws.rates import throttling_error
from fakeaws.replies import Error, Fault, Reply, Response

Depth: TypeAlias = Literal["quick", "full"]
DEPTHS: tuple[Depth, ...] = ("quick", "full")


@dataclass(frozen=True, slots=True)
class Failure:
    """One failure of one call: what the call is told, for how long, and whether the service did the work all the same.

    `name` tells it from the operation's others; `kind` is its entry in KINDS.
    """

    name: str
    kind: str
    reply: Reply
    lasts: Lasts = "call"
    takes_step: bool = False


@dataclass(frozen=True, slots=True)
class FailureKind:
    """How one kind of failure is made for an operation; `is_quick` ones are tried at either depth."""

    sentence: str
    replies: Callable[[Operation], Iterable[Reply]]
    lasts: Lasts = "call"
    takes_step: bool = False
    is_quick: bool = False


def failures_of(operation: Operation, depth: Depth) -> Iterator[Failure]:
    """The failures to try at a call of this operation, each once, the most telling first."""
    seen: set[str] = set()
    for name, kind in KINDS.items():
        if depth == "full" or kind.is_quick:
            for reply in kind.replies(operation):
                fill(reply, written_at=_BY_THE_MATRIX)
                takes_step = kind.takes_step or (_is_answered(reply) and not only_asks(operation.name))
                failure = Failure(_name(reply, kind), name, reply, kind.lasts, takes_step)
                if failure.name not in seen:
                    seen.add(failure.name)
                    yield failure


def _is_answered(reply: Reply) -> bool:
    """Whether the service has answered, and so has done the work: what came of the answer is another matter."""
    return isinstance(reply, Response) or (isinstance(reply, Fault) and reply.name in _SPOILING)


def _name(reply: Reply, kind: FailureKind) -> str:
    return f"{name_of(reply)}{_LASTING[kind.lasts]}{' after the work' if kind.takes_step else ''}"


def name_of(reply: Reply) -> str | None:
    """What a reply is called as a failure; None for one that is none."""
    match reply:
        case Error():
            return reply.code
        case Fault():
            return reply.name
        case Response():
            return None if reply.members or reply.complete else "answer-without-members"


def _throttling(operation: Operation) -> Iterator[Reply]:
    yield Error(throttling_error(operation), "Rate exceeded")


def _access_denied(operation: Operation) -> Iterator[Reply]:
    modelled = [code for code in operation.errors if _DENIES.match(code)]
    usual = _DENIED_BY_PROTOCOL.get(operation.service.protocol, "AccessDeniedException")
    yield Error(modelled[0] if modelled else usual, "Not authorized")


def _not_found(operation: Operation) -> Iterator[Reply]:
    """What the service says of a thing that is not there; else its first refusal of the request."""
    refusals = [one for one in operation.errors.values() if one.status < _OURS and not _is_of_another_kind(one.code)]
    found = sorted(refusals, key=lambda one: not (_IS_MISSING.search(one.code) or one.status == _GONE))
    code = found[0].code if found else _missing_by_service(operation)
    yield Error(code, "Not found" if _IS_MISSING.search(code) else "Refused")


def _missing_by_service(operation: Operation) -> str:
    if operation.service.name == "s3":
        return "NoSuchKey" if "Key" in operation.parameters else "NoSuchBucket"
    return "InvalidParameterValue" if operation.service.name == "ec2" else "ValidationException"


def _server_error(operation: Operation) -> Iterator[Reply]:
    modelled = [one.code for one in operation.errors.values() if one.status == _OURS]
    usual = "InternalError" if operation.service.name in _OF_THE_OLD else "InternalFailure"
    yield Error(modelled[0] if modelled else usual, "Internal error")


def _modelled(operation: Operation) -> Iterator[Reply]:
    yield from map(Error, operation.errors)


def _common(operation: Operation) -> Iterator[Reply]:
    yield from map(Error, common_errors(operation.service.name))


def _faults(*names: str) -> Callable[[Operation], Iterator[Reply]]:
    def make(operation: Operation) -> Iterator[Reply]:
        for name in names:
            if name != "wrong-checksum" or operation.checks_checksums:
                yield Fault(name)

    return make


def _lost_after_the_work(operation: Operation) -> Iterator[Reply]:
    if not only_asks(operation.name):
        yield Fault("read-timeout")


def _without_members(operation: Operation) -> Iterator[Reply]:
    if operation.output_shape is not None and operation.output_shape.members and operation.event_stream is None:
        yield Response.exactly()


def _is_of_another_kind(code: str) -> bool:
    return bool(_DENIES.match(code) or _THROTTLES.search(code))


_BY_THE_MATRIX = Origin("of the failure matrix", 0)
_IS_MISSING = re.compile(r"NotFound|NoSuch|DoesNotExist|NonExist|Unknown")
_DENIES = re.compile(r"(Client)?(AccessDenied|Unauthori[sz]ed|NotAuthorized|Forbidden)")
_THROTTLES = re.compile(r"Thrott|TooManyRequests|RequestLimit|SlowDown|RateLimit|ThroughputExceeded")
_DENIED_BY_PROTOCOL = {"query": "AccessDenied", "rest-xml": "AccessDenied", "ec2": "UnauthorizedOperation"}
_OF_THE_OLD = ("s3", "ec2")
_GONE = 404
_OURS = 500
_LASTING: dict[Lasts, str] = {"attempt": " once", "call": "", "for good": " for good"}
_SPOILING = frozenset({"truncated-body", "corrupt-body", "closed-early", "wrong-checksum"})
_SLOW = frozenset({"slow-first-byte", "slow-drip"})
"""Not failures: the answer comes."""

KINDS: dict[str, FailureKind] = {
    "throttled": FailureKind("too many requests, longer than botocore tries", _throttling, is_quick=True),
    "access-denied": FailureKind(
        "the role may not do this, now or later", _access_denied, lasts="for good", is_quick=True
    ),
    "not-found": FailureKind(
        "the thing is not there, or not yet; else the first refusal that the operation models",
        _not_found,
        is_quick=True,
    ),
    "server-error": FailureKind("the service fails, longer than botocore tries", _server_error, is_quick=True),
    "read-timeout": FailureKind("no answer comes in time", _faults("read-timeout"), is_quick=True),
    "connection-reset": FailureKind("the connection breaks", _faults("connection-reset"), is_quick=True),
    "truncated-body": FailureKind("the answer is cut off", _faults("truncated-body"), is_quick=True),
    "lost-answer": FailureKind(
        "the service does the work, and its answer is lost", _lost_after_the_work, takes_step=True
    ),
    "throttled-once": FailureKind("too many requests; botocore's next try is answered", _throttling, lasts="attempt"),
    "server-error-once": FailureKind(
        "the service fails; botocore's next try is answered", _server_error, lasts="attempt"
    ),
    "read-timeout-once": FailureKind(
        "no answer comes in time; botocore's next try is answered", _faults("read-timeout"), lasts="attempt"
    ),
    "throttled-for-good": FailureKind("too many requests, whatever is done", _throttling, lasts="for good"),
    "outage": FailureKind("the service fails, and goes on failing", _server_error, lasts="for good"),
    "no-members": FailureKind("an answer that says nothing", _without_members),
    "modelled": FailureKind("each error that the operation models", _modelled),
    "modelled-for-good": FailureKind("each of them, now and later", _modelled, lasts="for good"),
    "common": FailureKind("each error that any operation may send", _common),
    "fault": FailureKind("each fault below the service", _faults(*(name for name in FAULTS if name not in _SLOW))),
}
