"""What a surprise says of a call: source text that can be pasted, of a size that can be read."""

from __future__ import annotations

import ast
import io
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import boto3
import pytest
from boto3.s3.transfer import TransferConfig

from fakeaws import FakeAWS, Response
from fakeaws.errors import UnscriptedCall
from fakeaws.origin import Origin


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


def test_a_thread_of_a_library_tells_who_gave_it_its_work(fake_aws: FakeAWS) -> None:
    """A call in a thread where nothing of the user's runs is told by the user's line that gave the thread its work."""
    s3 = client("s3")
    config = TransferConfig(multipart_threshold=5 * 1024 * 1024, multipart_chunksize=5 * 1024 * 1024)
    with pytest.raises(UnscriptedCall):
        s3.upload_fileobj(io.BytesIO(b"x"), "b", "k", Config=config)

    text = told(fake_aws)

    asked_at = Path(__file__).read_text(encoding="utf-8").partition("s3.upload_fileobj")[0].count("\n") + 1
    assert text.startswith(f"s3.put_object was called at test_explain.py:{asked_at} in the thread ThreadPoolExecutor-")
    assert fake_aws.calls()[0].made_at == Origin(__file__, asked_at)


def test_a_pools_thread_tells_who_gave_it_this_work(fake_aws: FakeAWS) -> None:
    """A worker that goes on with other work is told by the line that gave it that, not by the one that started it."""
    fake_aws.on("sns.publish").play(Response().times(2))
    publish = client("sns").publish
    with ThreadPoolExecutor(1) as pool:
        pool.submit(publish, TopicArn="t", Message="1").result()
        pool.submit(publish, TopicArn="t", Message="2").result()

    lines = [call.made_at.line for call in fake_aws.calls()]

    assert (lines[1] - lines[0], len(fake_aws.calls())) == (1, 2)


def test_a_started_thread_tells_who_started_it(fake_aws: FakeAWS) -> None:
    """A thread that runs nothing but a client's method is told by the line that started it."""
    fake_aws.on("sns.publish").play(Response())
    thread = threading.Thread(target=client("sns").publish, kwargs={"TopicArn": "t", "Message": "1"})
    thread.start()
    thread.join()

    assert fake_aws.calls()[0].made_at.path == __file__


@pytest.mark.fake_aws(code_under_test="s3transfer.upload")
def test_the_code_under_test_may_be_a_library(fake_aws: FakeAWS) -> None:
    """Where the option names a package, or a part of one, its lines are told as those that make the calls."""
    fake_aws.on("s3.put_object").play(Response())
    client("s3").upload_fileobj(io.BytesIO(b"x"), "b", "k")

    assert Path(fake_aws.calls()[0].made_at.path).parts[-2:] == ("s3transfer", "upload.py")


def test_the_file_of_a_package_is_told_with_its_folder() -> None:
    """Every package has an `__init__.py`: the folder tells which it is."""
    assert str(Origin("/lib/watchtower/__init__.py", 371)) == "watchtower/__init__.py:371"
