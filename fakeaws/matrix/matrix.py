"""The failure matrix of a run: its cells, what was left out, and the JSON that carries them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, ClassVar, cast

from fakeaws.errors import InputError
from fakeaws.matrix.cell import Cell
from fakeaws.matrix.failures import KINDS, Depth
from fakeaws.matrix.places import Site
from fakeaws.matrix.verdicts import VERDICTS, Verdict

FORMAT = "fakeaws failure matrix 1"


@dataclass(frozen=True, slots=True)
class Matrix:
    """What was found, in a stable order.

    `left_out` counts the runs that were not made, by reason; `unreliable` are the tests that did not pass again without
    a failure, each with what it failed with.
    """

    depth: Depth
    cells: tuple[Cell, ...] = ()
    tests: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    unreliable: Mapping[str, str] = field(default_factory=dict)
    __hash__: ClassVar[None]  # type: ignore[assignment]  # it holds dicts

    def merged(self, other: Matrix) -> Matrix:
        """Both together, such as what two workers found."""
        left_out = Counter(self.left_out) + Counter(other.left_out)
        return Matrix(
            self.depth,
            _in_order((*self.cells, *other.cells)),
            self.tests + other.tests,
            dict(sorted(left_out.items())),
            dict(sorted({**self.unreliable, **other.unreliable}.items())),
        )

    def by_site(self) -> dict[Site, tuple[Cell, ...]]:
        """The cells of each call site."""
        sites: dict[Site, list[Cell]] = {}
        for cell in self.cells:
            sites.setdefault(cell.site, []).append(cell)
        return {site: tuple(cells) for site, cells in sites.items()}

    def bad(self) -> tuple[Cell, ...]:
        """The cells that somebody should look at, the worst verdict first."""
        bad = (cell for cell in self.cells if cell.is_bad)
        return tuple(sorted(bad, key=lambda cell: -VERDICTS[cell.verdict].badness))

    def as_json(self) -> dict[str, Any]:
        """All of it as what JSON holds; `remedy` stands beside what it is for, and the verdicts are explained."""
        cells = [{**asdict(cell), "timeline": list(cell.timeline), "remedy": cell.remedy} for cell in self.cells]
        return {
            "format": FORMAT,
            "depth": self.depth,
            "verdicts": {name: meaning.sentence for name, meaning in VERDICTS.items()},
            "failures": {name: kind.sentence for name, kind in KINDS.items()},
            "tests": self.tests,
            "left_out": dict(self.left_out),
            "unreliable": dict(self.unreliable),
            "cells": cells,
        }

    @classmethod
    def from_json(cls, told: object, place: str) -> Matrix:
        """What `as_json` wrote, called `place` in complaints. Raises InputError."""
        if not isinstance(told, Mapping) or told.get("format") != FORMAT:
            raise InputError(place, f'expected a failure matrix, which says "format": "{FORMAT}"')
        try:
            cells = tuple(_cell(one) for one in told["cells"])
            return cls(told["depth"], cells, told["tests"], dict(told["left_out"]), dict(told["unreliable"]))
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise InputError(place, f"this failure matrix is damaged: {type(problem).__name__}: {problem}") from None


def counts(cells: Iterable[Cell]) -> dict[Verdict, int]:
    """How many cells have each verdict."""
    found = Counter(cell.verdict for cell in cells)
    return {name: found[name] for name in VERDICTS}


def unreliable(cells: Iterable[Cell]) -> list[Cell]:
    """The same cells, marked as those of a test that cannot be repeated."""
    return [replace(cell, is_reliable=False) for cell in cells]


def _in_order(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(sorted(cells, key=lambda cell: (cell.site, cell.test, cell.call)))  # sorted keeps the failures' order


def _cell(told: Mapping[str, Any]) -> Cell:
    given = {one.name: told[one.name] for one in fields(Cell)}
    if given["verdict"] not in VERDICTS:
        raise ValueError(f"{given['verdict']!r} is no verdict")
    site = Site(**cast("Mapping[str, Any]", given["site"]))
    return Cell(**{**given, "site": site, "timeline": tuple(given["timeline"])})
