"""Answers spoilt in one place: the checker tells just that place; what is valid it does not refuse."""

from __future__ import annotations

from random import Random

import pytest

from fakeaws.generate.synthesise import synthesise
from fakeaws.model import Operation, Service, service_names
from fakeaws.schema.check import Checker
from fakeaws.schema.from_shape import from_operation
from tests.generate.sample import SAMPLE
from tests.schema.mutations import mutants


@pytest.mark.parametrize("name", SAMPLE)
@pytest.mark.parametrize("is_fast", [True, False], ids=["quick judge first", "jsonschema alone"])
@pytest.mark.parametrize("seed", range(3))
def test_every_spoilt_place_is_told(name: str, seed: int, *, is_fast: bool) -> None:
    """A wrong type, an unknown member and a wrong enum value are each caught where they are."""
    checker = Checker(name, from_operation(Operation.named(name), "response"), "response", is_fast)
    spoilt = list(mutants(checker.schema, synthesise(name, seed=seed), Random(seed)))
    told = [[(one.path, one.rule) for one in checker.violations(one.data, "scripted")] for one in spoilt]

    assert [one for one, said in zip(spoilt, told, strict=True) if (one.path, one.rule) not in said] == []


@pytest.mark.parametrize("name", SAMPLE)
def test_what_is_valid_is_not_refused(name: str) -> None:
    """Both judges accept a synthesised answer."""
    schema, data = from_operation(Operation.named(name), "response"), synthesise(name)

    assert [
        one
        for is_fast in (True, False)
        for one in Checker(name, schema, "response", is_fast).violations(data, "scripted")
        if one.severity == "error"
    ] == []


@pytest.mark.sweep
@pytest.mark.parametrize("service", service_names())
def test_the_judges_agree_on_every_operation(service: str) -> None:
    """Of every operation, valid and spoilt answers: the quick judge and jsonschema alone find the same, to the word."""
    found = Service.named(service)
    for operation in map(found.operation, found.methods):
        schema, data = from_operation(operation, "response"), synthesise(operation.name)
        quick, alone = (Checker(operation.name, schema, "response", is_fast) for is_fast in (True, False))
        spoilt = list(mutants(schema, data, Random(0)))
        for one in (data, *(mutant.data for mutant in spoilt)):
            assert quick.violations(one, "strict") == alone.violations(one, "strict")
        for mutant in spoilt:
            told = [(one.path, one.rule) for one in alone.violations(mutant.data, "scripted")]
            assert (mutant.path, mutant.rule) in told
