"""The states and legal moves of one AWS process, and its history as a tuple of moves.

A history holds moves in the order of time, and may reach into the future: what a process is
at an instant is told by the moves up to then, so an answer is computed and never stored.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from typing import Any, Protocol, TypeAlias

from fakeaws.errors import IllegalMove
from fakeaws.lifecycles.assumptions import DEFAULT, Assumptions


@dataclass(frozen=True, slots=True)
class Move:
    """The entry into a state; `by` names who caused it where it was not the usual one.

    `told` holds what a log says of it otherwise than it usually does.
    """

    at: datetime
    state: str
    by: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)


History: TypeAlias = tuple[Move, ...]


class Ids(Protocol):
    """Ids as AWS makes them. The same key always gets the same id, so that answers agree with each other."""

    def appconfig_id(self, key: str) -> str: ...
    def uuid(self, key: str) -> str: ...
    def identity_pool_id(self, key: str) -> str: ...
    def bulk_deployment_arn(self, bulk_deployment_id: str) -> str: ...


class Describe(Protocol):
    """Makes the answer's members out of what is given (parameters, members) and of a history without gaps."""

    def __call__(
        self, given: Mapping[str, Any], history: History, now: datetime, ids: Ids, assumptions: Assumptions, /
    ) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """One process: `moves` says where each state goes on to, and an end goes nowhere.

    `begins` are the states in which it can begin, the usual one first. `rests` are those in which
    it is over for who polls it although a later call leads on. `operations` are all that belong to
    it; of these `status_operation` tells the state, in `status_member`. `doubtful` are the moves that no source
    shows: legal as far as the assumptions say so, and never made up.
    """

    name: str
    moves: Mapping[str, Sequence[str]]
    begins: tuple[str, ...]
    status_operation: str
    status_member: str
    operations: tuple[str, ...]
    describe: Describe = field(compare=False, repr=False)
    rests: tuple[str, ...] = ()
    doubtful: tuple[tuple[str, str], ...] = ()

    @property
    def states(self) -> tuple[str, ...]:
        return tuple(self.moves)

    def is_end(self, state: str) -> bool:
        """Whether nothing more happens by itself; states of a future AWS are no ends."""
        return state in self.rests or (state in self.moves and not self.moves[state])

    def onward(self, state: str) -> tuple[str, ...]:
        """The states that can follow this one, as far as a source shows."""
        return tuple(after for after in self.moves.get(state, ()) if (state, after) not in self.doubtful)

    def check_state(self, state: str) -> None:
        """Raise IllegalMove for a state that is none of this lifecycle."""
        if state not in self.moves:
            raise IllegalMove(self.name, state, self.states)

    def check_path(self, states: Iterable[str], assumptions: Assumptions = DEFAULT) -> None:
        """Raise IllegalMove if these states cannot follow each other; a state may be seen many times."""
        path = list(states)
        for state in path:
            self.check_state(state)
        for before, after in pairwise(path):
            legal = [one for one in self.moves[before] if self._is_legal(before, one, assumptions)]
            if after != before and after not in legal:
                raise IllegalMove(self.name, after, legal, before)

    def state_at(self, history: History, now: datetime) -> str:
        """The state at `now`; before the first move the one in which it usually begins."""
        moves = past(history, now)
        return moves[-1].state if moves else self.begins[0]

    def whole(self, history: History) -> History:
        """The history with the moves that nobody saw, each put at the instant of the move that needs it."""
        return tuple(self._with_what_led_there(history))

    def complete(  # noqa: PLR0913  # one parameter for each thing that an answer depends on
        self,
        members: Mapping[str, Any],
        history: History,
        params: Mapping[str, Any],
        now: datetime,
        ids: Ids,
        *,
        assumptions: Assumptions = DEFAULT,
    ) -> dict[str, Any]:
        """A hand-made answer with the members that go with its state and time; those given stay as they are.

        `history` holds the states as polls saw them; it may begin in the middle and have gaps.
        """
        given = {**params, **members}
        return {**self.describe(given, self.whole(history), now, ids, assumptions), **members}

    def _is_legal(self, before: str, after: str, assumptions: Assumptions) -> bool:
        return (before, after) not in self.doubtful or f"{before} -> {after}" in assumptions.moves

    def _with_what_led_there(self, history: History) -> Iterator[Move]:
        before = ""
        for move in history:
            if move.state in self.moves:
                missed = self._between(before, move.state)
                yield from (replace(move, state=state) for state in missed)
                before = move.state
            yield move

    def _between(self, before: str, after: str) -> tuple[str, ...]:
        """The states on the shortest way; none where there is no way. From "" the way starts with the beginning."""
        if after in self.moves.get(before, ()):
            return ()
        ways: deque[tuple[str, ...]] = deque([(before,) if before else ("", self.begins[0])])
        seen: set[str] = set()
        while ways:
            way = ways.popleft()
            if way[-1] == after:
                return way[1:-1]
            seen.add(way[-1])
            ways.extend((*way, state) for state in self.onward(way[-1]) if state not in seen)
        return ()


def past(history: History, now: datetime) -> History:
    """The moves up to and including `now`."""
    return tuple(move for move in history if move.at <= now)


def until(history: History, state: str | None) -> History:
    """The moves up to the first entry into `state`; all of them if it is never entered."""
    entered = [number for number, move in enumerate(history, 1) if move.state == state]
    return history[: entered[0]] if entered else history


Course: TypeAlias = Callable[[datetime], History]
"""What a process is going to do once it is begun at an instant."""
