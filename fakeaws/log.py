"""The log of a test: each call, each attempt of it, what it was told and when; plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from fakeaws.clock import offset
from fakeaws.origin import Origin
from fakeaws.script import Reply


@dataclass(frozen=True, slots=True)
class Request:
    """What one attempt sent, before it is signed.

    `body` is the payload, without the chunks in which botocore sends it to S3, and `size` its length in bytes. A stream
    of more than 1 MiB is not kept: its body is None.
    """

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None
    size: int
    __hash__: ClassVar[None]  # type: ignore[assignment]  # headers are a dict


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try of a call: when it was answered, with what (as it was scripted), and where that step was written.

    `reply` is None where the attempt was let through, and `written_at` is then where that was said.
    `request` is what was sent, and `status` the HTTP status that came back: None where none did, and both
    None through a Stubber, where there is no wire.
    """

    at: datetime
    reply: Reply | None
    written_at: Origin
    request: Request | None = None
    status: int | None = None
    __hash__: ClassVar[None]  # type: ignore[assignment]  # replies hold dicts


@dataclass(frozen=True, slots=True)
class Move:
    """A stretch of virtual time that passed, until when, and the line of the user's that let it pass."""

    at: datetime
    length: timedelta
    made_at: Origin


@dataclass(slots=True)
class LoggedCall:
    """One call of the code under test; its attempts and its outcome are filled in as it goes.

    `params` are the code's own, before botocore adds to them. `error` is what the call raised, `is_over` that it
    is done. A call that `is_let_through` is answered by somebody else, but for the attempts that a script has answered.
    """

    operation: str
    params: Mapping[str, Any]
    at: datetime
    made_at: Origin
    thread: str
    attempts: list[Attempt] = field(default_factory=list)
    error: BaseException | None = None
    is_let_through: bool = False
    is_over: bool = False

    def came_back(self, status: int) -> None:
        """Note the HTTP status of the last attempt."""
        self.attempts[-1] = replace(self.attempts[-1], status=status)

    @property
    def reply(self) -> Reply | None:
        """What the last attempt was told; None where it was let through, or there was none."""
        return self.attempts[-1].reply if self.attempts else None

    def as_dict(self) -> dict[str, Any]:
        """The call as plain data, for snapshots: what JSON holds, times as ISO 8601, replies as text.

        Parameters are as they were given; in place of bytes stands `5 bytes`, and of a stream, which stays
        unread, `a stream`.
        """
        attempts = [
            {
                "at": one.at.isoformat(),
                "reply": str(one.reply or _LET_THROUGH),
                "status": one.status,
                "written_at": str(one.written_at),
            }
            for one in self.attempts
        ]
        return {
            "operation": self.operation,
            "params": _as_json(self.params),
            "at": self.at.isoformat(),
            "made_at": str(self.made_at),
            "thread": self.thread,
            "attempts": attempts,
            "error": f"{type(self.error).__name__}: {self.error}" if self.error is not None else None,
        }

    def told(self) -> str:
        """What the call came to, in a few words."""
        if self.reply is None and self.error is not None:
            return type(self.error).__name__
        if not self.attempts:
            return "answered above the wire" if self.is_over else "nothing"
        retries = f" (after {len(self.attempts) - 1} retries)" if len(self.attempts) > 1 else ""
        return f"{brief(self.reply) if self.reply is not None else _LET_THROUGH}{retries}"


def brief(reply: Reply) -> str:
    """A reply by its status where it has one, else by its first members."""
    members = getattr(reply, "members", {})
    telling = [name for name in members if name.endswith(("Status", "State", "status", "state"))]
    if telling:
        return f"{telling[0]}={members[telling[0]]!r}"
    return str(reply)


def question_of(call: LoggedCall) -> str:
    """What tells this call from others: its operation and parameters, without bodies."""
    told_apart_by = {name: value for name, value in sorted(call.params.items()) if not is_body(value)}
    return f"{call.operation} {told_apart_by!r}"


def is_body(value: object) -> bool:
    return isinstance(value, (bytes, bytearray)) or hasattr(value, "read")


def is_plain(value: object) -> bool:
    """Whether the value is what JSON holds."""
    if isinstance(value, Mapping):
        return all(isinstance(key, str) and is_plain(one) for key, one in value.items())
    if isinstance(value, (list, tuple)):
        return all(map(is_plain, value))
    return value is None or isinstance(value, (str, int, float))


def _as_json(value: Any) -> Any:
    """The value in what JSON holds."""
    match value:
        case Mapping():
            return {str(key): _as_json(one) for key, one in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_as_json(one) for one in value]
        case bytes() | bytearray():
            return f"{len(value)} bytes"
        case date():
            return value.isoformat()
        case None | str() | int() | float():
            return value
        case _:
            return "a stream" if hasattr(value, "read") else str(value)


def timeline(calls: Iterable[LoggedCall], start: datetime) -> list[str]:
    """The calls a line each, repetitions folded: `+00:00:30  appconfig.get_deployment -> State='BAKING'  x 118`."""
    lines: list[str] = []
    group: list[LoggedCall] = []
    for call in calls:
        if group and _kind(call) != _kind(group[-1]):
            lines.append(_folded(group, start))
            group = []
        group.append(call)
    return [*lines, _folded(group, start)] if group else lines


def _kind(call: LoggedCall) -> tuple[str, str, Origin]:
    return call.operation, call.told(), call.made_at


def _folded(group: list[LoggedCall], start: datetime) -> str:
    first, last = group[0], group[-1]
    line = f"{offset(first.at - start)}  {first.operation} -> {first.told()}"
    if len(group) > 1:
        line += f"  x {len(group)}, until {offset(last.at - start)}"
        gap = (last.at - first.at) / (len(group) - 1)
        line += f" (every {gap.total_seconds():g} s)" if gap else " (without sleeping)"
    return f"{line}  [{first.made_at}]"


_LET_THROUGH = "let through"
