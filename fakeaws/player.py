"""Playing: which step answers which call.

A player plays scripts once and is made anew for every test. It alone holds what changes: the
place in each script, the states that pollers have seen, the log, and the surprises. Finding the
step for a call and taking it is one act under one lock; making the answer from it is not.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from fakeaws.asking import only_asks
from fakeaws.clock import VirtualClock
from fakeaws.completion import Completion
from fakeaws.disturbance import Disturbance, Disturbing
from fakeaws.errors import FakeAWSError, PlanError, PollingForever, UnplayedSteps, UnscriptedCall
from fakeaws.explain import (
    explain_overrun,
    explain_polling,
    explain_sleeping,
    explain_unscripted,
    missed_parameters,
)
from fakeaws.faults import fault_kind
from fakeaws.generate.generator import Generator
from fakeaws.lifecycles.catalogue import lifecycle_of
from fakeaws.log import Attempt, LoggedCall, Move, Request, is_body, question_of
from fakeaws.long_polls import waits_for
from fakeaws.model import Operation
from fakeaws.options import Options
from fakeaws.origin import Origin, users_line
from fakeaws.passages import Passage
from fakeaws.place import Place
from fakeaws.rates import Rate, Throttles
from fakeaws.script import (
    Call,
    Computed,
    Error,
    Fault,
    Reply,
    Response,
    Script,
    Step,
    check_reply,
)


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
        named = options.code_under_test
        self._code_under_test = (named,) if isinstance(named, str) else named
        self.clock = VirtualClock(options.start, limit=options.max_time, overrun=self._overrun)
        self.generator = generator
        self.calls: list[LoggedCall] = []
        self.moves: list[Move] = []
        self.surprises: list[FakeAWSError | PollingForever] = []
        self.sources_of_unplayed: list[Callable[[], tuple[str, ...]]] = []
        self.passages: list[Passage] = []
        self.throttles = Throttles()
        self.disturbing: list[Disturbing] = []
        self._places: list[Place] = []
        self._places_of: dict[Operation, list[Place]] = {}
        self._completion = Completion(self.clock, generator, options.assumptions)
        self._repetitions: dict[str, _Repetition] = {}
        self._held: dict[int, tuple[Place, Step]] = {}
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
            spoken = [step.reply.of if isinstance(step.reply, Fault) else step.reply for step in script.steps]
            replies = [reply for reply in spoken if isinstance(reply, Response)]
            member = lifecycle.status_member
            states = [reply.members[member] for reply in replies if member in reply.members]
            lifecycle.check_path(states, self.options.assumptions)
        self._place(Place(script))

    def add_recorded(self, scripts: Iterable[Script], *, ordered: bool) -> None:
        """Play what was recorded from now on; `ordered`, one script is only due when those before it are played."""
        before: Place | None = None
        for script in scripts:
            before = self._place(Place(script, before if ordered else None))

    def _place(self, place: Place) -> Place:
        self._places.append(place)
        self._places_of.setdefault(place.script.operation, []).append(place)
        return place

    def hold_to(self, rate: Rate) -> None:
        """Refuse, from now on, the attempts that come faster than this."""
        self.throttles.add(rate, self.clock.now())

    @contextmanager
    def calling(self, operation: str, params: Mapping[str, Any]) -> Iterator[LoggedCall]:
        """Log one call of the code under test while it runs, with what it raises."""
        thread = threading.current_thread().name
        made_at = users_line(self._code_under_test)
        call = LoggedCall(operation, _copied(params), self.clock.now(), made_at, thread)
        call.is_let_through = any(passage.covers(operation) for passage in self.passages)
        with self._lock:
            self.calls.append(call)
            for one in self.disturbing:
                one.count(call)
        self._sleeps = 0
        try:
            yield call
        except BaseException as error:
            call.error = error
            raise
        finally:
            call.is_over = True

    def passes(self, call: LoggedCall) -> bool:
        """Whether this attempt of the call is somebody else's to answer: it is let through, and no script has a say.

        Then it is noted as such.
        """
        if not call.is_let_through or self._disturbance(call) is not None:
            return False
        operation = Operation.named(call.operation)
        with self._lock:
            if id(call) in self._held or self._find(operation, call) is not None:
                return False
            if self.throttles.exceeded(operation, call.params, self.clock.now()) is not None:
                return False
        passage = next(one for one in self.passages if one.covers(call.operation))
        call.attempts.append(Attempt(self.clock.now(), None, passage.written_at))
        return True

    def reply(
        self, call: LoggedCall, *, request: Request | None = None, patience: float | None = None
    ) -> tuple[Reply, timedelta]:
        """What this attempt of the call is told, and after what delay; `patience` is how long it waits, in seconds.

        Raises UnscriptedCall or PollingForever; both are noted among the surprises first, because
        botocore and the code under test may swallow them.
        """
        disturbance = self._disturbance(call)
        if disturbance is None:
            said, whole, written_at, delay = self._scripted(call, patience)
            return self._told(call, said, whole, written_at, request), delay
        told = reply = disturbance.reply
        if disturbance.takes_step and not call.attempts:
            told = _spoiling(reply, self._scripted(call, None)[1])
        whole = self._completion.of(told, disturbance.script, call)
        return self._told(call, reply, whole, reply.written_at, request), timedelta(0)

    def _disturbance(self, call: LoggedCall) -> Disturbance | None:
        """What this attempt is told instead of what is scripted, if anything."""
        return next((one.disturbance for one in self.disturbing if one.tells(call)), None)

    def _scripted(self, call: LoggedCall, patience: float | None) -> tuple[Reply, Reply, Origin, timedelta]:
        """What the scripts say to this attempt: as it was said, completed, where that is written, and its delay."""
        operation = Operation.named(call.operation)
        with self._lock:
            throttled = self.throttles.exceeded(operation, call.params, self.clock.now())
            place, step = self._next(operation, call) if throttled is None else (None, None)
        if throttled is not None:
            return throttled.error, throttled.error, throttled.written_at, timedelta(0)
        if place is None or step is None:
            raise self._unscripted(call, operation)
        if patience is not None and step.delay.total_seconds() > patience:
            step = replace(step, reply=Fault("read-timeout"), delay=timedelta(0))
        said = self._computed(step.reply, place, call)
        whole = self._completion.of(said, place.script, call)
        delay = step.delay
        if isinstance(whole, Response) and not delay:
            delay = waits_for(call.operation, call.params, whole.members)
        return said, whole, step.reply.written_at, delay

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

    def _next(self, operation: Operation, call: LoggedCall) -> tuple[Place | None, Step | None]:
        """The step for this attempt; what was recorded of a whole call is for all its attempts."""
        if id(call) in self._held:
            return self._held[id(call)]
        place = self._find(operation, call)
        step = place.take() if place is not None else None
        if place is not None and step is not None and place.script.recorded and place.script.recorded.whole_calls:
            self._held[id(call)] = place, step
        return place, step

    def _find(self, operation: Operation, call: LoggedCall) -> Place | None:
        fitting = [
            (place.rank(number, call.asked(place.script)), place)
            for number, place in enumerate(self._places_of.get(operation, ()))
            if place.step is not None and place.is_due and place.script.fits(call.asked(place.script))
        ]
        return min(fitting, key=lambda ranked: ranked[0])[1] if fitting else None

    def _turn_before(self, operation: Operation, call: LoggedCall) -> Script | None:
        """What was recorded before the call, where it is only too early."""
        for place in self._places_of.get(operation, ()):
            if place.step is not None and not place.is_due and place.script.fits(call.asked(place.script)):
                while place.after is not None and not place.is_due:
                    place = place.after  # noqa: PLW2901  # back to the one whose turn it is
                return place.script
        return None

    def _told(self, call: LoggedCall, said: Reply, whole: Reply, written_at: Origin, request: Request | None) -> Reply:
        call.attempts.append(Attempt(self.clock.now(), said, written_at, request))
        self._stop_polling_for_ever(call, whole)
        return whole

    def _computed(self, said: Reply | Computed, place: Place, call: LoggedCall) -> Reply:
        if not isinstance(said, Computed):
            return said
        asked = Call(call.operation, call.params, self.clock.now(), len(call.attempts) + 1, place.taken)
        what = f"{said} in the script for {place.script}, written at {said.written_at},"
        try:
            reply = said.function(asked)
        except (FakeAWSError, PollingForever) as error:
            raise self.surprise(error) from None
        except Exception as error:
            raise self.surprise(PlanError(f"{what} raised {type(error).__name__}: {error}")) from error
        if reply is not place.checked:  # one and the same frozen reply, as a lifecycle gives while nothing changes
            self._check_computed(reply, place, what)
        return reply

    def _check_computed(self, reply: Reply, place: Place, what: str) -> None:
        try:
            check_reply(reply, place.script.operation, allow_illegal=place.script.allow_illegal)
        except FakeAWSError as error:
            is_bare = type(error) is PlanError  # the others name the step by themselves
            told = PlanError(f"{what} gave what cannot be said. {error}") if is_bare else error
            raise self.surprise(told) from None
        place.checked = reply

    def _unscripted(self, call: LoggedCall, operation: Operation) -> BaseException:
        stub = self.generator.stub(operation)
        explanation = explain_unscripted(call, operation, self.scripts, stub, self._turn_before(operation, call))
        if len(self.surprises) < self.options.max_polls:
            wanted = missed_parameters(call, operation, self.scripts)
            return self.surprise(UnscriptedCall(call.operation, dict(call.params), explanation, wanted))
        return self.surprise(PollingForever(f"The code under test polls for ever. {explanation}"))

    def _stop_polling_for_ever(self, call: LoggedCall, reply: Reply) -> None:
        now, question = self.clock.now(), question_of(call)
        last = self._repetitions.get(question)
        moved = last is None or last.at != now
        is_polling = only_asks(call.operation) or isinstance(reply, Error)
        limit = self.options.max_polls * (1 if is_polling else _SLEEPS_FOR_A_POLL)
        is_new = last is None or not (last.reply is reply or last.reply == reply)
        if last is None or is_new or (moved and self.clock.expects_more):
            self._repetitions[question] = _Repetition(reply, now)
            return
        self._repetitions[question] = replace(last, at=now, times=last.times + 1)
        if last.times + 1 > limit:
            times = last.times + 1
            explanation = explain_polling(call, self.calls, times, self.clock.start, sleeping=moved)
            raise self.surprise(PollingForever(explanation))

    def _count_sleep(self, now: datetime, moved: timedelta) -> None:
        self.moves.append(Move(now, moved, users_line()))
        self._sleeps += 1
        if self._sleeps > self.options.max_polls * _SLEEPS_FOR_A_POLL:
            explanation = explain_sleeping(self.calls, self.clock.start, self._sleeps)
            raise self.surprise(PollingForever(explanation))

    def _overrun(self, _elapsed: timedelta) -> BaseException:
        explanation = explain_overrun(self.calls, self.options.max_time, self.clock.start)
        return self.surprise(PollingForever(explanation))


def _spoiling(reply: Reply, lost: Reply) -> Reply:
    """A fault of an answer, where it has none yet, of this one."""
    is_open = isinstance(reply, Fault) and reply.of is None and fault_kind(reply.name).spoils
    return reply.with_reply(lost) if is_open and isinstance(reply, Fault) and not isinstance(lost, Fault) else reply


def _copied(params: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters as they are now; what cannot be copied, such as an open file, stays the same."""
    bodies = {name: value for name, value in params.items() if is_body(value)}
    try:
        return copy.deepcopy({name: value for name, value in params.items() if name not in bodies}) | bodies
    except Exception:  # noqa: BLE001  # whatever a foreign object raises when it is copied
        return dict(params)


_SLEEPS_FOR_A_POLL = 100
"""How many times longer than for polls it is waited for what need not be polling."""
