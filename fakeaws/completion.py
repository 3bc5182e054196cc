"""Completing: what a test leaves out of an answer is made up, alike for the same question, and fits the states seen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fakeaws.clock import VirtualClock
from fakeaws.faults import fault_kind
from fakeaws.generate.generator import Generator
from fakeaws.generate.synthesise import tells_expiry
from fakeaws.lifecycles.around_status import around_status
from fakeaws.lifecycles.assumptions import Assumptions
from fakeaws.lifecycles.catalogue import lifecycle_of
from fakeaws.lifecycles.lifecycle import Move
from fakeaws.lifecycles.statuses import state_in
from fakeaws.log import LoggedCall, question_of
from fakeaws.model import Operation
from fakeaws.script import Error, Fault, Reply, Response, Script, refused_for_its_time


class Completion:
    """Completes the answers of one test; remembers what each poller has been told."""

    def __init__(self, clock: VirtualClock, generator: Generator, assumptions: Assumptions) -> None:
        self._clock = clock
        self._generator = generator
        self._assumptions = assumptions
        self._seen: dict[str, tuple[Move, ...]] = {}
        self._made: dict[tuple[int, str, datetime], tuple[Response, Response]] = {}

    def of(self, said: Reply, script: Script, call: LoggedCall) -> Reply:
        """The reply with all that the operation says beside it, where the test did not say `exactly`."""
        match said:
            case Response():
                return self._of_response(said, script, call) if said.complete else said
            case Fault() if fault_kind(said.name).spoils:
                return said.with_reply(self._spoilt(said, script, call))
            case _:
                return said

    def _spoilt(self, fault: Fault, script: Script, call: LoggedCall) -> Response | Error:
        """The answer that a fault spoils: the one that it was given, else what the operation would say to it."""
        said = fault.of or (refused_for_its_time(script.operation) if fault.by else Response())
        return self._of_response(said, script, call) if isinstance(said, Response) and said.complete else said

    def _of_response(self, said: Response, script: Script, call: LoggedCall) -> Response:
        operation, question, members = script.operation, question_of(call), said.members
        lifecycle = lifecycle_of(operation.name)
        if script.is_bare:
            drawn = self._generator.complete(operation, {}, call.params, question)
            seen = self._saw(question, state_in(members))
            return said.with_members(around_status(drawn, members, operation.output_shape, seen))
        if lifecycle is None or lifecycle.status_member not in members:
            return self._made_once(said, question, operation, call.params)
        seen = self._saw(question, members[lifecycle.status_member])
        now, assumptions = self._clock.now(), self._assumptions
        whole = lifecycle.complete(members, seen, call.params, now, self._generator, assumptions=assumptions)
        return said.with_members(whole)

    def _made_once(self, said: Response, question: str, operation: Operation, params: Mapping[str, Any]) -> Response:
        """The completed answer; the same one for the same question, so that no door writes it anew."""
        told_at = self._clock.now() if _gives_what_expires(operation) else self._clock.start
        key = id(said), question, told_at
        known = self._made.get(key)
        if known is None or known[0] is not said:  # an id may be that of an earlier reply
            if len(self._made) >= _MOST_KEPT:
                self._made.clear()
            whole = said.with_members(
                self._generator.complete(operation, said.members, params, question, told_at=told_at)
            )
            known = self._made[key] = said, whole
        return known[1]

    def _saw(self, question: str, state: str) -> tuple[Move, ...]:
        """The states that this poller has been told, the present one the last."""
        seen = self._seen.get(question, ())
        if not seen or seen[-1].state != state:
            seen = self._seen[question] = (*seen, Move(self._clock.now(), state))
        return seen


def _gives_what_expires(operation: Operation) -> bool:
    """Whether an answer gives something new for a while, such as credentials; what is described stays."""
    return not _DESCRIBES.match(operation.method) and tells_expiry(operation)


_DESCRIBES = re.compile(r"(batch_get|describe|get|list|search)_(?!.*(credential|token))")
_MOST_KEPT = 1_000
