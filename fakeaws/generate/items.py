"""Single items of a listing, made from the model."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from fakeaws.generate.draft import Draft
from fakeaws.generate.generator import Generator
from fakeaws.generate.leaves import LEFT_OUT
from fakeaws.generate.place import Place
from fakeaws.generate.plan import plan_of
from fakeaws.generate.planning import Plan, Planning
from fakeaws.generate.seeds import seeded_provider
from fakeaws.generate.text import TextRule
from fakeaws.model import Operation, Shape


def made_item(operation: Operation, shape: Shape, name: str, draft: Draft) -> Any:
    """An item of the list `name`; None where the model allows none that we could make."""
    plan = _plan(operation, shape, name)
    made = plan(draft) if plan is not None else None
    return None if made is LEFT_OUT else made


def item_draft(generator: Generator, operation: Operation, stream: str, asked: Mapping[str, Any]) -> Draft:
    """What an item is drawn from, alike for the same stream; `asked` are known members, of the request or the item."""
    return Draft(seeded_provider(generator.seed, stream), generator.start, _service(operation), asked)


def made_key(shape: Shape, name: str, number: int) -> str:
    """The key of an item of the map `name`; another for each number, as long as the model has others."""
    keys: Any = shape
    rule = TextRule.of(keys.key)
    return rule.choices[number % len(rule.choices)] if rule.choices else f"{name}-{number + 1}"


@functools.lru_cache(maxsize=1024)
def _plan(operation: Operation, shape: Shape, name: str) -> Plan | None:
    return plan_of(shape, Place.of(name, repeated=True), Planning.of(operation))


def _service(operation: Operation) -> str:
    return str(operation.service.model.signing_name)
