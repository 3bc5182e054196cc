"""All that can be synthesised, in all sizes, is what the model wants: to our checker and to botocore's validator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from fakeaws import synthesise
from fakeaws.model import Operation, Service, service_names
from fakeaws.schema.dialect import Side
from tests.generate.judges import objections
from tests.generate.sample import SAMPLE

SIDES: tuple[Side, ...] = ("response", "request")
SIZES: dict[str, dict[str, Any]] = {
    "as usual": {},
    "what is required": {"optional": "none"},
    "all members": {"optional": "all"},
    "lists of three": {"lists": 3},
    "empty lists": {"lists": 0},
}
Record = Callable[[str, object], None]


@pytest.mark.parametrize("name", SAMPLE)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("side", SIDES)
def test_the_sample_is_valid(name: str, side: Side, size: str) -> None:
    """Of the operations that are hard to answer, responses and requests of all sizes are valid at level strict."""
    operation = Operation.named(name)
    for seed in range(3):
        data = synthesise(name, seed=seed, side=side, **SIZES[size])

        assert objections(operation, data, side) == []


@pytest.mark.sweep
@pytest.mark.parametrize("service", service_names())
def test_five_seeds_of_every_operation_are_valid(service: str, record_property: Record) -> None:
    """Of every operation of every service, responses and requests of five seeds are valid at level strict."""
    counts, refused = _judged(service, range(5), {})
    record_property("synthesised, as usual", counts)

    assert refused == {}


@pytest.mark.sweep
@pytest.mark.parametrize("service", service_names())
@pytest.mark.parametrize("size", list(SIZES)[1:])
def test_every_operation_is_valid_in_all_sizes(service: str, size: str, record_property: Record) -> None:
    """And so they are with other numbers of members and items."""
    counts, refused = _judged(service, range(1), SIZES[size])
    record_property(f"synthesised, {size}", counts)

    assert refused == {}


def _judged(service: str, seeds: range, options: dict[str, Any]) -> tuple[dict[str, int], dict[str, list[str]]]:
    """How many responses and requests were made, and what is said against which."""
    counts: Counter[str] = Counter()
    refused = {}
    found = Service.named(service)
    for operation in map(found.operation, found.methods):
        for side in SIDES:
            counts[f"{side}s"] += len(seeds)
            for seed in seeds:
                data = synthesise(operation.name, seed=seed, side=side, **options)
                said = objections(operation, data, side)
                counts["refused"] += bool(said)
                refused.update({f"{operation.name}, {side}, seed {seed}": said} if said else {})
    return dict(counts), refused
