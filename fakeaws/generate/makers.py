"""Who makes the text of a member: the tables of its service and of all, searched for what its name says."""

from __future__ import annotations

import functools
import re

from fakeaws.generate.nouns import readings
from fakeaws.generate.place import Place
from fakeaws.generate.rows.by_service import BY_SERVICE
from fakeaws.generate.rows.everywhere import EVERYWHERE
from fakeaws.generate.rows.making import Maker


def makers(place: Place, service: str) -> tuple[Maker, ...]:
    """The makers of the text that such a member holds, the one that knows most first."""
    return _makers(readings(place), service)


@functools.lru_cache(maxsize=8192)
def _makers(told: tuple[str, ...], service: str) -> tuple[Maker, ...]:
    rows = (_of_words(words, of) for of in (service, "") for words in told)
    return tuple(dict.fromkeys(maker for found in rows for maker in found))[:_MOST]


@functools.lru_cache(maxsize=8192)
def _of_words(words: str, service: str) -> tuple[Maker, ...]:
    """Whom the rows of a service, or those of all, name for these words."""
    return tuple(maker for pattern, maker in _rows(service) if pattern.search(words))


@functools.cache
def _rows(service: str) -> tuple[tuple[re.Pattern[str], Maker], ...]:
    """Compiled here, since they are too many for the cache of `re`."""
    rows = BY_SERVICE.get(service, ()) if service else EVERYWHERE
    return tuple((re.compile(pattern), maker) for pattern, maker in rows)


_MOST = 3
"""So many are tried against a pattern; what comes later in the tables knows little."""
