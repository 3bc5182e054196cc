"""Where botocore's retries are cut into: they wait in virtual time, and forget what earlier tests taught them.

A client that outlives a test keeps its retry quota and its rate limiter, with stamps of a time that is not
the next test's. So each fake, when it first meets one of them, sets it back to how it was made.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakSet

from botocore.retries.adaptive import RateClocker
from botocore.retries.bucket import TokenBucket
from botocore.retries.quota import RetryQuota
from botocore.retries.standard import RetryHandler

from fakeaws.clock import VirtualClock
from fakeaws.waiting.cuts import Cuts
from fakeaws.waiting.scheduler import Scheduler


@dataclass(slots=True)
class Running:
    """A clock that is running, how threads share it, and what it has met of the memory of clients."""

    clock: VirtualClock
    scheduler: Scheduler
    met: WeakSet[Any] = field(default_factory=WeakSet)

    def meets(self, memory: object) -> bool:
        """Whether this is the first time."""
        is_new = memory not in self.met
        self.met.add(memory)
        return is_new


class RetryHooks:
    """Cuts into botocore's retries; `newest` is the clock that is running, if any."""

    def __init__(self, newest: Callable[[], Running | None], sleep: Callable[[float], None]) -> None:
        self._newest = newest
        self._sleep = sleep
        self._cuts = Cuts()
        self.mend = self._cuts.mend

    def cut_in(self) -> None:
        self._cuts.make(RetryQuota, "acquire", self._acquire_quota)
        self._cuts.make(RateClocker, "record", self._record)
        self._cuts.make(TokenBucket, "_acquire", self._acquire_token)
        if hasattr(RetryHandler, "_is_long_polling_operation"):  # since botocore 1.43
            self._cuts.make(RetryHandler, "_is_long_polling_operation", self._is_long_polling)

    def _acquire_quota(self, original: Any) -> Any:
        def acquire(quota: Any, amount: int) -> Any:
            running = self._newest()
            if running is not None and running.meets(quota):
                quota._available_capacity = quota._max_capacity
            return original(quota, amount)

        return acquire

    def _record(self, original: Any) -> Any:
        def record(clocker: Any, amount: int = 1) -> Any:
            running = self._newest()
            if running is not None and running.meets(clocker):
                clocker._measured_rate, clocker._count = 0, 0
                clocker._last_bucket = math.floor(clocker._clock.current_time())
            return original(clocker, amount)

        return record

    def _acquire_token(self, original: Any) -> Any:
        """The rate limiter of the adaptive mode waits on a condition; here its tokens come in virtual time."""

        def acquire(bucket: Any, amount: float, block: bool) -> Any:  # noqa: FBT001  # botocore's signature
            running = self._newest()
            if running is not None and running.meets(bucket):
                bucket._last_timestamp, bucket._current_capacity = None, bucket._max_capacity or 0
            bucket._refill()
            while block and running is not None and bucket._current_capacity < amount:
                running.clock.sleep(bucket._sleep_amount(amount) + _TICK)
                bucket._refill()
            return original(bucket, amount, block)

        return acquire

    def _is_long_polling(self, original: Any) -> Any:
        """The standard mode keeps `time.sleep` from its import on, for long-polling calls; it gets ours."""

        def is_long_polling(handler: Any, context: Any) -> bool:
            handler._sleep = self._sleep
            return bool(original(handler, context))

        return is_long_polling


_TICK = 0.001
