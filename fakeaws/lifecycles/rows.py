"""The items of a listing as a test gives them, in the order in which pages take them; completed when asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from typing import Any, TypeAlias

from fakeaws.errors import PlanError
from fakeaws.frozen import short
from fakeaws.lifecycles.from_paginator import LastItem, Paging, Result
from fakeaws.lifecycles.page_members import put, result_value
from fakeaws.nearest import did_you_mean
from fakeaws.replies import Response
from fakeaws.script import check_reply

Items: TypeAlias = "int | Sequence[Any] | Mapping[str, int | Sequence[Any] | Mapping[str, Any]]"
Maker: TypeAlias = Callable[[Result, int, Any], Any]
"""Makes the item of this number of a result, from what the test gave of it; `MADE_UP` is nothing."""

MADE_UP = object()


class Rows:
    """The items of one plan; each is completed once, when the first page with it is made."""

    def __init__(self, paging: Paging, items: Items, make: Maker) -> None:
        self._paging = paging
        self._make = make
        self._given = {name: _listed(paging, name, value) for name, value in _by_result(paging, items).items()}
        self._rows = _rows(paging, self._given)
        self._made: dict[tuple[str, int], Any] = {}
        self._check()

    def __len__(self) -> int:
        return len(self._rows)

    def slice(self, start: int, size: int) -> dict[str, list[Any]]:
        """The items of one page, by result."""
        page: dict[str, list[Any]] = {name: [] for name in self._given}
        for row in self._rows[start : start + size]:
            for name, number in row:
                page[name].append(self._item(name, number))
        return page

    def _item(self, name: str, number: int) -> Any:
        key = name, number
        if key not in self._made:
            self._made[key] = self._make(_result(self._paging, name), number, self._given[name][number])
        return self._made[key]

    def _check(self) -> None:
        """Raise InvalidReply on the test's line if an item given is none that the operation has."""
        members: dict[str, Any] = {}
        for name, items in self._given.items():
            result = _result(self._paging, name)
            given = [item for item in items if item is not MADE_UP]
            put(members, result.path, result_value(result, given, len(given)))
        check_reply(Response.exactly(members), self._paging.operation)
        for last in [token.last for token in self._paging.tokens if token.last is not None]:
            _refuse_twins(self._given.get(".".join(last.items), ()), last)


def _by_result(paging: Paging, items: Items) -> Mapping[str, Any]:
    if not isinstance(items, Mapping):
        return {paging.primary.name: items}
    names = [result.name for result in paging.results if result.holds_items or result is paging.primary]
    unknown = [name for name in items if name not in names]
    if unknown or not items:
        wrong = f"{unknown[0]} is none of them." if unknown else "none is given."
        raise PlanError(
            f"items is a list, a number, or a dict of them by result key; {wrong}"
            f"{did_you_mean(unknown[0], names) if unknown else ''} {paging.operation.name} has {', '.join(names)}."
        )
    return items


def _listed(paging: Paging, name: str, items: Any) -> Sequence[Any]:
    result = _result(paging, name)
    if isinstance(items, int) and not isinstance(items, bool) and items >= 0:
        return [MADE_UP] * items
    if result.shape.type_name == "map" and isinstance(items, Mapping):
        return list(items.items())
    is_listed = isinstance(items, Sequence) and not isinstance(items, (str, bytes)) and result.shape.type_name != "map"
    if is_listed:
        return list(items)
    kind = "a dict, by its keys," if result.shape.type_name == "map" else "a list"
    raise PlanError(f"The items of {name} are {kind} or a number of made-up ones, not {short(items)}.")


def _rows(paging: Paging, given: Mapping[str, Sequence[Any]]) -> list[tuple[tuple[str, int], ...]]:
    """What each place of a page is taken up by."""
    numbered = [[(name, number) for number in range(len(items))] for name, items in given.items()]
    if paging.side_by_side:
        return [tuple(entry for entry in row if entry is not None) for row in zip_longest(*numbered)]
    return [(entry,) for entries in numbered for entry in entries]


def _refuse_twins(items: Sequence[Any], last: LastItem) -> None:
    """Raise PlanError where two items have the same name, by which the page after either of them is asked for."""
    names = [item[last.member] for item in items if isinstance(item, Mapping) and last.member in item]
    twin = next((name for name, count in Counter(names).items() if count > 1), None)
    if twin is not None:
        raise PlanError(
            f"Two items have the {last.member} {twin!r}; each needs its own, because the last one of a page is the "
            "token of the next."
        )


def _result(paging: Paging, name: str) -> Result:
    return next(result for result in paging.results if result.name == name)
