"""Texts that a pattern of the model matches from end to end, within their length.

`st.from_regex` draws and shrinks them; it knows nothing of lengths. Where the length is all that there is to a
pattern, or stands in its head, the pattern is written anew so that it says the length itself; else texts of
another length are thrown away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from fakeaws.schema.patterns import compiled


@dataclass(frozen=True, slots=True)
class Demand:
    """What a text must be: so long, and matched by a pattern."""

    pattern: str
    least: int
    most: int | None

    def allows(self, text: str) -> bool:
        search = compiled(self.pattern)
        fits = self.least <= len(text) and (self.most is None or len(text) <= self.most)
        return fits and (search is None or search.search(text) is not None)


def matching(demand: Demand, alphabet: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts of the alphabet that meet the demand; of any letters where the pattern asks for others."""
    narrowed = _of_one_class(_without_head(demand))
    pattern = compiled(narrowed.pattern)
    if pattern is None:
        return st.text(alphabet, min_size=demand.least, max_size=demand.most)
    return _drawn(pattern, alphabet).filter(demand.allows)


def can_be_met(demand: Demand) -> bool:
    """Whether the lengths that the pattern matches and those that are allowed have one in common."""
    narrowed = _without_head(demand)
    pattern = compiled(narrowed.pattern)
    if narrowed.most is not None and narrowed.least > narrowed.most:
        return False
    if pattern is None or not (_CLASS.fullmatch(narrowed.pattern) or "$" in narrowed.pattern):
        return True  # what matches anywhere may have anything around it
    shortest, longest = _parser().parse(narrowed.pattern).getwidth()
    return bool(shortest <= (narrowed.most if narrowed.most is not None else shortest) and longest >= narrowed.least)


def _drawn(pattern: re.Pattern[str], alphabet: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    drawn = st.from_regex(pattern, fullmatch=True, alphabet=alphabet)
    try:
        drawn.validate()
    except InvalidArgument:  # it asks for a letter that the alphabet lacks, such as a line feed
        return st.from_regex(pattern, fullmatch=True)
    return drawn


def _without_head(demand: Demand) -> Demand:
    """The demand without the look ahead at the length with which some patterns begin."""
    head = _LENGTH_AHEAD.match(demand.pattern)
    if head is None:
        return demand
    least, most = max(demand.least, int(head[1])), int(head[2]) if head[2] else demand.most
    most = most if demand.most is None or most is None else min(most, demand.most)
    return Demand(demand.pattern[head.end() :], least, most)


def _of_one_class(demand: Demand) -> Demand:
    """The demand with the length in its pattern, where that is one class of letters again and again."""
    found = _CLASS.fullmatch(demand.pattern)
    if found is None:
        return demand
    fewest, utmost = _COUNTS.get(found["often"]) or _counts(found)
    least = max(demand.least, fewest)
    most = min((one for one in (demand.most, utmost) if one is not None), default=None)
    ends = "" if most is None else str(most)
    return (
        replace(demand, pattern=f"{found['letters']}{{{least},{ends}}}") if ends == "" or least <= int(ends) else demand
    )


def _counts(found: re.Match[str]) -> tuple[int, int | None]:
    fewest = int(found["fewest"])
    return fewest, (int(found["utmost"]) if found["utmost"] else None) if found["comma"] else fewest


def _parser() -> Any:
    """The parser of `re`, which tells how long a match can be; it moved with Python 3.11."""
    try:
        import re._parser as parser
    except ImportError:
        import sre_parse as parser
    return parser


_LENGTH_AHEAD = re.compile(r"\^?\(\?=\.\{(\d+),(\d*)\}\$?\)")
_CLASS = re.compile(
    r"\^?\(?(?P<letters>\[(?:[^\[\]\\]|\\.)+\]|\\[wdS]|\.)"
    r"(?P<often>\+|\*|\{(?P<fewest>\d+)(?P<comma>,?)(?P<utmost>\d*)\})\)?\$?"
)
_COUNTS: dict[str, tuple[int, int | None]] = {"+": (1, None), "*": (0, None)}
