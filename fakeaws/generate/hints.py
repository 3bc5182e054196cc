"""What a member's name, read in words, says about its value: whether it is a token, a time, or tells of trouble."""

from __future__ import annotations

import functools
import re
from datetime import datetime

from fakeaws.generate.draft import Draft


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
    return TIME.search(words) is not None


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
    return draft.expiry(is_far=_FAR.search(words) is not None) if expires(words) else draft.moments[moment_of(words)]


def iso(moment: datetime) -> str:
    """A time in the form that AWS uses where the model has a string: `2019-06-25T16:11:33.265Z`."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


_RECURRING = re.compile(r"[a-z]_(id|arn|(?<!dns_)name|identifier)$")
TIME = re.compile(r"_(at|time|date|timestamp)$|^(timestamp|time|date)$|date_time$")

_EXPIRES = re.compile(r"(^|_)(expir(es|y|ation|e)|valid_until|not_after)(_|$)")

_FAR = re.compile(r"(^|_)(valid_until|not_after)$")

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
    r"|delete_marker|deleted|deleting|missing\w*|exit_code|stopped|stopping|terminat(ed|ing)|expired|timed|impaired|unhealthy|suspended|reasons?|causes?"
    r"|issues?)(_|$)|deletion_(date|time|timestamp)"
)

_MOMENTS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"(^|_)(first_receive)(_|$)"), 3),
    (re.compile(r"(^|_)(creat(ed|e|ion)|regist\w+|submit\w*|submission|request\w*|queued|launch\w*|since)(_|$)"), 0),
    (re.compile(r"(^|_)(complet\w*|end(ed|s)?|finish\w*|stop\w*|clos\w*|delet\w*|expir\w*|terminat\w*|until)(_|$)"), 3),
    (re.compile(r"(^|_)(start\w*|begin|began|from|first|not_before)(_|$)"), 1),
)
