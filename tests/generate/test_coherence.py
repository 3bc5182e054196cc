"""Answers whose members agree: with each other, with what is given, and with the request."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import boto3
import pytest

from fakeaws import FakeAWS, Response, synthesise
from fakeaws.clock import START
from fakeaws.generate.seeds import seeded_provider
from fakeaws.generate.synthesise import complete
from fakeaws.model import Operation

ITEM = {"id": {"S": "1"}}
ROLE = {"RoleArn": "arn:aws:iam::123456789012:role/r", "RoleSessionName": "session"}


def completed(name: str, given: dict[str, Any] | None = None, **echo: Any) -> dict[str, Any]:
    return complete(Operation.named(name), given or {}, aws=seeded_provider(1), echo=echo)


@pytest.mark.parametrize("operation", ["dynamodb.query", "dynamodb.scan"])
@pytest.mark.parametrize("items", [[], [ITEM], [ITEM] * 3])
def test_a_count_is_that_of_the_items(operation: str, items: list[Any]) -> None:
    """Count and ScannedCount are how many items were given."""
    answer = synthesise(operation, Items=items)

    assert (answer["Count"], answer["ScannedCount"]) == (len(items), len(items))


def test_a_count_is_that_of_what_is_made_up() -> None:
    """Where the list is made up, the count beside it agrees."""
    answers = [synthesise(name) for name in ("dynamodb.query", "cognito-sync.list_datasets", "s3.list_objects_v2")]
    keys = [("Items", "Count"), ("Datasets", "Count"), ("Contents", "KeyCount")]

    assert [len(answer[listed]) == answer[count] for answer, (listed, count) in zip(answers, keys, strict=True)] == [
        True
    ] * 3


def test_a_count_that_is_given_stays() -> None:
    """A test may say how many were scanned."""
    answer = synthesise("dynamodb.scan", Items=[ITEM], ScannedCount=100)

    assert (answer["Count"], answer["ScannedCount"]) == (1, 100)


@pytest.mark.parametrize(
    ("operation", "listed", "count"),
    [
        ("kinesis.put_records", "Records", "FailedRecordCount"),
        ("events.put_events", "Entries", "FailedEntryCount"),
        ("firehose.put_record_batch", "RequestResponses", "FailedPutCount"),
    ],
)
def test_failures_are_counted(operation: str, listed: str, count: str) -> None:
    """Entries with an error code are those that failed."""
    answer = synthesise(operation, {listed: [{"ErrorCode": "InternalFailure"}, {}, {"ErrorCode": "InternalFailure"}]})

    assert answer[count] == 2


@pytest.mark.parametrize(
    ("operation", "token", "flag"),
    [
        ("s3.list_objects_v2", "NextContinuationToken", "IsTruncated"),
        ("s3.list_objects", "NextMarker", "IsTruncated"),
        ("s3.list_parts", "NextPartNumberMarker", "IsTruncated"),
        ("iam.list_users", "Marker", "IsTruncated"),
        ("kinesis.list_streams", "NextToken", "HasMoreStreams"),
        ("route53.list_hosted_zones", "NextMarker", "IsTruncated"),
    ],
)
def test_a_token_for_the_next_page_says_that_there_is_one(operation: str, token: str, flag: str) -> None:
    """Whoever gives a token need not say as well that there is more, and may say that there is not."""
    given = {token: 1 if token == "NextPartNumberMarker" else "abc"}

    assert [synthesise(operation)[flag], synthesise(operation, given)[flag]] == [False, True]
    assert synthesise(operation, {**given, flag: False})[flag] is False


def test_a_token_of_this_page_does_not() -> None:
    """The marker that the request had is no sign of a next page."""
    assert synthesise("s3.list_objects", Marker="a")["IsTruncated"] is False


def test_pages_follow_a_token(fake_aws: FakeAWS) -> None:
    """A paginator goes on after an answer that has a token, and stops after one that has none."""
    fake_aws.on("s3.list_objects_v2").play(
        Response(Contents=[{"Key": "a"}], NextContinuationToken="t"), Response(Contents=[{"Key": "b"}])
    )
    s3: Any = boto3.client("s3", region_name="eu-central-1")

    pages = s3.get_paginator("list_objects_v2").paginate(Bucket="logs", Prefix="x/")

    assert [(one["Name"], one["Prefix"], one["KeyCount"]) for one in pages] == [("logs", "x/", 1), ("logs", "x/", 1)]


def test_a_list_of_s3_is_told_as_it_was_asked_for() -> None:
    """Bucket, prefix and limit are those of the request; what was not asked for is not there."""
    asked: dict[str, Any] = {
        "Bucket": "logs",
        "Prefix": "2026/",
        "MaxKeys": 7,
        "Delimiter": "/",
        "StartAfter": "2026/a",
    }
    names = ["Name", "Prefix", "MaxKeys", "Delimiter", "StartAfter"]

    full, bare = completed("s3.list_objects_v2", **asked), completed("s3.list_objects_v2", Bucket="logs")

    assert [full[name] for name in names] == list(asked.values())
    assert full["KeyCount"] == len(full["Contents"]) + len(full["CommonPrefixes"])
    assert [bare.get(name) for name in names] == ["logs", "", 1000, None, None]
    assert {"CommonPrefixes", "RequestCharged"} & set(bare) == set()


def test_credentials_expire_in_an_hour(fake_aws: FakeAWS) -> None:
    """Credentials are valid from when they are given, each time, and as long as they were asked for."""
    fake_aws.on("sts.assume_role").play(Response().forever())
    sts: Any = boto3.client("sts", region_name="eu-central-1")

    def lasts(**asked: Any) -> timedelta:
        expiry: datetime = sts.assume_role(**ROLE, **asked)["Credentials"]["Expiration"]
        return expiry - fake_aws.clock.now()

    first = lasts()
    fake_aws.clock.advance(timedelta(hours=5))

    assert [first, lasts(), lasts(DurationSeconds=900)] == [
        timedelta(hours=1),
        timedelta(hours=1),
        timedelta(minutes=15),
    ]


def test_what_is_described_expires_when_it_does(fake_aws: FakeAWS) -> None:
    """A poller sees one certificate, whose end does not move."""
    fake_aws.on("acm.describe_certificate").play(Response().forever())
    acm: Any = boto3.client("acm", region_name="eu-central-1")
    arn = "arn:aws:acm:eu-central-1:123456789012:certificate/c"

    ends = []
    for _ in range(2):
        ends.append(acm.describe_certificate(CertificateArn=arn)["Certificate"]["NotAfter"])
        fake_aws.clock.advance(60)

    assert ends == [START + timedelta(days=365)] * 2


def test_a_batch_writer_needs_no_more_than_an_answer(fake_aws: FakeAWS) -> None:
    """The batch writer of boto3's resource gets through without a word about what was not processed."""
    fake_aws.on("dynamodb.batch_write_item").play(Response())
    table = boto3.resource("dynamodb", region_name="eu-central-1").Table("orders")

    with table.batch_writer() as batch:
        batch.put_item(Item={"id": "1"})

    assert len(fake_aws.calls("dynamodb.batch_write_item")) == 1
