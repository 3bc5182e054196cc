"""Single items of a listing, made from the model."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from fakeaws.clock import START
from fakeaws.generate.draft import Draft
from fakeaws.generate.generator import Generator
from fakeaws.generate.hints import snake
from fakeaws.generate.leaves import LEFT_OUT, Place, Plan
from fakeaws.generate.plan import plan_of
from fakeaws.generate.seeds import seeded_provider
from fakeaws.generate.text import TextRule
from fakeaws.model import Operation, Shape


def made_item(
    generator: Generator, operation: Operation, shape: Shape, name: str, stream: str, asked: Mapping[str, Any]
) -> Any:
    """An item of the list `name`; the same stream makes the same item. None where the model allows none of ours.

    `asked` holds members that are known: of the request, and of the item itself.
    """
    plan = _plan(operation, shape, name)
    if plan is None:
        return None
    draft = Draft(seeded_provider(generator.seed, stream), generator.start, _service(operation), asked)
    made = plan(draft)
    return None if made is LEFT_OUT else made


def made_key(shape: Shape, name: str, number: int) -> str:
    """The key of an item of the map `name`; another for each number, as long as the model has others."""
    keys: Any = shape
    rule = TextRule.of(keys.key)
    return rule.choices[number % len(rule.choices)] if rule.choices else f"{name}-{number + 1}"


@functools.lru_cache(maxsize=1024)
def _plan(operation: Operation, shape: Shape, name: str) -> Plan | None:
    probe = Draft(seeded_provider(0), START, _service(operation), {})
    return plan_of(shape, Place(name, snake(name), required=True, repeated=True), probe)


def _service(operation: Operation) -> str:
    return str(operation.service.model.signing_name)
