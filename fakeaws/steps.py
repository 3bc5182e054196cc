"""Steps: a reply becomes one when it is told how often it is said, after what delay, and whether it must be asked for.

It is said once unless `times(n)` or `forever()`, at once unless `after(delay)`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, cast

from fakeaws.errors import PlanError
from fakeaws.frozen import is_count
from fakeaws.origin import complains_to_the_user

if TYPE_CHECKING:
    from fakeaws.replies import Computed, Reply


class Repeatable:
    """What `play` takes: a reply, or a step made of one."""

    __slots__ = ()

    @complains_to_the_user
    def times(self, count: int) -> Step:
        """Say it `count` times."""
        if not is_count(count):
            raise PlanError(f"A step is said a whole number of times and at least once, not times({count!r}).")
        return replace(_step(self), count=count)

    def forever(self) -> Step:
        """Say it as often as it is asked for, and at least once. Nothing can follow it."""
        return replace(_step(self), count=None)

    @complains_to_the_user
    def after(self, delay: timedelta | float) -> Step:
        """Let this much virtual time (a timedelta, or seconds) pass before it is said."""
        try:
            wait = delay if isinstance(delay, timedelta) else timedelta(seconds=delay)
        except (TypeError, ValueError, OverflowError):
            raise PlanError(f"after takes a timedelta, or a number of seconds, not after({delay!r}).") from None
        if wait < timedelta(0):
            raise PlanError(f"An answer comes after the question, not after({delay!r}).")
        return replace(_step(self), delay=wait)

    def optional(self) -> Step:
        """Let the test pass even if nobody asks for it."""
        return replace(_step(self), is_optional=True)


@dataclass(frozen=True, slots=True)
class Step(Repeatable):
    """A reply, how often it is said (`None`: for ever), after what delay, and whether it must be asked for."""

    reply: Reply | Computed
    count: int | None = 1
    delay: timedelta = timedelta(0)
    is_optional: bool = False
    __hash__: ClassVar[None]  # type: ignore[assignment]  # replies hold dicts

    def __repr__(self) -> str:
        wait = self.delay.total_seconds()
        after = f".after({int(wait) if wait.is_integer() else wait})" if self.delay else ""
        return f"{self.reply!r}{self._often()}{after}{'.optional()' if self.is_optional else ''}"

    def __str__(self) -> str:
        wait = f".after({self.delay.total_seconds():g})" if self.delay else ""
        return f"{self.reply}{self._often()}{wait}"

    def _often(self) -> str:
        return ".forever()" if self.count is None else f".times({self.count})" if self.count > 1 else ""


def _step(said: Repeatable) -> Step:
    return said if isinstance(said, Step) else Step(cast("Reply | Computed", said))
