"""A recording as a test that can be run and changed: its steps, and the calls that were recorded.

Each answer is written exactly as it was recorded; in brief, only what tells something, and the rest is made up again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from fakeaws.errors import FakeAWSError
from fakeaws.model import Operation
from fakeaws.protocols.quirks import query_code
from fakeaws.recordings.interaction import Broken, Interaction
from fakeaws.recordings.parameters import plain
from fakeaws.recordings.replaying import reply_of
from fakeaws.recordings.script.brief import bare_states, brief_members
from fakeaws.recordings.script.made_up import minimal_params
from fakeaws.recordings.script.recurring import names_of, with_names
from fakeaws.recordings.script.source_text import LINE_LENGTH, CallOf, is_name, source
from fakeaws.replies import Error, Response
from fakeaws.script import check_reply, error_status


@dataclass(frozen=True, slots=True)
class Told:
    """One recorded call, as it is written: its parameters (None: not recorded) and what it was answered."""

    operation: Operation
    params: dict[str, Any] | None
    reply: Response | Error


@dataclass(frozen=True, slots=True)
class WrittenTest:
    """The text of a test, and the entries that no script can say."""

    text: str
    left_out: tuple[Broken, ...]


def written_test(name: str, interactions: Iterable[Interaction], *, brief: bool = False) -> WrittenTest:
    """The test called `test_name`."""
    told: list[Told] = []
    left_out: list[Broken] = []
    for interaction in interactions:
        one = _told_or_broken(interaction)
        if isinstance(one, Broken):
            left_out.append(one)
        else:
            told.append(one)
    return WrittenTest(_text(name, told, brief=brief) if told else "", tuple(left_out))


def _told_or_broken(interaction: Interaction) -> Told | Broken:
    try:
        return _told(interaction)
    except FakeAWSError as error:
        return Broken(interaction.source, str(error))


def _told(interaction: Interaction) -> Told:
    operation = Operation.named(interaction.operation or "")
    params = None if interaction.params is None else plain(operation, interaction.params)
    reply = reply_of(interaction, operation)
    check_reply(_as_written(reply, operation), operation, allow_illegal=True)
    return Told(operation, params, reply)


def _as_written(reply: Response | Error, operation: Operation) -> Response | Error:
    """The reply as the test says it: an error with its members, as far as a keyword can say them."""
    if isinstance(reply, Response):
        return reply
    return Error(reply.code, reply.message, **_error_keywords(reply, operation))


def _text(name: str, told: list[Told], *, brief: bool) -> str:
    clients = {one.operation.service.name: _client_name(one.operation.service.name) for one in told}
    names = names_of(
        [one.params for one in told if one.params is not None],
        [one.reply.members for one in told],
        [*clients.values(), "fake_aws", "boto3", "pytest"],
    )
    function = [f"def test_{name}(fake_aws):"]
    function += [f"    {variable} = {source(text, indent=4)}" for text, variable in names.items()]
    for group in _groups(told):
        function.append(f"    {source(_script(group, names, brief=brief), indent=4)}")
    function.append("")
    function += [f"    {client} = {source(_client(service, told), indent=4)}" for service, client in clients.items()]
    function += [f"    {line}" for call in _calls(told, clients, names) for line in call.splitlines()]
    body = "\n".join(line.rstrip() for line in function)
    return f"{_imports(body)}\n\n\n{body}\n"


def _groups(told: list[Told]) -> list[list[Told]]:
    """Calls with equal parameters together, each group where its first call is."""
    groups: list[list[Told]] = []
    for one in told:
        alike = next((g for g in groups if (g[0].operation, g[0].params) == (one.operation, one.params)), None)
        if alike is None:
            groups.append([one])
        else:
            alike.append(one)
    return groups


def _script(group: list[Told], names: Mapping[str, str], *, brief: bool) -> CallOf:
    operation, params = group[0].operation, with_names(group[0].params or {}, names)
    replies = [one.reply for one in group]
    if brief and (states := bare_states(operation, replies)) is not None:
        script = CallOf("statuses", (operation.name, *states), params)
        return CallOf("fake_aws.play", (script,))
    members = brief_members(operation, replies, set(names)) if brief else None
    steps = tuple(
        CallOf(*_reply(reply, operation, names, members), tail=_times(len(list(run))))
        for reply, run in groupby(replies, key=lambda reply: reply)
    )
    illegal = {"allow_illegal": True} if _is_illegal(operation, replies) else {}
    on = source(CallOf("fake_aws.on", (operation.name,), params), indent=4, room=LINE_LENGTH - 4 - len(".play("))
    return CallOf(f"{on}.play", steps, illegal)


def _reply(
    reply: Response | Error, operation: Operation, names: Mapping[str, str], members: frozenset[str] | None
) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    if isinstance(reply, Error):
        message = (reply.message,) if reply.message else ()
        return "Error", (reply.code, *message), with_names(_error_keywords(reply, operation), names)
    kept = {name: one for name, one in reply.members.items() if members is None or name in members}
    head = "Response" if members is not None else "Response.exactly"
    said: dict[str, Any] = with_names(kept, names)
    return (head, (), said) if all(map(is_name, said)) else (head, (said,), {})


def _times(count: int) -> str:
    return f".times({count})" if count > 1 else ""


def _error_keywords(error: Error, operation: Operation) -> dict[str, Any]:
    """What says the same error again, and no more than that."""
    said = {name: one for name, one in error.members.items() if name.lower() not in _NO_MEMBERS and is_name(name)}
    shape = operation.errors[error.code].shape if error.code in operation.errors else None
    members = {name: one for name, one in said.items() if shape is None or name in shape.members}
    usual = error_status(Error(error.code, unmodelled=True), operation)
    status: dict[str, Any] = {} if error.status in (None, usual) else {"status": error.status}
    try:
        check_reply(Error(error.code, **status), operation)
    except FakeAWSError:
        return {"status": error.status, "unmodelled": True, **members}
    return {**status, **members}


def _is_illegal(operation: Operation, replies: list[Response | Error]) -> bool:
    """Whether it has to be said that AWS gave what the model, or a lifecycle, does not have."""
    from fakeaws.lifecycles.catalogue import lifecycle_of

    lifecycle = lifecycle_of(operation.name)
    states = [
        one.members[lifecycle.status_member] for one in replies if lifecycle and lifecycle.status_member in one.members
    ]
    try:
        for reply in replies:
            check_reply(_as_written(reply, operation), operation)
        if lifecycle is not None:
            lifecycle.check_path(states)
    except FakeAWSError:
        return True
    return False


def _client(service: str, told: list[Told]) -> CallOf:
    given: dict[str, Any] = {"region_name": "us-east-1"}
    if any(isinstance(one.reply, Error) and one.operation.service.name == service for one in told):
        # What was recorded is what calls came to, after botocore's retries.
        given["config"] = CallOf("Config", (), {"retries": {"total_max_attempts": 1}})
    return CallOf("boto3.client", (service,), given)


def _calls(told: list[Told], clients: Mapping[str, str], names: Mapping[str, str]) -> Iterator[str]:
    """The calls that were recorded, repetitions in a loop."""
    for call, run in groupby(told, key=lambda one: (one.operation, one.params, _code(one))):
        (operation, params, code), count = call, len(list(run))
        given = with_names(minimal_params(operation) if params is None else params, names)
        head = f"{clients[operation.service.name]}.{operation.method}"
        around = [f"for _ in range({count}):"] if count > 1 else []
        around += [f"with pytest.raises(ClientError, match={source(re.escape(code))}):"] if code is not None else []
        lines = [f"{'    ' * depth}{line}" for depth, line in enumerate(around)]
        indent = 4 * len(around)
        text = source(CallOf(head, (), given), indent=indent + 4)
        lines.append(" " * indent + text.replace("\n    ", "\n"))
        yield "\n".join(lines)


def _code(one: Told) -> str | None:
    """The code that the client tells; SQS has older ones than its model."""
    return query_code(one.operation, one.reply.code) if isinstance(one.reply, Error) else None


def _client_name(service: str) -> str:
    name = re.sub(r"\W", "_", service)
    return name if is_name(name) else f"{name}_client"


def _imports(body: str) -> str:
    ours = [name for name in ("Error", "Response", "statuses") if re.search(rf"\b{name}[(.]", body)]
    lines = ["from datetime import datetime, timezone\n"] if "datetime(" in body else []
    lines += ["import boto3"]
    raises = "pytest.raises" in body
    lines += ["import pytest"] if raises else []
    lines += ["from botocore.config import Config"] if "Config(" in body else []
    lines += ["from botocore.exceptions import ClientError"] if raises else []
    lines += [f"\nfrom fakeaws import {', '.join(ours)}"] if ours else []
    return "\n".join(lines)


_NO_MEMBERS = frozenset({"message", "status", "unmodelled", "code"})
