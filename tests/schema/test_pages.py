"""A doc page becomes a value, whatever its form, or a PageError that says why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from textwrap import indent

import pytest

from fakeaws.errors import PageError
from fakeaws.model import Service
from fakeaws.schema.dialect import DIALECT, scalar
from fakeaws.schema.pages.page import Page, read_page
from fakeaws.schema.projection import projection
from fakeaws.schema.schemas import schema_for
from tests.schema.boto3_pages import docstring, of_newest_edits, rst_page

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

HTML_SAMPLE = """\
<!DOCTYPE html>
<html><head><title>fill_jar</title><script>if (1 < 2) { }</script></head>
<body><nav><ul><li><strong>Elsewhere</strong> (string) &ndash; </li></ul></nav>
<article role="main" id="furo-main-content">
<section><h1>fill_jar<a class="headerlink" href="#fill-jar">¶</a></h1>
<dl class="py method">
<dt class="sig"><span>Jars.Client.</span><span>fill_jar</span>(<em class="sig-param">**kwargs</em>)<a
 class="headerlink" href="#it">¶</a></dt>
<dd><p>Puts marbles into a jar.</p>
<p><strong>Request Syntax</strong></p>
<div class="highlight"><pre><span></span><span class="n">response</span> = client.fill_jar(
    JarId=<span class="s1">&#39;string&#39;</span>,
    Marbles=[
        {
            'Colour': 'RED'|'BLUE',
            'Weight': 123.0
        },
    ]
)
</pre></div>
<dl class="field-list"><dt>Parameters<span class="colon">:</span></dt>
<dd><ul>
<li><p><strong>JarId</strong> (<em>string</em>) &ndash; <p><strong>[REQUIRED]</strong></p><p>Which jar.</p></p></li>
<li><p><strong>Marbles</strong> (<em>list</em>) &ndash; <p>What goes in:</p>
<ul>
<li><p><code>RED</code> (string) &ndash; red ones</p></li>
<li><p>Examples</p></li>
</ul>
<p>Examples</p>
<ul>
<li><p><em>(dict) &ndash;</em></p>
<ul>
<li><p><strong>Colour</strong> <em>(string) &ndash;</em> <strong>[REQUIRED]</strong></p></li>
<li><p><strong>Weight</strong> <em>(float) &ndash;</em></p></li>
</ul></li></ul></p></li></ul></dd>
<dt>Return type<span class="colon">:</span></dt><dd><p>dict</p></dd>
<dt>Returns<span class="colon">:</span></dt>
<dd><p><p><strong>Response Syntax</strong></p>
<div class="highlight"><pre>{
    'Full': True|False,
    'FilledAt': datetime(2015, 1, 1),
    'Within': {
        'string': {'... recursive ...'}
    },
    'Lid': b'bytes'
}
</pre></div>
<p><strong>Response Structure</strong></p>
<ul>
<li><p><em>(dict) &ndash;</em></p>
<ul>
<li><p><strong>Full</strong> <em>(boolean) &ndash;</em></p><p>Whether it is.</p></li>
<li><p><strong>FilledAt</strong> <em>(datetime) &ndash;</em></p></li>
<li><p><strong>Within</strong> <em>(dict) &ndash;</em></p>
<ul><li><p><em>(string) &ndash;</em></p><ul><li><p><em>(dict) &ndash;</em></p></li></ul></li></ul></li>
<li><p><strong>Lid</strong> <em>(bytes) &ndash;</em></p></li>
</ul></li></ul>
</p></dd></dl>
<p><strong>Exceptions</strong></p>
<ul><li><p><code>Jars.Client.exceptions.JarFullException</code></p></li>
<li><p><code>Jars.Client.exceptions.NoSuchJarException</code></p></li></ul>
</dd></dl></section>
</article>
<footer><p>Exceptions</p></footer></body></html>
"""
PAIRS = [
    ("appconfig.get_deployment", "appconfig-get_deployment.rst.txt"),
    ("cognito-sync.get_bulk_publish_details", "cognito-sync-get_bulk_publish_details.rst.txt"),
    ("greengrass.get_bulk_deployment_status", "greengrass-get_bulk_deployment_status.rst.txt"),
    ("greengrass.get_bulk_deployment_status", "greengrass-get_bulk_deployment_status.rendered.txt"),
    ("greengrass.start_bulk_deployment", "greengrass-start_bulk_deployment.rendered.txt"),
]


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
        pytest.param("Full (boolean)", "Full (wobbly)", "page:41", "only one of them has Full", id="unknown type word"),
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


def test_a_docstring_shows_no_errors_and_no_examples() -> None:
    """What a docstring leaves out is unknown, not empty; the rest is the page's."""
    page = read_page(rst_page("appconfig.get_deployment"))
    shown = read_page(docstring("appconfig.get_deployment"))

    assert shown == replace(page, service=None, errors=None, examples=None)


def test_the_text_that_help_prints_is_a_docstring() -> None:
    """`help(client.get_deployment)` prints the docstring below a line of its own, and deeper."""
    printed = f"Help on method get_deployment:\n\n{indent(str(docstring('appconfig.get_deployment')), '    ')}"

    assert read_page(printed) == read_page(docstring("appconfig.get_deployment"))


def test_html_becomes_the_value_of_its_text() -> None:
    """Only the article counts, bullets are those of members, and what Sphinx adds for the eye is left out."""
    assert read_page(SAMPLE) == read_page(HTML_SAMPLE)


def test_a_complaint_about_html_names_the_line_of_the_file() -> None:
    """The line is that of the HTML, where one can look."""
    with pytest.raises(PageError) as caught:
        read_page(HTML_SAMPLE.replace("<em>(boolean)", "<em>(string)"), place="page.html")

    assert caught.value.place == f"page.html:{_line_of('<em>(boolean)', HTML_SAMPLE)}"


def test_a_lone_parameter_without_documentation_is_read() -> None:
    """Sphinx writes no dash where no text follows."""
    text = SAMPLE.replace("JarId (string) -- [REQUIRED] Which jar.", "JarId (string)")

    assert read_page(text).request["properties"]["JarId"] == {"type": "string"}


def test_a_parameter_that_boto3_fills_in_is_read_from_the_list() -> None:
    """It may be given and need not be, though the syntax block hides it."""
    page = read_page(rst_page("glacier.describe_vault"))

    assert list(page.request["properties"]) == ["accountId", "vaultName"]
    assert page.request["required"] == ["vaultName"]
    assert [edit.effect for edit in page.edits] == ["filled in"]


def test_a_parameter_that_only_the_list_has_is_refused_where_no_edit_is_known() -> None:
    """The same page of another service would be one that lost a line."""
    text = rst_page("glacier.describe_vault").replace("Glacier", "Iceberg")

    with pytest.raises(PageError, match="only one of them has accountId"):
        read_page(text)


@of_newest_edits
def test_a_policy_is_decoded_in_responses_and_text_in_requests() -> None:
    """IAM's pages show an empty dict on both sides; boto3 gives what the JSON holds, and takes the JSON."""
    page = read_page(rst_page("iam.create_role"))
    role = page.response["properties"]["Role"]

    assert role["properties"]["AssumeRolePolicyDocument"] == scalar("decoded")
    assert page.request["properties"]["AssumeRolePolicyDocument"] == {"type": "string"}


def test_a_copy_source_may_be_text_or_a_dict() -> None:
    """Both forms that the page shows are in the schema."""
    source = read_page(rst_page("s3.copy_object")).request["properties"]["CopySource"]

    assert [form["type"] for form in source["anyOf"]] == ["string", "object"]
    assert list(source["anyOf"][1]["properties"]) == ["Bucket", "Key", "VersionId"]


def test_a_section_too_large_for_its_page_names_the_remedy(page_of: PageText) -> None:
    """The placeholder of botocore is recognised as such, and the model is offered instead."""
    with pytest.raises(PageError, match=r"(?s)too large to render.*fakeaws schema OPERATION"):
        read_page(page_of("securityhub.get_findings"), place="get_findings.rst")


def _shipped(operation: str) -> tuple[object, object]:
    return tuple(schema_for(operation, side=side, source="page") for side in ("request", "response"))  # type: ignore[return-value]  # two sides


def _service_methods(service: str) -> tuple[str, ...]:
    return Service.named(service).methods


def _line_of(part: str, text: str) -> int:
    return text[: text.index(part)].count("\n") + 1
