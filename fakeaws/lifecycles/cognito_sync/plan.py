"""One Cognito Sync bulk publish as a test plans it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from fakeaws.errors import PlanError
from fakeaws.lifecycles.catalogue import COGNITO_SYNC_BULK_PUBLISH
from fakeaws.lifecycles.cognito_sync.answers import answer
from fakeaws.lifecycles.life import Life, span
from fakeaws.lifecycles.lifecycle import Course, Move
from fakeaws.lifecycles.planned import Planned
from fakeaws.lifecycles.plans import Setting
from fakeaws.origin import complains_to_the_user


class BulkPublishPlan(Planned):
    """A bulk publish, planned and perhaps started; changes by its verbs and when it is started."""

    def __init__(self, setting: Setting, identity_pool_id: str, start: Callable[[BulkPublishPlan], None]) -> None:
        self._setting = setting
        self._failure = setting.assumptions.publish_failure
        self.identity_pool_id = identity_pool_id
        course = _ending("SUCCEEDED", setting.assumptions.publish_takes)
        super().__init__(Life(COGNITO_SYNC_BULK_PUBLISH, setting.clock, course, lambda history: history[-1].at), start)

    # What it is going to do.

    @complains_to_the_user
    def completes(self, *, takes: timedelta | float | None = None) -> BulkPublishPlan:
        """Plan it to end SUCCEEDED, so long after its start."""
        self.life.plan(_ending("SUCCEEDED", self._span(takes)))
        return self

    @complains_to_the_user
    def fails(self, message: str | None = None, *, takes: timedelta | float | None = None) -> BulkPublishPlan:
        """Plan it to end FAILED; a part may have been published."""
        self.life.plan(_ending("FAILED", self._span(takes)))
        self._failure = message or self._setting.assumptions.publish_failure
        return self

    @complains_to_the_user
    def sticks_in(self, state: str) -> BulkPublishPlan:
        """Plan it never to leave IN_PROGRESS, the only state in which a publish can stick."""
        self.life.check_sticky(state)
        if state != "IN_PROGRESS":
            raise PlanError(f"A bulk publish that is started is not {state} any more; it can stick in IN_PROGRESS.")
        self.life.plan(_ending("SUCCEEDED", self._span(None)), sticks_in=state)
        return self

    # What it is, and does.

    @property
    def request(self) -> dict[str, Any]:
        """The parameters of `client.get_bulk_publish_details`."""
        return {"IdentityPoolId": self.identity_pool_id}

    # What the world does with it.

    def begin(self, identity_pool_id: str, at: datetime) -> None:
        """Start it for this identity pool."""
        self.identity_pool_id = identity_pool_id
        self.life.begin(at)

    def answer(self) -> dict[str, Any]:
        """The members of its details now."""
        now, assumptions = self._setting.clock.now(), self._setting.assumptions
        return answer(self.identity_pool_id, self._failure, self.life.moves, now, assumptions)

    def _span(self, takes: timedelta | float | None) -> timedelta:
        return span(self._setting.assumptions.publish_takes if takes is None else takes)


def _ending(state: str, takes: timedelta) -> Course:
    return lambda start: (Move(start, "IN_PROGRESS"), Move(start + takes, state))
