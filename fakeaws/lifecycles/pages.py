"""Lists in pages, newest first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any


def page(
    member: str, newest_first: Sequence[Mapping[str, Any]], params: Mapping[str, Any], *, usual: int = 50
) -> dict[str, Any] | None:
    """The page that `MaxResults` and `NextToken` ask for; None for no size, or a token that was never handed out.

    A token counts from the old end, so that it holds while new items come.
    """
    rest = _rest(newest_first, params.get("NextToken"))
    asked = str(params.get("MaxResults", usual))  # Greengrass takes it as a string
    if rest is None or re.fullmatch("[1-9][0-9]*", asked) is None:
        return None
    size = int(asked)
    members: dict[str, Any] = {member: [dict(item) for item in rest[:size]]}
    if len(rest) > size:
        members["NextToken"] = f"oldest-{len(rest) - size}"
    return members


def _rest(newest_first: Sequence[Mapping[str, Any]], token: str | None) -> Sequence[Mapping[str, Any]] | None:
    if token is None:
        return newest_first
    found = re.fullmatch("oldest-([1-9][0-9]*)", token)
    left = int(found[1]) if found else len(newest_first) + 1
    return newest_first[-left:] if left <= len(newest_first) else None
