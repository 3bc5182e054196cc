"""Answers from states that were written by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from fakeaws.clock import START
from fakeaws.lifecycles.catalogue import (
    APPCONFIG_DEPLOYMENT,
    CATALOGUE,
    COGNITO_SYNC_BULK_PUBLISH,
    GREENGRASS_BULK_DEPLOYMENT,
)
from fakeaws.lifecycles.lifecycle import Lifecycle, Move
from tests.lifecycles.world import KeyedIds, assert_valid

MINUTE = timedelta(minutes=1)
WHERE = {"ApplicationId": "a1b2c3d", "EnvironmentId": "e4f5g6h", "DeploymentNumber": 4}
POOL = {"IdentityPoolId": "eu-central-1:1f8e2c3a-5b4d-4e6f-8a9b-0c1d2e3f4a5b"}
PARAMS: dict[str, dict[str, Any]] = {
    "appconfig.deployment": WHERE,
    "greengrass.bulk_deployment": {"BulkDeploymentId": "1"},
    "cognito-sync.bulk_publish": POOL,
}


def completed(lifecycle: Lifecycle, *history: Move, **members: Any) -> dict[str, Any]:
    """The answer to a poll at the last move, held against the model."""
    given = {lifecycle.status_member: history[-1].state, **members}
    answer = lifecycle.complete(given, history, PARAMS[lifecycle.name], history[-1].at, KeyedIds())
    assert_valid(lifecycle.status_operation, answer, unknown=history[-1].state not in lifecycle.states)
    return answer


def test_a_bare_state_becomes_a_whole_deployment() -> None:
    """A deployment that is first seen BAKING went through its steps at that instant, and has no CompletedAt."""
    answer = completed(APPCONFIG_DEPLOYMENT, Move(START, "BAKING"))

    log = answer.pop("EventLog")
    profile = answer.pop("ConfigurationProfileId")
    assert answer == {
        **WHERE,
        "DeploymentStrategyId": "AppConfig.Linear50PercentEvery30Seconds",
        "ConfigurationName": f"configuration-{profile}",
        "ConfigurationLocationUri": "hosted",
        "ConfigurationVersion": "1",
        "DeploymentDurationInMinutes": 1,
        "GrowthType": "LINEAR",
        "GrowthFactor": 50.0,
        "FinalBakeTimeInMinutes": 1,
        "State": "BAKING",
        "PercentageComplete": 100.0,
        "StartedAt": START,
    }
    assert [(event["EventType"], event["OccurredAt"]) for event in log] == [
        ("BAKE_TIME_STARTED", START),
        ("PERCENTAGE_UPDATED", START),
        ("PERCENTAGE_UPDATED", START),
        ("DEPLOYMENT_STARTED", START),
    ]


def test_what_the_user_gives_stays() -> None:
    """Given members win, and a given strategy shapes the log."""
    answer = completed(
        APPCONFIG_DEPLOYMENT, Move(START, "BAKING"), GrowthFactor=25.0, ConfigurationName="Flags", Description="mine"
    )

    assert (answer["ConfigurationName"], answer["Description"], answer["GrowthFactor"]) == ("Flags", "mine", 25.0)
    assert len(answer["EventLog"]) == 6


def test_zeros_that_aws_really_said_are_no_strategy_and_no_mistake() -> None:
    """AWS's own example of a stop has zeros everywhere; they stay, and the log is still made."""
    zeros = {"DeploymentDurationInMinutes": 0, "GrowthFactor": 0.0, "FinalBakeTimeInMinutes": 0}
    given = {"State": "DEPLOYING", **zeros}
    history = (Move(START, "DEPLOYING"),)
    answer = APPCONFIG_DEPLOYMENT.complete(given, history, WHERE, START, KeyedIds())

    assert {name: answer[name] for name in zeros} == zeros


def test_the_members_follow_the_state_of_a_rollback() -> None:
    """A rollback by hand keeps its percentage and completes at its end."""
    history = (Move(START, "DEPLOYING"), Move(START + MINUTE / 2, "ROLLING_BACK"), Move(START + MINUTE, "ROLLED_BACK"))
    answer = completed(APPCONFIG_DEPLOYMENT, *history)

    assert (answer["PercentageComplete"], answer["StartedAt"], answer["CompletedAt"]) == (50.0, START, START + MINUTE)
    assert [event["EventType"] for event in answer["EventLog"]] == [
        "ROLLBACK_COMPLETED",
        "ROLLBACK_STARTED",
        "PERCENTAGE_UPDATED",
        "DEPLOYMENT_STARTED",
    ]


def test_a_future_state_is_completed_too() -> None:
    """A state that nobody knows has what every state has, and time goes on in it."""
    history = (Move(START, "DEPLOYING"), Move(START + MINUTE, "PAUSED"))
    answer = completed(APPCONFIG_DEPLOYMENT, *history)

    assert (answer["State"], answer["PercentageComplete"], "CompletedAt" in answer) == ("PAUSED", 100.0, False)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("Running", {}),
        (
            "Failed",
            {
                "ErrorMessage": "Why",
                "ErrorDetails": [{"DetailedErrorCode": "400", "DetailedErrorMessage": "Why"}],
            },
        ),
    ],
)
def test_a_bare_state_becomes_the_status_of_a_bulk_deployment(state: str, expected: dict[str, Any]) -> None:
    """Errors come with Failed, and say what the given message says."""
    answer = completed(GREENGRASS_BULK_DEPLOYMENT, Move(START, state), **({"ErrorMessage": "Why"} if expected else {}))

    assert answer == {
        "BulkDeploymentStatus": state,
        "BulkDeploymentMetrics": {"InvalidInputRecords": 0, "RecordsProcessed": 0, "RetryAttempts": 0},
        "CreatedAt": "2026-01-01T00:00:00.000Z",
        "tags": {},
        **expected,
    }


def test_a_bare_completed_has_processed_all() -> None:
    """Completed means that every record was processed."""
    answer = completed(GREENGRASS_BULK_DEPLOYMENT, Move(START, "Completed"))

    assert answer["BulkDeploymentMetrics"]["RecordsProcessed"] == 3


@pytest.mark.parametrize(
    ("state", "more"),
    [
        ("NOT_STARTED", {}),
        ("IN_PROGRESS", {"BulkPublishStartTime": START}),
        ("SUCCEEDED", {"BulkPublishStartTime": START, "BulkPublishCompleteTime": START}),
        (
            "FAILED",
            {"BulkPublishStartTime": START, "FailureMessage": "The records could not be put into the stream"},
        ),
    ],
)
def test_a_bare_state_becomes_the_details_of_a_publish(state: str, more: dict[str, Any]) -> None:
    """Each state has the members that go with it."""
    assert completed(COGNITO_SYNC_BULK_PUBLISH, Move(START, state)) == {**POOL, "BulkPublishStatus": state, **more}


@pytest.mark.parametrize("lifecycle", CATALOGUE.values(), ids=CATALOGUE)
def test_every_state_can_be_the_first_that_is_seen(lifecycle: Lifecycle) -> None:
    """An answer is made for each state, and for one of the future, without a history."""
    for state in (*lifecycle.states, "PAUSED"):
        assert completed(lifecycle, Move(START, state))[lifecycle.status_member] == state
