"""Lists in pages."""

from __future__ import annotations

import pytest

from fakeaws.lifecycles.pages import page


@pytest.mark.parametrize("asked", ["abc", "0", "-1", 0])
def test_a_size_that_is_none_is_refused(asked: object) -> None:
    """A `MaxResults` that is no positive number has no page; the service's own error follows from it."""
    assert page("Items", [{"number": 1}], {"MaxResults": asked}) is None
