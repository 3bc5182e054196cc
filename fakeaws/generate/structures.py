"""Structures whose members agree: what is made of others is drawn after them, and counts are taken last."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from fakeaws.generate.coherence import settled
from fakeaws.generate.draft import Draft
from fakeaws.generate.leaves import LEFT_OUT, Plan
from fakeaws.generate.place import snake
from fakeaws.model import StructureShape


def together(shape: StructureShape, plans: Mapping[str, Plan]) -> Plan:
    """The plan for a structure of these members."""
    parts = sorted(((name, snake(name), plan) for name, plan in plans.items()), key=lambda part: _rank(part[1]))

    def draw(draft: Draft) -> dict[str, Any]:
        drawn: dict[str, Any] = {}
        with draft.structure() as members:
            for name, words, plan in parts:
                value = plan(draft)
                if value is not LEFT_OUT:
                    drawn[name] = members[words] = value
        whole = {name: drawn[name] for name in plans if name in drawn}
        return {**whole, **settled(shape, whole)}

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
