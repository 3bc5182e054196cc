"""The members of one page: what the model makes up, with the items, tokens, flags and counts of this page in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fakeaws.generate.hints import says_there_is_more
from fakeaws.generate.place import snake
from fakeaws.lifecycles.from_paginator import Paging, Path, Result
from fakeaws.lifecycles.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Page:
    """What one page holds: its items by result, the tokens of the next, its size, the request's tokens."""

    items: Mapping[str, Sequence[Any]]
    tokens: Tokens
    size: int
    asked: Mapping[str, Any]


def members_of_page(paging: Paging, drawn: dict[str, Any], page: Page, given: Mapping[str, Any]) -> dict[str, Any]:
    """The whole answer; `drawn` is made up and is written over, `given` is the test's own and stays."""
    rows = max((len(items) for items in page.items.values()), default=0) if paging.side_by_side else _total(page)
    for place, holder in _holders(paging, drawn):
        _tell_around(paging, place, holder, page, rows)
    for result in paging.results:
        value = result_value(result, page.items.get(result.name), rows)
        if value is not None:
            put(drawn, result.path, value)
    for token in paging.tokens:
        if token.path is not None:
            _put_or_drop(drawn, token.path, page.tokens.said.get(token.path))
    if paging.more is not None:
        put(drawn, paging.more, bool(page.tokens))
    return merged(drawn, given)


def result_value(result: Result, items: Sequence[Any] | None, rows: int) -> Any:
    """The part of a page: a list, a map of pairs, text put together, a count; None where it stays as it is made up."""
    match result.shape.type_name:
        case "list":
            return list(items or ())
        case "map":
            return dict(items or ())
        case "string":
            return None if items is None else "".join(items)
        case "integer" | "long":
            return rows
        case _:
            return None


def put(members: dict[str, Any], path: Path, value: Any) -> None:
    """Write a value where its path leads."""
    holder = _holder(members, path, make=True)
    if holder is not None:
        holder[path[-1]] = value


def merged(members: dict[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The members with those given over them, structure by structure."""
    for name, value in given.items():
        known = members.get(name)
        if isinstance(known, dict) and isinstance(value, Mapping):
            merged(known, value)
        else:
            members[name] = value
    return members


def _tell_around(paging: Paging, place: Path, holder: dict[str, Any], page: Page, rows: int) -> None:
    """Let what stands beside the items agree with them: flags, counts, and what repeats the request."""
    made = {token.path[-1] for token in paging.tokens if token.path is not None}
    for name, value in list(holder.items()):
        if isinstance(value, bool):
            if says_there_is_more(snake(name)):
                holder[name] = bool(page.tokens)
        elif isinstance(value, int) and name in _COUNTS:
            holder[name] = rows
        elif isinstance(value, (int, str)) and name == paging.limit:
            holder[name] = type(value)(page.size)  # Route 53 has its numbers as text
    for name in paging.token_names:
        if name in made or name not in _members_at(paging, place):
            continue
        if name in page.asked:
            holder[name] = page.asked[name]
        elif isinstance(holder.get(name), str):
            holder[name] = ""


def _holders(paging: Paging, members: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The structures that hold results: the answer itself, or those within it."""
    for place in dict.fromkeys(result.path[:-1] for result in paging.results):
        holder = _holder(members, (*place, ""), make=True)
        if holder is not None:
            yield place, holder


def _members_at(paging: Paging, place: Path) -> Mapping[str, Any]:
    shape: Any = paging.operation.output_shape
    for name in place:
        shape = shape.members[name]
    members: Mapping[str, Any] = shape.members
    return members


def _put_or_drop(members: dict[str, Any], path: Path, value: Any) -> None:
    if value is not None:
        put(members, path, value)
    elif (holder := _holder(members, path, make=False)) is not None:
        holder.pop(path[-1], None)


def _holder(members: dict[str, Any], path: Path, *, make: bool) -> dict[str, Any] | None:
    for name in path[:-1]:
        if make:
            members.setdefault(name, {})
        within = members.get(name)
        if not isinstance(within, dict):
            return None
        members = within
    return members


def _total(page: Page) -> int:
    return sum(map(len, page.items.values()))


_COUNTS = frozenset({"Quantity", "KeyCount", "Count", "ScannedCount"})
