"""AppConfig as the code under test meets it: it starts, shows, lists and stops the deployments that a test plans."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from fakeaws.clock import VirtualClock
from fakeaws.errors import PlanError, UnscriptedCall
from fakeaws.lifecycles.appconfig.answers import by_id, environment
from fakeaws.lifecycles.appconfig.courses import REVERTIBLE
from fakeaws.lifecycles.appconfig.plan import USUAL_STRATEGY, DeploymentPlan
from fakeaws.lifecycles.appconfig.strategies import STRATEGIES, Strategy
from fakeaws.lifecycles.assumptions import DEFAULT, Assumptions
from fakeaws.lifecycles.lifecycle import Ids
from fakeaws.lifecycles.pages import page
from fakeaws.lifecycles.plans import Plans, Setting, answering
from fakeaws.origin import complains_to_the_user
from fakeaws.script import Call, Error, Response, Script


class AppConfigDeployments:
    """All deployments of one test; changes when one is planned or started.

    Each start takes the next plan that wants its parameters. Applications, environments and
    profiles may be told by name or by id.
    """

    def __init__(self, clock: VirtualClock, ids: Ids, *, assumptions: Assumptions = DEFAULT) -> None:
        self._setting = Setting(clock, ids, assumptions)
        self._plans: Plans[DeploymentPlan] = Plans("AppConfig deployment", "appconfig.start_deployment")
        self._started: dict[tuple[str, str], list[DeploymentPlan]] = {}
        self._names: dict[str, str] = {}
        self._environment_polls = 0
        self._lock = threading.RLock()

    @complains_to_the_user
    def plan(self, strategy: str | Strategy | None = None, **params: Any) -> DeploymentPlan:
        """Plan one more deployment, for a start with these parameters of StartDeployment.

        `strategy` is a predefined one's id or one of your own; without it the code under test may
        ask for any, and one that is not predefined is taken to be `AppConfig.AllAtOnce`.
        """
        number = len(self._plans) + 1
        made_up = {
            "ApplicationId": self._setting.ids.appconfig_id(f"application of plan {number}"),
            "EnvironmentId": self._setting.ids.appconfig_id(f"environment of plan {number}"),
            "ConfigurationProfileId": self._setting.ids.appconfig_id(f"profile of plan {number}"),
            "DeploymentStrategyId": self._strategy_id(strategy, number),
            "ConfigurationVersion": "1",
        }
        plan = DeploymentPlan(self._setting, strategy, {**made_up, **params}, self._start_unasked)
        return self._plans.add(plan, plan.life, by_id(params, self._setting.ids))

    def scripts(self) -> tuple[Script, ...]:
        """What answers the five operations, for as long as the test lasts."""
        return answering(
            {
                "appconfig.start_deployment": self.start_deployment,
                "appconfig.get_deployment": self.get_deployment,
                "appconfig.list_deployments": self.list_deployments,
                "appconfig.stop_deployment": self.stop_deployment,
                "appconfig.get_environment": self.get_environment,
            }
        )

    def unplayed(self) -> tuple[str, ...]:
        """One line for each planned deployment that nobody asked for."""
        return self._plans.unplayed()

    def outlook(self) -> tuple[str, ...]:
        """One line for each plan: where it has been, and where it is going; and one for a waiter that never ends."""
        never = (_NEVER_ENDS,) if self._environment_polls > _MANY_POLLS else ()
        return (*self._plans.outlook(), *never)

    def start_deployment(self, call: Call) -> Response | Error:
        """Raises UnscriptedCall if no deployment is planned for it, or with another strategy."""
        with self._lock:
            if refusal := self._refusal(call.params):
                return refusal
            plan = self._plans.next_for(call, by_id(call.params, self._setting.ids))
            if plan.refusal:
                self._plans.note_refused(plan)
                return plan.refusal
            if disagreement := plan.disagreement(str(call.params.get("DeploymentStrategyId"))):
                raise UnscriptedCall(call.operation, dict(call.params), _explain(plan, disagreement, call))
            self._begin(plan, call.params)
            members = plan.answer()
            members.pop("CompletedAt", None)  # AWS leaves it out here even where the state is COMPLETE
            return Response.exactly(members)

    def get_deployment(self, call: Call) -> Response | Error:
        with self._lock:
            plan = self._find(call.params)
            return plan.said() if plan else _not_found(call.params)

    def list_deployments(self, call: Call) -> Response | Error:
        """Newest first."""
        with self._lock:
            started = self._in_environment(call.params)
            if not started and not self._plans.could_mean(self._where(call.params)):
                return _no_environment(call.params)
            items = [_summary(plan.answer()) for plan in reversed(started)]
            for plan in started:
                self._plans.note_asked(plan)
        members = page("Items", items, call.params)
        return (
            Error("BadRequestException", "MaxResults or NextToken is not valid")
            if members is None
            else Response.exactly(members)
        )

    def stop_deployment(self, call: Call) -> Response | Error:
        """With AllowRevert it takes back what is complete since no more than 72 hours."""
        with self._lock:
            plan = self._find(call.params)
            if plan is None:
                return _not_found(call.params)
            if complaint := self._unstoppable(plan, call):
                return Error("BadRequestException", f"Deployment {plan.number} {complaint}")
            if plan.state not in _OVER:
                plan.stop(call.at)
            return plan.said() if self._setting.assumptions.stop_answers == "deployment" else Response.exactly(_ZEROS)

    def get_environment(self, call: Call) -> Response | Error:
        """The state that goes with the environment's last deployment.

        botocore's waiter `environment_ready_for_deployment` waits for ReadyForDeployment, RolledBack and Reverted,
        which AWS never says; so here too it ends with no more than "Max attempts exceeded".
        """
        with self._lock:
            where, started = self._where(call.params), self._in_environment(call.params)
            if not started and not self._plans.could_mean(where):
                return _no_environment(call.params)
            for plan in started:
                self._plans.note_asked(plan)
            self._environment_polls += 1
            name = self._names.get(where["EnvironmentId"], "")
            return Response.exactly(environment(where, name, started[-1].state if started else None))

    def _refusal(self, params: Mapping[str, Any]) -> Error | None:
        strategy = str(params.get("DeploymentStrategyId"))
        if strategy.startswith("AppConfig.") and strategy not in STRATEGIES:
            message = f"There is no deployment strategy {strategy}"
            return Error("ResourceNotFoundException", message, ResourceName="DeploymentStrategy")
        started = self._in_environment(params)
        if started and not started[-1].life.is_over:
            return Error("ConflictException", f"Deployment number {len(started)} is still in progress")
        latest = params.get("LatestDeploymentNumber", len(started))
        if latest != len(started) and self._setting.assumptions.checks_the_latest_number:
            return Error("ConflictException", f"The latest deployment number is {len(started)}")
        return None

    def _unstoppable(self, plan: DeploymentPlan, call: Call) -> str | None:
        assumed = self._setting.assumptions
        match plan.state:
            case "VALIDATING" if "VALIDATING -> ROLLING_BACK" not in assumed.moves:
                return "is still being validated"
            case "COMPLETE" if not call.params.get("AllowRevert"):
                return "is complete and can only be reverted"
            case "COMPLETE" if call.at - plan.history[-1].at > REVERTIBLE:
                return "is complete since more than 72 hours"
            case "BAKING" if not (call.params.get("AllowRevert") or assumed.stops_while_baking):
                return "is not being deployed any more"
            case "ROLLED_BACK" | "REVERTED" if assumed.refuses_to_stop_what_is_over:
                return "is over"
        return None

    def _start_unasked(self, plan: DeploymentPlan) -> None:
        with self._lock:
            if refusal := plan.refusal or self._refusal(plan.parameters):
                raise PlanError(f"AppConfig would refuse to start this deployment: {refusal.message}.")
            self._begin(plan, plan.parameters)

    def _begin(self, plan: DeploymentPlan, params: Mapping[str, Any]) -> None:
        started = self._in_environment(params)
        started.append(plan)
        plan.begin(params, len(started), self._setting.clock.now())

    def _find(self, params: Mapping[str, Any]) -> DeploymentPlan | None:
        number = params.get("DeploymentNumber")
        found = next((plan for plan in self._in_environment(params) if plan.number == number), None)
        if found is not None:
            self._plans.note_asked(found)
        return found

    def _in_environment(self, params: Mapping[str, Any]) -> list[DeploymentPlan]:
        where = self._where(params)
        return self._started.setdefault((where["ApplicationId"], where["EnvironmentId"]), [])

    def _where(self, params: Mapping[str, Any]) -> dict[str, Any]:
        told = {name: params.get(name, "") for name in ("ApplicationId", "EnvironmentId")}
        where = by_id(told, self._setting.ids)
        if told["EnvironmentId"] not in ("", where["EnvironmentId"]):
            self._names[where["EnvironmentId"]] = told["EnvironmentId"]
        return where

    def _strategy_id(self, strategy: str | Strategy | None, number: int) -> str:
        if isinstance(strategy, Strategy):
            return self._setting.ids.appconfig_id(f"strategy of plan {number}")
        return strategy or USUAL_STRATEGY


def _no_environment(params: Mapping[str, Any]) -> Error:
    message = f"There is no environment {params['EnvironmentId']} in this application"
    return Error("ResourceNotFoundException", message, ResourceName="Environment")


def _not_found(params: Mapping[str, Any]) -> Error:
    message = f"There is no deployment {params.get('DeploymentNumber')} in this environment"
    return Error("ResourceNotFoundException", message, ResourceName="Deployment")


def _explain(plan: DeploymentPlan, disagreement: str, call: Call) -> str:
    return (
        f"{call.operation} was called, and its strategy is not the planned one: the deployment written at "
        f"{plan.life.written_at} {disagreement}. Plan the strategy that is right, or none: plan() takes any."
    )


def _summary(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if name in _OF_SUMMARY}


_OF_SUMMARY = (
    "DeploymentNumber",
    "ConfigurationName",
    "ConfigurationVersion",
    "DeploymentDurationInMinutes",
    "GrowthType",
    "GrowthFactor",
    "FinalBakeTimeInMinutes",
    "State",
    "PercentageComplete",
    "StartedAt",
    "CompletedAt",
    "VersionLabel",
)
_OVER = ("ROLLED_BACK", "REVERTED")

# AWS's example of StopDeployment in the CLI's reference.
_ZEROS = {
    "DeploymentNumber": 0,
    "DeploymentDurationInMinutes": 0,
    "GrowthFactor": 0.0,
    "FinalBakeTimeInMinutes": 0,
    "PercentageComplete": 0.0,
}
_MANY_POLLS = 100
_NEVER_ENDS = (
    "appconfig.get_environment was polled many times: botocore's waiter environment_ready_for_deployment waits for "
    "ReadyForDeployment, and AWS says READY_FOR_DEPLOYMENT, so that it never ends. Poll the deployment instead."
)
