"""AppConfig as the code under test meets it: it starts, shows, lists and stops the deployments that a test plans."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from fakeaws.clock import VirtualClock
from fakeaws.errors import PlanError, UnscriptedCall
from fakeaws.lifecycles.appconfig.answers import by_id
from fakeaws.lifecycles.appconfig.environment import Environment
from fakeaws.lifecycles.appconfig.plan import USUAL_STRATEGY, DeploymentPlan
from fakeaws.lifecycles.appconfig.refusals import no_deployment, no_environment, no_page, refused_start, refused_stop
from fakeaws.lifecycles.appconfig.strategies import Strategy
from fakeaws.lifecycles.assumptions import DEFAULT, Assumptions
from fakeaws.lifecycles.lifecycle import Ids
from fakeaws.lifecycles.pages import page
from fakeaws.lifecycles.plans import Plans, Setting, answering
from fakeaws.model import Operation
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
        self._environments: dict[tuple[str, ...], Environment] = {}
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
        """One line for each plan: where it has been, and where it is going; and for a waiter that never ends."""
        doubts = (line for environment in self._environments.values() for line in environment.doubts())
        return (*self._plans.outlook(), *doubts)

    def start_deployment(self, call: Call) -> Response | Error:
        """Raises UnscriptedCall if no deployment is planned for it, or with another strategy."""
        with self._lock:
            started = self._environment(call.params).started
            if refusal := refused_start(call.params, started, self._setting.assumptions):
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
            return plan.said() if plan else no_deployment(call.params)

    def list_deployments(self, call: Call) -> Response | Error:
        """Newest first."""
        with self._lock:
            environment = self._asked_for(call.params)
            if environment is None:
                return no_environment(call.params)
            items = [_summary(plan.answer()) for plan in reversed(environment.started)]
        members = page("Items", items, call.params)
        return no_page() if members is None else Response.exactly(members)

    def stop_deployment(self, call: Call) -> Response | Error:
        """With AllowRevert it takes back what is complete since no more than 72 hours."""
        with self._lock:
            plan, assumptions = self._find(call.params), self._setting.assumptions
            if plan is None:
                return no_deployment(call.params)
            if refusal := refused_stop(plan, call, assumptions):
                return refusal
            plan.stop(call.at)
            return plan.said() if assumptions.stop_answers == "deployment" else Response.exactly(_ZEROS)

    def get_environment(self, call: Call) -> Response | Error:
        """The state that goes with the environment's last deployment.

        botocore's waiter `environment_ready_for_deployment` waits for ReadyForDeployment, RolledBack and Reverted,
        which AWS never says; so here too it ends with no more than "Max attempts exceeded".
        """
        with self._lock:
            environment = self._asked_for(call.params)
            return Response.exactly(environment.answer()) if environment else no_environment(call.params)

    def _start_unasked(self, plan: DeploymentPlan) -> None:
        with self._lock:
            started = self._environment(plan.parameters).started
            if refusal := plan.refusal or refused_start(plan.parameters, started, self._setting.assumptions):
                raise PlanError(f"AppConfig would refuse to start this deployment: {refusal.message}.")
            self._begin(plan, plan.parameters)

    def _begin(self, plan: DeploymentPlan, params: Mapping[str, Any]) -> None:
        started = self._environment(params).started
        started.append(plan)
        plan.begin(params, len(started), self._setting.clock.now())

    def _find(self, params: Mapping[str, Any]) -> DeploymentPlan | None:
        number = params.get("DeploymentNumber")
        found = next((plan for plan in self._environment(params).started if plan.number == number), None)
        if found is not None:
            self._plans.note_asked(found)
        return found

    def _asked_for(self, params: Mapping[str, Any]) -> Environment | None:
        """The environment, all of whose deployments are asked for with it; None if it does not exist."""
        found = self._environment(params)
        where = {"ApplicationId": found.application_id, "EnvironmentId": found.environment_id}
        if not found.started and not self._plans.could_mean(where):
            return None
        for plan in found.started:
            self._plans.note_asked(plan)
        return found

    def _environment(self, params: Mapping[str, Any]) -> Environment:
        told = {name: params.get(name, "") for name in ("ApplicationId", "EnvironmentId")}
        where = tuple(by_id(told, self._setting.ids).values())
        found = self._environments.setdefault(where, Environment(*where))
        found.call(told["EnvironmentId"])
        return found

    def _strategy_id(self, strategy: str | Strategy | None, number: int) -> str:
        if isinstance(strategy, Strategy):
            return self._setting.ids.appconfig_id(f"strategy of plan {number}")
        return strategy or USUAL_STRATEGY


def _explain(plan: DeploymentPlan, disagreement: str, call: Call) -> str:
    return (
        f"{call.operation} was called, and its strategy is not the planned one: the deployment written at "
        f"{plan.life.written_at} {disagreement}. Plan the strategy that is right, or none: plan() takes any."
    )


def _summary(members: Mapping[str, Any]) -> dict[str, Any]:
    """What a list has of a deployment: the members that the installed model has for it, `Type` only in newer ones."""
    shape: Any = Operation.named("appconfig.list_deployments").output_shape
    names = shape.members["Items"].member.members
    return {name: value for name, value in {**members, "Type": "USER"}.items() if name in names}


# AWS's example of StopDeployment in the CLI's reference.
_ZEROS = {
    "DeploymentNumber": 0,
    "DeploymentDurationInMinutes": 0,
    "GrowthFactor": 0.0,
    "FinalBakeTimeInMinutes": 0,
    "PercentageComplete": 0.0,
}
