"""Cognito Sync bulk publishes as the code under test meets them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from fakeaws.clock import START, VirtualClock
from fakeaws.errors import IllegalMove, PlanError, UnscriptedCall
from fakeaws.lifecycles.assumptions import Assumptions
from fakeaws.lifecycles.cognito_sync.bulk_publishes import CognitoSyncBulkPublishes
from fakeaws.lifecycles.cognito_sync.plan import BulkPublishPlan
from tests.lifecycles.world import Caller, KeyedIds

POOL = "eu-central-1:1f8e2c3a-5b4d-4e6f-8a9b-0c1d2e3f4a5b"
OTHER = "eu-central-1:00000000-5b4d-4e6f-8a9b-0c1d2e3f4a5b"
DAY = timedelta(days=1)


def publish(call: Caller, pool: str = POOL) -> dict[str, Any]:
    return call("cognito-sync.bulk_publish", IdentityPoolId=pool)


def details(call: Caller, pool: str = POOL) -> dict[str, Any]:
    return call("cognito-sync.get_bulk_publish_details", IdentityPoolId=pool)


def test_a_publish_from_before_its_start_to_its_success(publishes: CognitoSyncBulkPublishes, call: Caller) -> None:
    """Each state has its members: none, the start, and the completion with the success."""
    plan = publishes.plan(POOL).completes(takes=600)
    answers = [details(call), publish(call), details(call)]
    call.clock.advance(600)
    answers.append(details(call))

    assert answers == [
        {"IdentityPoolId": POOL, "BulkPublishStatus": "NOT_STARTED"},
        {"IdentityPoolId": POOL},
        {"IdentityPoolId": POOL, "BulkPublishStatus": "IN_PROGRESS", "BulkPublishStartTime": START},
        {
            "IdentityPoolId": POOL,
            "BulkPublishStatus": "SUCCEEDED",
            "BulkPublishStartTime": START,
            "BulkPublishCompleteTime": START + timedelta(minutes=10),
        },
    ]
    assert plan.state == "SUCCEEDED"


def test_a_failed_publish_says_why(publishes: CognitoSyncBulkPublishes, call: Caller) -> None:
    """FailureMessage comes with FAILED, and a time of completion does not."""
    publishes.plan().fails("The stream has no room")
    publish(call)
    call.clock.advance(DAY)

    assert details(call) == {
        "IdentityPoolId": POOL,
        "BulkPublishStatus": "FAILED",
        "BulkPublishStartTime": START,
        "FailureMessage": "The stream has no room",
    }


def test_a_failure_may_have_a_time_of_completion(clock: VirtualClock) -> None:
    """AWS documents it for SUCCEEDED only, so it can be chosen for FAILED."""
    world = CognitoSyncBulkPublishes(
        clock, KeyedIds(), assumptions=Assumptions(complete_time_in=("SUCCEEDED", "FAILED"))
    )
    plan = world.plan().fails(takes=60).started()
    clock.advance(60)

    assert Caller(clock, world.scripts())("cognito-sync.get_bulk_publish_details", **plan.request)[
        "BulkPublishCompleteTime"
    ] == START + timedelta(minutes=1)


def test_one_at_a_time_in_a_pool(publishes: CognitoSyncBulkPublishes, call: Caller) -> None:
    """A publish in progress is not started again, whoever started it; another pool is free."""
    publishes.plan(POOL).sticks_in("IN_PROGRESS").started()
    publishes.plan(OTHER)
    call.clock.advance(3 * DAY)

    assert publish(call)["Error"] == "DuplicateRequestException"
    assert publish(call, OTHER) == {"IdentityPoolId": OTHER}


@pytest.mark.parametrize(
    ("plan", "wait", "expected"),
    [
        (BulkPublishPlan.completes, DAY - timedelta(seconds=1), "AlreadyStreamedException"),
        (BulkPublishPlan.completes, DAY, None),
        (BulkPublishPlan.fails, timedelta(0), None),
    ],
)
def test_a_success_rests_for_a_day(
    publishes: CognitoSyncBulkPublishes,
    call: Caller,
    plan: Callable[[BulkPublishPlan], BulkPublishPlan],
    wait: timedelta,
    expected: str | None,
) -> None:
    """After a success a pool is published again 24 hours later, after a failure at once."""
    plan(publishes.plan())
    publishes.plan()
    publish(call)
    call.clock.advance(timedelta(minutes=5) + wait)

    assert publish(call).get("Error") == expected


def test_unknown_pools_are_not_found(publishes: CognitoSyncBulkPublishes, call: Caller) -> None:
    """A pool that no plan names, where no plan for any pool is left, does not exist."""
    publishes.plan(POOL)

    expected = {"Error": "ResourceNotFoundException", "Message": f"There is no identity pool {OTHER}"}
    assert publish(call, OTHER) == details(call, OTHER) == expected


def test_an_unplanned_publish_is_a_surprise(publishes: CognitoSyncBulkPublishes, call: Caller) -> None:
    """A pool that is known and may be published again has no plan left."""
    publishes.plan().fails()
    publish(call)
    call.clock.advance(DAY)

    with pytest.raises(UnscriptedCall, match="no bulk publish is planned for it"):
        publish(call)


def test_plans_that_nobody_asked_for_are_told(publishes: CognitoSyncBulkPublishes, call: Caller) -> None:
    """A plan that somebody started is played when its pool is asked for."""
    asked = publishes.plan().started()
    unasked = publishes.plan().started()
    details(call, asked.identity_pool_id)

    assert publishes.unplayed() == (f"the bulk publish planned at {unasked.life.written_at}: never asked for",)


@pytest.mark.parametrize(
    "impossible",
    [
        lambda plan: plan.completes(takes=-1),
        lambda plan: plan.sticks_in("SUCCEEDED"),
        lambda plan: plan.sticks_in("NOT_STARTED"),
        lambda plan: plan.started().started(),
    ],
)
def test_impossible_plans_are_refused(
    publishes: CognitoSyncBulkPublishes, impossible: Callable[[BulkPublishPlan], object]
) -> None:
    """What Cognito Sync never does cannot be planned."""
    with pytest.raises(PlanError):
        impossible(publishes.plan())


def test_a_state_that_does_not_exist_cannot_hold_it(publishes: CognitoSyncBulkPublishes) -> None:
    """Who misspells a state in a plan reads the right one."""
    with pytest.raises(IllegalMove, match="Did you mean IN_PROGRESS"):
        publishes.plan().sticks_in("INPROGRESS")
