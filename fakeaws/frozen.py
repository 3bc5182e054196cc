"""Plans do not change: a mapping that nobody changes, how a frozen record is filled, and how values are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


class Frozen(Mapping[str, Any]):
    """A mapping that nobody changes; unlike `MappingProxyType` it can be copied and pickled."""

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, Any]) -> None:
        self._items = dict(items)

    def __getitem__(self, name: str) -> Any:
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        return repr(self._items)


def fill(frozen: object, **fields: object) -> None:
    """Set the fields of a frozen record that is being made."""
    for name, value in fields.items():
        object.__setattr__(frozen, name, value)


def short(value: object) -> str:
    """The value as source text, cut where it is long."""
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 3]}..."


def is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


_LONGEST_SHOWN = 40
