"""What is said of code that drops, changes or makes up a paging token."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fakeaws.frozen import short
from fakeaws.lifecycles.from_paginator import Paging
from fakeaws.lifecycles.listing import Listing
from fakeaws.lifecycles.tokens import Key


def dropped(listing: Listing) -> tuple[str, str]:
    """What the call does that begins again, and the remedy; so with the others here."""
    parameter, value = next(iter(listing.tokens.asked_for.items()))
    said = next((path for path, text in listing.tokens.said.items() if text == value), None)
    where = f"{'.'.join(said)} of the answer, {value!r}," if said else f"what its last item tells, {value!r},"
    what = f"asks for the first page again, although page {len(listing.starts)} came with a token for the next"
    remedy = f"Hand it over: {where} is {parameter} of the next call, else AWS gives the first page for ever."
    return what, f"{remedy} If it is right to begin anew before the last page: .again()."


def changed(paging: Paging, listing: Listing, params: Mapping[str, Any]) -> tuple[str, str] | None:
    """The same for a parameter that differs from that of the first page, if one does; it may be left out."""
    kept = [name for name in listing.params if name != paging.limit and name in params]
    name = next((name for name in kept if listing.params[name] != params[name]), None)
    if name is None:
        return None
    was, given = short(listing.params[name]), short(params[name])
    return (
        f"goes on with a token of the listing with {name}={was}, and asks for {name}={given}",
        "A token belongs to its request: ask for all pages with the same parameters.",
    )


def unknown(key: Key, handed: Iterable[Key]) -> tuple[str, str]:
    latest = [_told(one) for one in handed][-_MOST_TOLD:]
    known = f"Handed out: {'; '.join(latest)}." if latest else "None was handed out yet."
    return (
        f"has the token {_told(key)}, which was never handed out",
        f"{known} Code that goes on where it left off gets its token from .token(page) of these pages.",
    )


def _told(key: Key) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in key)


_MOST_TOLD = 3
