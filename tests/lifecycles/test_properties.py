"""What holds for any plan, any events and any polls."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, get_args

import boto3
from hypothesis import given, settings
from hypothesis import strategies as st

from fakeaws import FakeAWS
from fakeaws.clock import START, VirtualClock
from fakeaws.lifecycles.appconfig.deployments import AppConfigDeployments
from fakeaws.lifecycles.appconfig.plan import DeploymentPlan
from fakeaws.lifecycles.appconfig.strategies import STRATEGIES, Strategy
from fakeaws.lifecycles.assumptions import Assumptions, Spacing
from fakeaws.lifecycles.catalogue import APPCONFIG_DEPLOYMENT, CATALOGUE, GREENGRASS_BULK_DEPLOYMENT
from fakeaws.lifecycles.cognito_sync.bulk_publishes import CognitoSyncBulkPublishes
from fakeaws.lifecycles.greengrass.bulk_deployments import GreengrassBulkDeployments
from fakeaws.lifecycles.greengrass.plan import BulkDeploymentPlan
from fakeaws.lifecycles.lifecycle import History, Lifecycle, Move
from tests.lifecycles.stories import (
    Answers,
    check_by_hand,
    check_deployment,
    check_environment,
    check_publish,
    check_reports,
    check_status,
)
from tests.lifecycles.world import Caller, KeyedIds, assert_valid

steadily = settings(derandomize=True, max_examples=60, deadline=None)
a_few_times = settings(derandomize=True, max_examples=12, deadline=None)

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
stops = st.sets(st.integers(0, 24), max_size=3)
seconds = st.integers(0, 100_000)

deployment_courses: st.SearchStrategy[Callable[[DeploymentPlan], DeploymentPlan]] = st.one_of(
    st.just(lambda plan: plan.completes()),
    st.builds(
        lambda percent, by, takes: lambda plan: plan.rolls_back(at_percent=percent, by=by, takes=takes),
        st.integers(1, 100),
        st.sampled_from(["USER", "APPCONFIG", "CLOUDWATCH_ALARM", "INTERNAL_ERROR"]),
        seconds,
    ),
    st.just(lambda plan: plan.rolls_back(during="BAKING", extension="checker", reason="too slow")),
    st.builds(lambda percent: lambda plan: plan.stops_at(percent), st.integers(1, 100)),
    st.builds(lambda after: lambda plan: plan.reverts(after=after), seconds),
    st.builds(
        lambda state: lambda plan: plan.sticks_in(state), st.sampled_from(["DEPLOYING", "BAKING", "ROLLING_BACK"])
    ),
)
counts = st.integers(0, 20).flatmap(
    lambda records: st.integers(0, records).flatmap(
        lambda invalid: st.fixed_dictionaries(
            {
                "records": st.just(records),
                "invalid": st.just(invalid),
                "failed": st.integers(0, records - invalid),
                "retries": st.integers(0, 5 * records),
                "takes": st.integers(0, 5000),
            }
        )
    )
)
bulk_courses: st.SearchStrategy[Callable[[BulkDeploymentPlan], BulkDeploymentPlan]] = st.one_of(
    counts.map(lambda work: lambda plan: plan.completes(**work)),
    counts.map(lambda work: lambda plan: plan.completes(**work).fails(during="Running")),
    counts.map(lambda work: lambda plan: plan.completes(**work).stops_at()),
    counts.map(lambda work: lambda plan: plan.completes(**work).sticks_in("Running")),
    st.just(lambda plan: plan.fails()),
    st.just(lambda plan: plan.reads("{")),
)


@steadily
@given(any_strategy, deployment_courses, waits, stops, st.sampled_from(get_args(Spacing)))
def test_deployments(
    strategy: Strategy,
    course: Callable[[DeploymentPlan], DeploymentPlan],
    waits: list[int],
    stops: set[int],
    spacing: Any,
) -> None:
    """Any deployment, polled at any times and stopped at some, tells one story that AWS could tell."""
    clock = VirtualClock()
    world = AppConfigDeployments(clock, KeyedIds(), assumptions=Assumptions(spacing=spacing))
    call = Caller(clock, world.scripts())
    plan = course(world.plan(strategy)).started()
    where = {name: value for name, value in plan.request.items() if name != "DeploymentNumber"}
    answers = []
    for number, wait in enumerate(waits):
        if number in stops:
            call("appconfig.stop_deployment", **plan.request, AllowRevert=True)
        answers.append((clock.now(), call("appconfig.get_deployment", **plan.request)))
        assert answers[-1][1] == call("appconfig.get_deployment", **plan.request)
        (listed,) = call("appconfig.list_deployments", **where)["Items"]
        assert {**answers[-1][1], **listed, "Type": ""} == {**answers[-1][1], "Type": ""}
        check_environment(answers[-1][1], call("appconfig.get_environment", **where))
        clock.advance(wait)

    check_deployment(answers)
    APPCONFIG_DEPLOYMENT.check_path(move.state for move in plan.history)


@steadily
@given(bulk_courses, waits, stops)
def test_bulk_deployments(
    course: Callable[[BulkDeploymentPlan], BulkDeploymentPlan], waits: list[int], stops: set[int]
) -> None:
    """Any bulk deployment, polled at any times and stopped at some, tells one story that AWS could tell."""
    clock = VirtualClock()
    world = GreengrassBulkDeployments(clock, KeyedIds())
    call = Caller(clock, world.scripts())
    plan = course(world.plan()).started()
    answers, reports = [], []
    for number, wait in enumerate(waits):
        if number in stops:
            call("greengrass.stop_bulk_deployment", **plan.request)
        answers.append((clock.now(), call("greengrass.get_bulk_deployment_status", **plan.request)))
        assert answers[-1][1] == call("greengrass.get_bulk_deployment_status", **plan.request)
        reports.append(call("greengrass.list_bulk_deployment_detailed_reports", **plan.request)["Deployments"])
        clock.advance(wait / 20)

    check_status(answers)
    check_reports(reports, answers)
    GREENGRASS_BULK_DEPLOYMENT.check_path(move.state for move in plan.history)


@steadily
@given(st.lists(st.tuples(st.booleans(), seconds), max_size=4), waits)
def test_bulk_publishes(plans: list[tuple[bool, int]], waits: list[int]) -> None:
    """Any publishes of one pool, started whenever that is allowed and polled at any times, tell one story."""
    clock = VirtualClock()
    world = CognitoSyncBulkPublishes(clock, KeyedIds())
    call, pool = Caller(clock, world.scripts()), KeyedIds().identity_pool_id("pool")
    for succeeds, takes in plans:
        plan = world.plan(pool)
        plan.completes(takes=takes) if succeeds else plan.fails(takes=takes)
    left, answers = len(plans), []
    for wait in waits:
        refused = "Error" in call("cognito-sync.bulk_publish", IdentityPoolId=pool) if left else True
        left -= not refused
        details = call("cognito-sync.get_bulk_publish_details", IdentityPoolId=pool)
        assert details == call("cognito-sync.get_bulk_publish_details", IdentityPoolId=pool)
        answers += [(clock.now(), details)] if plans else []
        clock.advance(wait)

    check_publish(answers)


@a_few_times
@given(any_strategy, deployment_courses, waits, stops)
def test_both_doors_agree(
    strategy: Strategy, course: Callable[[DeploymentPlan], DeploymentPlan], waits: list[int], stops: set[int]
) -> None:
    """A client at the wire and one with a Stubber are told the same, and what the plan itself says."""

    def told(*, stubbed: bool) -> tuple[list[Any], list[Any]]:
        with FakeAWS() as fake:
            plan = course(fake.appconfig_deployment(strategy)).started()
            client = boto3.client("appconfig", "eu-central-1")
            if stubbed:
                fake.stub(client)
            answers, planned = [], []
            for number, wait in enumerate(waits):
                if number in stops and plan.state not in ("COMPLETE", "ROLLED_BACK", "REVERTED"):
                    client.stop_deployment(**plan.request)
                answers.append({**client.get_deployment(**plan.request), "ResponseMetadata": None})
                planned.append({**plan.answer(), "ResponseMetadata": None})
                time.sleep(wait)
            return answers, planned

    at_the_wire, planned = told(stubbed=False)
    stubbed, _ = told(stubbed=True)

    assert at_the_wire == stubbed == planned


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
        assert_valid(lifecycle.status_operation, answers[-1][1], unknown=state not in lifecycle.states)
        now += timedelta(seconds=wait / 20)

    _CHECKS[lifecycle.name](answers)


def _nothing(_answers: Answers) -> None:
    """What a publish that jumps between its states has is said by each state alone."""


_CHECKS: dict[str, Callable[[Answers], None]] = {
    "appconfig.deployment": check_by_hand,
    "greengrass.bulk_deployment": check_status,
    "cognito-sync.bulk_publish": _nothing,
}
