"""Cognito Sync as the code under test meets it: it starts and shows the bulk publishes that a test plans."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from fakeaws.clock import VirtualClock
from fakeaws.errors import PlanError
from fakeaws.lifecycles.assumptions import DEFAULT, Assumptions
from fakeaws.lifecycles.cognito_sync.answers import answer
from fakeaws.lifecycles.cognito_sync.plan import BulkPublishPlan
from fakeaws.lifecycles.lifecycle import Ids
from fakeaws.lifecycles.plans import Plans, Setting, answering
from fakeaws.origin import complains_to_the_user
from fakeaws.script import Call, Error, Response, Script

REST = timedelta(hours=24)
"""How long after a success a pool is not published again."""


class CognitoSyncBulkPublishes:
    """All bulk publishes of one test; changes when one is planned or started.

    An identity pool shows its last publish. A pool is known while a plan names it, or a plan for any pool is left.
    """

    def __init__(self, clock: VirtualClock, ids: Ids, *, assumptions: Assumptions = DEFAULT) -> None:
        self._setting = Setting(clock, ids, assumptions)
        self._plans: Plans[BulkPublishPlan] = Plans("bulk publish", "cognito-sync.bulk_publish")
        self._last: dict[str, BulkPublishPlan] = {}
        self._lock = threading.RLock()

    @complains_to_the_user
    def plan(self, identity_pool_id: str | None = None) -> BulkPublishPlan:
        """Plan one more bulk publish, of this identity pool or of whichever is asked for."""
        made_up = self._setting.ids.identity_pool_id(f"identity pool of plan {len(self._plans) + 1}")
        plan = BulkPublishPlan(self._setting, identity_pool_id or made_up, self._start_unasked)
        wanted = {"IdentityPoolId": identity_pool_id} if identity_pool_id else {}
        return self._plans.add(plan, plan.life, wanted)

    def scripts(self) -> tuple[Script, ...]:
        """What answers the two operations, for as long as the test lasts."""
        return answering(
            {
                "cognito-sync.bulk_publish": self.bulk_publish,
                "cognito-sync.get_bulk_publish_details": self.get_bulk_publish_details,
            }
        )

    def unplayed(self) -> tuple[str, ...]:
        """One line for each planned bulk publish that nobody asked for."""
        return self._plans.unplayed()

    def outlook(self) -> tuple[str, ...]:
        """One line for each plan: where it has been, and where it is going."""
        return self._plans.outlook()

    def bulk_publish(self, call: Call) -> Response | Error:
        """Raises UnscriptedCall for a pool that is known and has no plan left."""
        with self._lock:
            if not self._knows(call.params):
                return _not_found(call.params)
            pool = _pool(call.params)
            if refusal := self._refusal(pool):
                self._plans.note_asked(self._last[pool])
                return refusal
            self._begin(self._plans.next_for(call, call.params), pool)
            return Response.exactly(IdentityPoolId=pool)

    def get_bulk_publish_details(self, call: Call) -> Response | Error:
        with self._lock:
            if not self._knows(call.params):
                return _not_found(call.params)
            last = self._last.get(_pool(call.params))
            if last is None:
                now, assumptions = self._setting.clock.now(), self._setting.assumptions
                return Response.exactly(answer(_pool(call.params), "", (), now, assumptions))
            self._plans.note_asked(last)
            return last.said()

    def _refusal(self, pool: str) -> Error | None:
        last = self._last.get(pool)
        if last is None:
            return None
        if not last.life.is_over:
            return Error("DuplicateRequestException", "A bulk publish of this identity pool is in progress")
        if last.state == "SUCCEEDED" and self._setting.clock.now() - last.history[-1].at < REST:
            return Error("AlreadyStreamedException", "This identity pool was published less than 24 hours ago")
        return None

    def _start_unasked(self, plan: BulkPublishPlan) -> None:
        with self._lock:
            if refusal := self._refusal(plan.identity_pool_id):
                raise PlanError(f"Cognito Sync would refuse to start this publish: {refusal.message}.")
            self._begin(plan, plan.identity_pool_id)

    def _begin(self, plan: BulkPublishPlan, pool: str) -> None:
        self._last[pool] = plan
        plan.begin(pool, self._setting.clock.now())

    def _knows(self, params: Mapping[str, Any]) -> bool:
        return _pool(params) in self._last or self._plans.could_mean(params)


def _pool(params: Mapping[str, Any]) -> str:
    return str(params.get("IdentityPoolId"))


def _not_found(params: Mapping[str, Any]) -> Error:
    return Error("ResourceNotFoundException", f"There is no identity pool {_pool(params)}")
