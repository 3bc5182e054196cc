"""What botocore's paginators know of an operation that answers in pages, as data that can be written to.

botocore reads answers with JMESPath; its paginators use little of it: paths (`DistributionList.Items`), the member
of the last item (`Jobs[-1].JobId`), and of two such the first that is there.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from fakeaws.errors import PlanError
from fakeaws.model import Operation, Shape
from fakeaws.nearest import did_you_mean

Path: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LastItem:
    """A token that is a member of the page's last item."""

    items: Path
    member: str


@dataclass(frozen=True, slots=True)
class Token:
    """One token: the parameter that takes it, its shape, and where the answer has it: at a path, in its last item."""

    parameter: str
    shape: Shape
    path: Path | None
    last: LastItem | None


@dataclass(frozen=True, slots=True)
class Result:
    """One part of the answer that is spread over the pages."""

    path: Path
    shape: Shape

    @property
    def name(self) -> str:
        """As botocore writes it: `DistributionList.Items`."""
        return ".".join(self.path)

    @property
    def holds_items(self) -> bool:
        return self.shape.type_name in ("list", "map")

    @property
    def item_shape(self) -> Shape:
        """The shape of one item; of a string, and of a number, itself."""
        shape: Any = self.shape
        inner: Shape = shape.member if shape.type_name == "list" else shape.value if shape.type_name == "map" else shape
        return inner


@dataclass(frozen=True, slots=True)
class Paging:
    """How one operation answers in pages. `side_by_side`: each item has one of each result; else all share a page."""

    operation: Operation
    tokens: tuple[Token, ...]
    results: tuple[Result, ...]
    more: Path | None
    limit: str | None
    side_by_side: bool

    @property
    def primary(self) -> Result:
        """The result that a bare list of items is for: the first that holds items, else the first."""
        return next((result for result in self.results if result.holds_items), self.results[0])

    @property
    def token_names(self) -> tuple[str, ...]:
        return tuple(token.parameter for token in self.tokens)

    @property
    def echoes(self) -> tuple[str, ...]:
        """The members of the answer that repeat a parameter, and are not there where the request has none."""
        output: Any = self.operation.output_shape
        own = {result.path[0] for result in self.results} | {self.limit, *self.token_names, *output.required_members}
        return tuple(name for name in output.members if name in self._parameters and name not in own)

    @property
    def is_one_page(self) -> bool:
        """Whether the model says that the token is always empty: then there is never a second page."""
        return any(token.shape.metadata.get("max") == 0 for token in self.tokens)

    @property
    def usual_size(self) -> int:
        """The largest page that the service gives, as far as that is known."""
        limit = self._parameters.get(self.limit or "")
        most = limit.metadata.get("max", _USUAL) if limit is not None else _USUAL
        return _LARGEST.get(self.operation.service.name) or min(int(most), _MOST)

    @property
    def _parameters(self) -> Mapping[str, Shape]:
        return self.operation.input_shape.members if self.operation.input_shape else {}


@functools.lru_cache(maxsize=256)
def paging_of(operation: Operation) -> Paging:
    """How the operation answers in pages. Raises PlanError if botocore has no paginator for it."""
    known = operation.service.paginators
    if operation.method not in known:
        raise PlanError(
            f"{operation.name} does not answer in pages, as far as botocore knows: it has no paginator. To answer it "
            f"all the same: fake_aws.on({operation.name!r}).play(...).{did_you_mean(operation.method, known)}"
        )
    model = known[operation.method]
    inputs: Any = operation.input_shape
    pairs = zip(_listed(model["input_token"]), _listed(model["output_token"]), strict=True)
    return Paging(
        operation,
        tuple(_token(name, inputs.members[name], expression) for name, expression in pairs),
        tuple(_result(operation, key) for key in _listed(model["result_key"])),
        _path(model["more_results"]) if "more_results" in model else None,
        model.get("limit_key"),
        operation.name in _SIDE_BY_SIDE,
    )


def _token(parameter: str, shape: Shape, expression: str) -> Token:
    path: Path | None = None
    last: LastItem | None = None
    for part in expression.split("||"):
        found = _LAST_ITEM.fullmatch(part.strip())
        if found is not None:
            last = LastItem(_path(found[1]), found[2])
        else:
            path = _path(part.strip())
    return Token(parameter, shape, path, last)


def _result(operation: Operation, key: str) -> Result:
    path = _path(_WITHIN.get((operation.name, key), key))
    shape: Any = operation.output_shape
    for member in path:
        shape = shape.members[member]
    return Result(path, shape)


def _path(expression: str) -> Path:
    return tuple(expression.split("."))


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


_LAST_ITEM = re.compile(r"(.+)\[-1\]\.(\w+)")
_USUAL = 100
_MOST = 1000
_LARGEST = {"s3": 1000}
"""By service: its largest page, where the model does not say."""

_SIDE_BY_SIDE = frozenset({"cloudwatch.list_metrics", "ec2.describe_vpc_endpoint_services"})
"""Operations with an owner for each metric, and a name for each service."""

_WITHIN = {
    ("budgets.describe_budget_performance_history", "BudgetPerformanceHistory"): (
        "BudgetPerformanceHistory.BudgetedAndActualAmountsList"
    ),
}
"""By operation and result key: the list, where botocore names the structure around it."""
