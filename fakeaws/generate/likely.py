"""Which of a shape's choices an answer takes: of states the one that things come to, of kinds those in use."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Final

from fakeaws.generate.hints import tells_of_trouble
from fakeaws.generate.nouns import readings
from fakeaws.generate.place import Place, snake


def likely(place: Place, choices: Sequence[str]) -> tuple[str, ...]:
    """Those of the choices that something in order has; all that tell of no trouble, if nothing is known."""
    return _likely("|".join(readings(place)), tuple(choices))


@functools.lru_cache(maxsize=8192)
def _likely(told: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    for words in told.split("|"):
        found = _preferred(words, choices)
        if found:
            return found
    return tuple(one for one in choices if not tells_of_trouble(snake(one))) or choices


def _preferred(words: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    plain = [(one, _NOT_PLAIN.sub("", one.lower())) for one in choices]
    for pattern, preferred in _PATTERNS:
        if not preferred.isdisjoint(told for _, told in plain) and pattern.search(words):
            return tuple(one for one, told in plain if told in preferred)
    return ()


def likely_keys(choices: Sequence[str], count: int) -> tuple[str, ...]:
    """The keys of a map of attributes, by default so many: those that stand for all others are none."""
    usual = tuple(one for one in choices if one in _USUAL_KEYS)
    return usual or (tuple(one for one in choices if one not in {"All", ".*", "*"}) or tuple(choices))[:count]


_DONE: Final = frozenset(
    {
        *("complete", "completed", "createcomplete", "deployed", "done", "finished", "passed", "succeeded", "success"),
        *("successful", "updatecomplete"),
    }
)
_SETTLED: Final = frozenset(
    {
        *("active", "assigned", "associated", "attached", "available", "confirmed", "connected", "created", "enabled"),
        *("established", "healthy", "inservice", "insync", "inuse", "issued", "ok", "online", "optedin", "primary"),
        *("provisioned", "ready", "running", "valid", "validated", "verified"),
    }
)
LIKELY: Final[tuple[tuple[str, frozenset[str]], ...]] = (
    # By what the member is called: the choices, without anything but letters and digits, that are taken where there are
    # such.
    (r"optimization_status$", frozenset({"off"})),
    (r"(^|_)\w*(state|status|health|progress)\w*$", _DONE),
    (r"(^|_)\w*(state|status|health|progress)\w*$", _SETTLED),
    (r"(^|_)key_type$", frozenset({"hash"})),
    (r"(^|_)attribute_type$", frozenset({"s"})),
    (r"(^|_)projection_type$", frozenset({"all"})),
    (r"(^|_)scheduling_strategy$", frozenset({"replica"})),
    (r"(^|_)connectivity$", frozenset({"connected"})),
    (r"(^|_)ip_family$", frozenset({"ipv4"})),
    (r"(^|_)renewal_eligibility$", frozenset({"eligible"})),
    (r"(^|_)extended_key_usage\w*_name$", frozenset({"tlswebserverauthentication"})),
    (r"(^|_)key_usage\w*_name$", frozenset({"digitalsignature"})),
    (r"(^|_)key_algorithm$", frozenset({"rsa2048"})),
    (r"(^|_)validation_method$", frozenset({"dns"})),
    (r"(^|_)worker_type$", frozenset({"g.1x"})),
    (r"(^|_)job_mode$", frozenset({"script"})),
    (r"(^|_)api_key_source$", frozenset({"header"})),
    (r"(^|_)encryption_option$", frozenset({"sses3"})),
    (r"(^|_)encryption_type$", frozenset({"none"})),
    (r"(^|_)viewer_protocol_policy$", frozenset({"redirecttohttps"})),
    (r"(^|_)minimum_protocol_version$", frozenset({"tlsv1.22021"})),
    (r"(^|_)\w*methods?(_items)?$", frozenset({"get", "head"})),
    (r"(^|_)\w*ssl_protocols?(_items)?$", frozenset({"tlsv1.2"})),
    (r"(^|_)ssl_support_method$", frozenset({"snionly"})),
    (r"(^|_)http_version$", frozenset({"http2"})),
    (r"(^|_)types?$", frozenset({"regional", "amazonissued"})),
    (r"", frozenset({"enabled"})),
    (r"runtime$", frozenset({"python3.12", "python3.13", "nodejs20.x", "nodejs22.x"})),
    (r"instance_type$", frozenset({"t3.micro", "t3.medium", "m5.large", "m6i.large", "c6g.xlarge"})),
    (r"log_level$", frozenset({"info"})),
    (r"hypervisor$", frozenset({"xen"})),
    (r"architectures?$", frozenset({"x8664", "arm64"})),
    (r"virtualization_type$", frozenset({"hvm"})),
    (r"root_device_type$", frozenset({"ebs"})),
    (r"tenancy$", frozenset({"default"})),
    (r"volume_type$|storage_type$", frozenset({"gp3"})),
    (r"boot_mode$", frozenset({"uefi", "uefipreferred"})),
    (r"package_type$", frozenset({"zip"})),
    (r"tracing\w*|mode$", frozenset({"active", "passthrough", "standard", "default", "user"})),
    (r"(^|_)protocol$", frozenset({"http", "https", "tcp"})),
    (r"scheme$", frozenset({"internetfacing"})),
    (r"key_usage$", frozenset({"encryptdecrypt"})),
    (r"key_spec$|customer_master_key_spec$", frozenset({"symmetricdefault", "aes256"})),
    (r"key_manager$", frozenset({"customer"})),
    (r"key_state$", frozenset({"enabled"})),
    (r"encryption_algorithms?$", frozenset({"symmetricdefault"})),
    (r"origin$", frozenset({"awskms"})),
    (r"storage_class$", frozenset({"standard"})),
    (r"checksum_algorithm$", frozenset({"crc32"})),
    (r"checksum_type$", frozenset({"fullobject"})),
    (r"server_side_encryption$", frozenset({"aes256"})),
    (r"launch_type$", frozenset({"fargate"})),
    (r"billing_mode$", frozenset({"payperrequest"})),
    (r"(^|_)event_type$", frozenset({"deploymentcompleted"})),
    (r"ip_address_type$", frozenset({"ipv4"})),
    (r"type$", frozenset({"application", "string", "interface", "ipv4", "standard"})),
)
_PATTERNS: Final = tuple((re.compile(pattern), preferred) for pattern, preferred in LIKELY)
_NOT_PLAIN: Final = re.compile(r"[^a-z0-9.]")
_USUAL_KEYS: Final = frozenset(
    {
        # Of a queue, as SQS tells them of one that is no FIFO queue; and of a message that was received.
        *("QueueArn", "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "CreatedTimestamp"),
        *("ApproximateNumberOfMessagesDelayed", "LastModifiedTimestamp", "VisibilityTimeout", "MaximumMessageSize"),
        *("MessageRetentionPeriod", "DelaySeconds", "ReceiveMessageWaitTimeSeconds", "SqsManagedSseEnabled"),
        *("SenderId", "SentTimestamp", "ApproximateReceiveCount", "ApproximateFirstReceiveTimestamp"),
    }
)
