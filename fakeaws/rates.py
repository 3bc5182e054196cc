"""Throttling as a rate: how many calls per second of virtual time a service takes, and what it says to more."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, cast

from fakeaws.errors import InvalidParameters, PlanError
from fakeaws.frozen import Frozen, fill, short
from fakeaws.model import Operation
from fakeaws.origin import Origin, complains_to_the_user, users_line
from fakeaws.replies import Error
from fakeaws.script import check_reply


@dataclass(frozen=True, slots=True, init=False)
class Rate:
    """So many attempts a second, `burst` of them at once, of the calls whose parameters include `params`.

    The burst is what one second brings unless it is given; where others have `used_up` the rate, the first attempt
    comes too early already. The error is the throttling error that the operation models, else the one that services of
    its protocol use. Raises PlanError on the line that writes it.
    """

    operation: Operation
    params: Mapping[str, Any]
    per_second: float
    burst: int
    error: Error
    used_up: bool
    written_at: Origin = field(compare=False, repr=False)
    __hash__: ClassVar[None]  # type: ignore[assignment]  # parameters are a dict

    @complains_to_the_user
    def __init__(  # noqa: PLR0913  # what a rate depends on; most can be left out
        self,
        operation: str,
        /,
        *,
        per_second: float,
        burst: int | None = None,
        error: str | Error | None = None,
        params: Mapping[str, Any] | None = None,
        used_up: bool = False,
    ) -> None:
        found = Operation.named(operation)
        _check_numbers(per_second, burst)
        said = error if isinstance(error, Error) else Error(throttling_error(found) if error is None else error)
        check_reply(said, found)
        asked = params or {}
        if unknown := [name for name in asked if name not in found.parameters]:
            raise InvalidParameters(found.name, unknown, found.parameters)
        fill(self, operation=found, params=Frozen(asked), per_second=per_second, error=said)
        fill(self, burst=max(1, int(per_second)) if burst is None else burst, used_up=used_up, written_at=users_line())

    def is_about(self, operation: Operation, params: Mapping[str, Any]) -> bool:
        """Whether it holds for this call."""
        return operation == self.operation and all(
            name in params and value == params[name] for name, value in self.params.items()
        )


class Throttles:
    """The rates of one test, and how many tokens each has left; they come back with virtual time."""

    def __init__(self) -> None:
        self._buckets: list[_Bucket] = []

    def add(self, rate: Rate, now: datetime) -> None:
        """Hold to this rate from now on."""
        self._buckets.append(_Bucket(rate, 0.0 if rate.used_up else float(rate.burst), now))

    def exceeded(self, operation: Operation, params: Mapping[str, Any], now: datetime) -> Rate | None:
        """The rate that an attempt exceeds; where it exceeds none, it is counted."""
        fitting = [bucket for bucket in self._buckets if bucket.rate.is_about(operation, params)]
        for bucket in fitting:
            bucket.refill(now)
            if bucket.tokens < 1 - _ROUNDING:
                return bucket.rate
        for bucket in fitting:
            bucket.tokens -= 1
        return None


@dataclass(slots=True)
class _Bucket:
    """What is left of one rate."""

    rate: Rate
    tokens: float
    at: datetime

    def refill(self, now: datetime) -> None:
        gained = (now - self.at).total_seconds() * self.rate.per_second
        self.tokens, self.at = min(float(self.rate.burst), self.tokens + gained), now


def _check_numbers(per_second: object, burst: object) -> None:
    is_number = isinstance(per_second, (int, float)) and not isinstance(per_second, bool)
    if not (is_number and 0 < cast("float", per_second) < math.inf):
        raise PlanError(f"A service takes a number of calls per second above 0, not per_second={short(per_second)}.")
    if burst is not None and not (isinstance(burst, int) and not isinstance(burst, bool) and burst >= 1):
        raise PlanError(f"A burst is a whole number of calls and at least 1, not burst={short(burst)}.")


def throttling_error(operation: Operation) -> str:
    """The code with which the service throttles this operation: the one that it models, else its protocol's."""
    modelled = [code for code in _THROTTLING if code in operation.errors]
    if modelled:
        return modelled[0]
    service = operation.service
    return _BY_SERVICE.get(service.name) or _BY_PROTOCOL.get(service.protocol, "ThrottlingException")


_ROUNDING = 1e-6  # a clock counts microseconds
_THROTTLING = (
    # What botocore's standard retry mode takes for throttling (botocore/retries/standard.py), most telling first.
    "ProvisionedThroughputExceededException",
    "ThrottlingException",
    "TooManyRequestsException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "ThrottledException",
    "Throttling",
    "SlowDown",
    # What single services call the same in their models; most send it with status 429, which botocore retries.
    "CallRateLimitExceededException",
    "ClientLimitExceededException",
    "RateLimitExceededException",
    "SlowDownException",
    "Throttled",
    "ThrottledClientException",
    "ThrottledRequestException",
    "TooManyRequests",
    "TooManyRequestsError",
)
_BY_SERVICE = {"s3": "SlowDown", "s3control": "SlowDown"}
_BY_PROTOCOL = {"query": "Throttling", "ec2": "RequestLimitExceeded", "rest-xml": "Throttling"}
