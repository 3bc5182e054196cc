"""What a test may set about its fake: the keywords of `fake_aws(...)`, the marker, and of `FakeAWS(Options(...))`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from fakeaws.clock import START
from fakeaws.errors import PlanError
from fakeaws.lifecycles.assumptions import DEFAULT, Assumptions
from fakeaws.nearest import did_you_mean
from fakeaws.origin import complains_to_the_user


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of one fake: keywords of the marker `fake_aws(...)`, and fields of `FakeAWS(Options(...))`.

    `seed` is where generated data comes from. `start` is when virtual time starts. `max_polls` is how
    often one call may get the same answer with nothing more to come, and `max_time` how much virtual
    time may pass, before the code under test counts as polling for ever. `allow_unplayed` lets a test
    end before its scripts do. `raises` is the exception, or a tuple of them, that the code under test is
    to raise when AWS fails; the failure matrix then counts botocore's own as leaked. `assumptions` is
    what AWS is taken to do where it documents nothing. `code_under_test` names the package, or several, whose
    lines are told as those that make the calls: a library that is tested, or that the user's code calls AWS through.
    Raises PlanError for a value that an option does not take.
    """

    seed: int = 0
    start: datetime = START
    max_polls: int = 1_000
    max_time: timedelta = timedelta(days=30)
    allow_unplayed: bool = False
    raises: type[BaseException] | tuple[type[BaseException], ...] = ()
    assumptions: Assumptions = DEFAULT
    code_under_test: str | tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for option, (expected, fits) in _TAKES.items():
            value = getattr(self, option)
            if not fits(value):
                raise PlanError(f"{option}={value!r} is not what this option takes: {expected}.")


# Here, because the constructor that dataclass writes would stand between the complaint and the user's line.
Options.__init__ = complains_to_the_user(Options.__init__)  # type: ignore[method-assign]  # it takes what it took


@complains_to_the_user
def options_from(settings: Mapping[str, Any]) -> Options:
    """The options that a marker's keywords set. Raises PlanError for one that there is not."""
    known = [field.name for field in fields(Options)]
    for name in settings:
        if name not in known:
            raise PlanError(f"{name} is not an option of fake_aws.{did_you_mean(name, known)}")
    return Options(**settings)


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _are_exceptions(value: object) -> bool:
    kinds = value if isinstance(value, tuple) else (value,)
    return all(isinstance(kind, type) and issubclass(kind, BaseException) for kind in kinds)


def _are_modules(value: object) -> bool:
    names = value if isinstance(value, tuple) else (value,)
    return all(isinstance(name, str) and all(part.isidentifier() for part in name.split(".")) for name in names)


_TAKES: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "seed": ("an integer", _is_integer),
    "start": (
        "a datetime with a zone, such as datetime(2026, 1, 1, tzinfo=timezone.utc)",
        lambda value: isinstance(value, datetime) and value.utcoffset() is not None,
    ),
    "max_polls": ("an integer from 1", lambda value: _is_integer(value) and value >= 1),
    "max_time": (
        "a timedelta above zero, such as timedelta(hours=1)",
        lambda value: isinstance(value, timedelta) and value > timedelta(0),
    ),
    "allow_unplayed": ("True or False", lambda value: isinstance(value, bool)),
    "raises": ("an exception, or a tuple of them, such as raises=ReleaseError", _are_exceptions),
    "assumptions": (
        "Assumptions, such as Assumptions(spacing='guide')",
        lambda value: isinstance(value, Assumptions),
    ),
    "code_under_test": ("the name of a package, or a tuple of them, such as code_under_test='shop'", _are_modules),
}
