"""What the protocols write from: the refusal of a service, and the walker that writes one kind of body."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fakeaws.model import Operation, Shape


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error as the service says it; `members` are those of its shape beside the message."""

    code: str
    message: str
    status: int
    members: Mapping[str, Any] = field(default_factory=dict)

    @property
    def fault(self) -> str:
        """Whose fault it is, in AWS's words."""
        return "Sender" if self.status < _SERVERS_FAULT else "Receiver"

    def named_members(self, operation: Operation) -> dict[str, Any]:
        """The members of a modelled error, its message among them under the name that its shape has for it."""
        shape = operation.errors[self.code].shape
        own = {name: self.message for name, member in shape.members.items() if _is_message(name, member)}
        return {**own, **self.members}


@dataclass(frozen=True, slots=True)
class Body:
    """How one kind of body is written: a value of a shape, under the name of its outermost element, and nothing."""

    content_type: str
    write: Callable[[str, Any, Shape], bytes]
    empty: bytes


def wire_name(name: str, shape: Shape) -> str:
    """The name under which a member travels."""
    return str(shape.serialization.get("name", name))


def _is_message(name: str, member: Shape) -> bool:
    return member.type_name == "string" and wire_name(name, member).lower() == "message"


_SERVERS_FAULT = 500
