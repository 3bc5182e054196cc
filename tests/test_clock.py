"""The virtual clock takes what `time.sleep` takes."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from fakeaws.clock import VirtualClock


class Two:
    def __index__(self) -> int:
        return 2


class Half:
    def __float__(self) -> float:
        return 0.5


@pytest.mark.parametrize(
    ("length", "expected"), [(2, 2), (0.5, 0.5), (True, 1), (Two(), 2), (Half(), 0.5), (Decimal("0.5"), 0.5)]
)
def test_sleep_takes_any_number(length: Any, expected: float) -> None:
    """Whatever counts as a number passes as so many seconds."""
    clock = VirtualClock()

    clock.sleep(length)

    assert clock.elapsed == timedelta(seconds=expected)


@pytest.mark.parametrize(
    ("length", "error"),
    [("2", TypeError), (None, TypeError), (-1, ValueError), (float("nan"), ValueError), (float("inf"), OverflowError)],
)
def test_sleep_refuses_what_time_refuses(length: Any, error: type[Exception]) -> None:
    """The exceptions are those of `time.sleep`."""
    with pytest.raises(error):
        VirtualClock().sleep(length)
