"""What `synthesise` is asked for, looked at before anything is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from fakeaws.errors import InvalidParameters, PlanError
from fakeaws.generate.extent import Optional
from fakeaws.model import Operation
from fakeaws.nearest import did_you_mean
from fakeaws.schema.dialect import Side


def expect_options(operation: Operation, **options: Any) -> None:
    """Raise PlanError for an option's value that there is not; it may have been meant for a member of that name."""
    for option, choices in _CHOICES.items():
        if options[option] not in choices:
            hint = did_you_mean(options[option], choices)
            raise PlanError(f"{option}={options[option]!r} is not known.{hint}{_as_member(operation, option)}")
    lists, seed, request = options["lists"], options["seed"], options["request"]
    if lists is not None and not _is_count(lists):
        member = _as_member(operation, "lists")
        raise PlanError(f"lists is how many items each list has, at least 0, not {lists!r}.{member}")
    if not isinstance(seed, int):
        raise PlanError(f"seed is an integer, not {seed!r}.{_as_member(operation, 'seed')}")
    _expect_request(operation, options["side"], request)


def _expect_request(operation: Operation, side: Side, request: object) -> None:
    if request is None:
        return
    if not isinstance(request, Mapping):
        member = _as_member(operation, "request")
        raise PlanError(f"request is a mapping with the parameters that a response answers, not {request!r}.{member}")
    if side == "request":
        raise PlanError("request is for responses, which repeat what it says; a request is given as what it is.")
    unknown = [name for name in request if name not in operation.parameters]
    if unknown:
        raise InvalidParameters(operation.name, unknown, operation.parameters)


def _as_member(operation: Operation, name: str) -> str:
    """What to do where a member was meant."""
    shapes = (operation.output_shape, operation.input_shape)
    is_one = any(shape is not None and name in shape.members for shape in shapes)
    return f" If the member {name} is meant, put it into a mapping: {{{name!r}: ...}}." if is_one else ""


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


_CHOICES: Mapping[str, tuple[str, ...]] = {"side": get_args(Side), "optional": get_args(Optional)}
