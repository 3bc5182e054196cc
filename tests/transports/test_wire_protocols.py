"""Real clients and the wire, service by service: what is particular to a protocol, and that none is left out."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import boto3
import botocore.loaders
import botocore.session
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

from fakeaws import Error, FakeAWS, Response, synthesise
from fakeaws.clock import START
from fakeaws.generate.draft import Draft
from fakeaws.generate.place import TOP
from fakeaws.generate.plan import plan_of
from fakeaws.generate.planning import Planning
from fakeaws.generate.seeds import seeded_provider
from fakeaws.model import Operation, Service, service_names
from tests.protocols.round_trip import read, tellable

POLICY = '{"Version": "2012-10-17", "Statement": [{"Resource": "arn:aws:s3:::100%25/*"}]}'

FOR_THE_ENDPOINT = {
    # What botocore's endpoint rules read out of the parameters.
    "cloudfront-keyvaluestore": {"KvsARN": "arn:aws:cloudfront::123456789012:key-value-store/a1b2c3d4"},
}


SESSION: Any = boto3.Session("AKIAIOSFODNN7EXAMPLE", "secret", region_name="eu-central-1")


def client(service: str, **options: Any) -> Any:
    return SESSION.client(service, config=Config(**options))


def test_a_thousand_instances(fake_aws: FakeAWS) -> None:
    """A page of describe_instances as large as AWS makes it comes back whole."""
    launched = datetime(2026, 1, 1, 12, 30, 15, 250_000, timezone.utc)
    instances = [
        {
            "InstanceId": f"i-{number:017x}",
            "State": {"Code": 16, "Name": "running"},
            "LaunchTime": launched,
            "Tags": [{"Key": "Name", "Value": f"<web & {number}>\\r"}],
            "SecurityGroups": [],
        }
        for number in range(1_000)
    ]
    fake_aws.on("ec2.describe_instances").play(Response(Reservations=[{"Instances": instances}]))

    assert client("ec2").describe_instances()["Reservations"] == [{"Instances": instances}]


def test_the_ids_of_s3_are_its_own(fake_aws: FakeAWS) -> None:
    """S3 names request and host, in headers and in its bare errors, as botocore reads them into ResponseMetadata."""
    fake_aws.on("s3.list_buckets").play(Response(), Error("AccessDenied", "No."))
    s3 = client("s3")

    answer = s3.list_buckets()["ResponseMetadata"]
    with pytest.raises(ClientError) as caught:
        s3.list_buckets()

    headers = answer["HTTPHeaders"]
    assert (answer["RequestId"], answer["HostId"]) == (headers["x-amz-request-id"], headers["x-amz-id-2"])
    assert caught.value.response["Error"] == {"Code": "AccessDenied", "Message": "No."}
    assert caught.value.response["ResponseMetadata"]["HostId"] not in ("", answer["HostId"])


@pytest.mark.parametrize("service", ["appconfig", "dynamodb", "ec2", "iam", "route53", "sqs"])
def test_the_request_id_is_where_the_protocol_has_it(fake_aws: FakeAWS, service: str) -> None:
    """In a header, in the body, or in both, botocore finds one request id, in answers and in errors."""
    method = _callable_methods(service)[0]
    fake_aws.on(f"{service}.{method}").play(Response(), Error("AccessDenied", "No."))
    own = client(service, parameter_validation=False)
    params = _params(Operation.named(f"{service}.{method}"))

    answer = getattr(own, method)(**params)["ResponseMetadata"]
    with pytest.raises(ClientError) as caught:
        getattr(own, method)(**params)
    refused = caught.value.response["ResponseMetadata"]

    assert answer["RequestId"] == answer["HTTPHeaders"]["x-amzn-requestid"]
    assert refused["RequestId"] == refused["HTTPHeaders"]["x-amzn-requestid"]
    assert refused["HTTPStatusCode"] == 403


@pytest.mark.parametrize(
    ("service", "fault", "code"),
    [("sns", "Sender", "NotFound"), ("sns", "Receiver", "InternalError"), ("cloudwatch", "Sender", "LimitExceeded")],
)
def test_whose_fault_it_is(fake_aws: FakeAWS, service: str, fault: str, code: str) -> None:
    """Query and query-compatible errors say whether sender or receiver is to blame."""
    operation = {"sns": "get_topic_attributes", "cloudwatch": "put_metric_alarm"}[service]
    fake_aws.on(f"{service}.{operation}").play(Error(code, "No."))
    own = client(service, parameter_validation=False, retries={"max_attempts": 0})

    with pytest.raises(ClientError) as caught:
        getattr(own, operation)(**_params(Operation.named(f"{service}.{operation}")))

    told: Any = caught.value.response["Error"]
    assert (told["Type"], told["Code"]) == (fault, code)


def test_sqs_has_the_codes_of_its_former_protocol(fake_aws: FakeAWS) -> None:
    """The class is the modelled one, and the code the one that SQS had in XML."""
    fake_aws.on("sqs.get_queue_attributes").play(Error("QueueDoesNotExist", "No such queue."))
    sqs = client("sqs")

    with pytest.raises(sqs.exceptions.QueueDoesNotExist) as caught:
        sqs.get_queue_attributes(QueueUrl="https://sqs.eu-central-1.amazonaws.com/123456789012/q")

    assert caught.value.response["Error"] == {
        "Code": "AWS.SimpleQueueService.NonExistentQueue",
        "Message": "No such queue.",
        "QueryErrorCode": "QueueDoesNotExist",
        "Type": "Sender",
    }


@pytest.mark.parametrize(("error", "status"), [(Error("404"), 404), (Error("NoSuchKey"), 404), (Error("403"), 403)])
def test_a_refused_head_is_told_by_its_status(fake_aws: FakeAWS, error: Error, status: int) -> None:
    """An answer to HEAD has no body, so all that reaches the code is the status."""
    fake_aws.on("s3.head_object").play(error)

    with pytest.raises(ClientError) as caught:
        client("s3").head_object(Bucket="b", Key="k")

    assert caught.value.response["Error"]["Code"] == str(status)
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status


def test_what_is_not_modified_has_no_body(fake_aws: FakeAWS) -> None:
    """HTTP allows none with 304, so code and status are one."""
    fake_aws.on("s3.get_object").play(Error("NotModified", status=304, unmodelled=True))

    with pytest.raises(ClientError) as caught:
        client("s3").get_object(Bucket="b", Key="k", IfNoneMatch='"1"')

    assert caught.value.response["Error"] == {"Code": "304", "Message": "Not Modified"}


def test_head_tells_the_length_of_what_it_does_not_send(fake_aws: FakeAWS) -> None:
    """The length is a header like any other."""
    fake_aws.on("s3.head_object").play(Response.exactly(ContentLength=1_000))

    assert client("s3").head_object(Bucket="b", Key="k")["ContentLength"] == 1_000


@pytest.mark.parametrize("service", ["ec2", "iam", "s3", "dynamodb", "cloudfront"])
def test_an_empty_message_is_empty(fake_aws: FakeAWS, service: str) -> None:
    """A message may be empty; query, ec2 and S3 have an element without text for that, which botocore reads as None."""
    method = _callable_methods(service)[0]
    fake_aws.on(f"{service}.{method}").play(Error("AccessDenied"))

    with pytest.raises(ClientError) as caught:
        getattr(client(service), method)(**_params(Operation.named(f"{service}.{method}")))

    assert caught.value.response["Error"]["Message"] == (None if service in ("ec2", "iam", "s3") else "")


@pytest.mark.parametrize("location", ["eu-west-1", None])
def test_the_location_of_a_bucket(fake_aws: FakeAWS, location: str | None) -> None:
    """GetBucketLocation's root is its one member; the oldest region has none."""
    given = {"LocationConstraint": location} if location else {}
    fake_aws.on("s3.get_bucket_location").play(Response.exactly(given))

    assert client("s3").get_bucket_location(Bucket="b")["LocationConstraint"] == location


@pytest.mark.parametrize("asked", [{}, {"EncodingType": "url"}])
def test_keys_are_quoted_where_botocore_unquotes_them(fake_aws: FakeAWS, asked: dict[str, str]) -> None:
    """Keys with signs of URLs in them arrive as they are said, whoever asked for the encoding."""
    contents = [{"Key": "a+b c/%20é"}, {"Key": "plain"}]
    fake_aws.on("s3.list_objects_v2").play(Response(Contents=contents, EncodingType="url", Prefix="a+b"))

    answer = client("s3").list_objects_v2(Bucket="b", **asked)

    assert (answer["Contents"], answer["Prefix"]) == (contents, "a+b")


def test_policies_of_iam_are_decoded(fake_aws: FakeAWS) -> None:
    """IAM quotes its documents and boto3 gives them as dicts, wherever they stand."""
    fake_aws.on("iam.get_role").play(Response(Role={"RoleName": "r", "AssumeRolePolicyDocument": POLICY}))

    role = client("iam").get_role(RoleName="r")["Role"]

    assert role["AssumeRolePolicyDocument"] == json.loads(POLICY)


def test_the_console_of_an_instance_is_text(fake_aws: FakeAWS) -> None:
    """EC2 sends the console's output in base64, and boto3 decodes it."""
    fake_aws.on("ec2.get_console_output").play(Response(Output="booted\n"))

    assert client("ec2").get_console_output(InstanceId="i-1")["Output"] == "booted\n"


def test_the_answer_is_in_the_protocol_of_the_client(fake_aws: FakeAWS, tmp_path: Path) -> None:
    """A client whose own model prefers another protocol than ours is answered in that one, errors too."""
    loader = botocore.loaders.create_loader()
    version = loader.determine_latest_version("cloudwatch", "service-2")
    model = loader.load_service_model("cloudwatch", "service-2")
    folder = tmp_path / "cloudwatch" / version
    folder.mkdir(parents=True)
    metadata = {"targetPrefix": "GraniteServiceVersion20100801", **model["metadata"]}
    metadata["protocols"] = ["smithy-rpc-v2-cbor"]
    with gzip.open(folder / "service-2.json.gz", "wt") as written:
        json.dump({**model, "metadata": metadata}, written)
    session = botocore.session.get_session()
    session.get_component("data_loader").search_paths.insert(0, str(tmp_path))
    cloudwatch: Any = session.create_client("cloudwatch", "eu-central-1")
    fake_aws.on("cloudwatch.list_metrics").play(
        Response(Metrics=[{"Namespace": "AWS/EC2"}]), Error("InvalidParameterValue", "No.")
    )

    answer = cloudwatch.list_metrics()
    with pytest.raises(cloudwatch.exceptions.InvalidParameterValueException):
        cloudwatch.list_metrics()

    assert answer["Metrics"] == [{"Namespace": "AWS/EC2"}]
    assert answer["ResponseMetadata"]["HTTPHeaders"]["content-type"] == "application/cbor"


@pytest.mark.sweep
@pytest.mark.parametrize("service", service_names())
def test_a_real_client_of_every_service_is_answered(service: str) -> None:
    """Through client, serialiser, wire and parser, three operations of each service come back equal."""
    config = Config(parameter_validation=False, signature_version=UNSIGNED)
    own = SESSION.client(service, config=config, endpoint_url="https://localhost")  # else Timestream looks for one
    with FakeAWS() as fake:
        for method in [one for one in _callable_methods(service) if hasattr(own, one)][:3]:
            operation = Operation.named(f"{service}.{method}")
            answer = synthesise(operation.name, seed=1)
            fake.on(operation.name).play(Response.exactly(answer))

            got = getattr(own, method)(**{**_params(operation), **FOR_THE_ENDPOINT.get(service, {})})

            assert {name: read(value) for name, value in got.items() if name != "ResponseMetadata"} == tellable(
                operation, answer
            )


def _callable_methods(service: str) -> list[str]:
    """The methods of a service that need the fewest parameters first."""
    found = Service.named(service)
    return sorted(found.methods, key=lambda method: len(_required(found.operation(method))))


def _required(operation: Operation) -> list[str]:
    return list(operation.input_shape.required_members) if operation.input_shape else []


def _params(operation: Operation) -> Mapping[str, Any]:
    if operation.input_shape is None:
        return {}
    plan = plan_of(operation.input_shape, TOP, Planning("x"))
    drawn = plan(Draft(seeded_provider(1), START, "x", {})) if plan else {}
    return {name: drawn[name] for name in _required(operation)}
