"""AppConfig as the code under test meets it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from fakeaws.clock import START, VirtualClock
from fakeaws.errors import IllegalMove, InvalidParameters, PlanError, UnscriptedCall
from fakeaws.lifecycles.appconfig.deployments import AppConfigDeployments
from fakeaws.lifecycles.appconfig.plan import DeploymentPlan
from fakeaws.lifecycles.appconfig.strategies import Strategy
from fakeaws.lifecycles.assumptions import Assumptions
from fakeaws.lifecycles.lifecycle import Move
from fakeaws.script import Call, Response
from tests.lifecycles.world import Caller, KeyedIds, seen

MINUTE = timedelta(minutes=1)
LINEAR = "AppConfig.Linear50PercentEvery30Seconds"
WHERE = {"ApplicationId": "a1b2c3d", "EnvironmentId": "e4f5g6h"}
REQUEST = {
    **WHERE,
    "ConfigurationProfileId": "p7q8r9s",
    "ConfigurationVersion": "7",
    "DeploymentStrategyId": LINEAR,
}


def start(call: Caller, **other: Any) -> dict[str, Any]:
    return call("appconfig.start_deployment", **{**REQUEST, **other})


def get(call: Caller, number: int = 1, **where: str) -> dict[str, Any]:
    return call("appconfig.get_deployment", **{**WHERE, **where}, DeploymentNumber=number)


def stop(call: Caller, number: int = 1, **more: Any) -> dict[str, Any]:
    return call("appconfig.stop_deployment", **WHERE, DeploymentNumber=number, **more)


def states(call: Caller, times: int = 30, every: float = 10) -> list[str]:
    return seen(lambda: str(get(call)["State"]), call.clock, every, times)


def test_start_answers_with_what_was_asked_for(deployments: AppConfigDeployments, call: Caller) -> None:
    """The ids come back, with the strategy's members and the first event."""
    deployment = deployments.plan()

    assert start(call, Description="seventh") == {
        **REQUEST,
        "Description": "seventh",
        "DeploymentNumber": 1,
        "ConfigurationName": "configuration-p7q8r9s",
        "ConfigurationLocationUri": "hosted",
        "DeploymentDurationInMinutes": 1,
        "GrowthType": "LINEAR",
        "GrowthFactor": 50.0,
        "FinalBakeTimeInMinutes": 1,
        "State": "DEPLOYING",
        "PercentageComplete": 1.0,
        "EventLog": [
            {
                "EventType": "DEPLOYMENT_STARTED",
                "TriggeredBy": "USER",
                "Description": "Deployment started",
                "OccurredAt": START,
            }
        ],
        "StartedAt": START,
    }
    assert deployment.request == {**WHERE, "DeploymentNumber": 1}


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (DeploymentPlan.completes, ["DEPLOYING", "BAKING", "COMPLETE"]),
        (DeploymentPlan.rolls_back, ["DEPLOYING", "ROLLING_BACK", "ROLLED_BACK"]),
        (lambda plan: plan.rolls_back(during="BAKING"), ["DEPLOYING", "BAKING", "ROLLING_BACK", "ROLLED_BACK"]),
        (lambda plan: plan.reverts(after=60), ["DEPLOYING", "BAKING", "COMPLETE", "REVERTED"]),
        (lambda plan: plan.sticks_in("DEPLOYING"), ["DEPLOYING"]),
        (lambda plan: plan.sticks_in("BAKING"), ["DEPLOYING", "BAKING"]),
        (lambda plan: plan.sticks_in("ROLLING_BACK"), ["DEPLOYING", "ROLLING_BACK"]),
        (lambda plan: plan.sticks_in("VALIDATING"), ["VALIDATING"]),
    ],
)
def test_a_poller_sees_the_plan(
    deployments: AppConfigDeployments,
    call: Caller,
    plan: Callable[[DeploymentPlan], DeploymentPlan],
    expected: list[str],
) -> None:
    """Polled every ten seconds, each plan shows its states in order."""
    deployment = plan(deployments.plan(LINEAR))
    start(call)

    assert states(call) == expected
    assert [move.state for move in deployment.history] == expected
    assert deployment.state == expected[-1]


def test_a_rollback_begins_between_its_step_and_the_next(deployments: AppConfigDeployments, call: Caller) -> None:
    """At 50 percent, reached after 20 s and followed by 100 after 40 s, the alarm comes after 30 s."""
    deployment = deployments.plan().rolls_back(at_percent=50, by="INTERNAL_ERROR", takes=600)
    start(call)
    call.clock.advance(11 * MINUTE)

    assert deployment.history == (
        Move(START, "DEPLOYING"),
        Move(START + timedelta(seconds=30), "ROLLING_BACK", "INTERNAL_ERROR"),
        Move(START + timedelta(seconds=630), "ROLLED_BACK", "INTERNAL_ERROR"),
    )
    assert deployment.percentage == 50.0


def test_a_rollback_by_an_extension(deployments: AppConfigDeployments, call: Caller) -> None:
    """The extension is applied from the start, and its failed action stands with the event that it caused."""
    deployments.plan(LINEAR).rolls_back(extension="my-extension", reason="The queue is full")
    started = start(call)
    call.clock.advance(30)
    rolling_back = get(call)

    (extension,) = started["AppliedExtensions"]
    assert rolling_back["AppliedExtensions"] == [extension]
    newest = rolling_back["EventLog"][0]
    assert (newest["EventType"], newest["TriggeredBy"], newest["Description"]) == (
        "ROLLBACK_STARTED",
        "APPCONFIG",
        "The queue is full",
    )
    (invocation,) = newest["ActionInvocations"]
    assert invocation["ExtensionIdentifier"] == "my-extension"
    assert invocation["ErrorMessage"] == "The queue is full"


def test_a_reason_stands_in_the_log_once(deployments: AppConfigDeployments, call: Caller) -> None:
    """The reason is told where the rollback starts, so that whoever reads another event misses it."""
    deployments.plan(LINEAR).rolls_back(reason="arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors")
    start(call)
    call.clock.advance(5 * MINUTE)

    completed, started = get(call)["EventLog"][:2]

    assert started["Description"] == "arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors"
    assert completed["Description"] == "Rollback completed"


def test_a_planned_stop_is_a_rollback_by_the_user(deployments: AppConfigDeployments, call: Caller) -> None:
    """Somebody else stops the deployment at 50 percent, and it takes its time to go back."""
    deployment = deployments.plan(LINEAR).stops_at(50, takes=600)
    start(call)
    call.clock.advance(11 * MINUTE)

    assert [(move.state, move.by) for move in deployment.history[1:]] == [
        ("ROLLING_BACK", "USER"),
        ("ROLLED_BACK", "USER"),
    ]


def test_a_configuration_that_is_not_valid_is_not_started(deployments: AppConfigDeployments, call: Caller) -> None:
    """A failed validation is an error of the start; there is no deployment, and the next start takes the next plan."""
    details = [{"Constraint": "required", "Location": "/limit", "Reason": "limit is missing", "Type": "JSON_SCHEMA"}]
    refused = deployments.plan().fails("The configuration has no limit", details=details)
    deployments.plan()

    assert start(call) == {
        "Error": "BadRequestException",
        "Message": "The configuration has no limit",
        "Reason": "InvalidConfiguration",
        "Details": {"InvalidConfiguration": details},
    }
    assert start(call)["DeploymentNumber"] == 1
    assert (refused.state, deployments.unplayed()) == (None, ())
    assert deployments.outlook()[0].endswith(": refused")


def test_what_is_refused_or_begun_is_not_validated_again(deployments: AppConfigDeployments) -> None:
    """Nobody can have started what AppConfig refuses, and what is started has passed."""
    with pytest.raises(PlanError, match="would refuse to start"):
        deployments.plan().fails().started()
    with pytest.raises(PlanError, match="it can be rolled back"):
        deployments.plan().started().fails()


def test_all_at_once_is_rolled_back_while_it_bakes(deployments: AppConfigDeployments, call: Caller) -> None:
    """Where all have it at once, the next thing to come is the end of the bake."""
    deployment = deployments.plan("AppConfig.AllAtOnce").rolls_back().started()
    call.clock.advance(5 * MINUTE)

    assert [move.state for move in deployment.history] == ["DEPLOYING", "BAKING", "ROLLING_BACK"]


def test_a_stuck_deployment_still_reaches_everyone(deployments: AppConfigDeployments, call: Caller) -> None:
    """100 percent and still DEPLOYING is a state that pollers must stand."""
    deployment = deployments.plan(LINEAR).sticks_in("DEPLOYING").started()
    call.clock.advance(60 * MINUTE)

    assert (deployment.state, deployment.percentage) == ("DEPLOYING", 100.0)


def test_the_clock_expects_what_is_to_come(deployments: AppConfigDeployments, clock: VirtualClock) -> None:
    """Until its last change a deployment is worth polling, and then no more."""
    deployments.plan(LINEAR).sticks_in("DEPLOYING").started()

    clock.advance(39)
    assert clock.expects_more
    clock.advance(1)
    assert not clock.expects_more


def test_a_deployment_that_somebody_started(deployments: AppConfigDeployments, call: Caller) -> None:
    """A poller alone is tested with the request of a deployment that is started already."""
    deployment = deployments.plan(LINEAR, ConfigurationVersion="3").started()

    answer = call("appconfig.get_deployment", **deployment.request)

    assert (answer["State"], answer["ConfigurationVersion"], answer["DeploymentNumber"]) == ("DEPLOYING", "3", 1)
    assert answer["ApplicationId"] == deployment.application_id


def test_get_understands_names_and_ids(deployments: AppConfigDeployments, call: Caller) -> None:
    """What was started by name is found by name and by the id that the answer has."""
    deployments.plan()
    started = start(call, ApplicationId="My application", EnvironmentId="Production")

    by_name = get(call, ApplicationId="My application", EnvironmentId="Production")
    by_id = get(call, ApplicationId=started["ApplicationId"], EnvironmentId=started["EnvironmentId"])

    assert by_name == by_id == started


def test_instant_deployments_complete_in_the_start(deployments: AppConfigDeployments, call: Caller) -> None:
    """The answer to the start is COMPLETE and has no CompletedAt, as recorded; the next get has it."""
    deployments.plan(Strategy(timedelta(0)))

    started = start(call, DeploymentStrategyId="1225qzk")

    assert (started["State"], "CompletedAt" in started) == ("COMPLETE", False)
    assert get(call) == {**started, "CompletedAt": START}


def test_numbers_count_in_each_environment(deployments: AppConfigDeployments, call: Caller) -> None:
    """Each environment has its own number one."""
    for _ in range(3):
        deployments.plan()
    numbers = [start(call)["DeploymentNumber"], start(call, EnvironmentId="other12")["DeploymentNumber"]]
    call.clock.advance(10 * MINUTE)
    numbers.append(start(call, LatestDeploymentNumber=1)["DeploymentNumber"])

    assert numbers == [1, 1, 2]


def test_one_at_a_time_in_an_environment(deployments: AppConfigDeployments, call: Caller) -> None:
    """A second start conflicts while the first is in progress, and takes no plan."""
    deployments.plan()
    second = deployments.plan()
    start(call)

    refused = start(call)

    assert refused == {"Error": "ConflictException", "Message": "Deployment number 1 is still in progress"}
    assert second.state is None


def test_the_latest_number_is_a_lock(deployments: AppConfigDeployments, call: Caller) -> None:
    """A start that expects another latest number conflicts."""
    deployments.plan()

    assert start(call, LatestDeploymentNumber=4)["Error"] == "ConflictException"


def test_unknown_deployments_are_not_found(deployments: AppConfigDeployments, call: Caller) -> None:
    """Another number, or another environment, gets the service's own error."""
    deployments.plan().started()

    assert get(call) == {
        "Error": "ResourceNotFoundException",
        "Message": "There is no deployment 1 in this environment",
        "ResourceName": "Deployment",
    }
    assert stop(call)["Error"] == "ResourceNotFoundException"


def test_unknown_predefined_strategies_are_not_found(deployments: AppConfigDeployments, call: Caller) -> None:
    """A strategy of AWS that AWS does not have gets the service's own error."""
    deployments.plan()

    assert start(call, DeploymentStrategyId="AppConfig.AllAtTwice")["ResourceName"] == "DeploymentStrategy"


def test_an_unplanned_start_is_a_surprise(deployments: AppConfigDeployments, call: Caller) -> None:
    """A start without a plan fails the test, and says which plans there are and why they are not taken."""
    begun = deployments.plan().started()
    other = deployments.plan(EnvironmentId="other12")

    with pytest.raises(UnscriptedCall) as caught:
        start(call)

    assert str(caught.value).splitlines() == [
        "appconfig.start_deployment was called, and no AppConfig deployment is planned for it.",
        "The plans:",
        f"  planned at {begun.life.written_at}: already begun",
        f"  planned at {other.life.written_at}: for EnvironmentId='other12', and the call has 'e4f5g6h'",
        "If the code under test is right to start one, plan one more AppConfig deployment.",
    ]


def test_another_strategy_is_a_surprise(deployments: AppConfigDeployments, call: Caller) -> None:
    """A predefined strategy that contradicts the planned one fails the test and names both."""
    deployments.plan("AppConfig.AllAtOnce")

    with pytest.raises(UnscriptedCall, match=f"plans AppConfig.AllAtOnce, and the call asks for {LINEAR}"):
        start(call)


def test_a_strategy_of_ones_own_is_the_planned_one(deployments: AppConfigDeployments, call: Caller) -> None:
    """An id that is not predefined is taken to mean the strategy of the plan."""
    deployments.plan(Strategy(30 * MINUTE, bake=MINUTE, growth_factor=10))

    started = start(call, DeploymentStrategyId="1225qzk")

    assert (started["DeploymentStrategyId"], started["DeploymentDurationInMinutes"]) == ("1225qzk", 30)


def test_plans_are_taken_by_what_they_want(deployments: AppConfigDeployments, call: Caller) -> None:
    """A plan that names parameters waits for a start that has them."""
    other = deployments.plan(EnvironmentId="other12")
    this = deployments.plan(EnvironmentId="e4f5g6h")
    start(call)

    assert (this.state, other.state) == ("DEPLOYING", None)


def test_a_plan_with_unknown_parameters_is_refused(deployments: AppConfigDeployments) -> None:
    """A parameter that StartDeployment does not take is a slip of the test."""
    with pytest.raises(InvalidParameters, match="Did you mean EnvironmentId"):
        deployments.plan(EnviromentId="e4f5g6h")


def test_a_stop_rolls_back(deployments: AppConfigDeployments, call: Caller) -> None:
    """A stop is answered at once and done a minute later; a second one changes nothing."""
    deployments.plan()
    start(call)
    call.clock.advance(30)

    stopped = stop(call)
    again = stop(call)

    assert stopped == again == get(call)
    assert (stopped["State"], stopped["EventLog"][0]["TriggeredBy"]) == ("ROLLING_BACK", "USER")
    assert states(call) == ["ROLLING_BACK", "ROLLED_BACK"]


def test_a_stop_moves_even_what_sticks(deployments: AppConfigDeployments, call: Caller) -> None:
    """A deployment that never leaves BAKING by itself leaves it when it is stopped."""
    deployments.plan().sticks_in("BAKING")
    start(call)
    call.clock.advance(60 * MINUTE)
    stop(call)

    assert states(call) == ["ROLLING_BACK", "ROLLED_BACK"]


@pytest.mark.parametrize(
    ("hours", "allow_revert", "expected"),
    [(1, True, "REVERTED"), (1, False, "BadRequestException"), (73, True, "BadRequestException")],
)
def test_a_stop_of_a_complete_deployment(
    deployments: AppConfigDeployments,
    call: Caller,
    hours: int,
    allow_revert: bool,  # noqa: FBT001  # pytest hands it over
    expected: str,
) -> None:
    """Within 72 hours and with AllowRevert it is reverted a little later, else refused."""
    deployments.plan()
    start(call)
    call.clock.advance(timedelta(hours=hours))

    stopped = stop(call, AllowRevert=allow_revert)
    call.clock.advance(MINUTE)

    assert stopped.get("Error", get(call)["State"]) == expected


@pytest.mark.parametrize("minutes", [5, 200])
def test_what_is_over_cannot_be_stopped(deployments: AppConfigDeployments, call: Caller, minutes: int) -> None:
    """Neither a rolled back nor a reverted deployment is stopped or reverted again."""
    deployment = deployments.plan().rolls_back() if minutes == 5 else deployments.plan().reverts()
    start(call)
    call.clock.advance(minutes * MINUTE)

    assert deployment.state in ("ROLLED_BACK", "REVERTED")
    assert stop(call, AllowRevert=True)["Error"] == "BadRequestException"


def test_a_baking_deployment_may_refuse_a_stop(clock: VirtualClock) -> None:
    """AWS's texts differ here, so the refusal can be chosen."""
    world = AppConfigDeployments(clock, KeyedIds(), assumptions=Assumptions(stops_while_baking=False))
    deployment = world.plan().started()
    call = Caller(clock, world.scripts())

    assert deployment.state == "BAKING"
    assert call("appconfig.stop_deployment", **deployment.request)["Error"] == "BadRequestException"
    assert call("appconfig.stop_deployment", **deployment.request, AllowRevert=True)["State"] == "ROLLING_BACK"


@pytest.mark.parametrize(
    ("assumption", "expected"),
    [
        ({}, "BadRequestException"),
        ({"refuses_to_stop_what_is_over": False}, "ROLLED_BACK"),
    ],
)
def test_a_stop_of_what_is_over_may_be_answered(clock: VirtualClock, assumption: Any, expected: str) -> None:
    """What StopDeployment says of what is rolled back already is not documented, so it can be chosen."""
    world = AppConfigDeployments(clock, KeyedIds(), assumptions=Assumptions(**assumption))
    deployment = world.plan(LINEAR).rolls_back().started()
    clock.advance(60 * MINUTE)

    answer = Caller(clock, world.scripts())("appconfig.stop_deployment", **deployment.request)

    assert answer.get("Error", answer.get("State")) == expected


def test_the_answer_to_a_stop_may_be_that_of_the_example(clock: VirtualClock) -> None:
    """AWS's own example of StopDeployment is all zeros, below the model's minimum."""
    world = AppConfigDeployments(clock, KeyedIds(), assumptions=Assumptions(stop_answers="zeros"))
    deployment = world.plan(LINEAR).started()

    said = world.stop_deployment(Call("appconfig.stop_deployment", deployment.request, clock.now()))

    assert isinstance(said, Response)
    assert set(said.members.values()) == {0}
    assert deployment.state == "ROLLING_BACK"


def test_the_latest_number_may_be_no_lock(clock: VirtualClock) -> None:
    """Whether a wrong LatestDeploymentNumber conflicts is not documented, so it can be chosen."""
    world = AppConfigDeployments(clock, KeyedIds(), assumptions=Assumptions(checks_the_latest_number=False))
    world.plan()

    assert start(Caller(clock, world.scripts()), LatestDeploymentNumber=4)["State"] == "DEPLOYING"


@pytest.mark.parametrize(
    ("moves", "expected"), [(("VALIDATING -> ROLLING_BACK",), "ROLLING_BACK"), ((), "BadRequestException")]
)
def test_a_stop_during_validation(clock: VirtualClock, moves: tuple[str, ...], expected: str) -> None:
    """What is still validated goes back without any step, unless that move is taken for illegal."""
    world = AppConfigDeployments(clock, KeyedIds(), assumptions=Assumptions(moves=moves))
    deployment = world.plan().sticks_in("VALIDATING").started()

    stopped = Caller(clock, world.scripts())("appconfig.stop_deployment", **deployment.request)

    assert stopped.get("Error", stopped.get("State")) == expected
    assert "PERCENTAGE_UPDATED" not in str(stopped)


def test_the_list_is_newest_first_and_paged(deployments: AppConfigDeployments, call: Caller) -> None:
    """The list has summaries, newest first, in pages whose tokens still hold when a new one is started."""
    for _ in range(4):
        deployments.plan()
    for _ in range(3):
        start(call)
        call.clock.advance(10 * MINUTE)

    first = call("appconfig.list_deployments", **WHERE, MaxResults=2)
    start(call)
    second = call("appconfig.list_deployments", **WHERE, MaxResults=2, NextToken=first["NextToken"])

    assert [item["DeploymentNumber"] for item in first["Items"] + second["Items"]] == [3, 2, 1]
    assert "NextToken" not in second
    oldest = second["Items"][0]
    newer = {"ConfigurationProfileId": "p7q8r9s", "Type": "USER"}  # which older models do not have
    assert oldest == {
        **{name: value for name, value in newer.items() if name in oldest},
        "DeploymentNumber": 1,
        "ConfigurationName": "configuration-p7q8r9s",
        "ConfigurationVersion": "7",
        "DeploymentDurationInMinutes": 1,
        "GrowthType": "LINEAR",
        "GrowthFactor": 50.0,
        "FinalBakeTimeInMinutes": 1,
        "State": "COMPLETE",
        "PercentageComplete": 100.0,
        "StartedAt": START,
        "CompletedAt": START + 2 * MINUTE,
    }


def test_the_list_of_an_environment_without_deployments(deployments: AppConfigDeployments, call: Caller) -> None:
    """An environment that a plan may still mean is empty; any other does not exist."""
    deployments.plan(EnvironmentId="e4f5g6h")

    assert call("appconfig.list_deployments", **WHERE) == {"Items": []}
    unknown = call("appconfig.list_deployments", ApplicationId="a1b2c3d", EnvironmentId="other12")
    assert (unknown["Error"], unknown["ResourceName"]) == ("ResourceNotFoundException", "Environment")


def test_a_token_of_ones_own_is_refused(deployments: AppConfigDeployments, call: Caller) -> None:
    """Only tokens that were handed out lead to a page."""
    deployments.plan()

    assert call("appconfig.list_deployments", **WHERE, NextToken="2")["Error"] == "BadRequestException"


def test_plans_that_nobody_asked_for_are_told(deployments: AppConfigDeployments, call: Caller) -> None:
    """A plan is played when it is started, or, started by somebody else, when it is asked for."""
    deployments.plan()
    never_started = deployments.plan()
    never_asked = deployments.plan().started()
    start(call)

    assert deployments.unplayed() == (
        f"the AppConfig deployment planned at {never_started.life.written_at}: never started",
        f"the AppConfig deployment planned at {never_asked.life.written_at}: never asked for",
    )
    assert never_asked.life.written_at.path == __file__


def test_the_course_can_be_changed_before_it_is_taken(deployments: AppConfigDeployments, call: Caller) -> None:
    """A started deployment still takes another course, but not one that contradicts what has happened."""
    deployment = deployments.plan(LINEAR).started()
    deployment.rolls_back()
    call.clock.advance(5 * MINUTE)

    assert deployment.state == "ROLLED_BACK"
    with pytest.raises(PlanError, match="has already gone DEPLOYING -> ROLLING_BACK -> ROLLED_BACK"):
        deployment.completes()


@pytest.mark.parametrize(
    "impossible",
    [
        lambda plan: plan.rolls_back(at_percent=0),
        lambda plan: plan.rolls_back(by="ALARM"),
        lambda plan: plan.rolls_back(during="COMPLETE"),
        lambda plan: plan.rolls_back(takes=-1),
        lambda plan: plan.reverts(after=timedelta(hours=73)),
        lambda plan: plan.sticks_in("COMPLETE"),
        lambda plan: plan.started().started(),
        lambda plan: plan.request,
    ],
)
def test_impossible_plans_are_refused(
    deployments: AppConfigDeployments, impossible: Callable[[DeploymentPlan], object]
) -> None:
    """What AppConfig never does cannot be planned."""
    with pytest.raises(PlanError):
        impossible(deployments.plan())


def test_an_instant_deployment_is_never_rolled_back(deployments: AppConfigDeployments) -> None:
    """What is complete at once leaves no time for an alarm, and without a bake none rolls back a bake."""
    with pytest.raises(PlanError, match="complete at once"):
        deployments.plan(Strategy(timedelta(0))).rolls_back()
    with pytest.raises(PlanError, match="without bake time"):
        deployments.plan(Strategy(MINUTE)).rolls_back(during="BAKING")


def test_a_state_that_does_not_exist_cannot_hold_a_deployment(deployments: AppConfigDeployments) -> None:
    """Who misspells a state in a plan reads the right one."""
    with pytest.raises(IllegalMove, match="Did you mean BAKING"):
        deployments.plan().sticks_in("BAKNG")


def test_nobody_starts_a_second_one_beside_the_first(deployments: AppConfigDeployments) -> None:
    """A plan that AppConfig would refuse to start says so on its line."""
    deployments.plan(**WHERE).started()

    with pytest.raises(PlanError, match="would refuse to start this deployment: Deployment number 1 is still"):
        deployments.plan(**WHERE).started()


def test_the_longest_deployment_takes_no_time(deployments: AppConfigDeployments, call: Caller) -> None:
    """A day to deploy and a day to bake, polled every half minute, pass in a moment."""
    deployments.plan(Strategy(timedelta(days=1), bake=timedelta(days=1), growth_factor=10))
    start(call, DeploymentStrategyId="1225qzk")
    began = time.perf_counter()

    assert states(call, times=5762, every=30) == ["DEPLOYING", "BAKING", "COMPLETE"]
    assert time.perf_counter() - began < 20
