"""One planned process in the course of time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from fakeaws.clock import VirtualClock, offset
from fakeaws.errors import PlanError
from fakeaws.lifecycles.lifecycle import Course, History, Lifecycle, Move, past, until
from fakeaws.origin import users_line


class Life:
    """The moves of one planned process; changes when the test plans anew, at its beginning, and when a call bends it.

    `settles` tells from a history when its answers change for the last time.
    """

    def __init__(
        self, lifecycle: Lifecycle, clock: VirtualClock, course: Course, settles: Callable[[History], datetime]
    ) -> None:
        self.written_at = users_line()
        self._lifecycle = lifecycle
        self._clock = clock
        self._course = course
        self._settles = settles
        self._sticks_in: str | None = None
        self._moves: History = ()

    @property
    def moves(self) -> History:
        """All moves, also those to come; none before it has begun."""
        return self._moves

    @property
    def history(self) -> History:
        """The moves so far."""
        return past(self._moves, self._clock.now())

    @property
    def state(self) -> str | None:
        """The present state; None before it has begun."""
        return self._lifecycle.state_at(self._moves, self._clock.now()) if self._moves else None

    @property
    def has_begun(self) -> bool:
        return bool(self._moves)

    @property
    def is_over(self) -> bool:
        return self.state is not None and self._lifecycle.is_end(self.state)

    def plan(self, course: Course, *, sticks_in: str | None = None) -> None:
        """Take this course, as far as `sticks_in`. Raises PlanError if it has already gone another way."""
        begun = self._moves[0].at if self._moves else self._clock.now()
        moves = until(course(begun), sticks_in)
        if self.has_begun and past(moves, self._clock.now()) != self.history:
            gone = " -> ".join(move.state for move in self.history)
            raise PlanError(f"The {self._lifecycle.name} has already gone {gone}; plan its course before it does.")
        self._course, self._sticks_in = course, sticks_in
        if self.has_begun:
            self._take(moves)

    def begin(self, at: datetime) -> None:
        """Let the course begin."""
        self._take(until(self._course(at), self._sticks_in))

    def bend(self, *moves: Move) -> None:
        """Go another way from now on."""
        self._take((*self.history, *until(moves, self._sticks_in)))

    def check_sticky(self, state: str) -> None:
        """Raise IllegalMove for no state of the lifecycle, and PlanError for one in which it rests anyway."""
        self._lifecycle.check_state(state)
        if self._lifecycle.is_end(state):
            raise PlanError(f"{state} is an end of {self._lifecycle.name}: it stays there without sticks_in.")

    def __str__(self) -> str:
        """The states in their order, each with when it was or will be entered."""
        moves = [f"{move.state} at {offset(move.at - self._clock.start)}" for move in self._moves]
        return ", ".join(moves) if moves else "not started"

    def _take(self, moves: History) -> None:
        self._moves = moves
        self._clock.expect(max(self._moves[-1].at, self._settles(self._moves)))


def span(length: timedelta | float) -> timedelta:
    """A length of time: a timedelta, or seconds. Raises PlanError for a negative one."""
    taken = length if isinstance(length, timedelta) else timedelta(seconds=length)
    if taken < timedelta(0):
        raise PlanError(f"Time does not go back: {length!r} is no length of time.")
    return taken
