"""The tables of the lifecycles, and what is read off them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from botocore.model import StringShape

from fakeaws.clock import START
from fakeaws.errors import IllegalMove
from fakeaws.lifecycles.catalogue import APPCONFIG_DEPLOYMENT, CATALOGUE, GREENGRASS_BULK_DEPLOYMENT, lifecycle_of
from fakeaws.lifecycles.lifecycle import Lifecycle, Move, past, until
from fakeaws.model import Operation

LATER = START + timedelta(minutes=1)
every_lifecycle = pytest.mark.parametrize("lifecycle", CATALOGUE.values(), ids=CATALOGUE)


@every_lifecycle
def test_states_are_those_of_the_model(lifecycle: Lifecycle) -> None:
    """A table knows the states that the model knows, and no other."""
    shape = Operation.named(lifecycle.status_operation).output_shape
    assert shape is not None
    status = shape.members[lifecycle.status_member]
    assert isinstance(status, StringShape)

    assert sorted(status.enum) == sorted(lifecycle.states)


@every_lifecycle
def test_moves_lead_to_states(lifecycle: Lifecycle) -> None:
    """Every move, beginning and rest is a state of the table."""
    named = {state for onward in lifecycle.moves.values() for state in onward}

    assert named | {*lifecycle.begins, *lifecycle.rests} <= set(lifecycle.states)


@every_lifecycle
def test_every_state_is_reached(lifecycle: Lifecycle) -> None:
    """From the beginnings every state can be reached."""
    reached = set(lifecycle.begins)
    for _ in lifecycle.states:
        reached |= {onward for state in reached for onward in lifecycle.moves[state]}

    assert reached == set(lifecycle.states)


@every_lifecycle
def test_operations_exist(lifecycle: Lifecycle) -> None:
    """The operations of a lifecycle are those of the installed botocore, and its status operation is one."""
    assert [Operation.named(name).name for name in lifecycle.operations] == list(lifecycle.operations)
    assert lifecycle.status_operation in lifecycle.operations
    assert lifecycle_of(lifecycle.status_operation) == lifecycle


@every_lifecycle
def test_every_pair_of_states_is_legal_or_refused(lifecycle: Lifecycle) -> None:
    """A pair of states passes exactly if it stands in the table, or is one state seen twice."""
    for before in lifecycle.states:
        for after in lifecycle.states:
            if before == after or after in lifecycle.moves[before]:
                lifecycle.check_path([before, after])
            else:
                with pytest.raises(IllegalMove):
                    lifecycle.check_path([before, after])


def test_other_operations_have_no_lifecycle() -> None:
    """Only the operation that tells the state leads to the lifecycle."""
    assert lifecycle_of("s3.get_object") is None


def test_an_illegal_move_names_the_legal_ones() -> None:
    """Who writes a move that does not exist reads which do."""
    with pytest.raises(IllegalMove) as caught:
        APPCONFIG_DEPLOYMENT.check_path(["DEPLOYING", "DEPLOYING", "COMPLETE"])

    assert str(caught.value) == (
        "appconfig.deployment does not move from DEPLOYING to COMPLETE: "
        "from DEPLOYING it goes on to BAKING or ROLLING_BACK."
    )


def test_an_unknown_state_names_the_nearest() -> None:
    """Who misspells a state reads the right one."""
    with pytest.raises(IllegalMove) as caught:
        APPCONFIG_DEPLOYMENT.check_state("RolledBack")

    assert str(caught.value) == "RolledBack is not a state of appconfig.deployment. Did you mean ROLLED_BACK?"


def test_ends() -> None:
    """An end is what goes nowhere, or rests until a later call; a state of the future is none."""
    ends = [state for state in (*APPCONFIG_DEPLOYMENT.states, "PAUSED") if APPCONFIG_DEPLOYMENT.is_end(state)]

    assert ends == ["COMPLETE", "ROLLED_BACK", "REVERTED"]


def test_the_state_is_that_of_the_last_move() -> None:
    """A move counts from its own instant on."""
    history = (Move(START, "Initializing"), Move(LATER, "Running"))
    just_before = LATER - timedelta(microseconds=1)

    states = [GREENGRASS_BULK_DEPLOYMENT.state_at(history, at) for at in (START, just_before, LATER)]

    assert states == ["Initializing", "Initializing", "Running"]
    assert past(history, just_before) == history[:1]


def test_until_a_state() -> None:
    """A history is cut after the first entry into a state, and left alone if there is none."""
    history = (Move(START, "DEPLOYING"), Move(START, "BAKING"), Move(LATER, "COMPLETE"))

    assert until(history, "BAKING") == history[:2]
    assert until(history, "REVERTED") == until(history, None) == history


@pytest.mark.parametrize(
    ("seen", "whole"),
    [
        (["DEPLOYING", "BAKING"], ["DEPLOYING", "BAKING"]),
        (["COMPLETE"], ["DEPLOYING", "BAKING", "COMPLETE"]),
        (["ROLLED_BACK"], ["DEPLOYING", "ROLLING_BACK", "ROLLED_BACK"]),
        (["DEPLOYING", "REVERTED"], ["DEPLOYING", "BAKING", "COMPLETE", "REVERTED"]),
        (["VALIDATING", "BAKING"], ["VALIDATING", "DEPLOYING", "BAKING"]),
        (["VALIDATING", "ROLLED_BACK"], ["VALIDATING", "DEPLOYING", "ROLLING_BACK", "ROLLED_BACK"]),
        (["VALIDATING", "ROLLING_BACK"], ["VALIDATING", "ROLLING_BACK"]),
        (["DEPLOYING", "PAUSED", "COMPLETE"], ["DEPLOYING", "PAUSED", "BAKING", "COMPLETE"]),
        (["PAUSED"], ["PAUSED"]),
        (["ROLLED_BACK", "DEPLOYING"], ["DEPLOYING", "ROLLING_BACK", "ROLLED_BACK", "DEPLOYING"]),
    ],
)
def test_what_nobody_saw_is_filled_in(seen: list[str], whole: list[str]) -> None:
    """The shortest way to a state is filled in, also at the beginning, and around states that nobody knows."""
    history = tuple(Move(START, state) for state in seen)

    assert [move.state for move in APPCONFIG_DEPLOYMENT.whole(history)] == whole


def test_what_is_filled_in_happens_with_what_needs_it() -> None:
    """A move that nobody saw is put at the instant of the next that somebody saw."""
    history = (Move(START, "DEPLOYING"), Move(LATER, "COMPLETE"))

    assert APPCONFIG_DEPLOYMENT.whole(history)[1] == Move(LATER, "BAKING")
