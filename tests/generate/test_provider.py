"""The Faker provider: AWS's ids, ARNs and times."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from random import Random
from typing import Any

import botocore.session
import pytest
from botocore.utils import parse_timestamp
from faker import Faker, Generator

import fakeaws.generate
from fakeaws import AwsProvider
from fakeaws.generate.aws.regions import DNS_SUFFIXES, REGIONS
from fakeaws.generate.aws.times import TIME_FORMS
from fakeaws.model import Service
from fakeaws.schema.patterns import compiled

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
HEX17 = r"[0-9a-f]{17}"
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
        ("aws_availability_zone_id", r"use1-az[123]"),
        ("aws_instance_id", rf"i-{HEX17}"),
        ("aws_vpc_id", rf"vpc-{HEX17}"),
        ("aws_subnet_id", rf"subnet-{HEX17}"),
        ("aws_security_group_id", rf"sg-{HEX17}"),
        ("aws_image_id", rf"ami-{HEX17}"),
        ("aws_volume_id", rf"vol-{HEX17}"),
        ("aws_snapshot_id", rf"snap-{HEX17}"),
        ("aws_network_interface_id", rf"eni-{HEX17}"),
        ("aws_reservation_id", rf"r-{HEX17}"),
        ("aws_session_token", r"IQoJb3JpZ2luX2Vj[A-Za-z0-9/+]+EXAMPLETOKEN"),
        ("aws_password", r"EXAMPLE-PASSWORD-[a-z0-9]{6}"),
        ("aws_iam_id", r"AIDA[A-Z2-7]{17}"),
        ("aws_role_id", r"AROA[A-Z2-7]{17}"),
        ("aws_user_id", r"AIDA[A-Z2-7]{17}"),
        ("aws_policy", r'\{"Version": "2012-10-17", "Statement": \[\{"Effect": "Allow", .*\}\]\}'),
        ("aws_trust_policy", r'.*"Service": "lambda\.amazonaws\.com".*"Action": "sts:AssumeRole".*'),
        ("aws_user_pool_id", r"us-east-1_[A-Za-z0-9]{9}"),
        ("aws_user_pool_client_id", r"[a-z0-9]{26}"),
        ("aws_identity_id", rf"us-east-1:{UUID}"),
        ("aws_greengrass_id", UUID),
        ("aws_rest_api_id", r"[a-z0-9]{10}"),
        ("aws_hosted_zone_id", r"Z[A-Z0-9]{13}"),
        ("aws_distribution_id", r"E[A-Z0-9]{13}"),
        ("aws_object_key", r"[a-z]+/2025/\d\d/\d\d/part-[0-9a-f]{6}\.json"),
        ("aws_etag", r'"[0-9a-f]{32}"'),
        ("aws_version_id", r"[A-Za-z0-9._]{32}"),
        ("aws_upload_id", r"[A-Za-z0-9._]{128}"),
        ("aws_image_digest", r"sha256:[0-9a-f]{64}"),
        ("aws_image_uri", r"123456789012\.dkr\.ecr\.us-east-1\.amazonaws\.com/orders:latest"),
        ("aws_code_sha256", r"[A-Za-z0-9+/]{43}="),
        ("aws_function_name", r"[a-z]+-[0-9a-f]{6}"),
        ("aws_function_version", r"[1-9]\d?"),
        ("aws_execution_name", UUID),
        ("aws_execution_arn", rf"arn:aws:states:us-east-1:123456789012:execution:orders-[0-9a-f]{{6}}:{UUID}"),
        ("aws_task_id", r"[0-9a-f]{32}"),
        ("aws_queue_url", r"https://sqs\.us-east-1\.amazonaws\.com/123456789012/orders-[0-9a-f]{6}"),
        ("aws_message_id", UUID),
        ("aws_receipt_handle", r"AQEB[A-Za-z0-9/+]{340}=="),
        ("aws_log_group", r"/aws/lambda/[a-z]+-[0-9a-f]{6}"),
        ("aws_log_stream", r"2025/\d\d/\d\d/\[\$LATEST\][0-9a-f]{32}"),
        ("aws_private_ip", r"10(\.\d{1,3}){3}"),
        ("aws_public_ip", r"(192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}"),
        ("aws_ipv6", r"2001:db8::[0-9a-f]{1,4}"),
        ("aws_cidr", r"10(\.\d{1,3}){2}\.0/24"),
        ("aws_mac_address", r"02(:[0-9a-f]{2}){5}"),
        ("aws_private_dns_name", r"ip-10(-\d{1,3}){3}\.ec2\.internal"),
        ("aws_public_dns_name", r"ec2(-\d{1,3}){4}\.compute-1\.amazonaws\.com"),
        ("aws_timestamp", r"2025-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"),
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
    """No method of the provider goes without its form; those that need arguments have tests of their own."""
    methods = {name for name in dir(AwsProvider) if name.startswith("aws_")}
    marks = test_each_value_has_the_form_that_aws_gives_it.pytestmark  # type: ignore[attr-defined]  # pytest's own

    assert methods == {*_WITH_ARGUMENTS, *(method for method, _ in marks[0].args[1])}


@pytest.mark.parametrize(
    ("service", "shape", "method"),
    [
        ("appconfig", "Id", "aws_appconfig_id"),
        ("cognito-identity", "IdentityId", "aws_identity_id"),
        ("cognito-idp", "ClientIdType", "aws_user_pool_client_id"),
        ("cognito-idp", "UserPoolIdType", "aws_user_pool_id"),
        ("cognito-sync", "IdentityPoolId", "aws_identity_pool_id"),
        ("fsx", "NetworkInterfaceId", "aws_network_interface_id"),
        ("fsx", "SecurityGroupId", "aws_security_group_id"),
        ("fsx", "SubnetId", "aws_subnet_id"),
        ("fsx", "VpcId", "aws_vpc_id"),
        ("iam", "accessKeyIdType", "aws_access_key_id"),
        ("iam", "idType", "aws_role_id"),
        ("iam", "policyDocumentType", "aws_policy"),
        ("lambda", "LogGroup", "aws_log_group"),
        ("lambda", "Version", "aws_function_version"),
        ("logs", "LogStreamName", "aws_log_stream"),
    ],
)
def test_ids_match_the_model(faker: Faker, service: str, shape: str, method: str) -> None:
    """Where botocore's model has a pattern for an id, the provider's match it from end to end."""
    pattern = compiled(Service.named(service).model.shape_for(shape).metadata["pattern"])

    assert pattern is not None
    assert pattern.fullmatch(getattr(faker, method)())


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (lambda faker: faker.aws_kms_key_id(multi_region=True), r"mrk-[0-9a-f]{32}"),
        (lambda faker: faker.aws_ec2_id("transit-gateway-attachment"), rf"tgw-attach-{HEX17}"),
        (lambda faker: faker.aws_prefixed_id("fs"), rf"fs-{HEX17}"),
        (lambda faker: faker.aws_access_key_id(temporary=True), r"ASIA[A-Z2-7]{9}EXAMPLE"),
        (lambda faker: faker.aws_iam_id("instance_profile"), r"AIPA[A-Z2-7]{17}"),
        (lambda faker: faker.aws_etag(parts=7), r'"[0-9a-f]{32}-7"'),
        (lambda faker: faker.aws_image_uri("shop/api", faker.aws_image_digest()), r".*/shop/api@sha256:[0-9a-f]{64}"),
        (lambda faker: faker.aws_queue_url("jobs"), r"https://sqs\.us-east-1\.amazonaws\.com/123456789012/jobs"),
        (lambda faker: faker.aws_private_ip("192.168.0.0/16"), r"192\.168\.\d{1,3}\.\d{1,3}"),
        (lambda faker: faker.aws_private_dns_name("10.0.1.23"), r"ip-10-0-1-23\.ec2\.internal"),
        (lambda faker: faker.aws_cidr(16), r"10\.\d{1,3}\.0\.0/16"),
        (lambda faker: faker.aws_availability_zone_id("ap-southeast-2"), r"apse2-az[123]"),
        (lambda faker: faker.aws_arn_part("ecs", "task_id"), r"[0-9a-f]{32}"),
    ],
)
def test_some_values_can_be_asked_for_closer(faker: Faker, made: Callable[[Any], str], expected: str) -> None:
    """Arguments choose among the forms that AWS has."""
    assert re.fullmatch(expected, made(faker))


@pytest.mark.parametrize(
    ("made", "complaint"),
    [
        (lambda faker: faker.aws_ec2_id("teapot"), r"'teapot' is not a kind of EC2 resource of AWS\. Known: address"),
        (lambda faker: faker.aws_iam_id("robot"), r"'robot' is not a kind of unique id of AWS\. Known: user, role"),
        (lambda faker: faker.aws_etag(parts=0), r"1 to 10000 parts, not 0"),
        (lambda faker: faker.aws_tags(51), r"0 to 50 tags, not 51"),
        (lambda faker: faker.aws_image_uri("Shop"), r"'Shop' is no repository of ECR"),
        (lambda faker: faker.aws_private_ip("8.8.8.0/24"), r"not a private range of AWS\. Known: 10\.0\.0\.0/8, 172"),
        (lambda faker: faker.aws_cidr(8), r"/16 to /28, not /8"),
        (lambda faker: faker.aws_timestamp("sundial"), r"'sundial' is not a form of time of AWS\. Known: iso, iso-mil"),
        (lambda faker: faker.aws_timestamp("iso", DAY.replace(tzinfo=None)), r"this one has none"),
        (lambda faker: faker.aws_arn("Lambda", "x"), r"'Lambda' is no service in an ARN"),
        (lambda faker: faker.aws_arn("sqs", "x", region="Europe"), r"'Europe' is no region"),
        (lambda faker: faker.aws_arn("sqs", "x", account="1"), r"'1' is no account"),
        (lambda faker: faker.aws_arn("sqs", "x", partition="mars"), r"'mars' is not a partition of AWS\. Known: aws, "),
        (
            lambda faker: faker.aws_arn("appconfig", "environment", "abc1234"),
            r"its ids are 2 \(application_id, environment_id\); 1 are given",
        ),
        (lambda faker: AwsProvider(faker, account="12"), r"'12' is no account: it is twelve digits"),
    ],
)
def test_what_aws_does_not_have_is_refused(faker: Faker, made: Callable[[Any], str], complaint: str) -> None:
    """A bad argument is refused with what is known."""
    with pytest.raises(ValueError, match=complaint):
        made(faker)


@pytest.mark.parametrize("count", [0, 1, 2, 9, 50])
def test_tags_have_different_keys(faker: Faker, count: int) -> None:
    """A resource has each key once."""
    tags = faker.aws_tags(count)

    assert len({tag["Key"] for tag in tags}) == len(tags) == count


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("iso", "2026-03-01T00:00:00Z"),
        ("iso-milliseconds", "2026-03-01T00:00:00.000Z"),
        ("iso-offset", "2026-03-01T00:00:00+00:00"),
        ("iso-basic", "20260301T000000Z"),
        ("lambda", "2026-03-01T00:00:00.000+0000"),
        ("rfc822", "Sun, 01 Mar 2026 00:00:00 GMT"),
        ("epoch", 1772323200),
        ("epoch-fraction", 1772323200.0),
        ("epoch-milliseconds", 1772323200000),
    ],
)
def test_a_time_is_written_in_each_form(faker: Faker, form: str, expected: object) -> None:
    """One moment, as each service writes it; and botocore reads back what stands for whole moments."""
    assert faker.aws_timestamp(form, DAY) == expected
    assert form == "epoch-milliseconds" or parse_timestamp(faker.aws_timestamp(form, DAY)) == DAY


def test_every_form_of_time_is_tried_above() -> None:
    """No form goes without its test."""
    marks = test_a_time_is_written_in_each_form.pytestmark  # type: ignore[attr-defined]  # pytest's own

    assert list(TIME_FORMS) == [form for form, _ in marks[0].args[1]]


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


def test_the_suffixes_are_those_of_botocore() -> None:
    """Hosts in each partition are called as botocore calls them."""
    partitions = botocore.session.get_session().get_data("endpoints")["partitions"]

    assert {one["partition"]: one["dnsSuffix"] for one in partitions} == DNS_SUFFIXES


def test_the_provider_works_without_botocore() -> None:
    """A fresh Faker with the provider needs neither botocore nor anything else of fakeaws's dependencies."""
    code = (
        "import sys; from faker import Faker; from fakeaws import AwsProvider; "
        "faker = Faker(); faker.add_provider(AwsProvider); faker.aws_kms_key_arn(); "
        "print([name for name in ('botocore', 'boto3', 'jsonschema', 'pytest') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_the_provider_needs_no_whole_faker() -> None:
    """A bare generator takes the provider, without any of Faker's own; both ways lead to one class."""
    source = Generator()
    source.add_provider(fakeaws.generate.AwsProvider)

    assert [type(one) for one in source.get_providers()] == [AwsProvider]
    assert fakeaws.generate.AwsProvider is fakeaws.AwsProvider


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_the_same_seed_makes_the_same_values_in_any_process(hash_seed: str) -> None:
    """Neither the process nor PYTHONHASHSEED has a say in what a provider makes."""
    here: dict[str, object] = {}
    exec(_MAKE, here)  # noqa: S102  # the same lines in this process and in another
    done = subprocess.run(
        [sys.executable, "-c", f"{_MAKE}\nprint(made)"],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == f"{here['made']}\n"


_WITH_ARGUMENTS = {"aws_arn", "aws_arn_part", "aws_ec2_id", "aws_prefixed_id", "aws_tags", "aws_timestamps"}

_MAKE = """
from faker import Faker
import fakeaws.generate
from fakeaws import AwsProvider
faker = Faker()
faker.add_provider(AwsProvider)
faker.seed_instance(3)
names = [name for name in dir(AwsProvider) if name.startswith("aws_")]
with_arguments = {"aws_arn_part", "aws_ec2_id", "aws_prefixed_id", "aws_timestamps"}
made = [(name, getattr(faker, name)()) for name in names if name not in with_arguments]
"""


class _Lowest(Random):
    def randrange(self, start: int, _stop: int | None = None, _step: int = 1) -> int:
        return start
