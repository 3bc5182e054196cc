"""A script for a waiter: answers with which it goes on, and then the one with which it ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fakeaws.errors import IllegalMove, InvalidParameters, PlanError
from fakeaws.frozen import fill
from fakeaws.lifecycles.catalogue import lifecycle_of
from fakeaws.lifecycles.from_waiter import Way, Ways
from fakeaws.model import Operation
from fakeaws.origin import complains_to_the_user
from fakeaws.script import Response, Script, Step
from fakeaws.waiters import Waiter


class WaiterAnswers:
    """How it ends for one waiter of botocore; each method plays a script for the waiter's operation, and returns it.

    Each raises PlanError where no answer leads there that the model allows; with `allow_illegal` a value that an
    enum lacks will do. The last answer stays, and must be asked for at least once.
    """

    def __init__(self, play: Callable[[Script], None], name: str, params: Mapping[str, Any]) -> None:
        self.waiter = Waiter.named(name)
        self._ways = Ways(self.waiter)
        self._play = play
        self._params = dict(params)
        known = self.waiter.operation.parameters
        unknown = [name for name in params if name not in known]
        if unknown:
            raise InvalidParameters(self.waiter.operation.name, unknown, known)

    @complains_to_the_user
    def succeeds(self, *, after: int = 0, allow_illegal: bool = False) -> Script:
        """Let the waiter go on `after` times, and then succeed."""
        return self._ends("success", after, allow_illegal=allow_illegal)

    @complains_to_the_user
    def fails(self, *, after: int = 0, allow_illegal: bool = False) -> Script:
        """Let the waiter go on `after` times, and then fail as its model says that it may."""
        return self._ends("failure", after, allow_illegal=allow_illegal)

    @complains_to_the_user
    def times_out(self, *, allow_illegal: bool = False) -> Script:
        """Let the waiter go on until it gives up."""
        way = self._ways.to("retry", allow_illegal=allow_illegal)[0]
        return self._plays([way.reply.forever()], allow_illegal=bool(way.missed))

    def _ends(self, state: str, after: int, *, allow_illegal: bool) -> Script:
        if not _is_count(after):
            raise PlanError(f"after is how often {self.waiter.name} polls before, 0 or more, not {after!r}.")
        end = self._ways.to(state, allow_illegal=allow_illegal)[0]
        if not after:
            return self._plays([end.reply.forever()], allow_illegal=bool(end.missed))
        before = [*self._ways.to("retry", allow_illegal=allow_illegal)]
        way = next((one for one in before if _follow(self.waiter.operation, one, end)), before[0])
        is_illegal = bool(way.missed or end.missed)
        return self._plays([way.reply.times(after), end.reply.forever()], allow_illegal=is_illegal)

    def _plays(self, steps: list[Step], *, allow_illegal: bool) -> Script:
        operation = self.waiter.operation
        script = Script(operation.name, *steps, allow_illegal=allow_illegal, **self._params)
        fill(script, is_bare=lifecycle_of(operation.name) is None)
        self._play(script)
        return script


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _follow(operation: Operation, first: Way, last: Way) -> bool:
    """Whether the operation's process, if its moves are known, gets from the one answer to the other."""
    lifecycle = lifecycle_of(operation.name)
    replies = [way.reply for way in (first, last) if isinstance(way.reply, Response)]
    try:
        if lifecycle is not None:
            lifecycle.check_path([reply.members[lifecycle.status_member] for reply in replies])
    except IllegalMove:
        return False
    return True
