"""What a value speaks of: the thing that a bare `id` or `arn` belongs to, and the type of resource that it names."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from fakeaws.generate.aws.arn_forms import ARN_FORMS
from fakeaws.generate.aws.arns import resource_type
from fakeaws.generate.place import Place, snake

BARE = frozenset(
    {
        *(
            "alias",
            "arn",
            "arns",
            "association_id",
            "attachment_id",
            "code",
            "endpoint",
            "id",
            "identifier",
            "ids",
            "items",
        ),
        *("key", "name", "names", "port", "size", "state", "status", "type", "uri", "url", "value", "version"),
    }
)
"""Names that say nothing without the thing around them."""


def nouns(place: Place) -> tuple[str, ...]:
    """What the structure around the place is called: by the member that holds it, and by its shape."""
    return _nouns(place.owner, place.within[-1] if place.within else "")


@functools.cache
def _nouns(owner: str, shape: str) -> tuple[str, ...]:
    whole = snake(shape)
    core = _SHAPE_ENDS.sub("", _SHAPE_BEGINS.sub("", whole))
    last = singular(core)
    return (*dict.fromkeys(one for one in (singular(owner), whole) if one not in {"", last}), *([last] if last else ()))


def readings(place: Place) -> tuple[str, ...]:
    """The member's words; where they are bare, first with what they speak of: `role_arn` for the `arn` of a role."""
    if place.words not in BARE:
        return (place.words,)
    return (*(f"{noun}_{place.words}" for noun in nouns(place)), place.words)


@functools.cache
def singular(words: str) -> str:
    """One of what there are several of: `policies` is `policy`."""
    for many, one in _PLURALS:
        if words.endswith(many):
            return words[: -len(many)] + one
    return words


@functools.cache
def kind_of(service: str, noun: str) -> tuple[str, str] | None:
    """Service and type of the resource that a noun names: that of the service itself, or one that all know."""
    for run in _runs(noun):
        own = resource_type(service, run)
        if own in ARN_FORMS.get(service, {}):
            return service, own
        if run in _KNOWN_TO_ALL:
            return _KNOWN_TO_ALL[run]
    return None


@functools.cache
def own_kind_of(service: str, noun: str) -> tuple[str, str] | None:
    """Service and type of what a structure is, by its noun: one of the service itself, as far as it has only one."""
    forms = ARN_FORMS.get(service, {})
    known = next((own for run in _runs(noun) if (own := resource_type(service, run)) in forms), None)
    kind = known or (next(iter(forms)) if len(forms) == 1 else None)
    return (service, kind) if kind else None


def known_to_all(noun: str) -> tuple[str, str] | None:
    """Service and type of what a noun names in every service."""
    return _KNOWN_TO_ALL.get(noun)


def main_kind(service: str) -> str:
    """The type of resource that a service is there for, where it is known."""
    forms = ARN_FORMS.get(service)
    return _MAIN.get(service, next(iter(forms)) if forms else "resource")


def _runs(noun: str) -> Iterator[str]:
    """The noun without its first words, then without its last: the longest comes first, and a noun's end tells most."""
    words = noun.split("_")
    yield from ("_".join(words[start:]) for start in range(len(words)))
    yield from ("_".join(words[:end]) for end in range(len(words) - 1, 0, -1) if words[:end] != ["db"])


_SHAPE_BEGINS = re.compile(
    r"^(admin|get|batch|describe|list|create|update|delete|put|start|stop|register|search|publish|tag|copy|restore)_"
)
_SHAPE_ENDS = re.compile(
    r"(_(response|output|information|result|request|input|summary|list|entry|item|detail|details|info|description|metadata|object|data"
    r"|message|properties|configuration|config|reference|identifier|type))+$"
)
_PLURALS = (
    ("aliases", "alias"),
    ("ias", "ias"),
    ("ies", "y"),
    ("sses", "ss"),
    ("xes", "x"),
    ("ss", "ss"),
    ("us", "us"),
    ("s", ""),
)

_MAIN = {
    "cloudformation": "stack",
    "codebuild": "project",
    "dynamodb": "table",
    "ec2": "instance",
    "ecs": "service",
    "eks": "cluster",
    "elasticloadbalancing": "load-balancer",
    "events": "rule",
    "glue": "job",
    "iam": "role",
    "kinesis": "stream",
    "kms": "key",
    "lambda": "function",
    "logs": "log-group",
    "organizations": "account",
    "rds": "db",
    "s3": "bucket",
    "sns": "topic",
    "ssm": "parameter",
    "states": "state-machine",
}
_KNOWN_TO_ALL = {
    "alarm": ("cloudwatch", "alarm"),
    "bucket": ("s3", "bucket"),
    "certificate": ("acm", "certificate"),
    "certificate_authority": ("acm-pca", "certificate-authority"),
    "db_cluster": ("rds", "db-cluster"),
    "db_instance": ("rds", "db"),
    "dead_letter": ("sqs", "queue"),
    "dead_letter_target": ("sqs", "queue"),
    "delivery_stream": ("firehose", "delivery-stream"),
    "encryption_key": ("kms", "key"),
    "event_bus": ("events", "event-bus"),
    "event_source": ("sqs", "queue"),
    "file_system": ("elasticfilesystem", "file-system"),
    "firehose": ("firehose", "delivery-stream"),
    "function": ("lambda", "function"),
    "hosted_zone": ("route53", "hosted-zone"),
    "identity_pool": ("cognito-identity", "identity-pool"),
    "instance": ("ec2", "instance"),
    "instance_profile": ("iam", "instance-profile"),
    "key": ("kms", "key"),
    "kms_key": ("kms", "key"),
    "notification": ("sns", "topic"),
    "kms": ("kms", "key"),
    "lambda": ("lambda", "function"),
    "lambda_function": ("lambda", "function"),
    "load_balancer": ("elasticloadbalancing", "load-balancer"),
    "log_group": ("logs", "log-group"),
    "master_key": ("kms", "key"),
    "network_interface": ("ec2", "network-interface"),
    "capacity_reservation_resource_group": ("resource-groups", "group"),
    "firewall": ("network-firewall", "firewall"),
    "host_resource_group": ("resource-groups", "group"),
    "license_configuration": ("license-manager", "license-configuration"),
    "open_id_connect_provider": ("iam", "oidc-provider"),
    "organization": ("organizations", "organization"),
    "outpost": ("outposts", "outpost"),
    "permissions_boundary": ("iam", "policy"),
    "policy": ("iam", "policy"),
    "principal": ("iam", "role"),
    "queue": ("sqs", "queue"),
    "repository": ("ecr", "repository"),
    "role": ("iam", "role"),
    "saml_provider": ("iam", "saml-provider"),
    "secret": ("secretsmanager", "secret"),
    "security_group": ("ec2", "security-group"),
    "sns_topic": ("sns", "topic"),
    "snapshot": ("ec2", "snapshot"),
    "stack": ("cloudformation", "stack"),
    "state_machine": ("states", "state-machine"),
    "stream": ("kinesis", "stream"),
    "subnet": ("ec2", "subnet"),
    "table": ("dynamodb", "table"),
    "target": ("lambda", "function"),
    "target_group": ("elasticloadbalancing", "target-group"),
    "topic": ("sns", "topic"),
    "user": ("iam", "user"),
    "user_pool": ("cognito-idp", "user-pool"),
    "volume": ("ec2", "volume"),
    "vpc": ("ec2", "vpc"),
    "web_acl": ("wafv2", "web-acl"),
}
