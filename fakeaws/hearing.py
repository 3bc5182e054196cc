"""Who hears the calls of clients while they are made, whoever answers them: the recorders."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeAlias

from fakeaws.log import LoggedCall


@dataclass(slots=True)
class Making:
    """One call on its way: `make` goes on with it, with parameters that mean the same, and gives what it returns.

    `is_within` another call, botocore makes it for itself. When it is made, `answer` is what an endpoint gave, before
    the handlers of `after-call`; None where nobody was asked. `sent` are the parameters as the service got them, where
    boto3's resources translate those of the code. `call` is how a fake logs it, where one is active.
    """

    operation: str
    params: Mapping[str, Any]
    make: Callable[[Mapping[str, Any]], Any]
    call: LoggedCall | None
    is_within: bool
    sent: Mapping[str, Any] | None = None
    answer: Mapping[str, Any] | None = None


Hearer: TypeAlias = Callable[[Making], Any]
"""Makes the call, and returns or raises what it gave."""


def heard(operation: str, params: Mapping[str, Any], make: Callable[[Mapping[str, Any]], Any], call: Any) -> Any:
    """What the call gives, made through all who hear it."""
    if not hearers:
        return make(params)
    before = _makings.get()
    makings: list[Making] = []

    def innermost(given: Mapping[str, Any]) -> Any:
        token = _makings.set(tuple(makings))
        try:
            return make(given)
        finally:
            _makings.reset(token)

    go_on: Callable[[Mapping[str, Any]], Any] = innermost
    for hearer in tuple(hearers):
        making = Making(operation, params, go_on, call, before is not None)
        makings.append(making)
        go_on = _through(hearer, making)
    return go_on(params)


def is_translated(operation_or_service: str) -> bool:
    """Whether boto3's resources translate the values of this service: numbers, sets and bytes of DynamoDB."""
    return operation_or_service.partition(".")[0] in _TRANSLATED


def note_sent(service: str, params: Mapping[str, Any]) -> None:
    """Note the parameters as the service gets them."""
    for making in _makings.get() or ():
        making.sent = copy.deepcopy(params) if is_translated(service) else None


def note_answer(service: str, parsed: Mapping[str, Any]) -> None:
    """Note what an endpoint gave; a copy where it is going to be translated in place."""
    for making in _makings.get() or ():
        making.answer = copy.deepcopy(parsed) if is_translated(service) else parsed


def _through(hearer: Hearer, making: Making) -> Callable[[Mapping[str, Any]], Any]:
    def go_on(params: Mapping[str, Any]) -> Any:
        making.params = params
        return hearer(making)

    return go_on


hearers: list[Hearer] = []
_TRANSLATED = frozenset({"dynamodb"})
_makings: ContextVar[tuple[Making, ...] | None] = ContextVar("fakeaws_makings", default=None)
