"""Texts that fit their shape: from a hint or a candidate where one fits, else from the pattern itself."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import TypeAlias

from fakeaws.clock import START
from fakeaws.generate.draft import Draft
from fakeaws.generate.hints import iso, moment
from fakeaws.generate.likely import likely
from fakeaws.generate.makers import makers
from fakeaws.generate.naming import arn_text, name_text
from fakeaws.generate.patterns.dialect import pythonic
from fakeaws.generate.patterns.texts import PatternTexts, texts_of
from fakeaws.generate.place import Place
from fakeaws.generate.planning import drawn_from
from fakeaws.generate.rows.making import Maker
from fakeaws.generate.seeds import seeded_provider
from fakeaws.model import Shape
from fakeaws.schema.patterns import compiled

Drawer: TypeAlias = Callable[[Draft], "str | None"]
Way: TypeAlias = Callable[[Draft, Place], "str | None"]
"""Makes the text of the member at a place, or None where it came to nothing."""


@dataclass(frozen=True, slots=True)
class TextRule:
    """What a string shape asks of a text. Its pattern may match anywhere: that is how services read it.

    `reading` is the pattern as well where Python cannot compile it, in other words; nothing is refused for it.
    """

    least: int
    most: int | None
    pattern: re.Pattern[str] | None
    choices: tuple[str, ...]
    reading: re.Pattern[str] | None

    @staticmethod
    def of(shape: Shape) -> TextRule:
        limits, is_label = shape.metadata, bool(shape.serialization.get("hostLabel"))
        told = limits.get("pattern") or (_HOST_LABEL if is_label else None)
        least, most = int(limits.get("min", int(is_label))), limits.get("max")
        pattern, reading = (compiled(told), pythonic(told)) if told else (None, None)
        return TextRule(least, None if most is None else int(most), pattern, tuple(limits.get("enum", ())), reading)

    def allows(self, text: str) -> bool:
        """Whether the shape takes this text."""
        if self.choices:
            return text in self.choices
        return self._has_length(text) and (self.pattern is None or self.pattern.search(text) is not None)

    def allows_all_of(self, text: str) -> bool:
        """Whether the shape's pattern matches the text from end to end."""
        return self.allows(text) and (self.reading is None or self.reading.fullmatch(text) is not None)

    @property
    def is_open(self) -> bool:
        """Whether the pattern is tied to the beginning of a text and not to the end: so it means to leave that open."""
        told = self.reading.pattern if self.reading is not None else ""
        return told.startswith("^") and "$" not in told

    def sized(self, text: str) -> str:
        """The text, cut or repeated to the shape's length."""
        if len(text) < self.least:
            return ((text or "x") * self.least)[: self.least]
        return text if self.most is None else text[: self.most]

    def texts(self) -> PatternTexts | None:
        """What makes texts from the pattern alone; None where there is none, or it has no text of this length."""
        return texts_of(self.reading, self.least, self.most) if self.reading is not None else None

    def fitting_choices(self) -> tuple[str, ...]:
        """The choices that keep to length and pattern; all where none does."""
        fits = [one for one in self.choices if self._has_length(one)]
        return tuple(one for one in fits if self.pattern is None or self.pattern.search(one)) or self.choices

    def _has_length(self, text: str) -> bool:
        return self.least <= len(text) and (self.most is None or len(text) <= self.most)


def drawer_of_text(rule: TextRule, place: Place, service: str, *, is_token: bool = False) -> Drawer | None:
    """What draws the texts that a rule allows; it gives None where the member had better be left out.

    There is no drawer for an optional member that no text fits: whose pattern contradicts its length. `is_token` is
    whether the text is one that boto3 makes up, so that a request that is sent twice is done once.
    """
    if rule.choices:
        return drawn_from(likely(place, rule.fitting_choices()))
    ways = _ways(rule, place.as_seen_by_hints(), service, is_token=is_token)
    if place.required:
        ways = (*ways, _sized(rule, (*makers(place, service), name_text)[0]))
    return _first(ways, place) if ways else None


def _first(ways: tuple[Way, ...], place: Place) -> Drawer:
    if len(ways) == 1:
        (only,) = ways
        return lambda draft: only(draft, place)

    def draw(draft: Draft) -> str | None:
        for way in ways:
            text = way(draft, place)
            if text is not None:
                return text
        return None

    return draw


@functools.lru_cache(maxsize=8192)
def _ways(rule: TextRule, place: Place, service: str, *, is_token: bool) -> tuple[Way, ...]:
    """The ways to such a text, the best first; each gives None where this time it came to nothing.

    What fits is found out by trial, each time with the same luck, so that the order of planning changes nothing.
    """
    hinted = (_uuid,) if is_token else makers(place, service)
    if rule.reading is None:
        return (_sized(rule, (*hinted, name_text)[0]),)
    probe = Draft(seeded_provider(0), START, service, {})
    fitting = (way for way in _ways_to_match(rule, rule.reading, hinted) if way(probe, place) is not None)
    best = tuple(islice(fitting, _TRIED))
    return (*best, _from_pattern(rule)) if best else ()


def _ways_to_match(rule: TextRule, reading: re.Pattern[str], hinted: tuple[Maker, ...]) -> Iterator[Way]:
    tried = (*hinted, *_CANDIDATES)
    yield from (_matching(rule, maker, reading.fullmatch) for maker in tried)
    if rule.is_open:
        yield from (_matching(rule, maker, reading.search) for maker in hinted)
    yield _from_pattern(rule)
    yield from (_matching(rule, maker, reading.search) for maker in tried)


def _sized(rule: TextRule, maker: Maker) -> Maker:
    sized = rule.sized
    return maker if rule.most is None and not rule.least else (lambda draft, place: sized(maker(draft, place)))


def _matching(rule: TextRule, maker: Maker, matches: Callable[[str], object]) -> Way:
    made = _sized(rule, maker)

    def way(draft: Draft, place: Place) -> str | None:
        text = made(draft, place)
        return text if matches(text) else None

    return way


def _from_pattern(rule: TextRule) -> Way:
    def way(draft: Draft, _: Place) -> str | None:
        texts = rule.texts()
        text = texts.draw(draft.random) if texts is not None else None
        if text is None or not text.startswith("arn:"):
            return text
        return next((one for one in _at_home(draft, text) if rule.allows_all_of(one)), text)

    return way


def _at_home(draft: Draft, arn: str) -> Iterator[str]:
    """The ARN in the account and region of all the rest, and of the same service, as far as a pattern may take it."""
    parts = f"{arn}::".split(":")
    services, regions = (draft.service, parts[2]), (draft.aws.aws_region(), "")
    accounts = (draft.aws.aws_account_id(), "aws", "")
    for start, *at in product((5, 4, 3, 2, 1), services, regions, accounts):
        resource = ":".join(parts[start:]).strip(":") or draft.aws.aws_name("resource")
        yield ":".join(("arn", draft.aws.aws_partition(), *at, resource))


def _uuid(draft: Draft, _: Place) -> str:
    return draft.aws.aws_uuid()


_TRIED = 2
"""So many ways are kept: the best may come to nothing where what it is made of, given or asked for, does not fit."""
_HOST_LABEL = "^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$"
"""What a part of a host's name is, where the model has no pattern for what goes there."""

_CANDIDATES: tuple[Maker, ...] = (
    name_text,
    lambda draft, _: draft.aws.aws_task_id(),
    lambda draft, _: draft.aws.aws_account_id(),
    _uuid,
    lambda draft, _: draft.aws.aws_region(),
    arn_text,
    lambda draft, _: draft.aws.aws_role_arn(),
    lambda draft, place: iso(moment(draft, place.words)),
    lambda draft, _: f"s3://{draft.aws.aws_bucket_name()}/object",
    lambda draft, _: f"https://{draft.aws.aws_name()}.example.com/",
    lambda draft, _: f"/{draft.aws.aws_name()}",
    lambda draft, _: f"{draft.aws.aws_name()}@example.com",
    lambda _draft, _: "10.0.0.1",
    lambda _draft, _: "1",
    lambda _draft, _: "1.0.0",
)
"""What many texts of AWS look like, for members whose names tell nothing."""
