"""The hooks that a suite may implement, in a conftest.py or in a plugin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from fakeaws.scenarios.scenario import Scenario


def pytest_fakeaws_scenarios(config: pytest.Config) -> Iterable[Scenario]:  # type: ignore[empty-body]  # a specification
    """Scenarios of the suite's own, for the marker aws_failures and for `fake_aws.scenario`; asked for where used.

    One that has the name of another takes its place.
    """
