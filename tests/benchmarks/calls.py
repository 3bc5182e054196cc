"""`python -m tests.benchmarks.calls`: what one call costs, against the floors, botocore's Stubber and moto.

The floors, from the top: a `before-call` handler that returns the parsed answer (nothing of the wire runs); a
`before-send` handler that returns constant bytes; and `lean`, the same with signing off and each timestamp read once,
which is the least that a wire can do whose parser is botocore's own. fakeaws answers through its wire door, with an
answer given whole (`exactly`) and one completed from the model. Needs moto, in the extra `test`.
"""

from __future__ import annotations

import io
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, TypeAlias

import boto3
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.handlers import disable_signing
from urllib3 import HTTPResponse

from fakeaws import FakeAWS, Options, Response, Stubber, synthesise
from fakeaws.memo_hooks import remembering_timestamps
from fakeaws.model import Operation
from fakeaws.protocols.parsed import parsed_members
from fakeaws.protocols.table import PROTOCOLS

Client: TypeAlias = Any
Call: TypeAlias = Callable[[], object]
WHICH: dict[str, Any] = {"ApplicationId": "a1b2c3d", "EnvironmentId": "e4f5g6h", "DeploymentNumber": 1}
ROUNDS, SECONDS = 15, 0.03


def main() -> None:
    """Print a table for each of the six calls."""
    for name, (params, answer) in CALLS.items():
        members = answer()
        contenders = {
            "before-call, constant": _before_call(name, members),
            "before-send, lean": _before_send(name, members, lean=True),
            "before-send, constant": _before_send(name, members, lean=False),
            "botocore's Stubber, add and call": _stubbed(name, members),
            "fakeaws, given whole": _faked(name, Response.exactly(members).forever()),
            "fakeaws, completed": _faked(name, Response().forever()),
            "fakeaws, its Stubber": _faked_stubber(name, members),
            **({"moto": _moto(name)} if name in MOTO else {}),
        }
        _compare(f"{name}, {len(json.dumps(members, default=str))} characters", contenders, params)


def _compare(title: str, contenders: dict[str, Any], params: dict[str, Any]) -> None:
    """Rounds of all contenders in turn; only one of them is active at a time, entered before its clock starts."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, contender in contenders.items():
            with contender() as call:
                times[name].append(_time(lambda call=call: call(**params)))  # type: ignore[misc]  # bound at once
    base = times["before-send, constant"]
    sys.stdout.write(f"{title}\n")
    for name, taken in times.items():
        ratio = statistics.median(one / other for one, other in zip(taken, base, strict=True))
        sys.stdout.write(f"  {statistics.median(taken) * 1e6:>10.1f} us  {ratio:>6.2f} of before-send  {name}\n")


def _time(call: Call) -> float:
    call()
    start = time.perf_counter()
    call()
    repeats = max(3, int(SECONDS / max(time.perf_counter() - start, 1e-9)))
    start = time.perf_counter()
    for _ in range(repeats):
        call()
    return (time.perf_counter() - start) / repeats


def _client(name: str, **config: Any) -> Client:
    session: Any = boto3.Session("AKIAIOSFODNN7EXAMPLE", "secret", region_name="us-east-1")
    return session.client(name.partition(".")[0], config=Config(**config))


def _method(client: Client, name: str) -> Any:
    return getattr(client, name.partition(".")[2])


def _before_call(name: str, members: dict[str, Any]) -> Any:
    client, operation = _client(name), Operation.named(name)
    parsed = {**parsed_members(members, operation), "ResponseMetadata": {"HTTPStatusCode": 200}}
    client.meta.events.register("before-call", lambda **_: (AWSResponse(None, 200, {}, None), parsed))  # type: ignore[arg-type]  # as the Stubber makes it
    return _always(_method(client, name))


def _before_send(name: str, members: dict[str, Any], *, lean: bool) -> Any:
    client, operation = _client(name, user_agent="bench") if lean else _client(name), Operation.named(name)
    reply = PROTOCOLS[operation.service.protocol].reply(operation, members, "00000000-0000-4000-8000-000000000000")

    def answer(request: Any, **_: Any) -> AWSResponse:
        headers: Any = dict(reply.headers)
        raw = HTTPResponse(io.BytesIO(reply.body), headers, reply.status, preload_content=False)
        return AWSResponse(request.url, reply.status, headers, raw)

    client.meta.events.register("before-send", answer)
    if lean:
        client.meta.events.register_first("choose-signer", disable_signing)

    @contextmanager
    def entered() -> Iterator[Any]:
        with remembering_timestamps() if lean else ExitStack():
            yield _method(client, name)

    return entered


def _stubbed(name: str, members: dict[str, Any]) -> Any:
    import botocore.stub

    client, operation = _client(name), Operation.named(name)
    stubber = botocore.stub.Stubber(client)
    parsed = parsed_members(members, operation)
    stubber.activate()

    def call(**params: Any) -> Any:
        stubber.add_response(operation.method, parsed)
        return _method(client, name)(**params)

    return _always(call)


def _faked(name: str, *steps: Any) -> Any:
    client = _client(name)

    @contextmanager
    def entered() -> Iterator[Any]:
        with FakeAWS(Options(max_polls=10**9)) as fake:
            fake.on(name).play(*steps)
            yield _method(client, name)

    return entered


def _faked_stubber(name: str, members: dict[str, Any]) -> Any:
    @contextmanager
    def entered() -> Iterator[Any]:
        client = _client(name)
        stubber = Stubber(client)
        stubber.player.options = Options(max_polls=10**9)
        with stubber:
            stubber.add_steps(name.partition(".")[2], Response.exactly(members).forever())
            yield _method(client, name)

    return entered


def _moto(name: str) -> Any:
    @contextmanager
    def entered() -> Iterator[Any]:
        from moto import mock_aws

        with mock_aws():
            client = _client(name)
            MOTO[name](client)
            yield _method(client, name)

    return entered


def _always(call: Any) -> Any:
    @contextmanager
    def entered() -> Iterator[Any]:
        yield call

    return entered


def _messages() -> dict[str, Any]:
    (message,) = synthesise("sqs.receive_message")["Messages"]
    return {"Messages": [message] * 3}


def _instances() -> dict[str, Any]:
    reservation = synthesise("ec2.describe_instances")["Reservations"][0]
    return {"Reservations": [{**reservation, "Instances": reservation["Instances"] * 10}]}


def _with_table(client: Client) -> None:
    keys = [{"AttributeName": "id", "KeyType": "HASH"}]
    types = [{"AttributeName": "id", "AttributeType": "S"}]
    client.create_table(TableName="orders", KeySchema=keys, AttributeDefinitions=types, BillingMode="PAY_PER_REQUEST")
    client.put_item(TableName="orders", Item=ITEM)


def _with_queue(client: Client) -> None:
    url = client.create_queue(QueueName="orders")["QueueUrl"]
    for number in range(3):
        client.send_message(QueueUrl=url, MessageBody=str(number))


def _with_object(client: Client) -> None:
    client.create_bucket(Bucket="orders")
    client.put_object(Bucket="orders", Key="k", Body=b"x" * 1024)


def _with_instances(client: Client) -> None:
    client.run_instances(ImageId="ami-12345678", MinCount=10, MaxCount=10)


ITEM = {"id": {"S": "1"}, **{f"a{number}": {"S": "x" * 20} for number in range(9)}, "tags": {"L": [{"S": "t"}] * 5}}
CALLS: dict[str, tuple[dict[str, Any], Callable[[], dict[str, Any]]]] = {
    "appconfig.get_deployment": (WHICH, lambda: synthesise("appconfig.get_deployment")),
    "greengrass.get_bulk_deployment_status": (
        {"BulkDeploymentId": "1f8e2c3a-5b4d-4e6f-8a9b-0c1d2e3f4a5b"},
        lambda: synthesise("greengrass.get_bulk_deployment_status"),
    ),
    "dynamodb.get_item": ({"TableName": "orders", "Key": {"id": {"S": "1"}}}, lambda: {"Item": ITEM}),
    "sqs.receive_message": (
        {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/orders", "MaxNumberOfMessages": 3},
        _messages,
    ),
    "s3.get_object": ({"Bucket": "orders", "Key": "k"}, lambda: {"Body": b"x" * 1024, "ETag": '"e"'}),
    "ec2.describe_instances": ({}, _instances),
}
MOTO: dict[str, Callable[[Client], None]] = {
    "dynamodb.get_item": _with_table,
    "sqs.receive_message": _with_queue,
    "s3.get_object": _with_object,
    "ec2.describe_instances": _with_instances,
}

if __name__ == "__main__":
    main()
