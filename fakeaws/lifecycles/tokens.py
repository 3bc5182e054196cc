"""The paging tokens of an answer: made for the place where the next page begins, and read again from a request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from fakeaws.generate.text import TextRule
from fakeaws.lifecycles.from_paginator import Paging, Path, Token
from fakeaws.model import Shape

Key: TypeAlias = tuple[tuple[str, Any], ...]
"""What tells the tokens of one request from those of another: the parameters, each with its innermost value."""


def key_of(paging: Paging, params: Mapping[str, Any], beginning: Mapping[str, Any]) -> Key:
    """The tokens of a request; nothing where it asks for the first page, as with an empty token, or `beginning`."""
    given = [(name, params[name]) for name in paging.token_names if params.get(name) not in (None, "", {})]
    is_first = all(name in beginning and beginning[name] == value for name, value in given)
    return () if is_first else tuple((name, _innermost(value)) for name, value in given)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens for a next page: by the parameters that take them, and as the answer says them, by path."""

    asked_for: Mapping[str, Any] = field(default_factory=dict)
    said: Mapping[Path, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.asked_for)


def tokens_for(paging: Paging, page: Mapping[Path, Any], place: tuple[int, int, int], *, by_name: bool) -> Tokens:
    """The tokens after a `page` whose successor begins at `place`: the numbers of the plan, the listing and the item.

    A token that may be the name of the last item is that, and is not said, unless it goes `by_name` of its own.
    """
    asked_for, said = {}, {}
    for token in paging.tokens:
        last = _last(token, page, by_name=by_name)
        asked_for[token.parameter] = value = last or made(token.shape, place)
        if token.path is not None and last is None:
            said[token.path] = value
    return Tokens(asked_for, said)


def made(shape: Shape, place: tuple[int, int, int]) -> Any:
    """A token of this shape for this place."""
    rule, position = TextRule.of(shape), place[-1]
    match shape.type_name:
        case "string" if rule.choices:
            return rule.choices[position % len(rule.choices)]
        case "string":
            texts = [rule.sized(form(*place)) for form in _FORMS]
            return next((text for text in texts if rule.allows(text)), texts[0])
        case "map":
            return {"id": {"S": _FORMS[0](*place)}}  # a key of DynamoDB: no other token is a map
        case _:
            return position


def _last(token: Token, page: Mapping[Path, Any], *, by_name: bool) -> Any:
    items = page.get(token.last.items) if token.last is not None else None
    if token.last is None or not items or (by_name and token.path is not None):
        return None
    return items[-1].get(token.last.member)


def _innermost(value: Any) -> Any:
    """Of a key of DynamoDB its text, as a client writes it or as a resource does."""
    while isinstance(value, Mapping) and value:
        value = next(iter(value.values()))
    return value


_FORMS: tuple[Callable[[int, int, int], str], ...] = (
    lambda plan, listing, position: f"token-{plan}-{listing}-{position}",
    lambda plan, listing, position: f"{plan:08x}-{listing:04x}-4000-8000-{position:012x}",
    lambda plan, listing, position: f"token{plan}x{listing}x{position}",
    lambda plan, listing, position: f"{plan}{listing:03}{position:06}",
)
NO_TOKENS = Tokens()
