"""Where the scenarios of one test are played: their plans go to the fake, if the door carries them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sized
from dataclasses import dataclass
from typing import Any

from fakeaws.errors import DoorCannotCarry, PlanError
from fakeaws.frozen import fill
from fakeaws.generate.generator import Generator
from fakeaws.lifecycles.paged import Pages
from fakeaws.model import Operation
from fakeaws.origin import Origin
from fakeaws.rates import Rate
from fakeaws.scenarios.catalogue import scenario_named
from fakeaws.scenarios.failure import Expected, Failure
from fakeaws.scenarios.scenario import Plan, Scenario
from fakeaws.scenarios.scene import Scene
from fakeaws.script import Sayable, Script, Step, as_step


@dataclass(frozen=True, slots=True)
class Hands:
    """What a scenario needs of a fake: to play its scripts, hold calls to its rates, and list its pages."""

    generator: Generator
    play: Callable[[Script], None]
    hold_to: Callable[[Rate], None]
    list_in: Callable[[Pages], None]
    pages: Sized
    is_stubbed: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which scenario a test asks for, and what it says of the good answer and of what it expects.

    `asked_at` is where it does so, if that is not on the stack.
    """

    scenario: str | Scenario
    operation: str
    params: Mapping[str, Any]
    happy: Sayable | Iterable[Sayable] = ()
    expect: Expected = None
    asked_at: Origin | None = None


class Stage:
    """The scenarios of one test; grows with each that is played."""

    def __init__(self, hands: Hands, known: Mapping[str, Scenario]) -> None:
        self._hands = hands
        self._known = known
        self._played: list[Failure] = []

    def play(self, asked: Asked) -> Failure:
        """Play what is asked for. Raises PlanError where it makes no sense, and what its scripts raise."""
        scenario, operation = scenario_named(asked.scenario, self._known), Operation.named(asked.operation)
        number = len(self._hands.pages) + 1
        scene = Scene(operation, dict(asked.params), steps_of(asked.happy), self._hands.generator, number)
        scene.check()
        if (reason := scenario.applies(scene)) is not None:
            raise PlanError(does_not_apply(scenario, operation.name, reason))
        failure = Failure(
            scenario,
            operation.name,
            scenario.expects(scene),
            lambda: self._hands.is_stubbed(operation.service.name),
            asked.expect,
        )
        if self._hands.is_stubbed(operation.service.name):
            _refuse_at_a_stubber(failure)
        for plan in scenario.plans(scene):
            self._take(plan if asked.asked_at is None else _placed(plan, asked.asked_at, scene.given))
        self._played.append(failure)
        return failure

    def refuse_at_a_stubber(self, service: str) -> None:
        """Raise DoorCannotCarry for a scenario of the service that a Stubber would turn into another."""
        for failure in self._played:
            if failure.operation.partition(".")[0] == service:
                _refuse_at_a_stubber(failure)

    def _take(self, plan: Plan) -> None:
        match plan:
            case Script():
                self._hands.play(plan)
            case Rate():
                self._hands.hold_to(plan)
            case Pages():
                self._hands.list_in(plan)


def _placed(plan: Plan, at: Origin, given: tuple[Step, ...]) -> Plan:
    """The plan as one that is written there, but for the steps that the test has written itself."""
    if isinstance(plan, Script):
        own = [step.reply for step in plan.steps if not any(step.reply is one.reply for one in given)]
        for reply in own:
            fill(reply, written_at=at)
        fill(plan, written_at=at)
    elif isinstance(plan, Rate):
        fill(plan, written_at=at)
    else:
        plan.written_at = at
    return plan


def steps_of(happy: object) -> tuple[Step, ...]:
    """The good answer as steps; one step stands for itself."""
    listed = happy if isinstance(happy, (list, tuple)) else (happy,)
    return tuple(map(as_step, listed))


def does_not_apply(scenario: Scenario, operation: str, reason: str) -> str:
    head = f"{scenario.name} does not apply to {operation}: {reason.rstrip('.')}."
    return f"{head} `fakeaws scenarios {operation}` lists those that do."


def _refuse_at_a_stubber(failure: Failure) -> None:
    if failure.on_the_wire.is_got_over:
        what = f"{failure.name} of {failure.operation}: it answers above botocore's retries, so that nobody tries again"
        remedy = "The wire door carries it: leave the client without a Stubber."
        raise DoorCannotCarry("The Stubber door", what, remedy)
