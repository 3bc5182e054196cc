"""Throttling as a rate: more attempts than the service takes are refused, by virtual time, in every retry mode."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from fakeaws import Error, FakeAWS, Response
from fakeaws.errors import InvalidParameters, PlanError, UnknownErrorCode, UnscriptedCall
from fakeaws.faults import MODES, Mode

ITEM: dict[str, Any] = {"TableName": "orders", "Key": {"id": {"S": "1"}}}
GET = "dynamodb.get_item"
QUEUE = "https://sqs.eu-central-1.amazonaws.com/123456789012/orders"


def client(service: str = "dynamodb", **options: Any) -> Any:
    session: Any = boto3.Session()
    return session.client(service, "eu-central-1", config=Config(**options))


def once(**options: Any) -> Any:
    return client(retries={"total_max_attempts": 1}, **options)


def refused(dynamodb: Any, **params: Any) -> str | None:
    try:
        dynamodb.get_item(**{**ITEM, **params})
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return None


def test_a_burst_is_taken_and_then_the_rate(fake_aws: FakeAWS) -> None:
    """So many at once are answered, the next is refused, and after a while so many more as the rate brings."""
    fake_aws.on(GET).play(Response.exactly(Item={}).forever())
    fake_aws.on(GET).throttle(per_second=2, burst=3)
    dynamodb = once()

    first = [refused(dynamodb) for _ in range(4)]
    fake_aws.clock.advance(1)
    second = [refused(dynamodb) for _ in range(3)]

    code = "ProvisionedThroughputExceededException"
    assert first == [None, None, None, code]
    assert second == [None, None, code]


def test_tokens_do_not_pile_up_beyond_the_burst(fake_aws: FakeAWS) -> None:
    """A long silence brings no more than one burst."""
    fake_aws.on(GET).play(Response.exactly(Item={}).forever())
    fake_aws.on(GET).throttle(per_second=2)
    dynamodb = once()

    fake_aws.clock.advance(timedelta(hours=1))

    assert [refused(dynamodb) is None for _ in range(4)] == [True, True, False, False]


def test_a_refused_attempt_takes_no_step(fake_aws: FakeAWS) -> None:
    """What is scripted is still to come after a refusal, and the log says where the rate was written."""
    fake_aws.on(GET).play(Response.exactly(Item={"id": {"S": "1"}}), Response.exactly(Item={"id": {"S": "2"}}))
    rate = fake_aws.on(GET).throttle(per_second=0.1)
    dynamodb = client(retries={"mode": "legacy"})

    answers = [dynamodb.get_item(**ITEM)["Item"]["id"]["S"] for _ in range(2)]

    assert answers == ["1", "2"]
    assert {attempt.written_at for attempt in fake_aws.calls()[1].attempts[:-1]} == {rate.written_at}


def test_a_rate_holds_for_the_calls_that_it_is_about(fake_aws: FakeAWS) -> None:
    """A rate with parameters lets calls with others be."""
    fake_aws.on(GET).play(Response.exactly(Item={}).forever())
    fake_aws.on(GET, TableName="orders").throttle(per_second=1)
    dynamodb = once()

    assert [refused(dynamodb, TableName=name) is None for name in ("orders", "orders", "other", "other")] == [
        True,
        False,
        True,
        True,
    ]


def test_the_strictest_of_several_rates_holds(fake_aws: FakeAWS) -> None:
    """Where two rates are about a call, it is refused as soon as one of them is exceeded."""
    fake_aws.on(GET).play(Response.exactly(Item={}).forever())
    fake_aws.on(GET).throttle(per_second=1, burst=3, error=Error("RequestLimitExceeded"))
    fake_aws.on(GET, TableName="orders").throttle(per_second=1, burst=2, error="ThrottlingException")
    dynamodb = once()

    told = [refused(dynamodb), refused(dynamodb), refused(dynamodb), refused(dynamodb, TableName="other")]

    assert told == [None, None, "ThrottlingException", None]
    assert refused(dynamodb, TableName="other") == "RequestLimitExceeded"


@pytest.mark.parametrize("mode", MODES)
def test_retries_carry_a_client_over_a_rate(fake_aws: FakeAWS, mode: Mode) -> None:
    """In every retry mode botocore waits until there is room again, and the calls come no faster than the rate."""
    fake_aws.on(GET).play(Response.exactly(Item={}).forever())
    fake_aws.on(GET).throttle(per_second=5)
    dynamodb = client(retries={"mode": mode, "total_max_attempts": 10})

    for _ in range(40):
        dynamodb.get_item(**ITEM)

    assert fake_aws.clock.elapsed >= timedelta(seconds=(40 - 5) / 5)
    assert _attempts(fake_aws) > 40


def _attempts(fake: FakeAWS) -> int:
    return sum(len(call.attempts) for call in fake.calls())


def test_the_adaptive_mode_slows_down() -> None:
    """The adaptive mode learns the rate: the same calls need fewer attempts than in the standard mode."""
    tried: dict[str, int] = {}
    for mode in ("standard", "adaptive"):
        with FakeAWS() as fake:
            fake.on(GET).play(Response.exactly(Item={}).forever())
            fake.on(GET).throttle(per_second=5)
            dynamodb = client(retries={"mode": mode, "total_max_attempts": 10})
            for _ in range(100):
                dynamodb.get_item(**ITEM)
        tried[mode] = _attempts(fake)

    assert tried["adaptive"] < tried["standard"]


def test_a_rate_answers_nothing(fake_aws: FakeAWS) -> None:
    """What no script answers is told as ever, however few calls there are."""
    fake_aws.on(GET).throttle(per_second=5)

    with pytest.raises(UnscriptedCall):
        once().get_item(**ITEM)
    with pytest.raises(UnscriptedCall):
        fake_aws.verify()


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        ("dynamodb.get_item", "ProvisionedThroughputExceededException"),
        ("appconfig.get_deployment", "ThrottlingException"),
        ("lambda.invoke", "TooManyRequestsException"),
        ("sqs.send_message", "RequestThrottled"),
        ("ebs.list_changed_blocks", "RequestThrottledException"),
        ("chime.create_account", "ThrottledClientException"),
        ("s3.get_object", "SlowDown"),
        ("s3control.get_public_access_block", "SlowDown"),
        ("route53.list_hosted_zones", "Throttling"),
        ("route53.change_tags_for_resource", "ThrottlingException"),
        ("cloudfront.list_distributions", "Throttling"),
        ("ec2.describe_instances", "RequestLimitExceeded"),
        ("iam.list_users", "Throttling"),
    ],
)
def test_the_error_is_the_services_usual_one(fake_aws: FakeAWS, operation: str, code: str) -> None:
    """A service refuses by the throttling error that its operation models, or that its protocol's services have."""
    assert fake_aws.on(operation).throttle(per_second=1).error.code == code


@pytest.mark.parametrize(
    ("operation", "params"),
    [("sqs.send_message", {"QueueUrl": QUEUE, "MessageBody": "m"}), ("route53.list_hosted_zones", {})],
)
def test_the_usual_error_is_retried(fake_aws: FakeAWS, operation: str, params: Any) -> None:
    """A service that is throttled is asked again by botocore, until there is room."""
    fake_aws.on(operation).play(Response().forever())
    fake_aws.on(operation).throttle(per_second=10, burst=1)
    service, _, method = operation.partition(".")
    call = getattr(client(service, retries={"mode": "standard"}), method)

    for _ in range(2):
        call(**params)

    assert len(fake_aws.calls()[1].attempts) > 1
    assert fake_aws.calls()[1].attempts[0].status == 400


@pytest.mark.parametrize(
    ("keywords", "message"),
    [
        ({"per_second": 0}, "above 0, not per_second=0"),
        ({"per_second": -1}, "above 0, not per_second=-1"),
        ({"per_second": float("inf")}, "not per_second=inf"),
        ({"per_second": float("nan")}, "not per_second=nan"),
        ({"per_second": "5"}, "not per_second='5'"),
        ({"per_second": True}, "not per_second=True"),
        ({"per_second": 5, "burst": 0}, "at least 1, not burst=0"),
        ({"per_second": 5, "burst": 1.5}, "not burst=1.5"),
        ({"per_second": 5, "error": ""}, "An error's code is text"),
    ],
)
def test_a_rate_that_makes_no_sense_is_refused(fake_aws: FakeAWS, keywords: Any, message: str) -> None:
    """A number that cannot be a rate or a burst is refused where it is written."""
    with pytest.raises(PlanError) as caught:
        fake_aws.on(GET).throttle(**keywords)

    assert message in str(caught.value)


def test_a_rate_is_about_calls_that_there_are(fake_aws: FakeAWS) -> None:
    """A parameter or an error that the operation does not have is refused where it is written."""
    with pytest.raises(InvalidParameters, match="Did you mean TableName"):
        fake_aws.on(GET, TablName="orders").throttle(per_second=1)
    with pytest.raises(UnknownErrorCode, match="ThrotlingException is not an error of dynamodb"):
        fake_aws.on(GET).throttle(per_second=1, error="ThrotlingException")
