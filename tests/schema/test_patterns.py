"""The model's patterns compile and search without a warning."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest

from fakeaws.schema.check import check
from fakeaws.schema.patterns import compiled

NESTED = r"^[[a-z]+$"
MODEL = {
    "version": "2.0",
    "metadata": {"apiVersion": "2026-01-01", "protocol": "rest-json", "serviceId": "Odd", "endpointPrefix": "odd"},
    "operations": {"Get": {"name": "Get", "http": {"method": "GET", "requestUri": "/"}, "output": {"shape": "Odd"}}},
    "shapes": {
        "Odd": {"type": "structure", "members": {"Name": {"shape": "Name"}}},
        "Name": {"type": "string", "pattern": NESTED},
    },
}


def test_compiling_warns_of_nothing() -> None:
    """A set that looks nested to `re` is read as the model means it."""
    compiled.cache_clear()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pattern = compiled(NESTED)

    assert pattern is not None
    assert pattern.search("[ab")


def test_flags_in_the_midst_warn_of_nothing() -> None:
    """Python 3.10 reads them, later ones do not, and either is quiet about it."""
    compiled.cache_clear()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pattern = compiled("^(?i)(true|false)$")

    assert pattern is None or pattern.search("True")


def test_what_python_cannot_read_is_none() -> None:
    """A pattern of another dialect is not searched with."""
    assert compiled(r"\p{L}+") is None


def test_checking_warns_of_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Suites that run with warnings as errors pass, and the pattern is still searched for."""
    (tmp_path / "odd" / "2026-01-01").mkdir(parents=True)
    (tmp_path / "odd" / "2026-01-01" / "service-2.json").write_text(json.dumps(MODEL))
    monkeypatch.setenv("AWS_DATA_PATH", str(tmp_path))
    compiled.cache_clear()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = [check("odd.get", {"Name": name}) for name in ("[ab", "!")]

    assert [[one.rule for one in each] for each in found] == [[], ["pattern"]]
