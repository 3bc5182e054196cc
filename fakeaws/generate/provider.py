"""A Faker provider for AWS's ids, ARNs and times: `faker.add_provider(AwsProvider)`, and nothing else is needed."""

from __future__ import annotations

import base64
import string
import uuid
from datetime import datetime, timedelta, timezone
from random import Random
from typing import Any

from faker.providers import BaseProvider

HOME_ACCOUNT = "123456789012"
"""The account of AWS's own examples."""
HOME_REGION = "us-east-1"

_LOWER_AND_DIGITS = string.ascii_lowercase + string.digits
_BASE32 = string.ascii_uppercase + "234567"


class AwsProvider(BaseProvider):
    """Ids, ARNs and times as AWS makes them; random, but all of one account in one region.

    That home is the account of AWS's examples in us-east-1. For another, hand over an instance:
    `faker.add_provider(AwsProvider(faker, account="111122223333", region="eu-west-1"))`.
    """

    def __init__(self, generator: Any, *, account: str = HOME_ACCOUNT, region: str = HOME_REGION) -> None:
        super().__init__(generator)
        self._account = account
        self._region = region

    @property
    def _random(self) -> Random:
        random: Random = self.generator.random
        return random

    def aws_account_id(self) -> str:
        """The account that everything here belongs to; the same each time."""
        return self._account

    def aws_any_account_id(self) -> str:
        """Some account's id: twelve digits, never all zero."""
        return f"{self._random.randrange(1, 10**12):012d}"

    def aws_region(self) -> str:
        """The region that everything here is in; the same each time."""
        return self._region

    def aws_any_region(self, partition: str = "aws") -> str:
        """Some region of the partition."""
        if partition not in REGIONS:
            raise ValueError(f"{partition!r} is not a partition of AWS. Known: {', '.join(REGIONS)}.")
        return self._random.choice(REGIONS[partition])

    def aws_partition(self, region: str | None = None) -> str:
        """The partition that a region (by default the home) lies in; `aws` for a region not known here."""
        return _PARTITION_OF.get(region or self._region, "aws")

    def aws_availability_zone(self, region: str | None = None) -> str:
        return f"{region or self._region}{self._random.choice('abc')}"

    def aws_arn(
        self,
        service: str,
        resource: str,
        *,
        region: str | None = None,
        account: str | None = None,
        partition: str | None = None,
    ) -> str:
        """An ARN at home unless told otherwise, without region or account where the service's ARNs have none."""
        partition = partition or self.aws_partition(region)
        if region is None:
            region = "" if service in _WITHOUT_REGION else self._region
        if account is None:
            account = "" if service in _WITHOUT_ACCOUNT else self._account
        return f"arn:{partition}:{service}:{region}:{account}:{resource}"

    def aws_uuid(self) -> str:
        """A version 4 UUID in lower case, from this Faker's own random source."""
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

    def aws_request_id(self) -> str:
        return self.aws_uuid()

    def aws_extended_request_id(self) -> str:
        """The second request id of S3, `x-amz-id-2`: 56 bytes in base64."""
        return base64.b64encode(self._random.getrandbits(448).to_bytes(56, "big")).decode()

    def aws_access_key_id(self) -> str:
        """Recognisably fake: it ends in EXAMPLE, as those of AWS's documentation do."""
        return f"AKIA{self._text(_BASE32, 9)}EXAMPLE"

    def aws_secret_access_key(self) -> str:
        """Recognisably fake: it ends in EXAMPLEKEY, as those of AWS's documentation do."""
        return f"{self._text(string.ascii_letters + string.digits, 30)}EXAMPLEKEY"

    def aws_name(self, stem: str = "example") -> str:
        """A name that most services take for a resource: `orders-3fa9c1`."""
        return f"{stem}-{self._random.getrandbits(24):06x}"

    def aws_bucket_name(self) -> str:
        return self.aws_name("example-bucket")

    def aws_role_arn(self, name: str | None = None) -> str:
        return self.aws_arn("iam", f"role/{name or self.aws_name('role')}")

    def aws_kms_key_id(self) -> str:
        return self.aws_uuid()

    def aws_kms_key_arn(self, key_id: str | None = None) -> str:
        return self.aws_arn("kms", f"key/{key_id or self.aws_kms_key_id()}")

    def aws_appconfig_id(self) -> str:
        """The id of an AppConfig application, environment, profile, strategy or extension."""
        return self._text(_LOWER_AND_DIGITS, 7)

    def aws_identity_pool_id(self) -> str:
        """The id of a Cognito identity pool, or of an identity in one."""
        return f"{self._region}:{self.aws_uuid()}"

    def aws_greengrass_deployment_id(self) -> str:
        """The id of a deployment of one Greengrass group."""
        return self.aws_uuid()

    def aws_greengrass_bulk_deployment_id(self) -> str:
        return self.aws_uuid()

    def aws_greengrass_bulk_deployment_arn(self, bulk_deployment_id: str | None = None) -> str:
        """The slash after the account is AWS's own."""
        bulk_deployment_id = bulk_deployment_id or self.aws_greengrass_bulk_deployment_id()
        return self.aws_arn("greengrass", f"/greengrass/bulk/deployments/{bulk_deployment_id}")

    def aws_timestamps(self, count: int, start: datetime, end: datetime) -> list[datetime]:
        """So many times between `start` and `end`, in UTC, to the millisecond, none before the one it follows.

        Raises ValueError for naive times, and for an end before the start.
        """
        if start.tzinfo is None or end.tzinfo is None:
            raise ValueError(f"AWS's times have a zone; these have none: start={start!r}, end={end!r}.")
        if end < start:
            raise ValueError(f"Times from {start.isoformat()} cannot end at {end.isoformat()}, which is earlier.")
        last = (end - _EPOCH) // _MILLISECOND
        first = min(-((_EPOCH - start) // _MILLISECOND), last)
        drawn = sorted(first + int(self._random.random() * (last - first + 1)) for _ in range(count))
        return [_EPOCH + moment * _MILLISECOND for moment in drawn]

    def _text(self, alphabet: str, length: int) -> str:
        return "".join(self._random.choices(alphabet, k=length))


_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MILLISECOND = timedelta(milliseconds=1)

# Literal, so that the provider works where botocore is not installed; a test compares it with botocore's list.
REGIONS: dict[str, tuple[str, ...]] = {
    "aws": (
        *("af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3"),
        *("ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4"),
        *("ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-central-1", "ca-west-1", "eu-central-1"),
        *("eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3"),
        *("il-central-1", "me-central-1", "me-south-1", "mx-central-1", "sa-east-1", "us-east-1", "us-east-2"),
        *("us-west-1", "us-west-2"),
    ),
    "aws-cn": ("cn-north-1", "cn-northwest-1"),
    "aws-us-gov": ("us-gov-east-1", "us-gov-west-1"),
    "aws-iso": ("us-iso-east-1", "us-iso-west-1"),
    "aws-iso-b": ("us-isob-east-1", "us-isob-west-1"),
    "aws-iso-e": ("eu-isoe-west-1",),
    "aws-iso-f": ("us-isof-east-1", "us-isof-south-1"),
    "aws-eusc": ("eusc-de-east-1",),
}
_PARTITION_OF = {region: partition for partition, regions in REGIONS.items() for region in regions}

_WITHOUT_REGION = frozenset({"cloudfront", "globalaccelerator", "iam", "organizations", "route53", "s3"})
_WITHOUT_ACCOUNT = frozenset({"route53", "s3"})
