"""One AppConfig deployment as a test plans it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Literal, Protocol

from fakeaws.errors import PlanError
from fakeaws.lifecycles.appconfig.answers import answer, constants
from fakeaws.lifecycles.appconfig.courses import REVERTIBLE, Rollback, completing, reverting, validating
from fakeaws.lifecycles.appconfig.events import Event, events
from fakeaws.lifecycles.appconfig.extensions import applied, failed_action
from fakeaws.lifecycles.appconfig.strategies import STRATEGIES, Strategy, strategy_named
from fakeaws.lifecycles.assumptions import Assumptions
from fakeaws.lifecycles.catalogue import APPCONFIG_DEPLOYMENT
from fakeaws.lifecycles.life import Life, span
from fakeaws.lifecycles.lifecycle import History, Move
from fakeaws.lifecycles.planned import Planned
from fakeaws.lifecycles.plans import Setting
from fakeaws.origin import complains_to_the_user
from fakeaws.script import Error


class _Course(Protocol):
    def __call__(self, start: datetime, strategy: Strategy, assumptions: Assumptions, /) -> History: ...


class DeploymentPlan(Planned):
    """A deployment, planned and perhaps started; changes by its verbs, when it is started, and when it is stopped."""

    def __init__(
        self,
        setting: Setting,
        strategy: str | Strategy | None,
        params: Mapping[str, Any],
        start: Callable[[DeploymentPlan], None],
    ) -> None:
        self._setting = setting
        self._named = strategy
        self._strategy = strategy if isinstance(strategy, Strategy) else strategy_named(strategy or USUAL_STRATEGY)
        self.parameters = dict(params)
        self.refusal: Error | None = None
        self._extension: str | None = None
        self._constant = constants(params, setting.ids)
        self._log: tuple[History, tuple[Event, ...]] = ((), ())
        super().__init__(Life(APPCONFIG_DEPLOYMENT, setting.clock, self._course(completing), self._settles), start)

    # What it is going to do.

    @complains_to_the_user
    def completes(self) -> DeploymentPlan:
        """Plan it to go through its steps and its bake time to COMPLETE."""
        return self._takes(completing)

    @complains_to_the_user
    def rolls_back(  # noqa: PLR0913  # what a rollback depends on; all of it can be left out
        self,
        *,
        at_percent: float = 50,
        during: Literal["DEPLOYING", "BAKING"] = "DEPLOYING",
        by: str | None = None,
        extension: str | None = None,
        reason: str | None = None,
        takes: timedelta | float | None = None,
    ) -> DeploymentPlan:
        """Plan it to be rolled back after the first step that reaches `at_percent`, or in the middle of BAKING.

        Deploying, it happens halfway to what would have come next. `by` is one of AWS's `TriggeredBy`; with an
        `extension` it is that one's error that causes it. `reason` is what the log says, such as the alarm's ARN;
        `takes` is how long it stays ROLLING_BACK.
        """
        assumed = self._setting.assumptions
        by = by or (assumed.extension_rolls_back_by if extension else assumed.rolls_back_by)
        told: dict[str, Any] = {"Description": reason} if reason else {}
        if extension:
            error = reason or assumed.extension_failure
            told["ActionInvocations"] = [failed_action(extension, error, self._setting.ids)]
        length = span(assumed.rollback_takes if takes is None else takes)
        self._takes(Rollback(at_percent=at_percent, during=during, by=by, takes=length, told=told))
        self._applies(extension)
        return self

    @complains_to_the_user
    def stops_at(
        self,
        percent: float = 50,
        *,
        during: Literal["DEPLOYING", "BAKING"] = "DEPLOYING",
        takes: timedelta | float | None = None,
    ) -> DeploymentPlan:
        """Plan somebody to stop it after the first step that reaches `percent`, or in the middle of BAKING."""
        return self.rolls_back(at_percent=percent, during=during, by="USER", takes=takes)

    @complains_to_the_user
    def fails(self, message: str = "", *, details: Sequence[Mapping[str, str]] = ()) -> DeploymentPlan:
        """Plan its start to be refused, because a validator refuses the configuration.

        A deployment that is under way has no state for failure: it is rolled back. `details` are the entries of
        `InvalidConfiguration`: Constraint, Location, Reason, Type, Value.
        """
        if self.life.has_begun:
            raise PlanError("A deployment that is started has been validated; it can be rolled back.")
        more: dict[str, Any] = {"Details": {"InvalidConfiguration": [*map(dict, details)]}} if details else {}
        message = message or "The configuration is not valid"
        self.refusal = Error("BadRequestException", message, Reason="InvalidConfiguration", **more)
        return self

    @complains_to_the_user
    def reverts(self, *, after: timedelta | float = timedelta(hours=1)) -> DeploymentPlan:
        """Plan it to complete, and somebody to revert it so long `after` that; AppConfig allows 72 hours."""
        length = span(after)
        if length > REVERTIBLE:
            raise PlanError(f"A deployment can be reverted up to 72 hours after its completion, not after {length}.")
        return self._takes(partial(reverting, after=length))

    @complains_to_the_user
    def sticks_in(self, state: str) -> DeploymentPlan:
        """Plan it never to leave this state; its percentage still grows while it is DEPLOYING."""
        self.life.check_sticky(state)
        match state:
            case "VALIDATING":
                return self._takes(validating)
            case "ROLLING_BACK":
                assumed = self._setting.assumptions
                return self._takes(Rollback(by=assumed.rolls_back_by, takes=assumed.rollback_takes), sticks_in=state)
            case _:
                return self._takes(completing, sticks_in=state)

    # What it is, and does.

    @property
    def strategy(self) -> Strategy:
        return self._strategy

    @property
    def percentage(self) -> float | None:
        """The present `PercentageComplete`; None before it is started."""
        return float(self.answer()["PercentageComplete"]) if self.life.has_begun else None

    @property
    def application_id(self) -> str:
        return str(self._constant["ApplicationId"])

    @property
    def environment_id(self) -> str:
        return str(self._constant["EnvironmentId"])

    @property
    def configuration_profile_id(self) -> str:
        return str(self._constant["ConfigurationProfileId"])

    @property
    def number(self) -> int | None:
        """The number in its environment; None before it is started."""
        return self._constant["DeploymentNumber"] if self.life.has_begun else None

    @property
    def request(self) -> dict[str, Any]:
        """The parameters of `client.get_deployment`. Raises PlanError before it is started."""
        if not self.life.has_begun:
            raise PlanError("The deployment has no number before it is started; .started() lets somebody start it.")
        return {name: self._constant[name] for name in ("ApplicationId", "EnvironmentId", "DeploymentNumber")}

    # What the world does with it.

    def disagreement(self, strategy_id: str) -> str | None:
        """How the strategy asked for contradicts the planned one; ids of strategies of one's own never do."""
        asked = STRATEGIES.get(strategy_id)
        if asked is None or self._named is None or asked == self._strategy:
            return None
        return f"plans {self._named}, and the call asks for {strategy_id}"

    def begin(self, params: Mapping[str, Any], number: int, at: datetime) -> None:
        """Start it with these parameters; a predefined strategy among them is followed."""
        self._strategy = STRATEGIES.get(params["DeploymentStrategyId"], self._strategy)
        self.parameters = dict(params)
        self._constant = constants({**params, "DeploymentNumber": number}, self._setting.ids)
        self._applies(self._extension)
        self.life.begin(at)

    def stop(self, at: datetime) -> None:
        """Let it go back from where it is; what is going back already goes on as it does, and what is over stays."""
        assumed = self._setting.assumptions
        if self.state == "COMPLETE":
            to_come = [move.at for move in self.life.moves if move.state == "REVERTED"]
            self.life.bend(Move(min([at + assumed.revert_takes, *to_come]), "REVERTED", "USER"))
        elif not self.life.is_over and self.state != "ROLLING_BACK":
            back = Move(at, "ROLLING_BACK", "USER")
            self.life.bend(back, Move(at + assumed.rollback_takes, "ROLLED_BACK", "USER"))

    def answer(self) -> dict[str, Any]:
        """The members of its Deployment now."""
        setting, moves = self._setting, self.life.moves
        if moves is not self._log[0]:
            self._log = (moves, events(self._strategy, moves, setting.assumptions))
        return answer(self._constant, self._strategy, moves, setting.clock.now(), setting.assumptions, log=self._log[1])

    def _takes(self, course: _Course, *, sticks_in: str | None = None) -> DeploymentPlan:
        self.life.plan(self._course(course), sticks_in=sticks_in)
        self.refusal = None
        self._applies(None)
        return self

    def _applies(self, extension: str | None) -> None:
        self._extension = extension
        self._constant.pop("AppliedExtensions", None)
        if extension:
            self._constant["AppliedExtensions"] = [applied(extension, self._setting.ids)]

    def _course(self, course: _Course) -> Callable[[datetime], History]:
        return lambda start: course(start, self._strategy, self._setting.assumptions)

    def _settles(self, history: History) -> datetime:
        return events(self._strategy, history, self._setting.assumptions)[-1].at


USUAL_STRATEGY = "AppConfig.AllAtOnce"
