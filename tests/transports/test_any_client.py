"""Any client is answered: of resources and collections, paginators, in threads, and whatever was imported first."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import boto3
import pytest

from fakeaws import FakeAWS, Response

OLD_RESOURCE: Any = boto3.resource("dynamodb", region_name="eu-central-1")


def resource() -> Any:
    session: Any = boto3.Session()
    return session.resource("dynamodb", region_name="eu-central-1")


@pytest.mark.parametrize("is_old", [True, False])
def test_a_resource_is_answered_in_its_own_values(fake_aws: FakeAWS, is_old: bool) -> None:  # noqa: FBT001  # a parameter of pytest's
    """A resource made before the test or in it turns a scripted answer into its own values."""
    fake_aws.on("dynamodb.get_item", TableName="orders").play(Response.exactly(Item={"n": {"N": "1"}}))

    table = (OLD_RESOURCE if is_old else resource()).Table("orders")

    assert table.get_item(Key={"id": "1"})["Item"] == {"n": 1}


def test_a_collection_goes_through_its_pages(fake_aws: FakeAWS) -> None:
    """A collection of a resource asks for page after page, with the token that each page gave."""
    fake_aws.on("dynamodb.list_tables").play(Response(TableNames=["one", "two"], LastEvaluatedTableName="two"))
    fake_aws.on("dynamodb.list_tables", ExclusiveStartTableName="two").play(Response(TableNames=["three"]))

    assert [table.name for table in resource().tables.all()] == ["one", "two", "three"]


def test_a_paginator_goes_through_its_pages(fake_aws: FakeAWS) -> None:
    """So does a paginator of a client."""
    fake_aws.on("dynamodb.list_tables").play(Response(TableNames=["one"], LastEvaluatedTableName="one"))
    fake_aws.on("dynamodb.list_tables", ExclusiveStartTableName="one").play(Response(TableNames=["two"]))
    pages = resource().meta.client.get_paginator("list_tables").paginate()

    assert pages.build_full_result()["TableNames"] == ["one", "two"]


def test_a_batch_writer_sends_again_what_was_not_processed(fake_aws: FakeAWS) -> None:
    """What the service leaves unprocessed is sent again by boto3, and is a call of its own."""
    left = [{"PutRequest": {"Item": {"id": {"S": "1"}}}}]
    fake_aws.on("dynamodb.batch_write_item").play(
        Response.exactly(UnprocessedItems={"orders": left}), Response.exactly(UnprocessedItems={})
    )

    with resource().Table("orders").batch_writer() as writer:
        writer.put_item(Item={"id": "1"})

    assert len(fake_aws.calls("dynamodb.batch_write_item")) == 2


def test_clients_made_in_threads_are_answered(fake_aws: FakeAWS) -> None:
    """Each thread makes a session of its own, and gets an answer of its own."""
    fake_aws.on("dynamodb.list_tables").play(*[Response(TableNames=[f"t{number}"]) for number in range(8)])

    def names(_number: int) -> list[str]:
        found: list[str] = resource().meta.client.list_tables()["TableNames"]
        return found

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(names, range(8)))

    assert sorted(told) == [[f"t{number}"] for number in range(8)]


def test_presigning_asks_nothing(fake_aws: FakeAWS) -> None:
    """Presigned URLs and posts are made without any call, and have a signature."""
    session: Any = boto3.Session()
    s3 = session.client("s3", "eu-central-1")

    url = s3.generate_presigned_url("put_object", {"Bucket": "b", "Key": "k"})
    post = s3.generate_presigned_post("b", "k")

    assert "Signature=" in url
    assert {"policy", "x-amz-signature"} & set(post["fields"]) != set()
    assert fake_aws.calls() == []


@pytest.mark.parametrize("first", ["fakeaws", "boto3"])
def test_no_order_of_imports_matters(first: str) -> None:
    """A client is answered whether it is made before fakeaws is imported, after it, or after it has started."""
    script = f"""
import {first}
import boto3
from botocore.session import get_session
made = [boto3.client("appconfig", region_name="eu-central-1"), get_session().create_client("appconfig", "eu-central-1")]
import fakeaws
from fakeaws import FakeAWS, Response
made += [boto3.client("appconfig", region_name="eu-central-1")]
with FakeAWS() as fake:
    made += [boto3.client("appconfig")]
    fake.on("appconfig.list_applications").play(Response.exactly(Items=[]).times(4))
    print([client.list_applications()["Items"] for client in made])
"""
    bare = {"HOME": "/nonexistent", "PYTHONPATH": ":".join(sys.path)}

    done = subprocess.run([sys.executable, "-c", script], env=bare, capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("[[], [], [], []]\n", "")
