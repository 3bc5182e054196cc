"""Answers made from the model: what the caller leaves out is drawn, what it gives stays."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fakeaws.clock import START
from fakeaws.errors import InvalidParameters, PlanError
from fakeaws.generate.coherence import coherent
from fakeaws.generate.draft import Draft
from fakeaws.generate.extent import USUAL, Extent, Optional
from fakeaws.generate.options import expect_options
from fakeaws.generate.place import top
from fakeaws.generate.plan import plan_of
from fakeaws.generate.planning import Plan, Planning
from fakeaws.generate.provider import AwsProvider
from fakeaws.generate.seeds import seeded_provider
from fakeaws.model import Operation, Shape, StructureShape
from fakeaws.nearest import did_you_mean
from fakeaws.origin import complains_to_the_user
from fakeaws.schema.dialect import Side


@complains_to_the_user
def synthesise(  # noqa: PLR0913  # one parameter for each thing that an answer depends on
    operation: str,
    given: Mapping[str, Any] | None = None,
    /,
    *,
    seed: int = 0,
    side: Side = "response",
    lists: int | None = None,
    optional: Optional = "some",
    request: Mapping[str, Any] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """A response of the operation as boto3 would return it, with the members given and the rest made up.

    With `side="request"` it is a request: the parameters that the client's method takes. The same seed makes the same
    data. `optional` says which of the optional members are there: `none` that code can do without, `some` (those that a
    success has), or `all`. `lists` is how many items each list and map has, within what the model allows; where lists
    stand within lists, those inside have fewer if there would be more than a hundred in all. `request` holds the
    parameters that a response answers: it repeats those that its members are called after.

    What is given is taken whole. Recursion ends, a union has one member, and paging tokens stay away unless given. A
    member whose name is no Python name, or that of an option, goes into the mapping. Raises UnknownOperation or
    PlanError.
    """
    found, members = Operation.named(operation), {**(given or {}), **more}
    expect_options(found, seed=seed, side=side, lists=lists, optional=optional, request=request)
    refuse_unknown(members, found, side)
    _refuse_impossible(members, found, side)
    aws, extent = seeded_provider(seed, found.name), Extent(side, lists, optional)
    if side == "request":
        return complete_request(found, members, aws=aws, extent=extent)
    return complete(found, members, aws=aws, echo=request, extent=extent)


def complete(  # noqa: PLR0913  # one parameter for each thing that an answer depends on
    operation: Operation,
    given: Mapping[str, Any],
    *,
    aws: AwsProvider,
    now: datetime = START,
    told_at: datetime | None = None,
    echo: Mapping[str, Any] | None = None,
    extent: Extent = USUAL,
) -> dict[str, Any]:
    """The members given, taken whole, and the rest drawn from `aws`, so that they agree.

    No time in it is after `now`, but that at which something expires: it is after `told_at`, which is `now` where it is
    not said. `echo` holds the parameters of the request: members of the same name repeat them.
    """
    shape = operation.output_shape
    outline = _outline(operation, shape, extent) if shape is not None else None
    if shape is None or outline is None or (given and outline.is_union):
        return dict(given)
    params = echo or {}
    draft = Draft(aws, now, operation.service.model.signing_name, {**params, **given}, told_at=told_at)
    drawn: dict[str, Any] = outline.plan(draft)
    for name, is_repeatable in outline.echoed.items():
        if name in params and name in drawn and is_repeatable(params[name]):
            drawn[name] = params[name]
    return coherent(operation, shape, drawn, given, params)


def complete_request(
    operation: Operation, given: Mapping[str, Any], *, aws: AwsProvider, now: datetime = START, extent: Extent
) -> dict[str, Any]:
    """The parameters given, taken whole, and the rest drawn from `aws`; of two names for one parameter, one."""
    shape = operation.input_shape
    outline = _outline(operation, shape, extent) if shape is not None else None
    if outline is None or (given and outline.is_union):
        return dict(given)
    drawn = outline.plan(Draft(aws, now, operation.service.model.signing_name, given))
    if operation.checksum_parameter in drawn:
        drawn[operation.checksum_parameter] = _COMPUTED
    known_as_given = {operation.modelled_parameter(name) for name in given}
    return {**{name: value for name, value in drawn.items() if name not in known_as_given}, **given}


def tells_expiry(operation: Operation) -> bool:
    """Whether an answer of the operation says when something expires."""
    shape = operation.output_shape
    outline = _outline(operation, shape, USUAL) if shape is not None else None
    return outline is not None and outline.tells_expiry


@dataclass(frozen=True, slots=True)
class _Outline:
    """What the model says about the answers of one operation, read once.

    `tells_expiry` is whether a time in it lies ahead. `echoed` tells of each member other than texts that the request
    has as well whether it can repeat a value.
    """

    plan: Plan
    is_union: bool
    tells_expiry: bool
    echoed: Mapping[str, Callable[[Any], bool]]


@functools.lru_cache(maxsize=1024)
def _outline(operation: Operation, shape: StructureShape, extent: Extent) -> _Outline | None:
    plan = plan_of(shape, top(extent), Planning.of(operation))
    if plan is None:
        return None
    parameters = operation.input_shape.members if operation.input_shape else {}
    shared = {name: member for name, member in shape.members.items() if _same(member, parameters.get(name))}
    probe = Draft(seeded_provider(0), START, operation.service.model.signing_name, {})
    plan(probe)
    echoed = {name: _repeatable(one) for name, one in shared.items()}
    return _Outline(plan, bool(shape.is_tagged_union), probe.has_looked_ahead, echoed)


def _same(member: Shape, parameter: Shape | None) -> bool:
    if parameter is None or member.type_name != parameter.type_name or member.type_name not in _PYTHON_TYPES:
        return False
    return member.type_name not in {"structure", "list", "map"} or member.name == parameter.name


def _repeatable(member: Shape) -> Callable[[Any], bool]:
    """Tells whether a value is of the member's type, and within its bounds."""
    types, limits = _PYTHON_TYPES[member.type_name], member.metadata
    least, most = limits.get("min"), limits.get("max")

    def repeatable(value: Any) -> bool:
        if isinstance(value, bool) or not isinstance(value, types):
            return isinstance(value, bool) and bool in types
        size = _size(value)
        return bool((least is None or size >= least) and (most is None or size <= most))

    return repeatable


def _size(value: Any) -> Any:
    return value if isinstance(value, (int, float)) else len(value)


def refuse_unknown(members: Mapping[str, Any], operation: Operation, side: Side) -> None:
    """Raise InvalidParameters or PlanError for a name that this side of the operation has not."""
    if side == "request":
        unknown = [name for name in members if name not in operation.parameters]
        if unknown:
            raise InvalidParameters(operation.name, unknown, operation.parameters)
        return
    known = list(operation.output_shape.members) if operation.output_shape else []
    for name in members:
        if name not in known:
            raise PlanError(f"{name} is not a member of {operation.name}'s response.{did_you_mean(name, known)}")


def _refuse_impossible(members: Mapping[str, Any], operation: Operation, side: Side) -> None:
    """Hold what is given, at any depth, to what a script is held to: what it leaves out is its own affair."""
    if not members:
        return
    from fakeaws.schema.check import check_operation  # loads jsonschema

    found = check_operation(operation, dict(members), level="scripted", side=side)
    if wrong := [one for one in found if one.severity == "error" and one.rule != "required"]:
        told = "".join(f"\n  {one}" for one in wrong)
        raise PlanError(f"{operation.name} has no {side} with the members given:{told}")


_COMPUTED = "CRC32"
"""The checksum that botocore computes without awscrt, and every operation with checksums takes."""

_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "boolean": (bool,),
    "integer": (int,),
    "long": (int,),
    "float": (int, float),
    "double": (int, float),
    "list": (list, tuple),
    "map": (dict,),
    "structure": (dict,),
}
