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
from fakeaws.nearest import nearest
from fakeaws.origin import complains_to_the_user, expect_one_of
from fakeaws.schema import fast, words
from fakeaws.schema.breach import violation
from fakeaws.schema.deviations import DEVIATIONS, Deviation, explained, taken_by_boto3
from fakeaws.schema.dialect import Schema, Side
from fakeaws.schema.from_shape import from_operation, from_shape
from fakeaws.schema.validator import breaches, validator_of
from fakeaws.schema.violation import LEVELS, Level, Violation, best_first, severity_of


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
    epoch seconds, base64); `forms_of` tells which. The `response` of a ClientError is checked as the error that it
    is. What one of `deviations` explains is `known` and weighs nothing; so are AWS's own, in responses, unless the
    level is `strict`, and what boto3 takes beside the model, in requests. Raises UnknownOperation.
    """
    expect_one_of("level", level, LEVELS)
    expect_one_of("side", side, get_args(Side))
    deviations = _expect_deviations(deviations)
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
    is_refusal = side == "response" and _is_refusal(operation, data)
    found = _of_refusal(operation, data, level) if is_refusal else _checker(operation, side).violations(data, level)
    known = [*deviations, *_builtin(operation, side, level)] if found else ()
    return sorted(explained(operation.name, found, known), key=best_first)


def _builtin(operation: Operation, side: Side, level: Level) -> Iterable[Deviation]:
    """What is known of AWS, where the model need not hold, and of what boto3 takes."""
    if side == "request":
        return taken_by_boto3(operation)
    return () if level == "strict" else DEVIATIONS


def _is_refusal(operation: Operation, data: Any) -> bool:
    """Whether the data is what a ClientError holds as its `response`, and no answer."""
    members = operation.output_shape.members if operation.output_shape else {}
    return isinstance(data, Mapping) and "Error" not in members and isinstance(data.get("Error"), Mapping)


def _of_refusal(operation: Operation, data: Mapping[str, Any], level: Level) -> list[Violation]:
    """Where an error that was caught misses the error that the operation models under its code."""
    code = data["Error"].get("Code")
    if code in operation.errors:
        members = {name: value for name, value in data.items() if name not in ("Error", "ResponseMetadata")}
        return _error_checker(operation, code).violations(members, level)
    expected, hint = words.one_of(operation.errors), nearest(code, operation.errors) or ""
    return [Violation("/Error/Code", "enum", severity_of("enum", level), expected, words.found(code), hint)]


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
    side: Side
    is_fast: bool
    _judge: fast.Judge | None = field(default=None, init=False)
    _validator: Any = field(default=None, init=False)

    def violations(self, data: Any, level: Level) -> list[Violation]:
        """Where `data` misses the schema, in no order. Raises InputError for data without an end."""
        if self.is_fast and self._is_certainly_clean(data):
            return []
        if self._validator is None:
            self._validator = validator_of(self.schema, self.side)
        found = breaches(self._validator, data, self.what)
        mistyped = {breach.path for breach in found if breach.keyword == "type"}
        # Of data that is of another type altogether, its type is all there is to say.
        told = [breach for breach in found if breach.keyword == "type" or breach.path not in mistyped]
        return list(dict.fromkeys(violation(breach, level) for breach in told))

    def _is_certainly_clean(self, data: Any) -> bool:
        if self._judge is None:
            self._judge = fast.judge_of(self.schema, self.side)
        return self._judge(data)


@functools.lru_cache(maxsize=256)
def _checker(operation: Operation, side: Side) -> Checker:
    return Checker(operation.name, from_operation(operation, side), side, fast.is_installed())


@functools.lru_cache(maxsize=256)
def _error_checker(operation: Operation, code: str) -> Checker:
    # As the side that a person writes: without what botocore adds to a response.
    schema = from_shape(operation.errors[code].shape, "request")
    return Checker(f"{code} of {operation.name}", schema, "response", fast.is_installed())


def _expect_deviations(deviations: object) -> list[Deviation]:
    listed: list[Any] = list(deviations) if isinstance(deviations, Iterable) else [deviations]
    for one in listed:
        if not isinstance(one, Deviation):
            raise PlanError(f"deviations is a list of Deviation(operation, path, rule, reason), not {deviations!r}.")
    return listed
