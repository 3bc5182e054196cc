"""Responses and requests drawn from the model: valid, varied, and small in the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import find
from hypothesis import strategies as st

from fakeaws.errors import InvalidParameters, PlanError, UnknownOperation
from fakeaws.model import Operation, Service, service_names
from fakeaws.schema.dialect import Side
from fakeaws.strategies import requests, responses
from tests.generate.sample import SAMPLE
from tests.protocols.exceptions import ANSWERS
from tests.protocols.round_trip import carried, tellable
from tests.strategies.drawing import SIDES, STEADILY, STRATEGIES, drawn, encoded, refusals, smallest
from tests.strategies.exceptions import CONTRADICTIONS

NAMES = [name for name in SAMPLE if name.partition(".")[0] in service_names()]
BEGINNING = datetime(2000, 1, 1, tzinfo=timezone.utc)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", NAMES)
def test_both_judges_take_what_is_drawn(name: str, side: Side) -> None:
    """Our checker at `strict` and botocore's validator find nothing against any value."""
    operation = Operation.named(name)

    assert {refusals(operation, side, value) for value in drawn(STRATEGIES[side](name), 6)} == {""}


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ANSWERS])
def test_the_wire_carries_what_is_drawn(name: str) -> None:
    """A response that is drawn comes back equal from botocore's parser."""
    operation = Operation.named(name)
    members = [encoded(operation, value) for value in drawn(responses(name), 6)]

    assert [carried(operation, one) for one in members] == [tellable(operation, one) for one in members]


@pytest.mark.sweep
@pytest.mark.parametrize("service", service_names())
def test_every_operation_can_be_drawn(service: str) -> None:
    """For every operation both sides are taken by both judges; where there is none, the model contradicts itself."""
    operations = [Service.named(service).operation(method) for method in Service.named(service).methods]
    failed = {(one.name, side) for one in operations for side in SIDES if not _is_drawn(one, side)}

    assert failed == {case for case in CONTRADICTIONS if case[0].partition(".")[0] == service}


def test_a_model_that_contradicts_itself_is_refused() -> None:
    """Where no value fits what must be there, the strategy is refused, and one with that member given is not."""
    with pytest.raises(PlanError, match="no value fits Service, which its response must have, or something within"):
        responses("apprunner.create_service")

    assert smallest(responses("apprunner.create_service", Service={}, OperationId="0" * 36))["Service"] == {}


def _is_drawn(operation: Operation, side: Side) -> bool:
    try:
        strategy = STRATEGIES[side](operation.name)
    except PlanError:
        return False
    values = drawn(strategy, 2)
    return bool(values) and not any(refusals(operation, side, value) for value in values)


_ID: Any = Operation.named("appconfig.get_deployment").input_shape
ID = "0" * (4 if "{4,7}" in _ID.members["ApplicationId"].metadata.get("pattern", "") else 1)
"""The smallest id of AppConfig: an older model wants four characters."""
SMALLEST: dict[tuple[Side, str], dict[str, Any]] = {
    ("response", "appconfig.get_deployment"): {},
    ("request", "appconfig.get_deployment"): {"ApplicationId": ID, "EnvironmentId": ID, "DeploymentNumber": 0},
    ("request", "dynamodb.batch_write_item"): {"RequestItems": {"0": [{}]}},
    ("request", "dynamodb.put_item"): {"TableName": "0", "Item": {}},
    ("request", "organizations.describe_account"): {"AccountId": "000000000000"},
    ("request", "polly.synthesize_speech"): {"OutputFormat": "json", "Text": "", "VoiceId": "Aditi"},
    ("request", "s3.put_object"): {"Bucket": "000", "Key": "0"},
    ("request", "ec2.terminate_instances"): {"InstanceIds": []},
    ("response", "autoscaling.describe_auto_scaling_groups"): {"AutoScalingGroups": []},
    ("response", "kinesis.subscribe_to_shard"): {"EventStream": []},
    ("response", "stepfunctions.describe_execution"): {
        "executionArn": "0",
        "stateMachineArn": "0",
        "status": "RUNNING",
        "startDate": BEGINNING,
    },
}


@pytest.mark.parametrize(("side", "name"), SMALLEST)
def test_the_smallest(side: Side, name: str) -> None:
    """What any value shrinks to: only what is required, the first value of an enum, the shortest text, 0, nothing."""
    assert smallest(STRATEGIES[side](name)) == SMALLEST[side, name]


def test_a_member_shrinks_alone() -> None:
    """What a property does not look at is gone from its counterexample."""
    least = find(responses("appconfig.get_deployment"), lambda one: len(one.get("EventLog", ())) > 1, settings=STEADILY)

    assert least == {"EventLog": [{}, {}]}


def test_unions_have_one_member() -> None:
    """A union has one of its members, and recursion comes to an end."""
    values = [value for item in drawn(responses("dynamodb.get_item"), 40) for value in item.get("Item", {}).values()]

    assert {len(value) for value in values} == {1}
    assert len({name for value in values for name in value}) > 5


def test_every_member_is_drawn_at_times() -> None:
    """Each member is there in some responses and absent from others, but for what the next test is about."""
    members = Operation.named("appconfig.get_deployment").output_shape
    assert members is not None
    values = drawn(responses("appconfig.get_deployment"), 150)

    assert {name for value in values for name in value} == {*members.members}
    assert {name for name in members.members if all(name in value for value in values)} == set()


def test_paging_tokens_stay_away_unless_given() -> None:
    """Nobody asks for the next page of a response that is drawn; one that has a token says that there is more."""
    name = "s3.list_objects_v2"
    last = drawn(responses(name), 40)
    onward = drawn(responses(name, NextContinuationToken=st.sampled_from(["a", "b"])), 40)

    assert [value for value in last if "NextContinuationToken" in value or value.get("IsTruncated")] == []
    assert {value["NextContinuationToken"] for value in onward} == {"a", "b"}
    assert {value["IsTruncated"] for value in onward if "IsTruncated" in value} == {True}


def test_given_members_are_values_or_strategies() -> None:
    """A value stays as it is, a strategy is drawn from, and what is no keyword goes into the mapping."""
    strategy = responses(
        "appconfig.get_deployment", {"State": "BAKING"}, PercentageComplete=st.floats(50, 60), EventLog=[]
    )
    values = drawn(strategy, 20)

    assert {value["State"] for value in values} == {"BAKING"}
    assert all(50 <= value["PercentageComplete"] <= 60 and value["EventLog"] == [] for value in values)
    assert smallest(strategy) == {"PercentageComplete": 50.0, "State": "BAKING", "EventLog": []}


def test_a_parameter_may_have_the_name_that_boto3_gives_it() -> None:
    """A parameter of two names is given by either."""
    values = drawn(requests("logs.create_export_task", fromTime=7), 5)

    assert {value["fromTime"] for value in values} == {7}
    assert [value for value in values if "from" in value] == []


def test_times_are_those_of_boto3() -> None:
    """A time is in UTC and as exact as its form; bytes are bytes."""
    times = [one["LastModified"] for one in drawn(responses("s3.head_object"), 100) if "LastModified" in one]
    finer = [*_leaves(drawn(responses("appconfig.get_deployment"), 60), datetime)]

    assert {time.utcoffset() for time in times + finer} == {timedelta(0)}
    assert {time.microsecond for time in times} == {0}
    assert {time.microsecond % 1000 for time in finer} == {0}
    assert len({time.microsecond for time in finer}) > 1
    assert [*_leaves(drawn(responses("kms.encrypt"), 20), bytes)] != []


def test_an_unknown_operation_is_refused_at_once() -> None:
    """A strategy for an operation that there is not is refused where it is made, on both sides."""
    for strategy in (responses, requests):
        with pytest.raises(UnknownOperation, match="Did you mean get_deployment"):
            strategy("appconfig.get_deploymet")


def test_unknown_members_are_refused_at_once() -> None:
    """A member or parameter that there is not is refused where the strategy is made, with the nearest."""
    with pytest.raises(PlanError, match=r"get_deployment's response\. Did you mean State"):
        responses("appconfig.get_deployment", Status="BAKING")
    with pytest.raises(InvalidParameters, match="Did you mean ApplicationId"):
        requests("appconfig.get_deployment", ApplicationID="x")


def _leaves(value: Any, kind: type) -> Iterator[Any]:
    match value:
        case dict():
            yield from _leaves([*value.values()], kind)
        case list():
            for one in value:
                yield from _leaves(one, kind)
        case _ if isinstance(value, kind):
            yield value
