"""A listing that AWS gives in pages, as a test plans it, and what answers the calls for it.

Each call is answered from its own parameters: no token, the first page; a token, the page that it was made for. The
limit of the request makes pages smaller. What the code under test has been given is kept for each question, so that
a token that it drops, and pages that it never asks for, are told.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from fakeaws.errors import InvalidParameters, PlanError, TokenMisused
from fakeaws.generate.generator import Generator
from fakeaws.generate.items import made_item, made_key
from fakeaws.lifecycles.from_paginator import Paging, Result, paging_of
from fakeaws.lifecycles.listing import Listing, differing
from fakeaws.lifecycles.page_members import Page, members_of_page
from fakeaws.lifecycles.rows import MADE_UP, Items, Rows
from fakeaws.lifecycles.tokens import Key, key_of, tokens_for
from fakeaws.model import Operation
from fakeaws.origin import complains_to_the_user, users_line
from fakeaws.replies import fill, short
from fakeaws.script import Call, Computed, Response, Script, check_reply

if TYPE_CHECKING:
    from typing_extensions import Self


class Pages:
    """One listing that a test plans; changes as it is asked for, and when it is said how it may be."""

    def __init__(
        self,
        operation: str,
        items: Items,
        *,
        generator: Generator,
        number: int = 1,
        page_size: int | None = None,
        members: Mapping[str, Any] | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> None:
        self._paging = paging_of(Operation.named(operation))
        self._params = dict(params or {})
        _check(self._paging.operation, self._params, page_size)
        self._number, self._generator, self._given = number, generator, dict(members or {})
        self.page_size = page_size or self._paging.usual_size
        self.written_at = users_line()
        self._rows = Rows(self._paging, items, self._made)
        self._listings: dict[str, Listing] = {}
        self._handed: dict[Key, tuple[Listing, int]] = {}
        self._answers: dict[tuple[int, int, int, Key], tuple[Response, Mapping[str, Any]]] = {}
        self._is_optional = self._may_begin_again = False
        self._lock = threading.RLock()
        check_reply(Response.exactly(self._given), self._paging.operation)

    @property
    def items(self) -> dict[str, list[Any]]:
        """All items by result key, as the pages give them: what was given in part is whole."""
        return self._rows.slice(0, len(self._rows))

    def optional(self) -> Self:
        """Let the test pass even if not all pages are asked for."""
        self._is_optional = True
        return self

    def again(self) -> Self:
        """Let the code under test begin anew before it has seen the last page."""
        self._may_begin_again = True
        return self

    @complains_to_the_user
    def token(self, page: int) -> dict[str, Any]:
        """The parameters with which code goes on that has read all before this page, the first being 1, long ago."""
        start = (page - 1) * self.page_size
        if self._paging.is_one_page or not 0 < start < len(self._rows):
            pages = 1 if self._paging.is_one_page else -(-len(self._rows) // self.page_size)
            raise PlanError(f"A token is for a page from 2 to the last, which is {pages}, not for {page!r}.")
        with self._lock:
            listing = self._listing(f"resumed {page}", {})
            listing.starts = [number * self.page_size for number in range(page - 1)]
            _, tokens = self._answer_for(listing, start - self.page_size, self.page_size, {})
            self._hand(tokens, listing, start)
            return dict(tokens)

    def scripts(self) -> tuple[Script, ...]:
        """What answers the operation, for as long as the test lasts."""
        name, answer = self._paging.operation.name, Computed(self.answer).forever().optional()
        first = Script(name, answer, **self._params)
        parameter = self._paging.token_names[0]
        if not self._params or parameter in self._params:
            return (first,)
        return first, Script(name, answer, **{parameter: _Handed(self, parameter)})  # the token may stand alone

    def unplayed(self) -> tuple[str, ...]:
        """One line for each listing that was left before its last page."""
        if self._is_optional:
            return ()
        if not any(listing.starts for listing in self._listings.values()):
            return (f"{self}: no page was ever asked for",)
        left = [one for one in self._listings.values() if one.is_under_way and not one.was_finished]
        return tuple(
            f"{self._called(one.params)}: {one.missing()} (the consumer stopped early), pages written at "
            f"{self.written_at}"
            for one in left
        )

    def answer(self, call: Call) -> Response:
        """The page that a call asks for. Raises TokenMisused."""
        with self._lock:
            key = key_of(self._paging, call.params, self._params)
            listing, start = self._continued(key, call) if key else (self._begun(call), 0)
            size = self._size(call)
            asked = {name: call.params[name] for name in self._paging.token_names if name in call.params}
            response, tokens = self._answer_for(listing, start, size, asked)
            after = start + size if tokens else len(self._rows)
            listing.note(start, after, -(-(len(self._rows) - after) // max(size, 1)), tokens)
            self._hand(tokens, listing, after)
            return response

    def __str__(self) -> str:
        return f"the pages of {self._called(self._params)}, written at {self.written_at}"

    def _begun(self, call: Call) -> Listing:
        params = {name: value for name, value in call.params.items() if name not in self._paging.token_names}
        listing = self._listing(repr(sorted(params.items())), params)
        if listing.is_under_way and not self._may_begin_again and call.attempt == 1:
            self._refuse_dropped(listing, call)
        listing.begin()
        return listing

    def _continued(self, key: Key, call: Call) -> tuple[Listing, int]:
        if key not in self._handed:
            self._refuse_unknown(key, call)
        listing, start = self._handed[key]
        kept = [name for name in listing.params if name != self._paging.limit]
        if name := differing(kept, listing.params, call.params):
            was, given = short(listing.params[name]), short(call.params[name])
            what = f"goes on with a token of the listing with {name}={was}, and asks for {name}={given}"
            self._refuse(call, what, "A token belongs to its request: ask for all pages with the same parameters.")
        return listing, start

    def _listing(self, question: str, params: Mapping[str, Any]) -> Listing:
        return self._listings.setdefault(question, Listing(len(self._listings) + 1, params))

    def _size(self, call: Call) -> int:
        if self._paging.is_one_page:
            return len(self._rows)
        limit = call.params.get(self._paging.limit or "")
        if limit is None:
            return self.page_size
        try:
            return max(0, min(self.page_size, int(limit)))
        except (TypeError, ValueError):
            self._refuse(call, f"has {self._paging.limit}={limit!r}", "It is a number of items.")

    def _answer_for(
        self, listing: Listing, start: int, size: int, asked: Mapping[str, Any]
    ) -> tuple[Response, Mapping[str, Any]]:
        key = listing.number, start, size, tuple(sorted((name, str(value)) for name, value in asked.items()))
        if key not in self._answers:
            self._answers[key] = self._made_answer(listing, start, size, asked)
        return self._answers[key]

    def _made_answer(
        self, listing: Listing, start: int, size: int, asked: Mapping[str, Any]
    ) -> tuple[Response, Mapping[str, Any]]:
        paging, items, after = self._paging, self._rows.slice(start, size), start + size
        tokens: dict[str, Any] = {}
        if size and after < len(self._rows) and not paging.is_one_page:
            lists = {result.path: items.get(result.name, []) for result in paging.results}
            place = self._number, listing.number, after
            tokens = tokens_for(paging, lists, place, by_name="Delimiter" in listing.params)
        question = f"pages {self._number} of {self._called(listing.params)}"
        drawn = self._generator.complete(paging.operation, {}, listing.params, question)
        for name in paging.echoes:
            if name not in listing.params:
                drawn.pop(name, None)
        page = Page(items, tokens, size, asked)
        response = Response.exactly(members_of_page(paging, drawn, page, self._given))
        fill(response, written_at=self.written_at)
        return response, tokens

    def _made(self, result: Result, number: int, given: Any) -> Any:
        """One whole item, from what the test gave of it."""
        shape, name = result.item_shape, result.path[-1]
        is_part = given is MADE_UP or (isinstance(given, Mapping) and shape.type_name == "structure")
        if not is_part or (given is not MADE_UP and getattr(shape, "is_tagged_union", False)):
            return given
        known = {} if given is MADE_UP else dict(given)
        stream = f"{self._paging.operation.name} {self._number} {result.name} {number}"
        drawn = made_item(self._generator, self._paging.operation, shape, name, stream, {**self._params, **known})
        whole = {**drawn, **known} if isinstance(drawn, dict) else drawn
        return (made_key(result.shape, name, number), whole) if result.shape.type_name == "map" else whole

    def _hand(self, tokens: Mapping[str, Any], listing: Listing, start: int) -> None:
        if tokens:
            self._handed[key_of(self._paging, tokens, {})] = listing, start

    def _called(self, params: Mapping[str, Any]) -> str:
        return f"{self._paging.operation.name}({', '.join(f'{name}={value!r}' for name, value in params.items())})"

    def _refuse_dropped(self, listing: Listing, call: Call) -> NoReturn:
        token = next(iter(listing.tokens))
        where = next((one.path for one in self._paging.tokens if one.path is not None), None)
        member = ".".join(where) if where is not None else "what its last item tells"
        self._refuse(
            call,
            f"asks for the first page again, although page {len(listing.starts)} came with a token for the next: "
            f"against AWS it would read the first page for ever",
            f"Hand over the token: {member} of the answer, {listing.tokens[token]!r}, is {token} of the next call. If "
            "it is right to begin anew before the last page: .again().",
        )

    def _refuse_unknown(self, key: Key, call: Call) -> NoReturn:
        given = ", ".join(f"{name}={value!r}" for name, value in key)
        handed = [", ".join(f"{name}={value!r}" for name, value in one) for one in self._handed]
        known = f"Handed out: {'; '.join(handed[-_MOST_TOLD:])}." if handed else "None was handed out yet."
        self._refuse(
            call,
            f"has the token {given}, which was never handed out",
            f"{known} Code that goes on where it left off takes its token from pages.token(2).",
        )

    def _refuse(self, call: Call, what: str, remedy: str) -> NoReturn:
        raise TokenMisused(call.operation, dict(call.params), f"{self._called(call.params)} {what}.\n{remedy}\n({self})")


class _Handed:
    """Equal to the tokens that some pages have handed out."""

    __hash__ = None  # type: ignore[assignment]  # equal to many

    def __init__(self, pages: Pages, parameter: str) -> None:
        self._pages = pages
        self._parameter = parameter

    def __eq__(self, other: object) -> bool:
        if isinstance(other, _Handed):
            return other is self
        return any((self._parameter, other) in key for key in self._pages._handed)

    def __repr__(self) -> str:
        return "<a token of these pages>"


def _check(operation: Operation, params: Mapping[str, Any], page_size: object) -> None:
    unknown = [name for name in params if name not in operation.parameters]
    if unknown:
        raise InvalidParameters(operation.name, unknown, operation.parameters)
    is_size = page_size is None or (isinstance(page_size, int) and not isinstance(page_size, bool) and page_size > 0)
    if not is_size:
        raise PlanError(f"page_size is the most items of one page, at least 1, not {page_size!r}.")


_MOST_TOLD = 3
