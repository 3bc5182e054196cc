"""Where the answers of any operation tell a status: found in the model, by name and nearness to the top."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from fakeaws.errors import PlanError
from fakeaws.generate.place import snake
from fakeaws.model import Operation
from fakeaws.nearest import did_you_mean


@dataclass(frozen=True, slots=True)
class StatusMember:
    """A text member, by its path: `JobRun.JobRunState`; with `[]` after a list, which then holds one resource."""

    path: tuple[str, ...]
    enum: tuple[str, ...] = ()

    def members(self, state: str) -> dict[str, Any]:
        """An answer with nothing but this state."""
        value: Any = state
        for step in reversed(self.path):
            value = {step.removesuffix("[]"): [value] if step.endswith("[]") else value}
        made: dict[str, Any] = value
        return made

    def __str__(self) -> str:
        return ".".join(self.path)


def status_member(operation: Operation, states: Iterable[str], path: str | None = None) -> StatusMember:
    """The member that is asked for, or the only one that can be meant by these states. Raises PlanError."""
    if path is not None:
        return _asked_for(operation, path)
    found = status_members(operation)
    if len(found) > 1:
        found = [one for one in found if {*states} <= {*one.enum}] or found
    if len(found) == 1:
        return found[0]
    raise PlanError(_several(operation, found) if found else _none(operation))


def status_members(operation: Operation) -> list[StatusMember]:
    """The members that tell a status, those nearest to the top; of several, the one that tells its resource's own."""
    telling = [one for one in _texts(operation.output_shape, (), frozenset()) if _depth(one)]
    nearest = [one for one in telling if _depth(one) == min(map(_depth, telling))]
    resource = snake(operation.api_name).partition("_")[2]
    own = [one for one in nearest if _is_own(one, resource)]
    return own if len(own) == 1 else nearest


def _texts(shape: Any, path: tuple[str, ...], within: frozenset[str]) -> Iterator[StatusMember]:
    if shape is None or shape.name in within or len(within) > _DEEPEST:
        return
    inner = within | {shape.name}
    for name, member in shape.members.items():
        match member.type_name:
            case "string":
                yield StatusMember((*path, name), tuple(member.enum))
            case "structure":
                yield from _texts(member, (*path, name), inner)
            case "list" if member.member.type_name == "structure":
                yield from _texts(member.member, (*path, f"{name}[]"), inner)


def _depth(member: StatusMember) -> int:
    """How far from the top it tells a status, from 1; 0 if it tells none. `State.Name` is as near as `State`."""
    if _ends_in_status(member.path[-1]):
        return len(member.path)
    is_name_of_one = member.path[-1] in _NAMES and _ends_in_status("".join(member.path[-2:-1]))
    return len(member.path) - 1 if is_name_of_one else 0


def _is_own(member: StatusMember, resource: str) -> bool:
    """Whether it is called for what it stands in, and for nothing else: `State`, or `JobRunState` in a `JobRun`."""
    steps = member.path[:-1] if member.path[-1] in _NAMES else member.path
    before = snake(steps[-1]).rpartition("_")[0]
    around = snake(steps[-2].removesuffix("[]")) if len(steps) > 1 else resource
    return not before or _glued(before) == _glued(_singular(around))


def _glued(words: str) -> str:
    return words.replace("_", "")


def _singular(words: str) -> str:
    return re.sub("ies$", "y", words) if words.endswith("ies") else words.removesuffix("s")


def _ends_in_status(name: str) -> bool:
    return snake(name).rpartition("_")[2] in {"state", "status"}


def _asked_for(operation: Operation, path: str) -> StatusMember:
    by_path = {str(one): one for one in _texts(operation.output_shape, (), frozenset())}
    if path not in by_path:
        hint = did_you_mean(path, by_path)
        raise PlanError(f"{path} is not a text member of {operation.name}'s response, at its path.{hint}")
    return by_path[path]


def _several(operation: Operation, found: list[StatusMember]) -> str:
    listed = ", ".join(map(str, found))
    return (
        f"{operation.name} has several members that tell a status: {listed}. "
        f'Say which is meant, such as member="{found[0]}".'
    )


def _none(operation: Operation) -> str:
    return (
        f"{operation.name} has no member that is called for a state or status. If another tells it, say which: "
        f'member="..."; else write the answers out: Script("{operation.name}", Response(...), ...).'
    )


_DEEPEST = 5
_NAMES = ("Name", "name", "Value", "value", "Code", "code")
