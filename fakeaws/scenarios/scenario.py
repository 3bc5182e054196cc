"""One named way in which AWS disappoints who calls it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from fakeaws.errors import PlanError
from fakeaws.frozen import fill, short
from fakeaws.lifecycles.paged import Pages
from fakeaws.origin import Origin, complains_to_the_user, users_line
from fakeaws.rates import Rate
from fakeaws.scenarios.expectation import Expectation
from fakeaws.scenarios.scene import Scene
from fakeaws.script import Sayable, Script

Plan: TypeAlias = Script | Rate | Pages
Plays: TypeAlias = Callable[[Scene], "Iterable[Sayable | Plan]"]
Expects: TypeAlias = Callable[[Scene], Expectation]
Applies: TypeAlias = Callable[[Scene], "str | None"]


def anywhere(_scene: Scene) -> str | None:
    """Nothing speaks against it, whatever the operation is."""
    return None


@dataclass(frozen=True, slots=True, init=False)
class Scenario:
    """A failure by name, and `when` it happens in real life.

    `plays` makes steps for the scene's operation, or whole scripts, rates and pages. `expects` says what good code
    makes of it: an Expectation, or what makes one. `applies` gives the reason where it makes no sense, else None.
    """

    name: str
    when: str
    plays: Plays = field(repr=False)
    expects: Expects = field(repr=False)
    applies: Applies = field(repr=False)
    written_at: Origin = field(compare=False, repr=False)

    @complains_to_the_user
    def __init__(
        self,
        name: str,
        when: str,
        *,
        plays: Plays,
        expects: Expectation | Expects,
        applies: Applies = anywhere,
    ) -> None:
        if _NAME.fullmatch(str(name)) is None:
            raise PlanError(
                f"A scenario's name is words joined by hyphens, such as 'throttled-for-good', not {name!r}."
            )
        for keyword, function in (("plays", plays), ("expects", expects), ("applies", applies)):
            if not (callable(function) or isinstance(function, Expectation)):
                raise PlanError(f"{keyword} of the scenario {name} is a function of the scene, not {short(function)}.")
        fill(self, name=name, when=when, plays=plays, applies=applies, written_at=users_line())
        fill(self, expects=(lambda _scene: expects) if isinstance(expects, Expectation) else expects)

    def plans(self, scene: Scene) -> tuple[Plan, ...]:
        """What is played in this scene; steps become one script. Raises PlanError where there are none."""
        said = self._said(scene)
        steps = [one for one in said if not isinstance(one, (Script, Rate, Pages))]
        plans = tuple(one for one in said if isinstance(one, (Script, Rate, Pages)))
        if not said:
            raise PlanError(f"The scenario {self.name}, written at {self.written_at}, plays nothing.")
        return (*plans, scene.script(*steps)) if steps else plans

    def _said(self, scene: Scene) -> tuple[Any, ...]:
        said = self.plays(scene)
        if isinstance(said, Iterable):
            return tuple(said)
        raise PlanError(
            f"The scenario {self.name}, written at {self.written_at}, plays {short(said)}: its function returns "
            "a list of steps, scripts, rates or pages."
        )

    def __str__(self) -> str:
        return self.name


_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
