"""A caller that does nothing but call, poll or list with boto3, so that what a scenario is to it can be measured."""

from __future__ import annotations

import functools
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from fakeaws import Error, FakeAWS
from fakeaws.faults import Mode
from fakeaws.lifecycles.statuses import state_in
from fakeaws.model import Operation
from fakeaws.scenarios.course import Course, course_of
from fakeaws.scenarios.failure import Failure
from fakeaws.scenarios.refusals import code_told
from fakeaws.scenarios.scene import Scene
from tests.lifecycles.paginated import least_request


@dataclass(frozen=True, slots=True)
class Measured:
    """What the reference caller met: what was raised first, whether the last call was answered, and its state."""

    raises: str | None
    is_answered: bool
    ends: str | None
    attempts: int
    calls: int


@functools.lru_cache(maxsize=128)
def client_of(service: str, mode: Mode) -> Any:
    """A client, made once: botocore's retries begin each fake afresh."""
    session: Any = boto3.Session()
    return session.client(service, "eu-central-1", config=Config(retries={"mode": mode}))


def met(fake: FakeAWS, client: Any, failure: Failure) -> Measured:
    """What the failure is to a caller that makes as many calls as it takes at least."""
    operation = Operation.named(failure.operation)
    outcomes = list(_calls(client, operation, failure.expects.calls, is_paged=_is_paged(failure, operation)))
    raised = [one for one in outcomes if isinstance(one, str)]
    last = outcomes[-1]
    made = fake.calls(operation.name)
    return Measured(
        raises=code_told(operation, Error(raised[0], status=400, unmodelled=True)) if raised else None,
        is_answered=not isinstance(last, str),
        ends=None if isinstance(last, str) else _state(operation, last, failure.expects.ends),
        attempts=max(len(call.attempts) for call in made),
        calls=len(made),
    )


def expected(failure: Failure, mode: Mode, ends: str | None) -> Measured:
    """The same as the failure's entry says; good code that is to raise does so by itself where botocore does not."""
    expects = failure.expects
    is_answered = expects.code_should == "return" or expects.meets is None
    if expects.meets is not None and expects.retried_by is None and expects.code_should == "return":
        is_answered = False  # an error that tells that the work is done
    return Measured(expects.raises, is_answered, ends if is_answered else None, expects.attempts[mode], expects.calls)


def _is_paged(failure: Failure, operation: Operation) -> bool:
    """Whether it is to be met in a listing, and not one process in a list."""
    scene = Scene(operation)
    is_of_one = scene.is_polled or failure.expects.ends is not None
    return scene.is_paged and (not is_of_one or failure.name in ("empty-list", "last-page-empty"))


def _state(operation: Operation, answer: Any, ends: str | None) -> str | None:
    """The state in an answer, where one of the ways of the operation's course has it; of several, `ends`."""
    course = course_of(operation)
    ways = [course.usual, *course.asides.values()] if isinstance(course, Course) else []
    found = [_at_the_place(way[-1].members, answer) for way in ways]
    return ends if ends in found else next(filter(None, found), None)


def _at_the_place(like: Any, answer: Any) -> str | None:
    """The text that stands in an answer where it does in another."""
    while isinstance(like, (Mapping, list)) and state_in(like) and answer:
        key: Any = next(name for name in like if state_in(like[name])) if isinstance(like, Mapping) else 0
        like, answer = like[key], answer[key] if isinstance(answer, list) else answer.get(key)
    return answer if isinstance(answer, str) else None


def _calls(client: Any, operation: Operation, calls: int, *, is_paged: bool) -> Iterator[Any]:
    request = least_request(operation)
    if is_paged:
        yield from _pages(client, operation, request, calls)
        return
    for _ in range(calls):
        try:
            yield getattr(client, operation.method)(**request)
        except (ClientError, BotoCoreError) as error:
            yield code_of(error)
        time.sleep(30)


def _pages(client: Any, operation: Operation, request: dict[str, Any], calls: int) -> Iterator[Any]:
    """The pages; after an error all of them again, as long as there are calls to make."""
    made = 0
    while made < calls:
        found = _listing(client.get_paginator(operation.method).paginate(**request))
        made += len(found)
        yield from found


def _listing(pages: Iterable[Any]) -> list[Any]:
    """The pages up to the end, or up to an error."""
    found: list[Any] = []
    try:
        found.extend(pages)  # those before an error stay
    except (ClientError, BotoCoreError) as error:
        found.append(code_of(error))
    return found


def code_of(error: Exception) -> str:
    """How an expectation calls it: by the service's code, or by botocore's class."""
    return str(error.response["Error"]["Code"]) if isinstance(error, ClientError) else type(error).__name__
