"""Without hypothesis there are no strategies, and that is said."""

from __future__ import annotations

import sys

import pytest

from fakeaws.errors import MissingExtra


def test_without_hypothesis_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has not installed the extra reads what to install; it is an ImportError, so that code can do without."""
    for name in [name for name in sys.modules if name.startswith("fakeaws.strategies")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "hypothesis", None)

    with pytest.raises(ImportError) as missing:
        __import__("fakeaws.strategies")

    assert missing.value == MissingExtra("fakeaws.strategies", "hypothesis", "hypothesis")
    assert str(missing.value) == (
        "fakeaws.strategies needs hypothesis, which is not installed: pip install 'fakeaws[hypothesis]'."
    )
