"""One Greengrass bulk deployment as a test plans it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Literal, Protocol

from fakeaws.errors import PlanError
from fakeaws.lifecycles.assumptions import Assumptions
from fakeaws.lifecycles.catalogue import GREENGRASS_BULK_DEPLOYMENT
from fakeaws.lifecycles.greengrass.answers import answer
from fakeaws.lifecycles.greengrass.courses import (
    completing,
    failing_early,
    failing_late,
    stopping,
    stopping_after,
    stopping_midway,
)
from fakeaws.lifecycles.greengrass.input_file import read_input_file
from fakeaws.lifecycles.greengrass.reports import reports
from fakeaws.lifecycles.greengrass.work import Work, processing, spread
from fakeaws.lifecycles.life import Life, span
from fakeaws.lifecycles.lifecycle import History
from fakeaws.lifecycles.planned import Planned
from fakeaws.lifecycles.plans import Setting
from fakeaws.nearest import did_you_mean
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
        self._processed: tuple[History, tuple[datetime, ...]] = ((), ())
        self._file_error: str | None = None
        self.parameters = dict(params)
        self.bulk_deployment_id = setting.ids.uuid(f"bulk deployment of plan {number}")
        self.bulk_deployment_arn = setting.ids.bulk_deployment_arn(self.bulk_deployment_id)
        super().__init__(
            Life(GREENGRASS_BULK_DEPLOYMENT, setting.clock, self._course(completing, self._work), self._settles), start
        )

    # What it is going to do.

    @complains_to_the_user
    def reads(self, *lines: str | Mapping[str, Any]) -> BulkDeploymentPlan:
        """Let this be its input file: lines of JSON, or what they hold; say it before what becomes of it.

        A file that Greengrass does not take ends it Failed, with the message that names the first wrong line.
        """
        records, self._file_error = read_input_file(lines)
        work = replace(self._work, records=len(lines), lines=records, invalid=(), failed=(), retries=0)
        if self._file_error is None:
            return self._takes(completing, work)
        return self._takes(failing_early, replace(work, failure=self._file_error))

    @complains_to_the_user
    def completes(
        self,
        *,
        records: int | None = None,
        invalid: int | Sequence[str] = 0,
        failed: int | Sequence[str] = 0,
        retries: int = 0,
        takes: timedelta | float | None = None,
    ) -> BulkDeploymentPlan:
        """Plan it to get through all records, whatever becomes of each: Completed says nothing of that.

        `invalid` records are counted as such and not deployed; of the others, the groups of those that `failed` fail
        afterwards, which only the detailed reports tell. Both are numbers, or the GroupIds of lines that it `reads`.
        `takes` is how long it is Running. Greengrass tries a record again up to five times.
        """
        if self._file_error:
            raise PlanError(f"With this input file it is Failed: {self._file_error}")
        known = len(self._work.lines) or self._setting.assumptions.records
        count = known if records is None else records
        if self._work.lines and count != known:
            raise PlanError(f"Its input file has {known} records, not {count}.")
        if not 0 <= retries <= 5 * count:
            raise PlanError(f"{count} records are tried again 0 to {5 * count} times, not {retries}.")
        numbers = tuple(range(1, count + 1))
        bad = self._chosen("invalid", invalid, numbers)
        failing = self._chosen("failed", failed, tuple(sorted({*numbers}.difference(bad))))
        length = span(self._setting.assumptions.running_takes if takes is None else takes)
        work = replace(self._work, records=count, invalid=bad, failed=failing, retries=retries, takes=length)
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
    def stops_at(self, after: timedelta | float | None = None) -> BulkDeploymentPlan:
        """Plan somebody to stop it: so long after its start, or in the middle of Running."""
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
        now, times = setting.clock.now(), self._times()
        return answer(self._work, tags, self.life.moves, now, setting.assumptions, processed=times)

    def reports(self) -> list[dict[str, Any]]:
        """The items of its detailed reports now, newest first."""
        setting, arn, now = self._setting, self.bulk_deployment_arn, self._setting.clock.now()
        return reports(arn, self._work, self._times(), now, ids=setting.ids, assumptions=setting.assumptions)

    def _times(self) -> tuple[datetime, ...]:
        moves = self.life.moves
        if moves is not self._processed[0]:
            self._processed = (moves, processing(self._work, moves))
        return self._processed[1]

    def _chosen(self, what: str, asked: int | Sequence[str], among: tuple[int, ...]) -> tuple[int, ...]:
        """The numbers of the records that are asked for, by count or by GroupId."""
        if isinstance(asked, int):
            if not 0 <= asked <= len(among):
                raise PlanError(f"Of {len(among)} records 0 to {len(among)} are {what}, not {asked}.")
            return spread(asked, among)
        groups = [line.group_id for line in self._work.lines]
        if unknown := [group for group in asked if group not in groups]:
            raise PlanError(f"The input file has no record of {unknown[0]}.{did_you_mean(unknown[0], groups)}")
        return tuple(number for number in among if groups[number - 1] in asked)

    def _takes(self, course: _Course, work: Work | None = None, *, sticks_in: str | None = None) -> BulkDeploymentPlan:
        before, self._work = self._work, work or self._work
        try:
            self.life.plan(self._course(course, self._work), sticks_in=sticks_in)
        except PlanError:
            self._work = before
            raise
        return self

    def _course(self, course: _Course, work: Work) -> Callable[[datetime], History]:
        return lambda start: course(start, work.takes, self._setting.assumptions)

    def _settles(self, history: History) -> datetime:
        """When the last group that it deploys is done."""
        times = processing(self._work, history)
        return times[-1] + self._setting.assumptions.group_takes if times else history[-1].at
