"""What AppConfig says of a deployment, by state and time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from fakeaws.clock import START
from fakeaws.lifecycles.appconfig.answers import answer, by_id, constants
from fakeaws.lifecycles.appconfig.courses import completing
from fakeaws.lifecycles.appconfig.strategies import Strategy
from fakeaws.lifecycles.assumptions import DEFAULT, Assumptions
from fakeaws.lifecycles.lifecycle import History, Move
from tests.lifecycles.world import KeyedIds, assert_valid

MINUTE = timedelta(minutes=1)
LINEAR = Strategy(15 * MINUTE, bake=5 * MINUTE, growth_factor=25)

REQUEST = {
    "ApplicationId": "339ohji",
    "EnvironmentId": "54j1r29",
    "ConfigurationProfileId": "ur8hx2f",
    "DeploymentStrategyId": "1225qzk",
    "ConfigurationVersion": "1",
    "DeploymentNumber": 1,
}


def at(minutes: float) -> datetime:
    return START + minutes * MINUTE


def told(strategy: Strategy, history: History, now: datetime, assumptions: Assumptions = DEFAULT) -> dict[str, Any]:
    """The members that go with state and time; the answer is held against the model."""
    members = answer(constants(REQUEST, KeyedIds()), strategy, history, now, assumptions)
    assert_valid("appconfig.get_deployment", members)
    names = ("State", "PercentageComplete", "StartedAt", "CompletedAt")
    return {name: members[name] for name in names if name in members}


def kinds(strategy: Strategy, history: History, now: datetime) -> list[str]:
    return [event["EventType"] for event in answer({}, strategy, history, now, DEFAULT)["EventLog"]]


@pytest.mark.parametrize(
    ("minutes", "state", "percentage"),
    [
        (0, "DEPLOYING", 1.0),
        (3, "DEPLOYING", 25.0),
        (12, "DEPLOYING", 100.0),  # all have it, and it is not baking yet
        (15, "BAKING", 100.0),
        (19.9, "BAKING", 100.0),
    ],
)
def test_a_deployment_on_its_way(minutes: float, state: str, percentage: float) -> None:
    """Before its end a deployment has a state, a percentage and a start, and no completion."""
    expected = {"State": state, "PercentageComplete": percentage, "StartedAt": START}

    assert told(LINEAR, completing(START, LINEAR, DEFAULT), at(minutes)) == expected


def test_a_complete_deployment_has_completed() -> None:
    """CompletedAt comes with COMPLETE and is the time of the newest event."""
    expected = {"State": "COMPLETE", "PercentageComplete": 100.0, "StartedAt": START, "CompletedAt": at(20)}

    assert told(LINEAR, completing(START, LINEAR, DEFAULT), at(60)) == expected


def test_a_rollback_keeps_its_percentage() -> None:
    """What goes back shows how far it had come, and has completed when it is back."""
    history = (Move(START, "DEPLOYING"), Move(at(7), "ROLLING_BACK"), Move(at(9), "ROLLED_BACK"))
    still = {"PercentageComplete": 50.0, "StartedAt": START}

    assert told(LINEAR, history, at(8)) == {"State": "ROLLING_BACK", **still}
    assert told(LINEAR, history, at(30)) == {"State": "ROLLED_BACK", **still, "CompletedAt": at(9)}
    assert kinds(LINEAR, history, at(30)) == [
        "ROLLBACK_COMPLETED",
        "ROLLBACK_STARTED",
        "PERCENTAGE_UPDATED",
        "PERCENTAGE_UPDATED",
        "DEPLOYMENT_STARTED",
    ]


def test_a_revert_keeps_its_completion() -> None:
    """What is reverted was complete, stays completed at that time, and has no rollback in its log."""
    history = (*completing(START, LINEAR, DEFAULT), Move(at(80), "REVERTED"))
    expected = {"State": "REVERTED", "PercentageComplete": 100.0, "StartedAt": START, "CompletedAt": at(20)}

    assert told(LINEAR, history, at(90)) == expected
    assert kinds(LINEAR, history, at(90))[:3] == ["REVERT_COMPLETED", "DEPLOYMENT_COMPLETED", "BAKE_TIME_STARTED"]


def test_what_takes_no_time_completes_instantly() -> None:
    """Without duration and bake there are two events with one time, as recorded."""
    instant = Strategy(timedelta(0), growth_type="EXPONENTIAL")
    members = answer({}, instant, completing(START, instant, DEFAULT), START, DEFAULT)

    assert [(event["Description"], event["OccurredAt"]) for event in members["EventLog"]] == [
        ("Deployment completed instantly", START),
        ("Deployment started", START),
    ]
    assert (members["State"], members["PercentageComplete"]) == ("COMPLETE", 100.0)


def test_a_bake_that_begins_early_brings_the_missing_steps() -> None:
    """Steps that were still to come all happen when the bake begins."""
    history = (Move(START, "DEPLOYING"), Move(at(4), "BAKING"))
    log = answer({}, LINEAR, history, at(5), DEFAULT)["EventLog"]

    assert [(event["EventType"], event["OccurredAt"]) for event in log] == [
        ("BAKE_TIME_STARTED", at(4)),
        ("PERCENTAGE_UPDATED", at(4)),
        ("PERCENTAGE_UPDATED", at(4)),
        ("PERCENTAGE_UPDATED", at(4)),
        ("PERCENTAGE_UPDATED", at(3)),
        ("DEPLOYMENT_STARTED", START),
    ]


def test_assumptions_can_be_changed() -> None:
    """What AWS does not say can be said otherwise: here where a rollback starts, and that it has no completion."""
    otherwise = Assumptions(completed_at_in=("COMPLETE",), first_percentage=1.5)
    history = (Move(START, "DEPLOYING"), Move(START, "ROLLING_BACK"), Move(START, "ROLLED_BACK"))
    expected = {"State": "ROLLED_BACK", "PercentageComplete": 1.5, "StartedAt": START}

    assert told(LINEAR, history, at(1), otherwise) == expected


def test_what_is_reverted_may_have_been_rolled_back() -> None:
    """No recording shows the log of a revert, so it can have the events of a rollback too, and lack a member."""
    otherwise = Assumptions(revert_logs_a_rollback=True, absent_in=(("REVERTED", "PercentageComplete"),))
    history = (*completing(START, LINEAR, DEFAULT), Move(at(80), "REVERTED"))

    members = answer({}, LINEAR, history, at(90), otherwise)

    assert [event["EventType"] for event in members["EventLog"]][:4] == [
        "REVERT_COMPLETED",
        "ROLLBACK_COMPLETED",
        "ROLLBACK_STARTED",
        "DEPLOYMENT_COMPLETED",
    ]
    assert "PercentageComplete" not in members
    assert "PercentageComplete" in answer({}, LINEAR, history, at(70), otherwise)


@pytest.mark.parametrize(
    ("given", "kept"), [({"ApplicationId": "339ohji"}, True), ({"ApplicationId": "My application"}, False)]
)
def test_names_become_ids(given: Mapping[str, str], kept: bool) -> None:  # noqa: FBT001  # pytest hands it over
    """What has the form of an id is one; a name gets an id, the same each time."""
    found = by_id(given, KeyedIds())["ApplicationId"]

    assert re.fullmatch("[a-z0-9]{4,7}", found)
    assert (found == given["ApplicationId"]) is kept
    assert by_id(given, KeyedIds()) == {"ApplicationId": found}


def test_the_name_of_a_profile_is_the_name_of_the_configuration() -> None:
    """Who deploys a profile by name reads that name, and what it was described as."""
    members = constants({"ConfigurationProfileId": "Feature Flags", "Description": "for all"}, KeyedIds())

    assert (members["ConfigurationName"], members["Description"]) == ("Feature Flags", "for all")
