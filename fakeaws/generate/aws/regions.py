"""AWS's partitions and regions, and what belongs to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final


def known(kind: str, name: str, names: Iterable[str]) -> str:
    """The name, if it is one of the names.

    Raises ValueError, which says what is known, if it is not.
    """
    names = list(names)
    if name not in names:
        raise ValueError(f"{name!r} is not {kind} of AWS. Known: {', '.join(names)}.")
    return name


def partition_of(region: str) -> str:
    """The partition that a region lies in; `aws` for a region not known here."""
    return _PARTITION_OF.get(region, "aws")


def dns_suffix_of(region: str) -> str:
    """What the names of AWS's hosts in the region end with."""
    return DNS_SUFFIXES[partition_of(region)]


# Literal, so that the provider works where botocore is not installed; tests compare both tables with botocore's.
REGIONS: Final[dict[str, tuple[str, ...]]] = {
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
DNS_SUFFIXES: Final[dict[str, str]] = {
    "aws": "amazonaws.com",
    "aws-cn": "amazonaws.com.cn",
    "aws-us-gov": "amazonaws.com",
    "aws-iso": "c2s.ic.gov",
    "aws-iso-b": "sc2s.sgov.gov",
    "aws-iso-e": "cloud.adc-e.uk",
    "aws-iso-f": "csp.hci.ic.gov",
    "aws-eusc": "amazonaws.eu",
}
_PARTITION_OF = {region: partition for partition, regions in REGIONS.items() for region in regions}
