"""The guard: while a fake is active nothing of botocore leaves the process, whatever its host."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import boto3
import botocore.session
import pytest
from botocore.awsrequest import AWSRequest
from botocore.httpsession import URLLib3Session
from botocore.utils import ContainerMetadataFetcher, InstanceMetadataFetcher

from fakeaws import FakeAWS
from fakeaws.errors import BlockedRequest, FakeAWSError

REGIONS = ("us-east-1", "cn-north-1", "us-gov-west-1", "us-iso-east-1", "us-isob-east-1", "eusc-de-east-1")

WATCHED = """
import json, socket
from contextlib import contextmanager
opened = []
def watch(*args, **kwargs):
    opened.append(repr(args))
    raise OSError("watched")
socket.socket.connect = socket.socket.connect_ex = watch
socket.create_connection = socket.getaddrinfo = watch

import boto3
from botocore.config import Config
from botocore.utils import ContainerMetadataFetcher, InstanceMetadataFetcher
from fakeaws import FakeAWS

CALLS = {"dynamodb": "list_tables", "lambda": "list_functions", "s3": "list_buckets", "sts": "get_caller_identity"}

def call(service, region, config):
    getattr(boto3.client(service, region, config=config), CALLS[service])()

def tried(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except Exception as error:
        return type(error).__name__
    return "nothing"

@contextmanager
def started():
    fake = FakeAWS()
    fake.start()
    yield fake
    fake.stop()

met = set()
with started() as fake:
    for region in REGIONS:
        for options in ({}, {"use_dualstack_endpoint": True}, {"use_fips_endpoint": True}):
            for service in CALLS:
                met.add(tried(call, service, region, Config(**options)))
    for url in ("http://localhost:8000", "https://vpce-1.dynamodb.us-east-1.vpce.amazonaws.com", "http://10.0.0.1"):
        met.add(tried(boto3.client("dynamodb", endpoint_url=url).list_tables))
    met.add(tried(InstanceMetadataFetcher(num_attempts=1).retrieve_iam_role_credentials))
    met.add(tried(ContainerMetadataFetcher().retrieve_uri, "/credentials"))
print(json.dumps([sorted(met), tried(fake.verify), opened]))
"""


def test_no_host_of_any_kind_is_connected_to() -> None:
    """Hosts of all partitions, dual-stack, FIPS, custom endpoints and metadata: none is looked up or connected to."""
    script = f"REGIONS = {REGIONS!r}\n{WATCHED}"

    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"HOME": "/nonexistent", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr == ""
    met, told, opened = json.loads(done.stdout)
    assert opened == []
    ours = {"UnscriptedCall", "BlockedRequest", "DoorCannotCarry"}
    nowhere = {"EndpointResolutionError", "EndpointVariantError"}  # FIPS and dual-stack are not in every partition
    assert set(met) - ours <= nowhere
    assert told in ours


def test_metadata_of_the_instance_is_blocked(fake_aws: FakeAWS, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session without any credentials would ask the instance; it is told so, and where to give them."""
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")

    with pytest.raises(BlockedRequest, match=r"169\.254\.169\.254.*explicit credentials"):
        botocore.session.get_session().get_credentials()
    with pytest.raises(BlockedRequest):
        fake_aws.verify()


def test_metadata_of_the_container_is_blocked(fake_aws: FakeAWS) -> None:
    """A container's credentials are not asked for either, though they may be on this machine."""
    with pytest.raises(BlockedRequest, match="http://localhost/credentials"):
        ContainerMetadataFetcher().retrieve_full_uri("http://localhost/credentials")
    with pytest.raises(BlockedRequest):
        fake_aws.verify()


def test_metadata_is_blocked_within_a_call_that_is_let_through(fake_aws: FakeAWS) -> None:
    """To let a service through lets nothing else through."""
    fake_aws.let_through("dynamodb")

    with pytest.raises(BlockedRequest, match=r"169\.254"):
        InstanceMetadataFetcher(num_attempts=1).retrieve_iam_role_credentials()
    with pytest.raises(BlockedRequest):
        fake_aws.verify()


def test_a_bare_http_session_of_botocore_is_blocked(fake_aws: FakeAWS) -> None:
    """What uses botocore's HTTP session by itself is stopped as well."""
    request: Any = AWSRequest("GET", "https://example.com/").prepare()

    with pytest.raises(BlockedRequest, match=r"https://example\.com/"):
        URLLib3Session().send(request)
    with pytest.raises(BlockedRequest):
        fake_aws.verify()


def test_an_assumed_role_asks_sts_as_any_client_does(
    fake_aws: FakeAWS, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    """A role in a config file of the test's own is assumed by a call that a script must answer."""
    config = tmp_path / "config"
    config.write_text("[profile r]\nrole_arn = arn:aws:iam::123456789012:role/x\ncredential_source = Environment\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))

    client: Any = boto3.Session(profile_name="r").client("s3")
    with pytest.raises(FakeAWSError, match=r"sts\.assume_role"):
        client.generate_presigned_url("get_object", {"Bucket": "b", "Key": "k"})
    with pytest.raises(FakeAWSError, match=r"sts\.assume_role"):
        fake_aws.verify()
