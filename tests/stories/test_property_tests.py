"""A user's property test: hypothesis draws what AWS says, finds the bug, and shows the shortest script that has it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.exceptions import BotoCoreError, ClientError
from hypothesis import HealthCheck, Phase, given, settings

from fakeaws import Error, FakeAWS, Options, Response, Script
from fakeaws.errors import PolledForever
from fakeaws.strategies import scripts

DEPLOYMENT = "appconfig.get_deployment"
APPCONFIG: Any = boto3.Session().client("appconfig", "eu-central-1", aws_access_key_id="x", aws_secret_access_key="x")
Poller = Callable[[], bool]
steadily = settings(
    derandomize=True,
    max_examples=400,
    database=None,
    deadline=None,
    print_blob=False,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow],
)


def _state() -> str:
    state: str = APPCONFIG.get_deployment(ApplicationId="a1b2c3d", EnvironmentId="e4f5g6h", DeploymentNumber=1)["State"]
    return state


def forgets_a_state() -> bool:
    """Waits for the end, and takes the last state but one of a failure for one of success."""
    while (state := _state()) in ("VALIDATING", "DEPLOYING", "BAKING"):
        time.sleep(30)
    return state not in ("ROLLED_BACK", "REVERTED")


def gives_up_too_soon() -> bool:
    """Bears two errors in all, where it was meant to bear two in a row."""
    failures = 0
    while failures < 3:
        try:
            state = _state()
        except (ClientError, BotoCoreError):
            failures += 1
            continue
        if state in ("COMPLETE", "ROLLED_BACK", "REVERTED"):
            return state == "COMPLETE"
        time.sleep(30)
    return False


def never_ends() -> bool:
    """Waits for what need not come."""
    while _state() != "COMPLETE":
        time.sleep(30)
    return True


def _counterexample(poller: Poller, **kept: object) -> Script:
    """The script that hypothesis shows for a poller that must tell whether the deployment came to its end."""
    shown: list[Script] = []

    @steadily
    @given(scripts(DEPLOYMENT, **kept))  # type: ignore[arg-type]  # one of its two options
    def property_(script: Script) -> None:
        shown.append(script)
        with FakeAWS(Options(allow_unplayed=True, max_polls=5)) as fake_aws:
            fake_aws.play(script)
            last = script.steps[-1].reply
            assert isinstance(last, Response)
            assert poller() == (last.members["State"] == "COMPLETE")

    with pytest.raises((AssertionError, PolledForever)):
        property_()
    return shown[-1]


def test_a_forgotten_state_is_found() -> None:
    """A state that the code forgot is told by the shortest way from it to an end."""
    found = _counterexample(forgets_a_state, errors=(), faults=())

    assert found == Script(DEPLOYMENT, Response(State="ROLLING_BACK"), Response(State="ROLLED_BACK").forever())
    assert repr(found) == (
        "Script('appconfig.get_deployment', Response(State='ROLLING_BACK'), Response(State='ROLLED_BACK').forever())"
    )


def test_errors_in_all_are_told_from_errors_in_a_row() -> None:
    """The count that is never set back shows with the fewest errors that reach it, and the shortest course."""
    found = _counterexample(gives_up_too_soon, errors=["ResourceNotFoundException"], faults=())

    assert found == Script(
        DEPLOYMENT,
        Error("ResourceNotFoundException"),
        Response(State="BAKING"),
        Error("ResourceNotFoundException"),
        Error("ResourceNotFoundException"),
        Response(State="COMPLETE").forever(),
    )


def test_polling_for_ever_is_shrunk_as_well() -> None:
    """Code that never ends is a counterexample like any other."""
    assert _counterexample(never_ends, errors=(), faults=()) == Script(
        DEPLOYMENT, Response(State="ROLLED_BACK").forever()
    )
