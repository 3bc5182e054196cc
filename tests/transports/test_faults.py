"""The faults: each comes to what its entry in the table says, in every retry mode, wherever its answer is read."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import boto3
import botocore
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ReadTimeoutError
from urllib3.exceptions import ProtocolError

from fakeaws import Error, FakeAWS, Fault, Response
from fakeaws.errors import InvalidReply, PlanError
from fakeaws.faults import FAULTS, MODES, Ending, Mode, Reading
from fakeaws.model import Operation
from fakeaws.protocols.table import PROTOCOLS

WHICH: dict[str, Any] = {"ApplicationId": "a1b2c3d", "EnvironmentId": "e4f5g6h", "DeploymentNumber": 1}
GET = "appconfig.get_deployment"
ITEM: dict[str, Any] = {"TableName": "orders", "Key": {"id": {"S": "1"}}}
EVENTS: list[dict[str, Any]] = [{"contentBlockStop": {"contentBlockIndex": number}} for number in range(4)]
RECORDS: dict[str, Any] = {
    "SubscribeToShardEvent": {"Records": [], "ContinuationSequenceNumber": "2", "MillisBehindLatest": 0}
}
SHARD: dict[str, Any] = {
    "ConsumerARN": "arn:aws:kinesis:eu-central-1:123456789012:stream/s/consumer/c:1",
    "ShardId": "shardId-000000000000",
    "StartingPosition": {"Type": "LATEST"},
}


@dataclass(frozen=True)
class Read:
    """One way for an answer to be read: an operation, a reply that has a body, and the call that reads it all."""

    operation: str
    reply: Response
    call: Callable[[Any], Any]


BOTOCORE = tuple(int(number) for number in botocore.__version__.split("."))
READS: dict[Reading, tuple[Read, ...]] = {
    "json": (
        Read(GET, Response(State="COMPLETE"), lambda client: client.get_deployment(**WHICH)),
        Read("dynamodb.get_item", Response(Item={"id": {"S": "1"}}), lambda client: client.get_item(**ITEM)),
    ),
    "xml": (Read("sts.get_caller_identity", Response(), lambda client: client.get_caller_identity()),),
    "s3": (Read("s3.list_buckets", Response(), lambda client: client.list_buckets()),),
    "stream": (
        Read(
            "lambda.invoke",
            Response(Payload=b"0123456789"),
            lambda client: client.invoke(FunctionName="f")["Payload"].read(),
        ),
        Read(
            "s3.get_object",
            Response.exactly(Body=b"0123456789"),
            lambda client: client.get_object(Bucket="b", Key="k")["Body"].read(),
        ),
    ),
    "events": (
        Read(
            "bedrock-runtime.converse_stream",
            Response(stream=EVENTS),
            lambda client: list(client.converse_stream(modelId="m", messages=[])["stream"]),
        ),
        Read(
            "kinesis.subscribe_to_shard",
            Response(EventStream=[RECORDS, RECORDS, RECORDS]),
            lambda client: list(client.subscribe_to_shard(**SHARD)["EventStream"]),
        ),
    ),
}


def can_happen(name: str, read: Read) -> bool:
    """Whether the wire speaks the protocol, and botocore looks at what is wrong."""
    operation = Operation.named(read.operation)
    return operation.service.protocol in PROTOCOLS and (name != "wrong-checksum" or operation.checks_checksums)


CASES = [
    pytest.param(name, read, ending, mode, id=f"{name}-{read.operation}-{mode}")
    for name, kind in FAULTS.items()
    for reading, reads in READS.items()
    for read in reads
    for mode in MODES
    if can_happen(name, read) and (ending := kind.ending(reading, mode, BOTOCORE)) is not None
]


@functools.cache
def patient_client(service: str, mode: Mode) -> Any:
    return client(service, retries={"mode": mode, "total_max_attempts": 2})


RETRIED = [
    name
    for name, kind in FAULTS.items()
    if all((end := kind.ending("json", mode, BOTOCORE)) is not None and end.is_retried for mode in MODES)
]


def client(service: str = "appconfig", **options: Any) -> Any:
    session: Any = boto3.Session()
    return session.client(service, "eu-central-1", config=Config(**options))


@pytest.mark.parametrize(("name", "read", "ending", "mode"), CASES)
def test_a_fault_that_lasts_ends_as_the_table_says(
    fake_aws: FakeAWS, name: str, read: Read, ending: Ending, mode: Mode
) -> None:
    """What the code under test gets at last, and whether botocore tried again first, are what the entry says."""
    of = read.reply if FAULTS[name].spoils and name != "clock-skew" else None
    fake_aws.on(read.operation).play(Fault(name, of=of).forever())

    raised = _raised(read.call, patient_client(read.operation.partition(".")[0], mode))

    assert (raised, len(fake_aws.calls()[0].attempts) > 1) == (ending.raises, ending.is_retried)


def _raised(call: Callable[[Any], Any], made: Any) -> str | None:
    try:
        call(made)
    except Exception as error:  # noqa: BLE001  # its name is what the test is about
        is_refusal = isinstance(error, ClientError)
        return "ClientError" if is_refusal else type(error).__name__
    return None


@pytest.mark.parametrize("name", RETRIED)
@pytest.mark.parametrize("mode", MODES)
def test_a_fault_that_passes_is_survived(fake_aws: FakeAWS, name: str, mode: Mode) -> None:
    """After a fault that botocore retries, the second attempt succeeds, in every retry mode."""
    fake_aws.on("dynamodb.get_item").play(Fault(name), Response(Item={"id": {"S": "1"}}))

    answer = patient_client("dynamodb", mode).get_item(**ITEM)

    assert (answer["Item"], answer["ResponseMetadata"]["RetryAttempts"]) == ({"id": {"S": "1"}}, 1)


@pytest.mark.skipif(BOTOCORE < (1, 43, 115), reason="botocore compares lengths")
def test_a_truncated_json_answer_is_an_empty_one(fake_aws: FakeAWS) -> None:
    """Botocore does not complain about JSON that ends too early: the members are missing, and nothing is retried."""
    fake_aws.on(GET).play(Fault("truncated-body", of=Response(State="COMPLETE")))

    answer = client().get_deployment(**WHICH)

    assert list(answer) == ["ResponseMetadata"]


def test_a_fault_spoils_an_answer_of_its_own_where_none_is_given(fake_aws: FakeAWS) -> None:
    """Without `of` the spoilt answer is synthesised, so that a fault is enough said."""
    fake_aws.on(GET).play(Fault("slow-first-byte"))

    assert client().get_deployment(**WHICH)["DeploymentNumber"] == 1


def test_a_refusal_can_be_spoilt(fake_aws: FakeAWS) -> None:
    """A fault does to an error what it does to an answer: this one comes slowly."""
    fake_aws.on(GET).play(Fault("slow-drip", of=Error("ResourceNotFoundException"), seconds=20))

    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        client().get_deployment(**WHICH)
    assert fake_aws.clock.elapsed == timedelta(seconds=20)


@pytest.mark.parametrize("name", ["slow-first-byte", "slow-drip"])
def test_what_is_slow_takes_virtual_time(fake_aws: FakeAWS, name: str) -> None:
    """A slow answer that comes before the client gives up takes its seconds, and is whole."""
    fake_aws.on(GET).play(Fault(name, of=Response(State="COMPLETE"), seconds=45))

    assert client(read_timeout=50).get_deployment(**WHICH)["State"] == "COMPLETE"
    assert fake_aws.clock.elapsed == timedelta(seconds=45)


@pytest.mark.parametrize(("name", "seconds"), [("slow-first-byte", 51), ("slow-drip", 501)])
def test_what_is_too_slow_is_a_read_timeout(fake_aws: FakeAWS, name: str, seconds: float) -> None:
    """The time-out is for each silence: an answer that drips may take longer than it, a drip may not."""
    fake_aws.on(GET).play(Fault(name, seconds=seconds).forever())
    impatient = client(read_timeout=50, retries={"total_max_attempts": 1})

    with pytest.raises(ReadTimeoutError):
        impatient.get_deployment(**WHICH)
    assert fake_aws.clock.elapsed == timedelta(seconds=50)


def test_a_stream_that_drips_takes_its_time_while_it_is_read(fake_aws: FakeAWS) -> None:
    """A body that the code under test reads drips as it is read, not before."""
    fake_aws.on("lambda.invoke").play(Fault("slow-drip", of=Response(Payload=b"0123456789"), seconds=10))

    payload = client("lambda").invoke(FunctionName="f")["Payload"]
    before = fake_aws.clock.elapsed
    read = [payload.read(5), payload.read(5)]

    assert (before, read) == (timedelta(0), [b"01234", b"56789"])
    assert fake_aws.clock.elapsed == timedelta(seconds=10)


@pytest.mark.parametrize("name", ["truncated-body", "closed-early"])
def test_the_events_before_a_break_come(fake_aws: FakeAWS, name: str) -> None:
    """A stream of events that breaks off has told the first of them, and says that it is not whole."""
    fake_aws.on("bedrock-runtime.converse_stream").play(Fault(name, of=Response(stream=EVENTS)))
    answer = client("bedrock-runtime").converse_stream(modelId="m", messages=[])
    events = iter(answer["stream"])

    assert [next(events), next(events)] == EVENTS[:2]
    with pytest.raises(ProtocolError):
        next(events)
    assert answer["ResponseMetadata"]["HTTPHeaders"]["transfer-encoding"] == "chunked"
    assert "content-length" not in answer["ResponseMetadata"]["HTTPHeaders"]


@pytest.mark.parametrize(
    ("fault", "elapsed"), [(Fault("connect-timeout"), 3), (Fault("read-timeout"), 7), (Fault("connection-reset"), 0)]
)
def test_a_time_out_takes_as_long_as_the_client_waits(fake_aws: FakeAWS, fault: Fault, elapsed: int) -> None:
    """A time-out passes in virtual time, each by the client's own setting."""
    fake_aws.on(GET).play(fault)
    impatient = client(connect_timeout=3, read_timeout=7, retries={"total_max_attempts": 1})

    with pytest.raises(Exception):  # noqa: B017, PT011  # which one is the table's affair
        impatient.get_deployment(**WHICH)
    assert fake_aws.clock.elapsed == timedelta(seconds=elapsed)


def test_clock_skew_is_a_refusal_dated_by_the_services_clock(fake_aws: FakeAWS) -> None:
    """The service refuses the signature, by a code as it has it, and its answer is dated as late as its clock goes."""
    fake_aws.on(GET).play(Fault("clock-skew", by=timedelta(hours=1)))

    with pytest.raises(ClientError) as caught:
        client().get_deployment(**WHICH)

    assert caught.value.response["Error"]["Code"] == "InvalidSignatureException"
    assert caught.value.response["ResponseMetadata"]["HTTPHeaders"]["date"] == "Thu, 01 Jan 2026 01:00:00 GMT"


@pytest.mark.parametrize("mode", MODES)
def test_botocore_tells_a_skewed_service_when_it_gives_up_by_its_clock(fake_aws: FakeAWS, mode: Mode) -> None:
    """An answer that is merely dated by another clock moves the `ttl` of the next attempt: all that botocore does."""
    skewed = Fault("clock-skew", of=Error("ThrottlingException", status=400), by=timedelta(hours=1))
    fake_aws.on(GET).play(skewed, Response(State="COMPLETE"))

    client(retries={"mode": mode}).get_deployment(**WHICH)

    sent = fake_aws.calls()[0].attempts[1].request
    assert sent is not None
    assert "ttl=20260101T0101" in sent.headers["amz-sdk-request"]


def test_an_answer_without_a_body_cannot_be_cut(fake_aws: FakeAWS) -> None:
    """A fault that would change nothing is refused where it is written, with what could be said instead."""
    with pytest.raises(PlanError) as caught:
        fake_aws.on("lambda.invoke").play(Fault("corrupt-body", of=Response.exactly()))

    assert str(caught.value).startswith(
        "Fault('corrupt-body', of=Response()) has nothing to spoil: this answer has no body (step written at "
    )
    assert (
        ". Give it one, as Response() has; or spoil a refusal, which has one: Fault('corrupt-body', of=Error(...));"
        in (str(caught.value))
    )


def test_a_computed_answer_without_a_body_cannot_be_cut(fake_aws: FakeAWS) -> None:
    """A computed fault that would change nothing fails the test even if the code under test swallows it."""
    fake_aws.on("lambda.invoke").play(lambda _: Fault("corrupt-body", of=Response.exactly()))

    with pytest.raises(PlanError, match="has nothing to spoil"):
        client("lambda").invoke(FunctionName="f")
    with pytest.raises(PlanError, match="has nothing to spoil"):
        fake_aws.verify()


BODILESS = ["s3.delete_object", "s3.head_object", "s3.put_object", "lambda.delete_function", "iot-data.publish"]


@pytest.mark.parametrize("operation", BODILESS)
@pytest.mark.parametrize("of", [None, Response(), Response.exactly()])
@pytest.mark.parametrize("name", [name for name, kind in FAULTS.items() if kind.needs_body])
def test_an_operation_without_a_body_has_none_to_cut(fake_aws: FakeAWS, operation: str, of: Any, name: str) -> None:
    """Where an operation answers without a body, that is said where the fault is written, and nothing impossible."""
    with pytest.raises(PlanError) as caught:
        fake_aws.on(operation).play(Fault(name, of=of))

    advice = str(caught.value).partition("has nothing to spoil: ")[2]
    assert advice.startswith(f"{operation} answers without a body (step written at test_faults.py:")
    assert "Response" not in advice
    assert ("of=Error(...)" in advice) is (operation != "s3.head_object")
    assert "connection-reset, empty-500, " in advice


def test_what_is_advised_instead_works(fake_aws: FakeAWS) -> None:
    """A refusal of an operation that answers without a body can be cut, and other faults happen to it."""
    faults = [Fault("slow-drip", of=Error("SlowDown"), seconds=1), Fault("connection-reset"), Fault("slow-first-byte")]
    fake_aws.on("s3.delete_object").play(*faults)

    answer = client("s3").delete_object(Bucket="b", Key="k")

    assert answer["ResponseMetadata"]["RetryAttempts"] == 2


def test_a_refusal_of_head_has_no_body(fake_aws: FakeAWS) -> None:
    """What is said to HEAD has no body, an error neither."""
    with pytest.raises(PlanError, match="answers without a body"):
        fake_aws.on("s3.head_object").play(Fault("slow-drip", of=Error("404")))


@pytest.mark.parametrize(
    ("name", "keywords", "message"),
    [
        ("read-timeout", {"seconds": 3}, "read-timeout takes no seconds. What does: slow-first-byte, slow-drip."),
        ("read-timeout", {"of": Response()}, "read-timeout comes without an answer"),
        ("read-timeout", {"by": timedelta(1)}, "read-timeout is not off by anything. What does: clock-skew."),
        ("slow-drip", {"seconds": 0}, "a number of seconds above 0, not seconds=0"),
        ("slow-drip", {"seconds": True}, "not seconds=True"),
        ("slow-drip", {"seconds": float("nan")}, "not seconds=nan"),
        ("slow-drip", {"seconds": "30"}, "not seconds='30'"),
        ("clock-skew", {"by": 20}, "such as timedelta"),
        ("clock-skew", {"by": timedelta(0)}, "such as timedelta"),
        ("truncated-body", {"of": Fault("read-timeout")}, "spoils a Response or an Error"),
        ("truncated-body", {"of": {"State": "COMPLETE"}}, "spoils a Response or an Error"),
        ("truncated_body", {}, "Did you mean truncated-body"),
        (None, {}, "None is not a fault"),
    ],
)
def test_a_fault_that_makes_no_sense_is_refused(name: Any, keywords: Any, message: str) -> None:
    """A keyword that a fault does not take, or a value that it cannot have, is refused where it is written."""
    with pytest.raises(PlanError) as caught:
        Fault(name, **keywords)

    assert message in str(caught.value)


def test_a_spoilt_answer_is_checked_as_any_other(fake_aws: FakeAWS) -> None:
    """What a fault spoils must be something that the operation could say."""
    with pytest.raises(InvalidReply, match="DONE"):
        fake_aws.on(GET).play(Fault("slow-drip", of=Response(State="DONE")))


def test_a_checksum_that_nobody_checks_cannot_be_wrong(fake_aws: FakeAWS) -> None:
    """A wrong checksum is refused for an operation where botocore would not look at it."""
    with pytest.raises(PlanError, match="checks no checksum"):
        fake_aws.on(GET).play(Fault("wrong-checksum"))


def test_a_fault_shows_what_was_said_of_it() -> None:
    """A fault prints as it is written, without what it has by default."""
    faults = [Fault("read-timeout"), Fault("slow-drip"), Fault("slow-drip", seconds=5, of=Response(State="BAKING"))]

    assert list(map(str, faults)) == [
        "Fault('read-timeout')",
        "Fault('slow-drip')",
        "Fault('slow-drip', of=Response(State='BAKING'), seconds=5)",
    ]
