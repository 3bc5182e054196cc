"""Broken pages: cut, shuffled or littered, a page never gives a weaker schema."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakeaws.errors import PageError
from fakeaws.schema.pages.page import Page, read_page
from tests.schema.boto3_pages import docstring, html_pages

PageText = Callable[[str], str]
OPERATION = "appconfig.get_deployment"
FORMS = ["rst", "docstring", "rendered", "html"]
a_few = settings(
    derandomize=True, max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
many = settings(a_few, derandomize=False, max_examples=6_000, database=None)


@pytest.fixture(scope="session")
def forms(page_of: PageText, rendered_page_of: PageText, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """One page of some length in every form."""
    rst = page_of(OPERATION)
    html = html_pages({OPERATION: rst}, tmp_path_factory.mktemp("html"))[OPERATION]
    return {"rst": rst, "docstring": str(docstring(OPERATION)), "rendered": rendered_page_of(OPERATION), "html": html}


@pytest.fixture(params=FORMS)
def page(request: pytest.FixtureRequest, forms: dict[str, str]) -> str:
    """The page in one of its forms."""
    return forms[request.param]


@a_few
@given(share=st.floats(0, 1))
def test_a_cut_page_gives_the_schemas_or_none(page: str, share: float) -> None:
    """A page may be cut behind its schemas, where only errors and examples are lost; else it is a PageError."""
    whole, cut = read_page(page), _read(page[: int(share * len(page))])

    assert cut is None or _schemas(cut) == _schemas(whole)
    errors = (cut and cut.errors) or ()
    assert errors[:-1] == (whole.errors or ())[: max(len(errors) - 1, 0)]  # the last may be cut


def test_a_page_cut_behind_any_line_gives_the_schemas_or_none(page: str) -> None:
    """Whichever line is the last, nothing but our own error says that more is missing."""
    whole, lines = read_page(page), page.split("\n")
    for end in range(0, len(lines), 1 + len(lines) // 200):
        cut = _read("\n".join(lines[:end]))

        assert cut is None or _schemas(cut) == _schemas(whole)


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
@given(data=st.data())
def test_a_page_with_a_line_twice_gives_the_schemas_or_none(page: str, data: st.DataObject) -> None:
    """A line that stands twice, here and somewhere else, is prose, or it is noticed."""
    lines = page.split("\n")
    line = data.draw(st.sampled_from(lines))
    lines.insert(data.draw(st.integers(0, len(lines))), line)
    longer = _read("\n".join(lines))

    assert longer is None or _schemas(longer) == _schemas(read_page(page))


@a_few
@given(text=st.text(), place=st.floats(0, 1))
def test_litter_in_a_page_raises_nothing_but_page_errors(page: str, text: str, place: float) -> None:
    """Whatever stands in a page, the complaint is ours."""
    at = int(place * len(page))

    _read(page[:at] + text + page[at:])


@a_few
@given(noise=st.binary(max_size=2_000), place=st.floats(0, 1))
def test_bytes_in_a_page_raise_nothing_but_page_errors(page: str, noise: bytes, place: float) -> None:
    """Whatever bytes overwrite a part of a page, the complaint is ours."""
    at = int(place * len(page))

    _read(page[:at] + noise.decode("latin-1") + page[at + len(noise) :])


@a_few
@given(text=st.text())
def test_text_that_is_no_page_is_a_page_error(text: str) -> None:
    """Any text is refused with a PageError."""
    with pytest.raises(PageError):
        read_page(text)


@a_few
@given(noise=st.binary())
def test_bytes_that_are_no_page_are_a_page_error(noise: bytes) -> None:
    """Any bytes are refused with a PageError, and so are they behind the head of an HTML page."""
    for head in ("", '<article role="main">'):
        with pytest.raises(PageError):
            read_page(head + noise.decode("latin-1"))


@pytest.mark.sweep
@pytest.mark.parametrize("form", FORMS)
@many
@given(harms=st.lists(st.tuples(st.integers(0, 3), st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=6))
def test_a_page_maimed_at_will_gives_the_schemas_or_none(
    form: str, forms: dict[str, str], harms: list[tuple[int, float, float]]
) -> None:
    """However often lines are cut, lost, doubled or exchanged, the schemas are those of the page, or there are none."""
    lines = forms[form].split("\n")
    for kind, place, measure in harms:
        lines = HARMS[kind](lines, int(place * (len(lines) - 1)), measure)
    maimed = _read("\n".join(lines))

    assert maimed is None or _schemas(maimed) == _schemas(read_page(forms[form]))


def _cut(lines: list[str], at: int, measure: float) -> list[str]:
    return [*lines[:at], lines[at][: int(measure * len(lines[at]))]]


def _lose(lines: list[str], at: int, measure: float) -> list[str]:
    return lines[:at] + lines[at + 1 + int(measure * _MOST_LINES) :] or [""]


def _double(lines: list[str], at: int, measure: float) -> list[str]:
    return lines[: at + 1 + int(measure * _MOST_LINES)] + lines[at:]


def _exchange(lines: list[str], at: int, measure: float) -> list[str]:
    other = int(measure * (len(lines) - 1))
    exchanged = list(lines)
    exchanged[at], exchanged[other] = lines[other], lines[at]
    return exchanged


_MOST_LINES = 11
HARMS: list[Callable[[list[str], int, float], list[str]]] = [_cut, _lose, _double, _exchange]


def _read(text: str) -> Page | None:
    try:
        return read_page(text)
    except PageError:
        return None


def _schemas(page: Page) -> str:
    return json.dumps([page.method, page.request, page.response])
