"""Our Stubber in the place of botocore's: each behaviour that botocore documents, held by both with one test."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import boto3
import botocore.stub
import pytest
from botocore.exceptions import (
    ClientError,
    ParamValidationError,
    StubAssertionError,
    StubResponseError,
    UnStubbedResponseError,
)
from botocore.stub import ANY

from fakeaws import Stubber

BUCKET = {"Bucket": "orders"}
WHEN = datetime(2016, 1, 20, tzinfo=timezone.utc)
LISTED = {
    "Name": "orders",
    "Contents": [{"Key": "a.txt", "Size": 7, "LastModified": WHEN}],
    "ResponseMetadata": {"RequestId": "abc", "HTTPStatusCode": 200},
}


@pytest.fixture
def s3() -> Any:
    session: Any = boto3.Session("AKIAIOSFODNN7EXAMPLE", "secret", region_name="us-east-1")
    return session.client("s3")


@pytest.fixture(params=[botocore.stub.Stubber, Stubber], ids=["botocore's", "ours"])
def stubber(request: pytest.FixtureRequest, s3: Any) -> Any:
    return request.param(s3)


def test_a_response_is_returned_as_it_was_given(stubber: Any, s3: Any) -> None:
    """Whole, metadata included, and only while the stubber is active as a context manager."""
    stubber.add_response("list_objects", LISTED, BUCKET)
    with stubber as entered:
        answer = s3.list_objects(**BUCKET)

    assert entered is stubber
    assert answer == LISTED


def test_responses_come_in_order_and_once(stubber: Any, s3: Any) -> None:
    """First in, first out; the call after the last is botocore's own error."""
    stubber.add_response("list_objects", {"Name": "one"})
    stubber.add_response("list_objects", {"Name": "two"})
    stubber.activate()
    names = [s3.list_objects(**BUCKET)["Name"] for _ in range(2)]

    assert names == ["one", "two"]
    with pytest.raises(UnStubbedResponseError, match="Unexpected API Call"):
        s3.list_objects(**BUCKET)


def test_an_active_stubber_without_any_response_refuses(stubber: Any, s3: Any) -> None:
    """Nothing is sent."""
    stubber.activate()

    with pytest.raises(UnStubbedResponseError, match="Unexpected API Call"):
        s3.list_buckets()


def test_calls_out_of_order_are_refused(stubber: Any, s3: Any) -> None:
    """The next response must be for the operation that is called."""
    stubber.add_response("list_buckets", {})
    stubber.activate()

    with pytest.raises(StubResponseError, match="Operation mismatch: found response for ListBuckets"):
        s3.list_objects(**BUCKET)


@pytest.mark.parametrize(
    "expected", [{"Bucket": "other"}, {**BUCKET, "Prefix": "a"}, {}], ids=["value", "more", "fewer"]
)
def test_unexpected_parameters_are_refused_and_keep_the_response(stubber: Any, s3: Any, expected: Any) -> None:
    """All parameters must be as expected; the response waits for a call that fits."""
    stubber.add_response("list_objects", {"Name": "one"}, expected)
    stubber.activate()

    with pytest.raises(StubAssertionError, match="Expected parameters"):
        s3.list_objects(**BUCKET)
    with pytest.raises(AssertionError, match="1 responses remaining in queue"):
        stubber.assert_no_pending_responses()


def test_any_stands_for_every_value(stubber: Any, s3: Any) -> None:
    """At the top and nested."""
    stubber.add_response("put_object", {}, {"Bucket": ANY, "Key": "k", "Metadata": {"mine": ANY}})
    stubber.activate()

    s3.put_object(Bucket="orders", Key="k", Metadata={"mine": "x"})
    stubber.assert_no_pending_responses()


def test_wrong_parameters_are_refused_by_botocore_first(stubber: Any, s3: Any) -> None:
    """The client's own validation still runs."""
    stubber.add_response("list_objects", {}, {"Buck": "orders"})
    stubber.activate()

    with pytest.raises(ParamValidationError):
        s3.list_objects(Buck="orders")


def test_an_error_has_all_that_was_given(stubber: Any, s3: Any) -> None:
    """Code, message, status, further members of the error, the metadata and the modelled fields."""
    stubber.add_client_error(
        "get_object",
        "InvalidObjectState",
        "archived",
        http_status_code=403,
        service_error_meta={"Resource": "k"},
        expected_params={**BUCKET, "Key": "k"},
        response_meta={"RequestId": "abc"},
        modeled_fields={"StorageClass": "GLACIER"},
    )
    stubber.activate()

    with pytest.raises(s3.exceptions.InvalidObjectState) as caught:
        s3.get_object(**BUCKET, Key="k")
    assert caught.value.response == {
        "Error": {"Code": "InvalidObjectState", "Message": "archived", "Resource": "k"},
        "ResponseMetadata": {"HTTPStatusCode": 403, "RequestId": "abc"},
        "StorageClass": "GLACIER",
    }


def test_an_error_of_any_code_is_a_client_error(stubber: Any, s3: Any) -> None:
    """Codes are not checked here; the default code is empty."""
    stubber.add_client_error("list_buckets")
    stubber.add_client_error("list_buckets", "Whatever")
    stubber.activate()

    codes = []
    for _ in range(2):
        with pytest.raises(ClientError) as caught:
            s3.list_buckets()
        codes.append(caught.value.response["Error"]["Code"])
    assert codes == ["", "Whatever"]


@pytest.mark.parametrize(
    ("method", "response", "raised"),
    [
        ("list_objekts", {}, ValueError),
        ("list_objects", {"Nam": "one"}, ParamValidationError),
        ("list_objects", {"Name": 1}, ParamValidationError),
        ("delete_bucket", {"Name": "x"}, ParamValidationError),
    ],
)
def test_what_cannot_be_a_response_is_refused_when_it_is_added(
    stubber: Any, method: str, response: Any, raised: type[Exception]
) -> None:
    """An unknown method, an unknown member, a wrong type, members where the operation answers nothing."""
    with pytest.raises(raised):
        stubber.add_response(method, response)


def test_modelled_fields_of_an_error_are_checked(stubber: Any) -> None:
    """Against the shape of the error with that code."""
    with pytest.raises(ParamValidationError):
        stubber.add_client_error("get_object", "InvalidObjectState", modeled_fields={"StorageClass": 5})


def test_presigned_urls_take_nothing(stubber: Any, s3: Any) -> None:
    """A URL is signed without a response for it, and takes none of those that wait."""
    stubber.add_response("list_objects", {"Name": "one"})
    with stubber:
        url = s3.generate_presigned_url("get_object", {**BUCKET, "Key": "k"})
        answer = s3.list_objects(**BUCKET)

    assert "Signature" in url
    assert answer == {"Name": "one"}
    stubber.assert_no_pending_responses()


def test_a_deactivated_stubber_leaves_the_client_alone(stubber: Any, s3: Any) -> None:
    """It can be taken away and put back, with its queue as it was."""
    stubber.add_response("list_buckets", {})
    stubber.activate()
    stubber.deactivate()
    stubber.activate()

    assert s3.list_buckets() == {}


def test_resources_and_paginators_are_answered(stubber: Any, s3: Any) -> None:
    """Whatever calls the client's operations gets the responses."""
    stubber.add_response("list_objects_v2", {"KeyCount": 1, "IsTruncated": True, "NextContinuationToken": "t"}, BUCKET)
    stubber.add_response("list_objects_v2", {"KeyCount": 2}, {**BUCKET, "ContinuationToken": "t"})
    with stubber:
        counts = [page["KeyCount"] for page in s3.get_paginator("list_objects_v2").paginate(**BUCKET)]

    assert counts == [1, 2]
