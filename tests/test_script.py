"""The plan: what may be written, what is refused and how, and that plans are values."""

from __future__ import annotations

import copy
import io
import pickle
import threading
from collections.abc import Callable
from dataclasses import fields
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fakeaws.errors import InvalidReply, PlanError
from fakeaws.model import Operation
from fakeaws.script import Computed, Error, Fault, Response, Script, as_step, check_reply, error_status

GET = "appconfig.get_deployment"
ERRORS = {
    "AccessDenied": 403,
    "ExpiredToken": 400,
    "PriorRequestNotComplete": 400,
    "RequestThrottledException": 400,
}


def untyped(made: Any) -> Any:
    """The same, as code without types sees it."""
    return made


@pytest.mark.parametrize(
    ("write", "message"),
    [
        (lambda: untyped(Response)(5), r"Response takes members, .* not 5"),
        (lambda: untyped(Response)("x"), r"Response takes members, .* not 'x'"),
        (lambda: untyped(Response.exactly)(5), r"Response takes members, .* not 5"),
        (lambda: Response(Body=threading.Lock()), r"Body of Response cannot be copied: TypeError"),
        (lambda: untyped(Response()).times("3"), r"at least once, not times\('3'\)"),
        (lambda: untyped(Response()).times(None), r"not times\(None\)"),
        (lambda: untyped(Response()).times(2.5), r"not times\(2.5\)"),
        (lambda: Response().times(True), r"not times\(True\)"),
        (lambda: Response().times(0), r"not times\(0\)"),
        (lambda: untyped(Response()).after("x"), r"number of seconds, not after\('x'\)"),
        (lambda: untyped(Response()).after(None), r"not after\(None\)"),
        (lambda: Response().after(float("nan")), r"not after\(nan\)"),
        (lambda: Response().after(float("inf")), r"not after\(inf\)"),
        (lambda: Response().after(-1), r"after the question, not after\(-1\)"),
        (lambda: Error("NoSuchKey", "a", Message="b"), r"NoSuchKey is said twice, as 'a' and as 'b'"),
        (lambda: Error("NoSuchKey", Message=5), r"The message of NoSuchKey is text, not 5"),
        (lambda: untyped(Computed)(5), r"Computed takes a function of the call, not 5"),
        (lambda: Script(GET, untyped(Response)), r"Response is a class, not a step: write Response\(...\)"),
        (lambda: Script(GET, untyped(Response().forever)), r"forever\(\) needs its parentheses"),
        (lambda: Script(GET, untyped(Response().times(2).optional)), r"optional\(\) needs its parentheses"),
        (lambda: Script(GET, untyped(Response.exactly)), r"exactly\(\) needs its parentheses"),
        (lambda: Script(GET, untyped(Script(GET, Response()))), r"is a whole script, not a step"),
        (lambda: Script(GET, untyped(None)), r"A step is .* not None"),
        (lambda: Script(GET), r"has no step"),
        (lambda: untyped(Fault)(5), r"5 is not a fault"),
        (lambda: untyped(Fault)([]), r"\[\] is not a fault"),
        (lambda: untyped(Error)(5), r"code is text, .* not 5"),
        (lambda: untyped(Error)(None), r"code is text, .* not None"),
        (lambda: untyped(Error)("Throttling", 5), r"message of Throttling is text, not 5"),
        (lambda: untyped(Error)("Throttling", status="400"), r"from 300 to 599, not '400'"),
        (lambda: Error("Throttling", status=200), r"from 300 to 599, not 200"),
        (lambda: Error("Throttling", status=True), r"from 300 to 599, not True"),
    ],
)
def test_what_cannot_be_written_is_told_on_the_line(write: Callable[[], object], message: str) -> None:
    """A wrong argument is a PlanError that leaves none of our frames behind, but the wrapper's that pytest hides."""
    with pytest.raises(PlanError, match=message) as caught:
        write()

    below = caught.traceback[-1]
    assert below.name in {"wrapper", "<lambda>"}


@pytest.mark.parametrize("said", [None, {"State": "COMPLETE"}, ValueError("x"), Response, 5])
def test_a_reply_is_one_of_three(said: object) -> None:
    """What a function computes and is no reply is refused with what a reply is."""
    with pytest.raises(PlanError, match="A reply is a Response, an Error or a Fault, not "):
        check_reply(said, Operation.named(GET))


@pytest.mark.parametrize("said", [Response().times(2), Computed(lambda _: Response())])
def test_a_computed_reply_is_no_step(said: object) -> None:
    """Times and delays belong to the script."""
    with pytest.raises(PlanError, match="belong to the script"):
        check_reply(said, Operation.named(GET))


def test_members_of_a_modelled_error_are_checked_by_type() -> None:
    """A member of the wrong type is told where it is written."""
    with pytest.raises(InvalidReply, match="/Details: 5 is not a dict"):
        Script(GET, Error("BadRequestException", Details=5))


def test_a_modelled_error_has_no_other_members() -> None:
    """A member that the error's shape lacks is told with the nearest."""
    with pytest.raises(InvalidReply, match="Did you mean Details"):
        Script(GET, Error("BadRequestException", Detail={}))


@pytest.mark.parametrize("code", ["NoSuchKey", "InvalidObjectState", "AccessDenied"])
@pytest.mark.parametrize("spelling", ["message", "Message"])
def test_the_message_of_any_error_can_be_named(code: str, spelling: str) -> None:
    """The message may come by its name, in either spelling, whether the model has a member for it or not."""
    error = untyped(Error)(code, **{spelling: "x"})

    check_reply(error, Operation.named("s3.get_object"))

    assert (error.message, dict(error.members)) == ("x", {})


def test_an_unknown_enum_value_can_be_allowed_in_an_error_too() -> None:
    """What `allow_illegal` allows for answers it allows for refusals."""
    new = Error("BadRequestException", Reason="NewReason")

    with pytest.raises(InvalidReply):
        Script(GET, new)
    assert Script(GET, new, allow_illegal=True).steps == (as_step(new),)


@pytest.mark.parametrize("value", [datetime(2026, 1, 1, tzinfo=timezone.utc), float("nan"), b"x"])
@pytest.mark.parametrize(
    "error", [lambda v: Error("Odd", status=400, unmodelled=True, At=v), lambda v: Error("Throttling", At=v)]
)
def test_members_of_other_errors_are_json(error: Callable[[Any], Error], value: object) -> None:
    """Where no shape says how a member travels, it must be what JSON holds."""
    with pytest.raises(PlanError, match="must be what JSON holds"):
        Script(GET, error(value))


@pytest.mark.parametrize("code", ERRORS)
def test_common_errors_need_no_model(code: str) -> None:
    """The codes that any service sends are accepted, with their status."""
    script = Script(GET, Error(code))

    assert error_status(script.steps[0].reply, script.operation) == ERRORS[code]  # type: ignore[arg-type]  # an Error


def test_the_metadata_of_a_real_answer_is_left_out() -> None:
    """A recorded answer can be pasted whole."""
    recorded = {"State": "COMPLETE", "ResponseMetadata": {"HTTPStatusCode": 200, "RetryAttempts": 0}}

    assert Response(recorded) == Response(State="COMPLETE")


def test_streams_are_read_once(tmp_path: Path) -> None:
    """A stream is kept as its bytes, so that it can be said again; files need no copy."""
    (tmp_path / "body").write_bytes(b"def")
    with (tmp_path / "body").open("rb") as body:
        made = Response(Payload=io.BytesIO(b"abc"), Body=body)

    assert dict(made.members) == {"Payload": b"abc", "Body": b"def"}


def test_a_closed_stream_is_told() -> None:
    """What cannot be read is a complaint, not a crash."""
    closed = io.BytesIO()
    closed.close()

    with pytest.raises(PlanError, match="Body of Response cannot be copied: ValueError"):
        Response(Body=closed)


@pytest.mark.parametrize(
    ("operation", "members"),
    [
        (GET, {"DeploymentNumber": Decimal("1.5")}),
        (GET, {"StartedAt": 10**15}),
        (GET, {"StartedAt": datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-5)))}),
        ("bedrock-runtime.converse", {"additionalModelResponseFields": {"at": object()}}),
        (GET, {"StartedAt": "9999-12-31T23:59:59-05:00"}),
    ],
)
def test_what_could_not_be_sent_is_refused(operation: str, members: dict[str, Any]) -> None:
    """What would crash when it is played is told when it is written."""
    with pytest.raises(PlanError, match="cannot give this reply"):
        Script(operation, Response(members))


def _fails(_call: object) -> Response:
    raise AssertionError


@pytest.mark.parametrize(
    "plan",
    [
        Response(State="COMPLETE", EventLog=[{"EventType": "PERCENTAGE_UPDATED"}]),
        Response.exactly(State="COMPLETE"),
        Error("BadRequestException", "No", Reason="InvalidConfiguration", status=418),
        Fault("read-timeout"),
        Computed(_fails),
        Response(State="COMPLETE").times(2).after(1).optional(),
        Script(GET, Response(State="COMPLETE").forever(), DeploymentNumber=1),
    ],
    ids=str,
)
@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda plan: pickle.loads(pickle.dumps(plan))])  # noqa: S301
def test_plans_can_be_copied_and_pickled(plan: Any, copied: Callable[[Any], Any]) -> None:
    """A copy of a plan is equal, and as frozen as the plan."""
    other = copied(plan)

    assert other == plan
    assert getattr(other, "written_at", None) == getattr(plan, "written_at", None)
    with pytest.raises(AttributeError):
        setattr(other, fields(other)[0].name, None)


def test_members_cannot_be_changed() -> None:
    """Neither the test's own list nor the plan's mapping is a way in."""
    log = [{"EventType": "PERCENTAGE_UPDATED"}]
    made = Response(EventLog=log)
    log.clear()

    with pytest.raises(TypeError):
        untyped(made).members["State"] = "COMPLETE"
    assert dict(made.members) == {"EventLog": [{"EventType": "PERCENTAGE_UPDATED"}]}


@pytest.mark.parametrize(
    ("operation", "code", "status"),
    [
        ("dynamodb.get_item", "InternalServerError", 500),
        ("kms.decrypt", "KMSInternalException", 500),
        ("s3.get_object", "NoSuchBucket", 404),
        ("s3.get_object", "PreconditionFailed", 412),
        ("s3.put_object", "InternalError", 500),
        ("ec2.describe_instances", "InvalidInstanceID.NotFound", 400),
        ("ec2.describe_instances", "RequestLimitExceeded", 503),
        ("sqs.send_message", "RequestThrottled", 400),
    ],
)
def test_an_error_has_the_status_of_its_service(operation: str, code: str, status: int) -> None:
    """A service's own fault is 500, and what S3 and EC2 say without modelling it has the status that they give it."""
    script = Script(operation, Error(code))

    assert error_status(script.steps[0].reply, script.operation) == status  # type: ignore[arg-type]  # an Error


def test_an_unmodelled_error_of_a_rest_service_says_its_status() -> None:
    """There is no usual one; where the protocol has one, none is asked for."""
    with pytest.raises(PlanError, match=r"errors apart by their HTTP status: say it, Error\('Odd', status="):
        Script(GET, Error("Odd", unmodelled=True))
    assert Script("dynamodb.get_item", Error("Odd", unmodelled=True)).steps
