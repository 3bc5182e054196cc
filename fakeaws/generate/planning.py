"""The plans of one service in the making; those of structures that stand in many places are made once."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from fakeaws.generate.aws.arn_rules import service_in_arns
from fakeaws.generate.draft import Draft
from fakeaws.generate.place import Place
from fakeaws.model import Operation, Shape

Plan: TypeAlias = Callable[[Draft], Any]
Key: TypeAlias = tuple[str, Place]
"""The name of a structure's shape, and its place as the members see it."""


def drawn_from(values: Sequence[Any]) -> Plan:
    """The plan for one of these values."""
    if len(values) == 1:
        (only,) = values
        return lambda _: only
    count = len(values)
    return lambda draft: values[int(draft.random.random() * count)]


@dataclass(frozen=True, slots=True)
class _Known:
    """A plan that was made, and the names of all shapes that it looked at: further down, they may end a recursion."""

    plan: Plan | None
    met: frozenset[str]


@dataclass(frozen=True, slots=True)
class Planning:
    """One reading of a shape. `service` is the service's name in ARNs; `known` are plans of earlier readings."""

    service: str
    known: dict[Key, _Known] = field(default_factory=dict)
    _met: list[set[str]] = field(default_factory=lambda: [set()])

    @staticmethod
    def of(operation: Operation) -> Planning:
        """A reading that shares what it makes with those of other operations of the service."""
        model = operation.service.model
        return Planning(service_in_arns(str(model.signing_name)), _shared(model))

    def ends_at(self, shape: Shape, place: Place) -> bool:
        """Whether the structure, list or map stands within itself there."""
        self._met[-1].add(shape.name)
        return shape.name in place.within

    def once(self, shape: Shape, place: Place, make: Callable[[Shape, Place, Planning], Plan | None]) -> Plan | None:
        """The plan of the structure: the known one, where no shape in it is one that the place stands within."""
        key = (shape.name, place.as_seen_by_members())
        known = self.known.get(key)
        if known is None or not known.met.isdisjoint(place.within):
            known = self._made(shape, place, make)
            if known.met.isdisjoint(place.within):
                self.known[key] = known
        self._met[-1] |= known.met
        return known.plan

    def _made(self, shape: Shape, place: Place, make: Callable[[Shape, Place, Planning], Plan | None]) -> _Known:
        self._met.append({shape.name})
        plan = make(shape, place, self)
        return _Known(plan, frozenset(self._met.pop()))


@functools.lru_cache(maxsize=32)
def _shared(_: Any) -> dict[Key, _Known]:
    """The known plans of one reading of a service's model."""
    return {}
