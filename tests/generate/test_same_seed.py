"""The same seed makes the same data in every process, whatever was made before."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from fakeaws.model import service_names
from tests.generate.sample import SAMPLE


def test_neither_process_nor_order_has_a_say() -> None:
    """Processes with other hash seeds, one of them from the last operation to the first, make the same data."""
    ends = ["first to last", "last to first", "first to last"]
    made = [_digests(SAMPLE, hash_seed, order) for hash_seed, order in zip(["0", "1", "4711"], ends, strict=True)]

    assert made[0] == made[1] == made[2]


@pytest.mark.sweep
def test_all_operations_are_made_alike_in_two_processes() -> None:
    """So it is with every operation of every service."""
    services = [f"{name}.*" for name in service_names()]
    first, second = _digests(services, "1", "first to last"), _digests(services, "2", "last to first")

    assert len(first) > 15_000
    assert first == second


def _digests(patterns: list[str], hash_seed: str, order: str) -> dict[str, str]:
    """A digest of what is made of each operation in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _MAKE, order],
        input=json.dumps(patterns),
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    digests: dict[str, str] = json.loads(done.stdout)
    return digests


_MAKE = """
import hashlib, json, sys
from fakeaws import synthesise
from fakeaws.model import operations_like

names = [name for pattern in json.load(sys.stdin) for name in operations_like(pattern)]
sizes = [{"side": "request"}, {}, {"optional": "all", "lists": 2}]
made = {
    name: hashlib.sha256(repr([synthesise(name, seed=7, **size) for size in sizes]).encode()).hexdigest()
    for name in (reversed(names) if sys.argv[1] == "last to first" else names)
}
print(json.dumps(made, sort_keys=True))
"""
