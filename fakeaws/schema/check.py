"""Data checked against the schema of an operation: what misses it, where, and how much that matters.

The one module that knows jsonschema. It loads it when something is first checked, and teaches it what
boto3 returns; a validator is made once for each operation and side.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any

from fakeaws.errors import InputError, PlanError
from fakeaws.model import Operation
from fakeaws.nearest import did_you_mean
from fakeaws.schema.breach import Breach, violation
from fakeaws.schema.dialect import Schema, Side
from fakeaws.schema.from_shape import from_operation, from_shape
from fakeaws.schema.instances import is_instance, is_orderable
from fakeaws.schema.patterns import compiled
from fakeaws.schema.violation import LEVELS, Level, Violation


def check(operation: str, data: Any, *, level: Level = "recorded", side: Side = "response") -> list[Violation]:
    """Where `data` misses the schema of `operation`, errors first; nothing of it is consumed or changed.

    Data is what boto3 returns (datetime, bytes, streaming bodies, Decimal) or what a file holds (ISO text,
    epoch seconds, base64). Raises UnknownOperation.
    """
    if level not in LEVELS:
        raise PlanError(f"level={level!r} is not known.{did_you_mean(level, LEVELS)}")
    found = Operation.named(operation)
    return _violations(found.name, _validator(found, side), data, level)


def check_error(
    operation: Operation, code: str, members: Mapping[str, Any], *, level: Level = "recorded"
) -> list[Violation]:
    """Where the members of an error that the operation models under `code` miss its shape, errors first."""
    return _violations(f"{code} of {operation.name}", _error_validator(operation, code), members, level)


def _violations(what: str, validator: Any, data: Any, level: Level) -> list[Violation]:
    found = _found(what, validator, data)
    mistyped = {breach.path for breach in found if breach.keyword == "type"}
    # Of data that is of another type altogether, its type is all there is to say.
    told = [breach for breach in found if breach.keyword == "type" or breach.path not in mistyped]
    violations = dict.fromkeys(violation(breach, level) for breach in told)
    return sorted(violations, key=lambda one: (one.severity, one.path, one.rule))


def _found(what: str, validator: Any, data: Any) -> list[Breach]:
    try:
        errors = list(validator.iter_errors(data))
    except RecursionError:
        raise InputError(what, "the data is nested too deeply to be checked, or holds itself.") from None
    return [Breach(str(one.validator), tuple(one.absolute_path), dict(one.schema), one.instance) for one in errors]


@functools.lru_cache(maxsize=256)
def _validator(operation: Operation, side: Side) -> Any:
    return _validator_class()(from_operation(operation, side))


@functools.lru_cache(maxsize=256)
def _error_validator(operation: Operation, code: str) -> Any:
    # As the side that a person writes: without what botocore adds to a response.
    return _validator_class()(from_shape(operation.errors[code].shape, "request"))


@functools.cache
def _validator_class() -> Any:
    from jsonschema import Draft202012Validator, validators

    checker = Draft202012Validator.TYPE_CHECKER.redefine_many(
        {
            "object": lambda _, value: isinstance(value, Mapping),
            "array": lambda _, value: isinstance(value, (list, tuple)),
            "number": lambda _, value: is_orderable(value),
        }
    )
    keywords = {
        "type": _type,
        "additionalProperties": _members,
        "propertyNames": _keys,
        "required": _required,
        "pattern": _pattern,
    }
    extended: Any = validators.extend(Draft202012Validator, keywords, type_checker=checker)  # type: ignore[no-untyped-call]  # untyped there
    return extended


def _broken(*path: str, **facts: Any) -> Any:
    from jsonschema.exceptions import ValidationError

    return ValidationError("", path=path, **facts)


# jsonschema calls a keyword's function with: validator, the keyword's value, the data, the schema.
def _type(_: Any, __: Any, value: Any, schema: Schema) -> Iterator[Any]:
    if not is_instance(value, schema):
        yield _broken()


def _members(validator: Any, others: Any, value: Any, schema: Schema) -> Iterator[Any]:
    for name in value if isinstance(value, Mapping) else ():
        if not isinstance(name, str):
            yield _broken(validator="propertyNames", instance=name, schema={"type": "string"})
        elif name in schema.get("properties", ()):
            continue
        elif others is False:
            yield _broken(name)
        else:
            yield from validator.descend(value[name], others, path=name)


def _keys(validator: Any, rules: Schema, value: Any, _: Schema) -> Iterator[Any]:
    for name in value if isinstance(value, Mapping) else ():
        if isinstance(name, str):
            yield from validator.descend(name, rules, path=name)


def _required(_: Any, names: list[str], value: Any, __: Schema) -> Iterator[Any]:
    if isinstance(value, Mapping):
        yield from (_broken(name) for name in names if name not in value)


def _pattern(_: Any, pattern: str, value: Any, __: Schema) -> Iterator[Any]:
    # jsonschema's own would compile the pattern anew, and let `re` warn of it.
    search = compiled(pattern)
    if isinstance(value, str) and search is not None and not search.search(value):
        yield _broken()
