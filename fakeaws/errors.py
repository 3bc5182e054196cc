"""Every exception of fakeaws.

    FakeAWSError
    ├── PlanError (ValueError)              the test says something impossible; raised when it says it
    │   ├── UnknownOperation                no such service or operation
    │   ├── InvalidReply                    a reply that the service could not give
    │   ├── InvalidParameters               parameters that the operation does not take
    │   ├── UnknownErrorCode                an error code that is neither modelled nor common
    │   ├── IllegalMove                     a state or a move that the lifecycle does not have
    │   └── DoorCannotCarry                 a reply that cannot go through the chosen door
    ├── PlayError (AssertionError)          the code under test and the plan disagree
    │   ├── UnscriptedCall                  a call that no script answers
    │   ├── TokenMisused                    a paging token that was dropped, changed or made up
    │   ├── UnplayedSteps                   steps that were never asked for
    │   ├── CallsDiffer                     calls that a test expected, and were made otherwise or not at all
    │   └── BlockedRequest                  a request that would have left the process
    ├── SchemaMismatch (AssertionError)     data that misses its schema
    ├── SecretsLeft (ValueError)            a recording that is not written: it still seems to hold secrets
    └── InputError (ValueError)             a file or text that cannot be read
        └── PageError                       a documentation page that cannot be read
    PollingForever (BaseException)          code that would poll for ever; outside `except Exception`

Errors are values: the facts are fields, the sentence is made in `__str__`, and two errors
with the same facts are equal.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from fakeaws.nearest import did_you_mean

if TYPE_CHECKING:
    from fakeaws.schema.violation import Violation


class _Facts:
    """What makes an exception a value: equal to another with the same facts, and copied and pickled with them."""

    args: tuple[Any, ...]

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    __hash__ = object.__hash__

    def __reduce__(self) -> tuple[Any, ...]:
        return _remade, (type(self), self.args, vars(self))


class FakeAWSError(_Facts, Exception):
    """The root of what fakeaws raises, but for PollingForever."""


class PlanError(FakeAWSError, ValueError):
    """The test says something impossible; raised where it says it."""


class UnknownOperation(PlanError):
    """No service or operation has this name; `known` holds the names it could have been.

    Without a `kind` it is not even the form of an operation's name.
    """

    def __init__(self, name: object, kind: str = "", known: Iterable[str] = (), within: str = "") -> None:
        super().__init__(name)
        self.name = name
        self.kind = kind
        self.known = tuple(known)
        self.within = within

    def __str__(self) -> str:
        if not self.kind:
            return f"{self.name!r} names no operation: write service and operation, such as appconfig.get_deployment."
        place = f" of {self.within}" if self.within else " in the installed botocore"
        return f"{self.name} is not {self.kind}{place}.{did_you_mean(self.name, self.known)}"


class InvalidReply(PlanError):
    """A scripted reply that breaks the operation's schema; `violations` says where."""

    def __init__(self, operation: str, violations: Iterable[Violation], written_at: object = None) -> None:
        super().__init__(operation)
        self.operation = operation
        self.violations = tuple(violations)
        self.written_at = written_at

    def __str__(self) -> str:
        head = f"{self.operation} cannot give this reply"
        lines = "\n".join(f"  {violation}" for violation in self.violations)
        return f"{head}{_written(self.written_at)}:\n{lines}"


class InvalidParameters(PlanError):
    """Parameters to match that the operation does not take; `known` are those it takes."""

    def __init__(self, operation: str, unknown: Iterable[str], known: Iterable[str]) -> None:
        super().__init__(operation)
        self.operation = operation
        self.unknown = tuple(unknown)
        self.known = tuple(known)

    def __str__(self) -> str:
        hints = "".join(f"\n  {name} is not a parameter.{did_you_mean(name, self.known)}" for name in self.unknown)
        return f"{self.operation} does not take these parameters:{hints}"


class UnknownErrorCode(PlanError):
    """An error code that the operation does not model and that is not a common one."""

    def __init__(self, operation: str, code: str, known: Iterable[str], written_at: object = None) -> None:
        super().__init__(operation)
        self.operation = operation
        self.code = code
        self.known = tuple(known)
        self.written_at = written_at

    def __str__(self) -> str:
        hint = did_you_mean(self.code, self.known)
        modelled = "" if hint.startswith(" Known") else f" Modelled: {', '.join(self.known) or 'none'}."
        return (
            f"{self.code} is not an error of {self.operation}{_written(self.written_at)}.{hint}{modelled} "
            f"To say it all the same: Error({self.code!r}, status=..., unmodelled=True)."
        )


class IllegalMove(PlanError):
    """A state that the lifecycle does not know (`before` is None), or a move that it does not make."""

    def __init__(self, lifecycle: str, state: str, known: Iterable[str], before: str | None = None) -> None:
        super().__init__(lifecycle)
        self.lifecycle = lifecycle
        self.state = state
        self.known = tuple(known)
        self.before = before

    def __str__(self) -> str:
        if self.before is None:
            return f"{self.state} is not a state of {self.lifecycle}.{did_you_mean(self.state, self.known)}"
        onward = f"it goes on to {' or '.join(self.known)}" if self.known else "it is an end"
        return f"{self.lifecycle} does not move from {self.before} to {self.state}: from {self.before} {onward}."


class DoorCannotCarry(PlanError):
    """A reply that cannot go through this door; `remedy` names the door that carries it."""

    def __init__(self, door: str, what: str, remedy: str, written_at: object = None) -> None:
        super().__init__(door)
        self.door = door
        self.what = what
        self.remedy = remedy
        self.written_at = written_at

    def __str__(self) -> str:
        return f"{self.door} cannot carry {self.what}{_written(self.written_at)}. {self.remedy}"


class PlayError(FakeAWSError, AssertionError):
    """The code under test and the plan disagree."""


class UnscriptedCall(PlayError):
    """A call that no script answers; `explanation` says what was scripted and what to write.

    `wanted` are the parameters that the nearest script asks for, where one does and the call has others.
    """

    def __init__(
        self, operation: str, params: dict[str, object], explanation: str, wanted: dict[str, object] | None = None
    ) -> None:
        super().__init__(operation)
        self.operation = operation
        self.params = params
        self.explanation = explanation
        self.wanted = wanted

    def __str__(self) -> str:
        return self.explanation


class TokenMisused(PlayError):
    """A paging token that was dropped, changed or made up; `explanation` says how, and what to do."""

    def __init__(self, operation: str, params: dict[str, object], explanation: str) -> None:
        super().__init__(operation)
        self.operation = operation
        self.params = params
        self.explanation = explanation

    def __str__(self) -> str:
        return self.explanation


class UnplayedSteps(PlayError):
    """Steps that the code under test never asked for; each leftover is one printable line."""

    def __init__(self, leftovers: Iterable[str]) -> None:
        super().__init__()
        self.leftovers = tuple(leftovers)

    def __str__(self) -> str:
        lines = "\n".join(f"  {leftover}" for leftover in self.leftovers)
        return (
            f"The test ended, and these steps were never asked for:\n{lines}\n"
            "If the code under test need not ask: end the step with .optional(), or set the option allow_unplayed=True "
            "(@pytest.mark.fake_aws(...), or FakeAWS(Options(...)))."
        )


class CallsDiffer(PlayError):
    """The code under test did not make the calls that a test expects; `explanation` shows those that it made."""

    def __init__(self, operation: str, params: dict[str, object], times: int, explanation: str) -> None:
        super().__init__(operation)
        self.operation = operation
        self.params = params
        self.times = times
        self.explanation = explanation

    def __str__(self) -> str:
        return self.explanation


class BlockedRequest(PlayError):
    """A request that would have left the process while a fake is active; of `operation`, where it was let through."""

    def __init__(self, method: str, url: str, operation: str | None = None) -> None:
        super().__init__(method, url)
        self.method = method
        self.url = url
        self.operation = operation

    def __str__(self) -> str:
        head = f"{self.method} {self.url} would have left the process; while fake_aws is active nothing does."
        if self.operation is None:
            return (
                f"{head} It is no call of a client's operation (credentials or instance metadata, perhaps): "
                "give the session explicit credentials in the test."
            )
        service = self.operation.partition(".")[0]
        return (
            f"{head} {self.operation} was let through, and nobody in the process answered it: is moto's mock_aws "
            "active, and was the client made after moto was imported? A local endpoint is the client's endpoint_url; "
            f'one that is not on this machine is also named: fake_aws.let_through("{service}", to="http://...").'
        )


class SchemaMismatch(FakeAWSError, AssertionError):
    """Data that misses its schema; `violations` says where."""

    def __init__(self, operation: str, violations: Iterable[Violation]) -> None:
        super().__init__(operation)
        self.operation = operation
        self.violations = tuple(violations)

    def __str__(self) -> str:
        lines = "\n".join(f"  {violation}" for violation in self.violations)
        return f"This is not a response of {self.operation}:\n{lines}"


class SecretsLeft(FakeAWSError, ValueError):
    """A recording that is not written, because it still looks like it holds secrets; `found` says which and where."""

    def __init__(self, place: str, found: Iterable[str]) -> None:
        super().__init__(place)
        self.place = place
        self.found = tuple(found)

    def __str__(self) -> str:
        lines = "\n".join(f"  {one}" for one in self.found)
        return (
            f"{self.place} is not written, because something in it still looks like a secret:\n{lines}\n"
            "A binary body is not opened: `fakeaws scrub --as fakeaws` writes what was parsed from it instead. What is "
            "called by a name that tells nothing is scrubbed with `--also NAME`."
        )


class InputError(FakeAWSError, ValueError):
    """A file or text that cannot be read; `place` is its name, with a line where there is one."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(place, problem)
        self.place = place
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}"


class PageError(InputError):
    """A documentation page whose form is unknown, cut off, or contradicts itself."""


class PollingForever(_Facts, BaseException):
    """Code that would poll for ever; not an `Exception`, so that no `except Exception` keeps it going."""

    def __init__(self, explanation: str) -> None:
        super().__init__(explanation)
        self.explanation = explanation

    def __str__(self) -> str:
        return self.explanation


_E = TypeVar("_E", bound=BaseException)


def _remade(kind: type[_E], args: tuple[Any, ...], facts: dict[str, Any]) -> _E:
    # Not through __init__, which takes the facts, not the args.
    error = kind.__new__(kind, *args)
    vars(error).update(facts)
    return error


def _written(place: object) -> str:
    return f" (step written at {place})" if place is not None else ""
