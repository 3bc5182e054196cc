"""The one list of what AWS does not document."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from fakeaws.errors import IllegalMove, PlanError
from fakeaws.fake import FakeAWS
from fakeaws.lifecycles.assumptions import Assumptions, assumed
from fakeaws.lifecycles.catalogue import CATALOGUE
from fakeaws.lifecycles.lifecycle import Lifecycle
from fakeaws.lifecycles.statuses import statuses
from fakeaws.options import Options


def test_every_assumption_says_what_it_is_about() -> None:
    """Each field is listed with its value and a reason."""
    listed = assumed()

    assert [name for name, _, _ in listed] == [one.name for one in fields(Assumptions)]
    assert all(why and not why.endswith(".") for _, _, why in listed)


@pytest.mark.parametrize("wrong", [{"spacing": "gide"}, {"stop_answers": "zero"}, {"stopping_ends_in": "stopped"}])
def test_a_choice_that_does_not_exist_names_the_nearest(wrong: dict[str, Any]) -> None:
    """Who misspells a choice reads the right one."""
    with pytest.raises(PlanError, match="Did you mean"):
        Assumptions(**wrong)


@pytest.mark.parametrize("lifecycle", CATALOGUE.values(), ids=CATALOGUE)
def test_doubtful_moves_are_in_the_table_and_in_the_list(lifecycle: Lifecycle) -> None:
    """A move that no source shows is an assumption, and the table has it."""
    for before, after in lifecycle.doubtful:
        assert after in lifecycle.moves[before]
        assert f"{before} -> {after}" in Assumptions().moves


def test_a_doubtful_move_can_be_taken_for_illegal() -> None:
    """By default a script may make it; who knows better refuses it."""
    script = statuses("greengrass.get_bulk_deployment_status", "Stopping", "Completed")
    FakeAWS().play(script)

    with pytest.raises(IllegalMove, match="from Stopping it goes on to Stopped"):
        FakeAWS(Options(assumptions=Assumptions(moves=()))).play(script)
