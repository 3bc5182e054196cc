"""The plan: what AWS will say to one operation, step by step, frozen.

A reply (`Response`, `Error`, `Fault`, or `Computed` from the call) becomes a step when it is
told how often it is said: once unless `times(n)` or `forever()`, at once unless `after(delay)`.
A `Script` is the steps for one operation. Nothing here changes; the player keeps the place.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, ClassVar, TypeAlias

from fakeaws.errors import InvalidParameters, InvalidReply, PlanError, UnknownErrorCode
from fakeaws.faults import fault_kind
from fakeaws.model import Operation
from fakeaws.origin import Origin, complains_to_the_user, users_line
from fakeaws.schema.check import check
from fakeaws.schema.violation import Violation


class _Sayable:
    """What `play` takes: a reply, or a step made of one."""

    __slots__ = ()

    def times(self, count: int) -> Step:
        """Say it `count` times."""
        if count < 1:
            raise PlanError(f"A step is said at least once, not times({count!r}).")
        return replace(as_step(self), count=count)

    def forever(self) -> Step:
        """Say it as often as it is asked for, and at least once. Nothing can follow it."""
        return replace(as_step(self), count=None)

    def after(self, delay: timedelta | float) -> Step:
        """Let this much virtual time (a timedelta, or seconds) pass before it is said."""
        wait = delay if isinstance(delay, timedelta) else timedelta(seconds=delay)
        if wait < timedelta(0):
            raise PlanError(f"An answer comes after the question, not after({delay!r}).")
        return replace(as_step(self), delay=wait)

    def optional(self) -> Step:
        """Let the test pass even if nobody asks for it."""
        return replace(as_step(self), is_optional=True)


@dataclass(frozen=True, slots=True, init=False)
class Response(_Sayable):
    """The service's answer: its members as AWS spells them, the rest synthesised from the model.

    A member whose name is no Python name, or that a keyword would hide, goes into the mapping.
    """

    members: Mapping[str, Any]
    complete: bool
    written_at: Origin = field(compare=False, repr=False)
    __hash__: ClassVar[None]  # type: ignore[assignment]  # members are dicts

    def __init__(self, members: Mapping[str, Any] | None = None, /, **more: Any) -> None:
        given = copy.deepcopy({**(members or {}), **more})
        _fill(self, members=MappingProxyType(given), complete=True, written_at=users_line())

    @classmethod
    def exactly(cls, members: Mapping[str, Any] | None = None, /, **more: Any) -> Response:
        """The answer with these members and no other."""
        response = cls(members, **more)
        _fill(response, complete=False)
        return response

    def with_members(self, members: Mapping[str, Any]) -> Response:
        """The same answer, written at the same place, with just these members, which are not copied."""
        response = object.__new__(Response)
        _fill(response, members=members, complete=False, written_at=self.written_at)
        return response

    def __str__(self) -> str:
        given = ", ".join(f"{name}={_short(value)}" for name, value in self.members.items())
        return f"Response({given})"


@dataclass(frozen=True, slots=True, init=False)
class Error(_Sayable):
    """What the service says when it refuses.

    The code must be one that the operation models, or a common one (COMMON_ERRORS); say
    `unmodelled=True` for any other. `status` is the HTTP status where it is not the usual one;
    `members` are those of the modelled error beside its message.
    """

    code: str
    message: str
    status: int | None
    unmodelled: bool
    members: Mapping[str, Any]
    written_at: Origin = field(compare=False, repr=False)
    __hash__: ClassVar[None]  # type: ignore[assignment]  # members are dicts

    def __init__(
        self,
        code: str,
        message: str = "",
        /,
        *,
        status: int | None = None,
        unmodelled: bool = False,
        **members: Any,
    ) -> None:
        given = MappingProxyType(copy.deepcopy(members))
        _fill(self, code=code, message=message, status=status, unmodelled=unmodelled, members=given)
        _fill(self, written_at=users_line())

    def __str__(self) -> str:
        return f"Error({self.code!r})"


@dataclass(frozen=True, slots=True, init=False)
class Fault(_Sayable):
    """What happens below the service: a name from FAULTS, such as `read-timeout`."""

    name: str
    written_at: Origin = field(compare=False, repr=False)

    @complains_to_the_user
    def __init__(self, name: str, /) -> None:
        fault_kind(name)
        _fill(self, name=name, written_at=users_line())

    def __str__(self) -> str:
        return f"Fault({self.name!r})"


@dataclass(frozen=True, slots=True)
class Call:
    """What a computed reply is told: the parameters as the code under test gave them, and when.

    `attempt` counts the tries of one call, `number` the replies of this script, both from 1.
    """

    operation: str
    params: Mapping[str, Any]
    at: datetime
    attempt: int = 1
    number: int = 1


@dataclass(frozen=True, slots=True, init=False)
class Computed(_Sayable):
    """A reply made from the call, when it comes."""

    function: Callable[[Call], Reply]
    written_at: Origin = field(compare=False, repr=False)

    def __init__(self, function: Callable[[Call], Reply], /) -> None:
        _fill(self, function=function, written_at=users_line())

    def __str__(self) -> str:
        return f"Computed({getattr(self.function, '__qualname__', self.function)})"


Reply: TypeAlias = Response | Error | Fault


@dataclass(frozen=True, slots=True)
class Step(_Sayable):
    """A reply, how often it is said (`None`: for ever), after what delay, and whether it must be asked for."""

    reply: Reply | Computed
    count: int | None = 1
    delay: timedelta = timedelta(0)
    is_optional: bool = False
    __hash__: ClassVar[None]  # type: ignore[assignment]  # replies hold dicts

    def __str__(self) -> str:
        often = ".forever()" if self.count is None else f".times({self.count})" if self.count > 1 else ""
        wait = f".after({self.delay.total_seconds():g})" if self.delay else ""
        return f"{self.reply}{often}{wait}"


Sayable: TypeAlias = Step | Reply | Computed | Callable[[Call], Reply]


@dataclass(frozen=True, slots=True, init=False)
class Script:
    """What AWS will say to one operation; answers the calls whose parameters include `params`, compared by ==.

    Raises UnknownOperation, InvalidParameters, InvalidReply, UnknownErrorCode or PlanError on the line
    that writes it. With `allow_illegal` a lifecycle's states and moves are not checked.
    """

    operation: Operation
    steps: tuple[Step, ...]
    params: Mapping[str, Any]
    allow_illegal: bool
    written_at: Origin = field(compare=False, repr=False)
    __hash__: ClassVar[None]  # type: ignore[assignment]  # steps hold dicts

    @complains_to_the_user
    def __init__(self, operation: str, /, *steps: Sayable, allow_illegal: bool = False, **params: Any) -> None:
        found = Operation.named(operation)
        _fill(self, operation=found, steps=tuple(map(as_step, steps)), allow_illegal=allow_illegal)
        _fill(self, params=MappingProxyType(dict(params)), written_at=users_line())
        _check_script(self)

    def __str__(self) -> str:
        only = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.operation.name}({only})"


def as_step(said: object) -> Step:
    """What `play` was given, as a step: replies are said once, functions are computed."""
    match said:
        case Step():
            return said
        case Response() | Error() | Fault() | Computed():
            return Step(said)
        case Script():
            raise PlanError(f"{said} is a whole script, not a step: hand it to fake_aws.play(script).")
        case _ if callable(said):
            return Step(Computed(said))
        case _:
            raise PlanError(f"A step is a Response, an Error, a Fault or a function of the call, not {said!r}.")


def error_status(error: Error, operation: Operation) -> int:
    """The HTTP status with which the service sends this error."""
    modelled = operation.errors.get(error.code)
    return error.status or (modelled.status if modelled else COMMON_ERRORS.get(error.code, 400))


def check_reply(reply: Reply, operation: Operation, *, allow_illegal: bool = False) -> None:
    """Raise InvalidReply or UnknownErrorCode if the operation could not give this reply."""
    match reply:
        case Response():
            found = check(operation.name, dict(reply.members), level="scripted")
            errors = [one for one in found if one.severity == "error" and not (allow_illegal and one.rule == "enum")]
            if errors:
                raise InvalidReply(operation.name, errors, reply.written_at)
        case Error():
            if not (reply.unmodelled or reply.code in operation.errors or reply.code in COMMON_ERRORS):
                raise UnknownErrorCode(operation.name, reply.code, operation.errors, reply.written_at)
            if wrong := _wrong_error_members(reply, operation):
                raise InvalidReply(f"{reply.code} of {operation.name}", wrong, reply.written_at)
        case Fault():
            pass


def _check_script(script: Script) -> None:
    if not script.steps:
        raise PlanError(f"The script for {script} has no step.")
    for step in script.steps[:-1]:
        if step.count is None:
            raise PlanError(f"{step} is said forever; what follows it in the script for {script} is never reached.")
    unknown = [name for name in script.params if name not in script.operation.parameters]
    if unknown:
        raise InvalidParameters(script.operation.name, unknown, script.operation.parameters)
    for step in script.steps:
        if not isinstance(step.reply, Computed):
            check_reply(step.reply, script.operation, allow_illegal=script.allow_illegal)


def _wrong_error_members(error: Error, operation: Operation) -> list[Violation]:
    if error.code not in operation.errors:
        return []
    known = list(operation.errors[error.code].shape.members)
    return [
        Violation(f"/{name}", "unknown-member", "error", f"one of {', '.join(known)}", repr(value))
        for name, value in error.members.items()
        if name not in known
    ]


def _fill(frozen: object, **fields: object) -> None:
    for name, value in fields.items():
        object.__setattr__(frozen, name, value)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 3]}..."


_LONGEST_SHOWN = 40

COMMON_ERRORS: dict[str, int] = {
    # The codes that any service may send, with their HTTP status (AWS common errors pages).
    "AccessDeniedException": 403,
    "ExpiredTokenException": 403,
    "IncompleteSignature": 403,
    "InternalFailure": 500,
    "InvalidClientTokenId": 403,
    "InvalidSignatureException": 403,
    "OptInRequired": 403,
    "RequestExpired": 403,
    "RequestLimitExceeded": 400,
    "RequestTimeout": 400,
    "RequestTimeoutException": 400,
    "ServiceUnavailable": 503,
    "SlowDown": 503,
    "ThrottledException": 400,
    "Throttling": 400,
    "ThrottlingException": 400,
    "TooManyRequestsException": 429,
    "UnrecognizedClientException": 403,
    "ValidationError": 400,
    "ValidationException": 400,
}
