"""Plans that are shared: which structures are planned once, and which must not be."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.model import ShapeResolver

from fakeaws.clock import START
from fakeaws.generate.draft import Draft
from fakeaws.generate.place import TOP
from fakeaws.generate.plan import plan_of
from fakeaws.generate.planning import Planning
from fakeaws.generate.seeds import seeded_provider

_MODEL: Any = {
    "Text": {"type": "string"},
    "Leaf": {"type": "structure", "members": {"label": {"shape": "Text"}}},
    "Both": {"type": "structure", "members": {"left": {"shape": "Side"}, "right": {"shape": "Side"}}},
    "Side": {"type": "structure", "members": {"leaf": {"shape": "Leaf"}}},
    "Stage": {"type": "structure", "members": {"leaf": {"shape": "Leaf"}, "action": {"shape": "Action"}}},
    "Action": {"type": "structure", "members": {"leaf": {"shape": "Leaf"}, "stage": {"shape": "Stage"}}},
    "Whole": {"type": "structure", "members": {"stage": {"shape": "Stage"}, "action": {"shape": "Action"}}},
}
SHAPES = ShapeResolver(_MODEL)


def test_a_structure_in_two_places_is_planned_once() -> None:
    """Where nothing that its members can see tells the places apart."""
    planning = Planning("x")
    plan_of(SHAPES.get_shape_by_name("Both"), TOP, planning)

    assert [shape for shape, _ in planning.known] == ["Leaf", "Side", "Side", "Both"]


@pytest.mark.parametrize("name", ["Stage", "Action", "Whole"])
@pytest.mark.parametrize("earlier", ["Stage", "Action", "Whole"])
def test_recursion_ends_where_it_would_if_nothing_were_known(name: str, earlier: str) -> None:
    """A plan in which a recursion went on is not taken for a place at which it must end, nor the other way round."""
    planning = Planning("x")
    _drawn(earlier, planning)

    assert _drawn(name, Planning("x")) == _drawn(name, planning)


def _drawn(name: str, planning: Planning) -> Any:
    plan = plan_of(SHAPES.get_shape_by_name(name), TOP, planning)
    assert plan is not None

    return plan(Draft(seeded_provider(1), START, "x", {}))
