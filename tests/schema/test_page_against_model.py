"""Page and model agree through the projection, in every form of a page: a sample always, and in the sweep all."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TypeAlias

import pytest

from fakeaws.errors import PageError
from fakeaws.model import Operation, Service, service_names
from fakeaws.schema.change import Change
from fakeaws.schema.dialect import Schema, Side
from fakeaws.schema.diff import edit_behind, every_difference
from fakeaws.schema.edits import EDITS, Edit
from fakeaws.schema.files import file_from_model, file_from_page
from fakeaws.schema.from_shape import from_operation
from fakeaws.schema.pages.article import is_html
from fakeaws.schema.pages.page import Page, read_page
from fakeaws.schema.projection import projection
from tests.schema.boto3_pages import docstring, documented_operations, html_pages, of_newest_edits, rst_page

Record: TypeAlias = Callable[[str, object], None]

SMALL_SERVICES = ["appconfig", "cloudhsm", "cognito-sync", "glacier", "greengrass", "sns", "sqs"]
"""Those whose pages are short, so that Sphinx builds them all in seconds."""
WHOLE_SERVICES = [*SMALL_SERVICES, "cloudformation", "dynamodb"]
AWKWARD = [
    "bedrock-runtime.converse_stream",
    "cloudformation.get_template",  # a malformed bullet, and a text that boto3 decodes
    "cloudsearchdomain.search",
    "cloudtrail.update_trail",  # `Examples:` alone on a line, in the prose about a member
    "config.get_discovered_resource_counts",  # a further heading
    "docdb.create_db_cluster",
    "datazone.list_environment_profiles",  # a parameter without documentation
    "dynamodb.get_item",  # values that hold values
    "ec2.copy_snapshot",
    "ec2.describe_hosts",
    "ec2.describe_spot_fleet_requests",  # an enum with more than a thousand values
    "connect.create_evaluation_form",  # a recursion ends in a required member
    "elasticache.describe_events",  # an example whose texts hold apostrophes
    "iam.create_policy",
    "iam.get_role",
    "iam.list_roles",
    "iam.simulate_custom_policy",
    "iot.get_job_document",
    "lambda.invoke",
    "logs.create_export_task",
    "neptune.create_db_cluster",
    "organizations.cancel_handshake",  # apostrophes
    "rds.copy_db_snapshot",
    "s3.copy_object",
    "s3.get_object",
    "s3.head_object",
    "s3.put_bucket_acl",
    "s3.select_object_content",
    "s3.upload_part",
    "serverlessrepo.get_application",  # prose that dedents below its section
]
TOO_LARGE = {
    "cost-optimization-hub.get_recommendation": "Response Structure",
    "lexv2-models.describe_intent": "Response Syntax",
    "securityhub.create_insight": "Parameters",  # the note about it is swallowed by the section before
}
"""What boto3 leaves out, and of which page. QuickSight has more, but takes minutes to write: see the sweep."""
BROKEN = [
    "appconfig.update_deployment_strategy",  # its example
    "apigatewayv2.*integration*",
    "ec2.get_spot_placement_scores",
    "fsx.*",
    "serverlessrepo.*",
]
"""Where prose with odd indents makes Sphinx write something else than botocore meant; the HTML is then refused."""
READING = {"filled in", "decoded", "encoded", "widened"}
ON_PAGES = [edit for edit in EDITS if edit.effect != "encoded bytes"]


def _service(edit: Edit) -> str:
    return edit.operations.partition(".")[0]


@pytest.mark.parametrize("service", WHOLE_SERVICES)
def test_pages_and_docstrings_of_a_whole_service_agree_with_the_model(service: str) -> None:
    """RST and docstring of every operation give the model's schemas, but for the listed edits."""
    for name in documented_operations(service):
        page = read_page(rst_page(name), place=name, operation=name)

        assert _unexplained(name, page) == []
        assert _as_in_docstrings(page) == read_page(docstring(name), place=name, operation=name)


@pytest.mark.parametrize("name", AWKWARD)
def test_an_awkward_page_agrees_with_the_model(name: str) -> None:
    """So do the pages that have something odd."""
    page = read_page(rst_page(name), place=name, operation=name)

    assert _unexplained(name, page) == []
    assert _as_in_docstrings(page) == read_page(docstring(name), place=name, operation=name)


@pytest.mark.parametrize("name", TOO_LARGE)
def test_a_page_too_large_is_a_page_error(name: str) -> None:
    """What botocore left out is named, in RST and in docstrings, with the remedy."""
    for text in (rst_page(name), docstring(name)):
        with pytest.raises(PageError, match=rf"{TOO_LARGE[name]} is not on the page .* fakeaws schema OPERATION"):
            read_page(text)


def test_sphinxs_pages_give_what_rst_gives(tmp_path: Path) -> None:
    """The same pages as HTML, written by Sphinx with the theme of the public site, give the same values."""
    whole = [name for service in SMALL_SERVICES for name in documented_operations(service)]
    rst = {name: rst_page(name) for name in [*AWKWARD, *TOO_LARGE, *whole]}
    html = html_pages(rst, tmp_path)

    broken = {name for name in rst if _outcome(name, html[name]) != _outcome(name, rst[name])}

    assert len(rst) >= 300
    assert broken == {"appconfig.update_deployment_strategy", "serverlessrepo.get_application"}


@of_newest_edits
@pytest.mark.parametrize("edit", ON_PAGES, ids=lambda edit: f"{edit.operations} {edit.member}")
def test_every_listed_edit_still_occurs(edit: Edit) -> None:
    """No edit is listed that the installed botocore does not make."""
    names = [name for name in documented_operations(_service(edit)) if edit.is_of(name, edit.side)]
    likely_first = sorted(names, key=lambda name: name not in AWKWARD)

    assert any(edit in _edits_met(name, read_page(rst_page(name))) for name in likely_first)


@pytest.mark.parametrize("service", sorted({_service(edit) for edit in EDITS if edit.effect in READING}))
def test_pages_show_an_edited_service_by_its_name(service: str) -> None:
    """What a page shows of its service, its class or the name of its model, leads to the edits of the service."""
    found = Service.named(service)

    assert service == found.class_name.lower()
    assert found.uid.startswith(f"{service}-")


@pytest.mark.sweep
@pytest.mark.parametrize("service", service_names())
def test_every_page_agrees_with_the_model(
    service: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """All pages of all services agree with the model in every form, but for the listed edits; counted by outcome."""
    rst = {name: rst_page(name) for name in documented_operations(service)}
    forms = {"RST": rst, "docstring": {name: docstring(name) for name in rst}, "HTML": html_pages(rst, tmp_path)}
    found = {form: {name: _outcome(name, text) for name, text in pages.items()} for form, pages in forms.items()}
    for form, outcomes in found.items():
        counts = Counter(_word(name, page) for name, page in outcomes.items())
        record_property(f"pages as {form}", dict(counts))  # xdist carries nothing but plain values
    broken = {name for name, page in found["RST"].items() if page != found["HTML"][name]}

    assert [line for name, page in found["RST"].items() for line in _unexplained(name, page)] == []
    assert {name for name in broken if found["HTML"][name] != "broken by Sphinx"} == set()
    assert bool(broken) == any(pattern.startswith(f"{service}.") for pattern in BROKEN)
    assert {name: _as_in_docstrings(page) for name, page in found["RST"].items()} == found["docstring"]


def _outcome(name: str, text: str) -> Page | str:
    """The page, or what is wrong with it: boto3 left something out as too large, or Sphinx broke it."""
    try:
        return read_page(text, place=name, operation=name)
    except PageError as error:
        if "too large" in error.problem:
            return error.problem
        if is_html(text) and any(fnmatchcase(name, pattern) for pattern in BROKEN):
            return "broken by Sphinx"
        raise


def _word(name: str, page: Page | str) -> str:
    if isinstance(page, str):
        return "too large" if "too large" in page else page
    return "listed" if _differences(name, page) else "equal"


def _as_in_docstrings(page: Page | str) -> Page | str:
    return replace(page, service=None, errors=None, examples=None) if isinstance(page, Page) else page


def _unexplained(name: str, page: Page | str) -> list[str]:
    """The differences that no listed edit explains."""
    if isinstance(page, str):
        return []
    differences = _differences(name, page)
    if not differences:
        assert _json(page.request, page.response) == _of_model(Operation.named(name))  # to the letter, with all order
    return [f"{name} {difference}" for difference in differences if edit_behind(difference) is None]


def _edits_met(name: str, page: Page) -> set[Edit]:
    """The edits through which the page is read, or that explain how it differs from the model."""
    return {*page.edits, *(edit for one in _differences(name, page) if (edit := edit_behind(one)))}


def _differences(name: str, page: Page) -> list[Change]:
    return every_difference(file_from_page(page, name), file_from_model([name]))


def _of_model(operation: Operation) -> str:
    sides: tuple[Side, ...] = ("request", "response")
    return _json(*(projection(from_operation(operation, side), side) for side in sides))


def _json(*schemas: Schema) -> str:
    return json.dumps(schemas)
