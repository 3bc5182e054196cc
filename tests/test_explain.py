"""What a surprise says of a call: source text that can be pasted, of a size that can be read."""

from __future__ import annotations

import ast
import io
from datetime import datetime, timezone
from typing import Any

import boto3
import pytest
from boto3.s3.transfer import TransferConfig

from fakeaws import FakeAWS
from fakeaws.errors import UnscriptedCall


def client(service: str) -> Any:
    session: Any = boto3.Session()
    return session.client(service, "eu-central-1")


def told(fake: FakeAWS) -> str:
    """What the fake noted first, which is then told."""
    with pytest.raises(UnscriptedCall):
        fake.verify()
    return str(fake.surprises[0])


def test_the_stub_to_paste_has_plain_values_only(fake_aws: FakeAWS) -> None:
    """Bodies, streams, bytes and times, at any depth, are left out of what is pasted."""
    records = [{"Data": b"x", "PartitionKey": "p"}]
    with pytest.raises(UnscriptedCall):
        client("s3").put_object(Bucket="b", Key="k", Body=io.BytesIO(b"x"), Expires=datetime.now(timezone.utc))
    with pytest.raises(UnscriptedCall):
        client("kinesis").put_records(StreamName="s", Records=records)

    stubs = [str(surprise).splitlines()[-1].strip() for surprise in fake_aws.surprises]
    told(fake_aws)

    assert [stub.partition(".play(")[0] for stub in stubs] == [
        "fake_aws.on(\"s3.put_object\", Bucket='b', Key='k')",
        "fake_aws.on(\"kinesis.put_records\", StreamName='s')",
    ]
    assert [ast.parse(stub) is not None for stub in stubs] == [True, True]


def test_long_values_are_cut(fake_aws: FakeAWS) -> None:
    """A call with five million bytes is told in a few lines."""
    with pytest.raises(UnscriptedCall):
        client("lambda").invoke(FunctionName="f", Payload=b"\x00" * 5_000_000)

    text = told(fake_aws)

    assert len(text) < 2_000
    assert "Payload=b'\\x00\\x00" in text
    assert "... (5000000 bytes)" in text


def test_a_thread_of_a_library_has_no_line(fake_aws: FakeAWS) -> None:
    """A call in a thread where nothing of the user's runs is told by its thread, not by a line of the library's."""
    s3 = client("s3")
    config = TransferConfig(multipart_threshold=5 * 1024 * 1024, multipart_chunksize=5 * 1024 * 1024)
    with pytest.raises(UnscriptedCall):
        s3.upload_fileobj(io.BytesIO(b"x"), "b", "k", Config=config)

    text = told(fake_aws)

    assert text.startswith("s3.put_object was called in the thread ThreadPoolExecutor-")
    assert str(fake_aws.calls()[0].made_at) == "another thread"
    assert "[another thread]" in fake_aws.report()
