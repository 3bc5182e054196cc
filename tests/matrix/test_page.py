"""The failure matrix as a page of HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from fakeaws.matrix.cell import Cell
from fakeaws.matrix.matrix import Matrix
from fakeaws.matrix.page import page_of
from fakeaws.matrix.places import Site

SITE = Site("release.py", 12, "start", "appconfig.start_deployment")
CELLS = (
    Cell("test_a.py::test_it", SITE, 1, "ThrottlingException", "throttled", "survived", None, ("+00:00:00  called",)),
    Cell("test_a.py::test_it", SITE, 2, "ThrottlingException", "throttled", "survived", None, ("+00:00:30  called",)),
    Cell("test_b.py::test_<it>", SITE, 1, "read-timeout", "read-timeout", "crashed", "KeyError: '<State>'", ("<end>",)),
)


class _Reader(HTMLParser):
    """What tags a page opens, in order, with their attributes, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def _read(matrix: Matrix) -> _Reader:
    reader = _Reader()
    reader.feed(page_of(matrix))
    reader.close()
    return reader


def test_the_page_is_well_formed_and_on_its_own() -> None:
    """Every tag is closed in order; nothing comes from outside, and there is no script."""
    reader = _read(Matrix("quick", CELLS, tests=2, left_out={"the budget": 3}, unreliable={"test_c.py::test": "E: no"}))
    outside = [attrs for _, attrs in reader.tags if "src" in attrs or not (attrs.get("href") or "#").startswith("#")]

    assert reader.open == []
    assert outside == []
    assert "script" not in {tag for tag, _ in reader.tags}
    assert "url(" not in page_of(Matrix("quick"))


def test_a_cell_leads_to_its_runs() -> None:
    """Call sites stand beside failures; a cell has the worst verdict and links to its runs, alike ones together."""
    reader = _read(Matrix("quick", CELLS, tests=2))
    cells = [(attrs["class"], attrs["href"]) for tag, attrs in reader.tags if tag == "a"]
    sections = [f"#{attrs['id']}" for tag, attrs in reader.tags if tag == "section"]

    assert cells == [("survived", "#r0-throttled"), ("crashed", "#r0-read-timeout")]
    assert sections == [href for _, href in cells]
    assert "ThrottlingException at call 1, and 1 more run with the same end" in reader.text
    assert re.search(r"KeyError: '<State>'\s*An answer may|KeyError: '<State>'\s*KeyError hides", reader.text)
    assert "<end>" in reader.text


def test_what_was_left_out_is_said() -> None:
    """What the budget left out and what cannot be repeated stands below the table."""
    reader = _read(Matrix("quick", CELLS, tests=2, left_out={"the budget": 3}, unreliable={"test_c.py::test": "E: no"}))

    assert "left out: the budget (3)" in reader.text
    assert "test_c.py::test cannot be repeated: E: no" in reader.text
