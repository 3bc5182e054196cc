"""Whether a call has the parameters that are asked for, and where it has not.

Values are compared by `==`, the one that is asked for on the left, so that `unittest.mock.ANY` and its like decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


def fits(wanted: Mapping[str, object], given: Mapping[str, object]) -> bool:
    """Whether all that is wanted is given; more may be."""
    return all(name in given and value == given[name] for name, value in wanted.items())


@dataclass(frozen=True, slots=True)
class Difference:
    """One place in which a call has another value than was asked for, as source text; None where there is none."""

    place: str
    wanted: str | None
    given: str | None

    def told_by(self, who: str) -> str:
        """`Key.id.S: the script has '1', the call '2'`."""
        return f"{self.place}: {who} has {self.wanted or 'none'}, the call {self.given or 'has none'}"


def differences(wanted: Mapping[str, object], given: Mapping[str, object]) -> list[Difference]:
    """Where the call misses what is wanted, down to the innermost values; nothing where it `fits`."""
    return [
        difference
        for name, value in wanted.items()
        if name not in given or not value == given[name]  # noqa: SIM201  # ANY and its like define == alone
        for difference in (_between(name, value, given[name]) if name in given else [_missing(name, value)])
    ]


@dataclass(frozen=True, slots=True)
class Rule:
    """Which calls are meant, other than by parameters that they include: whether one fits, and where it does not.

    One that only seems to fit comes after one that `is_equal`.
    """

    fits: Callable[[Mapping[str, object]], bool]
    is_equal: Callable[[Mapping[str, object]], bool]
    differences: Callable[[Mapping[str, object]], list[Difference]]


def told(found: list[Difference], who: str) -> list[str]:
    """The first of the differences, a line each."""
    more = len(found) - _MOST_TOLD
    lines = [difference.told_by(who) for difference in found[:_MOST_TOLD]]
    return lines if more <= 0 else [*lines, f"... and {more} more"]


def _between(place: str, wanted: object, given: object) -> Iterator[Difference]:
    """The differences of two values that are not equal."""
    if type(wanted) is dict and isinstance(given, Mapping):
        for name in dict.fromkeys((*wanted, *given)):
            yield from _in_both(f"{place}.{name}", name, wanted, given)
    elif type(wanted) is list and isinstance(given, (list, tuple)):
        for number in range(max(len(wanted), len(given))):
            numbered = dict(enumerate(wanted)), dict(enumerate(given))
            yield from _in_both(f"{place}[{number}]", number, *numbered)
    else:
        yield Difference(place, *_shown(wanted, given))


def _in_both(
    place: str, key: object, wanted: Mapping[Any, object], given: Mapping[Any, object]
) -> Iterator[Difference]:
    if key not in wanted:
        yield Difference(place, None, _cut(repr(given[key])))
    elif key not in given:
        yield _missing(place, wanted[key])
    elif not wanted[key] == given[key]:  # noqa: SIM201  # as above
        yield from _between(place, wanted[key], given[key])


def _missing(place: str, wanted: object) -> Difference:
    return Difference(place, _cut(repr(wanted)), None)


def _shown(wanted: object, given: object) -> tuple[str, str]:
    """Both values as source text; long ones from a little before they begin to differ."""
    texts = repr(wanted), repr(given)
    if max(map(len, texts)) <= _LONGEST_SHOWN:
        return texts
    same = next((at for at, (one, other) in enumerate(zip(*texts, strict=False)) if one != other), min(map(len, texts)))
    start = max(0, same - _LONGEST_SHOWN // 4)
    return _cut(texts[0], start), _cut(texts[1], start)


def _cut(text: str, start: int = 0) -> str:
    end = start + _LONGEST_SHOWN
    return f"{'...' if start else ''}{text[start:end]}{'...' if len(text) > end else ''}"


_MOST_TOLD = 8
_LONGEST_SHOWN = 80
