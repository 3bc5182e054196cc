"""Strategies and their steps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from fakeaws.errors import PlanError
from fakeaws.lifecycles.appconfig.strategies import STRATEGIES, Strategy, strategy_named

MINUTE = timedelta(minutes=1)


def test_the_predefined_strategies() -> None:
    """The predefined strategies are those of AWS, with their growth, minutes and bake."""
    said = {name: tuple(strategy.members().values()) for name, strategy in STRATEGIES.items()}

    assert said == {
        "AppConfig.AllAtOnce": (0, "LINEAR", 100.0, 10),
        "AppConfig.Linear50PercentEvery30Seconds": (1, "LINEAR", 50.0, 1),
        "AppConfig.Linear20PercentEvery6Minutes": (30, "LINEAR", 20.0, 30),
        "AppConfig.Canary10Percent20Minutes": (20, "EXPONENTIAL", 10.0, 10),
    }


@pytest.mark.parametrize(
    ("growth_type", "factor", "percentages"),
    [
        ("LINEAR", 25, (25, 50, 75, 100)),
        ("LINEAR", 30, (30, 60, 90, 100)),
        ("LINEAR", 33.3, (33.3, 66.6, 99.9, 100)),
        ("LINEAR", 100, (100,)),
        ("EXPONENTIAL", 10, (10, 20, 40, 80, 100)),
        ("EXPONENTIAL", 100, (100,)),
    ],
)
def test_percentages(growth_type: Any, factor: float, percentages: tuple[float, ...]) -> None:
    """Linear growth is in multiples of the factor, exponential growth in doublings, and both end with 100."""
    assert Strategy(MINUTE, growth_type=growth_type, growth_factor=factor).percentages == percentages


def test_the_recorded_spacing_ends_an_interval_before_the_bake() -> None:
    """Four steps divide 15 minutes into five intervals, as in AWS's recorded log."""
    steps = Strategy(15 * MINUTE, growth_factor=25).steps("recorded")

    assert steps == ((3 * MINUTE, 25), (6 * MINUTE, 50), (9 * MINUTE, 75), (12 * MINUTE, 100))


def test_the_spacing_of_the_user_guide_ends_with_the_bake() -> None:
    """Ten hours at 20 percent reach 20 percent after two hours and all after ten, as the user guide has it."""
    steps = Strategy(600 * MINUTE, growth_factor=20).steps("guide")

    assert (steps[0], steps[-1]) == ((120 * MINUTE, 20), (600 * MINUTE, 100))


def test_the_first_step_may_come_at_once() -> None:
    """One text of the API has the first step with the start, and so the last one an interval before the bake."""
    steps = Strategy(600 * MINUTE, growth_factor=20).steps("at once")

    assert (steps[0], steps[-1]) == ((0 * MINUTE, 20), (480 * MINUTE, 100))


@pytest.mark.parametrize(
    "wrong",
    [
        {"duration": timedelta(seconds=90)},
        {"duration": timedelta(days=2)},
        {"bake": -MINUTE},
        {"growth_factor": 0},
        {"growth_factor": 101},
        {"growth_type": "SUDDEN"},
    ],
)
def test_what_appconfig_does_not_take_is_refused(wrong: dict[str, Any]) -> None:
    """A strategy that AppConfig would not create cannot be written."""
    with pytest.raises(PlanError):
        Strategy(**{"duration": MINUTE, **wrong})


def test_a_misspelt_strategy_names_the_nearest() -> None:
    """Who misspells a predefined strategy reads the right name."""
    with pytest.raises(PlanError, match=r"Did you mean AppConfig.AllAtOnce\?"):
        strategy_named("AppConfig.AllatOnce")
