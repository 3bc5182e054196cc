"""The values worth trying where a waiter looks, the likeliest first: what its acceptors name, what the model has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from fakeaws.generate.place import snake
from fakeaws.lifecycles.looked_at import Place, looked_at
from fakeaws.waiters import Acceptor, Waiter


class Likely:
    """What the members that one waiter looks at may hold."""

    def __init__(self, waiter: Waiter) -> None:
        self._literals = [literal for one in waiter.acceptors for literal in _literals_of(one)]
        self._named = _texts_of(self._literals)
        words = waiter.name.partition(".")[2].split("_")
        self._stems = [word[:_STEM] for word in words if len(word) >= _STEM and word not in _AT_THE_END]

    def values(self, place: Place, acceptor: Acceptor | None, *, is_aimed_at: bool) -> list[Any]:
        """The values to try in this place for this acceptor to match; for no acceptor to match, if there is none."""
        if place.is_count:
            return [1, 0, 2] if is_aimed_at else [0, 1]
        kind = place.shape.type_name if place.shape is not None else "string"
        if kind == "boolean":
            return [True, False]
        if kind in {"integer", "long", "float", "double"}:
            named = [one for one in self._literals if isinstance(one, int) and not isinstance(one, bool)]
            return [*dict.fromkeys([0, 1, *named] if acceptor is None else [1, 0, *named])]
        return self._texts(place, acceptor)

    def _texts(self, place: Place, acceptor: Acceptor | None) -> list[str]:
        """Those that the acceptor names; then the model's that no acceptor names, what goes on first; then the rest."""
        own = _texts_of(_literals_of(acceptor) if acceptor else ())
        modelled = list(getattr(place.shape, "enum", ()))
        quiet = sorted((one for one in modelled if one not in self._named), key=self._rank)
        plain = self._plain(place, goes_on=acceptor is None)
        return [*dict.fromkeys([*own, *quiet, *([] if modelled else plain), *modelled, *self._named, *plain])]

    def _rank(self, state: str) -> tuple[bool, bool, int]:
        """How late this state comes: `DELETING` before `CREATING` where it deletes, and trouble after all the rest."""
        folded = state.lower()
        return bool(_TROUBLE.search(folded)), not _GOES_ON.search(folded), -sum(one in folded for one in self._stems)

    def _plain(self, place: Place, *, goes_on: bool) -> list[str]:
        """Texts where the model names none, in the case of those that the acceptors name."""
        if not _TELLS_A_STATE.search(snake(place.path[-1])):
            return [snake(place.path[-1]).replace("_", "-"), ""]
        under_way = "DELETING" if "dele" in self._stems else "PENDING"
        words = [under_way, "ACTIVE"] if goes_on else ["ACTIVE", under_way]
        cased = [word.lower() for word in words] if "".join(self._named).islower() else words
        return [word for word in cased if word not in self._named]


def _literals_of(acceptor: Acceptor) -> list[Any]:
    """What an acceptor compares members with."""
    return [*looked_at(acceptor.argument, None).literals, acceptor.expected] if acceptor.argument else []


def _texts_of(literals: Iterable[Any]) -> list[str]:
    return [one for one in literals if isinstance(one, str)]


_TELLS_A_STATE = re.compile(r"(^|_)(state|status|code|reason)$")
_STEM = 4
_AT_THE_END = frozenset({"complete", "completed"})
_TROUBLE = re.compile(r"fail|error|timed_?out|invalid|reject|expired|impaired")
_GOES_ON = re.compile(r"ing($|_)|progress|initiated|queued|submitted")
