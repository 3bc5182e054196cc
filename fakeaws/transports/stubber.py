"""The Stubber door: scripts played through a real `botocore.stub.Stubber`, for one client."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

import botocore.stub
from botocore.awsrequest import AWSResponse

from fakeaws.errors import DoorCannotCarry
from fakeaws.generate.generator import Generator
from fakeaws.hooks import current_call
from fakeaws.log import LoggedCall
from fakeaws.model import Operation
from fakeaws.options import Options
from fakeaws.origin import complains_to_the_user
from fakeaws.player import Player
from fakeaws.protocols.parsed import parsed_members
from fakeaws.protocols.quirks import success_status
from fakeaws.protocols.reply import Refusal
from fakeaws.script import Error, Fault, Response, Sayable, Script, error_status

_PARAMS = "fakeaws_params"


class Stubber(botocore.stub.Stubber):
    """A `botocore.stub.Stubber` that also plays scripts; what botocore documents of it stays as it is.

    Scripts answer once the queue of `add_response` and `add_client_error` is empty. With a `player`
    the scripts of a whole test pass through here; alone, the stubber has a player of its own.
    """

    _queue: deque[dict[str, Any]]
    _should_not_stub: Callable[[Any], bool | None]

    def __init__(self, client: Any, player: Player | None = None) -> None:
        super().__init__(client)
        self.player = player or Player(Options(), Generator(0))
        self._is_alone = player is None
        self.service_name = str(client.meta.service_model.service_name)

    @complains_to_the_user
    def add_script(self, script: Script) -> None:
        """Play `script` to this client. Raises DoorCannotCarry for a fault: there is no wire here to fail."""
        self.refuse_what_cannot_pass(script)
        self.player.add(script)

    @complains_to_the_user
    def add_steps(self, method: str, *steps: Sayable, **params: Any) -> None:
        """Play `steps` to calls of `method` whose parameters include `params`."""
        self.add_script(Script(f"{self.service_name}.{method}", *steps, **params))

    def refuse_what_cannot_pass(self, script: Script) -> None:
        """Raise DoorCannotCarry for a fault, or another service than this client's."""
        operation = script.operation
        if operation.service.name != self.service_name:
            what, remedy = (
                f"{operation.name} to a client of {self.service_name}",
                "Make a Stubber for a client of its own.",
            )
            raise DoorCannotCarry("The Stubber door", what, remedy, script.written_at)
        for step in script.steps:
            if isinstance(step.reply, Fault):
                raise _cannot_carry(step.reply)

    def assert_no_pending_responses(self) -> None:
        """Raise AssertionError if anything queued, or any step that is not optional, was never asked for."""
        super().assert_no_pending_responses()
        if unplayed := self.player.unplayed():
            raise unplayed

    def _assert_expected_params(self, model: Any, params: Any, context: Any, **kwargs: Any) -> None:
        is_bare = self._is_alone and not self.player.scripts  # a drop-in for botocore's, with botocore's own words
        if is_bare or self._queue or self._should_not_stub(context):
            super()._assert_expected_params(model, params, context, **kwargs)  # type: ignore[misc]  # not in the stubs
        else:
            context[_PARAMS] = dict(params)

    def _get_response_handler(self, model: Any, params: Any, context: Any, **kwargs: Any) -> Any:
        if _PARAMS not in context:
            return super()._get_response_handler(model, params, context, **kwargs)  # type: ignore[misc]  # not in the stubs
        operation = Operation.named(f"{self.service_name}:{model.name}")
        call = current_call()
        if call is not None:
            return self._answer(operation, call)
        with self.player.calling(operation.name, context[_PARAMS]) as own_call:
            return self._answer(operation, own_call)

    def _answer(self, operation: Operation, call: LoggedCall) -> Any:
        reply, delay = self.player.reply(call)
        if isinstance(reply, Fault):  # computed from the call, so that it was not seen before
            raise self.player.surprise(_cannot_carry(reply))
        self.player.clock.advance(delay)
        return self._parsed(operation, reply, call.params)

    def _parsed(self, operation: Operation, reply: Response | Error, params: Mapping[str, Any]) -> tuple[Any, Any]:
        """The reply as botocore's Stubber hands it on: an HTTP response without a body, and what was parsed of it."""
        metadata = {"RequestId": self.player.generator.request_id(), "HTTPHeaders": {}, "RetryAttempts": 0}
        if isinstance(reply, Response):
            status = reply.status or success_status(operation, reply.members)
            parsed = parsed_members(reply.members, operation, params)
        else:
            status = error_status(reply, operation)
            parsed = {"Error": {"Message": reply.message, "Code": reply.code}, **_modelled(operation, reply)}
        parsed["ResponseMetadata"] = {**metadata, "HTTPStatusCode": status}
        return AWSResponse(None, status, {}, None), parsed  # type: ignore[arg-type]  # as botocore's Stubber makes it


def _cannot_carry(fault: Fault) -> DoorCannotCarry:
    what = f"{fault}: it answers above the wire, where no transport can fail"
    remedy = "The wire door carries it: fake_aws.on(...).play(...), for a client without a Stubber."
    return DoorCannotCarry("The Stubber door", what, remedy, fault.written_at)


def _modelled(operation: Operation, error: Error) -> Mapping[str, Any]:
    if error.code not in operation.errors:
        return {}
    return Refusal(error.code, error.message, error_status(error, operation), error.members).named_members(operation)
