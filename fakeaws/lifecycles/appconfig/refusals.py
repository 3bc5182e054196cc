"""What AppConfig refuses, and with which error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fakeaws.lifecycles.appconfig.courses import REVERTIBLE
from fakeaws.lifecycles.appconfig.plan import DeploymentPlan
from fakeaws.lifecycles.appconfig.strategies import STRATEGIES
from fakeaws.lifecycles.assumptions import Assumptions
from fakeaws.script import Call, Error


def refused_start(
    params: Mapping[str, Any], started: Sequence[DeploymentPlan], assumptions: Assumptions
) -> Error | None:
    """Why this start is refused in an environment with these deployments."""
    strategy = str(params.get("DeploymentStrategyId"))
    if strategy.startswith("AppConfig.") and strategy not in STRATEGIES:
        message = f"There is no deployment strategy {strategy}"
        return Error("ResourceNotFoundException", message, ResourceName="DeploymentStrategy")
    if started and not started[-1].life.is_over:
        return Error("ConflictException", f"Deployment number {len(started)} is still in progress")
    latest = params.get("LatestDeploymentNumber", len(started))
    if latest != len(started) and assumptions.checks_the_latest_number:
        return Error("ConflictException", f"The latest deployment number is {len(started)}")
    return None


def refused_stop(plan: DeploymentPlan, call: Call, assumptions: Assumptions) -> Error | None:
    """Why this stop is refused."""
    complaint = _unstoppable(plan, call, assumptions)
    return Error("BadRequestException", f"Deployment {plan.number} {complaint}") if complaint else None


def no_deployment(params: Mapping[str, Any]) -> Error:
    message = f"There is no deployment {params.get('DeploymentNumber')} in this environment"
    return Error("ResourceNotFoundException", message, ResourceName="Deployment")


def no_environment(params: Mapping[str, Any]) -> Error:
    message = f"There is no environment {params.get('EnvironmentId')} in this application"
    return Error("ResourceNotFoundException", message, ResourceName="Environment")


def no_page() -> Error:
    return Error("BadRequestException", "MaxResults or NextToken is not valid")


def _unstoppable(plan: DeploymentPlan, call: Call, assumptions: Assumptions) -> str | None:
    match plan.state:
        case "VALIDATING" if "VALIDATING -> ROLLING_BACK" not in assumptions.moves:
            return "is still being validated"
        case "COMPLETE" if not call.params.get("AllowRevert"):
            return "is complete and can only be reverted"
        case "COMPLETE" if call.at - plan.history[-1].at > REVERTIBLE:
            return "is complete since more than 72 hours"
        case "BAKING" if not (call.params.get("AllowRevert") or assumptions.stops_while_baking):
            return "is not being deployed any more"
        case "ROLLED_BACK" | "REVERTED" if assumptions.refuses_to_stop_what_is_over:
            return "is over"
    return None
