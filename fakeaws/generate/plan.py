"""From an operation's output or input shape to a function that draws answers or requests.

A shape is read once, into nested functions that are told the draft. Reading decides all that depends on the
model alone: which members are left out, which member of a union speaks, where recursion ends. A part that
cannot be made has no plan (None); a structure leaves it out, unless it is required: then the structure has none.
So recursion ends at the nearest place where the model lets it end.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from fakeaws.generate.draft import Draft
from fakeaws.generate.hints import is_left_over, is_paging_token, tells_of_trouble
from fakeaws.generate.leaves import leaf_plan
from fakeaws.generate.likely import likely_keys
from fakeaws.generate.nouns import readings
from fakeaws.generate.place import Place, snake
from fakeaws.generate.planning import Plan, Planning
from fakeaws.generate.rare import is_rare
from fakeaws.generate.structures import together
from fakeaws.generate.text import TextRule
from fakeaws.generate.unsaid import is_about_the_body, is_union
from fakeaws.model import Shape, StructureShape

_DEEPEST = 10
_EVENTS = 2
_MOST_COPIES = 100
"""How many of one place there are at most, as items of lists within lists, whatever number was asked for."""
_TRIES = 20
_DOCUMENT = {"key": "value"}


def plan_of(shape: Shape, place: Place, planning: Planning) -> Plan | None:
    """The plan for a shape at its place."""
    if shape.type_name in {"structure", "list", "map"} and planning.ends_at(shape, place):
        return _empty(shape)
    if shape.serialization.get("jsonvalue") and shape.type_name == "string":
        header = shape.serialization.get("location") == "header"  # elsewhere botocore leaves it as text
        return lambda _: dict(_DOCUMENT) if header else json.dumps(_DOCUMENT)
    match shape.type_name:
        case "structure":
            return planning.once(shape, place, _structure)
        case "list":
            return _list(shape, place, planning)
        case "map":
            return _map(shape, place, planning)
        case _:
            return leaf_plan(shape, place, planning)


def members_of(shape: StructureShape, place: Place, planning: Planning) -> dict[str, Plan] | None:
    """The plans of the members that an answer has, or None if a required one cannot be made."""
    plans: dict[str, Plan] = {}
    for name, member in shape.members.items():
        there = place.member(name, shape, required=name in shape.required_members)
        if _stays_away(member, there) or (
            there.is_for_choice and is_rare((*readings(there), f"{there.owner}_{there.words}"), planning.service)
        ):
            continue
        plan = plan_of(member, there, planning)
        if plan is not None:
            plans[name] = plan
        elif there.required:
            return None
    return plans


def _structure(shape: Any, place: Place, planning: Planning) -> Plan | None:
    if shape.is_document_type:
        return lambda _: dict(_DOCUMENT)
    if shape.serialization.get("eventstream"):
        return _events(shape, place, planning)
    if is_union(shape):
        return next(_alternatives(shape, place, planning), None)
    plans = members_of(shape, place, planning)
    if plans is None:
        return None
    return together(shape, plans)


def _alternatives(union: Any, place: Place, planning: Planning) -> Iterator[Plan]:
    """The plans for a union, each with one of its members; those that tell of trouble last."""
    for name in sorted(union.members, key=lambda name: tells_of_trouble(snake(name))):
        plan = plan_of(union.members[name], place.member(name, union, required=True), planning)
        if plan is not None:
            yield _one_member(name, plan)


def _events(union: Any, place: Place, planning: Planning) -> Plan:
    """The plan for a stream: an event each of its first kinds, no error among them."""
    names = [name for name, event in union.members.items() if not event.metadata.get("exception")]
    plans = [(name, plan_of(union.members[name], place.member(name, union, required=True), planning)) for name in names]
    told = [_one_member(name, plan) for name, plan in plans if plan is not None][:_EVENTS]
    return lambda draft: [event(draft) for event in told]


def _one_member(name: str, plan: Plan) -> Plan:
    return lambda draft: {name: plan(draft)}


def _list(shape: Any, place: Place, planning: Planning) -> Plan | None:
    count = _count(shape, place)
    plan = plan_of(shape.member, place.element(shape, count), planning) if count else None
    if plan is None:
        return _empty(shape)
    return lambda draft: draft.each(count, plan)


def _map(shape: Any, place: Place, planning: Planning) -> Plan | None:
    count = _count(shape, place)
    there = place.element(shape, count)
    choices = TextRule.of(shape.key).fitting_choices() if count else ()
    if choices:
        keys = likely_keys(choices, count) if place.extent.lists is None else choices[:count]
        return _map_of(keys, shape.value, there, planning)
    pair = (shape.key, there.renamed(f"{place.name}Key")), (shape.value, _place_of_value(shape.value, there))
    key, value = (plan_of(part, where, planning) if count else None for part, where in pair)
    if key is None or value is None:
        return _empty(shape)
    rule = TextRule.of(shape.key)
    return lambda draft: {one: draft.entry(one, value) for one in _different(key, rule, count, draft)}


def _map_of(keys: Sequence[str], shape: Shape, place: Place, planning: Planning) -> Plan | None:
    """The plan for a map with these keys, which say what their values are."""
    plans = {key: plan_of(shape, place.renamed(key), planning) for key in keys}
    return lambda draft: {key: plan(draft) for key, plan in plans.items() if plan is not None}


def _place_of_value(shape: Shape, place: Place) -> Place:
    """A text in a map is called after it; a structure is what the map is called."""
    return place.renamed(f"{place.name}Value") if shape.type_name == "string" else place


def _count(shape: Shape, place: Place) -> int:
    """How many items a list or map has: those asked for, or one, within what the model allows."""
    least, most, extent = int(shape.metadata.get("min", 0)), shape.metadata.get("max"), place.extent
    if extent.lists is None:
        wanted = 0 if extent.optional != "all" and tells_of_trouble(place.words) else 1
    else:
        wanted = extent.lists if place.copies == 1 else min(extent.lists, max(1, _MOST_COPIES // place.copies))
    return max(wanted, least) if most is None else min(max(wanted, least), int(most))


def _different(key: Plan, rule: TextRule, count: int, draft: Draft) -> list[str]:
    """So many different keys, numbered where the plan repeats itself; fewer where the model has no more."""
    keys: dict[str, None] = {}
    for number in range(count * _TRIES):
        drawn = key(draft)
        numbered = f"{drawn}-{number}" if drawn in keys else drawn
        if rule.allows(numbered):
            keys[numbered] = None
        if len(keys) == count:
            break
    return list(keys) or [key(draft)]


def _empty(shape: Shape) -> Plan | None:
    """The plan for an empty list or map, where the model allows one."""
    if shape.type_name == "structure" or int(shape.metadata.get("min", 0)):
        return None
    return (lambda _: []) if shape.type_name == "list" else (lambda _: {})


def _stays_away(member: Shape, place: Place) -> bool:
    """Whether an answer, or a request, does without this member."""
    if place.required:
        return False
    if len(place.within) > _DEEPEST or is_paging_token(place.words) or is_about_the_body(member):
        return True
    if place.extent.side == "response" and is_left_over(place.words) and member.type_name in {"list", "map"}:
        return _empty(member) is None  # code that tries again what was not processed does not ask whether it is there
    match place.extent.optional:
        case "all":
            return False
        case "none":
            return True
        case _:
            return _tells_of_trouble(member, place)


def _tells_of_trouble(member: Shape, place: Place) -> bool:
    """Whether a member is there only if something went wrong; a count of failures is there, and 0."""
    if not tells_of_trouble(place.words) or member.type_name == "boolean":
        return False
    return member.type_name not in _NUMBERS or member.metadata.get("min", 0) > 0


_NUMBERS = frozenset({"integer", "long", "float", "double"})
