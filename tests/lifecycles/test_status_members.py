"""Scripts of bare statuses for operations without a lifecycle."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from fakeaws import FakeAWS, check, statuses
from fakeaws.clock import START
from fakeaws.errors import InvalidReply, PlanError
from fakeaws.generate.generator import Generator
from fakeaws.lifecycles.around_status import around_status
from fakeaws.lifecycles.lifecycle import Move
from fakeaws.lifecycles.status_members import StatusMember, status_members
from fakeaws.lifecycles.statuses import state_in
from fakeaws.model import Operation, Service, service_names
from fakeaws.script import Response
from tests.conftest import ClientFor
from tests.generate.sample import SAMPLE

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("operation", "path"),
    [
        ("glue.get_job_run", "JobRun.JobRunState"),
        ("cloudformation.describe_stacks", "Stacks[].StackStatus"),
        ("ec2.describe_instances", "Reservations[].Instances[].State.Name"),
        ("rds.describe_db_instances", "DBInstances[].DBInstanceStatus"),
        ("lambda.get_function", "Configuration.State"),
        ("emr.describe_cluster", "Cluster.Status.State"),
        ("backup.describe_copy_job", "CopyJob.State"),
        ("backup.describe_framework", "FrameworkStatus"),
        ("sagemaker.describe_training_job", "TrainingJobStatus"),
        ("stepfunctions.describe_execution", "status"),
    ],
)
def test_the_member_is_found(operation: str, path: str) -> None:
    """It is the one that is called for a status, the nearest to the top, and its resource's own."""
    assert [str(one) for one in status_members(Operation.named(operation))] == [path]


def test_a_choice_is_asked_for() -> None:
    """Where the model leaves a choice the candidates are listed, and one can be chosen."""
    with pytest.raises(PlanError) as caught:
        statuses("autoscaling.describe_auto_scaling_instances", "InService")

    assert str(caught.value) == (
        "autoscaling.describe_auto_scaling_instances has several members that tell a status: "
        "AutoScalingInstances[].LifecycleState, AutoScalingInstances[].HealthStatus. "
        'Say which is meant, such as member="AutoScalingInstances[].LifecycleState".'
    )
    script = statuses(
        "autoscaling.describe_auto_scaling_instances", "Healthy", member="AutoScalingInstances[].HealthStatus"
    )
    assert script.steps[0].reply == Response(AutoScalingInstances=[{"HealthStatus": "Healthy"}])


def test_states_can_settle_the_choice() -> None:
    """Of several candidates the one is meant that knows the states."""
    script = statuses("batch.describe_job_queues", "CREATING", "VALID")
    other = statuses("batch.describe_job_queues", "DISABLED")

    assert script.steps[0].reply == Response(jobQueues=[{"status": "CREATING"}])
    assert other.steps[0].reply == Response(jobQueues=[{"state": "DISABLED"}])


def test_an_operation_without_status_can_be_told_its_member() -> None:
    """Any text member can be said; without one there is nothing to script."""
    with pytest.raises(PlanError, match="has no member that is called for a state or status"):
        statuses("sts.get_caller_identity", "x")
    with pytest.raises(PlanError, match="Did you mean Account"):
        statuses("sts.get_caller_identity", "x", member="Acount")

    script = statuses("sts.get_caller_identity", "111122223333", member="Account")
    assert script.steps[0].reply == Response(Account="111122223333")


def test_a_state_that_the_model_does_not_have_is_refused() -> None:
    """The enum is checked where the states are written, and can be passed over on purpose."""
    with pytest.raises(InvalidReply, match="Did you mean RUNNING"):
        statuses("glue.get_job_run", "RUNING")

    script = statuses("glue.get_job_run", "PAUSED", allow_illegal=True)
    assert script.steps[0].reply == Response(JobRun={"JobRunState": "PAUSED"})


def test_times_are_in_order_and_come_when_they_are_due(client_for: ClientFor, fake_aws: FakeAWS) -> None:
    """A job run that waits has not started, one that runs has not completed; what does not change stays."""
    states = ("WAITING", "RUNNING", "RUNNING", "SUCCEEDED")
    fake_aws.play(statuses("glue.get_job_run", *states))
    glue = client_for("glue")
    runs = []
    for _ in states:
        runs.append(glue.get_job_run(JobName="nightly", RunId="r1")["JobRun"])
        time.sleep(60)

    told = [{name: value for name, value in run.items() if name.endswith("On")} for run in runs]
    started = START + MINUTE
    assert [run["JobRunState"] for run in runs] == list(states)
    assert told == [
        {"LastModifiedOn": START},
        {"StartedOn": started, "LastModifiedOn": started},
        {"StartedOn": started, "LastModifiedOn": started},
        {"StartedOn": started, "LastModifiedOn": START + 3 * MINUTE, "CompletedOn": START + 3 * MINUTE},
    ]
    changing = {"JobRunState", "StartedOn", "LastModifiedOn", "CompletedOn"}
    constant = [{name: value for name, value in run.items() if name not in changing} for run in runs]
    assert constant == [constant[0]] * 4
    assert constant[0]["JobName"] == "nightly"


def test_a_waiter_is_served(fake_aws: FakeAWS, client_for: ClientFor) -> None:
    """Botocore's own waiter walks through the states of an operation whose status is nested."""
    fake_aws.play(statuses("dynamodb.describe_table", "CREATING", "CREATING", "ACTIVE"))

    client_for("dynamodb").get_waiter("table_exists").wait(TableName="orders")

    assert fake_aws.clock.elapsed == timedelta(seconds=40)


def test_what_is_deleted_only_then_has_a_time_of_deletion() -> None:
    """A time that is called for an end of its own comes with that end; one that is required is always there."""
    operation = Operation.named("cloudformation.describe_stacks")
    drawn = Generator(1).complete(operation, {}, {}, "")
    drawn["Stacks"][0]["DeletionTime"] = START

    def names(state: str) -> set[str]:
        seen = (Move(START, "CREATE_COMPLETE"), Move(START + MINUTE, state))
        told = StatusMember(("Stacks[]", "StackStatus")).members(state)
        (stack,) = around_status(drawn, told, operation.output_shape, seen)["Stacks"]
        return {name for name in stack if name.endswith("Time")}

    assert names("UPDATE_COMPLETE") == {"CreationTime", "LastUpdatedTime"}
    assert names("DELETE_COMPLETE") == {"CreationTime", "LastUpdatedTime", "DeletionTime"}


def story(operation: Operation, member: StatusMember) -> list[str]:
    """What is wrong with the answers of two polls that see one state each; nothing if all is well."""
    states = member.enum[:2] or ("RUNNING", "SUCCEEDED")
    drawn = Generator(1).complete(operation, {}, {}, operation.name)
    wrong = []
    for number, state in enumerate(states):
        seen = tuple(Move(START + place * MINUTE, one) for place, one in enumerate(states[: number + 1]))
        answer = around_status(drawn, member.members(state), operation.output_shape, seen)
        wrong += [str(one) for one in check(operation.name, answer, level="scripted") if one.severity == "error"]
        wrong += [] if state_in(_only(answer, member)) == state else [f"{state} is not told"]
    return wrong


def _only(answer: Any, member: StatusMember) -> dict[str, Any]:
    for step in member.path:
        answer = answer[step.removesuffix("[]")]
        answer = answer[0] if step.endswith("[]") else answer
    return {"only": answer}


def _found(services: list[str]) -> Iterator[tuple[Operation, list[StatusMember]]]:
    for service in services:
        for method in Service.named(service).methods:
            if method.startswith(("get_", "describe_")):
                operation = Operation.named(f"{service}.{method}")
                yield operation, status_members(operation)


@pytest.mark.parametrize("name", SAMPLE)
def test_answers_around_a_status_are_valid(name: str) -> None:
    """In a sample of operations every candidate can be told, and the checker refuses no answer."""
    operation = Operation.named(name)

    assert {str(one): story(operation, one) for one in status_members(operation) if story(operation, one)} == {}


@pytest.mark.sweep
def test_every_status_of_every_service_can_be_told() -> None:
    """Over all of botocore; nearly all operations that tell a status have one candidate."""
    counted: Counter[str] = Counter()
    wrong = {}
    for operation, members in _found(list(service_names())):
        counted["none" if not members else "one" if len(members) == 1 else "several"] += 1
        wrong.update({f"{operation.name} {one}": found for one in members if (found := story(operation, one))})

    assert wrong == {}
    assert counted["one"] > 10 * counted["several"]
