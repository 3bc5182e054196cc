"""A listing that AWS gives in pages, as a test plans it, and what answers the calls for it.

Each call is answered from its own parameters: no token, the first page; a token, the page that it was made for. The
limit of the request makes pages smaller. What the code under test has been given is kept for each question, so that
a token that it drops, and pages that it never asks for, are told. A token that was never handed out is the test's to
know, not the service's error: AWS has a different one for each service, which code under test may well swallow.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from fakeaws.errors import PlanError, TokenMisused
from fakeaws.frozen import is_count
from fakeaws.generate.generator import Generator
from fakeaws.lifecycles import token_misuse
from fakeaws.lifecycles.from_paginator import paging_of
from fakeaws.lifecycles.listing import Listing
from fakeaws.lifecycles.page_maker import PageMaker, Terms
from fakeaws.lifecycles.rows import Items
from fakeaws.lifecycles.tokens import Key, Tokens, key_of
from fakeaws.model import Operation
from fakeaws.origin import complains_to_the_user, users_line
from fakeaws.script import Call, Computed, Response, Script

if TYPE_CHECKING:
    from typing_extensions import Self


class Pages:
    """One listing that a test plans; changes as it is asked for, and when it is said how it may be."""

    def __init__(self, terms: Terms, items: Items, generator: Generator) -> None:
        terms.check()
        self.written_at = users_line()
        self._paging = paging_of(Operation.named(terms.operation))
        self._params = dict(terms.params)
        self._maker = PageMaker(self._paging, items, terms, generator)
        self._total = len(self._maker.rows)
        self._ends_empty = terms.ends_empty
        self.page_size = self._total if self._paging.is_one_page else terms.page_size or self._paging.usual_size
        self._listings: dict[str, Listing] = {}
        self._handed: dict[Key, tuple[Listing, int]] = {}
        self._is_optional = self._may_begin_again = self._was_asked = False
        self._lock = threading.RLock()

    @property
    def items(self) -> dict[str, list[Any]]:
        """All items by result key, as the pages give them: what was given in part is whole."""
        return self._maker.rows.slice(0, self._total)

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
        start = (page - 1) * self.page_size if is_count(page) else 0
        if not 0 < start < self._total:
            pages = max(1, self._left_from(0, self.page_size))
            raise PlanError(f"A token is for a page from 2 to the last, which is {pages}, not for {page!r}.")
        with self._lock:
            listing = self._listing(f"from page {page}", {})
            listing.starts = [number * self.page_size for number in range(page - 1)]
            _, tokens = self._maker.page(listing, start - self.page_size, self.page_size, {})
            self._hand(tokens, listing, start)
            return dict(tokens.asked_for)

    def scripts(self) -> tuple[Script, ...]:
        """What answers the operation, for as long as the test lasts."""
        name, answer = self._paging.operation.name, Computed(self.answer).forever().optional()
        first = Script(name, answer, **self._params)
        parameter = self._paging.token_names[0]
        if not self._params:
            return (first,)
        alone: dict[str, Any] = {parameter: _Handed(self._handed, parameter)}
        return first, Script(name, answer, **alone)

    def unplayed(self) -> tuple[str, ...]:
        """One line for each listing that was left before its last page."""
        if self._is_optional:
            return ()
        if not self._was_asked:
            return (f"{self._called(self._params)}: no page was ever asked for, pages written at {self.written_at}",)
        return tuple(
            f"{self._called(listing.params)}: {listing.missing()} (the consumer stopped early), pages written at "
            f"{self.written_at}"
            for listing in self._listings.values()
            if listing.is_under_way and not listing.was_finished
        )

    def answer(self, call: Call) -> Response:
        """The page that a call asks for. Raises TokenMisused."""
        with self._lock:
            self._was_asked = True
            key = key_of(self._paging, call.params, self._params)
            listing, start = self._continued(key, call) if key else (self._begun(call), 0)
            size = self._size(call)
            asked = {name: call.params[name] for name in self._paging.token_names if name in call.params}
            response, tokens = self._maker.page(listing, start, size, asked)
            listing.note(start, self._left_from(start + size, size) if tokens else 0, tokens)
            self._hand(tokens, listing, start + size)
            return response

    def _begun(self, call: Call) -> Listing:
        params = {name: value for name, value in call.params.items() if name not in self._paging.token_names}
        listing = self._listing(repr(sorted(params.items())), params)
        if listing.is_under_way and not self._may_begin_again and call.attempt == 1:
            self._refuse(call, *token_misuse.dropped(listing))
        listing.begin()
        return listing

    def _continued(self, key: Key, call: Call) -> tuple[Listing, int]:
        if key not in self._handed:
            self._refuse(call, *token_misuse.unknown(key, self._handed))
        listing, start = self._handed[key]
        if changed := token_misuse.changed(self._paging, listing, call.params):
            self._refuse(call, *changed)
        return listing, start

    def _listing(self, question: str, params: Mapping[str, Any]) -> Listing:
        return self._listings.setdefault(question, Listing(len(self._listings) + 1, params))

    def _size(self, call: Call) -> int:
        limit = call.params.get(self._paging.limit or "")
        if limit is None or self._paging.is_one_page:
            return self.page_size
        try:
            return max(0, min(self.page_size, int(limit)))
        except (TypeError, ValueError):
            self._refuse(call, f"has {self._paging.limit}={limit!r}", "It is a number of items.")

    def _left_from(self, start: int, size: int) -> int:
        """How many pages of this size there are from an item on."""
        left = -(-(self._total - start) // max(size, 1))
        return max(0, left) + 1 if self._ends_empty else left

    def _hand(self, tokens: Tokens, listing: Listing, start: int) -> None:
        if tokens:
            self._handed[key_of(self._paging, tokens.asked_for, {})] = listing, start

    def _called(self, params: Mapping[str, Any]) -> str:
        return f"{self._paging.operation.name}({', '.join(f'{name}={value!r}' for name, value in params.items())})"

    def _refuse(self, call: Call, what: str, remedy: str) -> NoReturn:
        explanation = f"{self._called(call.params)} {what}.\n{remedy}\nThe pages are written at {self.written_at}."
        raise TokenMisused(call.operation, dict(call.params), explanation)


class _Handed:
    """Equal to the tokens that some pages have handed out."""

    __hash__ = None  # type: ignore[assignment]  # equal to many

    def __init__(self, handed: Mapping[Key, object], parameter: str) -> None:
        self._handed = handed
        self._parameter = parameter

    def __eq__(self, other: object) -> bool:
        return other is self or any((self._parameter, other) in key for key in tuple(self._handed))

    def __repr__(self) -> str:
        return "<a token of these pages>"
