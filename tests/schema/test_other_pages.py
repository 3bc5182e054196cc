"""Pages that are not those of the operation that is meant: each is refused, and named where it can be recognised."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from fakeaws.errors import PageError, UnknownOperation
from fakeaws.schema.pages.page import read_page
from tests.schema.boto3_pages import docstring, html_pages, other_pages, rst_page

PageText = Callable[[str], str]

KINDS = {
    "that of a paginator": "paginator/ListVaults",
    "that of a waiter": "waiter/VaultExists",
    "that of a resource": "vault/index",
    "the index of a service": "index",
    "a method of the client that is no operation": "client/get_paginator",
}

CLI_REFERENCE = """\
fill-jar
********

Description
===========

Puts marbles into a jar.

Synopsis
========

     fill-jar
   --jar-id <value>
   [--marbles <value>]
   [--cli-input-json | --cli-input-yaml]

Options
=======

"--jar-id" (string)
   Which jar.

Output
======

Full -> (boolean)
"""
API_REFERENCE = """\
FillJar

Puts marbles into a jar.

Request Syntax

PUT /jars/JarId HTTP/1.1
Content-type: application/json

{
   "Marbles": [ "string" ]
}

URI Request Parameters

JarId
Required: Yes

Response Syntax

HTTP/1.1 200
Content-type: application/json

{
   "Full": boolean
}

Response Elements

Full
Type: Boolean
"""
QUESTION = """\
How do I fill a jar with boto3?

Asked 4 years ago. Modified 1 year ago.

I have this code and get a KeyError:

    client = boto3.client('jars')
    response = client.fill_jar(
        JarId='string'
    )
    print(response['Full'])

2 Answers

You have to wait until the jar is there.
"""
EMULATOR = """\
====
jars
====

.. autoclass:: emulator.jars.models.JarsBackend

|start-h3| Implemented features for this service |end-h3|

- [ ] empty_jar
- [X] fill_jar

  Puts marbles into a jar; weights are not checked.
"""
HTML_WITHOUT_ARTICLE = "<!DOCTYPE html>\n<html><body><h1>fill_jar</h1><p>fill_jar(**kwargs)</p></body></html>"
EMPTY_ARTICLE = '<html><body><article role="main"></article></body></html>'


@pytest.fixture(scope="session")
def others(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All pages of one service but those of its operations, by their place."""
    root = tmp_path_factory.mktemp("others")
    return {
        str(path.relative_to(root).with_suffix("")).removeprefix("glacier/"): path.read_text(encoding="utf-8")
        for path in other_pages("glacier", root)
    }


@pytest.mark.parametrize("kind", KINDS)
def test_another_kind_of_page_is_named(kind: str, others: dict[str, str]) -> None:
    """boto3 has pages about other things, with the same sections; they are recognised by what they are about."""
    with pytest.raises(PageError, match=rf"^page:\d+: expected the page of one boto3 client method, found {kind} \("):
        read_page(others[KINDS[kind]], place="page")


def test_all_other_pages_of_a_service_are_page_errors(others: dict[str, str]) -> None:
    """Nothing is read from any page that is not an operation's."""
    assert len(others) > 80
    for text in others.values():
        with pytest.raises(PageError):
            read_page(text)


def test_another_kind_of_page_is_named_in_html(others: dict[str, str], tmp_path: Path) -> None:
    """Sphinx's pages about other things are recognised in the same way."""
    pages = html_pages({place.replace("/", "."): others[place] for place in KINDS.values()}, tmp_path)

    for kind, place in KINDS.items():
        with pytest.raises(PageError, match=f"found {kind} "):
            read_page(pages[place.replace("/", ".")])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(CLI_REFERENCE, "found a page of the AWS CLI reference", id="CLI reference"),
        pytest.param(API_REFERENCE, "found a page of the API reference of the service", id="API reference"),
        pytest.param(QUESTION, "found no signature in it", id="question and answers"),
        pytest.param(EMULATOR, "found no signature in it", id="an emulator's documentation"),
        pytest.param(HTML_WITHOUT_ARTICLE, "element of the role `main`", id="HTML without an article"),
        pytest.param(EMPTY_ARTICLE, "found nothing in it", id="HTML with an empty article"),
        pytest.param('<article role="main"><p>fill_jar(**kwargs)', "Is the page cut off?", id="HTML cut off"),
        pytest.param("", "found nothing in it", id="empty"),
        pytest.param(" \n\t\n", "found nothing in it", id="blank"),
        pytest.param('{"State": "BAKING"}', "found no signature in it", id="JSON"),
        pytest.param("fill_jar(**kwargs)\n\nempty_jar(**kwargs)\n", "found 2 of them: empty_jar, fill_jar", id="two"),
    ],
)
def test_a_page_of_another_site_is_a_page_error(text: str, found: str) -> None:
    """What is no page of boto3's is refused, whatever it looks like."""
    with pytest.raises(PageError, match=re.escape(found)):
        read_page(text)


@pytest.mark.parametrize("page", [rst_page, docstring], ids=["RST", "docstring"])
@pytest.mark.parametrize(
    ("operation", "found"),
    [
        ("appconfig.get_environment", "get_deployment of (AppConfig|appconfig-2019-10-09)"),  # another method
        ("codedeploy.get_deployment", "get_deployment of (AppConfig|appconfig-2019-10-09)"),  # another service
    ],
)
def test_the_page_of_another_operation_is_a_page_error(operation: str, found: str, page: PageText) -> None:
    """Who says which operation is meant is told when the page is another's."""
    with pytest.raises(PageError, match=rf"expected the page of {operation}, found that of {found}\."):
        read_page(page("appconfig.get_deployment"), operation=operation)


def test_rendered_text_may_not_show_its_service(rendered_page_of: PageText) -> None:
    """Where the page does not say whose method it shows, only the method is compared."""
    text = rendered_page_of("appconfig.get_deployment").replace("AppConfig.Client.get_deployment(", "get_deployment(")

    assert read_page(text, operation="appconfig:GetDeployment").method == "get_deployment"
    with pytest.raises(PageError, match="found that of get_deployment"):
        read_page(text, operation="appconfig.list_deployments")


def test_an_operation_that_does_not_exist_is_no_page_error() -> None:
    """A slip in the operation's name is told as everywhere."""
    with pytest.raises(UnknownOperation, match="Did you mean get_deployment"):
        read_page(rst_page("appconfig.get_deployment"), operation="appconfig.get_deploymen")
