"""Listings in pages: what they hold, what they demand back, and what they tell of code that reads them wrongly."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from fakeaws import Error, FakeAWS
from fakeaws.errors import InvalidParameters, InvalidReply, PlanError, TokenMisused, UnplayedSteps
from tests.conftest import ClientFor

KEYS = [{"Key": f"orders/{number}.json"} for number in range(5)]


def _keys(answer: dict[str, Any]) -> list[str]:
    return [item["Key"] for item in answer.get("Contents", ())]


def test_pages_in_a_row(fake_aws: FakeAWS, client_for: ClientFor) -> None:
    """Each token leads to the next page, through every door; counts and flags agree with the page."""
    pages = fake_aws.pages("s3.list_objects_v2", KEYS, page_size=2, Bucket="orders")
    s3 = client_for("s3")

    answers = list(s3.get_paginator("list_objects_v2").paginate(Bucket="orders"))

    told = [(_keys(one), one["KeyCount"], one["IsTruncated"], "NextContinuationToken" in one) for one in answers]
    assert told == [
        (["orders/0.json", "orders/1.json"], 2, True, True),
        (["orders/2.json", "orders/3.json"], 2, True, True),
        (["orders/4.json"], 1, False, False),
    ]
    assert [item for one in answers for item in one["Contents"]] == pages.items["Contents"]


def test_the_limit_of_the_request_makes_pages_smaller(fake_aws: FakeAWS) -> None:
    """A call gets as many as it asks for, and never more than the service gives."""
    fake_aws.pages("s3.list_objects_v2", KEYS, page_size=3, Bucket="orders")
    s3 = boto3.client("s3")

    first = s3.list_objects_v2(Bucket="orders", MaxKeys=1)
    token = first["NextContinuationToken"]
    rest = s3.list_objects_v2(Bucket="orders", MaxKeys=1000, ContinuationToken=token)
    last = s3.list_objects_v2(Bucket="orders", ContinuationToken=rest["NextContinuationToken"])

    assert [(len(_keys(one)), one["MaxKeys"]) for one in (first, rest, last)] == [(1, 1), (3, 3), (1, 3)]


def test_items_are_completed_alike(fake_aws: FakeAWS) -> None:
    """What an item leaves out is made up once: reading the listing again brings the same items."""
    fake_aws.pages("ec2.describe_instances", 4, page_size=2)
    paginator = boto3.client("ec2").get_paginator("describe_instances")

    first, second = (paginator.paginate().build_full_result() for _ in range(2))

    assert first == second
    assert len({one["ReservationId"] for one in first["Reservations"]}) == 4


def test_several_results_share_the_pages(fake_aws: FakeAWS) -> None:
    """Items by result key fill the pages together, and come out under their own key."""
    items: Any = {"Contents": KEYS[:3], "CommonPrefixes": [{"Prefix": "a/"}, {"Prefix": "b/"}]}
    fake_aws.pages("s3.list_objects_v2", items, page_size=2, Bucket="orders", Delimiter="/")
    paginator = boto3.client("s3").get_paginator("list_objects_v2")

    full = paginator.paginate(Bucket="orders", Delimiter="/").build_full_result()

    assert [_keys(full), full["CommonPrefixes"]] == [_keys({"Contents": KEYS[:3]}), items["CommonPrefixes"]]


def test_counts_are_summed(fake_aws: FakeAWS) -> None:
    """DynamoDB's counts are those of each page, so that botocore's sum is that of the items."""
    fake_aws.pages("dynamodb.query", [{"id": {"S": str(number)}} for number in range(5)], page_size=2)
    paginator = boto3.client("dynamodb").get_paginator("query")

    full = paginator.paginate(TableName="orders").build_full_result()

    assert (full["Count"], full["ScannedCount"], [item["id"]["S"] for item in full["Items"]]) == (5, 5, list("01234"))


def test_a_table_is_read_as_a_resource(fake_aws: FakeAWS) -> None:
    """A token that went through a resource's Python values is known again."""
    fake_aws.pages("dynamodb.scan", [{"id": {"S": str(number)}} for number in range(3)], page_size=2)
    table = boto3.resource("dynamodb").Table("orders")

    first = table.scan()
    second = table.scan(ExclusiveStartKey=first["LastEvaluatedKey"])

    assert [item["id"] for item in first["Items"] + second["Items"]] == ["0", "1", "2"]


def test_the_last_key_is_the_token(fake_aws: FakeAWS) -> None:
    """ListObjects gives a NextMarker only where it is asked for with a Delimiter, as S3 does."""
    fake_aws.pages("s3.list_objects", KEYS, page_size=3, Bucket="orders")
    s3 = boto3.client("s3")

    plain = s3.list_objects(Bucket="orders")
    rest = s3.list_objects(Bucket="orders", Marker="orders/2.json")
    by_folder = s3.list_objects(Bucket="orders", Delimiter="/")
    s3.list_objects(Bucket="orders", Delimiter="/", Marker=by_folder["NextMarker"])

    assert ("NextMarker" in plain, _keys(rest)) == (False, ["orders/3.json", "orders/4.json"])


def test_what_stands_beside_the_items_stays(fake_aws: FakeAWS) -> None:
    """Members given are in every page, and those made up are the same in all pages of a listing."""
    beside = {"StreamDescription": {"StreamStatus": "UPDATING"}}
    fake_aws.pages("kinesis.describe_stream", 3, page_size=1, members=beside, StreamName="orders")
    paginator = boto3.client("kinesis").get_paginator("describe_stream")

    described = [page["StreamDescription"] for page in paginator.paginate(StreamName="orders")]

    assert {(one["StreamStatus"], one["StreamARN"]) for one in described} == {("UPDATING", described[0]["StreamARN"])}
    assert [one["HasMoreShards"] for one in described] == [True, True, False]


def test_a_dropped_token_is_told(fake_aws: FakeAWS) -> None:
    """Asking for the first page again, in place of the second, fails and names the token."""
    fake_aws.pages("s3.list_objects_v2", KEYS, page_size=2).optional()
    s3 = boto3.client("s3")
    s3.list_objects_v2(Bucket="orders")

    with pytest.raises(TokenMisused) as told:
        s3.list_objects_v2(Bucket="orders")

    with pytest.raises(TokenMisused):
        fake_aws.verify()
    said = str(told.value).splitlines()
    assert said[0] == (
        "s3.list_objects_v2(Bucket='orders') asks for the first page again, although page 1 came with a token for the "
        "next."
    )
    assert said[1] == (
        "Hand it over: NextContinuationToken of the answer, 'token-1-1-2', is ContinuationToken of the next call, else "
        "AWS gives the first page for ever. If it is right to begin anew before the last page: .again()."
    )
    assert said[2].startswith("The pages are written at test_paged.py:")


def test_beginning_anew(fake_aws: FakeAWS) -> None:
    """A listing that was read to its end may be read again; one that was not, if the test says so."""
    whole, half = (fake_aws.pages("s3.list_objects_v2", KEYS, page_size=3, Bucket=name) for name in ("a", "b"))
    half.again().optional()
    s3 = boto3.client("s3")

    read = [len(list(s3.get_paginator("list_objects_v2").paginate(Bucket="a"))) for _ in range(2)]
    begun = [_keys(s3.list_objects_v2(Bucket="b")) for _ in range(2)]

    assert (read, begun[0] == begun[1], whole.unplayed()) == ([2, 2], True, ())


def test_listings_of_other_parameters_are_apart(fake_aws: FakeAWS) -> None:
    """Two buckets are listed side by side; the token of the one is refused for the other."""
    fake_aws.pages("s3.list_objects_v2", KEYS, page_size=3).optional()
    s3 = boto3.client("s3")

    tokens = {name: s3.list_objects_v2(Bucket=name)["NextContinuationToken"] for name in ("a", "b")}
    s3.list_objects_v2(Bucket="b", ContinuationToken=tokens["b"])

    with pytest.raises(TokenMisused, match="of the listing with Bucket='a', and asks for Bucket='b'"):
        s3.list_objects_v2(Bucket="b", ContinuationToken=tokens["a"])
    with pytest.raises(TokenMisused):
        fake_aws.verify()


def test_a_token_of_nobody(fake_aws: FakeAWS) -> None:
    """A token that was never handed out fails, and those that were are shown."""
    fake_aws.pages("s3.list_objects_v2", KEYS, page_size=3).optional()
    s3 = boto3.client("s3")
    s3.list_objects_v2(Bucket="orders")

    with pytest.raises(TokenMisused, match="Handed out: ContinuationToken='token-1-1-3'"):
        s3.list_objects_v2(Bucket="orders", ContinuationToken="mine")
    with pytest.raises(TokenMisused, match="'mine', which was never handed out"):
        fake_aws.verify()


def test_one_of_two_tokens_is_not_enough(fake_aws: FakeAWS) -> None:
    """Where the next page has two tokens, both are demanded back."""
    fake_aws.pages("s3.list_object_versions", 3, page_size=2).optional()
    s3 = boto3.client("s3")
    first = s3.list_object_versions(Bucket="orders")

    with pytest.raises(TokenMisused, match="never handed out"):
        s3.list_object_versions(Bucket="orders", KeyMarker=first["NextKeyMarker"])
    with pytest.raises(TokenMisused):
        fake_aws.verify()


def test_the_token_may_stand_alone(fake_aws: FakeAWS) -> None:
    """Kinesis wants the token without the stream's name; a plan for that stream answers it."""
    fake_aws.pages("kinesis.list_shards", [{"ShardId": "1"}, {"ShardId": "2"}], page_size=1, StreamName="orders")
    kinesis = boto3.client("kinesis")

    token = kinesis.list_shards(StreamName="orders")["NextToken"]

    assert [shard["ShardId"] for shard in kinesis.list_shards(NextToken=token)["Shards"]] == ["2"]


def test_a_listing_that_begins_in_the_midst(fake_aws: FakeAWS) -> None:
    """Where the plan itself asks for a token, that is the beginning, and not one to be demanded back."""
    fake_aws.pages("route53.list_resource_record_sets", 3, page_size=1, HostedZoneId="Z1", StartRecordName="m.")
    paginator = boto3.client("route53").get_paginator("list_resource_record_sets")

    answers = list(paginator.paginate(HostedZoneId="Z1", StartRecordName="m."))

    assert [len(answer["ResourceRecordSets"]) for answer in answers] == [1, 1, 1]


def test_limits_of_text(fake_aws: FakeAWS) -> None:
    """Route 53 has its limit as text, in the request and again in the answer."""
    fake_aws.pages("route53.list_hosted_zones", 3, page_size=2)
    paginator = boto3.client("route53").get_paginator("list_hosted_zones")

    answers = list(paginator.paginate(PaginationConfig={"PageSize": 1}))

    assert [(len(answer["HostedZones"]), answer["MaxItems"]) for answer in answers] == [(1, "1")] * 3


def test_going_on_where_an_earlier_run_stopped(fake_aws: FakeAWS) -> None:
    """A token of before the test leads to its page, and the pages before it are not missed."""
    pages = fake_aws.pages("s3.list_objects_v2", KEYS, page_size=2)

    answer = boto3.client("s3").list_objects_v2(Bucket="orders", **pages.token(3))

    assert _keys(answer) == ["orders/4.json"]
    for page in (1, 4, "3"):
        with pytest.raises(PlanError, match=f"from 2 to the last, which is 3, not for {page!r}"):
            pages.token(page)  # type: ignore[arg-type]


def test_a_reader_that_stops_early_is_told() -> None:
    """The end of the test names the pages that nobody asked for, and a plan that nobody asked at all."""
    fake_aws = FakeAWS()
    fake_aws.start()
    fake_aws.pages("s3.list_objects_v2", KEYS, page_size=2, Bucket="orders")
    fake_aws.pages("ec2.describe_instances", 3)
    boto3.client("s3", region_name="us-east-1").list_objects_v2(Bucket="orders")
    fake_aws.stop()

    with pytest.raises(UnplayedSteps) as told:
        fake_aws.verify()

    lines = [line.rpartition(", ")[0] for line in told.value.leftovers]
    assert lines == [
        "s3.list_objects_v2(Bucket='orders'): pages 2 to 3 of 3 were never asked for (the consumer stopped early)",
        "ec2.describe_instances(): no page was ever asked for",
    ]


def test_the_last_page_is_missed(fake_aws: FakeAWS) -> None:
    """A reader that stops one page before the end is told which."""
    pages = fake_aws.pages("s3.list_objects_v2", KEYS, page_size=2, Bucket="orders")
    paginator = boto3.client("s3").get_paginator("list_objects_v2")

    list(paginator.paginate(Bucket="orders", PaginationConfig={"MaxItems": 4}))

    (line,) = pages.unplayed()
    assert line.startswith("s3.list_objects_v2(Bucket='orders'): page 3 of 3 was never asked for (the consumer stopped")
    assert pages.optional().unplayed() == ()


def test_nothing_to_list(fake_aws: FakeAWS) -> None:
    """An empty listing is one page without items, tokens or more to come."""
    fake_aws.pages("s3.list_objects_v2", [])

    answer = boto3.client("s3").list_objects_v2(Bucket="orders")

    assert (_keys(answer), answer["KeyCount"], answer["IsTruncated"]) == ([], 0, False)
    assert "NextContinuationToken" not in answer


def test_items_side_by_side(fake_aws: FakeAWS) -> None:
    """Where each item has one of each result, a page holds both of its items."""
    names = [f"com.example.{number}" for number in range(3)]
    items: Any = {"ServiceNames": names, "ServiceDetails": [{"ServiceName": name} for name in names]}
    fake_aws.pages("ec2.describe_vpc_endpoint_services", items, page_size=2)
    paginator = boto3.client("ec2").get_paginator("describe_vpc_endpoint_services")

    told = [(one["ServiceNames"], [it["ServiceName"] for it in one["ServiceDetails"]]) for one in paginator.paginate()]

    assert told == [(names[:2], names[:2]), (names[2:], names[2:])]


def test_the_lines_of_a_text(fake_aws: FakeAWS) -> None:
    """A result that is text is given in pieces, which botocore puts together again."""
    fake_aws.pages("rds.download_db_log_file_portion", ["one\n", "two\n", "three\n"], page_size=2)
    paginator = boto3.client("rds").get_paginator("download_db_log_file_portion")

    full = paginator.paginate(DBInstanceIdentifier="orders", LogFileName="error.log").build_full_result()

    assert full["LogFileData"] == "one\ntwo\nthree\n"


def test_an_error_before_a_page(fake_aws: FakeAWS) -> None:
    """What is scripted besides is said first, and the retry gets the page."""
    fake_aws.pages("s3.list_objects_v2", KEYS, page_size=2)
    fake_aws.on("s3.list_objects_v2", ContinuationToken="token-1-1-2").play(Error("SlowDown"))
    paginator = boto3.client("s3").get_paginator("list_objects_v2")

    assert len(list(paginator.paginate(Bucket="orders"))) == 3


@pytest.mark.parametrize(
    ("operation", "items", "options", "refused"),
    [
        ("s3.get_object", 3, {}, (PlanError, "has no paginator")),
        ("s3.list_objects_v2", [{"Kee": "a"}], {}, (InvalidReply, "Did you mean Key")),
        ("s3.list_objects", [{"Key": "a"}, {"Key": "a"}], {}, (PlanError, "Two items have the Key 'a'")),
        ("s3.list_objects_v2", "abc", {}, (PlanError, "The items of Contents are a list or a number")),
        ("s3.list_objects_v2", {"Content": []}, {}, (PlanError, "Did you mean Contents")),
        ("s3.list_objects_v2", {}, {}, (PlanError, "none is given. s3.list_objects_v2 has Contents, CommonPrefixes")),
        ("s3.list_objects_v2", 3, {"page_size": 0}, (PlanError, "at least 1, not 0")),
        ("s3.list_objects_v2", 3, {"Buckett": "x"}, (InvalidParameters, "Did you mean Bucket")),
        ("s3.list_objects_v2", 3, {"members": {"Nam": "x"}}, (InvalidReply, "Did you mean Name")),
    ],
)
def test_what_cannot_be_listed_is_refused(
    fake_aws: FakeAWS, operation: str, items: Any, options: dict[str, Any], refused: tuple[type[PlanError], str]
) -> None:
    """A plan that AWS could not keep fails on the line that makes it."""
    error, match = refused
    with pytest.raises(error, match=match):
        fake_aws.pages(operation, items, **options)
