"""Greengrass as the code under test meets it: it starts, shows, lists and stops the bulk deployments of a test."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any

from fakeaws.clock import VirtualClock
from fakeaws.errors import PlanError
from fakeaws.lifecycles.assumptions import DEFAULT, Assumptions
from fakeaws.lifecycles.greengrass.answers import created_at
from fakeaws.lifecycles.greengrass.plan import BulkDeploymentPlan
from fakeaws.lifecycles.lifecycle import Ids
from fakeaws.lifecycles.pages import page
from fakeaws.lifecycles.plans import Plans, Setting, answering
from fakeaws.origin import complains_to_the_user
from fakeaws.script import Call, Error, Response, Script


class GreengrassBulkDeployments:
    """All bulk deployments of one test; changes when one is planned or started.

    There is one account, and in it one bulk deployment at a time. Each start takes the next plan
    that wants its parameters, unless its `AmznClientToken` was there before.
    """

    def __init__(self, clock: VirtualClock, ids: Ids, *, assumptions: Assumptions = DEFAULT) -> None:
        self._setting = Setting(clock, ids, assumptions)
        self._plans: Plans[BulkDeploymentPlan] = Plans("bulk deployment", "greengrass.start_bulk_deployment")
        self._started: list[BulkDeploymentPlan] = []
        self._unasked: list[BulkDeploymentPlan] = []
        self._lock = threading.RLock()

    @complains_to_the_user
    def plan(self, **params: Any) -> BulkDeploymentPlan:
        """Plan one more bulk deployment, for a start with these parameters of StartBulkDeployment."""
        plan = BulkDeploymentPlan(self._setting, len(self._plans) + 1, params, self._start_unasked)
        return self._plans.add(plan, plan.life, params)

    def scripts(self) -> tuple[Script, ...]:
        """What answers the five operations, for as long as the test lasts."""
        return answering(
            {
                "greengrass.start_bulk_deployment": self.start_bulk_deployment,
                "greengrass.get_bulk_deployment_status": self.get_bulk_deployment_status,
                "greengrass.list_bulk_deployments": self.list_bulk_deployments,
                "greengrass.stop_bulk_deployment": self.stop_bulk_deployment,
                "greengrass.list_bulk_deployment_detailed_reports": self.list_bulk_deployment_detailed_reports,
            }
        )

    def unplayed(self) -> tuple[str, ...]:
        """One line for each planned bulk deployment that nobody asked for."""
        return self._plans.unplayed()

    def outlook(self) -> tuple[str, ...]:
        """One line for each plan: where it has been, and where it is going."""
        return self._plans.outlook()

    def start_bulk_deployment(self, call: Call) -> Response | Error:
        """Raises UnscriptedCall if none is planned for it."""
        with self._lock:
            token = call.params.get("AmznClientToken")
            same = next(
                (one for one in self._started if token and one.parameters.get("AmznClientToken") == token), None
            )
            if same is None:
                if refusal := self._refusal():
                    return refusal
                same = self._plans.next_for(call, call.params)
                self._begin(same, call.params)
            elif self._setting.assumptions.refuses_a_token_again and self._disagree(same, call.params):
                return _bad_request("This AmznClientToken was used with other parameters")
            return Response.exactly(_identity(same))

    def get_bulk_deployment_status(self, call: Call) -> Response | Error:
        with self._lock:
            plan = self._find(call.params)
            return _not_found(call.params) if plan is None else plan.said()

    def list_bulk_deployments(self, call: Call) -> Response | Error:
        """Newest first."""
        with self._lock:
            for plan in self._started:
                self._plans.note_asked(plan)
            newest_first = [
                {**_identity(plan), "CreatedAt": created_at(plan.history)} for plan in reversed(self._started)
            ]
            return _paged("BulkDeployments", newest_first, call.params)

    def list_bulk_deployment_detailed_reports(self, call: Call) -> Response | Error:
        """One entry for each record so far, newest first; it changes until all groups are deployed."""
        with self._lock:
            plan = self._find(call.params)
            return _not_found(call.params) if plan is None else _paged("Deployments", plan.reports(), call.params)

    def stop_bulk_deployment(self, call: Call) -> Response | Error:
        """What is over cannot be stopped; the code with which Greengrass says so is not in its model."""
        with self._lock:
            plan = self._find(call.params)
            if plan is None:
                return _not_found(call.params)
            if plan.life.is_over:
                message = "Cannot change state of finished execution."
                return Error("InvalidInputException", message, status=400, unmodelled=True)
            plan.stop(call.at)
            return Response.exactly()

    def _disagree(self, plan: BulkDeploymentPlan, params: Mapping[str, Any]) -> bool:
        """Whether a repeated start asks for something else; of a start that nobody called only the planned is known."""
        if plan in self._unasked:
            return any(params.get(name) != value for name, value in plan.parameters.items())
        return plan.parameters != params

    def _refusal(self) -> Error | None:
        if self._started and not self._started[-1].life.is_over:
            code = self._setting.assumptions.refuses_another_start_with
            return Error(code, "Another bulk deployment is in progress", status=400, unmodelled=True)
        return None

    def _start_unasked(self, plan: BulkDeploymentPlan) -> None:
        with self._lock:
            if refusal := self._refusal():
                raise PlanError(f"Greengrass would refuse to start this bulk deployment: {refusal.message}.")
            self._unasked.append(plan)
            self._begin(plan, plan.parameters)

    def _begin(self, plan: BulkDeploymentPlan, params: Mapping[str, Any]) -> None:
        self._started.append(plan)
        plan.begin(params, self._setting.clock.now())

    def _find(self, params: Mapping[str, Any]) -> BulkDeploymentPlan | None:
        wanted = params.get("BulkDeploymentId")
        found = next((plan for plan in self._started if plan.bulk_deployment_id == wanted), None)
        if found is not None:
            self._plans.note_asked(found)
        return found


def _identity(plan: BulkDeploymentPlan) -> dict[str, Any]:
    return {"BulkDeploymentArn": plan.bulk_deployment_arn, "BulkDeploymentId": plan.bulk_deployment_id}


def _paged(member: str, newest_first: Sequence[Mapping[str, Any]], params: Mapping[str, Any]) -> Response | Error:
    members = page(member, newest_first, params)
    return _bad_request("MaxResults or NextToken is not valid") if members is None else Response.exactly(members)


def _not_found(params: Mapping[str, Any]) -> Error:
    """A bad request: Greengrass has no other error here."""
    return _bad_request(f"There is no bulk deployment {params.get('BulkDeploymentId')}")


def _bad_request(message: str) -> Error:
    return Error("BadRequestException", message)
