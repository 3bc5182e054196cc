"""Playing: which step answers which call.

A player plays scripts once and is made anew for every test. It alone holds what changes: the
place in each script, the states that pollers have seen, the log, and the surprises. Finding the
step for a call and taking it is one act under one lock; making the answer from it is not.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from fakeaws.clock import VirtualClock
from fakeaws.errors import FakeAWSError, PlanError, PollingForever, UnplayedSteps, UnscriptedCall
from fakeaws.explain import (
    differences,
    explain_overrun,
    explain_polling,
    explain_sleeping,
    explain_unscripted,
    leftover,
)
from fakeaws.generate.generator import Generator
from fakeaws.lifecycles.catalogue import lifecycle_of
from fakeaws.lifecycles.lifecycle import Move
from fakeaws.log import Attempt, LoggedCall
from fakeaws.model import Operation
from fakeaws.options import Options
from fakeaws.origin import users_line
from fakeaws.script import Call, Computed, Error, Fault, Reply, Response, Script, Step, check_reply


@dataclass(slots=True)
class _Place:
    """How far one script has been played."""

    script: Script
    index: int = 0
    said: int = 0
    taken: int = 0

    @property
    def step(self) -> Step | None:
        return self.script.steps[self.index] if self.index < len(self.script.steps) else None

    def rank(self, number: int) -> tuple[bool, int, int]:
        """How early this place, the `number`th, answers: the lowest rank first.

        What is said for ever comes last, and of it the newest first; more parameters come before fewer.
        """
        for_ever = self.step is not None and self.step.count is None
        return for_ever, -len(self.script.params), -number if for_ever else number

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


@dataclass(slots=True)
class _Repetition:
    """The last answer to one question, and how often it came with nothing new in sight."""

    reply: Reply
    at: datetime
    times: int = 1


class Player:
    """Plays scripts once; holds their places, the log of calls and the surprises of one test."""

    def __init__(self, options: Options, generator: Generator) -> None:
        self.options = options
        self.clock = VirtualClock(options.start, limit=options.max_time, overrun=self._overrun)
        self.generator = generator
        self.calls: list[LoggedCall] = []
        self.surprises: list[FakeAWSError | PollingForever] = []
        self.sources_of_unplayed: list[Callable[[], tuple[str, ...]]] = []
        self._places: list[_Place] = []
        self._seen: dict[str, tuple[Move, ...]] = {}
        self._repetitions: dict[str, _Repetition] = {}
        self._lock = threading.Lock()
        self._sleeps = 0
        self.clock.watch(self._count_sleep)

    @property
    def scripts(self) -> tuple[Script, ...]:
        return tuple(place.script for place in self._places)

    def add(self, script: Script) -> None:
        """Play `script` from now on. Raises IllegalMove if its operation has a lifecycle that does not move so."""
        lifecycle = lifecycle_of(script.operation.name)
        if lifecycle is not None and not script.allow_illegal:
            replies = [step.reply for step in script.steps if isinstance(step.reply, Response)]
            member = lifecycle.status_member
            lifecycle.check_path([reply.members[member] for reply in replies if member in reply.members])
        self._places.append(_Place(script))

    @contextmanager
    def calling(self, operation: str, params: Mapping[str, Any]) -> Iterator[LoggedCall]:
        """Log one call of the code under test while it runs, with what it raises."""
        thread = threading.current_thread().name
        call = LoggedCall(operation, _copied(params), self.clock.now(), users_line(), thread)
        self.calls.append(call)
        self._sleeps = 0
        try:
            yield call
        except BaseException as error:
            call.error = error
            raise

    def reply(self, call: LoggedCall, *, patience: float | None = None) -> tuple[Reply, timedelta]:
        """What this attempt of the call is told, and after what delay; `patience` is how long it waits, in seconds.

        Raises UnscriptedCall or PollingForever; both are noted among the surprises first, because
        botocore and the code under test may swallow them.
        """
        operation = Operation.named(call.operation)
        with self._lock:
            place = self._find(operation, call.params)
            step = place.take() if place is not None else None
        if place is None or step is None:
            raise self._unscripted(call, operation)
        if patience is not None and step.delay.total_seconds() > patience:
            step = replace(step, reply=Fault("read-timeout"), delay=timedelta(0))
        said = self._computed(step.reply, place, call)
        reply = self._completed(said, place.script, call) if isinstance(said, Response) and said.complete else said
        call.attempts.append(Attempt(self.clock.now(), said, step.reply.written_at))
        self._stop_polling_for_ever(call, reply)
        return reply, step.delay

    def surprise(self, surprise: FakeAWSError | PollingForever) -> FakeAWSError | PollingForever:
        """Note what the end of the test must tell even if it is swallowed now."""
        self.surprises.append(surprise)
        if isinstance(surprise, PollingForever):
            self.clock.interrupt(surprise)
        return surprise

    def unplayed(self) -> UnplayedSteps | None:
        """The steps that nobody asked for, as the error to raise."""
        leftovers = [line for place in self._places for line in place.unplayed()]
        leftovers += [line for source in self.sources_of_unplayed for line in source()]
        return UnplayedSteps(leftovers) if leftovers and not self.options.allow_unplayed else None

    def _find(self, operation: Operation, params: Mapping[str, Any]) -> _Place | None:
        fitting = [
            (place.rank(number), place)
            for number, place in enumerate(self._places)
            if place.step is not None
            and place.script.operation == operation
            and not differences(place.script.params, params)
        ]
        return min(fitting, key=lambda ranked: ranked[0])[1] if fitting else None

    def _computed(self, said: Reply | Computed, place: _Place, call: LoggedCall) -> Reply:
        if not isinstance(said, Computed):
            return said
        asked = Call(call.operation, call.params, self.clock.now(), len(call.attempts) + 1, place.taken)
        try:
            reply = said.function(asked)
            check_reply(reply, place.script.operation, allow_illegal=place.script.allow_illegal)
        except (FakeAWSError, PollingForever) as error:
            raise self.surprise(error) from None
        except Exception as error:
            what = f"{said}, written at {said.written_at}, raised {type(error).__name__}: {error}"
            raise self.surprise(PlanError(what)) from error
        return reply

    def _completed(self, said: Response, script: Script, call: LoggedCall) -> Response:
        lifecycle, question, members = lifecycle_of(script.operation.name), _question(call), said.members
        if lifecycle is None or lifecycle.status_member not in members:
            return said.with_members(self.generator.complete(script.operation, members, call.params, question))
        seen, state = self._seen.get(question, ()), members[lifecycle.status_member]
        if not seen or seen[-1].state != state:
            seen = self._seen[question] = (*seen, Move(self.clock.now(), state))
        now, assumptions = self.clock.now(), self.options.assumptions
        whole = lifecycle.complete(members, seen, call.params, now, self.generator, assumptions=assumptions)
        return said.with_members(whole)

    def _unscripted(self, call: LoggedCall, operation: Operation) -> BaseException:
        stub = self.generator.stub(operation)
        explanation = explain_unscripted(call, operation, self.scripts, stub)
        if len(self.surprises) < self.options.max_polls:
            return self.surprise(UnscriptedCall(call.operation, dict(call.params), explanation))
        return self.surprise(PollingForever(f"The code under test polls for ever. {explanation}"))

    def _stop_polling_for_ever(self, call: LoggedCall, reply: Reply) -> None:
        now, question = self.clock.now(), _question(call)
        last = self._repetitions.get(question)
        moved = last is None or last.at != now
        is_polling = _asks(call.operation) or isinstance(reply, Error)
        limit = self.options.max_polls * (1 if is_polling else _SLEEPS_FOR_A_POLL)
        if last is None or last.reply != reply or (moved and self.clock.expects_more):
            self._repetitions[question] = _Repetition(reply, now)
            return
        self._repetitions[question] = replace(last, at=now, times=last.times + 1)
        if last.times + 1 > limit:
            times = last.times + 1
            explanation = explain_polling(call, self.calls, times, self.clock.start, sleeping=moved)
            raise self.surprise(PollingForever(explanation))

    def _count_sleep(self, _now: datetime, _moved: timedelta) -> None:
        self._sleeps += 1
        if self._sleeps > self.options.max_polls * _SLEEPS_FOR_A_POLL:
            explanation = explain_sleeping(self.calls, self.clock.start, self._sleeps)
            raise self.surprise(PollingForever(explanation))

    def _overrun(self, _elapsed: timedelta) -> BaseException:
        explanation = explain_overrun(self.calls, self.options.max_time, self.clock.start)
        return self.surprise(PollingForever(explanation))


def _question(call: LoggedCall) -> str:
    told_apart_by = {name: value for name, value in sorted(call.params.items()) if not _is_body(value)}
    return f"{call.operation} {told_apart_by!r}"


def _copied(params: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters as they are now; what cannot be copied, such as an open file, stays the same."""
    bodies = {name: value for name, value in params.items() if _is_body(value)}
    try:
        return copy.deepcopy({name: value for name, value in params.items() if name not in bodies}) | bodies
    except Exception:  # noqa: BLE001  # whatever a foreign object raises when it is copied
        return dict(params)


def _asks(operation: str) -> bool:
    """Whether the operation only asks, so that asking the same again is polling."""
    return operation.partition(".")[2].startswith(_ASKING)


def _is_body(value: object) -> bool:
    return isinstance(value, (bytes, bytearray)) or hasattr(value, "read")


_ASKING = ("get", "describe", "list", "head", "batch_get", "query", "scan", "search", "check", "poll", "lookup", "is_")
_SLEEPS_FOR_A_POLL = 100
"""How many times longer than for polls it is waited for what need not be polling."""
