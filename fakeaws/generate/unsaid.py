"""What of AWS's shapes is so although the model does not say it."""

from __future__ import annotations

import re
from typing import Any

from fakeaws.model import Shape


def is_union(shape: Any) -> bool:
    """Whether a structure has one of its members at a time, as the model says or as AWS does without saying so."""
    return bool(shape.is_tagged_union) or shape.name in _UNIONS


def is_about_the_body(member: Shape) -> bool:
    """Whether it is a header that says how the body was sent: only what sends it can know."""
    told = member.serialization
    return told.get("location") == "header" and _ABOUT_THE_BODY.match(told.get("name", "")) is not None


_UNIONS = frozenset({"AttributeValue"})
"""DynamoDB's typed values."""
_ABOUT_THE_BODY = re.compile(r"content-(encoding|length|md5|range)$|x-amz-checksum-", re.IGNORECASE)
