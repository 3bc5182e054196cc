"""ARNs of any service and type of resource, as AWS writes them."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from fakeaws.generate.aws.arn_forms import ARN_FORMS
from fakeaws.generate.aws.arn_rules import checked, names_account, names_region, separator
from fakeaws.generate.aws.ec2_prefixes import EC2_PREFIXES
from fakeaws.generate.aws.home import HEX, LOWER_AND_DIGITS, Home


class Arns(Home):
    """ARNs at home unless told otherwise."""

    def aws_arn(
        self,
        service: str | None = None,
        resource: str | None = None,
        *ids: str,
        region: str | None = None,
        account: str | None = None,
        partition: str | None = None,
    ) -> str:
        """An ARN, without region or account where the service's ARNs have none.

        With ids, `resource` is a type, and they stand where AWS puts them: `aws_arn("appconfig", "environment", a, e)`.
        Without, it is all that stands behind the account: `aws_arn("lambda", "function:orders")`. What is not said at
        all is made up: `aws_arn("ecs")` is of one of the types of ECS, `aws_arn()` of any service known here.

        Raises ValueError for another number of ids than the type has, and for what cannot stand in an ARN.
        """
        service = service or self._random.choice(list(ARN_FORMS))
        checked(service, region, account, partition)
        kind = resource_type(service, resource or "") if ids else ""
        if resource is None:
            kind = self._random.choice(list(ARN_FORMS.get(service, {"resource": ""})))
            ids = tuple(self.aws_arn_part(service, part) for part in arn_parts(service, kind))
        tail = resource if resource is not None and not ids else arn_resource(service, kind, ids)
        kind = kind or (resource or "").partition("/")[0].partition(":")[0]
        home = partition or self.aws_partition(region)
        if region is None:
            region = self._region if names_region(service, kind) else ""
        if account is None:
            account = self._account if names_account(service, kind) else ""
        return f"arn:{home}:{service}:{region}:{account}:{tail}"

    def aws_arn_part(self, service: str, part: str) -> str:
        """A name or an id for one part of a form of ARN: `function_name`, `stack_uuid`."""
        make = _PARTS.get(part) or next((make for end, make in _PART_ENDS if part.endswith(end)), None)
        if service == "appconfig" and part.endswith("_id"):
            return self._text(LOWER_AND_DIGITS, 7)
        if service == "ec2" and (prefix := EC2_PREFIXES.get(part.removesuffix("_id"))):
            return f"{prefix}-{self._text(HEX, 17)}"
        return make(self) if make else self.aws_name(_STEM_END.sub("", part).replace("_", "-"))

    def aws_role_arn(self, name: str | None = None) -> str:
        return self.aws_arn("iam", "role", name or self.aws_name("role"))

    def aws_kms_key_arn(self, key_id: str | None = None) -> str:
        return self.aws_arn("kms", "key", key_id or self.aws_uuid())

    def aws_execution_arn(self, state_machine: str | None = None, name: str | None = None) -> str:
        """An execution of a state machine of Step Functions."""
        return self.aws_arn("states", "execution", state_machine or self.aws_name("orders"), name or self.aws_uuid())

    def aws_greengrass_bulk_deployment_arn(self, bulk_deployment_id: str | None = None) -> str:
        """The slash after the account is AWS's own."""
        return self.aws_arn("greengrass", "bulk-deployment", bulk_deployment_id or self.aws_uuid())


def resource_type(service: str, name: str) -> str:
    """The type of resource as it is called here, however its words are put together: `stateMachine`, `db_instance`."""
    return _types(service).get(_plain(name), name)


@functools.cache
def arn_parts(service: str, kind: str) -> tuple[str, ...]:
    """What the ARN of this type of resource is made of besides fixed text."""
    return tuple(_PART.findall(_form(service, kind)))


def arn_resource(service: str, kind: str, ids: tuple[str, ...]) -> str:
    """What stands behind the account in the ARN.

    Raises ValueError for another number of ids than the type has.
    """
    form, parts = _form(service, kind), list(arn_parts(service, kind))
    if kind not in ARN_FORMS.get(service, {}) and len(ids) > 1:
        form, parts = separator(service).join([kind, *("{}" for _ in ids)]), ["" for _ in ids]
    if len(ids) != len(parts):
        told = f"{len(parts)} ({', '.join(parts)})" if parts else "none"
        raise ValueError(f"The ARN of a {kind} of {service} is {form!r}: its ids are {told}; {len(ids)} are given.")
    rest = iter(ids)
    return _PART.sub(lambda _: next(rest), form)


def _form(service: str, kind: str) -> str:
    return ARN_FORMS.get(service, {}).get(kind) or f"{kind}{separator(service)}{{{_plain_words(kind)}_any}}"


@functools.cache
def _types(service: str) -> Mapping[str, str]:
    return {_plain(kind): kind for kind in ARN_FORMS.get(service, ())}


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _plain_words(kind: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", kind.lower())


_PART = re.compile(r"\{(\w*)\}")
_STEM_END = re.compile(r"_(name|id|identifier|any)$")
"""What parts end with: a name, an id, or, of types that no table knows, any of them."""

_Draw = Callable[[Any], str]
_PARTS: Final[Mapping[str, _Draw]] = {
    "account_id": lambda aws: aws.aws_account_id(),
    "access_point_id": lambda aws: f"fsap-{aws._text(HEX, 17)}",
    "api_id": lambda aws: aws._text(LOWER_AND_DIGITS, 10),
    "bucket_name": lambda aws: aws.aws_name("example-bucket"),
    "certificate_id": lambda aws: aws.aws_uuid(),
    "code_signing_config_id": lambda aws: f"csc-{aws._text(HEX, 17)}",
    "component_version": lambda _: "1.0.0",
    "config_rule_id": lambda aws: f"config-rule-{aws._text(LOWER_AND_DIGITS, 6)}",
    "consumer_epoch": lambda _: "1735689600",
    "deployment_number": lambda aws: str(aws._random.randrange(1, 20)),
    "distribution_id": lambda aws: f"E{aws._text(LOWER_AND_DIGITS, 13).upper()}",
    "event_bus_name": lambda _: "default",
    "extension_version_number": lambda _: "1",
    "file_system_id": lambda aws: f"fs-{aws._text(HEX, 17)}",
    "group_id": lambda aws: aws.aws_uuid(),
    "hosted_zone_id": lambda aws: f"Z{aws._text(LOWER_AND_DIGITS, 13).upper()}",
    "identity": lambda _: "example.com",
    "identity_pool_id": lambda aws: f"{aws.aws_region()}:{aws.aws_uuid()}",
    "job_flow_id": lambda aws: f"j-{aws._text(LOWER_AND_DIGITS, 13).upper()}",
    "latest_stream_label": lambda _: "2025-01-01T00:00:00.000",
    "layer_version": lambda aws: str(aws._random.randrange(1, 20)),
    "log_group_name": lambda aws: f"/aws/lambda/{aws.aws_name('orders')}",
    "managed_instance_id": lambda aws: f"mi-{aws._text(HEX, 17)}",
    "model_id": lambda _: "anthropic.claude-3-haiku-20240307-v1:0",
    "namespace_id": lambda aws: f"ns-{aws._text(LOWER_AND_DIGITS, 16)}",
    "object_key": lambda aws: f"exports/{aws.aws_name('part')}.json",
    "organization_id": lambda aws: f"o-{aws._text(LOWER_AND_DIGITS, 10)}",
    "organizational_unit_id": lambda aws: f"ou-{aws._text(LOWER_AND_DIGITS, 4)}-{aws._text(LOWER_AND_DIGITS, 8)}",
    "organizations_policy_id": lambda aws: f"p-{aws._text(LOWER_AND_DIGITS, 8)}",
    "oidc_provider_name": lambda aws: f"oidc.eks.{aws.aws_region()}.amazonaws.com/id/{aws._text(HEX, 32).upper()}",
    "rest_api_id": lambda aws: aws._text(LOWER_AND_DIGITS, 10),
    "revision": lambda aws: str(aws._random.randrange(1, 20)),
    "root_id": lambda aws: f"r-{aws._text(LOWER_AND_DIGITS, 4)}",
    "secret_suffix": lambda aws: aws._text(LOWER_AND_DIGITS, 6),
    "server_id": lambda aws: f"s-{aws._text(HEX, 17)}",
    "srv_id": lambda aws: f"srv-{aws._text(LOWER_AND_DIGITS, 16)}",
    "state_machine_version": lambda aws: str(aws._random.randrange(1, 20)),
    "stream_label": lambda _: "2025-01-01T00:00:00.000",
    "task_id": lambda aws: aws._text(HEX, 32),
    "container_instance_id": lambda aws: aws._text(HEX, 32),
    "certificate_hash": lambda aws: aws._text(HEX, 64),
    "user_pool_id": lambda aws: f"{aws.aws_region()}_{aws._text(LOWER_AND_DIGITS, 9)}",
    "license_configuration_id": lambda aws: f"lic-{aws._text(HEX, 32)}",
    "outpost_id": lambda aws: f"op-{aws._text(HEX, 17)}",
    "user_name": lambda aws: aws._random.choice(("alice", "bob", "carol", "dave")),
    "window_id": lambda aws: f"mw-{aws._text(HEX, 17)}",
}
_PART_ENDS: Final[tuple[tuple[str, _Draw], ...]] = (
    ("_uuid", lambda aws: aws.aws_uuid()),
    ("_hash", lambda aws: aws._text(HEX, 16)),
    ("key_id", lambda aws: aws.aws_uuid()),
    ("cluster_id", lambda aws: aws.aws_name("cluster")),
    ("user_id", lambda aws: aws.aws_name("user")),
    ("replication_group_id", lambda aws: aws.aws_name("replication-group")),
    ("subscription_id", lambda aws: aws.aws_name("subscription")),
    ("_id", lambda aws: aws.aws_uuid()),
)
