"""What holds for any plan and any polls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fakeaws.clock import START, VirtualClock
from fakeaws.lifecycles.appconfig.deployments import AppConfigDeployments
from fakeaws.lifecycles.appconfig.plan import DeploymentPlan
from fakeaws.lifecycles.appconfig.strategies import STRATEGIES, Strategy
from fakeaws.lifecycles.catalogue import APPCONFIG_DEPLOYMENT, CATALOGUE, GREENGRASS_BULK_DEPLOYMENT
from fakeaws.lifecycles.greengrass.bulk_deployments import GreengrassBulkDeployments
from fakeaws.lifecycles.greengrass.plan import BulkDeploymentPlan
from fakeaws.lifecycles.lifecycle import History, Lifecycle, Move
from tests.lifecycles.world import Caller, KeyedIds, assert_valid

steadily = settings(derandomize=True, max_examples=60, deadline=None)

minutes = st.integers(0, 1440).map(lambda count: timedelta(minutes=count))
custom = st.builds(
    Strategy,
    duration=minutes,
    bake=minutes.filter(bool),
    growth_type=st.sampled_from(["LINEAR", "EXPONENTIAL"]),
    growth_factor=st.floats(1, 100).map(lambda factor: round(factor, 1)),
)
any_strategy = st.sampled_from([*STRATEGIES.values()]) | custom
waits = st.lists(st.integers(0, 3000) | st.integers(0, 90_000), min_size=1, max_size=25)

deployment_courses: st.SearchStrategy[Callable[[DeploymentPlan], DeploymentPlan]] = st.sampled_from(
    [
        lambda plan: plan.completes(),
        lambda plan: plan.rolls_back(at_percent=1),
        lambda plan: plan.rolls_back(at_percent=100, takes=7200),
        lambda plan: plan.rolls_back(during="BAKING", by="USER"),
        lambda plan: plan.reverts(after=100),
        lambda plan: plan.sticks_in("DEPLOYING"),
        lambda plan: plan.sticks_in("BAKING"),
        lambda plan: plan.sticks_in("ROLLING_BACK"),
    ]
)
bulk_courses: st.SearchStrategy[Callable[[BulkDeploymentPlan], BulkDeploymentPlan]] = st.sampled_from(
    [
        lambda plan: plan.completes(records=17, invalid=5, retries=40, takes=1000),
        lambda plan: plan.completes(records=0, takes=0),
        lambda plan: plan.fails(),
        lambda plan: plan.fails(during="Running"),
        lambda plan: plan.stops_at(),
        lambda plan: plan.sticks_in("Running"),
    ]
)


def check_deployments(answers: Sequence[tuple[datetime, dict[str, Any]]]) -> None:
    """What one deployment says at these times, read as one story."""
    for now, answer in answers:
        times = [event["OccurredAt"] for event in answer["EventLog"]]
        assert times == sorted(times, reverse=True)
        assert answer["StartedAt"] == times[-1]
        assert times[0] <= now
        assert ("CompletedAt" in answer) == (answer["State"] in ("COMPLETE", "ROLLED_BACK", "REVERTED"))
        assert answer["StartedAt"] <= answer.get("CompletedAt", now) <= now
        percentages = [event["Description"] for event in answer["EventLog"] if "clients" in event["Description"]]
        if percentages and answer["State"] == "DEPLOYING":
            assert percentages[0] == f"Configuration available to {answer['PercentageComplete']:.2f}% of clients"
    for (_, before), (_, after) in pairwise(answers):
        older, newer = before["EventLog"], after["EventLog"]
        assert newer[len(newer) - len(older) :] == older
        assert before["PercentageComplete"] <= after["PercentageComplete"]
        assert before["StartedAt"] == after["StartedAt"]


def check_metrics(answers: Sequence[dict[str, Any]]) -> None:
    """The counters of one bulk deployment, read as one story."""
    counted = [answer["BulkDeploymentMetrics"] for answer in answers]
    for metrics in counted:
        assert 0 <= metrics["InvalidInputRecords"] <= metrics["RecordsProcessed"]
    for before, after in pairwise(counted):
        assert all(before[name] <= after[name] for name in before)
    assert len({answer["CreatedAt"] for answer in answers}) == 1
    assert all(("ErrorMessage" in answer) == (answer["BulkDeploymentStatus"] == "Failed") for answer in answers)


@steadily
@given(any_strategy, deployment_courses, waits, st.integers(0, 24))
def test_deployments(
    strategy: Strategy, course: Callable[[DeploymentPlan], DeploymentPlan], waits: list[int], stopped: int
) -> None:
    """Any deployment, polled at any times and perhaps stopped, tells one story that AWS could tell."""
    clock = VirtualClock()
    world = AppConfigDeployments(clock, KeyedIds())
    call = Caller(clock, world.scripts())
    plan = course(world.plan(strategy)).started()
    answers = []
    for number, wait in enumerate(waits):
        if number == stopped:
            call("appconfig.stop_deployment", **plan.request, AllowRevert=True)
        answers.append((clock.now(), call("appconfig.get_deployment", **plan.request)))
        assert answers[-1][1] == call("appconfig.get_deployment", **plan.request)
        clock.advance(wait)

    check_deployments(answers)
    APPCONFIG_DEPLOYMENT.check_path(move.state for move in plan.history)


@steadily
@given(bulk_courses, waits, st.integers(0, 24))
def test_bulk_deployments(
    course: Callable[[BulkDeploymentPlan], BulkDeploymentPlan], waits: list[int], stopped: int
) -> None:
    """Any bulk deployment, polled at any times and perhaps stopped, tells one story that AWS could tell."""
    clock = VirtualClock()
    world = GreengrassBulkDeployments(clock, KeyedIds())
    call = Caller(clock, world.scripts())
    plan = course(world.plan()).started()
    answers = []
    for number, wait in enumerate(waits):
        if number == stopped:
            call("greengrass.stop_bulk_deployment", **plan.request)
        answers.append(call("greengrass.get_bulk_deployment_status", **plan.request))
        assert answers[-1] == call("greengrass.get_bulk_deployment_status", **plan.request)
        clock.advance(wait / 20)

    check_metrics(answers)
    GREENGRASS_BULK_DEPLOYMENT.check_path(move.state for move in plan.history)


@steadily
@given(st.sampled_from([*CATALOGUE.values()]), st.data(), waits)
def test_states_by_hand(lifecycle: Lifecycle, data: st.DataObject, waits: list[int]) -> None:
    """Any states, legal or not, known or not, seen at any times, are completed to one story."""
    states = st.sampled_from([*lifecycle.states, "PAUSED", "RESUMED"])
    history: History = ()
    now = START
    answers: list[tuple[datetime, dict[str, Any]]] = []
    for wait in waits:
        state = data.draw(states)
        if not history or history[-1].state != state:
            history = (*history, Move(now, state))
        given = {lifecycle.status_member: state}
        answers.append((now, lifecycle.complete(given, history, {}, now, KeyedIds())))
        assert_valid(lifecycle.status_operation, answers[-1][1])
        now += timedelta(seconds=wait / 20)

    if lifecycle == APPCONFIG_DEPLOYMENT:
        check_stories_by_hand(answers)
    if lifecycle == GREENGRASS_BULK_DEPLOYMENT:
        check_metrics([answer for _, answer in answers])


def check_stories_by_hand(answers: Sequence[tuple[datetime, dict[str, Any]]]) -> None:
    """Even what AWS never does has a log that only grows, and percentages that never go back."""
    for (_, before), (now, after) in pairwise(answers):
        older, newer = before["EventLog"], after["EventLog"]
        times = [event["OccurredAt"] for event in newer]
        assert times == sorted(times, reverse=True)
        assert times[0] <= now
        assert newer[len(newer) - len(older) :] == older
        assert before["PercentageComplete"] <= after["PercentageComplete"]
        assert after["StartedAt"] == answers[0][1]["StartedAt"]
