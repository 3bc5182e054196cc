"""One failure put in at one call, beside all that the scripts say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from fakeaws.log import LoggedCall
from fakeaws.matching import fits
from fakeaws.origin import Origin
from fakeaws.script import Reply, Script

Lasts: TypeAlias = Literal["attempt", "call", "for good"]
LASTS: tuple[Lasts, ...] = ("attempt", "call", "for good")


@dataclass(frozen=True, slots=True)
class Disturbance:
    """What one call is told instead of what is scripted: the one step of `script`.

    It is the `number`th call that the script is about, from 1, of those made at `made_at` where that is given. The
    failure lasts for its first attempt, for the whole call, or for good: for all such calls after it, too. The step
    that the call would have taken is left for the next, as a service that refuses does; where it `takes_step`, the
    work is done and the answer lost.
    """

    script: Script
    number: int = 1
    made_at: Origin | None = None
    lasts: Lasts = "call"
    takes_step: bool = False

    @property
    def reply(self) -> Reply:
        """What is told."""
        return cast("Reply", self.script.steps[0].reply)

    def is_about(self, call: LoggedCall) -> bool:
        """Whether it counts this call."""
        is_there = self.made_at is None or self.made_at == call.made_at
        return is_there and call.operation == self.script.operation.name and fits(self.script.params, call.params)


class Disturbing:
    """One disturbance while a test runs: how many calls it has counted, and which of them it met."""

    def __init__(self, disturbance: Disturbance) -> None:
        self.disturbance = disturbance
        self.met: list[LoggedCall] = []
        self._counted = 0
        self._ids: set[int] = set()

    def count(self, call: LoggedCall) -> None:
        """Count a call that begins, and meet it if it is the one; not by two threads at once."""
        plan = self.disturbance
        if not plan.is_about(call):
            return
        self._counted += 1
        if self._counted == plan.number or (plan.lasts == "for good" and self._counted > plan.number):
            self.met.append(call)
            self._ids.add(id(call))

    def tells(self, call: LoggedCall) -> bool:
        """Whether it is what this attempt of the call is told."""
        return id(call) in self._ids and not (self.disturbance.lasts == "attempt" and call.attempts)
