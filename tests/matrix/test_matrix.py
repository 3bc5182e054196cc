"""The records of a run, and the baseline that they are compared with."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from fakeaws.errors import InputError
from fakeaws.matrix.baseline import Baseline
from fakeaws.matrix.cell import Cell
from fakeaws.matrix.files import read_baseline, text_of
from fakeaws.matrix.matrix import Matrix, counts
from fakeaws.matrix.places import Site

SITE = Site("shop/orders.py", 12, "ship", "sqs.send_message")
CELL = Cell(
    "tests/test_orders.py::test_ship", SITE, 1, "read-timeout", "read-timeout", "hung", "PollingForever", ("a line",)
)
MATRIX = Matrix("quick", (CELL,), 1, {"runs beyond the budget": 2}, {"tests/test_it.py::test_it": "KeyError"})


def test_json_there_and_back() -> None:
    """What is written is read as the same."""
    assert Matrix.from_json(json.loads(text_of(MATRIX.as_json())), "a file") == MATRIX


DAMAGED: dict[str, Any] = {
    "is no matrix": [],
    "is of another format": {"format": "fakeaws schemas 1"},
    "has no cells": {"format": "fakeaws failure matrix 1"},
    "has a strange verdict": {**MATRIX.as_json(), "cells": [{**MATRIX.as_json()["cells"][0], "verdict": "odd"}]},
}


@pytest.mark.parametrize("what", DAMAGED)
def test_what_is_damaged_is_refused(what: str) -> None:
    """With the file's name, and never with a traceback of ours."""
    with pytest.raises(InputError, match=r"^a file: (expected a failure matrix|this failure matrix is damaged)"):
        Matrix.from_json(DAMAGED[what], "a file")


def test_two_workers_together_are_in_a_stable_order() -> None:
    """By call site, test and call, whoever was first; counts are added."""
    other = replace(CELL, site=replace(SITE, line=3), verdict="raised")
    one, two = Matrix("quick", (CELL,), 1, {"runs": 2}), Matrix("quick", (other,), 1, {"runs": 3}, {"a": "b"})

    expected = Matrix("quick", (other, CELL), 2, {"runs": 5}, {"a": "b"})
    assert one.merged(two) == expected == two.merged(one)
    assert {name: count for name, count in counts(expected.cells).items() if count} == {"raised": 1, "hung": 1}


def test_what_does_not_count_is_not_bad() -> None:
    """The cells of a test that cannot be repeated."""
    assert [CELL.is_bad, replace(CELL, is_reliable=False).is_bad, replace(CELL, verdict="raised").is_bad] == [
        True,
        False,
        False,
    ]


def test_a_baseline_holds_the_worst_by_function() -> None:
    """Lines do not matter, nor which test found it."""
    cells = [
        replace(CELL, verdict="leaked"),
        replace(CELL, site=replace(SITE, line=99)),
        replace(CELL, verdict="raised"),
    ]

    assert Baseline.of(cells) == Baseline({"shop/orders.py::ship sqs.send_message read-timeout": "hung"})


@pytest.mark.parametrize(
    ("was", "now", "is_worse", "is_better"),
    [
        (None, "leaked", True, False),
        (None, "raised", False, False),
        ("leaked", "hung", True, False),
        ("hung", "hung", False, False),
        ("hung", "leaked", False, True),
        ("hung", "survived", False, True),
    ],
)
def test_only_what_got_worse_is_worse(was: Any, now: Any, is_worse: bool, is_better: bool) -> None:  # noqa: FBT001
    """A verdict that is known, or less bad than what is known, is not."""
    known = Baseline({CELL.key: was} if was else {})
    cell = replace(CELL, verdict=now)

    assert [known.worse([cell]), known.better([cell])] == [
        (cell,) if is_worse else (),
        (CELL.key,) if is_better else (),
    ]


def test_a_part_of_the_tests_only_adds() -> None:
    """What it did not try is kept; what it tried is as it is now."""
    known = Baseline({"elsewhere": "hung", CELL.key: "hung"})
    fine = replace(CELL, verdict="survived")

    assert known.updated([fine], is_whole=False) == Baseline({"elsewhere": "hung"})
    assert known.updated([CELL], is_whole=True) == Baseline({CELL.key: "hung"})


def test_a_baseline_there_and_back(tmp_path: Any) -> None:
    """What is written is read as the same; where there is none, nothing is known."""
    known = Baseline({CELL.key: "hung"})
    (tmp_path / "known.json").write_text(text_of(known.as_json()))

    assert read_baseline(str(tmp_path / "known.json")) == known
    assert read_baseline(str(tmp_path / "none.json")) == Baseline({})


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[", "found no JSON"),
        ("{}", "expected a baseline of the failure matrix"),
        ('{"format": "fakeaws failure baseline 1", "known": {"a": "odd"}}', "'odd' is no verdict; there are: survived"),
    ],
)
def test_a_file_that_is_no_baseline_is_refused(tmp_path: Any, text: str, complaint: str) -> None:
    """Somebody may have mistyped the name."""
    file = tmp_path / "known.json"
    file.write_text(text)

    with pytest.raises(InputError) as told:
        read_baseline(str(file))
    assert complaint in str(told.value)
