"""How much is made: for which side of the wire, which of the optional members, how many items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from fakeaws.schema.dialect import Side

Optional: TypeAlias = Literal["none", "some", "all"]
"""Which optional members there are: those that code cannot do without, those that a success has, or all."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a shape is made. `lists` is the number of items in each list and map; None: as few as make sense."""

    side: Side = "response"
    lists: int | None = None
    optional: Optional = "some"


USUAL: Final = Extent()
