"""How far a script has been played."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from fakeaws.explain import leftover
from fakeaws.script import Script, Step


@dataclass(slots=True)
class Place:
    """How far one script has been played."""

    script: Script
    after: Place | None = None
    index: int = 0
    said: int = 0
    taken: int = 0
    checked: object = field(default_factory=object)  # a reply once there was one; until then nothing is it

    @property
    def step(self) -> Step | None:
        return self.script.steps[self.index] if self.index < len(self.script.steps) else None

    @property
    def is_due(self) -> bool:
        """Whether its turn has come: what it stands behind is played."""
        return self.after is None or self.after.step is None

    def rank(self, number: int, given: Mapping[str, Any]) -> tuple[bool, bool, int, bool, int]:
        """How early this place, the `number`th, answers a call with these parameters: the lowest rank first.

        What is said for ever comes last, and of it the newest first; what a test has written comes before what is
        recorded, and more parameters before fewer.
        """
        for_ever = self.step is not None and self.step.count is None
        is_recorded = self.script.recorded is not None
        is_other = not self.script.is_meant_for(given)
        return for_ever, is_recorded, -len(self.script.params), is_other, -number if for_ever else number

    def take(self) -> Step | None:
        """The step that comes next, counted as said."""
        step = self.step
        if step is not None:
            self.said, self.taken = self.said + 1, self.taken + 1
            if step.count is not None and self.said >= step.count:
                self.index, self.said = self.index + 1, 0
        return step

    def unplayed(self) -> Iterator[str]:
        for number, step in enumerate(self.script.steps[self.index :]):
            said = 0 if number else self.said
            if not step.is_optional and not (step.count is None and said):
                yield leftover(self.script, step, said)
