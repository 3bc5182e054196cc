"""Stories of waiters: boto3's own waiter polls what a test said, through the wire, on virtual time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.exceptions import ClientError, WaiterError

from fakeaws import FakeAWS, check
from fakeaws.clock import START
from fakeaws.errors import PlanError
from fakeaws.generate.draft import Draft
from fakeaws.generate.place import TOP
from fakeaws.generate.plan import plan_of
from fakeaws.generate.planning import Planning
from fakeaws.generate.seeds import seeded_provider
from fakeaws.lifecycles.waiter_answers import WaiterAnswers
from fakeaws.model import Operation
from fakeaws.script import Script
from fakeaws.waiters import Waiter
from tests.lifecycles.waiter_exceptions import PARAMS

SESSION: Any = boto3.Session(region_name="eu-central-1")
CLIENTS: dict[str, Any] = {}


def told(name: str, ending_name: str, *, allow_illegal: bool = False) -> str:
    """How the waiter ends when it is told so; a refusal to tell it begins with `refused`.

    What is wrong with the time that it took, or with the last answer that it got, stands behind the ending.
    """
    waiter = Waiter.named(name)
    ending = ENDINGS[ending_name]
    with FakeAWS() as fake:
        try:
            ending.tell(fake.waiter(name), _goes_on(waiter), allow_illegal)
        except PlanError as refused:
            return f"refused: {refused}"
        end, answer = _waited(waiter)
        elapsed = fake.clock.elapsed
    expected = ending.delays(waiter) * waiter.delay
    wrong = [] if elapsed == expected else [f"after {elapsed}, not {expected}"]
    found = check(waiter.operation.name, answer, level="scripted") if "Error" not in answer else []
    wrong += [str(one) for one in found if one.severity == "error" and not (allow_illegal and one.rule == "enum")]
    return ", ".join([end, *wrong])


def minimal_params(operation: Operation) -> dict[str, Any]:
    """A request with the members that the operation requires, and no other."""
    shape = operation.input_shape
    if shape is None:
        return {}
    plan = plan_of(shape, TOP, Planning("x"))
    drawn = plan(Draft(seeded_provider(1), START, "x", {})) if plan else {}
    return {name: drawn[name] for name in shape.required_members} | PARAMS.get(operation.name, {})


def _waited(waiter: Waiter) -> tuple[str, dict[str, Any]]:
    """How boto3's waiter ended, and the last answer that it got."""
    service, _, method = waiter.name.partition(".")
    if service not in CLIENTS:
        CLIENTS[service] = SESSION.client(service, aws_access_key_id="AKIDEXAMPLE", aws_secret_access_key="secret")
    client, params = CLIENTS[service], minimal_params(waiter.operation)
    answer: Any
    try:
        client.get_waiter(method).wait(**params)
    except WaiterError as error:
        answer, reason = error.last_response, str(error.kwargs["reason"])
        return next((end for start, end in _REASONS.items() if reason.startswith(start)), reason), answer
    try:
        answer = getattr(client, waiter.operation.method)(**params)  # the last answer stays
    except ClientError as error:
        answer = error.response
    return "succeeds", answer


def _goes_on(waiter: Waiter) -> int:
    """How often it is to go on before it ends."""
    return min(3, waiter.attempts - 1)


@dataclass(frozen=True)
class Ending:
    """How a waiter is told to end, how it ends then, and after how many of its delays."""

    end: str
    tell: Callable[[WaiterAnswers, int, bool], Script]
    delays: Callable[[Waiter], int] = _goes_on


ENDINGS = {
    "success at once": Ending("succeeds", lambda told, _, odd: told.succeeds(allow_illegal=odd), lambda _: 0),
    "success": Ending("succeeds", lambda told, polls, odd: told.succeeds(after=polls, allow_illegal=odd)),
    "failure": Ending("fails", lambda told, polls, odd: told.fails(after=polls, allow_illegal=odd)),
    "time-out": Ending(
        "times out", lambda told, _, odd: told.times_out(allow_illegal=odd), lambda waiter: waiter.attempts - 1
    ),
}
_REASONS = {"Waiter encountered a terminal failure state": "fails", "Max attempts exceeded": "times out"}
