"""Values that recur in a recording, such as ids and ARNs: what one answer gives and the next call asks with."""

from __future__ import annotations

import builtins
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fakeaws.generate.place import snake
from fakeaws.recordings.script.source_text import Name, is_name


def names_of(asked: Iterable[Any], answered: Iterable[Any], taken: Iterable[str]) -> dict[str, str]:
    """A name for each id or ARN that calls are made with, and that stands in more than one place."""
    in_params = list(_texts(asked, ""))
    counts = Counter(text for _, text in [*in_params, *_texts(list(answered), "")])
    names: dict[str, str] = {}
    used = {*taken, *dir(builtins)}
    for member, text in in_params:
        if text not in names and counts[text] > 1 and _is_id(text):
            names[text] = _free(snake(member), used)
            used.add(names[text])
    return names


def with_names(value: Any, names: Mapping[str, str]) -> Any:
    """The value with names in place of the texts that have one."""
    match value:
        case str() if value in names:
            return Name(names[value])
        case Mapping():
            return {key: with_names(one, names) for key, one in value.items()}
        case list() | tuple():
            return [with_names(one, names) for one in value]
        case _:
            return value


def _texts(value: Any, member: str) -> Iterator[tuple[str, str]]:
    match value:
        case str():
            yield member, value
        case Mapping():
            for name, one in value.items():
                yield from _texts(one, str(name))
        case list() | tuple():
            for one in value:
                yield from _texts(one, member)


def _is_id(text: str) -> bool:
    return len(text) >= _SHORTEST and "\n" not in text and bool(re.search(r"\d", text) or text.startswith("arn:"))


def _free(wanted: str, used: set[str]) -> str:
    base = wanted if is_name(wanted) else "value"
    numbered = (f"{base}_{number}" for number in range(2, len(used) + 3))
    return next(name for name in (base, *numbered) if name not in used)


_SHORTEST = 6
