"""The options of a fake: what each takes, and what is said of anything else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from fakeaws.errors import PlanError
from fakeaws.options import Options, options_from


@pytest.mark.parametrize(
    ("option", "value", "expected"),
    [
        ("seed", "7", "an integer"),
        ("seed", True, "an integer"),
        ("start", datetime(2026, 1, 1), "a datetime with a zone"),  # noqa: DTZ001  # the point of it
        ("start", "2026-01-01T00:00:00Z", r"datetime\(2026, 1, 1, tzinfo=timezone.utc\)"),
        ("max_polls", 0, "an integer from 1"),
        ("max_polls", 2.5, "an integer from 1"),
        ("max_time", timedelta(0), "a timedelta above zero"),
        ("max_time", 60, r"timedelta\(hours=1\)"),
        ("allow_unplayed", 1, "True or False"),
        ("raises", "ReleaseError", "an exception, or a tuple of them"),
        ("raises", (ValueError, int), "an exception, or a tuple of them"),
        ("assumptions", {"records": 3}, "Assumptions"),
        ("code_under_test", "my-package", "the name of a package"),
        ("code_under_test", ["shop"], "the name of a package, or a tuple of them"),
    ],
)
def test_a_wrong_value_is_told(option: str, value: object, expected: str) -> None:
    """The complaint names the option, what was given and what is expected, on the line of whoever gives it."""
    settings: dict[str, Any] = {option: value}

    with pytest.raises(PlanError, match=f"^{option}=.* is not what this option takes: .*{expected}") as caught:
        Options(**settings)
    with pytest.raises(PlanError, match=f"^{option}="):
        options_from(settings)

    assert [entry.name for entry in caught.traceback][1:] == ["wrapper"]


def test_an_unknown_option_is_told_with_the_nearest() -> None:
    """A slip in the marker's keywords is no silent default."""
    with pytest.raises(PlanError, match="Did you mean max_polls"):
        options_from({"max_poll": 3})
