"""Records the folder `data` beside this file: moto's server, and what placebo, vcrpy and the AWS CLI write of it.

    pip install 'moto[server]' placebo vcrpy awscli
    python -m tests.recordings.record_data [FOLDER]

`truth.json` is what boto3 was given and gave in the same calls.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import boto3
from botocore.exceptions import ClientError

from tests.recordings.truth import as_json

DATA = Path(__file__).with_name("data")
ROLE = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole"}]})
KEY = {"AttributeName": "id", "KeyType": "HASH"}
TEXT = {"AttributeName": "id", "AttributeType": "S"}

CALLS: list[tuple[str, dict[str, Any]]] = [
    # query
    ("sts.get_caller_identity", {}),
    ("sts.assume_role", {"RoleArn": "arn:aws:iam::123456789012:role/one", "RoleSessionName": "session"}),
    ("sns.create_topic", {"Name": "topic", "Tags": [{"Key": "a b", "Value": "c&d=é"}]}),
    ("sns.list_topics", {}),
    ("sns.publish", {"TopicArn": "arn:aws:sns:eu-west-1:123456789012:none", "Message": "hello"}),
    ("iam.create_role", {"RoleName": "one", "AssumeRolePolicyDocument": ROLE, "Tags": [{"Key": "k", "Value": "v"}]}),
    ("iam.get_role", {"RoleName": "one"}),
    ("iam.list_roles", {"MaxItems": 10}),
    ("iam.get_user", {"UserName": "nobody"}),
    ("cloudformation.list_stacks", {"StackStatusFilter": ["CREATE_COMPLETE", "DELETE_COMPLETE"]}),
    ("elbv2.describe_load_balancers", {"Names": ["none"]}),
    # ec2
    ("ec2.create_vpc", {"CidrBlock": "10.0.0.0/16"}),
    ("ec2.describe_vpcs", {"Filters": [{"Name": "cidr", "Values": ["10.0.0.0/16", "10.1.0.0/16"]}]}),
    ("ec2.describe_regions", {"RegionNames": ["eu-west-1"], "AllRegions": True}),
    ("ec2.describe_instances", {"InstanceIds": ["i-12345678"]}),
    # json
    (
        "dynamodb.create_table",
        {"TableName": "t", "KeySchema": [KEY], "AttributeDefinitions": [TEXT], "BillingMode": "PAY_PER_REQUEST"},
    ),
    ("dynamodb.put_item", {"TableName": "t", "Item": {"id": {"S": "1"}, "n": {"N": "1.5"}, "b": {"B": b"\x00\xff"}}}),
    ("dynamodb.get_item", {"TableName": "t", "Key": {"id": {"S": "1"}}, "ConsistentRead": True}),
    ("dynamodb.describe_table", {"TableName": "t"}),
    ("dynamodb.get_item", {"TableName": "none", "Key": {"id": {"S": "1"}}}),
    ("kms.create_key", {"Description": "a key"}),
    ("kms.list_keys", {"Limit": 5}),
    ("sqs.create_queue", {"QueueName": "q", "Attributes": {"VisibilityTimeout": "5"}}),
    ("sqs.list_queues", {}),
    ("sqs.get_queue_url", {"QueueName": "none"}),
    ("ssm.put_parameter", {"Name": "/a/b", "Value": "v", "Type": "String"}),
    ("ssm.get_parameter", {"Name": "/a/b", "WithDecryption": False}),
    ("secretsmanager.create_secret", {"Name": "s", "SecretBinary": b"\x01\x02"}),
    ("secretsmanager.get_secret_value", {"SecretId": "s"}),
    ("logs.create_log_group", {"logGroupName": "g"}),
    ("logs.describe_log_groups", {"logGroupNamePrefix": "g"}),
    ("kinesis.create_stream", {"StreamName": "s", "ShardCount": 1}),
    ("kinesis.describe_stream_summary", {"StreamName": "s"}),
    ("events.put_rule", {"Name": "r", "ScheduleExpression": "rate(5 minutes)"}),
    ("stepfunctions.list_state_machines", {"maxResults": 3}),
    ("cloudwatch.put_metric_data", {"Namespace": "n", "MetricData": [{"MetricName": "m", "Value": 1.5}]}),
    ("cloudwatch.list_metrics", {"Namespace": "n"}),
    # rest-json
    ("apigateway.create_rest_api", {"name": "api", "tags": {"a": "b"}}),
    ("apigateway.get_rest_apis", {"limit": 5}),
    ("appconfig.create_application", {"Name": "app"}),
    ("lambda.list_functions", {"MaxItems": 3}),
    ("lambda.get_function", {"FunctionName": "none", "Qualifier": "1"}),
    ("efs.create_file_system", {"CreationToken": "token", "Tags": [{"Key": "Name", "Value": "fs"}]}),
    ("efs.describe_file_systems", {"MaxItems": 2}),
    ("batch.describe_job_queues", {}),
    # rest-xml
    ("s3.create_bucket", {"Bucket": "bucket", "CreateBucketConfiguration": {"LocationConstraint": "eu-west-1"}}),
    ("s3.put_object", {"Bucket": "bucket", "Key": "a b/ü", "Body": b"\x00\xffbody", "Metadata": {"k": "v"}}),
    ("s3.get_object", {"Bucket": "bucket", "Key": "a b/ü", "Range": "bytes=1-3"}),
    ("s3.head_object", {"Bucket": "bucket", "Key": "a b/ü"}),
    ("s3.list_objects_v2", {"Bucket": "bucket", "Prefix": "a ", "MaxKeys": 10}),
    ("s3.get_bucket_location", {"Bucket": "bucket"}),
    ("s3.put_bucket_tagging", {"Bucket": "bucket", "Tagging": {"TagSet": [{"Key": "a", "Value": "b"}]}}),
    ("s3.delete_objects", {"Bucket": "bucket", "Delete": {"Objects": [{"Key": "none"}, {"Key": "x&y"}]}}),
    ("s3.get_object", {"Bucket": "bucket", "Key": "none"}),
    ("s3.head_bucket", {"Bucket": "nobucket"}),
    ("s3.list_buckets", {}),
    ("route53.create_hosted_zone", {"Name": "example.com.", "CallerReference": "one"}),
    ("route53.list_hosted_zones", {"MaxItems": "3"}),
]
READ_BY_CLI = ("get-", "list-", "describe-")


WAYS = ("placebo", "vcr-yaml", "vcr-json")


def record(folder: Path) -> None:
    """Make the calls with boto3, once with placebo and once each with vcrpy's two serialisers, and the CLI's after."""
    with _server() as url:
        os.environ |= _environment(url)
        truth = {name: _recorded(name, folder, url) for name in WAYS}
        _record_cli(folder / "cli", truth, url)
    (folder / "truth.json").write_text(
        json.dumps(as_json(truth), indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def _recorded(way: str, folder: Path, url: str) -> list[dict[str, Any]]:
    urlopen(Request(f"{url}/moto-api/reset", method="POST"), timeout=10).close()  # noqa: S310  # moto's own
    (folder / way).mkdir(parents=True, exist_ok=True)
    calls = [call for call in CALLS if not (way == "vcr-json" and _is_binary(call))]
    with _placebo(folder / way) if way == "placebo" else _vcr(folder / way, way.removeprefix("vcr-")) as session:
        return [_called(session, name, params) for name, params in calls]


def _called(session: Any, name: str, params: dict[str, Any]) -> dict[str, Any]:
    service, _, method = name.partition(".")
    told = {"operation": name, "params": params}
    try:
        response = getattr(session.client(service), method)(**params)
    except ClientError as error:
        return {**told, "error": error.response["Error"]["Code"], "status": _status(error.response)}
    status = _status(response)
    members = {key: one.read() if hasattr(one, "read") else one for key, one in response.items()}
    return {
        **told,
        "response": {key: one for key, one in members.items() if key != "ResponseMetadata"},
        "status": status,
    }


def _status(response: Any) -> int:
    status: int = response["ResponseMetadata"]["HTTPStatusCode"]
    return status


def _is_binary(call: tuple[str, dict[str, Any]]) -> bool:
    """Whether there are bytes in it, which vcrpy's JSON has no way to write."""
    return call[0] in {"s3.put_object", "s3.get_object"}


@contextlib.contextmanager
def _placebo(folder: Path) -> Iterator[Any]:
    placebo = importlib.import_module("placebo")  # not among what the tests need
    session = boto3.Session()
    pill = placebo.attach(session, str(folder))
    pill.record()
    with contextlib.redirect_stdout(io.StringIO()):  # it prints what it writes
        yield session
        pill.stop()


@contextlib.contextmanager
def _vcr(folder: Path, serializer: str) -> Iterator[Any]:
    vcr = importlib.import_module("vcr")
    recorder = vcr.VCR(serializer=serializer, record_mode="all")
    if serializer == "json":  # botocore's headers are bytes, of which vcrpy's JSON has none
        recorder.before_record_request = _with_text_headers
    with recorder.use_cassette(str(folder / f"calls.{serializer}")):
        yield boto3.Session()


def _with_text_headers(request: Any) -> Any:
    request.headers = {
        name: value.decode() if isinstance(value, bytes) else value for name, value in request.headers.items()
    }
    return request


def _record_cli(folder: Path, truth: dict[str, Any], url: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    truth["cli"] = []
    for number, (name, params) in enumerate(CALLS):
        service, method = name.replace("_", "-").split(".")
        if not method.startswith(READ_BY_CLI) or name in {"s3.get_object", "sts.get_caller_identity"}:
            continue
        command = [sys.executable, "-m", "awscli", "--endpoint-url", url, {"s3": "s3api"}.get(service, service), method]
        asked = ["--cli-input-json", json.dumps(params), "--output", "json", "--no-paginate"]
        printed = subprocess.run([*command, *asked], capture_output=True, text=True, check=False)
        if printed.returncode or not printed.stdout.strip():
            continue
        told = _called(boto3.Session(), name, params)
        if told != _called(boto3.Session(), name, params):
            continue  # it tells the time
        (folder / f"{service}_{method}_{number}.json").write_text(printed.stdout, encoding="utf-8")
        truth["cli"].append({**told, "file": f"{service}_{method}_{number}.json"})


def _environment(url: str) -> dict[str, str]:
    keys = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_SESSION_TOKEN": "testing"}
    return {**keys, "AWS_DEFAULT_REGION": "eu-west-1", "AWS_ENDPOINT_URL": url, "AWS_CONFIG_FILE": os.devnull}


@contextlib.contextmanager
def _server() -> Iterator[str]:
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        yield f"http://{host if host != '0.0.0.0' else '127.0.0.1'}:{port}"  # noqa: S104  # where it says it listens
    finally:
        server.stop()


if __name__ == "__main__":
    record(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
