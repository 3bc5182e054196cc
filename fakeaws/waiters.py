"""The waiters of botocore: what each asks, how often, and what its acceptors make of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from botocore import xform_name
from botocore.waiter import AcceptorConfig
from jmespath.exceptions import JMESPathError  # type: ignore[import-untyped]  # it has no types

from fakeaws.errors import UnknownOperation
from fakeaws.model import Operation, Service


@dataclass(frozen=True, slots=True, eq=False)
class Acceptor:
    """One line of a waiter: the answers that it knows, and the state that these lead to; botocore's own judge them."""

    state: str
    matcher: str
    expected: Any
    argument: str | None
    judge: Any

    def matches(self, answer: Mapping[str, Any]) -> bool:
        """Whether this acceptor knows the answer, as botocore's parser gives it."""
        try:
            return bool(self.judge(answer))
        except JMESPathError:  # such as the length of nothing
            return False

    @property
    def reads_members(self) -> bool:
        return self.matcher in {"path", "pathAll", "pathAny"}

    def __str__(self) -> str:
        told = {"error": "the error code", "status": "the HTTP status"}.get(self.matcher, self.argument)
        every = {"pathAll": "all ", "pathAny": "any "}.get(self.matcher, "")
        return f"{every}{told} to be {self.expected!r}"


@dataclass(frozen=True, slots=True, eq=False)
class Waiter:
    """A waiter by its name in the client; polls `operation` every `delay`, `attempts` times at most."""

    name: str
    operation: Operation
    delay: timedelta
    attempts: int
    acceptors: tuple[Acceptor, ...]

    @staticmethod
    def named(name: str) -> Waiter:
        """The waiter called `ecs.services_stable` or `ecs:ServicesStable`. Raises UnknownOperation."""
        service_name, _, waiter = str(name).partition(":" if ":" in str(name) else ".")
        if not (service_name and waiter):
            raise UnknownOperation(name, "a waiter, such as ecs.services_stable,")
        service = Service.named(service_name)
        known, called = service.waiters, xform_name(waiter)
        if called not in known:
            raise UnknownOperation(waiter, "a waiter", known, within=service.name)
        return _waiter(f"{service.name}.{called}", service.operation(known[called]["operation"]), known[called])

    def of_state(self, state: str) -> list[Acceptor]:
        return [one for one in self.acceptors if one.state == state]

    def outcome(self, answer: Mapping[str, Any]) -> Acceptor | None:
        """The acceptor that the waiter goes by, which is the first that matches; None if none does."""
        return next((one for one in self.acceptors if one.matches(answer)), None)


def _waiter(name: str, operation: Operation, told: Mapping[str, Any]) -> Waiter:
    acceptors = tuple(_acceptor(one) for one in told["acceptors"])
    return Waiter(name, operation, timedelta(seconds=told["delay"]), told["maxAttempts"], acceptors)


def _acceptor(told: Mapping[str, Any]) -> Acceptor:
    read = AcceptorConfig(dict(told))
    return Acceptor(read.state, read.matcher, read.expected, read.argument, read.matcher_func)
