"""One Greengrass bulk deployment as a test plans it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Literal, Protocol

from fakeaws.errors import PlanError
from fakeaws.lifecycles.assumptions import Assumptions
from fakeaws.lifecycles.catalogue import GREENGRASS_BULK_DEPLOYMENT
from fakeaws.lifecycles.greengrass.answers import Work, answer
from fakeaws.lifecycles.greengrass.courses import (
    completing,
    failing_early,
    failing_late,
    stopping,
    stopping_after,
    stopping_midway,
)
from fakeaws.lifecycles.life import Life, span
from fakeaws.lifecycles.lifecycle import History
from fakeaws.lifecycles.planned import Planned
from fakeaws.lifecycles.plans import Setting
from fakeaws.origin import complains_to_the_user


class _Course(Protocol):
    def __call__(self, start: datetime, takes: timedelta, assumptions: Assumptions, /) -> History: ...


class BulkDeploymentPlan(Planned):
    """A bulk deployment, planned and perhaps started; changes by its verbs, when it is started, when it is stopped."""

    def __init__(
        self,
        setting: Setting,
        number: int,
        params: Mapping[str, Any],
        start: Callable[[BulkDeploymentPlan], None],
    ) -> None:
        assumed = setting.assumptions
        self._setting = setting
        self._work = Work(assumed.records, assumed.running_takes, assumed.bulk_deployment_failure)
        self.parameters = dict(params)
        self.bulk_deployment_id = setting.ids.uuid(f"bulk deployment of plan {number}")
        self.bulk_deployment_arn = setting.ids.bulk_deployment_arn(self.bulk_deployment_id)
        super().__init__(
            Life(GREENGRASS_BULK_DEPLOYMENT, setting.clock, self._course(completing, self._work), self._settles), start
        )

    # What it is going to do.

    @complains_to_the_user
    def completes(
        self,
        *,
        records: int | None = None,
        invalid: int = 0,
        retries: int = 0,
        takes: timedelta | float | None = None,
    ) -> BulkDeploymentPlan:
        """Plan it to get through all records; Completed says nothing of how many were `invalid`.

        `takes` is how long it is Running. Greengrass tries a record again up to five times.
        """
        assumed = self._setting.assumptions
        count = assumed.records if records is None else records
        length = span(assumed.running_takes if takes is None else takes)
        if not 0 <= invalid <= count:
            raise PlanError(f"Of {count} records 0 to {count} are invalid, not {invalid}.")
        if not 0 <= retries <= 5 * count:
            raise PlanError(f"{count} records are tried again 0 to {5 * count} times, not {retries}.")
        work = replace(self._work, records=count, invalid=invalid, retries=retries, takes=length)
        return self._takes(completing, work)

    @complains_to_the_user
    def fails(
        self, message: str | None = None, *, during: Literal["Initializing", "Running"] = "Initializing"
    ) -> BulkDeploymentPlan:
        """Plan it to end Failed: over its input file while Initializing, or in the middle of Running."""
        if during not in ("Initializing", "Running"):
            raise PlanError(f"A bulk deployment fails during Initializing or Running, not {during}.")
        work = replace(self._work, failure=message or self._setting.assumptions.bulk_deployment_failure)
        return self._takes(failing_early if during == "Initializing" else failing_late, work)

    @complains_to_the_user
    def stops(self, *, after: timedelta | float | None = None) -> BulkDeploymentPlan:
        """Plan somebody to stop it: in the middle of Running, or so long `after` its start."""
        return self._takes(stopping_midway if after is None else partial(stopping_after, after=span(after)))

    @complains_to_the_user
    def sticks_in(self, state: str) -> BulkDeploymentPlan:
        """Plan it never to leave this state; Stopping begins when the code under test stops it."""
        self.life.check_sticky(state)
        return self._takes(completing, sticks_in=state)

    # What it is, and does.

    @property
    def request(self) -> dict[str, Any]:
        """The parameters of `client.get_bulk_deployment_status`."""
        return {"BulkDeploymentId": self.bulk_deployment_id}

    # What the world does with it.

    def begin(self, params: Mapping[str, Any], at: datetime) -> None:
        """Start it with these parameters."""
        self.parameters = dict(params)
        self.life.begin(at)

    def stop(self, at: datetime) -> None:
        """Let it stop; what is stopping already goes on as it does."""
        if self.state != "Stopping":
            self.life.bend(*stopping(at, self._setting.assumptions))

    def answer(self) -> dict[str, Any]:
        """The members of its status now."""
        setting, tags = self._setting, self.parameters.get("tags", {})
        return answer(self._work, tags, self.life.moves, setting.clock.now(), setting.assumptions)

    def _takes(self, course: _Course, work: Work | None = None, *, sticks_in: str | None = None) -> BulkDeploymentPlan:
        work = work or self._work
        self.life.plan(self._course(course, work), sticks_in=sticks_in)
        self._work = work
        return self

    def _course(self, course: _Course, work: Work) -> Callable[[datetime], History]:
        return lambda start: course(start, work.takes, self._setting.assumptions)

    def _settles(self, history: History) -> datetime:
        last = history[-1]
        return last.at + self._work.takes if last.state == "Running" else last.at
