"""Letting through: what somebody else answers, moto or a local endpoint, with fakeaws before it and behind it."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import boto3
import pytest
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.stub import Stubber
from moto import mock_aws

from fakeaws import Error, FakeAWS, Fault, Response
from fakeaws.errors import BlockedRequest, PlanError, UnknownOperation

ITEM: dict[str, Any] = {"TableName": "orders", "Key": {"id": {"S": "1"}}}
TABLE: dict[str, Any] = {
    "TableName": "orders",
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
    "BillingMode": "PAY_PER_REQUEST",
}


def client(service: str = "dynamodb", **options: Any) -> Any:
    session: Any = boto3.Session()
    return session.client(service, "eu-central-1", **options)


@pytest.mark.parametrize("outer", ["fake", "moto"])
def test_a_script_speaks_before_moto_and_moto_for_the_rest(outer: str) -> None:
    """Whichever was entered first, fakeaws answers what it scripts, and moto what is let through and not scripted."""
    fake = FakeAWS()
    contexts: list[Any] = [fake, mock_aws()]
    with ExitStack() as stack:
        for context in contexts if outer == "fake" else reversed(contexts):
            stack.enter_context(context)
        fake.let_through("dynamodb")
        fake.on("appconfig.get_deployment").play(Response(State="COMPLETE"))
        dynamodb = client()
        dynamodb.create_table(**TABLE)
        dynamodb.put_item(TableName="orders", Item={"id": {"S": "1"}})
        fake.on("dynamodb.get_item").play(Error("ProvisionedThroughputExceededException"), Fault("connection-reset"))

        item = dynamodb.get_item(**ITEM)
        state = client("appconfig").get_deployment(ApplicationId="a1b2c3d", EnvironmentId="e4f5g6h", DeploymentNumber=1)

    assert (item["Item"], item["ResponseMetadata"]["RetryAttempts"]) == ({"id": {"S": "1"}}, 2)
    assert state["State"] == "COMPLETE"
    assert [call.told() for call in fake.calls()][:2] == ["let through", "let through"]


def test_inside_moto_nothing_goes_to_moto_that_is_not_let_through(fake_aws: FakeAWS) -> None:
    """Without `let_through` a service that moto knows is answered by scripts alone."""
    fake_aws.on("dynamodb.get_item").play(Response.exactly(Item={"id": {"S": "scripted"}}))

    with mock_aws():
        item = client().get_item(**ITEM)["Item"]

    assert item == {"id": {"S": "scripted"}}


def test_moto_can_be_throttled(fake_aws: FakeAWS) -> None:
    """A rate holds for what is let through, too."""
    fake_aws.let_through("dynamodb.list_tables")
    fake_aws.on("dynamodb.list_tables").throttle(per_second=1)

    with mock_aws():
        answers = [client().list_tables()["ResponseMetadata"]["RetryAttempts"] for _ in range(2)]

    assert answers[0] == 0
    assert answers[1] > 0


def test_transfers_in_threads_are_let_through(fake_aws: FakeAWS) -> None:
    """A multipart upload and a ranged download, each in threads of s3transfer, go to moto."""
    fake_aws.let_through("s3")
    whole = b"0123456789" * 1024 * 1024
    config = TransferConfig(multipart_threshold=5 * 1024 * 1024, multipart_chunksize=5 * 1024 * 1024)
    read = io.BytesIO()

    with mock_aws():
        s3 = client("s3")
        s3.create_bucket(Bucket="orders", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        s3.upload_fileobj(io.BytesIO(whole), "orders", "key", Config=config)
        s3.download_fileobj("orders", "key", read, Config=config)

    assert read.getvalue() == whole
    assert len(fake_aws.calls("s3.upload_part")) == 2


class _Endpoint(BaseHTTPRequestHandler):
    authorised: ClassVar[list[bool]] = []

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.authorised.append("Authorization" in self.headers)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"TableNames": ["local"]}')

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # its own signature
        pass


@pytest.fixture
def endpoint() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Endpoint) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        _Endpoint.authorised.clear()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("is_named", [True, False])
def test_a_local_endpoint_answers_what_is_let_through(fake_aws: FakeAWS, endpoint: str, is_named: bool) -> None:  # noqa: FBT001  # a parameter of pytest's
    """A request to an endpoint of this machine is really sent, and signed."""
    fake_aws.let_through("dynamodb", to=endpoint if is_named else None)

    answer = client(endpoint_url=endpoint, config=Config(proxies={})).list_tables()

    assert (answer["TableNames"], _Endpoint.authorised) == (["local"], [True])


@pytest.mark.parametrize(
    ("to", "asked"),
    [
        (None, None),
        (None, "http://10.0.0.1:8000"),
        ("http://dynamodb.test:8000", None),
        ("http://dynamodb.test:8000", "http://dynamodb.test:8001"),
        ("http://dynamodb.test:8000", "https://dynamodb.test:8000"),
        ("http://dynamodb.test:8000", "http://other.test:8000"),
        ("http://dynamodb.test:8000", "http://localhost:8000"),
    ],
)
def test_the_guard_stands_behind_what_is_let_through(fake_aws: FakeAWS, to: str | None, asked: str | None) -> None:
    """Where nobody answers in the process, only this machine, or the endpoint that is named, is reached."""
    fake_aws.let_through("dynamodb", to=to)

    with pytest.raises(BlockedRequest, match=r"dynamodb\.list_tables was let through, and nobody in the process"):
        client(endpoint_url=asked).list_tables()
    with pytest.raises(BlockedRequest):
        fake_aws.verify()


def test_a_proxy_on_the_way_is_a_place_to_go_to(fake_aws: FakeAWS, endpoint: str) -> None:
    """A request that would reach a local endpoint through a proxy elsewhere is blocked."""
    fake_aws.let_through("dynamodb")
    config = Config(proxies={"http": "http://proxy.example.com:3128"})

    with pytest.raises(BlockedRequest):
        client(endpoint_url=endpoint, config=config).list_tables()
    with pytest.raises(BlockedRequest):
        fake_aws.verify()


@pytest.mark.parametrize(
    "to",
    [
        "https://dynamodb.us-east-1.amazonaws.com",
        "https://dynamodb.cn-north-1.amazonaws.com.cn",
        "https://s3.dualstack.us-east-1.api.aws",
        "https://abc.lambda-url.us-east-1.on.aws",
        "https://dynamodb.us-iso-east-1.c2s.ic.gov",
        "http://169.254.169.254",
        "http://[fd00:ec2::254]",
    ],
)
def test_nothing_is_let_through_to_aws(fake_aws: FakeAWS, to: str) -> None:
    """An endpoint that is AWS's own is refused where it is named, in every partition."""
    with pytest.raises(PlanError, match="is AWS itself"):
        fake_aws.let_through("dynamodb", to=to)


@pytest.mark.parametrize("to", ["localhost:5000", "ftp://localhost", "http://", 5000, "http://localhost:port"])
def test_an_endpoint_is_a_url(fake_aws: FakeAWS, to: Any) -> None:
    """Anything but the URL of an endpoint is refused with an example."""
    with pytest.raises(PlanError, match="'http://localhost:5000'"):
        fake_aws.let_through("dynamodb", to=to)


@pytest.mark.parametrize(("name", "nearest"), [("dynamodbb", "dynamodb"), ("dynamodb.get_itemm", "get_item")])
def test_what_is_let_through_exists(fake_aws: FakeAWS, name: str, nearest: str) -> None:
    """A service or an operation that there is not is refused, with the nearest that there is."""
    with pytest.raises(UnknownOperation, match=f"Did you mean {nearest}"):
        fake_aws.let_through(name)


def test_only_what_is_named_is_let_through(fake_aws: FakeAWS) -> None:
    """To let an operation through leaves the others of its service to scripts."""
    fake_aws.let_through("dynamodb.list_tables")

    with mock_aws(), pytest.raises(AssertionError, match="no script answers it"):
        client().get_item(**ITEM)
    with pytest.raises(AssertionError, match="no script answers it"):
        fake_aws.verify()


def test_time_stays_virtual_for_what_is_let_through() -> None:
    """Retries of what moto refuses wait in virtual time."""
    with FakeAWS() as fake, mock_aws():
        fake.let_through("dynamodb")
        with pytest.raises(ClientError, match="ResourceNotFoundException"):
            client(config=Config(retries={"mode": "standard"})).get_item(**ITEM)
        fake.clock.advance(3_600)

    assert fake.clock.elapsed.total_seconds() >= 3_600


def test_the_log_keeps_what_was_let_through(fake_aws: FakeAWS) -> None:
    """A call that a script refused first and moto answered then has both attempts, and is told as let through."""
    fake_aws.let_through("dynamodb")
    fake_aws.on("dynamodb.list_tables").play(Error("ThrottlingException"))

    with mock_aws():
        client().list_tables()

    (call,) = fake_aws.calls()
    assert call.told() == "let through (after 1 retries)"
    assert [(one["reply"], one["status"]) for one in call.as_dict()["attempts"]] == [
        ("Error('ThrottlingException')", 400),
        ("let through", 200),
    ]
    assert str(call.attempts[1].written_at).startswith("test_let_through.py:")


def test_what_a_queue_answers_is_told(fake_aws: FakeAWS) -> None:
    """A call that the queue of a botocore Stubber answers, above the wire, is told as answered."""
    dynamodb = client()
    with Stubber(dynamodb) as stubber:
        stubber.add_response("list_tables", {})
        dynamodb.list_tables()

    assert [call.told() for call in fake_aws.calls()] == ["answered above the wire"]
