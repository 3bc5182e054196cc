"""What the reading of pages takes for granted about the installed botocore; facts that a release could change."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from botocore.docs.bcdoc import restdoc

from fakeaws.errors import PageError
from fakeaws.model import Service, Shape, StructureShape, service_names
from fakeaws.schema.pages import sections
from fakeaws.schema.pages.page import read_page
from tests.schema.boto3_pages import rst_page

SOME_SERVICES = ["appconfig", "dynamodb", "glacier", "iam", "lambda", "s3"]


@pytest.mark.parametrize("service", SOME_SERVICES)
def test_what_would_be_ambiguous_does_not_occur(service: str) -> None:
    """No enum has `string` for its only value, and no structure a member of that name only."""
    assert _ambiguous(service) == []


@pytest.mark.sweep
def test_what_would_be_ambiguous_occurs_nowhere() -> None:
    """Nor do they in any service."""
    assert [shape for service in service_names() for shape in _ambiguous(service)] == []


def test_what_stands_for_a_section_too_large_is_botocores() -> None:
    """The words by which such a section is known are those of the installed botocore."""
    assert sections._TOO_LARGE in restdoc.LARGE_SECTION_MESSAGE


def test_a_docstring_without_its_request_syntax_is_told() -> None:
    """Botocore's own words in the place of the section that names a docstring's method are no unknown page."""
    text = restdoc.LARGE_SECTION_MESSAGE.format("Request Syntax", "")

    with pytest.raises(PageError, match="Request Syntax is not on the page"):
        read_page(text)


def test_the_sections_are_those_that_botocore_may_find_too_large() -> None:
    """Whatever botocore leaves out is a section that is read, under the same heading."""
    headings = {config["name"] for config in restdoc.SECTION_LINE_LIMIT_CONFIG.values()}

    assert headings <= set(sections._ORDER)


def test_the_link_to_the_api_reference_names_the_model() -> None:
    """The name of the service's model is in the link by which a docstring's service is known."""
    uid = Service.named("appconfig").uid

    assert f"/goto/WebAPI/{uid}/GetDeployment>" in rst_page("appconfig.get_deployment")


def _ambiguous(service: str) -> list[str]:
    return [f"{service}: {shape.name}" for shape in _shapes(service) if _is_ambiguous(shape)]


def _is_ambiguous(shape: Shape) -> bool:
    names = list(shape.members) if isinstance(shape, StructureShape) else shape.metadata.get("enum")
    return names == ["string"]


def _shapes(service: str) -> Iterator[Shape]:
    model = Service.named(service).model
    return (model.shape_for(name) for name in model.shape_names)
