"""Plans for what has no parts: texts, numbers, booleans, times and bytes."""

from __future__ import annotations

import math
from typing import Any, Final

from fakeaws.generate.draft import Draft
from fakeaws.generate.hints import is_time, moment, recurs, says_there_is_more, tells_of_trouble
from fakeaws.generate.leaf_hints import boolean_hint, is_opaque, number_hint
from fakeaws.generate.nouns import readings
from fakeaws.generate.place import Place
from fakeaws.generate.planning import Plan, Planning, drawn_from
from fakeaws.generate.text import TextRule, drawer_of_text
from fakeaws.model import Shape

LEFT_OUT: Final = object()
"""What a plan draws for a member that had better be absent."""

_AS_DEEP_AS_ASKED = 2
"""A bare `Name` in the answer is the one of the request at the top and one structure below; further down, another's."""


def leaf_plan(shape: Shape, place: Place, planning: Planning) -> Plan | None:
    """The plan for a shape without parts; None for an optional text that none of our candidates can be."""
    match shape.type_name:
        case "string" | "character":
            return _string(shape, place, planning)
        case "timestamp":
            return _timestamp(place)
        case "boolean":
            return _boolean(place)
        case "blob":
            return _blob(shape, place)
        case _:
            return _number(shape, place)


def _string(shape: Shape, place: Place, planning: Planning) -> Plan | None:
    name, rule, remembered = place.name, TextRule.of(shape), recurs(place.words)
    is_token = bool(shape.metadata.get("idempotencyToken"))
    fresh = drawer_of_text(rule, place, planning.service, is_token=is_token)
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
    usual = boolean_hint(place.words)
    if usual is not None:
        return lambda _: usual
    return drawn_from((False, True))


def _number(shape: Shape, place: Place) -> Plan:
    limits, is_whole = shape.metadata, shape.type_name in {"integer", "long"}
    least, most = _bounds(limits.get("min"), limits.get("max"))
    if shape.serialization.get("location") == "statusCode":
        return lambda _: 200
    if tells_of_trouble(place.words) and not is_time(place.words):  # `stopped_at` is no count of what went wrong
        return lambda _: least
    if shape.type_name == "long" and is_time(place.words) and "max" not in limits:
        words = place.words
        return lambda draft: int(moment(draft, words).timestamp() * 1000)
    usual = _within(limits, number_hint(readings(place)), is_whole=is_whole)
    if usual:
        return drawn_from(usual)
    if shape.type_name == "integer" and is_time(place.words) and "max" not in limits:
        words = place.words
        return lambda draft: int(moment(draft, words).timestamp())
    if not is_whole:
        return lambda draft: min(float(most), max(float(least), round(draft.random.uniform(least, most), 1)))
    lowest, count = math.ceil(least), max(1, math.floor(most) - math.ceil(least) + 1)
    return lambda draft: lowest + int(draft.random.random() * count)


def _within(limits: Any, numbers: tuple[float, ...], *, is_whole: bool) -> list[float]:
    """Those of the numbers that the model allows, as it has them."""
    told = [number for number in numbers if limits.get("min", number) <= number <= limits.get("max", number)]
    return [int(number) for number in told if number == int(number)] if is_whole else [float(number) for number in told]


def _bounds(least: Any, most: Any) -> tuple[Any, Any]:
    """From where to where a number is drawn: from 0 to 100 where the model lets it, and near its bound where not."""
    lowest = least if least is not None else (0 if most is None else min(0, most))
    highest = max(lowest + 1, _USUALLY_AT_MOST)
    return lowest, highest if most is None else max(lowest, min(most, highest))


def _blob(shape: Shape, place: Place) -> Plan:
    least = int(shape.metadata.get("min", 0))
    if is_opaque(place.words):
        count = max(least, min(_OPAQUE_BYTES, int(shape.metadata.get("max", _OPAQUE_BYTES))))
        return lambda draft: draft.random.getrandbits(8 * count).to_bytes(count, "big")
    made = b"{}".ljust(least)  # code that parses or decodes it gets through
    return lambda _: made


_USUALLY_AT_MOST = 100
_OPAQUE_BYTES = 32
