"""Where in a request or an answer a value stands, and what its name says in words."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Final

from fakeaws.model import Shape


@functools.cache
def snake(name: str) -> str:
    """A member's name in words, because services spell one word in three ways: `KMSKeyId` is `kms_key_id`."""
    return _WORD_BEGINS.sub("_", name).strip("_").lower()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a shape stands: under which member, within which shapes, and whether it must be there.

    `owner` is what the thing around it is called: the member that holds the structure, in words.
    """

    name: str
    words: str
    required: bool
    within: tuple[str, ...] = ()
    repeated: bool = False
    owner: str = ""

    @staticmethod
    def of(name: str, *, required: bool = True, repeated: bool = False) -> Place:
        return Place(name, snake(name), required, repeated=repeated)

    def member(self, name: str, inside: Shape, *, required: bool) -> Place:
        return Place(name, snake(name), required, (*self.within, inside.name), self.repeated, self.words)

    def element(self, inside: Shape) -> Place:
        return Place(self.name, self.words, True, (*self.within, inside.name), True, self.owner)


TOP: Final = Place("", "", required=True)

_WORD_BEGINS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9]+")
