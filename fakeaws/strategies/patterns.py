"""Texts that a pattern of the model matches from end to end, within their length.

`st.from_regex` draws and shrinks them; it knows nothing of lengths. So a pattern that ends in letters that may be
repeated, as most do, is written anew to say the length itself. Texts of another length are thrown away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from fakeaws.schema.patterns import compiled

try:
    import re._parser as parser  # type: ignore[import-not-found,unused-ignore]  # it tells how long a match can be
except ImportError:  # before Python 3.11
    import sre_parse as parser


@dataclass(frozen=True, slots=True)
class Demand:
    """What a text must be: so long, and matched by a pattern; nothing in the place of one is matched by all."""

    pattern: str
    least: int
    most: int | None

    def allows(self, text: str) -> bool:
        search = compiled(self.pattern)
        fits = self.least <= len(text) and (self.most is None or len(text) <= self.most)
        return fits and (search is None or search.search(text) is not None)


def matching(demand: Demand, alphabet: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts of the alphabet that meet the demand; of any letters where the pattern asks for others."""
    pattern = compiled(_with_its_length(_without_head(demand)).pattern)
    if pattern is None:
        return st.text(alphabet, min_size=demand.least, max_size=demand.most)
    return _drawn(pattern, alphabet).filter(demand.allows)


def can_be_met(demand: Demand) -> bool:
    """Whether a text can be so long and match; some patterns are too long, or have their ends in the middle."""
    bare = _without_head(demand)
    if bare.most is not None and bare.least > bare.most:
        return False
    if compiled(bare.pattern) is None:
        return True
    parsed = parser.parse(bare.pattern)
    shortest, longest = parsed.getwidth()
    is_short_enough = bare.most is None or shortest <= bare.most
    is_long_enough = longest >= bare.least or not bare.pattern.endswith("$")  # what ends anywhere may be followed
    return is_short_enough and is_long_enough and not _ends_within(parsed)


def _ends_within(parsed: Any) -> bool:
    """Whether a letter stands before the beginning, or after the end."""
    widths = [parser.SubPattern(parsed.state, [item]).getwidth()[0] for item in parsed]
    kinds = [str(where) if str(kind) == "AT" else "" for kind, where in parsed]
    starts = any(kind == "AT_BEGINNING" and any(widths[:place]) for place, kind in enumerate(kinds))
    return starts or any(kind == "AT_END" and any(widths[place:]) for place, kind in enumerate(kinds))


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


def _with_its_length(demand: Demand) -> Demand:
    """The demand with the length in its pattern, where that ends in letters of one class again and again."""
    found = _TAIL.fullmatch(demand.pattern)
    if found is None or compiled(found["head"]) is None or not (demand.least or demand.most):
        return demand
    shortest, longest = parser.parse(found["head"]).getwidth()
    fewest, utmost = _COUNTS.get(found["often"]) or _counts(found)
    least, most = max(fewest, demand.least - shortest), _lesser(utmost, demand.most, longest)
    if most is not None and least > most:  # not with every head
        least, most = max(fewest, demand.least - longest), _lesser(utmost, demand.most, shortest)
    if most is not None and least > most:
        return demand
    ends = "" if most is None else str(most)
    return replace(demand, pattern=f"{found['head']}{found['letters']}{{{least},{ends}}}")


def _lesser(utmost: int | None, most: int | None, head: int) -> int | None:
    return min((one for one in (utmost, None if most is None else most - head) if one is not None), default=None)


def _counts(found: re.Match[str]) -> tuple[int, int | None]:
    fewest = int(found["fewest"])
    return fewest, (int(found["utmost"]) if found["utmost"] else None) if found["comma"] else fewest


_LENGTH_AHEAD = re.compile(r"\^?\(\?=\.\{(\d+),(\d*)\}\$?\)")
_TAIL = re.compile(
    r"\^?(?P<head>.*?)\(?(?P<letters>\[(?:[^\[\]\\]|\\.)+\]|\\[wdS]|(?<!\\)\.)\)?"
    r"(?P<often>\+|\*|\{(?P<fewest>\d+)(?P<comma>,?)(?P<utmost>\d*)\})\)?\$?"
)
_COUNTS: dict[str, tuple[int, int | None]] = {"+": (1, None), "*": (0, None)}
