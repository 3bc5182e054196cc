"""The answers that scenarios are made of: states, what was not done, what may be missing, errors that are retried."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from botocore.retries import standard
from botocore.retryhandler import create_checker_from_retry_config
from botocore.translate import build_retry_config

from fakeaws import FakeAWS
from fakeaws.lifecycles.catalogue import CATALOGUE
from fakeaws.model import Operation, Service, _loader, service_names
from fakeaws.scenarios.batches import batch_of
from fakeaws.scenarios.catalogue import SCENARIOS
from fakeaws.scenarios.course import Course, course_of
from fakeaws.scenarios.refusals import already_there, not_found, throttled
from fakeaws.scenarios.scene import Scene
from fakeaws.scenarios.states import kind_of
from fakeaws.script import error_status
from tests.scenarios.reference import client_of

STATES = {
    "in_progress": "going on",
    "pending": "waiting",
    "pending_redrive": "going on",
    "succeeded": "done",
    "update_complete": "done",
    "create_failed": "failed",
    "rolled_back": "rolled back",
    "update_rollback_complete": "rolled back",
    "rolling_back": "rolling back",
    "rollback_in_progress": "rolling back",
    "rollback_failed": "failed",
    "reverted": "reverted",
    "stopped": "stopped",
    "cancelling": "stopping",
    "deleting": "leaving",
    "seven": None,
}


@pytest.mark.parametrize("word", STATES)
def test_a_state_is_told_by_its_word(word: str) -> None:
    """What a state means to who polls."""
    assert STATES[word] == kind_of(word)


WAYS = {
    "appconfig.get_deployment": {
        "usual": ["DEPLOYING", "BAKING", "COMPLETE"],
        "rolled back": ["DEPLOYING", "BAKING", "ROLLING_BACK", "ROLLED_BACK"],
        "stopped": ["DEPLOYING", "BAKING", "ROLLING_BACK", "ROLLED_BACK"],
        "reverted": ["DEPLOYING", "BAKING", "REVERTED"],
    },
    "greengrass.get_bulk_deployment_status": {
        "usual": ["Initializing", "Running", "Completed"],
        "failed": ["Initializing", "Running", "Failed"],
        "stopped": ["Initializing", "Running", "Stopping", "Stopped"],
    },
    "cognito-sync.get_bulk_publish_details": {
        "usual": ["NOT_STARTED", "IN_PROGRESS", "SUCCEEDED"],
        "failed": ["NOT_STARTED", "IN_PROGRESS", "FAILED"],
    },
    "glue.get_job_run": {
        "usual": ["STARTING", "RUNNING", "SUCCEEDED"],
        "failed": ["STARTING", "RUNNING", "FAILED"],
        "stopped": ["STARTING", "RUNNING", "STOPPING", "STOPPED"],
    },
}


@pytest.mark.parametrize("name", WAYS)
def test_a_process_goes_these_ways(name: str) -> None:
    """By the moves of its lifecycle, or by what its states are called."""
    course = course_of(Operation.named(name))
    assert isinstance(course, Course)
    ways = {"usual": course.usual, **course.asides}

    assert WAYS[name] == {kind: [told.state for told in way] for kind, way in ways.items()}


def test_who_stopped_it_is_told(fake_aws: FakeAWS) -> None:
    """AppConfig has no state for what somebody stopped; its log tells who began the rollback."""
    fake_aws.scenario("stopped-by-another", "appconfig.get_deployment")
    client, which = client_of("appconfig", "legacy"), {"ApplicationId": "a1b2c3d", "EnvironmentId": "e4f5g6h"}
    told = [client.get_deployment(**which, DeploymentNumber=1) for _ in range(4)][-1]

    assert (told["State"], told["EventLog"][0]["TriggeredBy"]) == ("ROLLED_BACK", "USER")


@pytest.mark.parametrize("lifecycle", CATALOGUE.values(), ids=CATALOGUE)
def test_the_usual_way_is_legal(lifecycle: Any) -> None:
    """From where it usually begins by moves of the table to an end; so is every way aside."""
    lifecycle.check_path(lifecycle.usual_way)

    assert lifecycle.is_end(lifecycle.usual_way[-1])
    for state in lifecycle.states:
        lifecycle.check_path(lifecycle.way_aside(state))


def test_what_was_not_done_is_of_what_was_asked(fake_aws: FakeAWS) -> None:
    """A part of the request comes back unprocessed, and is done when it is asked for again."""
    fake_aws.scenario("partial-failure", "dynamodb.batch_write_item")
    client = client_of("dynamodb", "legacy")
    puts = [{"PutRequest": {"Item": {"id": {"S": str(number)}}}} for number in range(3)]
    first = client.batch_write_item(RequestItems={"orders": puts})["UnprocessedItems"]
    second = client.batch_write_item(RequestItems=first)["UnprocessedItems"]

    assert (first, second) == ({"orders": puts[-1:]}, {})


def test_a_failed_entry_is_called_as_it_was_asked(fake_aws: FakeAWS) -> None:
    """The entry of a batch that failed has the id of one that was asked for."""
    fake_aws.scenario("partial-failure", "sqs.send_message_batch")
    entries = [{"Id": name, "MessageBody": "x"} for name in ("first", "second")]
    failed = client_of("sqs", "legacy").send_message_batch(QueueUrl="https://queue", Entries=entries)["Failed"]

    assert [one["Id"] for one in failed] == ["second"]


def test_a_failed_record_stands_among_the_others(fake_aws: FakeAWS) -> None:
    """Kinesis tells of each record in its place, and counts those that failed."""
    fake_aws.scenario("partial-failure", "kinesis.put_records")
    client = client_of("kinesis", "legacy")
    records = [{"Data": b"x", "PartitionKey": "p"}] * 3
    told = [client.put_records(StreamName="s", Records=records) for _ in range(2)]

    assert [(one["FailedRecordCount"], ["ErrorCode" in record for record in one["Records"]]) for one in told] == [
        (1, [False, False, True]),
        (0, [False] * len(told[1]["Records"])),
    ]


def test_what_need_not_be_there_is_not(fake_aws: FakeAWS) -> None:
    """The leanest answer has the state, what the model requires, and nothing else."""
    fake_aws.scenario("missing-optional-members", "cloudformation.describe_stacks")
    client = client_of("cloudformation", "legacy")
    (stack,) = [client.describe_stacks()["Stacks"] for _ in range(2)][-1]

    assert {*stack} == {"StackName", "CreationTime", "StackStatus"}


@pytest.mark.parametrize("service", ["appconfig", "dynamodb", "ec2", "s3", "sqs", "kinesis", "lambda", "organizations"])
def test_botocore_retries_what_throttles(service: str) -> None:
    """The judges of both retry modes, which are botocore's, try again after the throttling error of each operation."""
    _judge_throttling(service)


@pytest.mark.sweep
@pytest.mark.parametrize("service", service_names())
def test_botocore_retries_what_throttles_anywhere(service: str) -> None:
    """The same for every operation of every service."""
    _judge_throttling(service)


def _judge_throttling(name: str) -> None:
    service = Service.named(name)
    loader = _loader(None)
    known = copy.deepcopy(loader.load_data("_retry"))  # botocore writes the rules of one service into those of all
    config = build_retry_config(service.model.endpoint_prefix, known["retry"], known["definitions"], {})
    legacy: Any = create_checker_from_retry_config(config)
    for method in service.methods:
        operation = service.operation(method)
        error = throttled(operation)
        status, parsed = error_status(error, operation), {"Error": {"Code": error.code}}
        response: Any = type("Response", (), {"status_code": status, "headers": {}})()

        assert legacy(attempt_number=1, response=(response, parsed), caught_exception=None, retries_context={}), (
            operation.name
        )
        context = standard.RetryContext(1, operation.model, parsed, response)
        judges = [standard.ThrottledRetryableChecker(), standard.TransientRetryableChecker()]
        assert any(judge.is_retryable(context) for judge in judges), operation.name


def test_the_error_is_of_what_the_operation_is_about() -> None:
    """Of several errors for what is not found the nearest is taken; where there is none it is said."""
    codes = {
        name: error.code if (error := not_found(Operation.named(name))) else None
        for name in ("ec2.describe_volumes", "s3.head_object", "s3.get_object", "iam.get_user", "sqs.list_queues")
    }

    assert codes == {
        "ec2.describe_volumes": "InvalidVolume.NotFound",
        "s3.head_object": "404",
        "s3.get_object": "NoSuchKey",
        "iam.get_user": "NoSuchEntity",
        "sqs.list_queues": None,
    }


REASONS = {
    ("empty-list", "appconfig.get_deployment"): "it does not answer in pages: botocore has no paginator for it",
    ("partial-failure", "appconfig.get_deployment"): "it only asks, and does not do several things at once",
    ("stale-read", "appconfig.start_deployment"): (
        "it is not polled: it does something, and others tell what becomes of it"
    ),
    ("failed-at-the-end", "appconfig.get_deployment"): (
        "nothing in the lifecycle appconfig.deployment is an end that is called failed"
    ),
    ("access-denied", "cognito-idp.sign_up"): (
        "its requests are not signed: the service does not ask who sends them, or when"
    ),
    ("read-timeout-after-the-work", "appconfig.get_deployment"): "it only asks, so that no work is done twice",
    ("stale-read", "s3.get_bucket_acl"): "s3.get_bucket_acl has no member that is called for a state or status.",
}


@pytest.mark.parametrize(("name", "operation"), REASONS)
def test_a_scenario_says_why_it_does_not_apply(name: str, operation: str) -> None:
    """In words that are about the operation."""
    assert REASONS[name, operation] == SCENARIOS[name].applies(Scene(Operation.named(operation)))


def test_what_is_no_batch_says_so() -> None:
    """An operation that does one thing has no part that can fail."""
    assert batch_of(Operation.named("appconfig.start_deployment")) == (
        "no member of its answer tells which of several things were not done"
    )


def test_a_conflict_of_writes_does_not_tell_that_the_work_was_done() -> None:
    """A batch is written anew, while a thing that is there cannot be created once more."""
    batch, creation = Operation.named("dynamodb.batch_write_item"), Operation.named("iam.create_user")

    assert (already_there(batch), str(already_there(creation))) == (None, "Error('EntityAlreadyExists')")
