"""Answers made from the model."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import botocore.loaders
import jmespath  # type: ignore[import-untyped]  # it has no types
import pytest
from botocore.validate import ParamValidator

from fakeaws import check, synthesise
from fakeaws.clock import START
from fakeaws.errors import PlanError
from fakeaws.generate.seeds import seeded_provider
from fakeaws.generate.synthesise import complete
from fakeaws.model import Operation, Service, service_names
from fakeaws.schema.dialect import Side
from tests.generate.sample import SAMPLE


def completed(name: str, given: dict[str, Any] | None = None, *, now: datetime = START, **echo: Any) -> dict[str, Any]:
    return complete(Operation.named(name), given or {}, aws=seeded_provider(1), now=now, echo=echo)


def refusals(operation: Operation, answer: dict[str, Any]) -> str:
    """What botocore's validator says against an answer; it takes a stream for one event, so it is given each."""
    shape, stream = operation.output_shape, operation.event_stream
    if shape is None:
        return ""
    answers = [{**answer, stream: event} for event in answer[stream]] if stream else [answer]
    return "".join(ParamValidator().validate(one, shape).generate_report() for one in answers)


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from leaves(one)
    else:
        yield value


def test_a_seed_makes_one_answer() -> None:
    """The same seed makes the same answer, another seed another."""
    assert synthesise("appconfig.get_deployment", seed=1) == synthesise("appconfig.get_deployment", seed=1)
    assert synthesise("appconfig.get_deployment", seed=1) != synthesise("appconfig.get_deployment", seed=2)


def test_what_is_given_stays() -> None:
    """Members given are in the answer as they are, and whole: nothing is added inside."""
    answer = synthesise("appconfig.get_deployment", State="BAKING", EventLog=[{"EventType": "BAKE_TIME_STARTED"}])

    assert answer["State"] == "BAKING"
    assert answer["EventLog"] == [{"EventType": "BAKE_TIME_STARTED"}]


def test_what_is_given_does_not_change_the_rest() -> None:
    """A poller that is told one state after the other sees one deployment."""
    deploying, baking = completed("appconfig.get_deployment", {"State": "DEPLOYING"}), {"State": "BAKING"}

    assert completed("appconfig.get_deployment", baking) == {**deploying, **baking}


def test_given_members_may_come_in_a_mapping() -> None:
    """A member whose name a keyword would hide goes into the mapping."""
    assert synthesise("appconfig.get_deployment", {"State": "BAKING"})["State"] == "BAKING"


def test_an_unknown_member_is_refused() -> None:
    """A member that the response does not have is refused with the nearest that it has."""
    with pytest.raises(PlanError) as refused:
        synthesise("appconfig.get_deployment", Status="BAKING")

    assert str(refused.value) == ("Status is not a member of appconfig.get_deployment's response. Did you mean State?")


def test_an_answer_without_members_is_empty() -> None:
    """An operation that answers nothing gets nothing."""
    assert synthesise("appconfig.delete_application") == {}


def test_the_request_is_echoed() -> None:
    """Members named like parameters repeat them: texts and numbers, and maps of the same shape."""
    answer = completed("appconfig.get_deployment", ApplicationId="abc1234", EnvironmentId="xyz7890", DeploymentNumber=7)
    extension = completed("appconfig.create_extension", Parameters={"url": {"Required": True}})

    assert [answer[name] for name in ("ApplicationId", "EnvironmentId", "DeploymentNumber")] == [
        "abc1234",
        "xyz7890",
        7,
    ]
    assert extension["Parameters"] == {"url": {"Required": True}}


def test_the_request_is_echoed_inside_a_wrapper() -> None:
    """`describe_table(TableName=...)` describes that table."""
    assert completed("dynamodb.describe_table", TableName="orders")["Table"]["TableName"] == "orders"
    assert completed("ssm.get_parameter", Name="/db/url")["Parameter"]["Name"] == "/db/url"


def test_an_echo_that_does_not_fit_is_left_out() -> None:
    """A parameter that the response's own shape refuses is not repeated: AppConfig turns names into ids."""
    assert completed("appconfig.get_deployment", ApplicationId="My-App")["ApplicationId"] != "My-App"


def test_what_is_given_beats_the_echo() -> None:
    """A test may say that the service answers something else than it was asked."""
    answer = completed("appconfig.get_deployment", {"DeploymentNumber": 8}, DeploymentNumber=7)

    assert answer["DeploymentNumber"] == 8


def test_an_id_is_the_same_wherever_it_recurs() -> None:
    """The ARN of a bulk deployment holds the id that stands beside it."""
    answer = synthesise("greengrass.start_bulk_deployment")

    assert answer["BulkDeploymentArn"].endswith(f":/greengrass/bulk/deployments/{answer['BulkDeploymentId']}")


@pytest.mark.parametrize(
    ("name", "token"),
    [
        ("appconfig.list_deployments", "NextToken"),
        ("iam.list_users", "Marker"),
        ("dynamodb.scan", "LastEvaluatedKey"),
        ("s3.list_objects_v2", "NextContinuationToken"),
        ("apigateway.get_rest_apis", "position"),
    ],
)
def test_paging_tokens_stay_away(name: str, token: str) -> None:
    """A first page is the last, even if the request has a token to echo, unless a token is given."""
    echo: dict[str, Any] = {token: "abc"}

    assert token not in completed(name, **echo)
    assert completed(name, {token: "abc"})[token] == "abc"


def test_there_is_never_more() -> None:
    """The boolean that asks for the next page says no, in a nested structure too."""
    assert synthesise("s3.list_objects_v2")["IsTruncated"] is False
    assert synthesise("cloudfront.list_distributions")["DistributionList"]["IsTruncated"] is False


def test_a_next_token_that_is_not_for_paging_comes() -> None:
    """AppConfig Data's token for the next poll is no page's."""
    assert "NextPollConfigurationToken" in synthesise("appconfigdata.get_latest_configuration")


def test_times_are_in_order_and_past() -> None:
    """Nothing completes before it starts, and nothing lies after now, to the millisecond and in UTC."""
    now = datetime(2030, 5, 1, tzinfo=timezone.utc)
    answer = completed("appconfig.get_deployment", now=now)

    assert now - timedelta(days=31) < answer["StartedAt"] <= answer["CompletedAt"] <= now
    assert answer["StartedAt"].tzinfo is timezone.utc


def test_a_time_that_is_text_for_the_model_is_a_time() -> None:
    """Greengrass tells CreatedAt as text, in milliseconds and with a Z."""
    created = synthesise("greengrass.get_bulk_deployment_status")["CreatedAt"]

    assert datetime.strptime(created, "%Y-%m-%dT%H:%M:%S.%f%z") <= START
    assert created.endswith("Z")


def test_recursion_ends() -> None:
    """A shape met again on its own path ends: EMR's configurations hold configurations, once."""
    (configuration,) = synthesise("emr.describe_cluster")["Cluster"]["Configurations"]

    assert configuration["Configurations"] == []


def test_a_union_has_one_member() -> None:
    """Of a tagged union exactly one member speaks, whether the model marks it or not."""
    value = completed("dynamodb.get_item")["Item"]

    assert [len(one) for one in value.values()] == [1]


def test_a_status_on_the_wire_is_a_success() -> None:
    """The member that is bound to the HTTP status says 200."""
    assert synthesise("lambda.invoke")["StatusCode"] == 200


def test_a_body_can_be_read() -> None:
    """A streaming body is a few bytes, and they are JSON; the headers that measure it are left to the wire."""
    answer = synthesise("s3.get_object")

    assert json.loads(answer["Body"]) == {}
    assert {"ContentLength", "ContentEncoding", "ChecksumCRC32"} & set(answer) == set()


def test_a_document_is_a_small_dict() -> None:
    """Where the model takes any JSON, there is some."""
    assert synthesise("bedrock-runtime.converse")["additionalModelResponseFields"] == {"key": "value"}


def test_an_event_stream_is_a_list_of_events() -> None:
    """A stream is one event each of its first kinds, and no error among them."""
    stream = synthesise("bedrock-runtime.converse_stream")["stream"]
    errors = {"internalServerException", "throttlingException"}

    assert [list(event) for event in stream] == [["messageStart"], ["contentBlockStart"]]
    assert [event for event in stream if errors & set(event)] == []


def test_answers_are_fresh() -> None:
    """Changing one answer does not change the next."""
    first = synthesise("appconfig.get_deployment")
    first["EventLog"].clear()

    assert synthesise("appconfig.get_deployment")["EventLog"] != []


@pytest.mark.parametrize("name", SAMPLE)
def test_answers_of_every_kind_are_accepted(name: str) -> None:
    """Botocore's validator and our own checker find nothing wrong, whatever the protocol and however odd the shape."""
    operation = Operation.named(name)
    for seed in range(5):
        answer = synthesise(name, seed=seed)

        assert refusals(operation, answer) == ""
        assert [one for one in check(name, answer, level="scripted") if one.severity == "error"] == []


def test_the_sample_speaks_every_protocol() -> None:
    """The operations tried above leave out no wire protocol."""
    spoken = {Operation.named(name).service.protocol for name in SAMPLE}

    assert spoken >= {"ec2", "json", "query", "rest-json", "rest-xml"}


@pytest.mark.sweep
@pytest.mark.parametrize("service", service_names())
def test_every_answer_of_every_service_is_accepted(service: str) -> None:
    """Over all of botocore, its validator and our checker refuse no answer, and no time but an expiry is after now.

    But for Kinesis, whose model has no word for that nothing failed.
    """
    refused: dict[str, object] = {}
    for method in Service.named(service).methods:
        operation = Operation.named(f"{service}.{method}")
        answer = synthesise(operation.name, seed=1)
        errors = [str(one) for one in check(operation.name, answer, level="scripted") if one.severity == "error"]
        times = [one for one in leaves(answer) if isinstance(one, datetime)]
        late = [one for one in times if one > START and one - START not in (timedelta(hours=1), timedelta(days=365))]
        if operation.name == "kinesis.put_records":
            del answer["FailedRecordCount"]
        if refusals(operation, answer) or errors or late:
            refused[operation.name] = (refusals(operation, answer), errors, late)

    assert refused == {}


@pytest.mark.sweep
def test_every_paginator_stops_after_one_page() -> None:
    """No answer of a paginated operation makes botocore's paginator ask for another page.

    But for one whose model requires a token of at least one character in every answer, the last too.
    """
    asking = [name for name, paths in _paginated() if any(_asks(paths, synthesise(name)))]

    assert asking == ["iotsitewise:ListActions"]


def _paginated() -> Iterator[tuple[str, dict[str, Any]]]:
    loader = botocore.loaders.create_loader()
    for service in loader.list_available_services("paginators-1"):
        operations = Service.named(service).model.operation_names
        for name, paths in loader.load_service_model(service, "paginators-1")["pagination"].items():
            if name in operations:
                yield f"{service}:{name}", paths


def _asks(paths: dict[str, Any], answer: dict[str, Any]) -> Iterator[bool]:
    """Whether botocore would go on: it asks `more_results` first, and the tokens where there is none."""
    tokens = paths.get("output_token", [])
    if "more_results" in paths:
        yield bool(jmespath.search(paths["more_results"], answer))
    else:
        yield from (bool(jmespath.search(one, answer)) for one in (tokens if isinstance(tokens, list) else [tokens]))


@pytest.mark.parametrize(
    ("operation", "side", "given", "said"),
    [
        ("ecs.describe_services", "response", {"services": [{"serviceNam": "web"}]}, "Did you mean serviceName?"),
        ("appconfig.get_deployment", "response", {"State": "BAKED"}, "'BAKED' is not one of BAKING"),
        ("ecs.describe_services", "request", {"services": "web"}, "is not a list"),
    ],
)
def test_what_the_service_could_not_say_is_refused(
    operation: str, side: Side, given: dict[str, Any], said: str
) -> None:
    """A misspelt member, a value that the model does not have: at any depth, on both sides, as in a script."""
    with pytest.raises(PlanError, match=re.escape(said)):
        synthesise(operation, given, side=side)
