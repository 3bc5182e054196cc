"""Schemas by the operation's name, and what is shipped."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources

import pytest

from fakeaws.errors import InputError, PlanError, UnknownOperation
from fakeaws.schema.dialect import Side
from fakeaws.schema.files import error_schemas, page_file, read_schema_file
from fakeaws.schema.projection import projection
from fakeaws.schema.schemas import schema_for, shipped_operations

SIDES: list[Side] = ["request", "response"]


def test_the_four_operations_are_shipped() -> None:
    """One file for each of the long-running operations the house began with."""
    assert shipped_operations() == (
        "appconfig.get_deployment",
        "cognito-sync.get_bulk_publish_details",
        "greengrass.get_bulk_deployment_status",
        "greengrass.start_bulk_deployment",
    )


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("operation", shipped_operations())
def test_the_model_shows_what_the_shipped_page_shows(operation: str, side: Side) -> None:
    """The projection of the model's schema is the page's, and a page's schema is its own projection."""
    shipped = schema_for(operation, side=side, source="page")

    assert projection(schema_for(operation, side=side), side) == shipped
    assert projection(shipped, side) == shipped


@pytest.mark.parametrize("operation", shipped_operations())
def test_the_shipped_file_is_the_pages_document(operation: str, page_of: Callable[[str], str]) -> None:
    """What is shipped is derived anew, errors included, from the page that the installed boto3 writes."""
    file = resources.files("fakeaws.schema").joinpath("shipped", f"{operation}.json")

    assert file.read_text(encoding="utf-8") == page_file(page_of(operation), operation).text()


@pytest.mark.parametrize("operation", shipped_operations())
def test_the_shipped_errors_are_the_models(operation: str) -> None:
    """Names and order of the exceptions are those of the model."""
    file = resources.files("fakeaws.schema").joinpath("shipped", f"{operation}.json")
    shipped = read_schema_file(file.read_text(encoding="utf-8"), operation).operations[operation].errors

    assert shipped is not None
    assert list(error_schemas(operation)) == list(shipped)


def test_a_schema_is_the_callers_own() -> None:
    """Changing it changes nobody else's."""
    schema_for("appconfig.get_deployment")["properties"].clear()

    assert schema_for("appconfig.get_deployment")["properties"] != {}


def test_an_operation_whose_page_is_not_shipped_names_the_remedy() -> None:
    """There is no silent fallback to the model."""
    with pytest.raises(InputError, match=r"no schema from its doc page is shipped.*fakeaws schema --page FILE"):
        schema_for("s3.get_object", source="page")


def test_unknown_names_are_refused() -> None:
    """A slip in the operation, the side or the source is an error that lists the choices."""
    with pytest.raises(UnknownOperation):
        schema_for("appconfig.get_deploymint")
    with pytest.raises(PlanError, match="Did you mean response"):
        schema_for("appconfig.get_deployment", side="respons")  # type: ignore[arg-type]  # the point of it
    with pytest.raises(PlanError, match="Did you mean page"):
        schema_for("appconfig.get_deployment", source="pages")  # type: ignore[arg-type]  # the point of it
