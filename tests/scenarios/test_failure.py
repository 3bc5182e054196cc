"""What is expected of good code, and how a block of code under test is held to it."""

from __future__ import annotations

from typing import Any

import pytest

from fakeaws import Error, Expectation, FakeAWS, Options, Response, Scenario
from fakeaws.errors import DoorCannotCarry, FailureMishandled, InvalidReply, PlanError, UnscriptedCall
from fakeaws.scenarios.failure import Failure
from tests.scenarios.reference import client_of

OPERATION = "appconfig.get_deployment"


@pytest.fixture
def fake() -> FakeAWS:
    return FakeAWS(Options(allow_unplayed=True))


def test_a_scenario_says_what_good_code_makes_of_it(fake: FakeAWS) -> None:
    """The expectation is a value."""
    failure = fake.scenario("throttled-for-good", "dynamodb.get_item")

    assert failure.expects == Expectation(
        code_should="raise",
        meets="ProvisionedThroughputExceededException",
        retried_by="botocore",
        attempts={"legacy": 5, "standard": 3, "adaptive": 3},
    )
    assert failure.expects.raises == "ProvisionedThroughputExceededException"
    assert (failure.name, failure.operation) == ("throttled-for-good", "dynamodb.get_item")


def test_what_botocore_gets_over_is_not_raised(fake: FakeAWS) -> None:
    """An error that botocore's retries get over is met, and raised by nobody."""
    expects = fake.scenario("throttled-then-fine", OPERATION).expects

    assert (expects.meets, expects.raises, expects.ends) == ("ThrottlingException", None, "COMPLETE")


def test_a_test_expects_something_else(fake: FakeAWS) -> None:
    """A duty, an exception or a whole expectation takes the place of what the scenario says."""
    own = Expectation(code_should="return", ends="ROLLED_BACK")

    assert fake.scenario("rolled-back", OPERATION, expect="return").expects.code_should == "return"
    assert fake.scenario("stale-read", OPERATION, expect=KeyError).expects.code_should == "raise"
    assert fake.scenario("rolled-back", OPERATION, expect=own).expects == own


@pytest.mark.parametrize(
    ("expect", "raised", "outcome"),
    [
        ("return", None, None),
        ("return", ValueError("bad"), FailureMishandled),
        ("raise", None, FailureMishandled),
        ("raise", ValueError("bad"), None),
        ("raise", KeyError("State"), KeyError),
        (KeyError, KeyError("State"), None),
        (KeyError, ValueError("bad"), ValueError),
        ((KeyError, ValueError), ValueError("bad"), None),
    ],
)
def test_code_is_held_to_it(fake: FakeAWS, expect: object, raised: Exception | None, outcome: type | None) -> None:
    """Returning and raising are told apart; an exception that tells of a mistake is none that code should raise."""
    failure = fake.scenario("rolled-back", OPERATION, expect=expect)  # type: ignore[arg-type]  # a table of all kinds

    assert outcome is _outcome(failure, raised)


def _outcome(failure: Failure, raised: Exception | None) -> type | None:
    try:
        with failure.met():
            _run(raised)
    except Exception as error:  # noqa: BLE001  # whatever it is
        return type(error)
    return None


def _run(raised: Exception | None) -> None:
    """Some code under test."""
    if raised is not None:
        raise raised


def test_a_surprise_is_no_clean_end() -> None:
    """Code that meets a call that nothing answers has not raised as it should."""
    client = client_of("appconfig", "legacy")
    with (
        pytest.raises(UnscriptedCall),
        FakeAWS() as fake,
        fake.scenario("access-denied", OPERATION, DeploymentNumber=7).met(),
    ):
        client.get_deployment(ApplicationId="a1b2c3d", EnvironmentId="e4f5g6h", DeploymentNumber=1)


def test_a_stubber_is_refused_before_and_after(fake: FakeAWS) -> None:
    """Whichever comes first: what only botocore's retries get over is not for a Stubber."""
    client = client_of("appconfig", "legacy")
    fake.scenario("throttled-then-fine", OPERATION)
    other = FakeAWS()
    other.stub(client)

    with pytest.raises(DoorCannotCarry, match=r"throttled-then-fine of appconfig\.get_deployment"):
        fake.stub(client)
    with pytest.raises(DoorCannotCarry, match="leave the client without a Stubber"):
        other.scenario("5xx-burst", OPERATION)
    with pytest.raises(DoorCannotCarry, match="no transport can fail"):
        other.scenario("clock-skew", OPERATION)
    other.stop()


def test_a_scenario_of_ones_own(fake: FakeAWS) -> None:
    """A value of Scenario is played as it is, or by its name where the fake was given it."""
    own = Scenario(
        "conflict",
        "somebody else deploys",
        plays=lambda scene: [Error("ConflictException"), *scene.happy],
        expects=Expectation(code_should="raise", meets="ConflictException"),
    )

    by_value = fake.scenario(own, "appconfig.start_deployment")
    by_name = FakeAWS(scenarios=[own]).scenario("conflict", "appconfig.start_deployment")

    assert by_value.expects == by_name.expects == own.expects(None)  # type: ignore[arg-type]  # the same anywhere


def _scenario(name: str, plays: Any) -> Scenario:
    return Scenario(name, "", plays=plays, expects=Expectation(code_should="raise"))


def _expectation(**said: Any) -> Expectation:
    return Expectation(**said)


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda fake: fake.scenario("trottled-for-good", OPERATION), "is not a scenario. Did you mean throttled-for-g"),
        (
            lambda fake: fake.scenario("empty-list", OPERATION),
            "does not apply to appconfig.get_deployment: it",
        ),
        (lambda fake: fake.scenario("stale-read", OPERATION, Number=1), "Number is not a parameter"),
        (lambda fake: fake.scenario("stale-read", OPERATION, happy=7), "A step is a Response, .* not 7"),
        (lambda fake: fake.scenario("stale-read", OPERATION, expect=7), "or an Expectation, not 7"),
        (lambda _: _scenario("Two words", plays=list), "words joined by hyphens"),
        (lambda _: _scenario("one", plays=7), "plays of the scenario one is a function of the scene"),
        (lambda _: _expectation(code_should="retry"), "code_should='retry' is not known"),
        (lambda _: _expectation(code_should="raise", retried_by="me"), "retried_by='me' is not known"),
    ],
)
def test_what_makes_no_sense_is_refused(fake: FakeAWS, make: object, complaint: str) -> None:
    """Where it is said, with what would do."""
    with pytest.raises(PlanError, match=complaint):
        make(fake)  # type: ignore[operator]  # each of the table takes a fake


def test_the_good_answer_must_be_one_that_there_is(fake: FakeAWS) -> None:
    """What a test gives as the good answer is checked as a script is."""
    with pytest.raises(InvalidReply, match="Did you mean State"):
        fake.scenario("5xx-burst", OPERATION, happy=Response(DeploymentState="COMPLETE"))


def test_a_scenario_that_plays_nothing_is_refused(fake: FakeAWS) -> None:
    """Nothing is not a failure."""
    nothing = Scenario("nothing", "never", plays=lambda _scene: [], expects=Expectation(code_should="return"))

    with pytest.raises(PlanError, match=r"The scenario nothing, written at test_failure\.py:\d+, plays nothing"):
        fake.scenario(nothing, OPERATION)


def test_a_scenario_that_returns_no_list_is_told(fake: FakeAWS) -> None:
    """A function without a `return` is the likeliest mistake."""
    forgotten = Scenario("forgotten", "now", plays=lambda _scene: None, expects=Expectation(code_should="return"))  # type: ignore[arg-type,return-value]

    with pytest.raises(
        PlanError, match=r"forgotten, written at test_failure\.py:\d+, plays None: its function returns"
    ):
        fake.scenario(forgotten, OPERATION)
