"""Data checked against the schema of an operation: what misses it, where, and how much that matters.

jsonschema gives the verdict and the words; where the extra `fast` is installed, `fast` gives the verdict, and
jsonschema the words for what is not clean. The validators of an operation are made once for each side.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from fakeaws.errors import PlanError
from fakeaws.model import Operation
from fakeaws.nearest import did_you_mean
from fakeaws.origin import complains_to_the_user
from fakeaws.schema import fast
from fakeaws.schema.breach import violation
from fakeaws.schema.deviations import Deviation, explained
from fakeaws.schema.dialect import Schema, Side
from fakeaws.schema.from_shape import from_operation, from_shape
from fakeaws.schema.validator import breaches, validator_of
from fakeaws.schema.violation import LEVELS, Level, Violation, best_first


@complains_to_the_user
def check(
    operation: str,
    data: Any,
    *,
    level: Level = "recorded",
    side: Side = "response",
    deviations: Iterable[Deviation] = (),
) -> list[Violation]:
    """Where `data` misses the schema of `operation`, best first; nothing of it is consumed or changed.

    Data is what boto3 returns (datetime, bytes, streaming bodies, Decimal) or what a file holds (ISO text,
    epoch seconds, base64); `forms_of` tells which. What one of `deviations` explains is `known` and weighs
    nothing; so are AWS's own, in responses, unless the level is `strict`. Raises UnknownOperation.
    """
    _expect_one_of("level", level, LEVELS)
    _expect_one_of("side", side, get_args(Side))
    return check_operation(Operation.named(operation), data, level=level, side=side, deviations=deviations)


def check_operation(
    operation: Operation,
    data: Any,
    *,
    level: Level,
    side: Side = "response",
    deviations: Iterable[Deviation] = (),
) -> list[Violation]:
    """The same for an operation that is known."""
    found = _checker(operation, side).violations(data, level)
    builtin = side == "response" and level != "strict"
    return sorted(explained(operation.name, found, deviations, builtin=builtin), key=best_first) if found else []


def check_error(
    operation: Operation, code: str, members: Mapping[str, Any], *, level: Level = "recorded"
) -> list[Violation]:
    """Where the members of an error that the operation models under `code` miss its shape, best first."""
    return sorted(_error_checker(operation, code).violations(members, level), key=best_first)


@dataclass(slots=True)
class Checker:
    """Checks data against one schema; `what` names it in complaints. The validators are made when they are needed."""

    what: str
    schema: Schema
    is_fast: bool
    _judge: fast.Judge | None = field(default=None, init=False)
    _validator: Any = field(default=None, init=False)

    def violations(self, data: Any, level: Level) -> list[Violation]:
        """Where `data` misses the schema, in no order. Raises InputError for data without an end."""
        if self.is_fast and self._is_certainly_clean(data):
            return []
        if self._validator is None:
            self._validator = validator_of(self.schema)
        found = breaches(self._validator, data, self.what)
        mistyped = {breach.path for breach in found if breach.keyword == "type"}
        # Of data that is of another type altogether, its type is all there is to say.
        told = [breach for breach in found if breach.keyword == "type" or breach.path not in mistyped]
        return list(dict.fromkeys(violation(breach, level) for breach in told))

    def _is_certainly_clean(self, data: Any) -> bool:
        if self._judge is None:
            self._judge = fast.judge_of(self.schema)
        return self._judge(data)


@functools.lru_cache(maxsize=256)
def _checker(operation: Operation, side: Side) -> Checker:
    return Checker(operation.name, from_operation(operation, side), fast.is_installed())


@functools.lru_cache(maxsize=256)
def _error_checker(operation: Operation, code: str) -> Checker:
    # As the side that a person writes: without what botocore adds to a response.
    schema = from_shape(operation.errors[code].shape, "request")
    return Checker(f"{code} of {operation.name}", schema, fast.is_installed())


def _expect_one_of(option: str, value: object, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise PlanError(f"{option}={value!r} is not known.{did_you_mean(value, choices)}")
