"""Plans for what has no parts: texts, numbers, booleans, times and bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from fakeaws.generate.draft import Draft
from fakeaws.generate.hints import is_time, moment, recurs, says_there_is_more, tells_of_trouble
from fakeaws.generate.place import Place
from fakeaws.generate.text import TextRule, drawer_of_text
from fakeaws.model import Shape

Plan: TypeAlias = Callable[[Draft], Any]

LEFT_OUT: Final = object()
"""What a plan draws for a member that had better be absent."""

_AS_DEEP_AS_ASKED = 2
"""A bare `Name` in the answer is the one of the request at the top and one structure below; further down, another's."""


def leaf_plan(shape: Shape, place: Place, probe: Draft) -> Plan | None:
    """The plan for a shape without parts; None for an optional text that none of our candidates can be."""
    match shape.type_name:
        case "string" | "character":
            return _string(shape, place, probe)
        case "timestamp":
            return _timestamp(place)
        case "boolean":
            return _boolean(place)
        case "blob":
            return _blob(shape)
        case _:
            return _number(shape, place)


def _string(shape: Shape, place: Place, probe: Draft) -> Plan | None:
    fresh = drawer_of_text(shape, place, probe)
    name, rule, remembered = place.name, TextRule.of(shape), recurs(place.words)
    if not remembered and (place.repeated or len(place.within) > _AS_DEEP_AS_ASKED):
        return fresh and (lambda draft: LEFT_OUT if (text := fresh(draft)) is None else text)

    def draw(draft: Draft) -> Any:
        known = draft.recall(name)
        if known is not None and rule.allows(known):
            return known
        text = fresh(draft) if fresh else None
        if text is None:
            return LEFT_OUT
        if remembered:
            draft.remember(name, text)
        return text

    return draw


def _timestamp(place: Place) -> Plan:
    words = place.words
    return lambda draft: moment(draft, words)


def _boolean(place: Place) -> Plan:
    if says_there_is_more(place.words) or tells_of_trouble(place.words):
        return lambda _: False
    return lambda draft: draft.random.choice((False, True))


def _number(shape: Shape, place: Place) -> Plan:
    limits = shape.metadata
    least = limits.get("min", 0)
    most = max(least, min(limits.get("max", 100), max(least + 1, 100)))
    if shape.serialization.get("location") == "statusCode":
        return lambda _: 200
    if tells_of_trouble(place.words):
        return lambda _: least
    if shape.type_name == "long" and is_time(place.words) and "max" not in limits:
        words = place.words
        return lambda draft: int(moment(draft, words).timestamp() * 1000)
    if shape.type_name in {"float", "double"}:
        return lambda draft: min(float(most), max(float(least), round(draft.random.uniform(least, most), 1)))
    count = most - least + 1
    return lambda draft: least + int(draft.random.random() * count)


def _blob(shape: Shape) -> Plan:
    made = b"{}".ljust(int(shape.metadata.get("min", 0)))  # code that parses or decodes it gets through
    return lambda _: made
