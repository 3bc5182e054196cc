"""The rule that finds the verdict on one run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import ClientError, ParamValidationError

from fakeaws.clock import START
from fakeaws.errors import PollingForever, UnplayedSteps, UnscriptedCall
from fakeaws.log import Attempt, LoggedCall
from fakeaws.matrix.remedies import remedy
from fakeaws.matrix.verdicts import VERDICTS, Evidence, Verdict, judge
from fakeaws.origin import Origin
from fakeaws.script import Error, Reply, Response

REFUSED = ClientError({"Error": {"Code": "AccessDeniedException", "Message": "no"}}, "GetDeployment")
HERE = Origin("release.py", 3)


class ReleaseError(Exception):
    pass


class OfTheTestError(AssertionError):
    """Stands for an assert of the test's own."""


def call(reply: Reply, error: BaseException | None = None, operation: str = "appconfig.get_deployment") -> LoggedCall:
    return LoggedCall(operation, {}, START, HERE, "MainThread", [Attempt(START, reply, HERE)], error, is_over=True)


FAILED = call(Error("AccessDeniedException"), REFUSED)
BAKING, COMPLETE = call(Response(State="BAKING")), call(Response(State="COMPLETE"))
FINE = Evidence(
    met=[FAILED],
    calls=[BAKING, FAILED, COMPLETE],
    surprises=[],
    left_steps=False,
    ended=None,
    accepted=[],
    plain_calls=[BAKING, COMPLETE],
    plain_accepted=[],
    took_step=False,
    raises=(),
    is_of_the_test=lambda error: isinstance(error, OfTheTestError),
)


def raised(function: Callable[[], object]) -> BaseException:
    with pytest.raises(BaseException) as told:  # noqa: PT011  # whatever it is
        function()
    return told.value


def refused_on_purpose() -> None:
    try:
        raise REFUSED
    except ClientError as error:
        raise ReleaseError from error


def key_error_on_purpose() -> None:
    raise KeyError("no such release")


def an_assert_of_the_code() -> None:
    state = None
    assert state is not None


def an_assert_after(error: BaseException) -> BaseException:
    """As `pytest.raises(..., match=...)` fails: in handling what it got."""
    failed = OfTheTestError()
    failed.__context__ = error
    return failed


def unscripted(operation: str, **params: object) -> UnscriptedCall:
    return UnscriptedCall(operation, params, "no script answers it")


def refused_for_a_parameter() -> None:
    raise ReleaseError from ParamValidationError(report="Invalid type")


CASES: dict[str, tuple[Evidence, Verdict]] = {
    "the failure never came": (replace(FINE, met=[]), "unreached"),
    "the test passes": (FINE, "survived"),
    "it would poll for ever": (replace(FINE, surprises=[PollingForever("it polls")]), "hung"),
    "it ends with polling for ever": (replace(FINE, ended=PollingForever("it polls")), "hung"),
    "botocore's exception reaches the test": (replace(FINE, ended=REFUSED), "raised"),
    "another should": (replace(FINE, ended=REFUSED, raises=(ReleaseError,)), "leaked"),
    "it does": (replace(FINE, ended=raised(refused_on_purpose), raises=(ReleaseError,)), "raised"),
    "another, on purpose": (replace(FINE, ended=raised(key_error_on_purpose), raises=(ReleaseError,)), "raised"),
    "a key is not there": (replace(FINE, ended=raised(lambda: dict[str, str]()["State"])), "crashed"),
    "None has no such thing": (replace(FINE, ended=raised(lambda: getattr(None, "State"))), "crashed"),  # noqa: B009
    "it passes on None for a parameter": (
        replace(FINE, ended=ParamValidationError(report="Invalid type"), raises=(ReleaseError,)),
        "crashed",
    ),
    "the code asserts": (replace(FINE, ended=raised(an_assert_of_the_code)), "raised"),
    "the test asserts, and the work is not done": (replace(FINE, ended=OfTheTestError(), calls=[FAILED]), "swallowed"),
    "the test asserts, and all was answered": (replace(FINE, ended=OfTheTestError()), "differed"),
    "answers that are all alike count": (
        replace(FINE, ended=OfTheTestError(), plain_calls=[BAKING, BAKING], calls=[BAKING, FAILED]),
        "swallowed",
    ),
    "steps are left": (replace(FINE, left_steps=True, ended=UnplayedSteps(["a step"])), "swallowed"),
    "what was polled was not followed to its end": (replace(FINE, calls=[BAKING, FAILED]), "swallowed"),
    "the test expects what came": (replace(FINE, accepted=[raised(refused_on_purpose)]), "raised"),
    "the test expects what comes anyway": (
        replace(FINE, accepted=[ReleaseError()], plain_accepted=[ReleaseError()]),
        "survived",
    ),
    "the test expects its kind, which comes of another cause": (
        replace(FINE, accepted=[raised(refused_for_a_parameter)], plain_accepted=[ReleaseError()], left_steps=True),
        "raised",
    ),
    "the test expects other words": (
        replace(
            FINE, ended=an_assert_after(raised(refused_on_purpose)), plain_accepted=[ReleaseError()], calls=[FAILED]
        ),
        "raised",
    ),
    "it calls what is not scripted": (replace(FINE, surprises=[unscripted("sns.publish")]), "unscripted"),
    "it calls what was scripted, otherwise": (
        replace(FINE, surprises=[unscripted("appconfig.get_deployment", ApplicationId="None")]),
        "swallowed",
    ),
    "it looks once more than is scripted": (
        replace(FINE, surprises=[unscripted("appconfig.get_deployment")]),
        "unscripted",
    ),
    "it does the work again": (
        replace(FINE, surprises=[unscripted("appconfig.get_deployment")], took_step=True),
        "unscripted",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_verdict(case: str) -> None:
    """One word for what the code under test did."""
    evidence, expected = CASES[case]

    assert judge(evidence).verdict == expected


def test_every_verdict_has_a_case() -> None:
    """None is there for nothing."""
    assert {verdict for _, verdict in CASES.values()} == set(VERDICTS)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_what_is_bad_has_a_remedy(verdict: Any) -> None:
    """And only that."""
    assert (remedy(verdict, "throttled", "KeyError: 'State'") is not None) == (VERDICTS[verdict].badness > 0)
