"""Every paginator of botocore, driven by boto3 through the wire, yields exactly the items that a test gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import boto3
import pytest

from fakeaws import FakeAWS
from fakeaws.lifecycles.from_paginator import Paging, paging_of
from fakeaws.lifecycles.paged import Pages
from fakeaws.model import Operation, Service, service_names
from tests.lifecycles.paginated import least_request, read, told

SAMPLE = [
    "appconfig.list_deployments",
    "athena.get_query_results",
    "budgets.describe_budget_performance_history",
    "cloudfront.list_distributions",
    "cloudwatch.list_metrics",
    "devicefarm.list_unique_problems",
    "devops-guru.list_anomalous_log_groups",
    "devops-guru.list_insights",
    "dynamodb.list_tables",
    "dynamodb.query",
    "dynamodb.scan",
    "ec2.describe_instances",
    "ec2.describe_vpc_endpoint_services",
    "ecr.describe_image_scan_findings",
    "glue.get_job_runs",
    "iam.get_account_authorization_details",
    "iam.list_roles",
    "kinesis.describe_stream",
    "kinesis.list_shards",
    "lambda.list_functions",
    "logs.filter_log_events",
    "rds.describe_db_instances",
    "rds.download_db_log_file_portion",
    "route53.list_resource_record_sets",
    "s3.list_multipart_uploads",
    "s3.list_object_versions",
    "s3.list_objects",
    "s3.list_objects_v2",
    "s3.list_parts",
    "sqs.list_queues",
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

EXCEPTIONS: dict[tuple[str, str], tuple[str, str]] = {}
"""By operation and reading: what botocore reads instead, and why."""


@pytest.mark.parametrize("name", SAMPLE)
def test_a_sample_of_paginators(name: str) -> None:
    """The paginators that are hard to serve yield exactly the items given."""
    assert _misread([name]) == _exceptions([name])


@pytest.mark.sweep
@pytest.mark.parametrize("service", [name for name in service_names() if Service.named(name).paginators])
def test_every_paginator(service: str, record_property: Callable[[str, object], None]) -> None:
    """Every paginator yields exactly the items given, over three pages, or is among the exceptions, and not for nothing."""
    names = [f"{service}.{method}" for method in Service.named(service).paginators]
    wrong = _misread(names)
    counts = {"paginators": len(names), "readings": len(names) * len(READINGS), "exceptions": len(wrong)}
    record_property("paginators", counts)

    assert wrong == _exceptions(names)


def _exceptions(names: list[str]) -> dict[tuple[str, str], str]:
    return {key: wrong for key, (wrong, _) in EXCEPTIONS.items() if key[0] in names}


def _misread(names: list[str]) -> dict[tuple[str, str], str]:
    """What is wrong with the items that botocore reads of these operations of one service, by reading."""
    session: Any = boto3.Session("id", "secret", region_name="us-east-1")
    client = session.client(names[0].partition(".")[0])
    found = {(name, how): _read(client, Operation.named(name), how) for name in names for how in READINGS}
    return {key: wrong for key, wrong in found.items() if wrong is not None}


def _read(client: Any, operation: Operation, how: str) -> str | None:
    paging = paging_of(operation)
    size, shape = 2, operation.input_shape
    if paging.limit and shape is not None:
        size = max(size, int(shape.members[paging.limit].metadata.get("min", 0)))
    is_asked = paging.limit is not None and how == "in pages of its own"
    with FakeAWS() as fake_aws:
        pages = fake_aws.pages(operation.name, 2 * size + 1, page_size=None if is_asked else size).again()
        config = {"PageSize": size} if is_asked else {}
        answers = READINGS[how](client.get_paginator(operation.method), least_request(operation), config)
    return _difference(paging, pages, answers)


def _difference(paging: Paging, pages: Pages, answers: Answers) -> str | None:
    result = paging.primary
    given = told(paging.operation, result, pages.items[result.name])
    if result.shape.type_name == "string":
        return None if "".join(answer[result.name] for answer in answers) == "".join(given) else "other text"
    got = [item for answer in answers for item in read(paging, result, answer)]
    if got != given:
        return f"{len(got)} of {len(given)} items" if len(got) != len(given) else "other items"
    return None if len(answers) >= 3 else f"{len(answers)} pages"
