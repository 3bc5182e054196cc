"""Parameters that are asked for against those of a call."""

from __future__ import annotations

from typing import Any
from unittest.mock import ANY

import pytest

from fakeaws.matching import Difference, differences, fits, told


@pytest.mark.parametrize(
    ("wanted", "given"),
    [({}, {"A": 1}), ({"A": 1}, {"A": 1, "B": 2}), ({"A": ANY}, {"A": {"B": 1}}), ({"A": {"B": ANY}}, {"A": {"B": 1}})],
)
def test_what_is_wanted_may_be_part_of_what_is_given(wanted: Any, given: Any) -> None:
    """More parameters do no harm, and a value may stand for any."""
    assert fits(wanted, given)
    assert differences(wanted, given) == []


@pytest.mark.parametrize(
    ("wanted", "given", "expected"),
    [
        ({"A": 1}, {"A": 2}, [Difference("A", "1", "2")]),
        ({"A": 1}, {"B": 2}, [Difference("A", "1", None)]),
        ({"A": {"B": {"C": 1}, "D": 2}}, {"A": {"B": {"C": 3}, "D": 2}}, [Difference("A.B.C", "1", "3")]),
        ({"A": {"B": 1}}, {"A": {"C": 1}}, [Difference("A.B", "1", None), Difference("A.C", None, "1")]),
        ({"A": [1, 2]}, {"A": [1, 3, 4]}, [Difference("A[1]", "2", "3"), Difference("A[2]", None, "4")]),
        ({"A": [{"B": ANY, "C": 1}]}, {"A": ({"B": 5, "C": 2},)}, [Difference("A[0].C", "1", "2")]),
        ({"A": {"B": 1}}, {"A": "text"}, [Difference("A", "{'B': 1}", "'text'")]),
    ],
)
def test_a_difference_is_told_where_it_is(wanted: Any, given: Any, expected: list[Difference]) -> None:
    """Down to the innermost value that differs; inside a value that is asked for, more is a difference too."""
    assert not fits(wanted, given)
    assert differences(wanted, given) == expected


def test_long_texts_are_shown_from_where_they_differ() -> None:
    """The beginning that they share is left out."""
    (found,) = differences({"A": "x" * 500 + "one"}, {"A": "x" * 500 + "two"})

    assert found == Difference("A", f"...{'x' * 20}one'", f"...{'x' * 20}two'")


def test_many_differences_are_counted() -> None:
    """The first are told, the others counted."""
    wanted = {f"P{number}": number for number in range(20)}

    assert told(differences(wanted, {}), "the script")[-2:] == [
        "P7: the script has 7, the call has none",
        "... and 12 more",
    ]
