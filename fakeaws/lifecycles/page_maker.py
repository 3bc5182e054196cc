"""The answers that hold the pages of one plan, made when they are asked for, and once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from fakeaws.errors import InvalidParameters, PlanError
from fakeaws.frozen import fill, is_count
from fakeaws.generate.generator import Generator
from fakeaws.generate.items import item_draft, made_item, made_key
from fakeaws.lifecycles.from_paginator import Paging, Result
from fakeaws.lifecycles.listing import Listing
from fakeaws.lifecycles.page_members import Page, members_of_page
from fakeaws.lifecycles.rows import MADE_UP, Items, Rows
from fakeaws.lifecycles.tokens import NO_TOKENS, Tokens, tokens_for
from fakeaws.model import Operation
from fakeaws.origin import users_line
from fakeaws.script import Response, check_reply


@dataclass(frozen=True, slots=True)
class Terms:
    """What a test says of a listing beside its items: for which calls it is, how large its pages, what else is in them.

    Plans have a `number` of their own in each test, which is in their tokens. One that `ends_empty` has a last page
    without items.
    """

    operation: str
    number: int
    page_size: int | None = None
    members: Mapping[str, Any] = field(default_factory=dict)
    params: Mapping[str, Any] = field(default_factory=dict)
    ends_empty: bool = False
    __hash__: ClassVar[None]  # type: ignore[assignment]  # parameters are a dict

    def check(self) -> None:
        """Raise UnknownOperation, InvalidParameters or PlanError."""
        operation, size = Operation.named(self.operation), self.page_size
        unknown = [name for name in self.params if name not in operation.parameters]
        if unknown:
            raise InvalidParameters(operation.name, unknown, operation.parameters)
        if size is not None and not is_count(size):
            raise PlanError(f"page_size is the most items of one page, at least 1, not {size!r}.")


class PageMaker:
    """Makes the pages of one plan, and keeps those that it has made.

    Raises InvalidReply or PlanError for items, or members beside them, that the operation does not have.
    """

    def __init__(self, paging: Paging, items: Items, terms: Terms, generator: Generator) -> None:
        self._paging, self._terms, self._generator = paging, terms, generator
        self._number, self._written_at = terms.number, users_line()
        self._members = Response.exactly(terms.members).members
        self._made: dict[tuple[Any, ...], tuple[Response, Tokens]] = {}
        self.rows = Rows(paging, items, self._item)
        check_reply(Response.exactly(self._members), paging.operation)

    def page(self, listing: Listing, start: int, size: int, asked: Mapping[str, Any]) -> tuple[Response, Tokens]:
        """The page of so many items from `start` on, for a request with the tokens `asked`; and those of the next."""
        key = listing.number, start, size, str(asked)
        if key not in self._made:
            self._made[key] = self._page(listing, start, size, asked)
        return self._made[key]

    def _page(self, listing: Listing, start: int, size: int, asked: Mapping[str, Any]) -> tuple[Response, Tokens]:
        items = self.rows.slice(start, size)
        tokens = self._tokens(listing, items, start + size) if size else NO_TOKENS
        question = f"{self._paging.operation.name} {self._number} {listing.number}"
        drawn = self._generator.complete(self._paging.operation, {}, listing.params, question)
        for name in self._paging.echoes:
            if name not in listing.params:
                drawn.pop(name, None)
        members = members_of_page(self._paging, drawn, Page(items, tokens, size, asked), self._members)
        response = Response.exactly(members)
        fill(response, written_at=self._written_at)
        return response, tokens

    def _tokens(self, listing: Listing, items: Mapping[str, list[Any]], after: int) -> Tokens:
        if after >= len(self.rows) and not (self._terms.ends_empty and any(items.values())):
            return NO_TOKENS
        lists = {result.path: items.get(result.name, []) for result in self._paging.results}
        place = self._number, listing.number, after
        return tokens_for(self._paging, lists, place, by_name="Delimiter" in listing.params)

    def _item(self, result: Result, number: int, given: Any) -> Any:
        """One whole item, from what the test gave of it."""
        shape, name = result.item_shape, result.path[-1]
        known = {} if given is MADE_UP else given
        is_whole = shape.type_name != "structure" or getattr(shape, "is_tagged_union", False)
        if given is not MADE_UP and (is_whole or not isinstance(given, Mapping)):
            return given
        stream = f"{self._paging.operation.name} {self._number} {result.name} {number}"
        draft = item_draft(self._generator, self._paging.operation, stream, {**self._terms.params, **known})
        drawn = made_item(self._paging.operation, shape, name, draft)
        whole = {**drawn, **known} if isinstance(drawn, dict) else drawn
        return (made_key(result.shape, name, number), whole) if result.shape.type_name == "map" else whole
