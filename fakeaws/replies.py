"""What AWS will say once (`Response`, `Error`, `Fault`, or `Computed` from the call), and the step made of it.

A reply becomes a step when it is told how often it is said: once unless `times(n)` or `forever()`,
at once unless `after(delay)`. Nothing here changes once it is written.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, TypeAlias, cast

from fakeaws.errors import PlanError
from fakeaws.faults import fault_kind
from fakeaws.origin import Origin, complains_to_the_user, users_line
from fakeaws.source import as_source


class Frozen(Mapping[str, Any]):
    """A mapping that nobody changes; unlike `MappingProxyType` it can be copied and pickled."""

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, Any]) -> None:
        self._items = dict(items)

    def __getitem__(self, name: str) -> Any:
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        return repr(self._items)


class Repeatable:
    """What `play` takes: a reply, or a step made of one."""

    __slots__ = ()

    @complains_to_the_user
    def times(self, count: int) -> Step:
        """Say it `count` times."""
        if not is_count(count):
            raise PlanError(f"A step is said a whole number of times and at least once, not times({count!r}).")
        return replace(_step(self), count=count)

    def forever(self) -> Step:
        """Say it as often as it is asked for, and at least once. Nothing can follow it."""
        return replace(_step(self), count=None)

    @complains_to_the_user
    def after(self, delay: timedelta | float) -> Step:
        """Let this much virtual time (a timedelta, or seconds) pass before it is said."""
        try:
            wait = delay if isinstance(delay, timedelta) else timedelta(seconds=delay)
        except (TypeError, ValueError, OverflowError):
            raise PlanError(f"after takes a timedelta, or a number of seconds, not after({delay!r}).") from None
        if wait < timedelta(0):
            raise PlanError(f"An answer comes after the question, not after({delay!r}).")
        return replace(_step(self), delay=wait)

    def optional(self) -> Step:
        """Let the test pass even if nobody asks for it."""
        return replace(_step(self), is_optional=True)


@dataclass(frozen=True, slots=True, init=False)
class Response(Repeatable):
    """The service's answer: its members as AWS spells them, the rest synthesised from the model.

    A member whose name is no Python name, or that a keyword would hide, goes into the mapping. Members
    are copied; a body is text, bytes, a path, an open file or an iterator of bytes, and is read now; a
    stream of events is a list of them, and of errors. The ResponseMetadata of an answer that was recorded is left out.
    """

    members: Mapping[str, Any]
    complete: bool
    written_at: Origin = field(compare=False, repr=False)
    __hash__: ClassVar[None]  # type: ignore[assignment]  # members are dicts

    @complains_to_the_user
    def __init__(self, members: Mapping[str, Any] | None = None, /, **more: Any) -> None:
        if members is not None and not isinstance(members, Mapping):
            raise PlanError(f"Response takes members, such as Response(State='COMPLETE'), not {short(members)}.")
        given = {name: value for name, value in {**(members or {}), **more}.items() if name != "ResponseMetadata"}
        fill(self, members=_own("Response", given), complete=True, written_at=users_line())

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
        fill(response, members=members, complete=False, written_at=self.written_at)
        return response

    def __repr__(self) -> str:
        return as_source("Response" if self.complete else "Response.exactly", **self.members)

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


@dataclass(frozen=True, slots=True)
class Step(Repeatable):
    """A reply, how often it is said (`None`: for ever), after what delay, and whether it must be asked for."""

    reply: Reply | Computed
    count: int | None = 1
    delay: timedelta = timedelta(0)
    is_optional: bool = False
    __hash__: ClassVar[None]  # type: ignore[assignment]  # replies hold dicts

    def __repr__(self) -> str:
        wait = self.delay.total_seconds()
        after = f".after({int(wait) if wait.is_integer() else wait})" if self.delay else ""
        return f"{self.reply!r}{self._often()}{after}{'.optional()' if self.is_optional else ''}"

    def __str__(self) -> str:
        wait = f".after({self.delay.total_seconds():g})" if self.delay else ""
        return f"{self.reply}{self._often()}{wait}"

    def _often(self) -> str:
        return ".forever()" if self.count is None else f".times({self.count})" if self.count > 1 else ""


def fill(frozen: object, **fields: object) -> None:
    """Set the fields of a frozen record that is being made."""
    for name, value in fields.items():
        object.__setattr__(frozen, name, value)


def short(value: object) -> str:
    """The value as source text, cut where it is long."""
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 3]}..."


def _one_message(code: str, message: str, capital: Any) -> Any:
    if message:
        raise PlanError(
            f"The message of {code} is said twice, as {short(message)} and as {short(capital)}: "
            f"an error has one, Error({code!r}, 'its message')."
        )
    return capital


def _step(said: Repeatable) -> Step:
    return said if isinstance(said, Step) else Step(cast("Reply | Computed", said))


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
def is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_refusal(value: object) -> bool:
    return isinstance(value, int) and value in _REFUSALS


_LONGEST_SHOWN = 40
_REFUSALS = range(300, 600)
