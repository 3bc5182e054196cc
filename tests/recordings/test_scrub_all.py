"""Scrubbed answers of all operations still are answers."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from fakeaws import check, synthesise
from fakeaws.model import Service, service_names
from fakeaws.recordings.interaction import Interaction, Source
from fakeaws.recordings.scrub.scrubber import Scrubber

KEY = b"a key of thirty-two characters.."


def test_a_sample_of_scrubbed_answers_checks() -> None:
    """Scrubbing adds no violation to an answer, and a second time changes nothing: a sample of all operations."""
    services = ["iam", "sts", "lambda", "cognito-idp", "secretsmanager", "rds", "ec2", "glue", "kinesis", "chime"]
    operations = [f"{name}.{method}" for name in services for method in Service.named(name).methods]

    assert [told for name in Random(7).sample(operations, 150) for told in _harm(name)] == []


@pytest.mark.sweep
@pytest.mark.parametrize("service", service_names())
def test_all_scrubbed_answers_check(service: str, record_property: Callable[[str, object], None]) -> None:
    """Scrubbing adds no violation to an answer, and a second time changes nothing: all operations."""
    methods = Service.named(service).methods
    record_property("answers", {"scrubbed": len(methods)})

    assert [told for method in methods for told in _harm(f"{service}.{method}")] == []


def _harm(operation: str) -> list[str]:
    """What scrubbing an answer of the operation broke."""
    answer = synthesise(operation)
    once = Scrubber(KEY).interaction(Interaction(Source("answer"), operation, None, answer))
    again = Scrubber(KEY[::-1]).interaction(once)
    known = {(one.path, one.rule) for one in check(operation, answer, level="strict")}
    new = [one for one in check(operation, once.response, level="strict") if (one.path, one.rule) not in known]
    return [f"{operation}: {one}" for one in new] + ([f"{operation} is not stable"] if again != once else [])
