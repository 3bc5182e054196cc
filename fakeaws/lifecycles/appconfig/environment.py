"""One AppConfig environment: its deployments, its own state, and how it was called."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fakeaws.lifecycles.appconfig.plan import DeploymentPlan


@dataclass(slots=True)
class Environment:
    """Changes when a deployment is started in it, when it is called by its name, and when its state is asked for."""

    application_id: str
    environment_id: str
    name: str = ""
    polls: int = 0
    started: list[DeploymentPlan] = field(default_factory=list)

    def call(self, name: object) -> None:
        """Note the name by which it was told."""
        if name and name != self.environment_id:
            self.name = str(name)

    def answer(self) -> dict[str, Any]:
        """The members of its Environment now."""
        self.polls += 1
        state = self.started[-1].state if self.started else None
        return {
            "ApplicationId": self.application_id,
            "Id": self.environment_id,
            "Name": self.name or f"environment-{self.environment_id}",
            "State": _WITH_DEPLOYMENT.get(state or "", "READY_FOR_DEPLOYMENT"),
        }

    def doubts(self) -> tuple[str, ...]:
        """A line about the waiter that never ends, if it seems to have been used."""
        return (_NEVER_ENDS,) if self.polls > _MANY_POLLS else ()


# What an environment is in while its last deployment is in a state; READY_FOR_DEPLOYMENT in every other.
_WITH_DEPLOYMENT = {
    "VALIDATING": "DEPLOYING",
    "DEPLOYING": "DEPLOYING",
    "BAKING": "DEPLOYING",
    "ROLLING_BACK": "ROLLING_BACK",
    "ROLLED_BACK": "ROLLED_BACK",
    "REVERTED": "REVERTED",
}
_MANY_POLLS = 100
_NEVER_ENDS = (
    "appconfig.get_environment was polled many times: botocore's waiter environment_ready_for_deployment waits for "
    "ReadyForDeployment, and AWS says READY_FOR_DEPLOYMENT, so that it never ends. Poll the deployment instead."
)
