"""Where a test finds itself: nothing of the machine shows, and what the test sets counts."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import boto3
import botocore.session
import pytest
from botocore.config import Config
from botocore.credentials import RefreshableCredentials

from fakeaws import FakeAWS, Response

GET = "appconfig.get_deployment"
WHICH: dict[str, Any] = {"ApplicationId": "a1b2c3d", "EnvironmentId": "e4f5g6h", "DeploymentNumber": 1}
FAKE_KEY = "AKIAIOSFODNN7EXAMPLE"
OLD: dict[str, Any] = {
    "boto3": boto3.Session(),
    "profile": boto3.Session(),
    "botocore": botocore.session.get_session(),
    "subclass": type("Own", (botocore.session.Session,), {})(),
    "copy": copy.copy(botocore.session.get_session()),
}
OLD["profile"]._session.set_config_variable("profile", "developer")


def made_by(session: Any, service: str = "appconfig", **options: Any) -> Any:
    make = session.client if hasattr(session, "client") else session.create_client
    return make(service, config=Config(**options))


@pytest.mark.parametrize("kind", OLD)
def test_a_session_made_before_is_answered(fake_aws: FakeAWS, kind: str) -> None:
    """A client of a session that is older than the test is answered, and has credentials and a region."""
    fake_aws.on(GET).play(Response(State="COMPLETE"))

    client = made_by(OLD[kind])

    assert (client.get_deployment(**WHICH)["State"], client.meta.region_name) == ("COMPLETE", "us-east-1")


def test_a_session_made_before_remembers_nothing() -> None:
    """A session that is used in a fake looks for its credentials and its config anew afterwards."""
    session: Any = botocore.session.get_session()
    with FakeAWS():
        made_by(session, "s3").generate_presigned_url("get_object", {"Bucket": "b", "Key": "k"})

    assert (session._credentials, session._config) == (None, None)


def test_credentials_that_refresh_themselves_are_left_alone(fake_aws: FakeAWS) -> None:
    """Credentials that a session got before the test, and that would now ask AWS again, are not asked."""
    session = OLD["botocore"]
    session._credentials = RefreshableCredentials(
        "key", "secret", "token", datetime.now(timezone.utc), _must_not_be_called, "sso"
    )
    try:
        url = made_by(session, "s3").generate_presigned_url("get_object", {"Bucket": "b", "Key": "k"})
    finally:
        session._credentials = None

    assert "AKIAIOSFODNN7EXAMPLE" in url


def _must_not_be_called() -> None:
    raise AssertionError("refreshed")


def test_explicit_credentials_stay(fake_aws: FakeAWS) -> None:
    """What code gives a session itself is what it signs with, before the test and in it."""
    session: Any = boto3.Session("OWNKEY", "secret")

    assert "OWNKEY" in made_by(session, "s3").generate_presigned_url("get_object", {"Bucket": "b", "Key": "k"})


def test_what_the_test_sets_counts(fake_aws: FakeAWS, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys and a region that are set while the fake is active are used."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "TESTKEY")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-3")

    client = made_by(boto3.Session(), "s3")

    assert client.meta.region_name == "eu-west-3"
    assert "TESTKEY" in client.generate_presigned_url("get_object", {"Bucket": "b", "Key": "k"})


def test_a_config_file_of_the_test_counts(fake_aws: FakeAWS, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Profiles of a config file that is set while the fake is active are found, and others are not."""
    config = tmp_path / "config"
    config.write_text("[profile own]\nregion = eu-west-3\naws_access_key_id = OWNKEY\naws_secret_access_key = x\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    monkeypatch.delenv("AWS_DEFAULT_REGION")

    client = made_by(boto3.Session(profile_name="own"), "s3")

    assert client.meta.region_name == "eu-west-3"
    assert "OWNKEY" in client.generate_presigned_url("get_object", {"Bucket": "b", "Key": "k"})
    with pytest.raises(Exception, match="none"):
        made_by(boto3.Session(profile_name="none"))


@pytest.mark.parametrize("name", ["developer", "default"])
def test_a_profile_that_the_code_names_is_there(fake_aws: FakeAWS, name: str) -> None:
    """Code that names a profile of its developer's finds it, empty."""
    fake_aws.on(GET).play(Response(State="COMPLETE"))

    assert made_by(boto3.Session(profile_name=name)).get_deployment(**WHICH)["State"] == "COMPLETE"


def test_everything_is_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the fake the environment, boto3's default session and botocore's sessions are as they were."""
    monkeypatch.setenv("AWS_PROFILE", "developer")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://localhost:4566")
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", OLD["boto3"])
    seams = ("__init__", "get_credentials", "get_scoped_config", "full_config", "get_config_variable")
    before = dict(os.environ), [vars(botocore.session.Session)[name] for name in seams]

    with FakeAWS():
        hidden = "AWS_PROFILE" in os.environ or "AWS_ENDPOINT_URL_S3" in os.environ
        boto3.client("s3")

    assert not hidden
    assert before == (dict(os.environ), [vars(botocore.session.Session)[name] for name in seams])
    assert OLD["boto3"] is boto3.DEFAULT_SESSION


HOSTILE = """
import json, os, socket, subprocess, sys

def refused(*args, **kwargs): raise SystemExit(f"connects: {args}")
socket.socket.connect = socket.socket.connect_ex = refused
socket.create_connection = socket.getaddrinfo = refused
def spawned(*args, **kwargs): raise SystemExit(f"spawns {args}")
subprocess.Popen = spawned

import boto3, botocore.session
old = botocore.session.get_session()
old_with_profile = boto3.Session(profile_name="sso")
old_client = boto3.client("sqs", aws_access_key_id="a", aws_secret_access_key="b")  # reads the machine's config
from fakeaws import FakeAWS, Response

with FakeAWS() as fake:
    fake.on("sqs.receive_message").play(Response.exactly().forever())
    clients = [old_client, old.create_client("sqs"), old_with_profile.client("sqs"), boto3.client("sqs")]
    clients += [boto3.Session(profile_name=name).client("sqs") for name in ("process", "sso", "role", "no-such")]
    for client in clients:
        client.receive_message(QueueUrl="https://sqs.us-east-1.amazonaws.com/123456789012/q")
    new = clients[1:]
    print(json.dumps({
        "regions": sorted({client.meta.region_name for client in new}),
        "endpoints": sorted({client.meta.endpoint_url for client in new}),
        "retries": sorted({client.meta.config.retries["mode"] for client in new}),
        "keys": sorted({client._request_signer._credentials.access_key for client in new}),
    }))
"""
CONFIG = """
[default]
region = ap-southeast-4
credential_process = /bin/false spawned
retry_mode = adaptive
endpoint_url = http://config.invalid
[profile process]
credential_process = /bin/false spawned
[profile sso]
sso_start_url = https://example.awsapps.com/start
sso_region = us-east-1
sso_account_id = 123456789012
sso_role_name = Admin
[profile role]
role_arn = arn:aws:iam::123456789012:role/x
credential_source = Ec2InstanceMetadata
"""


def test_a_developers_machine_is_never_consulted(tmp_path: Path) -> None:
    """Config files, profiles, credential processes, SSO, metadata and the shell's variables leave no trace."""
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws" / "config").write_text(CONFIG)
    (tmp_path / ".aws" / "credentials").write_text("[developer]\naws_access_key_id = REAL\naws_secret_access_key = x\n")
    hostile = {
        "HOME": str(tmp_path),
        "PYTHONPATH": ":".join(sys.path),
        "AWS_PROFILE": "process",
        "AWS_REGION": "ap-southeast-4",
        "AWS_DEFAULT_REGION": "ap-southeast-4",
        "AWS_SESSION_TOKEN": "token",
        "AWS_ENDPOINT_URL": "http://env.invalid",
        "AWS_ENDPOINT_URL_SQS": "http://env.invalid",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://localhost:1/credentials",
        "AWS_WEB_IDENTITY_TOKEN_FILE": "/nonexistent",
        "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/x",
        "AWS_MAX_ATTEMPTS": "9",
        "AWS_USE_FIPS_ENDPOINT": "true",
    }

    done = subprocess.run([sys.executable, "-c", HOSTILE], env=hostile, capture_output=True, text=True, check=False)

    assert done.stderr == ""
    assert json.loads(done.stdout) == {
        "regions": ["us-east-1"],
        "endpoints": ["https://sqs.us-east-1.amazonaws.com"],
        "retries": [_default_retry_mode()],
        "keys": ["AKIAIOSFODNN7EXAMPLE"],
    }


def _default_retry_mode() -> str:
    with FakeAWS():
        client: Any = boto3.client("sqs")
        return str(client.meta.config.retries["mode"])


def test_a_client_made_before_signs_with_the_keys_of_the_fake(monkeypatch: pytest.MonkeyPatch) -> None:
    """A client, and its session, that found keys on the machine before the fake show none of them in it."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "REALKEY")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-3")
    session: Any = boto3.Session()
    s3 = made_by(session, "s3")
    own: Any = session.client("s3", aws_access_key_id="OWNKEY", aws_secret_access_key="x")

    def signed() -> list[str]:
        url = s3.generate_presigned_url("get_object", {"Bucket": "b", "Key": "k"})
        post = s3.generate_presigned_post("b", "k")["fields"]
        return [url + str(post), session.get_credentials().access_key]

    with FakeAWS():
        in_a_fake = signed()
        of_its_own = own.generate_presigned_url("get_object", {"Bucket": "b", "Key": "k"})

    assert ["REALKEY" in text for text in in_a_fake] == [False, False]
    assert ["AKIAIOSFODNN7EXAMPLE" in text for text in in_a_fake] == [True, True]
    assert "OWNKEY" in of_its_own
    assert ["REALKEY" in text for text in signed()] == [True, True]


@pytest.mark.parametrize(
    ("profile", "expected"),
    [(None, ("eu-west-3", "FILEKEY")), ("own", ("eu-north-1", "OWNKEY")), ("bare", ("eu-south-1", FAKE_KEY))],
)
def test_a_config_file_comes_before_what_the_fake_has_set(
    fake_aws: FakeAWS, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, profile: str | None, expected: tuple[str, str]
) -> None:
    """The region and the keys of a file of the test count; the fake's own are for what it does not say."""
    monkeypatch.setenv("AWS_CONFIG_FILE", str(_three_profiles(tmp_path)))

    session: Any = boto3.Session(profile_name=profile)

    assert (session.region_name, session.get_credentials().access_key) == expected
    assert session.client("s3").meta.region_name == expected[0]


def test_what_is_nearer_comes_before_a_config_file(
    fake_aws: FakeAWS, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A region that the code gives, and variables that the test sets, come before the test's file, as on AWS."""
    monkeypatch.setenv("AWS_CONFIG_FILE", str(_three_profiles(tmp_path)))
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "TESTKEY")
    given: Any = boto3.Session(region_name="us-east-1")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-west-2")
    found: Any = boto3.Session()

    regions = given.region_name, found.region_name

    assert regions == ("us-east-1", "us-west-2")
    assert found.get_credentials().access_key == "TESTKEY"


def _three_profiles(folder: Path) -> Path:
    config = folder / "config"
    profiles = {
        "default": "region = eu-west-3\naws_access_key_id = FILEKEY\naws_secret_access_key = x",
        "profile own": "region = eu-north-1\naws_access_key_id = OWNKEY\naws_secret_access_key = x",
        "profile bare": "region = eu-south-1",
    }
    config.write_text("".join(f"[{name}]\n{text}\n" for name, text in profiles.items()))
    return config
