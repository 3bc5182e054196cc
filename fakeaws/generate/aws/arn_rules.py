"""What ARNs have besides the form of the resource: their service, and which of region and account they name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from fakeaws.generate.aws.regions import DNS_SUFFIXES, known


def names_region(service: str, kind: str) -> bool:
    """Whether the ARNs of this type of resource say the region."""
    return f"{service}:{kind}" in _WITH_BOTH or not {service, f"{service}:{kind}"} & _WITHOUT_REGION


def names_account(service: str, kind: str) -> bool:
    """Whether the ARNs of this type of resource say the account."""
    return f"{service}:{kind}" in _WITH_BOTH or not {service, f"{service}:{kind}"} & _WITHOUT_ACCOUNT


def separator(service: str) -> str:
    """What stands between type and id, where the service has no form of its own for the type."""
    return ":" if service in _WITH_COLONS else "/"


def service_in_arns(signing_name: str) -> str:
    """The service as ARNs call it, by the name that its requests are signed with."""
    return _SIGNED_OTHERWISE.get(signing_name, signing_name.lower())


def checked(service: str, region: str | None, account: str | None, partition: str | None) -> None:
    """Refuse what cannot stand in an ARN.

    Raises ValueError, which says what can.
    """
    if not _SERVICE.fullmatch(service):
        raise ValueError(
            f"{service!r} is no service in an ARN: these are lower case, as 's3' or 'elasticloadbalancing'."
        )
    if region and not _REGION.fullmatch(region):
        raise ValueError(f"{region!r} is no region: it is something like 'eu-west-1', or '' for none.")
    if account and not _ACCOUNT.fullmatch(account):
        raise ValueError(f"{account!r} is no account: it is twelve digits, 'aws' for what AWS owns, or '' for none.")
    if partition is not None:
        known("a partition", partition, DNS_SUFFIXES)


_SERVICE = re.compile(r"[a-z][a-z0-9-]*")
_REGION = re.compile(r"[a-z]+(-[a-z0-9]+)+")
_ACCOUNT = re.compile(r"\d{12}|aws")

# Source: the tables "Resource types defined by" of AWS's Service Authorization Reference, as that of the forms. A type
# is named where only some of a service's ARNs are so.
_WITHOUT_REGION: Final = frozenset(
    {
        *("budgets", "ce", "cloudfront", "globalaccelerator", "health", "iam", "networkmanager", "organizations"),
        *("route53", "s3", "shield", "sts", "waf", "cloudwatch:dashboard", "dynamodb:global-table"),
    }
)
_WITHOUT_ACCOUNT: Final = frozenset(
    {"apigateway", "route53", "s3", "bedrock:foundation-model", "ec2:image", "ec2:snapshot"}
)
_WITH_BOTH: Final = frozenset({"s3:accesspoint", "s3:job"})
_WITH_COLONS: Final = frozenset(
    {
        *("backup", "cloudwatch", "codedeploy", "elasticache", "lambda", "logs", "rds", "redshift"),
        *("secretsmanager", "states"),
    }
)
_SIGNED_OTHERWISE: Final[Mapping[str, str]] = {
    "IoTSecuredTunneling": "iot",
    "email": "ses",
    "monitoring": "cloudwatch",
}
