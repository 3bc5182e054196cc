"""Greengrass bulk deployments as the code under test meets them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from fakeaws.clock import VirtualClock
from fakeaws.errors import IllegalMove, PlanError, UnscriptedCall
from fakeaws.lifecycles.assumptions import Assumptions
from fakeaws.lifecycles.greengrass.bulk_deployments import GreengrassBulkDeployments
from fakeaws.lifecycles.greengrass.plan import BulkDeploymentPlan
from tests.lifecycles.world import Caller, KeyedIds, seen

REQUEST = {"ExecutionRoleArn": "arn:aws:iam::123456789012:role/Greengrass", "InputFileUri": "s3://bucket/groups"}
MINUTE = timedelta(minutes=1)


def start(call: Caller, **more: Any) -> dict[str, Any]:
    return call("greengrass.start_bulk_deployment", **REQUEST, **more)


def status(call: Caller, plan: BulkDeploymentPlan) -> dict[str, Any]:
    return call("greengrass.get_bulk_deployment_status", **plan.request)


def stop(call: Caller, plan: BulkDeploymentPlan) -> dict[str, Any]:
    return call("greengrass.stop_bulk_deployment", **plan.request)


def metrics(processed: int, invalid: int = 0, retries: int = 0) -> dict[str, int]:
    return {"InvalidInputRecords": invalid, "RecordsProcessed": processed, "RetryAttempts": retries}


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (BulkDeploymentPlan.completes, ["Initializing", "Running", "Completed"]),
        (BulkDeploymentPlan.fails, ["Initializing", "Failed"]),
        (lambda plan: plan.fails(during="Running"), ["Initializing", "Running", "Failed"]),
        (BulkDeploymentPlan.stops_at, ["Initializing", "Running", "Stopping", "Stopped"]),
        (lambda plan: plan.stops_at(5), ["Initializing", "Stopping", "Stopped"]),
        (lambda plan: plan.sticks_in("Initializing"), ["Initializing"]),
        (lambda plan: plan.sticks_in("Running"), ["Initializing", "Running"]),
    ],
)
def test_a_poller_sees_the_plan(
    bulk_deployments: GreengrassBulkDeployments,
    call: Caller,
    plan: Callable[[BulkDeploymentPlan], BulkDeploymentPlan],
    expected: list[str],
) -> None:
    """Polled every five seconds, each plan shows its states in order."""
    deployment = plan(bulk_deployments.plan())
    start(call)

    assert seen(lambda: str(status(call, deployment)["BulkDeploymentStatus"]), call.clock, 5, 30) == expected
    assert [move.state for move in deployment.history] == expected


def test_the_status_of_a_completed_one(bulk_deployments: GreengrassBulkDeployments, call: Caller) -> None:
    """Completed says that all records were processed, and that some were invalid; CreatedAt is a string."""
    deployment = bulk_deployments.plan().completes(records=12, invalid=2, retries=3)
    start(call, tags={"stage": "prod"})
    call.clock.advance(MINUTE * 2)

    assert status(call, deployment) == {
        "BulkDeploymentStatus": "Completed",
        "BulkDeploymentMetrics": metrics(12, 2, 3),
        "CreatedAt": "2026-01-01T00:00:00.000Z",
        "tags": {"stage": "prod"},
    }


def test_metrics_grow_while_it_runs(bulk_deployments: GreengrassBulkDeployments, call: Caller) -> None:
    """Records are counted from the beginning of Running to its end."""
    deployment = bulk_deployments.plan().completes(records=4, invalid=2, takes=40)
    start(call)
    found = []
    for _ in range(7):
        found.append(status(call, deployment)["BulkDeploymentMetrics"])
        call.clock.advance(10)

    assert found == [metrics(0), metrics(0), metrics(1), metrics(2, 1), metrics(3, 1), metrics(4, 2), metrics(4, 2)]


def test_a_failed_one_says_why(bulk_deployments: GreengrassBulkDeployments, call: Caller) -> None:
    """ErrorMessage and ErrorDetails come with Failed, and tags are empty when there are none."""
    deployment = bulk_deployments.plan().fails("InvalidInputFile: GroupId is missing in line 3")
    start(call)
    before = status(call, deployment)
    call.clock.advance(MINUTE)

    assert "ErrorMessage" not in before
    assert status(call, deployment) == {
        "BulkDeploymentStatus": "Failed",
        "BulkDeploymentMetrics": metrics(0),
        "CreatedAt": "2026-01-01T00:00:00.000Z",
        "tags": {},
        "ErrorMessage": "InvalidInputFile: GroupId is missing in line 3",
        "ErrorDetails": [
            {
                "DetailedErrorCode": "400",
                "DetailedErrorMessage": "InvalidInputFile: GroupId is missing in line 3",
            }
        ],
    }


def test_a_stop_in_the_middle(bulk_deployments: GreengrassBulkDeployments, call: Caller) -> None:
    """A stop keeps the records so far; what is stopping is not stopped again, what is over refuses."""
    deployment = bulk_deployments.plan().completes(records=6)
    start(call)
    call.clock.advance(40)

    assert [stop(call, deployment), stop(call, deployment), deployment.state] == [{}, {}, "Stopping"]
    call.clock.advance(MINUTE)
    stopped = status(call, deployment)
    assert (stopped["BulkDeploymentStatus"], stopped["BulkDeploymentMetrics"]) == ("Stopped", metrics(3))
    assert stop(call, deployment) == {
        "Error": "InvalidInputException",
        "Message": "Cannot change state of finished execution.",
    }


def test_a_stop_may_never_end(bulk_deployments: GreengrassBulkDeployments, call: Caller) -> None:
    """A plan that sticks in Stopping does so when the code under test stops it."""
    deployment = bulk_deployments.plan().sticks_in("Stopping")
    start(call)
    stop(call, deployment)
    call.clock.advance(60 * MINUTE)

    assert deployment.state == "Stopping"


def test_one_at_a_time_in_an_account(bulk_deployments: GreengrassBulkDeployments, call: Caller) -> None:
    """A second start is refused until the first is over, and takes no plan."""
    bulk_deployments.plan()
    second = bulk_deployments.plan()
    start(call)

    assert start(call) == {"Error": "BadRequestException", "Message": "Another bulk deployment is in progress"}
    call.clock.advance(2 * MINUTE)
    assert start(call)["BulkDeploymentId"] == second.bulk_deployment_id


def test_a_token_makes_a_start_repeatable(bulk_deployments: GreengrassBulkDeployments, call: Caller) -> None:
    """The same token and parameters get the same answer, other parameters are refused."""
    deployment = bulk_deployments.plan()
    first = start(call, AmznClientToken="once")

    assert (
        start(call, AmznClientToken="once")
        == first
        == {
            "BulkDeploymentId": deployment.bulk_deployment_id,
            "BulkDeploymentArn": deployment.bulk_deployment_arn,
        }
    )
    assert start(call, AmznClientToken="once", tags={"a": "b"})["Error"] == "BadRequestException"


def test_an_unplanned_start_is_a_surprise(bulk_deployments: GreengrassBulkDeployments, call: Caller) -> None:
    """A start without a plan fails the test."""
    bulk_deployments.plan(InputFileUri="s3://bucket/other")

    with pytest.raises(UnscriptedCall, match="no bulk deployment is planned for it"):
        start(call)


def test_unknown_ones_are_bad_requests(bulk_deployments: GreengrassBulkDeployments, call: Caller) -> None:
    """Greengrass has no other error for what does not exist."""
    planned = bulk_deployments.plan()

    assert status(call, planned)["Error"] == stop(call, planned)["Error"] == "BadRequestException"


def test_the_list_is_newest_first_and_paged(bulk_deployments: GreengrassBulkDeployments, call: Caller) -> None:
    """MaxResults is a string here, and the newest comes first."""
    plans = [bulk_deployments.plan() for _ in range(3)]
    for _ in plans:
        start(call)
        call.clock.advance(2 * MINUTE)

    first = call("greengrass.list_bulk_deployments", MaxResults="2")
    second = call("greengrass.list_bulk_deployments", MaxResults="2", NextToken=first["NextToken"])

    assert [one["BulkDeploymentId"] for one in first["BulkDeployments"]] == [
        plans[2].bulk_deployment_id,
        plans[1].bulk_deployment_id,
    ]
    assert second == {
        "BulkDeployments": [
            {
                "BulkDeploymentArn": plans[0].bulk_deployment_arn,
                "BulkDeploymentId": plans[0].bulk_deployment_id,
                "CreatedAt": "2026-01-01T00:00:00.000Z",
            }
        ]
    }
    assert call("greengrass.list_bulk_deployments", NextToken="mine")["Error"] == "BadRequestException"


def test_the_clock_expects_what_is_to_come(bulk_deployments: GreengrassBulkDeployments, clock: VirtualClock) -> None:
    """One that never leaves Running still counts its records, and the last group is deployed for another 30 s."""
    bulk_deployments.plan().sticks_in("Running").started()

    clock.advance(99)
    assert clock.expects_more
    clock.advance(1)
    assert not clock.expects_more


def test_plans_that_nobody_asked_for_are_told(bulk_deployments: GreengrassBulkDeployments, call: Caller) -> None:
    """A plan that somebody started is played when it is asked for."""
    asked = bulk_deployments.plan().started()
    unasked = bulk_deployments.plan()
    status(call, asked)

    assert bulk_deployments.unplayed() == (f"the bulk deployment planned at {unasked.life.written_at}: never started",)


@pytest.mark.parametrize(
    "impossible",
    [
        lambda plan: plan.completes(records=2, invalid=3),
        lambda plan: plan.completes(records=2, retries=11),
        lambda plan: plan.fails(during="Completed"),
        lambda plan: plan.stops_at(600),
        lambda plan: plan.sticks_in("Failed"),
        lambda plan: plan.started().started(),
    ],
)
def test_impossible_plans_are_refused(
    bulk_deployments: GreengrassBulkDeployments, impossible: Callable[[BulkDeploymentPlan], object]
) -> None:
    """What Greengrass never does cannot be planned."""
    with pytest.raises(PlanError):
        impossible(bulk_deployments.plan())


def test_nobody_starts_a_second_one_beside_the_first(bulk_deployments: GreengrassBulkDeployments) -> None:
    """A plan that Greengrass would refuse to start says so on its line."""
    bulk_deployments.plan().started()

    with pytest.raises(PlanError, match="would refuse to start"):
        bulk_deployments.plan().started()


def test_a_state_that_does_not_exist_cannot_hold_it(bulk_deployments: GreengrassBulkDeployments) -> None:
    """Who misspells a state in a plan reads the right one."""
    with pytest.raises(IllegalMove, match="Did you mean Running"):
        bulk_deployments.plan().sticks_in("RUNNING")


GOOD = {"GroupId": "g1", "GroupVersionId": "v1", "DeploymentType": "NewDeployment"}
OTHER = '{"GroupId": "g2", "GroupVersionId": "v2", "DeploymentType": "NewDeployment"}'
THIRD = {**GOOD, "GroupId": "g3"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({**GOOD, "GroupId": None}, "InvalidInputFile: Missing GroupId at line number: 2"),
        ({**GOOD, "GroupVersionId": ""}, "InvalidInputFile: Missing GroupVersionId at line number: 2"),
        (
            {**GOOD, "DeploymentType": "Redeployment"},
            "InvalidInputFile: Invalid deployment type at line number : 2. Only valid type is 'NewDeployment'.",
        ),
        ({**GOOD, "Comment": "x" * 200}, "Line 2 is too long in S3 File. Valid line is less than 256 chars."),
        ("GroupId: g2", "Failed to parse input file at line number: 2"),
        ('["g2"]', "Failed to parse input file at line number: 2"),
    ],
)
def test_a_file_with_a_wrong_line_ends_failed(
    bulk_deployments: GreengrassBulkDeployments, call: Caller, line: Any, message: str
) -> None:
    """The file is read before anything runs; the message names the first line that is wrong."""
    deployment = bulk_deployments.plan().reads(GOOD, line, "and another")
    start(call)
    call.clock.advance(MINUTE)
    told = status(call, deployment)

    assert (told["BulkDeploymentStatus"], told["ErrorMessage"]) == ("Failed", message)
    assert told["BulkDeploymentMetrics"] == metrics(0)
    with pytest.raises(PlanError, match="With this input file it is Failed"):
        bulk_deployments.plan().reads(line).completes()


def reported(call: Caller, plan: BulkDeploymentPlan, **more: str) -> list[tuple[str, str, str]]:
    """Group, status and time of each entry, newest first."""
    found = call("greengrass.list_bulk_deployment_detailed_reports", **plan.request, **more)["Deployments"]
    return [
        (one["GroupArn"].split("/")[3], one["DeploymentStatus"], one["CreatedAt"].partition("T")[2]) for one in found
    ]


def test_the_reports_go_on_after_completed(bulk_deployments: GreengrassBulkDeployments, call: Caller) -> None:
    """Each record has its report from when it is processed, newest first, until its group is deployed or has failed."""
    deployment = bulk_deployments.plan().reads(GOOD, OTHER, THIRD).completes(invalid=["g2"], failed=["g3"], takes=30)
    start(call)
    first, second, third = "00:00:20.000Z", "00:00:30.000Z", "00:00:40.000Z"

    call.clock.advance(15)
    assert reported(call, deployment) == []
    call.clock.advance(20)
    assert reported(call, deployment) == [("g2", "Failure", second), ("g1", "InProgress", first)]
    call.clock.advance(5)
    assert status(call, deployment)["BulkDeploymentStatus"] == "Completed"
    assert status(call, deployment)["BulkDeploymentMetrics"] == metrics(3, 1)
    assert reported(call, deployment)[0] == ("g3", "Building", third)
    call.clock.advance(30)
    assert reported(call, deployment) == [
        ("g3", "Failure", third),
        ("g2", "Failure", second),
        ("g1", "Success", first),
    ]


def test_a_report_has_what_goes_with_its_outcome(bulk_deployments: GreengrassBulkDeployments, call: Caller) -> None:
    """An invalid record was never deployed, a failed group was; both say why, a success says nothing."""
    deployment = bulk_deployments.plan().reads(GOOD, OTHER, THIRD).completes(invalid=["g2"], failed=["g3"])
    start(call)
    call.clock.advance(10 * MINUTE)

    failed, invalid, good = call("greengrass.list_bulk_deployment_detailed_reports", **deployment.request)[
        "Deployments"
    ]

    assert set(failed) == {*good, "ErrorMessage", "ErrorDetails"}
    assert set(invalid) == {*failed} - {"DeploymentId", "DeploymentArn"}
    prefix = deployment.bulk_deployment_arn.partition("/greengrass/")[0]
    assert good["GroupArn"] == f"{prefix}/greengrass/groups/g1/versions/v1"
    assert good["DeploymentArn"] == f"{prefix}/greengrass/groups/g1/deployments/{good['DeploymentId']}"


def test_the_reports_are_paged(bulk_deployments: GreengrassBulkDeployments, call: Caller) -> None:
    """A token of the reports holds while new ones come, so that none is missed."""
    deployment = bulk_deployments.plan().completes(records=6, takes=60)
    start(call)
    call.clock.advance(45)
    page = call("greengrass.list_bulk_deployment_detailed_reports", **deployment.request, MaxResults="2")
    call.clock.advance(60)

    rest = reported(call, deployment, NextToken=page["NextToken"])

    assert [len(page["Deployments"]), len(rest)] == [2, 1]
    assert len(reported(call, deployment)) == 6
    assert call("greengrass.list_bulk_deployment_detailed_reports", BulkDeploymentId="x")["Error"] == (
        "BadRequestException"
    )


def test_what_was_deployed_before_a_stop_stays(bulk_deployments: GreengrassBulkDeployments, call: Caller) -> None:
    """A stop undoes nothing and cancels nothing: the groups that it reached are deployed to their end."""
    deployment = bulk_deployments.plan().completes(records=6, takes=60)
    start(call)
    call.clock.advance(40)
    stop(call, deployment)
    call.clock.advance(10 * MINUTE)

    assert [told for _, told, _ in reported(call, deployment)] == ["Success"] * 3


@pytest.mark.parametrize(
    ("assumption", "expected"),
    [
        ({"stopping_ends_in": "Completed"}, ("Completed", metrics(6))),
        ({}, ("Stopped", metrics(3))),
    ],
)
def test_a_stop_may_come_too_late(clock: VirtualClock, assumption: Any, expected: Any) -> None:
    """Whether a bulk deployment can finish before a stop takes effect is not documented, so it can be chosen."""
    world = GreengrassBulkDeployments(clock, KeyedIds(), assumptions=Assumptions(**assumption))
    deployment = world.plan().completes(records=6, takes=60).started()
    call = Caller(clock, world.scripts())
    clock.advance(40)
    stop(call, deployment)
    clock.advance(MINUTE)
    told = status(call, deployment)

    assert (told["BulkDeploymentStatus"], told["BulkDeploymentMetrics"]) == expected


def test_refusals_that_are_not_documented_can_be_chosen(clock: VirtualClock) -> None:
    """The code for a second start, whether a token is refused, and whether invalid records are reported."""
    otherwise = Assumptions(
        refuses_another_start_with="ConcurrentDeployment", refuses_a_token_again=False, reports_invalid_records=False
    )
    world = GreengrassBulkDeployments(clock, KeyedIds(), assumptions=otherwise)
    call = Caller(clock, world.scripts())
    deployment = world.plan().completes(records=2, invalid=1)
    first = start(call, AmznClientToken="once")

    assert start(call, AmznClientToken="once", tags={"a": "b"}) == first
    assert start(call, AmznClientToken="twice")["Error"] == "ConcurrentDeployment"
    clock.advance(10 * MINUTE)
    assert len(reported(call, deployment)) == 1


@pytest.mark.parametrize(
    ("impossible", "why"),
    [
        (lambda plan: plan.reads(GOOD).completes(records=2), "has 1 records, not 2"),
        (lambda plan: plan.reads(GOOD).completes(invalid=["g11"]), "Did you mean g1"),
        (lambda plan: plan.completes(records=2, invalid=1, failed=2), "Of 1 records 0 to 1 are failed"),
    ],
)
def test_what_the_file_does_not_hold_cannot_become_of_it(
    bulk_deployments: GreengrassBulkDeployments, impossible: Callable[[BulkDeploymentPlan], object], why: str
) -> None:
    """Counts and groups are those of the input file."""
    with pytest.raises(PlanError, match=why):
        impossible(bulk_deployments.plan())
