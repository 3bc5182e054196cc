"""Every paginator of botocore, driven by boto3 through the wire, yields exactly the items that a test gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config

from fakeaws import FakeAWS, Response
from fakeaws.lifecycles.from_paginator import Paging, paging_of
from fakeaws.lifecycles.paged import Pages
from fakeaws.model import Operation, Service, service_names
from tests.lifecycles.paginated import least_request, read, told

SAMPLE = [
    "appconfig.list_deployments",
    "budgets.describe_budget_performance_history",
    "cloudfront.list_distributions",
    "cloudwatch.list_metrics",
    "devicefarm.list_unique_problems",
    "devops-guru.list_anomalous_log_groups",
    "dynamodb.list_tables",
    "dynamodb.query",
    "dynamodb.scan",
    "ec2.describe_instances",
    "ec2.describe_vpc_endpoint_services",
    "glue.get_job_runs",
    "iam.get_account_authorization_details",
    "kinesis.describe_stream",
    "kinesis.list_shards",
    "logs.filter_log_events",
    "proton.list_component_outputs",
    "rds.download_db_log_file_portion",
    "route53.list_resource_record_sets",
    "s3.list_multipart_uploads",
    "s3.list_object_versions",
    "s3.list_objects",
    "s3.list_objects_v2",
    "s3.list_parts",
    "sqs.list_queues",
    "storagegateway.list_file_shares",
]

Answers = list[Mapping[str, Any]]
Reading = Callable[[Any, dict[str, Any], dict[str, Any]], Answers]


def _plainly(paginator: Any, request: dict[str, Any], _size: dict[str, Any]) -> Answers:
    return list(paginator.paginate(**request))


def _in_pages_of_its_own(paginator: Any, request: dict[str, Any], size: dict[str, Any]) -> Answers:
    return list(paginator.paginate(**request, PaginationConfig=size))


def _in_two_goes(paginator: Any, request: dict[str, Any], _size: dict[str, Any]) -> Answers:
    """To the end of the second page, and on from there with what botocore kept."""
    two = list(paginator.paginate(**request))[:2]
    most = sum(len(paginator.result_keys[0].search(page)) for page in two)
    first = paginator.paginate(**request, PaginationConfig={"MaxItems": most})
    before = list(first)
    if first.resume_token is None:
        return before
    return [*before, *paginator.paginate(**request, PaginationConfig={"StartingToken": first.resume_token})]


READINGS: dict[str, Reading] = {
    "plainly": _plainly,
    "in pages of its own": _in_pages_of_its_own,
    "in two goes": _in_two_goes,
}

EXCEPTIONS: dict[str, tuple[tuple[str, ...], str, str]] = {
    **dict.fromkeys(
        [
            "proton.list_component_outputs",
            "proton.list_component_provisioned_resources",
            "proton.list_environment_outputs",
            "proton.list_environment_provisioned_resources",
            "proton.list_repository_sync_definitions",
            "proton.list_service_instance_outputs",
            "proton.list_service_instance_provisioned_resources",
            "proton.list_service_pipeline_outputs",
            "proton.list_service_pipeline_provisioned_resources",
        ],
        (tuple(READINGS), "1 pages", "the model says that the token is always empty: there is no second page"),
    ),
    **dict.fromkeys(
        [
            "apigateway.get_usage",
            "budgets.describe_budget_performance_history",
            "devicefarm.get_offering_status",
            "devicefarm.list_unique_problems",
            "marketplace-discovery.search_facets",
            "taxsettings.list_tax_exemptions",
        ],
        (
            ("in two goes",),
            "4 of 5 items",
            "botocore, going on, drops the first result of a page that is no list or text",
        ),
    ),
    "devops-guru.list_anomalous_log_groups": (
        ("in two goes",),
        "4 of 5 items",
        "botocore takes the id, a text, for the list, and, going on, empties all other lists of the first page",
    ),
}
"""By operation: the readings in which botocore does not give all items over three pages, what it gives, and why."""


UNSIGNABLE = {"cloudfront-keyvaluestore"}
"""Services for which botocore can sign only with a package beside it, awscrt."""


@pytest.mark.parametrize("name", SAMPLE)
def test_a_sample_of_paginators(name: str) -> None:
    """The paginators that are hard to serve yield exactly the items given."""
    assert _misread([name]) == _exceptions([name])


@pytest.mark.sweep
@pytest.mark.parametrize("service", service_names())
def test_every_paginator(service: str, record_property: Callable[[str, object], None]) -> None:
    """Every paginator yields exactly the items given, over three pages, but for the exceptions, which are none else."""
    names = [f"{service}.{method}" for method in Service.named(service).paginators]
    wrong = _misread(names) if names else {}
    counts = {"paginators": len(names), "readings": len(names) * len(READINGS), "exceptions": len(wrong)}
    record_property("paginators", counts)

    assert wrong == _exceptions(names)


def _exceptions(names: list[str]) -> dict[tuple[str, str], str]:
    listed = [(name, *EXCEPTIONS[name]) for name in names if name in EXCEPTIONS]
    return {(name, how): wrong for name, readings, wrong, _ in listed for how in readings}


def _misread(names: list[str]) -> dict[tuple[str, str], str]:
    """What is wrong with the items that botocore reads of these operations of one service, by reading."""
    session: Any = boto3.Session("id", "secret", region_name="us-east-1")
    service = names[0].partition(".")[0]
    config = Config(signature_version=UNSIGNED) if service in UNSIGNABLE else None
    client = session.client(service, config=config)
    found = {(name, how): _read(client, Operation.named(name), how) for name in names for how in READINGS}
    return {key: wrong for key, wrong in found.items() if wrong is not None}


def _read(client: Any, operation: Operation, how: str) -> str | None:
    paging = paging_of(operation)
    size, shape = 2, operation.input_shape
    if paging.limit and shape is not None:
        size = max(size, int(shape.members[paging.limit].metadata.get("min", 0)))
    is_asked = paging.limit is not None and how == "in pages of its own"
    with FakeAWS() as fake_aws:
        if "describe_endpoints" in operation.service.methods:
            fake_aws.on(f"{operation.service.name}.describe_endpoints").play(Response().forever().optional())
        pages = fake_aws.pages(operation.name, 2 * size + 1, page_size=None if is_asked else size).again()
        config = {"PageSize": size} if is_asked else {}
        paginator = client.get_paginator(operation.method)
        answers = READINGS[how](paginator, least_request(operation), config)
    keys = [key for key in paginator._non_aggregate_keys if _stays(key.expression, paging)]
    beside = [[key.search(answer) for key in keys] for answer in answers]
    if any(other != beside[0] for other in beside):
        return "what stands beside the items differs from page to page"
    return _difference(paging, pages, answers)


def _stays(expression: str, paging: Paging) -> bool:
    """Whether it is the same on all pages: it is no structure that holds results, and no token that is repeated."""
    holds_results = any(result.name.startswith(f"{expression}.") for result in paging.results)
    return not holds_results and expression not in paging.token_names


def _difference(paging: Paging, pages: Pages, answers: Answers) -> str | None:
    result = paging.primary
    given = told(paging.operation, result, pages.items[result.name])
    if result.shape.type_name == "string":
        return None if "".join(answer[result.name] for answer in answers) == "".join(given) else "other text"
    got = [item for answer in answers for item in read(paging, result, answer)]
    if got != given:
        return f"{len(got)} of {len(given)} items" if len(got) != len(given) else "other items"
    return None if len(answers) >= 3 else f"{len(answers)} pages"
