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
    found = [
        maker
        for rows in (BY_SERVICE.get(service, ()), EVERYWHERE)
        for words in told
        for pattern, maker in rows
        if re.search(pattern, words)
    ]
    return tuple(dict.fromkeys(found))[:_MOST]


_MOST = 3
"""So many are tried against a pattern; what comes later in the tables knows little."""
