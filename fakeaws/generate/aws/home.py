"""The account and region that everything a provider makes belongs to, and what is drawn from nothing else."""

from __future__ import annotations

import base64
import re
import string
import uuid
from random import Random
from typing import Any, Final

from faker.providers import BaseProvider

from fakeaws.generate.aws.regions import REGIONS, known, partition_of

HOME_ACCOUNT: Final = "123456789012"
"""The account of AWS's own examples."""
HOME_REGION: Final = "us-east-1"

LOWER_AND_DIGITS: Final = string.ascii_lowercase + string.digits
UPPER_AND_DIGITS: Final = string.ascii_uppercase + string.digits
ALPHANUMERIC: Final = string.ascii_letters + string.digits
BASE32: Final = string.ascii_uppercase + "234567"
HEX: Final = "0123456789abcdef"


class Home(BaseProvider):
    """One account in one region, and the random source that all values are drawn from."""

    def __init__(self, generator: Any, *, account: str = HOME_ACCOUNT, region: str = HOME_REGION) -> None:
        super().__init__(generator)
        if not re.fullmatch(r"\d{12}", account):
            raise ValueError(f"{account!r} is no account: it is twelve digits, as text.")
        self._account = account
        self._region = region

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
        return self._random.choice(REGIONS[known("a partition", partition, REGIONS)])

    def aws_partition(self, region: str | None = None) -> str:
        """The partition that a region (by default the home) lies in; `aws` for a region not known here."""
        return partition_of(region or self._region)

    def aws_availability_zone(self, region: str | None = None) -> str:
        return f"{region or self._region}{self._random.choice('abc')}"

    def aws_availability_zone_id(self, region: str | None = None) -> str:
        """The id that a zone has in every account: `use1-az4` for one of us-east-1."""
        area, *direction, number = (region or self._region).split("-")
        short = "".join(_SHORT.get(part, part[0]) for part in direction)
        return f"{area}{short}{number}-az{self._random.randrange(1, 4)}"

    def aws_uuid(self) -> str:
        """A version 4 UUID in lower case, from this Faker's own random source."""
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

    def aws_name(self, stem: str = "example") -> str:
        """A name that most services take for a resource: `orders-3fa9c1`."""
        return f"{stem}-{self._random.getrandbits(24):06x}"

    @property
    def _random(self) -> Random:
        random: Random = self.generator.random
        return random

    def _text(self, alphabet: str, length: int) -> str:
        return "".join(self._random.choices(alphabet, k=length))

    def _base64(self, count: int) -> str:
        return base64.b64encode(self._random.getrandbits(8 * count).to_bytes(count, "big")).decode()


_SHORT: Final = {"northeast": "ne", "northwest": "nw", "southeast": "se", "southwest": "sw", "isob": "isob"}
