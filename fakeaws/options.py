"""What a test may set about its fake: the keywords of `FakeAWS(...)` and of the marker `fake_aws(...)`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from fakeaws.clock import START
from fakeaws.errors import PlanError
from fakeaws.lifecycles.assumptions import DEFAULT, Assumptions
from fakeaws.nearest import did_you_mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of one fake.

    `seed` is where generated data comes from. `start` is when virtual time starts. `max_polls` is how
    often one call may get the same answer with nothing more to come, and `max_time` how much virtual
    time may pass, before the code under test counts as polling for ever. `allow_unplayed` lets a test
    end before its scripts do. `assumptions` is what AWS is taken to do where it documents nothing.
    """

    seed: int = 0
    start: datetime = START
    max_polls: int = 1_000
    max_time: timedelta = timedelta(days=30)
    allow_unplayed: bool = False
    assumptions: Assumptions = DEFAULT


def options_from(settings: Mapping[str, Any]) -> Options:
    """The options that a marker's keywords set. Raises PlanError for one that there is not."""
    known = [field.name for field in fields(Options)]
    for name in settings:
        if name not in known:
            raise PlanError(f"{name} is not an option of fake_aws.{did_you_mean(name, known)}")
    return Options(**settings)
