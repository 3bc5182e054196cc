"""What names say about values."""

from __future__ import annotations

import re

import pytest

from fakeaws import synthesise
from fakeaws.clock import START
from fakeaws.generate.draft import Draft
from fakeaws.generate.hints import expires, is_paging_token, moment_of, says_there_is_more, tells_of_trouble
from fakeaws.generate.makers import makers
from fakeaws.generate.place import Place, snake
from fakeaws.generate.seeds import seeded_provider

UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


@pytest.mark.parametrize("name", ["KMSKeyId", "KmsKeyId", "kmsKeyId", "kms-key-id"])
def test_one_word_is_read_in_every_spelling(name: str) -> None:
    """However a service spells a name, its words are the same."""
    assert snake(name) == "kms_key_id"


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("AccountId", r"\d{12}"),
        ("ownerId", r"\d{12}"),
        ("Region", r"us-east-1"),
        ("AvailabilityZone", r"us-east-1[abc]"),
        ("ClusterArn", r"arn:aws:appconfig:us-east-1:\d{12}:cluster/cluster-\w{6}"),
        ("ExecutionRoleArn", r"arn:aws:iam::\d{12}:role/execution-role-\w{6}"),
        ("KmsKeyArn", rf"arn:aws:kms:us-east-1:\d{{12}}:key/{UUID}"),
        ("BulkDeploymentArn", rf"arn:aws:greengrass:us-east-1:\d{{12}}:/greengrass/bulk/deployments/{UUID}"),
        ("IdentityPoolId", rf"us-east-1:{UUID}"),
        ("ApplicationId", r"[a-z0-9]{7}"),
        ("BulkDeploymentId", UUID),
        ("RequestId", UUID),
        ("AccessKeyId", r"AKIA\w{9}EXAMPLE"),
        ("CreatedAt", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"),
        ("S3Uri", r"s3://example-bucket-\w{6}/\w+/2025/\d\d/\d\d/part-\w{6}.json"),
        ("BucketName", r"example-bucket-\w{6}"),
    ],
)
def test_a_name_asks_for_a_value(name: str, pattern: str) -> None:
    """A member's name is enough to know the form of its text."""
    place = Place.of(name)

    assert re.fullmatch(
        pattern, makers(place, "appconfig")[0](Draft(seeded_provider(1), START, "appconfig", {}), place)
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [("CreationTime", 0), ("StartedAt", 1), ("LastModified", 2), ("OccurredAt", 2), ("CompletedAt", 3), ("EndTime", 3)],
)
def test_a_time_has_its_place_in_the_order(name: str, expected: int) -> None:
    """Created comes before started, started before updated, updated before completed."""
    assert moment_of(snake(name)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *((name, True) for name in ("NextToken", "nextPageToken", "Marker", "NextKeyMarker", "LastEvaluatedKey")),
        *((name, False) for name in ("ClientToken", "NextPollConfigurationToken", "NextLockToken", "token")),
    ],
)
def test_paging_tokens_are_told_from_other_tokens(name: str, expected: bool) -> None:  # noqa: FBT001  # a table
    """What asks for the next page is known; what is needed for the next call is not taken for it."""
    assert is_paging_token(snake(name)) is expected


@pytest.mark.parametrize("name", ["IsTruncated", "HasMoreStreams", "AdditionalDataPending", "hasMoreResults"])
def test_booleans_that_ask_for_more_are_known(name: str) -> None:
    """Every service's word for "there is more" is understood."""
    assert says_there_is_more(snake(name))


@pytest.mark.parametrize("name", ["UnprocessedItems", "FailedRecordCount", "FunctionError", "ROLLED_BACK", "Errors"])
def test_trouble_is_known_by_its_words(name: str) -> None:
    """What is said only when something went wrong is known by its name."""
    assert tells_of_trouble(snake(name))


def test_an_answer_is_good_news_unless_told_otherwise() -> None:
    """Nothing failed: else code under test would give up."""
    assert "FunctionError" not in synthesise("lambda.invoke")
    assert synthesise("firehose.put_record_batch")["FailedPutCount"] == 0


@pytest.mark.parametrize(
    ("operation", "member", "nothing"),
    [
        ("dynamodb.batch_write_item", "UnprocessedItems", {}),
        ("dynamodb.batch_get_item", "UnprocessedKeys", {}),
        ("kinesis.put_records", "FailedRecordCount", 0),
        ("xray.batch_get_traces", "UnprocessedTraceIds", []),
        ("guardduty.create_members", "UnprocessedAccounts", []),
    ],
)
def test_nothing_is_left_to_try_again(operation: str, member: str, nothing: object) -> None:
    """What code asks for without asking whether it is there is there, even where the model wants at least one."""
    assert synthesise(operation)[member] == nothing


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *(
            (name, True)
            for name in ("Expiration", "ExpiresAt", "urlExpiry", "ExpirationTime", "NotAfter", "ValidUntil")
        ),
        *((name, False) for name in ("CompletedAt", "ExpiredAt", "NotBefore", "LastModified")),
    ],
)
def test_what_expires_is_known_by_its_name(name: str, expected: bool) -> None:  # noqa: FBT001  # a table
    """The time at which something expires is told from those at which something happened."""
    assert expires(snake(name)) is expected
