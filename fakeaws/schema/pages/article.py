"""The article of an HTML page, as the lines of rendered text that a reader would copy from it.

The public site is written by Sphinx, whatever its theme: the article is the element with the role `main`.
Inside, `pre` keeps its lines, an `li` becomes a bullet, and all else is paragraphs. Only an item that begins
with something emphasised or with `(` gets the bullet of a member; the items of prose get another. Sphinx
nests `p` in `p`, which HTML forbids; nothing here depends on how paragraphs nest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from fakeaws.errors import PageError

Line = tuple[int, str]
"""A line of text, after the number of the line in the file where it stands."""


def is_html(text: str) -> bool:
    """Whether the text is HTML; a doc page in any other form does not begin with a tag."""
    return text.lstrip("\N{BYTE ORDER MARK} \t\r\n").startswith("<")


def article_lines(text: str, place: str) -> list[Line]:
    """The lines of the article. Raises PageError if the page has none, or does not end it."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    if not reader.begun:
        raise PageError(
            place,
            "expected the HTML of a page of boto3's documentation, with an element of the role `main` "
            "(<article role=\"main\">), found none. Save the page's source, or copy the article's text.",
        )
    if not reader.ended:
        raise PageError(place, f"expected the article to end with </{reader.tag}>, found no end. Is the page cut off?")
    return list(_with_fields(reader.lines))


def _with_fields(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines with Sphinx's names for fields; where prose dedents too far, Sphinx leaves the fields as written."""
    texts = [line for line in lines if line[1]]
    heading = ["Parameters"]
    at = 0
    while at < len(texts):
        number, text = texts[at]
        if match := _FIELD_AS_WRITTEN.fullmatch(" ".join(line for _, line in texts[at : at + 3])):
            yield from ((number, name) for name in heading)
            yield number, f"{_MEMBER} {match['name']} ({match['word']}) --"
            heading = []
        else:
            yield number, _FIELD_NAMES.get(text, text)
        at += 3 if match else 1


class _Reader(HTMLParser):
    """Collects the lines. `depth` is that of the lists around the place, `open` counts the article's own tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self.tag = ""
        self.begun = self.ended = False
        self._open = 0
        self._depth = 0
        self._bullet = ""
        self._words: list[str] = []
        self._at = 0
        self._skipped = ""
        self._verbatim = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        traits = {name: value or "" for name, value in attrs}
        if not self.begun and traits.get("role") == "main":
            self.begun, self.tag = True, tag
        if not self._reading or self._skipped:
            return
        if tag == self.tag:
            self._open += 1
        if _is_furniture(tag, traits):
            self._skipped = tag
        elif tag in ("strong", "em") and not self._words:
            self._bullet = self._bullet.replace(_PROSE, _MEMBER)
        elif _BLOCK.fullmatch(tag):
            self._end_line()
            self._begin_block(tag)
        elif tag == "a" and "/goto/WebAPI/" in traits.get("href", ""):
            self._words.append(f"<{traits['href']}> ")

    def _begin_block(self, tag: str) -> None:
        match tag:
            case "ul" | "ol":
                self._depth += 1
            case "li":
                self._bullet = f"{'  ' * self._depth}{_PROSE} "
            case "pre":
                self._verbatim = True

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            self._skipped = "" if tag == self._skipped else self._skipped
        elif self._reading:
            self._end(tag)

    def _end(self, tag: str) -> None:
        if _BLOCK.fullmatch(tag):
            self._end_line()
            self._verbatim = self._verbatim and tag != "pre"
            self._depth -= tag in ("ul", "ol")
        if tag == self.tag:
            self._open -= 1
            self.ended = self._open == 0

    def handle_data(self, data: str) -> None:
        if not self._reading or self._skipped:
            return
        if self._words or self._verbatim or data.strip():
            self._at = self._at or self.getpos()[0]
            self._words.append(data)

    @property
    def _reading(self) -> bool:
        return self.begun and not self.ended

    def _end_line(self) -> None:
        text = "".join(self._words)
        self._words.clear()
        if self._verbatim:
            self._write((self._at + at, line) for at, line in enumerate(text.rstrip("\n").split("\n")))
        elif line := " ".join(text.split()):
            bullet = self._bullet.replace(_PROSE, _MEMBER) if line.startswith("(") else self._bullet
            self._write([(self._at, (bullet or "  " * self._depth) + line)])
            self._bullet = ""
        self._at = 0

    def _write(self, lines: Iterable[Line]) -> None:
        self.lines += [*lines, (self._at, "")]


def _is_furniture(tag: str, traits: dict[str, str]) -> bool:
    return tag in ("script", "style", "button") or (tag == "a" and "headerlink" in traits.get("class", ""))


_FIELD_AS_WRITTEN = re.compile(r"type (?P<name>\S+): (?P<word>.+) param (?P=name):")
_FIELD_NAMES = {"rtype:": "Return type", "returns:": "Returns"}
_MEMBER, _PROSE = "\N{BULLET}", "*"
_BLOCK = re.compile("article|blockquote|br|d[dlt]|div|h[1-6r]|li|main|[ou]l|p|pre|section|table|t[dhr]")
