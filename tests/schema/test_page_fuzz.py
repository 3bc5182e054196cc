"""Broken pages: cut, shuffled or littered, a page never gives a weaker schema."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakeaws.errors import PageError
from fakeaws.schema.pages.page import Page, read_page

PageText = Callable[[str], str]
OPERATION = "appconfig.get_deployment"
a_few = settings(
    derandomize=True, max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(params=["rst", "rendered"])
def page(request: pytest.FixtureRequest, page_of: PageText, rendered_page_of: PageText) -> str:
    """One page of some length in either form."""
    return (page_of if request.param == "rst" else rendered_page_of)(OPERATION)


@a_few
@given(share=st.floats(0, 1))
def test_a_cut_page_gives_the_schemas_or_none(page: str, share: float) -> None:
    """A page may be cut behind its schemas, where only errors and examples are lost; else it is a PageError."""
    whole, cut = read_page(page), _read(page[: int(share * len(page))])

    assert cut is None or _schemas(cut) == _schemas(whole)
    errors = (cut and cut.errors) or ()
    assert errors[:-1] == (whole.errors or ())[: max(len(errors) - 1, 0)]  # the last may be cut


@a_few
@given(data=st.data())
def test_a_page_with_two_lines_exchanged_gives_the_schemas_or_none(page: str, data: st.DataObject) -> None:
    """Exchanged prose does no harm; exchanged members are noticed, because syntax and list must agree."""
    lines = page.split("\n")
    one, other = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    lines[one], lines[other] = lines[other], lines[one]
    mixed = _read("\n".join(lines))

    assert mixed is None or _schemas(mixed) == _schemas(read_page(page))


@a_few
@given(data=st.data())
def test_a_page_without_some_line_gives_the_schemas_or_none(page: str, data: st.DataObject) -> None:
    """A lost line is prose, or it is noticed."""
    lines = page.split("\n")
    del lines[data.draw(st.integers(0, len(lines) - 1))]
    shorter = _read("\n".join(lines))

    assert shorter is None or _schemas(shorter) == _schemas(read_page(page))


@a_few
@given(data=st.data())
def test_a_shuffled_page_is_a_page_error(page: str, data: st.DataObject) -> None:
    """Nothing can be read from lines in a random order, and nothing but our own error says so."""
    lines = data.draw(st.permutations(page.split("\n")))
    shuffled = _read("\n".join(lines))

    assert shuffled is None or _schemas(shuffled) == _schemas(read_page(page))


@a_few
@given(text=st.text(), place=st.floats(0, 1))
def test_litter_in_a_page_raises_nothing_but_page_errors(page: str, text: str, place: float) -> None:
    """Whatever stands in a page, the complaint is ours."""
    at = int(place * len(page))

    _read(page[:at] + text + page[at:])


@a_few
@given(text=st.text())
def test_text_that_is_no_page_is_a_page_error(text: str) -> None:
    """Any text is refused with a PageError."""
    with pytest.raises(PageError):
        read_page(text)


def _read(text: str) -> Page | None:
    try:
        return read_page(text)
    except PageError:
        return None


def _schemas(page: Page) -> str:
    return json.dumps([page.method, page.request, page.response])
