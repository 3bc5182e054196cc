"""Every paginator of botocore, driven by boto3 through the wire, yields exactly the items that a test gives."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

import boto3
import pytest

from fakeaws import FakeAWS
from fakeaws.lifecycles.from_paginator import Paging, paging_of
from fakeaws.lifecycles.paged import Pages
from fakeaws.model import Operation, Service, service_names
from tests.lifecycles.paginated import least_request, paginators, read, told

ITEMS = 5
PAGE = 2
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

Reading = Callable[[Any, Paging, dict[str, Any]], list[Mapping[str, Any]]]


def _plainly(paginator: Any, paging: Paging, request: dict[str, Any]) -> list[Mapping[str, Any]]:
    return list(paginator.paginate(**request))


def _in_pages_of_its_own(paginator: Any, paging: Paging, request: dict[str, Any]) -> list[Mapping[str, Any]]:
    size = {"PageSize": PAGE} if paging.limit else {}
    return list(paginator.paginate(**request, PaginationConfig=size))


def _in_two_goes(paginator: Any, paging: Paging, request: dict[str, Any]) -> list[Mapping[str, Any]]:
    """To the end of the second page, and on from there with what botocore kept."""
    two = _in_pages_of_its_own(paginator, paging, request)[:PAGE]
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

EXCEPTIONS: dict[tuple[str, str], str] = {}
"""By operation and reading: why botocore does not read all items so."""


@pytest.mark.parametrize("how", READINGS)
@pytest.mark.parametrize("name", SAMPLE)
def test_a_sample_of_paginators(name: str, how: str) -> None:
    """The paginators that are hard to serve yield exactly the items given."""
    assert _misread(name, how) == EXCEPTIONS.get((name, how))


@pytest.mark.sweep
@pytest.mark.parametrize("service", [name for name in service_names() if Service.named(name).paginators])
def test_every_paginator(service: str, record_property: Callable[[str, object], None]) -> None:
    """Every paginator yields exactly the items given, over three pages, or is among the exceptions; none is for nothing."""
    names = [f"{service}.{method}" for method in Service.named(service).paginators]
    found = {(name, how): _misread(name, how) for name in names for how in READINGS}
    wrong = {key: why for key, why in found.items() if why is not None}
    record_property("paginators", {"paginators": len(names), "readings": len(found), "exceptions": len(wrong)})

    assert wrong == {key: why for key, why in EXCEPTIONS.items() if key[0] in names}


def _misread(name: str, how: str) -> str | None:
    """What is wrong with the items that botocore reads; None where nothing is."""
    operation = Operation.named(name)
    paging, request = paging_of(operation), least_request(operation)
    with FakeAWS() as fake_aws:
        pages = fake_aws.pages(name, ITEMS, page_size=PAGE if how != "in pages of its own" else None).again()
        client: Any = boto3.client(operation.service.name, "us-east-1")  # type: ignore[call-overload]
        answers = READINGS[how](client.get_paginator(operation.method), paging, request)
    return _difference(operation, paging, pages, answers)


def _difference(operation: Operation, paging: Paging, pages: Pages, answers: list[Mapping[str, Any]]) -> str | None:
    result = paging.primary
    given = told(operation, result, pages.items[result.name])
    if result.shape.type_name == "string":
        texts = [value for answer in answers for value in [answer[result.name]]]
        return None if "".join(texts) == "".join(given) else "other text"
    got = [item for answer in answers for item in read(paging, result, answer)]
    if got != given:
        return f"{len(got)} items" if len(got) != len(given) else "other items"
    return None if len(answers) >= ITEMS // PAGE + 1 else f"{len(answers)} pages"
