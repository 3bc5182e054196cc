"""Structures whose members agree: what is made of others is drawn after them, and counts are taken last."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from fakeaws.generate.coherence import Agreement
from fakeaws.generate.draft import Draft
from fakeaws.generate.leaves import LEFT_OUT
from fakeaws.generate.place import snake
from fakeaws.generate.planning import Plan
from fakeaws.model import StructureShape


def together(shape: StructureShape, plans: Mapping[str, Plan]) -> Plan:
    """The plan for a structure of these members: it does no more, draw by draw, than the structure has use for."""
    parts = tuple(sorted(((name, snake(name), plan) for name, plan in plans.items()), key=lambda part: _rank(part[1])))
    agreement = Agreement.of_members(shape)
    plan = _in_turn(parts)
    if [name for name, _, _ in parts] != list(plans):
        plan = _in_order(plan, tuple(plans))
    return plan if agreement.is_empty else _agreeing(plan, agreement)


def _in_turn(parts: tuple[tuple[str, str, Plan], ...]) -> Plan:
    def draw(draft: Draft) -> dict[str, Any]:
        drawn: dict[str, Any] = {}
        members = draft.begin_structure()
        for name, words, plan in parts:
            value = plan(draft)
            if value is not LEFT_OUT:
                drawn[name] = members[words] = value
        draft.end_structure()
        return drawn

    return draw


def _in_order(plan: Plan, names: tuple[str, ...]) -> Plan:
    """As the model has the members, whatever was drawn first."""

    def draw(draft: Draft) -> dict[str, Any]:
        drawn = plan(draft)
        return {name: drawn[name] for name in names if name in drawn}

    return draw


def _agreeing(plan: Plan, agreement: Agreement) -> Plan:
    def draw(draft: Draft) -> dict[str, Any]:
        drawn: dict[str, Any] = plan(draft)
        drawn.update(agreement.settled(drawn))
        return drawn

    return draw


def _rank(words: str) -> int:
    """When a member is drawn: names and ids first, then what holds them."""
    return next((rank for rank, pattern in enumerate(_FIRST) if pattern.search(words)), len(_FIRST))


_FIRST = (
    re.compile(
        r"(^|_)((?<!dns_)name|number|revision|family|identifier|label|body|ip_address|public_ip)$(?<!md5_of_body)"
    ),
    re.compile(r"^id$|_id$(?<!stack_id)(?<!change_set_id)(?<!assumed_role_id)"),
)
