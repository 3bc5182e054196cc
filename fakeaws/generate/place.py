"""Where in a request or an answer a value stands, what its name says in words, and how much is asked for there."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import Final

from fakeaws.generate.extent import USUAL, Extent
from fakeaws.model import Shape


@functools.cache
def snake(name: str) -> str:
    """A member's name in words, because services spell one word in three ways: `KMSKeyId` is `kms_key_id`."""
    told = _ACRONYMS.sub(lambda many: many[0].capitalize(), name)
    return _WORD_BEGINS.sub("_", told).strip("_").lower()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a shape stands: under which member, within which shapes, and whether it must be there.

    `owner` is what the thing around it is called: the member that holds the structure, in words. `copies` is how many
    there are of the place, as an item of an item of lists.
    """

    name: str
    words: str
    required: bool
    within: tuple[str, ...] = ()
    repeated: bool = False
    owner: str = ""
    extent: Extent = USUAL
    copies: int = 1

    @staticmethod
    def of(name: str, *, required: bool = True, repeated: bool = False) -> Place:
        return Place(name, snake(name), required, repeated=repeated)

    def member(self, name: str, inside: Shape, *, required: bool) -> Place:
        within = (*self.within, inside.name)
        return Place(name, snake(name), required, within, self.repeated, self.words, self.extent, self.copies)

    def element(self, inside: Shape, count: int = 1) -> Place:
        within, copies = (*self.within, inside.name), self.copies * count
        return Place(self.name, self.words, True, within, True, self.owner, self.extent, copies)

    @property
    def is_for_choice(self) -> bool:
        """Whether it is left to us if there is something at the place."""
        return not self.required and self.extent.optional == "some"

    def renamed(self, name: str) -> Place:
        """The same place under another name: that of a key, or what a key says of its value."""
        return replace(self, name=name, words=snake(name))

    def as_seen_by_members(self) -> Place:
        """The place without what the members of a structure at it cannot see, but for the shapes that it is within."""
        copies = 1 if self.extent.lists is None else self.copies
        within = ("",) * len(self.within)
        return Place(self.name, self.words, True, within, self.repeated, "", self.extent, copies)

    def as_seen_by_hints(self) -> Place:
        """The place without what no hint looks at: equal for members called alike in structures called alike."""
        return Place("", self.words, required=False, within=self.within[-1:], owner=self.owner)


def top(extent: Extent) -> Place:
    """The place of a whole request or answer."""
    return Place("", "", required=True, extent=extent)


TOP: Final = top(USUAL)

_ACRONYMS = re.compile(r"[A-Z]{2,}s(?![a-z])|IPv(?=[46])")
"""Several ARNs or IDs, and the IPs by version: what follows in small begins no word."""
_WORD_BEGINS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9]+")
