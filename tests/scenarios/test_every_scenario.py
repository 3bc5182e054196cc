"""Every scenario, through every door and in every retry mode, is to a caller of boto3 what its entry says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest

from fakeaws import FakeAWS
from fakeaws.errors import DoorCannotCarry
from fakeaws.faults import MODES, Mode
from fakeaws.model import Operation, Service, service_names
from fakeaws.scenarios.catalogue import SCENARIOS
from fakeaws.scenarios.scene import Scene
from tests.scenarios.reference import client_of, expected, met

DOORS = ("wire", "stubber")
SAMPLE = [
    # Each kind of good answer, and each scenario at least once.
    "appconfig.get_deployment",
    "appconfig.start_deployment",
    "dynamodb.batch_write_item",
    "greengrass.get_bulk_deployment_status",
    "s3.list_objects_v2",
]
MORE = [
    # Each wire protocol, and what is answered in a way of its own.
    "cloudformation.describe_stacks",
    "cloudwatch.describe_alarms",
    "codedeploy.get_deployment",
    "cognito-idp.sign_up",
    "cognito-sync.get_bulk_publish_details",
    "dynamodb.create_table",
    "dynamodb.get_item",
    "ec2.describe_instances",
    "ec2.run_instances",
    "ecs.describe_services",
    "firehose.put_record_batch",
    "glue.get_job_run",
    "iam.list_users",
    "kinesis.put_records",
    "lambda.invoke",
    "s3.get_object",
    "s3.head_object",
    "s3.put_object",
    "sqs.send_message_batch",
]
SIGNED_OTHERWISE = {"cloudfront-keyvaluestore"}
"""The services whose requests botocore signs only where awscrt is installed."""
ASKED_BEFORE = {"timestream-query", "timestream-write"}
"""The services whose clients first ask for their endpoint, a call that no scenario is about."""
TRIED_OFTENER = {"dynamodb", "dynamodbstreams"}
"""The services that botocore tries oftener: up to 10 times in legacy mode, 4 times in the others."""


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_is_what_its_entry_says(name: str, door: str, mode: Mode) -> None:
    """A plain call, poll or listing meets the error, the attempts, the state and the number of calls of the entry."""
    for operation in SAMPLE:
        _judge(name, operation, door, mode)


@pytest.mark.sweep
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("operation", MORE)
def test_a_scenario_is_what_its_entry_says_elsewhere(operation: str, door: str, mode: Mode) -> None:
    """The same for more operations."""
    for name in SCENARIOS:
        _judge(name, operation, door, mode)


def test_the_sample_has_every_scenario() -> None:
    """No scenario is left out for want of an operation that it applies to."""
    scenes = [Scene(Operation.named(name)) for name in SAMPLE]
    missed = [name for name, one in SCENARIOS.items() if all(one.applies(scene) for scene in scenes)]

    assert missed == []


@pytest.mark.sweep
@pytest.mark.parametrize("service", [name for name in service_names() if name not in SIGNED_OTHERWISE | ASKED_BEFORE])
def test_a_scenario_is_the_same_for_every_service(service: str, record_property: Callable[[str, Any], None]) -> None:
    """In each service the first operation that a scenario applies to behaves so, through each door, in each mode."""
    counts: Counter[str] = Counter()
    for name in SCENARIOS:
        operation = _first(name, Service.named(service))
        if operation is None:
            continue
        for door, mode in (*((DOORS[0], mode) for mode in MODES), (DOORS[1], MODES[0])):
            counts[_judge(name, operation, door, mode)] += 1
    record_property("scenarios of all services", dict(counts))


@pytest.mark.sweep
@pytest.mark.parametrize("service", service_names())
def test_a_scenario_applies_or_says_why_not(service: str, record_property: Callable[[str, Any], None]) -> None:
    """For every operation there is a script that binds, or one sentence that says why it makes no sense."""
    counts = _bound(Service.named(service).operation(method) for method in Service.named(service).methods)

    record_property("scenarios of all operations", dict(counts))


def test_a_scenario_applies_or_says_why_not_in_the_sample() -> None:
    """The same, for the sample."""
    counts = _bound(map(Operation.named, SAMPLE))

    assert sum(counts.values()) == len(SAMPLE) * len(SCENARIOS)


def _bound(operations: Iterable[Operation]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for operation in operations:
        scene = Scene(operation)
        for scenario in SCENARIOS.values():
            reason = scenario.applies(scene)
            if reason is None:
                scenario.expects(scene)
                assert scenario.plans(scene)
            else:
                assert reason.split()
            counts["bound" if reason is None else "with a reason"] += 1
    return counts


def _judge(name: str, operation: str, door: str, mode: Mode) -> str:
    """Let the reference caller meet it; what it comes to, to be counted."""
    if SCENARIOS[name].applies(Scene(Operation.named(operation))):
        return "with a reason"
    with FakeAWS() as fake:
        client = client_of(operation.partition(".")[0], mode)
        if door == "stubber":
            fake.stub(client)
        if door == "stubber" and _needs_a_wire(name, operation):
            with pytest.raises(DoorCannotCarry, match="The wire door carries it"):
                fake.scenario(name, operation)
            return "refused by the door"
        failure = fake.scenario(name, operation)
        measured = met(fake, client, failure)
        listed = expected(failure, mode, measured.ends)
        may_be_more = operation.partition(".")[0] in TRIED_OFTENER

        assert (name, operation, listed) == (
            name,
            operation,
            _at_least(operation, measured, listed, may_be_more=may_be_more),
        )
        assert failure.expects.ends in (None, measured.ends) or not measured.is_answered
    return "as listed"


def _needs_a_wire(name: str, operation: str) -> bool:
    """Whether only botocore's retries get over it, or a connection has to fail."""
    expects = SCENARIOS[name].expects(Scene(Operation.named(operation)))
    return expects.is_got_over or name in ("clock-skew", "read-timeout-after-the-work")


def _at_least(operation: str, measured: Any, listed: Any, *, may_be_more: bool) -> Any:
    """What was measured, with the attempts that are listed where there were more of them, and may be."""
    is_varied = listed.attempts > 1 and (may_be_more or listed.attempts == _AT_A_RATE)
    is_more = is_varied and measured.attempts >= listed.attempts
    if measured.calls > listed.calls and Scene(Operation.named(operation)).is_paged:
        measured = replace(measured, calls=listed.calls)  # the request has a limit, which makes pages smaller
    return replace(measured, attempts=listed.attempts) if is_more else measured


def _first(name: str, service: Service) -> str | None:
    scenes = (Scene(service.operation(method)) for method in service.methods)
    fitting = (scene.operation for scene in scenes if SCENARIOS[name].applies(scene) is None)
    return next((operation.name for operation in fitting if not _is_found_by_an_arn(operation)), None)


def _is_found_by_an_arn(operation: Operation) -> bool:
    """Whether botocore finds the endpoint by an ARN in the request, which a least request has none of."""
    required = operation.input_shape.required_members if operation.input_shape is not None else ()
    return operation.service.name == "kinesis" and any(name.endswith(("ARN", "Arn")) for name in required)


_AT_A_RATE = 2
