"""Which calls were made: those of an operation with these parameters, and whether they are as many as expected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from fakeaws.errors import CallsDiffer, InvalidParameters, PlanError
from fakeaws.explain import explain_calls
from fakeaws.frozen import short
from fakeaws.log import LoggedCall
from fakeaws.matching import fits
from fakeaws.model import Operation


def calls_like(calls: Iterable[LoggedCall], operation: str | None, params: Mapping[str, Any]) -> list[LoggedCall]:
    """Those of one operation, or of all, that include `params`. Raises UnknownOperation or InvalidParameters."""
    found = Operation.named(operation) if operation is not None else None
    unknown = [name for name in params if name not in found.parameters] if found is not None else []
    if found is not None and unknown:
        raise InvalidParameters(found.name, unknown, found.parameters)
    made = [call for call in calls if found is None or call.operation == found.name]
    return [call for call in made if fits(params, call.params)]


def expect_called(
    calls: Iterable[LoggedCall], operation: str, times: int | None, params: Mapping[str, Any], start: datetime
) -> None:
    """Raise CallsDiffer unless so many calls were made, at least one if `times` is None. Raises PlanError, too."""
    name, calls = Operation.named(operation).name, list(calls)
    if times is not None and not _is_number_of_calls(times):
        raise PlanError(
            f"assert_called takes how often {name} was called, a whole number from 0, not {short(times)}; "
            "without it at least one call is expected."
        )
    made = calls_like(calls, operation, params)
    if len(made) == times or (times is None and made):
        return
    expected = {None: "at least one call", 0: "no call", 1: "one call"}.get(times, f"{times} calls")
    explanation = explain_calls(name, params, calls_like(calls, operation, {}), expected, start)
    raise CallsDiffer(name, dict(params), len(made), explanation)


def _is_number_of_calls(times: object) -> bool:
    return isinstance(times, int) and not isinstance(times, bool) and times >= 0
