"""The marker aws_failures on methods of a `unittest.TestCase`, which pytest does not parametrize by itself."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from conftest_plugin.failures import MARKER, Case, cases_of

CASE: pytest.StashKey[Case] = pytest.StashKey()


def multiply(collector: object) -> None:
    """Let a TestCase give one test for each case of a method that has the marker."""
    if isinstance(collector, pytest.Class) and getattr(collector, "nofuncargs", False):
        collector.collect = functools.partial(_collected, collector.collect)  # type: ignore[method-assign]  # its own


def _collected(collect: Callable[[], Iterable[Any]]) -> Iterator[Any]:
    for item in collect():
        if any(item.iter_markers(MARKER)):
            yield from (_with(item, name, case) for name, case in cases_of(item).items())
        else:
            yield item


def _with(item: Any, name: str, case: Case) -> Any:
    """The same test, which meets this case."""
    plain: Any = type(item)
    kind: Any = _kind(plain)
    made = kind.from_parent(item.parent, name=f"{item.name}[{name}]")
    made.stash[CASE] = case
    return made


@functools.cache
def _kind(kind: Any) -> type:
    """A test whose name is not that of its method, but that and a case's; pytest looks for both by its name."""

    def instance(item: Any) -> Any:
        return item.parent.obj(_method(item))

    def method(item: Any) -> Any:
        return getattr(item.instance, _method(item))

    return type("FailureCase", (kind,), {"_getinstance": instance, "_getobj": method})


def _method(item: pytest.Item) -> str:
    return item.name.partition("[")[0]
