"""What the plans of all lifecycles have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fakeaws.errors import PlanError
from fakeaws.lifecycles.life import Life
from fakeaws.lifecycles.lifecycle import History
from fakeaws.origin import complains_to_the_user
from fakeaws.script import Response

if TYPE_CHECKING:
    from typing_extensions import Self


class Planned:
    """One process that a test has planned; its life holds what changes.

    A plan's verbs say what it is going to do, and return it. Where nothing is said it completes.
    """

    def __init__(self, life: Life, start: Callable[[Any], None]) -> None:
        self.life = life
        self._start = start
        self._said: tuple[dict[str, Any], Response] | None = None

    def answer(self) -> dict[str, Any]:
        """The members of what it answers now."""
        raise NotImplementedError

    def said(self) -> Response:
        """What it answers now: the same reply for as long as nothing about it changes, so that it is checked once."""
        members = self.answer()
        if self._said is None or self._said[0] != members:
            self._said = (members, Response.exactly(members))
        return self._said[1]

    @property
    def state(self) -> str | None:
        """The present state; None before it is started."""
        return self.life.state

    @property
    def history(self) -> History:
        """The moves so far."""
        return self.life.history

    @complains_to_the_user
    def started(self) -> Self:
        """Let somebody have started it already, now, so that the code under test need only poll it."""
        if self.life.has_begun:
            raise PlanError(f"{self!r} is started already.")
        self._start(self)
        return self

    def __repr__(self) -> str:
        return f"<{type(self).__name__} written at {self.life.written_at}: {self.state or 'not started'}>"
