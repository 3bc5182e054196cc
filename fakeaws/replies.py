"""What AWS will say once: `Response`, `Error`, `Fault`, or `Computed` from the call; nothing changes once written."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, TypeAlias

from fakeaws.errors import PlanError
from fakeaws.faults import fault_kind
from fakeaws.frozen import Frozen, fill, is_count, short
from fakeaws.origin import Origin, complains_to_the_user, users_line
from fakeaws.source import as_source
from fakeaws.steps import Repeatable


@dataclass(frozen=True, slots=True, init=False)
class Response(Repeatable):
    """The service's answer: its members as AWS spells them, the rest synthesised from the model.

    A member whose name is no Python name, or that a keyword would hide, goes into the mapping. Members
    are copied; a body is text, bytes, a path, an open file or an iterator of bytes, and is read now; a
    stream of events is a list of them, and of errors. The ResponseMetadata of an answer that was recorded is left out.
    """

    members: Mapping[str, Any]
    complete: bool
    status: int | None
    written_at: Origin = field(compare=False, repr=False)
    __hash__: ClassVar[None]  # type: ignore[assignment]  # members are dicts

    @complains_to_the_user
    def __init__(self, members: Mapping[str, Any] | None = None, /, **more: Any) -> None:
        if members is not None and not isinstance(members, Mapping):
            raise PlanError(f"Response takes members, such as Response(State='COMPLETE'), not {short(members)}.")
        given = {name: value for name, value in {**(members or {}), **more}.items() if name != "ResponseMetadata"}
        fill(self, members=_own("Response", given), complete=True, status=None, written_at=users_line())

    @classmethod
    @complains_to_the_user
    def exactly(cls, members: Mapping[str, Any] | None = None, /, **more: Any) -> Response:
        """The answer with these members and no other."""
        response = cls(members, **more)
        fill(response, complete=False)
        return response

    def with_members(self, members: Mapping[str, Any]) -> Response:
        """The same answer, written at the same place, with just these members, which are not copied."""
        response = object.__new__(Response)
        fill(response, members=members, complete=False, status=self.status, written_at=self.written_at)
        return response

    @complains_to_the_user
    def with_status(self, status: int) -> Response:
        """The same answer with this HTTP status, which the service has another for than its model says."""
        if not _is_success(status):
            raise PlanError(f"The status of a response is an HTTP status from 200 to 299, not {short(status)}.")
        response = copy.copy(self)
        fill(response, status=status)
        return response

    def __repr__(self) -> str:
        status = f".with_status({self.status})" if self.status is not None else ""
        return as_source("Response" if self.complete else "Response.exactly", **self.members) + status

    def __str__(self) -> str:
        given = ", ".join(f"{name}={short(value)}" for name, value in self.members.items())
        return f"Response({given})"


@dataclass(frozen=True, slots=True, init=False)
class Error(Repeatable):
    """What the service says when it refuses.

    The code must be one that the operation models, or a common one (COMMON_ERRORS); say
    `unmodelled=True` for any other. `status` is the HTTP status where it is not the usual one;
    `members` are those of the modelled error beside its message, however that is spelt there.
    """

    code: str
    message: str
    status: int | None
    unmodelled: bool
    members: Mapping[str, Any]
    written_at: Origin = field(compare=False, repr=False)
    __hash__: ClassVar[None]  # type: ignore[assignment]  # members are dicts

    @complains_to_the_user
    def __init__(
        self,
        code: str,
        /,
        message: str = "",
        *,
        status: int | None = None,
        unmodelled: bool = False,
        **members: Any,
    ) -> None:
        if not _is_text(code) or not code:
            raise PlanError(f"An error's code is text, such as Error('ThrottlingException'), not {short(code)}.")
        if "Message" in members:
            message = _one_message(code, message, members.pop("Message"))
        if not _is_text(message):
            raise PlanError(f"The message of {code} is text, not {short(message)}.")
        if status is not None and not _is_refusal(status):
            raise PlanError(f"The status of {code} is an HTTP status from 300 to 599, not {short(status)}.")
        fill(self, code=code, message=message, status=status, unmodelled=unmodelled)
        fill(self, members=_own(code, members), written_at=users_line())

    def __repr__(self) -> str:
        said = (self.code, self.message) if self.message else (self.code,)
        status = {} if self.status is None else {"status": self.status}
        return as_source("Error", *said, **status, **({"unmodelled": True} if self.unmodelled else {}), **self.members)

    def __str__(self) -> str:
        return f"Error({self.code!r})"


@dataclass(frozen=True, slots=True, init=False)
class Fault(Repeatable):
    """What happens below the service: a name from FAULTS, such as `read-timeout`.

    A fault that spoils an answer spoils a synthesised one, or the one that `of` gives. `seconds` is how long
    `slow-first-byte` and `slow-drip` take; `by` is how far the service's clock is ahead in `clock-skew`, or
    behind where it is negative.
    """

    name: str
    of: Response | Error | None
    seconds: float | None
    by: timedelta | None
    written_at: Origin = field(compare=False, repr=False)

    @complains_to_the_user
    def __init__(
        self,
        name: str,
        /,
        *,
        of: Response | Error | None = None,
        seconds: float | None = None,
        by: timedelta | None = None,
    ) -> None:
        kind = fault_kind(name)
        if of is not None and not isinstance(of, (Response, Error)):
            raise PlanError(f"{name} spoils a Response or an Error, not of={short(of)}.")
        kind.check_keywords(name, has_answer=of is not None, seconds=seconds, by=by)
        fill(self, name=name, of=of, seconds=kind.seconds if seconds is None else seconds)
        fill(self, by=kind.by if by is None else by, written_at=users_line())

    @property
    def measure(self) -> timedelta:
        """How much of it there is, where it has a measure."""
        return self.by if self.by is not None else timedelta(seconds=self.seconds or 0)

    def with_reply(self, of: Response | Error) -> Fault:
        """The same fault, written at the same place, of this answer."""
        fault = copy.copy(self)
        fill(fault, of=of)
        return fault

    def __repr__(self) -> str:
        return as_source("Fault", self.name, **self._said())

    def __str__(self) -> str:
        said = [f"{name}={value}" for name, value in self._said().items()]
        return f"Fault({', '.join([repr(self.name), *said])})"

    def _said(self) -> dict[str, Any]:
        """What was said of it otherwise than it usually is."""
        kind = fault_kind(self.name)
        given = {"of": self.of, "seconds": self.seconds, "by": self.by}
        return {name: value for name, value in given.items() if value not in (None, getattr(kind, name, None))}


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
class Computed(Repeatable):
    """A reply made from the call, when it comes."""

    function: Callable[[Call], Reply]
    written_at: Origin = field(compare=False, repr=False)

    @complains_to_the_user
    def __init__(self, function: Callable[[Call], Reply], /) -> None:
        owner = getattr(function, "__self__", None)
        if isinstance(owner, Repeatable) or (isinstance(owner, type) and issubclass(owner, Repeatable)):
            name = getattr(function, "__name__", "")
            raise PlanError(f"{name}() needs its parentheses: without them it is a method, not a step.")
        if isinstance(function, type) and issubclass(function, Exception):
            raise PlanError(
                f"{function.__name__} is what the client raises, not a step: "
                f'write Error("{function.__name__}"), with the code that the service sends.'
            )
        if isinstance(function, type):
            raise PlanError(f"{function.__name__} is a class, not a step: write {function.__name__}(...).")
        if not callable(function):
            raise PlanError(f"Computed takes a function of the call, not {short(function)}.")
        fill(self, function=function, written_at=users_line())

    def __str__(self) -> str:
        return f"Computed({getattr(self.function, '__qualname__', self.function)})"


Reply: TypeAlias = Response | Error | Fault


def _one_message(code: str, message: str, capital: Any) -> Any:
    if message:
        raise PlanError(
            f"The message of {code} is said twice, as {short(message)} and as {short(capital)}: "
            f"an error has one, Error({code!r}, 'its message')."
        )
    return capital


def _own(owner: str, members: Mapping[str, Any]) -> Frozen:
    """Our own copy of the members; what can be read once becomes what it holds, so that it can be said again."""
    return Frozen({name: _copied(f"{name} of {owner}", value) for name, value in members.items()})


def _copied(what: str, value: Any) -> Any:
    try:
        return _read(value)
    except Exception as error:
        raise PlanError(f"{what} cannot be copied: {type(error).__name__}: {error}.") from error


def _read(value: Any) -> Any:
    if callable(getattr(value, "read", None)):
        return value.read()
    if isinstance(value, Path):
        return value.read_bytes()
    if isinstance(value, Iterator):
        parts = list(value)
        is_body = all(isinstance(part, (bytes, bytearray)) for part in parts)
        return b"".join(parts) if is_body else _read(parts)
    if isinstance(value, list):
        return [_as_event(one) if isinstance(one, Error) else copy.deepcopy(one) for one in value]
    return copy.deepcopy(value)


def _as_event(error: Error) -> dict[str, Any]:
    """An error as it stands among the events of a stream."""
    if error.status is not None:
        raise ValueError(f"{error} among events comes after the status of the answer, and has none of its own")
    said = {"message": error.message} if error.message else {}
    return {error.code: {**said, **error.members}}


# What is annotated need not be what is given; these ask again.
def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_refusal(value: object) -> bool:
    return isinstance(value, int) and value in _REFUSALS


def _is_success(value: object) -> bool:
    return is_count(value) and value in _SUCCESSES


_REFUSALS = range(300, 600)
_SUCCESSES = range(200, 300)
