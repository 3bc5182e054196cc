"""Scripts from bare states."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakeaws.errors import IllegalMove, InvalidParameters, PlanError
from fakeaws.lifecycles.statuses import statuses
from fakeaws.script import Response, Script


def test_repeated_states_are_folded_and_the_last_stays() -> None:
    """A script of states is the script one would write by hand."""
    script = statuses("appconfig.get_deployment", "DEPLOYING", "DEPLOYING", "BAKING", "COMPLETE", DeploymentNumber=4)

    assert script == Script(
        "appconfig.get_deployment",
        Response(State="DEPLOYING").times(2),
        Response(State="BAKING"),
        Response(State="COMPLETE").forever(),
        DeploymentNumber=4,
    )


def test_either_name_of_an_operation_is_understood() -> None:
    """The API's name does as well as the client's."""
    by_api_name = statuses("cognito-sync:GetBulkPublishDetails", "NOT_STARTED")

    assert by_api_name == statuses("cognito-sync.get_bulk_publish_details", "NOT_STARTED")


@pytest.mark.parametrize("states", [("DEPLOYING", "COMPLETE"), ("DEPLOYNG",), ("COMPLETE", "BAKING")])
def test_illegal_states_and_moves_are_refused_where_they_are_written(states: tuple[str, ...]) -> None:
    """The complaint points at the line of the test, not into fakeaws."""
    with pytest.raises(IllegalMove) as caught:
        statuses("appconfig.get_deployment", *states)

    shown = [entry for entry in caught.traceback if not entry.ishidden(caught)]
    assert [Path(entry.path).name for entry in shown] == ["test_statuses.py"]


def test_a_future_state_can_be_said_on_purpose() -> None:
    """With `allow_illegal` a state that AWS does not have yet is scripted."""
    script = statuses("appconfig.get_deployment", "DEPLOYING", "PAUSED", allow_illegal=True)

    assert script.steps[-1] == Response(State="PAUSED").forever()
    assert script.allow_illegal


def test_parameters_are_those_of_the_operation() -> None:
    """A parameter that the operation does not take is refused."""
    with pytest.raises(InvalidParameters, match="Did you mean DeploymentNumber"):
        statuses("appconfig.get_deployment", "DEPLOYING", DeploymentNummer=1)


def test_the_member_of_a_lifecycle_is_settled() -> None:
    """The state of a lifecycle is told by its own member, and by no other."""
    states = ("DEPLOYING", "BAKING")
    script = statuses("appconfig.get_deployment", *states, member="State")

    assert script == statuses("appconfig.get_deployment", *states)
    with pytest.raises(PlanError, match="told by State, not by GrowthType"):
        statuses("appconfig.get_deployment", *states, member="GrowthType")


def test_no_state_is_no_script() -> None:
    """At least one state must be told."""
    with pytest.raises(PlanError, match="has no step"):
        statuses("appconfig.get_deployment")
