"""Where the recording of a test stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakeaws.recordings.places import place_of


@pytest.mark.parametrize(
    ("node_id", "place"),
    [
        ("tests/test_rollout.py::test_it", "tests/test_rollout/test_it.json"),
        ("test_rollout.py::TestRollout::test_it[eu]", "test_rollout/TestRollout.test_it-eu.json"),
        ("test_a.py::test_it[K/../x]", "test_a/test_it-K_.._x-0.json"),
    ],
)
def test_a_test_has_a_readable_place(node_id: str, place: str) -> None:
    """The place is made of the module, the class, the test and its parameters."""
    found = place_of(Path("recordings"), node_id)

    assert found.parent == (Path("recordings") / place).parent
    assert found.name[:14] == Path(place).name[:14]


NODE_IDS = [
    "a/test_x.py::test_it[a]",
    "a/test_x.py::test_it[A]",
    "a/test_x.py::test_it[a/b]",
    "a/test_x.py::test_it[a_b]",
    "a/test_x.py::test_it[a:b]",
    "a/test_x.py::test_it-a",
    "a/test_x.py::test_it[a][b]",
    "a/test_x.py::test_it[../../../etc/passwd]",
    "../a/test_x.py::test_it[a]",
    "a/test_x.py::TestA::test_it",
    "a/test_x.py::TestA.test_it",
    f"a/test_x.py::test_it[{'x' * 300}]",
    f"a/test_x.py::test_it[{'x' * 301}]",
    "a/test_x.py::test_it[\u00fc]",
    "a/test_x.py::test_it[\u00e4]",
    "a/test_x.py::test_it[]",
    "a/test_x.py::test_it",
]


def test_places_are_safe_and_no_two_tests_share_one() -> None:
    """No name leaves the folder, is too long, or is another's where case does not count."""
    places = [place_of(Path("recordings"), node_id) for node_id in NODE_IDS]

    assert len({str(place).lower() for place in places}) == len(NODE_IDS)
    assert all(len(place.name) < 120 and ".." not in place.parts for place in places)
