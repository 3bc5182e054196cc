"""A doc page becomes a value, in both of its forms, or a PageError that says why not."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from fakeaws.errors import PageError
from fakeaws.model import Operation, Service
from fakeaws.schema.dialect import DIALECT
from fakeaws.schema.from_shape import from_operation
from fakeaws.schema.pages.page import Page, read_page
from fakeaws.schema.projection import projection
from fakeaws.schema.schemas import schema_for

PageText = Callable[[str], str]

SAMPLE = """\
fill_jar

fill_jar(**kwargs)

Puts marbles into a jar.

Request Syntax

response = client.fill_jar(
    JarId='string',
    Marbles=[
        {
            'Colour': 'RED'|'BLUE',
            'Weight': 123.0
        },
    ]
)
Parameters
  • JarId (string) -- [REQUIRED] Which jar.
  • Marbles (list) --

    What goes in:

    • red ones
    • (dict) --
      • Colour (string) -- [REQUIRED]
      • Weight (float) --
Return type
dict
Returns
Response Syntax
{
    'Full': True|False,
    'FilledAt': datetime(2015, 1, 1),
    'Within': {
        'string': {'... recursive ...'}
    },
    'Lid': b'bytes'
}

Response Structure

  • (dict) --
    • Full (boolean) -- Whether it is.
    • FilledAt (datetime) --
    • Within (dict) --
      • (string) --
        • (dict) --
    • Lid (bytes) --

Exceptions

  • Jars.Client.exceptions.JarFullException
  • Jars.Client.exceptions.NoSuchJarException"""

PAIRS = [
    ("appconfig.get_deployment", "appconfig-get_deployment.rst.txt"),
    ("cognito-sync.get_bulk_publish_details", "cognito-sync-get_bulk_publish_details.rst.txt"),
    ("greengrass.get_bulk_deployment_status", "greengrass-get_bulk_deployment_status.rst.txt"),
    ("greengrass.get_bulk_deployment_status", "greengrass-get_bulk_deployment_status.rendered.txt"),
    ("greengrass.start_bulk_deployment", "greengrass-start_bulk_deployment.rendered.txt"),
]
EXPLAINED = {
    # The page is edited by hand in botocore: what the caller gets is not what the model says.
    "cloudformation.get_template",
}


def test_a_rendered_page_becomes_a_value() -> None:
    """Everything a page says is in the value: names, both schemas, what is required, the errors in order."""
    metadata = schema_for("appconfig.get_deployment")["properties"]["ResponseMetadata"]
    marble = {
        "type": "object",
        "properties": {"Colour": {"type": "string", "enum": ["RED", "BLUE"]}, "Weight": {"type": "number"}},
        "required": ["Colour"],
        "additionalProperties": False,
    }
    expected = Page(
        service="Jars",
        method="fill_jar",
        request={
            "$schema": DIALECT,
            "type": "object",
            "properties": {"JarId": {"type": "string"}, "Marbles": {"type": "array", "items": marble}},
            "required": ["JarId"],
            "additionalProperties": False,
        },
        response={
            "$schema": DIALECT,
            "type": "object",
            "properties": {
                "Full": {"type": "boolean"},
                "FilledAt": {"type": ["string", "number"], "format": "date-time"},
                "Within": {"type": "object", "additionalProperties": {"type": "object"}},
                "Lid": {"type": "string", "contentEncoding": "base64"},
                "ResponseMetadata": metadata,
            },
            "additionalProperties": False,
        },
        errors=("JarFullException", "NoSuchJarException"),
        examples=(),
    )

    assert expected == read_page(SAMPLE)


@pytest.mark.parametrize(("operation", "name"), PAIRS)
def test_a_saved_page_reads_as_the_shipped_schemas(operation: str, name: str, seed: PageText) -> None:
    """The shipped schemas are those of the saved pages, whichever form the page has."""
    page = read_page(seed(name), place=name)

    assert _shipped(operation) == (page.request, page.response)


@pytest.mark.parametrize("operation", sorted({operation for operation, _ in PAIRS}))
def test_a_page_of_the_installed_boto3_reads_as_the_shipped_schemas(operation: str, page_of: PageText) -> None:
    """The shipped schemas can be derived anew from what the installed boto3 writes."""
    page = read_page(page_of(operation))

    assert _shipped(operation) == (page.request, page.response)


def test_both_forms_of_a_saved_page_say_the_same(seed: PageText) -> None:
    """RST and rendered text of one page give equal values."""
    rst = read_page(seed("greengrass-get_bulk_deployment_status.rst.txt"))
    rendered = read_page(seed("greengrass-get_bulk_deployment_status.rendered.txt"))

    assert rst == rendered


@pytest.mark.parametrize("service", ["appconfig", "cognito-sync", "greengrass"])
def test_both_forms_of_every_page_say_the_same(service: str, page_of: PageText, rendered_page_of: PageText) -> None:
    """RST and rendered text give equal values for every operation of the three services."""
    operations = [f"{service}.{method}" for method in _service_methods(service)]

    assert [read_page(page_of(name)) for name in operations] == [
        read_page(rendered_page_of(name)) for name in operations
    ]


@pytest.mark.parametrize("service", ["appconfig", "cognito-sync", "cloudformation", "dynamodb", "greengrass", "sqs"])
def test_page_and_model_agree(service: str, page_of: PageText) -> None:
    """For every operation of the service the page gives the projection of the model's schema, to the letter."""
    differing = {
        name
        for name in (f"{service}.{method}" for method in _service_methods(service))
        if _json(read_page(page_of(name), place=name)) != _model_json(name)
    }

    assert differing == {name for name in EXPLAINED if name.startswith(f"{service}.")}


def test_an_operation_that_returns_none_has_a_response_of_metadata_only(page_of: PageText) -> None:
    """`:returns: None` is not true at run time: boto3 returns a dict with ResponseMetadata."""
    page = read_page(page_of("greengrass.tag_resource"))

    assert list(page.response["properties"]) == ["ResponseMetadata"]


def test_prose_that_dedents_below_its_section_does_not_end_it(page_of: PageText) -> None:
    """The members after badly wrapped prose are there."""
    page = read_page(page_of("serverlessrepo.get_application"))

    assert projection(schema_for("serverlessrepo.get_application"), "response") == page.response


def test_an_enum_deeper_than_pythons_recursion_is_read() -> None:
    """A chain of thousands of alternatives is flattened in a loop."""
    values = [f"V{number}" for number in range(2_000)]
    page = read_page(SAMPLE.replace("'RED'|'BLUE'", "|".join(map(repr, values))))

    assert values == page.request["properties"]["Marbles"]["items"]["properties"]["Colour"]["enum"]


def test_a_structure_with_one_member_called_string_is_no_map() -> None:
    """The list of members tells a map from a structure where the syntax cannot."""
    text = SAMPLE.replace("      • (string) --\n        • (dict) --", "      • string (dict) --")
    page = read_page(text)

    assert page.response["properties"]["Within"]["properties"] == {"string": {"type": "object"}}


@pytest.mark.parametrize(
    ("before", "after", "place", "problem"),
    [
        pytest.param("fill_jar(**kwargs)", "", "page", "found no signature", id="no signature"),
        pytest.param("\nRequest Syntax\n", "\n", "page", "found no heading", id="no request syntax"),
        pytest.param("Response Structure", "", "page", "'Response Structure'", id="no structure"),
        pytest.param("client.fill_jar(", "client.empty_jar(", "page:7", "client.empty_jar", id="another method"),
        pytest.param("response = client", "pages = paginator", "page:7", "paginator.fill_jar", id="a paginator"),
        pytest.param("    'Lid': b'bytes'\n", "", "page:40", "only one of them has Lid", id="syntax lacks a member"),
        pytest.param("    • Lid (bytes) --\n", "", "page:41", "only one of them has Lid", id="list lacks a member"),
        pytest.param("Full (boolean)", "Full (string)", "page:44", "Full: the syntax block shows (boolean)", id="type"),
        pytest.param("Full (boolean)", "Full (wobbly)", "page:44", "the list says (wobbly)", id="unknown type word"),
        pytest.param("Weight': 123.0", "Weight': 7.5", "page:14", "an unknown form", id="unknown written form"),
        pytest.param("'RED'|'BLUE'", "'RED'|'RED'", "page:13", "an unknown form", id="enum value twice"),
        pytest.param("'RED'|'BLUE',", "'RED'\n'BLUE',", "page:13", "several joined", id="a comma is missing"),
        pytest.param("True|False", "True|__import__('os')", "page:33", "an unknown form", id="code"),
        pytest.param("123.0", "123.0)", "page:14", "expected syntax as boto3 writes it", id="brackets"),
        pytest.param("123.0", "\0", "page:7", "expected syntax as boto3 writes it", id="a null byte"),
        pytest.param("Return type\ndict", "Return type\nbool", "page:28", "return type dict", id="hand-written method"),
        pytest.param(
            "  • Jars.Client.exceptions.JarFull", "  • Jars.JarFull", "page:53", "Jars.JarFull", id="exception"
        ),
        pytest.param(
            "{\n    'Full'", "# This section is too large to render.\n{'Full'", "page:32", "too large", id="too large"
        ),
    ],
)
def test_a_page_that_cannot_be_read_is_a_page_error(before: str, after: str, place: str, problem: str) -> None:
    """What is missing, unknown or contradictory is named with its line, and nothing weaker comes out."""
    assert before in SAMPLE
    with pytest.raises(PageError) as caught:
        read_page(SAMPLE.replace(before, after, 1), place="page")

    assert place == caught.value.place
    assert problem in caught.value.problem


def test_a_section_too_large_for_its_page_names_the_remedy(page_of: PageText) -> None:
    """The placeholder of botocore is recognised as such, and the model is offered instead."""
    with pytest.raises(PageError, match=r"(?s)too large to render.*fakeaws schema OPERATION"):
        read_page(page_of("securityhub.get_findings"), place="get_findings.rst")


def _shipped(operation: str) -> tuple[object, object]:
    return tuple(schema_for(operation, side=side, source="page") for side in ("request", "response"))  # type: ignore[return-value]  # two sides


def _service_methods(service: str) -> tuple[str, ...]:
    return Service.named(service).methods


def _json(page: Page) -> str:
    return json.dumps([page.request, page.response])


def _model_json(name: str) -> str:
    operation = Operation.named(name)
    return json.dumps([projection(from_operation(operation, side), side) for side in ("request", "response")])
