"""What a bulk deployment can be planned to do: from its start to its whole history."""

from __future__ import annotations

from datetime import datetime, timedelta

from fakeaws.errors import PlanError
from fakeaws.lifecycles.assumptions import Assumptions
from fakeaws.lifecycles.lifecycle import History, Move, past


def completing(start: datetime, takes: timedelta, assumptions: Assumptions) -> History:
    """The happy end; `takes` is how long it is Running."""
    running = start + assumptions.initializing_takes
    return (Move(start, "Initializing"), Move(running, "Running"), Move(running + takes, "Completed"))


def failing_early(start: datetime, _takes: timedelta, assumptions: Assumptions) -> History:
    """A failure over the input file, which is read as a whole before anything runs."""
    return (Move(start, "Initializing"), Move(start + assumptions.initializing_takes, "Failed"))


def failing_late(start: datetime, takes: timedelta, assumptions: Assumptions) -> History:
    """A failure in the middle of Running."""
    happy = completing(start, takes, assumptions)
    return (*happy[:2], Move(_middle(happy), "Failed"))


def stopping_midway(start: datetime, takes: timedelta, assumptions: Assumptions) -> History:
    """A stop in the middle of Running."""
    happy = completing(start, takes, assumptions)
    return (*happy[:2], *stopping(_middle(happy), assumptions))


def stopping_after(start: datetime, takes: timedelta, assumptions: Assumptions, *, after: timedelta) -> History:
    """A stop so long after the start. Raises PlanError if it comes too late."""
    happy = completing(start, takes, assumptions)
    if start + after >= happy[-1].at:
        raise PlanError(f"A bulk deployment that is over after {happy[-1].at - start} is not stopped after {after}.")
    return (*past(happy, start + after), *stopping(start + after, assumptions))


def stopping(at: datetime, assumptions: Assumptions) -> History:
    """The moves that follow a stop."""
    return (Move(at, "Stopping"), Move(at + assumptions.stopping_takes, assumptions.stopping_ends_in))


def _middle(happy: History) -> datetime:
    return happy[1].at + (happy[2].at - happy[1].at) // timedelta(seconds=2) * timedelta(seconds=1)
