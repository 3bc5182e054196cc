"""The Faker provider: AWS's ids, ARNs and times."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from random import Random

import botocore.session
import pytest
from faker import Faker, Generator

from fakeaws import AwsProvider
from fakeaws.generate.provider import REGIONS

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
DAY = datetime(2026, 3, 1, tzinfo=timezone.utc)


@pytest.fixture
def faker() -> Faker:
    faker = Faker()
    faker.add_provider(AwsProvider)
    faker.seed_instance(7)
    return faker


@pytest.mark.parametrize(
    ("method", "pattern"),
    [
        ("aws_account_id", r"\d{12}"),
        ("aws_any_account_id", r"\d{12}"),
        ("aws_region", r"us-east-1"),
        ("aws_any_region", r"[a-z]{2}-[a-z]+-\d"),
        ("aws_partition", r"aws"),
        ("aws_availability_zone", r"us-east-1[abc]"),
        ("aws_uuid", UUID),
        ("aws_request_id", UUID),
        ("aws_extended_request_id", r"[A-Za-z0-9+/]{75}="),
        ("aws_access_key_id", r"AKIA[A-Z2-7]{9}EXAMPLE"),
        ("aws_secret_access_key", r"[A-Za-z0-9]{30}EXAMPLEKEY"),
        ("aws_name", r"example-[0-9a-f]{6}"),
        ("aws_bucket_name", r"example-bucket-[0-9a-f]{6}"),
        ("aws_role_arn", r"arn:aws:iam::123456789012:role/role-[0-9a-f]{6}"),
        ("aws_kms_key_id", UUID),
        ("aws_kms_key_arn", rf"arn:aws:kms:us-east-1:123456789012:key/{UUID}"),
        ("aws_appconfig_id", r"[a-z0-9]{7}"),
        ("aws_identity_pool_id", rf"us-east-1:{UUID}"),
        ("aws_greengrass_deployment_id", UUID),
        ("aws_greengrass_bulk_deployment_id", UUID),
        (
            "aws_greengrass_bulk_deployment_arn",
            rf"arn:aws:greengrass:us-east-1:123456789012:/greengrass/bulk/deployments/{UUID}",
        ),
    ],
)
def test_each_value_has_the_form_that_aws_gives_it(faker: Faker, method: str, pattern: str) -> None:
    """Every method makes, a hundred times over, what AWS would take for its own."""
    made = [getattr(faker, method)() for _ in range(100)]

    assert [one for one in made if not re.fullmatch(pattern, one)] == []


def test_every_method_is_tried_above() -> None:
    """No method of the provider goes without its form; the two that need arguments have tests of their own."""
    methods = {name for name in vars(AwsProvider) if name.startswith("aws_")}
    marks = test_each_value_has_the_form_that_aws_gives_it.pytestmark  # type: ignore[attr-defined]  # pytest's own

    assert methods == {"aws_arn", "aws_timestamps", *(method for method, _ in marks[0].args[1])}


def test_everything_is_of_one_home() -> None:
    """ARNs, zones and pools carry the account and region that the provider was given, and its partition."""
    faker = Faker()
    faker.add_provider(AwsProvider(faker, account="111122223333", region="cn-north-1"))
    faker.seed_instance(7)

    assert faker.aws_account_id() == "111122223333"
    assert faker.aws_arn("appconfig", "application/abc1234") == (
        "arn:aws-cn:appconfig:cn-north-1:111122223333:application/abc1234"
    )
    assert faker.aws_role_arn("deployer") == "arn:aws-cn:iam::111122223333:role/deployer"
    assert faker.aws_identity_pool_id().startswith("cn-north-1:")


def test_an_arn_can_be_of_another_home(faker: Faker) -> None:
    """Region, account and partition of one ARN can be given, and the partition follows from the region."""
    elsewhere = faker.aws_arn("sqs", "jobs", region="us-gov-west-1", account="444455556666")
    asked = faker.aws_arn("sqs", "jobs", partition="aws-iso")

    assert elsewhere == "arn:aws-us-gov:sqs:us-gov-west-1:444455556666:jobs"
    assert asked == "arn:aws-iso:sqs:us-east-1:123456789012:jobs"


def test_a_buckets_arn_has_neither_region_nor_account(faker: Faker) -> None:
    """S3's ARNs leave out what S3 leaves out."""
    assert faker.aws_arn("s3", "logs") == "arn:aws:s3:::logs"


def test_an_unknown_partition_is_named_with_the_known(faker: Faker) -> None:
    """Asking for a region of a partition that AWS does not have lists those that it has."""
    with pytest.raises(ValueError, match=r"'aws-mars' is not a partition of AWS\. Known: aws, aws-cn, aws-us-gov"):
        faker.aws_any_region("aws-mars")


def test_timestamps_come_in_order_and_in_milliseconds(faker: Faker) -> None:
    """Times lie between start and end, none before the one it follows, in UTC and in whole milliseconds."""
    made = faker.aws_timestamps(50, DAY, DAY + timedelta(seconds=1))

    assert made == sorted(made)
    assert all(DAY <= one <= DAY + timedelta(seconds=1) for one in made)
    assert {one.tzinfo for one in made} == {timezone.utc}
    assert {one.microsecond % 1000 for one in made} == {0}


def test_timestamps_in_no_time_are_all_the_same(faker: Faker) -> None:
    """A span without length holds one instant."""
    assert faker.aws_timestamps(3, DAY, DAY) == [DAY, DAY, DAY]


@pytest.mark.parametrize(
    ("start", "end", "complaint"),
    [
        (DAY, DAY - timedelta(days=1), "which is earlier"),
        (DAY.replace(tzinfo=None), DAY, "these have none"),
    ],
)
def test_timestamps_refuse_a_span_that_is_none(faker: Faker, start: datetime, end: datetime, complaint: str) -> None:
    """An end before the start, and times without a zone, are refused in words."""
    with pytest.raises(ValueError, match=complaint):
        faker.aws_timestamps(1, start, end)


def test_a_new_seed_begins_anew(faker: Faker) -> None:
    """A Faker that is seeded again with the same seed makes the same values again, in the same home."""
    first = [faker.aws_kms_key_arn(), faker.aws_any_account_id()]
    faker.seed_instance(7)

    assert [faker.aws_kms_key_arn(), faker.aws_any_account_id()] == first


def test_no_account_is_all_zeros() -> None:
    """Even the smallest number that can be drawn is an account."""
    source = Generator()
    source.random = _Lowest()

    assert AwsProvider(source).aws_any_account_id() == "000000000001"


def test_the_regions_are_those_of_botocore() -> None:
    """The provider's own list misses no region that the installed botocore knows."""
    session = botocore.session.get_session()
    known = {name: set(session.get_available_regions("ec2", name)) for name in session.get_available_partitions()}
    missing = {name: regions - set(REGIONS.get(name, ())) for name, regions in known.items()}

    assert {name: regions for name, regions in missing.items() if regions} == {}


def test_the_provider_works_without_botocore() -> None:
    """A fresh Faker with the provider needs neither botocore nor anything else of fakeaws's dependencies."""
    code = (
        "import sys; from faker import Faker; from fakeaws import AwsProvider; "
        "faker = Faker(); faker.add_provider(AwsProvider); faker.aws_kms_key_arn(); "
        "print([name for name in ('botocore', 'boto3', 'jsonschema', 'pytest') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


class _Lowest(Random):
    def randrange(self, start: int, _stop: int | None = None, _step: int = 1) -> int:
        return start
