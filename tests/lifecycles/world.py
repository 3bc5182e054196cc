"""What the tests of the lifecycles share: ids that count on nothing, calls, and botocore's own judgement."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from botocore.validate import validate_parameters

from fakeaws import check
from fakeaws.clock import VirtualClock
from fakeaws.model import Operation
from fakeaws.script import Call, Computed, Error, Response, Script


class KeyedIds:
    """Ids made from their keys."""

    def appconfig_id(self, key: str) -> str:
        return hashlib.sha256(key.encode()).hexdigest()[:7]

    def uuid(self, key: str) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, key))

    def identity_pool_id(self, key: str) -> str:
        return f"us-east-1:{self.uuid(key)}"

    def bulk_deployment_arn(self, bulk_deployment_id: str) -> str:
        return f"arn:aws:greengrass:us-east-1:123456789012:/greengrass/bulk/deployments/{bulk_deployment_id}"


@dataclass(frozen=True)
class Caller:
    """Calls the operations of a world as a client would, and holds each answer against botocore's model."""

    clock: VirtualClock
    scripts: tuple[Script, ...]

    def __call__(self, operation: str, **params: Any) -> dict[str, Any]:
        """The members of the answer; an error as its code, message and members."""
        script = next(one for one in self.scripts if one.operation.name == operation)
        reply = script.steps[0].reply
        assert isinstance(reply, Computed)
        said = reply.function(Call(operation, params, self.clock.now()))
        if isinstance(said, Response):
            assert_valid(operation, said.members)
            return dict(said.members)
        assert isinstance(said, Error)
        return {"Error": said.code, "Message": said.message, **said.members}


def assert_valid(operation: str, members: Mapping[str, Any], *, unknown: bool = False) -> None:
    """Let botocore's own validator, which its Stubber uses too, and our checker judge the members of an answer.

    With `unknown` the checker stands a state that the model does not have.
    """
    shape = Operation.named(operation).output_shape
    if shape is None:
        assert members == {}
        return
    validate_parameters(dict(members), shape)
    wrong = check(operation, dict(members), level="strict")
    assert [one for one in wrong if one.severity == "error" and not (unknown and one.rule == "enum")] == []


def seen(poll: Callable[[], str], clock: VirtualClock, every: float, times: int) -> list[str]:
    """The states that a poller sees, each only once in a row."""
    states: list[str] = []
    for _ in range(times):
        if states[-1:] != [state := poll()]:
            states.append(state)
        clock.advance(timedelta(seconds=every))
    return states
