"""The right name for a wrong one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: object, choices: Iterable[str]) -> str | None:
    """The choice that `word` was probably meant to be: spelt alike, or its end, as `State` of `DeploymentState`."""
    by_folded = {_folded(choice): choice for choice in choices}
    asked = _folded(str(word))
    ends = [folded for folded in by_folded if len(folded) >= _SHORTEST_END and asked.endswith(folded)]
    if ends:
        return by_folded[max(ends, key=len)]
    near = difflib.get_close_matches(asked, by_folded, n=1, cutoff=0.6)
    return by_folded[near[0]] if near else None


def did_you_mean(word: object, choices: Iterable[str]) -> str:
    """` Did you mean X?`; where nothing is near, ` Known: ...` if the list is short, else nothing."""
    known = list(choices)
    near = nearest(word, known)
    if near is not None:
        return f" Did you mean {near}?"
    return f" Known: {', '.join(known)}." if 0 < len(known) <= _LONGEST_LIST else ""


def _folded(word: str) -> str:
    return word.lower().replace("_", "").replace("-", "")


_SHORTEST_END = 4
_LONGEST_LIST = 30
