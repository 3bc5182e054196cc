"""An answer made up around a status: its times in order, and those that are still to come left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fakeaws.generate.place import snake
from fakeaws.lifecycles.lifecycle import History
from fakeaws.model import Shape


def around_status(drawn: Mapping[str, Any], told: Mapping[str, Any], shape: Shape | None, seen: History) -> Any:
    """The members drawn, with those told in their places, and with times that go with the states seen so far."""
    return _timed(_laid_over(drawn, told, shape), shape, seen)


def is_over(state: str) -> bool:
    """Whether a state of a process without a lifecycle is an end, by its words: `Succeeded` is, `ROLLING_BACK` not."""
    return bool(_END.search(state.lower()) and not _GOES_ON.search(state.lower()))


def _laid_over(drawn: Any, told: Any, shape: Any) -> Any:
    if isinstance(told, Mapping) and shape.type_name == "map":
        first = next(iter(drawn.values()), None) if isinstance(drawn, Mapping) else None
        return {key: _laid_over(first, one, shape.value) for key, one in told.items()}
    if isinstance(told, Mapping):
        base = drawn if isinstance(drawn, Mapping) and not shape.is_tagged_union else {}
        return {**base, **{name: _laid_over(base.get(name), one, shape.members[name]) for name, one in told.items()}}
    if isinstance(told, list):
        first = drawn[0] if isinstance(drawn, list) and drawn else None
        return [_laid_over(first, one, shape.member) for one in told]
    return told


def _timed(value: Any, shape: Any, seen: History) -> Any:
    if isinstance(value, Mapping) and shape is not None and shape.type_name == "structure":
        timed = {name: _member(name, one, shape, seen) for name, one in value.items()}
        return {name: one for name, one in timed.items() if one is not None}
    if isinstance(value, list) and shape is not None and shape.type_name == "list":
        return [_timed(one, shape.member, seen) for one in value]
    return value


def _member(name: str, value: Any, structure: Any, seen: History) -> Any:
    """The member, with times in it; None for a time that is still to come."""
    shape = structure.members.get(name)
    if not isinstance(value, datetime):
        return _timed(value, shape, seen)
    is_known, at = _when(snake(name), seen)
    if not is_known:
        return value
    return seen[-1].at if at is None and name in structure.required_members else at


def _when(words: str, seen: History) -> tuple[bool, datetime | None]:
    """Whether the name of a time says what it is the time of, and if so when that was."""
    state = seen[-1].state.lower()
    if _CHANGED.search(words):
        return True, seen[-1].at
    if _CREATED.search(words):
        return True, seen[0].at
    if _STARTED.search(words):
        return True, next((move.at for move in seen if not _WAITS.match(move.state.lower())), None)
    if special := _SPECIAL_END.search(words):
        return True, seen[-1].at if special[1] in state else None
    if _ENDED.search(words):
        return True, seen[-1].at if is_over(state) else None
    return False, None


_CHANGED = re.compile(r"(^|_)(last|updated?|modifi|chang)")
_CREATED = re.compile(r"(^|_)(creat|submi|request|queue|regist|receiv)")
_STARTED = re.compile(r"(^|_)(start|begin|launch)")
_SPECIAL_END = re.compile(r"(?:^|_)(delet|terminat|cancel|stop|fail|archiv|revok)")
_ENDED = re.compile(r"(^|_)(end|complet|finish|clos)")
_WAITS = re.compile(r"pending|queued|submitted|scheduled|waiting|not_?started|created$")
_END = re.compile(
    r"succe|complete|fail|error|stopped|terminated|cancell?ed|abort|expired|time_?d?_?out|deleted|rejected"
)
_GOES_ON = re.compile(r"(ing|progress)$|incomplete")
