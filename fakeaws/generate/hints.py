"""What a member's name, read in words, says about its value. The tables at the end are searched from the top."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from fakeaws.generate.draft import Draft
from fakeaws.generate.place import Place

Maker: TypeAlias = Callable[[Draft, Place], str]
"""Makes the text of the member at a place."""


@functools.cache
def hint(words: str) -> Maker | None:
    """The maker of the text that such a member holds."""
    return next((maker for pattern, maker in _HINTS if re.search(pattern, words)), None)


@functools.cache
def is_paging_token(words: str) -> bool:
    """Whether such a member asks the caller to come back for more."""
    return _PAGING_TOKEN.fullmatch(words) is not None


@functools.cache
def says_there_is_more(words: str) -> bool:
    """Whether such a boolean asks the caller to come back for more."""
    return _MORE_RESULTS.fullmatch(words) is not None


@functools.cache
def tells_of_trouble(words: str) -> bool:
    """Whether such a member, or enum value, is there only when something went wrong."""
    return _TROUBLE.search(words) is not None


@functools.cache
def is_left_over(words: str) -> bool:
    """Whether such a member holds what of a batch is to be asked for once more."""
    return words.startswith("unprocessed_")


@functools.cache
def recurs(words: str) -> bool:
    """Whether two members with such a name in one answer mean the same thing: `deployment_id` does, `id` does not."""
    return _RECURRING.search(words) is not None


@functools.cache
def is_time(words: str) -> bool:
    """Whether such a member, if it is no timestamp for the model, is one all the same."""
    return _TIME.search(words) is not None


@functools.cache
def moment_of(words: str) -> int:
    """Which of a draft's moments such a member holds."""
    return next((moment for pattern, moment in _MOMENTS if pattern.search(words)), 2)


@functools.cache
def expires(words: str) -> bool:
    """Whether the time of such a member lies ahead: that at which something expires."""
    return _EXPIRES.search(words) is not None


def moment(draft: Draft, words: str) -> datetime:
    """The time that such a member tells."""
    return draft.expiry() if expires(words) else draft.moments[moment_of(words)]


def iso(moment: datetime) -> str:
    """A time in the form that AWS uses where the model has a string: `2019-06-25T16:11:33.265Z`."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def name_text(draft: Draft, place: Place) -> str:
    """A name that tells which member it was made for: `configuration-3fa9c1`."""
    return draft.aws.aws_name(_stem(place.words))


@functools.cache
def _stem(words: str) -> str:
    return _NAME_ENDS.sub("", words).replace("_", "-") or "example"


def arn_text(draft: Draft, place: Place) -> str:
    """An ARN of the operation's service for the resource that the member is called after."""
    kind = place.words.removesuffix("s").removesuffix("_arn").replace("_", "-")
    return draft.aws.aws_arn(draft.service, f"{'resource' if kind == 'arn' else kind}/{draft.aws.aws_name()}")


def _bulk_deployment_arn(draft: Draft, _: Place) -> str:
    return draft.aws.aws_greengrass_bulk_deployment_arn(
        draft.recurring("BulkDeploymentId", draft.aws.aws_greengrass_bulk_deployment_id)
    )


def _appconfig_id(draft: Draft, _: Place) -> str:
    return draft.aws.aws_appconfig_id() if draft.service == "appconfig" else draft.aws.aws_uuid()


def _location_uri(draft: Draft, place: Place) -> str:
    return "hosted" if draft.service == "appconfig" else _s3_uri(draft, place)


def _s3_uri(draft: Draft, _: Place) -> str:
    return f"s3://{draft.aws.aws_bucket_name()}/{draft.aws.aws_name('object')}"


def _url(draft: Draft, _: Place) -> str:
    return f"https://{draft.aws.aws_name(draft.service)}.example.com/"


def _bucket_arn(draft: Draft, _: Place) -> str:
    return draft.aws.aws_arn("s3", draft.aws.aws_bucket_name())


def _policy(draft: Draft, _: Place) -> str:
    statement = {"Effect": "Allow", "Action": f"{draft.service}:*", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


_NAME_ENDS = re.compile(r"(^|_)(name|value|id|identifier)s?$")
_RECURRING = re.compile(r"[a-z]_(id|arn|name|identifier)$")
_TIME = re.compile(r"_(at|time|date|timestamp)$|^(timestamp|time|date)$|date_time$")

_EXPIRES = re.compile(r"(^|_)(expir(es|y|ation|e)|valid_until|not_after)(_|$)")

_PAGING_TOKEN = re.compile(
    # Unlike `next_poll_configuration_token` or `next_lock_token`, which are asked for once, not page by page.
    r"(next|previous|prev)_(.*_)?marker|marker"
    r"|((next|previous|prev)_)?((page|pagination|continuation|forward|backward|message|chunk|results?)_)*token(?<!^token)"
    r"|(next|previous|prev)_(page|cursor)|cursor|position"
    r"|last_evaluated_(key|.*(name|arn))|next_(record_(name|type|identifier)|shard_iterator|item_offset)"
    r"|next_(continent|country|subdivision)_code|next_(dns_name|hosted_zone_id)"
)
_MORE_RESULTS = re.compile(r"(is_)?truncated|(has_)?more(_.*)?|additional_(data_pending|routes_available)")
_TROUBLE = re.compile(
    r"(^|_)(unprocessed|unsuccessful|fail(ed|ure|ures|ing|s)?|errors?|errored|fault(y|s)?|reject(ed|ion|ions)?|invalid"
    r"|denied|exceptions?|warnings?|abort(ed|ing)?|cancell?(ed|ing|ation)?|rolled|rollback|rolling|revert(ed|ing)?"
    r"|delete_marker|deleted|deleting|missing\w*|exit_code|stopped|stopping|terminat(ed|ing)|expired|timed|impaired|unhealthy|suspended)(_|$)"
)

_MOMENTS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"(^|_)(creat(ed|e|ion)|regist\w+|submit\w*|submission|request\w*|queued|launch\w*|since)(_|$)"), 0),
    (re.compile(r"(^|_)(complet\w*|end(ed|s)?|finish\w*|stop\w*|clos\w*|delet\w*|expir\w*|terminat\w*|until)(_|$)"), 3),
    (re.compile(r"(^|_)(start\w*|begin|began|from|first|not_before)(_|$)"), 1),
)

_HINTS: tuple[tuple[str, Maker], ...] = (
    (r"(^|_)(account|account_id|owner_id|aws_account(_id)?)s?$", lambda draft, _: draft.aws.aws_account_id()),
    (r"(^|_)(region|region_name)s?$", lambda draft, _: draft.aws.aws_region()),
    (r"(^|_)availability_zones?$", lambda draft, _: draft.aws.aws_availability_zone()),
    (r"(^|_)partition$", lambda draft, _: draft.aws.aws_partition()),
    (r"(^|_)bulk_deployment_arn$", _bulk_deployment_arn),
    (r"(^|_)(role_arns?|role)$", lambda draft, _: draft.aws.aws_role_arn()),
    (r"(^|_)(kms|encryption|master)\w*_arns?$", lambda draft, _: draft.aws.aws_kms_key_arn()),
    (r"(^|_)bucket_arns?$", _bucket_arn),
    (r"(^|_)arns?$", arn_text),
    (r"(^|_)access_key_id$", lambda draft, _: draft.aws.aws_access_key_id()),
    (r"(^|_)secret_access_key$", lambda draft, _: draft.aws.aws_secret_access_key()),
    (r"(^|_)(kms_key|kms_master_key|key)_id$", lambda draft, _: draft.aws.aws_kms_key_id()),
    (r"(^|_)identity_(pool_)?id$", lambda draft, _: draft.aws.aws_identity_pool_id()),
    (r"(^|_)request_id$", lambda draft, _: draft.aws.aws_request_id()),
    (r"(^|_)(application|environment|configuration_profile|deployment_strategy|extension)_id$", _appconfig_id),
    (r"(^|_)(id|uuid|guid|identifier)s?$", lambda draft, _: draft.aws.aws_uuid()),
    (r"(^|_)location_uri$", _location_uri),
    (r"(^|_)(s3_)?(uri|path_uri)s?$", _s3_uri),
    (r"(^|_)(url|endpoint|href|link)s?$", _url),
    (r"(^|_)bucket(_name)?s?$", lambda draft, _: draft.aws.aws_bucket_name()),
    (r"(^|_)policy(_document)?$", _policy),
    (r"(^|_)version(_number|_label)?$", lambda _draft, _: "1"),
    (r"(^|_)(content|media|mime)_type$", lambda _draft, _: "application/json"),
    (r"(^|_)e_?tag$", lambda draft, _: f'"{draft.aws.aws_uuid().replace("-", "")}"'),
    (r"(^|_)domain(_name)?s?$|(^|_)(dns|host)_?name$", lambda draft, _: f"{draft.aws.aws_name()}.example.com"),
    (r"(^|_)e?mail(_address)?$", lambda draft, _: f"{draft.aws.aws_name()}@example.com"),
    (r"(^|_)(ip|ip_address|private_ip\w*)$", lambda _draft, _: "10.0.0.1"),
    (_TIME.pattern, lambda draft, place: iso(moment(draft, place.words))),
)
