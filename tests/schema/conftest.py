"""Pages to read: saved ones where they are at hand, and always those that the installed boto3 writes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.schema.boto3_pages import rst_page

PageText: TypeAlias = Callable[[str], str]

_SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"


@pytest.fixture(scope="session")
def page_of() -> PageText:
    """The page, in RST, that the installed boto3 writes for an operation."""
    return rst_page


@pytest.fixture(scope="session")
def rendered_page_of(page_of: PageText) -> PageText:
    """The same page as text, as it comes out of a browser."""
    return lambda operation: _rendered(page_of(operation))


@pytest.fixture(scope="session")
def seed() -> PageText:
    """The text of a saved page by its file name; skips where there is none."""

    def text(name: str) -> str:
        if not (_SEEDS / name).exists():
            pytest.skip(f"the saved page {name} is not at hand")
        return (_SEEDS / name).read_text(encoding="utf-8")

    return text


def _rendered(rst: str) -> str:
    lines = rst[rst.index(".. py:method::") :].split("\n")
    shown = [_rendered_line(line) for line in _with_joined_fields(lines)]
    return "\n".join(line for line in shown if line is not None)


def _with_joined_fields(lines: list[str]) -> list[str]:
    """`:type n: word` and `:param n: text` as the one bullet that a browser shows, below a heading."""
    text = re.sub(r"\s*:type (\S+): (.*)\n\s*:param \1: ?", r"\n  • \1 (\2) -- ", "\n".join(lines))
    first = text.find("\n  • ")
    if -1 < first < text.find(":returns:"):
        text = f"{text[:first]}\nParameters{text[first:]}"
    return text.split("\n")


def _rendered_line(line: str) -> str | None:
    if line.strip() == "::":
        return None
    line = re.sub(r":py:class:`([^`]*)`", r"\1", line)
    line = re.sub(r":\w+:`\.?([^`<]+?)(?:<[^`]*>)?`", r"\1", line)
    line = re.sub(r"^(\s*)(?:- |\*   )", r"\1• ", line)
    line = re.sub(r"^\s*\.\. py:method:: ", "", line)
    line = re.sub(r"^\s*\*\*([A-Z]\w+(?: \w+)?)\*\*\s*$", r"\1", line)
    line = re.sub(r"^\s*:rtype: ?", "Return type\n", line)
    line = re.sub(r"^\s*:returns: ?", "Returns\n", line)
    return re.sub(r"\*(\(.*?\) --)\*", r"\1", re.sub(r"\*\*(?!kwargs)", "", line))
