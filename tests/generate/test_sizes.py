"""Requests, and the sizes in which requests and responses can be asked for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from fakeaws import FakeAWS, Response, synthesise
from fakeaws.errors import InvalidParameters, PlanError
from tests.conftest import ClientFor

DEPLOYMENT = "appconfig.start_deployment"
SIZES: list[dict[str, Any]] = [{}, {"optional": "none"}, {"optional": "all"}, {"lists": 2}]


def test_a_request_holds_what_the_method_takes() -> None:
    """Parameters of the client's method, required and optional ones, and no paging token."""
    request = synthesise("appconfig.list_deployments", side="request")

    assert list(request) == ["ApplicationId", "EnvironmentId", "MaxResults"]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", [DEPLOYMENT, "dynamodb.put_item", "ec2.run_instances", "s3.put_object"])
def test_boto3_takes_a_request(name: str, size: dict[str, Any], fake_aws: FakeAWS, client_for: ClientFor) -> None:
    """A client of boto3 sends it, whatever its size."""
    service, _, method = name.partition(".")
    request = synthesise(name, side="request", **size)
    fake_aws.on(name).play(Response())
    getattr(client_for(service), method)(**request)

    assert len(fake_aws.calls(name)) == 1


def test_a_token_against_doing_things_twice_is_a_uuid() -> None:
    """As boto3 makes it up."""
    request = synthesise("ec2.run_instances", side="request")

    assert str(UUID(request["ClientToken"])) == request["ClientToken"]


def test_what_is_given_of_a_request_stays() -> None:
    """Also by the other name that boto3 knows for a parameter, and then not by both."""
    filters = [{"Name": "vpc-id", "Values": ["vpc-1"]}]
    request = synthesise("ec2.describe_vpcs", {"Filters": filters}, side="request", DryRun=False)

    assert (request["Filters"], request["DryRun"]) == (filters, False)
    assert synthesise("logs.create_export_task", side="request", fromTime=5)["fromTime"] == 5
    assert "from" not in synthesise("logs.create_export_task", side="request", fromTime=5)


def test_an_unknown_parameter_is_refused() -> None:
    """With the nearest that there is, whether it is given or said to have been asked."""
    complaint = r"appconfig.start_deployment does not take these parameters:\n  Tag .*Did you mean Tags\?"

    with pytest.raises(InvalidParameters, match=complaint):
        synthesise(DEPLOYMENT, side="request", Tag={})
    with pytest.raises(InvalidParameters, match=complaint):
        synthesise(DEPLOYMENT, request={"Tag": {}})


def test_a_response_repeats_the_request() -> None:
    """Members that are called like parameters of the request have their values."""
    request = synthesise(DEPLOYMENT, side="request")
    response = synthesise(DEPLOYMENT, request=request)
    shared = [name for name in request if name in response]

    assert "ApplicationId" in shared
    assert {name: request[name] for name in shared} == {name: response[name] for name in shared}


def test_only_what_is_required() -> None:
    """Of a request its required parameters; of a response what code asks for unseen, and what is given."""
    request = synthesise("lambda.create_function", side="request", optional="none")

    assert set(request) == {"FunctionName", "Role", "Code"}
    assert request["Code"] == {}
    assert synthesise("appconfig.get_deployment", optional="none", State="BAKING") == {"State": "BAKING"}
    assert synthesise("sqs.receive_message", optional="none") == {}
    assert synthesise("dynamodb.batch_write_item", optional="none") == {"UnprocessedItems": {}}


def test_all_members() -> None:
    """Those of failures too, but for paging tokens; a union still has one member."""
    usual = synthesise("glue.get_job_run")["JobRun"]
    whole = synthesise("glue.get_job_run", optional="all")["JobRun"]

    assert set(whole) > set(usual)
    assert "ErrorMessage" in set(whole) - set(usual)
    assert "NextToken" not in synthesise("appconfig.list_deployments", optional="all")
    assert len(synthesise("bedrock-runtime.converse", optional="all")["output"]) == 1


@pytest.mark.parametrize("count", [0, 1, 3, 250])
def test_lists_have_so_many_items(count: int) -> None:
    """Of a list and of a map."""
    assert len(synthesise("appconfig.list_deployments", lists=count)["Items"]) == count
    assert len(synthesise("dynamodb.get_item", lists=count)["Item"]) == count


def test_lists_within_lists_have_so_many_too() -> None:
    """As long as no more than a hundred come together; those deeper down then have fewer."""
    reservations = synthesise("ec2.describe_instances", lists=3)["Reservations"]
    instances = [instance for reservation in reservations for instance in reservation["Instances"]]
    many = synthesise("ec2.describe_instances", lists=40)["Reservations"]

    assert (len(reservations), len(instances)) == (3, 9)
    assert (len(many), len(many[0]["Instances"])) == (40, 2)


def test_the_model_bounds_lists() -> None:
    """No more items than it allows, and no fewer than it wants; a map whose keys are listed has at most these."""
    request = synthesise("dynamodb.transact_get_items", side="request", lists=500)
    attributes = synthesise("sqs.get_queue_attributes", lists=500)["Attributes"]

    assert len(request["TransactItems"]) == 100
    assert len(synthesise("dynamodb.transact_get_items", side="request", lists=0)["TransactItems"]) == 1
    assert 1 < len(attributes) < 40


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"side": "reqest"}, "side='reqest' is not known. Did you mean request?"),
        ({"optional": "most"}, "optional='most' is not known. Known: none, some, all."),
        ({"lists": -1}, "lists is how many items each list has, at least 0, not -1."),
        ({"lists": True}, "lists is how many items each list has, at least 0, not True."),
        ({"seed": "x"}, "seed is an integer, not 'x'."),
        ({"request": []}, "request is a mapping with the parameters that a response answers, not []."),
        (
            {"side": "request", "request": {}},
            "request is for responses, which repeat what it says; a request is given as what it is.",
        ),
    ],
)
def test_options_that_there_are_not_are_refused(options: dict[str, Any], complaint: str) -> None:
    """What was said, and what could have been."""
    with pytest.raises(PlanError) as refused:
        synthesise(DEPLOYMENT, **options)

    assert str(refused.value) == complaint


def test_a_member_that_is_called_like_an_option_goes_into_the_mapping() -> None:
    """A complaint about an option's value tells so, where the operation has such a member."""
    answer = synthesise("drs.put_launch_action", {"optional": True}, optional="none")

    assert answer == {"optional": True}
    with pytest.raises(PlanError) as refused:
        synthesise("drs.put_launch_action", optional=True)  # type: ignore[arg-type]  # the point of it
    assert str(refused.value) == (
        "optional=True is not known. Known: none, some, all. "
        "If the member optional is meant, put it into a mapping: {'optional': ...}."
    )
