"""Stand-ins for texts that only their pattern can make: a key's armour, an address in capitals, `rt_1_eu-west-1_...`.

They come from a small store for each pattern, so that they can be known again without the key.
"""

from __future__ import annotations

import functools
from random import Random

from fakeaws.generate.patterns.texts import texts_of
from fakeaws.model import Shape
from fakeaws.schema.patterns import compiled


def fits(text: str, shape: Shape | None) -> bool:
    """Whether the shape's pattern finds the text, if it has one that Python reads."""
    pattern = _pattern_of(shape)
    return pattern is None or (found := compiled(pattern)) is None or found.search(text) is not None


def drawn_for(number: int, shape: Shape | None) -> str | None:
    """The stand-in of this number from the store of the shape's pattern; None where there is none."""
    store = _store_of(shape)
    return store[number % len(store)] if store else None


def is_drawn(text: str, shape: Shape | None) -> bool:
    """Whether the text is from the store of the shape's pattern."""
    return text in _store_of(shape)


def _store_of(shape: Shape | None) -> tuple[str, ...]:
    pattern = _pattern_of(shape)
    if shape is None or pattern is None:
        return ()
    limits = shape.metadata
    most = limits.get("max")
    return _store(pattern, int(limits.get("min", 0)), None if most is None else int(most))


@functools.lru_cache(maxsize=1024)
def _store(pattern: str, least: int, most: int | None) -> tuple[str, ...]:
    found = compiled(pattern)
    texts = None if found is None else texts_of(found, least, most)
    drawn = (texts.draw(Random(number)) for number in range(_MANY)) if texts is not None else ()
    return tuple(dict.fromkeys(text for text in drawn if text is not None))


def _pattern_of(shape: Shape | None) -> str | None:
    return shape.metadata.get("pattern") if shape is not None else None


_MANY = 64
