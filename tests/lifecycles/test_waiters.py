"""Waiters that are told how they end: of each of botocore's, boto3's own waiter does so, after just its delays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest

from fakeaws import Error, FakeAWS, Response
from fakeaws.errors import FakeAWSError, InvalidParameters, PlanError, UnknownOperation
from fakeaws.lifecycles.from_waiter import Ways
from fakeaws.model import waiter_names
from fakeaws.waiters import Waiter
from tests.conftest import ClientFor
from tests.lifecycles.waiter_exceptions import REFUSED
from tests.lifecycles.waiter_stories import ENDINGS, told

SAMPLE = [
    # Each matcher and each form of expression, HEAD, errors that are not modelled, each protocol, a lifecycle.
    "acm.certificate_validated",
    "acm-pca.certificate_issued",
    "appconfig.deployment_complete",
    "appconfig.environment_ready_for_deployment",
    "cloudformation.stack_exists",
    "cloudfront.invalidation_completed",
    "cloudwatch.alarm_exists",
    "dynamodb.kinesis_streaming_destination_active",
    "dynamodb.table_not_exists",
    "ec2.conversion_task_deleted",
    "ec2.instance_running",
    "ec2.instance_terminated",
    "ec2.internet_gateway_exists",
    "ec2.password_data_available",
    "ec2.security_group_vpc_association_disassociated",
    "ec2.vpc_exists",
    "ecs.daemon_active",
    "ecs.services_stable",
    "iam.role_exists",
    "inspector2.connector_deleted",
    "neptune-graph.export_task_cancelled",
    "rds.db_instance_deleted",
    "s3.bucket_exists",
    "s3.object_not_exists",
    "ses.identity_exists",
]
KNOWN = set(waiter_names())
TRIED = [name for name in SAMPLE if name in KNOWN]


def as_told(name: str, ending: str) -> bool:
    """Whether the waiter ends as it is told, or is refused with the reason that is listed, or has no failure."""
    outcome = told(name, ending)
    if (name, ending) in REFUSED:
        return outcome.startswith("refused") and REFUSED[name, ending] in outcome
    if ending == "failure" and not Waiter.named(name).of_state("failure"):
        return outcome.startswith("refused") and "no acceptor that leads to failure" in outcome
    return outcome == ENDINGS[ending].end


@pytest.mark.parametrize("name", TRIED)
def test_a_waiter_ends_as_it_is_told(name: str) -> None:
    """Success, failure and time-out come after just the waiter's delays, or are refused as listed."""
    assert [ending for ending in ENDINGS if not as_told(name, ending)] == []


@pytest.mark.sweep
def test_every_waiter_of_botocore_ends_as_it_is_told(record_property: Callable[[str, object], None]) -> None:
    """Over all of botocore the table of exceptions is exact, in both directions."""
    counted: Counter[str] = Counter()
    wrong = []
    for name in sorted(KNOWN):
        for ending, plan in ENDINGS.items():
            outcome = told(name, ending)
            counted[f"{ending} {'as told' if outcome == plan.end else 'refused'}"] += 1
            wrong += [] if as_told(name, ending) else [(name, ending, outcome)]
    record_property("waiters", dict(counted))

    assert wrong == []


@pytest.mark.parametrize(("name", "ending"), [one for one in REFUSED if one[0] in KNOWN])
def test_what_the_model_forbids_is_played_on_purpose(name: str, ending: str) -> None:
    """With `allow_illegal` a value that the enum lacks leads each of the waiters to its end."""
    assert told(name, ending, allow_illegal=True) == ENDINGS[ending].end


def test_an_ending_is_a_script(fake_aws: FakeAWS) -> None:
    """It is what one would write by hand: answers to go on, and the last one, which stays."""
    script = fake_aws.waiter("rds.db_instance_deleted", DBInstanceIdentifier="orders").succeeds(after=2)

    assert script.params == {"DBInstanceIdentifier": "orders"}
    assert script.steps == (
        Response(DBInstances=[{"DBInstanceStatus": "deleting"}]).times(2),
        Response(DBInstances=[]).forever(),
    )
    boto3.client("rds", "eu-central-1").get_waiter("db_instance_deleted").wait(DBInstanceIdentifier="orders")


def test_an_expression_of_many_members_is_turned_into_data() -> None:
    """A stable service has one deployment, and as many tasks as it wants to have."""
    members = ways_to("ecs.services_stable", "success")

    assert members == {
        "failures": [],
        "services": [{"deployments": [{}], "status": "ACTIVE", "runningCount": 1, "desiredCount": 1}],
    }


def test_an_acceptor_of_an_error_is_met_by_the_error() -> None:
    """What waits until something is gone gets the error that tells so, with its usual status."""
    way = Ways(Waiter.named("eks.cluster_deleted")).to("success")[0]

    assert way.reply == Error("ResourceNotFoundException")


def test_answers_are_completed_around_what_the_waiter_reads(fake_aws: FakeAWS) -> None:
    """The code under test finds the other members as well, and those that it asked for."""
    fake_aws.waiter("eks.cluster_active").succeeds(after=1)
    eks = boto3.client("eks", "eu-central-1")

    eks.get_waiter("cluster_active").wait(name="orders")

    cluster = eks.describe_cluster(name="orders")["cluster"]
    assert {"name": "orders", "status": "ACTIVE"}.items() <= cluster.items()
    assert cluster["arn"].startswith("arn:aws:eks:")


def test_code_that_polls_by_hand_sees_the_same(fake_aws: FakeAWS, client_for: ClientFor) -> None:
    """The script answers the operation, whoever calls it, and through which door."""
    dynamodb = client_for("dynamodb")
    fake_aws.waiter("dynamodb.table_exists", TableName="orders").succeeds(after=2)

    seen = [dynamodb.describe_table(TableName="orders")["Table"]["TableStatus"] for _ in range(4)]

    assert seen == ["CREATING", "CREATING", "ACTIVE", "ACTIVE"]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("ecs.services_stabel", "services_stabel is not a waiter of ecs. Did you mean services_stable?"),
        ("ecss.services_stable", "ecss is not a service in the installed botocore. Did you mean ecs?"),
        ("services_stable", "is not a waiter, such as ecs.services_stable"),
    ],
)
def test_a_waiter_that_there_is_not_is_refused(fake_aws: FakeAWS, written: str, words: str) -> None:
    """The message names the nearest that there is."""
    with pytest.raises(UnknownOperation) as refused:
        fake_aws.waiter(written)

    assert words in str(refused.value)


def test_either_name_of_a_waiter_is_understood() -> None:
    """The model's name does as well as the client's."""
    assert Waiter.named("ecs:ServicesStable").name == "ecs.services_stable"


def test_parameters_are_those_of_the_operation(fake_aws: FakeAWS) -> None:
    """A parameter that the waiter's operation does not take is refused at once."""
    with pytest.raises(InvalidParameters, match="Did you mean services"):
        fake_aws.waiter("ecs.services_stable", service=["web"])


@pytest.mark.parametrize("after", [-1, 1.5, True, "3"])
def test_a_waiter_goes_on_a_whole_number_of_times(fake_aws: FakeAWS, after: Any) -> None:
    """Any other number is refused."""
    with pytest.raises(PlanError, match="0 or more"):
        fake_aws.waiter("ecs.services_stable").succeeds(after=after)


def test_a_waiter_without_a_failure_is_refused_with_a_remedy(fake_aws: FakeAWS) -> None:
    """What ends it all the same is named, on the line of the test."""
    with pytest.raises(FakeAWSError) as caught:
        fake_aws.waiter("dynamodb.table_exists").fails()

    assert str(caught.value) == (
        "No answer of dynamodb.describe_table lets dynamodb.table_exists fail: its model has no acceptor that leads to "
        'failure. An error ends it, too: fake_aws.on("dynamodb.describe_table").play(Error("AccessDeniedException")).'
    )
    shown = [entry for entry in caught.traceback if not entry.ishidden(caught)]
    assert [Path(entry.path).name for entry in shown] == ["test_waiters.py"]


def ways_to(name: str, state: str) -> dict[str, Any]:
    reply = Ways(Waiter.named(name)).to(state)[0].reply
    assert isinstance(reply, Response)
    return dict(reply.members)
