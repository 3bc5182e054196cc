"""Errors are values: equal by their facts, and the same after a copy; their sentences hold for any word."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from fakeaws.errors import (
    BlockedRequest,
    DoorCannotCarry,
    FakeAWSError,
    IllegalMove,
    InputError,
    InvalidParameters,
    InvalidReply,
    PageError,
    PlanError,
    PollingForever,
    RecordingError,
    SchemaMismatch,
    TokenMisused,
    UnknownErrorCode,
    UnknownOperation,
    UnplayedSteps,
    UnscriptedCall,
)
from fakeaws.nearest import did_you_mean, nearest
from fakeaws.origin import Origin
from fakeaws.schema.violation import Violation

WRONG = Violation("/State", "enum", "error", "one of BAKING", "5")
EVERY: list[FakeAWSError | PollingForever] = [
    FakeAWSError("x"),
    PlanError("a plan"),
    UnknownOperation("appconfig.x", "an operation", ["get_deployment"], within="appconfig"),
    InvalidReply("appconfig.get_deployment", [WRONG], Origin("test_x.py", 3)),
    InvalidParameters("appconfig.get_deployment", ["x"], ["ApplicationId"]),
    UnknownErrorCode("appconfig.get_deployment", "x", ["ConflictException"]),
    IllegalMove("a deployment", "x", ["BAKING"], before="DEPLOYING"),
    DoorCannotCarry("The wire door", "x", "Do without."),
    UnscriptedCall("appconfig.get_deployment", {"DeploymentNumber": 1}, "nothing answers"),
    TokenMisused("s3.list_objects_v2", {"Bucket": "orders"}, "dropped"),
    UnplayedSteps(["one", "two"]),
    BlockedRequest("GET", "http://169.254.169.254/"),
    SchemaMismatch("appconfig.get_deployment", [WRONG]),
    InputError("page.html", "no page"),
    PageError("page.html:3", "cut off"),
    RecordingError("story.json", "broken", ["entry 1: no operation"]),
    PollingForever("for ever"),
]


@pytest.mark.parametrize("error", EVERY, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])  # noqa: S301
def test_errors_can_be_copied_and_pickled(error: BaseException, copied: Callable[[Any], Any]) -> None:
    """A copy has the same facts, and so the same sentence; pytest-xdist sends errors from process to process."""
    other = copied(error)

    assert (type(other), vars(other), str(other), other.args) == (type(error), vars(error), str(error), error.args)


def test_equality_is_by_facts() -> None:
    """Two errors with the same facts are equal, one with others is not, and one of another class neither."""
    one = PollingForever("a")

    assert (one == PollingForever("a"), one == PollingForever("b"), InputError("a", "b") == PageError("a", "b")) == (
        True,
        False,
        False,
    )


@pytest.mark.parametrize("word", [5, None, [], b"State"])
def test_any_word_can_be_wrong(word: object) -> None:
    """What is no text at all is near to nothing, and not a crash."""
    assert (nearest(word, ["zzzz"]), did_you_mean(word, ["zzzz"])) == (None, " Known: zzzz.")
