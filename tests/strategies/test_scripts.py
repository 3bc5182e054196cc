"""Scripts drawn for an operation: legal, playable, and one response in the end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import find

from fakeaws import Error, FakeAWS, Fault, Response, Script
from fakeaws.errors import PlanError, UnknownErrorCode
from fakeaws.lifecycles.catalogue import CATALOGUE
from fakeaws.lifecycles.lifecycle import Lifecycle
from fakeaws.lifecycles.status_members import status_members
from fakeaws.model import Operation
from fakeaws.strategies import scripts
from tests.strategies.drawing import STEADILY, drawn, smallest

PLAYED = ["appconfig.get_deployment", "dynamodb.get_item", "glue.get_job_run", "s3.get_object", "sqs.delete_message"]
DEPLOYMENT = "appconfig.get_deployment"


@pytest.mark.parametrize("lifecycle", CATALOGUE.values(), ids=CATALOGUE)
def test_the_states_follow_the_lifecycle(lifecycle: Lifecycle) -> None:
    """Every move is legal, and the last state is an end, which is said for ever."""
    for script in drawn(scripts(lifecycle.status_operation), 40):
        replies = [step.reply for step in script.steps if isinstance(step.reply, Response)]
        states = [reply.members[lifecycle.status_member] for reply in replies]
        lifecycle.check_path(states)

        assert [lifecycle.is_end(state) for state in states] == [False] * (len(states) - 1) + [True]
        assert [step.count for step in script.steps] == [1] * (len(script.steps) - 1) + [None]


def test_every_state_and_move_is_drawn() -> None:
    """No state is forgotten, nor an error or a fault."""
    steps = [step.reply for script in drawn(scripts(DEPLOYMENT), 300) for step in script.steps]

    assert {step.members["State"] for step in steps if isinstance(step, Response)} == {
        *CATALOGUE["appconfig.deployment"].states
    }
    assert {*Operation.named(DEPLOYMENT).errors} <= {step.code for step in steps if isinstance(step, Error)}
    assert {"read-timeout", "clock-skew", "slow-drip"} <= {step.name for step in steps if isinstance(step, Fault)}


def test_another_status_has_values_of_its_enum() -> None:
    """Of an operation without a lifecycle each answer tells a status that the model knows, the last one an end."""
    (status,) = status_members(Operation.named("glue.get_job_run"))
    told = [
        [step.reply.members["JobRun"]["JobRunState"] for step in script.steps if isinstance(step.reply, Response)]
        for script in drawn(scripts("glue.get_job_run"), 200)
    ]

    assert {state for states in told for state in states} == {*status.enum}
    assert {states[-1] for states in told} == {"STOPPED", "SUCCEEDED", "FAILED", "TIMEOUT", "ERROR", "EXPIRED"}


@pytest.mark.parametrize("name", PLAYED)
def test_the_wire_plays_what_is_drawn(name: str) -> None:
    """No step is refused by the wire."""
    for script in drawn(scripts(name), 25):
        FakeAWS().play(script)


SMALLEST = {
    DEPLOYMENT: Response(State="COMPLETE"),
    "cognito-sync.get_bulk_publish_details": Response(BulkPublishStatus="SUCCEEDED"),
    "glue.get_job_run": Response.exactly(JobRun={"JobRunState": "STOPPED"}),
    "ec2.describe_instances": Response.exactly(
        Reservations=[{"Instances": [{"State": {"Name": "terminated"}}]}],
    ),
    "sqs.delete_message": Response.exactly(),
}


@pytest.mark.parametrize("name", SMALLEST)
def test_the_smallest_is_one_response(name: str) -> None:
    """What any script shrinks to."""
    assert smallest(scripts(name)) == Script(name, SMALLEST[name].forever())


def test_only_what_is_asked_for_goes_wrong() -> None:
    """Errors and faults are those that are said, by code, by name or as they are; none where none is wanted."""
    skewed = Fault("clock-skew", by=timedelta(hours=1))
    some = drawn(scripts(DEPLOYMENT, errors=["ThrottlingException", Error("X", unmodelled=True, status=400)]), 60)
    told = {str(step.reply) for script in some for step in script.steps if isinstance(step.reply, Error)}
    none = drawn(scripts(DEPLOYMENT, errors=(), faults=[skewed]), 60)
    replies = [step.reply for script in none for step in script.steps]

    assert told == {"Error('ThrottlingException')", "Error('X')"}
    assert {type(reply) for reply in replies} == {Response, Fault}
    assert {reply.by for reply in replies if isinstance(reply, Fault)} == {timedelta(hours=1)}
    assert {len(script.steps) for script in drawn(scripts("s3.get_object", errors=(), faults=()), 60)} == {
        1,
        2,
        3,
        4,
        5,
    }


def test_a_script_shrinks_to_the_trouble_that_matters() -> None:
    """What a counterexample does not need is gone from it."""
    least = find(
        scripts(DEPLOYMENT, faults=()),
        lambda script: any(step.reply == Error("ThrottlingException") for step in script.steps),
        settings=STEADILY,
    )

    assert least == Script(DEPLOYMENT, Error("ThrottlingException"), Response(State="COMPLETE").forever())


def test_what_cannot_go_wrong_is_refused_at_once() -> None:
    """An error that the service does not have, a fault that makes no difference, and what is no list are refused."""
    with pytest.raises(UnknownErrorCode, match="ThrotlingException is not an error"):
        scripts(DEPLOYMENT, errors=["ThrotlingException"])
    with pytest.raises(PlanError, match="checks no checksum"):
        scripts(DEPLOYMENT, faults=["wrong-checksum"])
    with pytest.raises(PlanError, match="Did you mean read-timeout"):
        scripts(DEPLOYMENT, faults=["read-timout"])
    with pytest.raises(
        PlanError, match=r"spoils the body of an answer, and those of appconfig.delete_application have none"
    ):
        scripts("appconfig.delete_application", faults=["slow-drip"])
    with pytest.raises(PlanError, match=r"errors is a list, such as errors=\['ThrottlingException'\]"):
        scripts(DEPLOYMENT, errors="ThrottlingException")


def test_a_script_is_written_where_its_strategy_is() -> None:
    """What a miss tells of a script and its steps is the line of the user's test."""
    made_here = drawn(scripts(DEPLOYMENT), 10)

    assert {str(script.written_at).partition(":")[0] for script in made_here} == {"test_scripts.py"}
    assert {script.written_at for script in made_here} == {
        step.reply.written_at for script in made_here for step in script.steps
    }
