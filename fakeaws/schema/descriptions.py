"""Descriptions from the documentation in the user's installed botocore, as plain text. None of it is ours, or kept."""

from __future__ import annotations

from html.parser import HTMLParser

from fakeaws.model import Operation, Shape


def description_of(documented: Shape | Operation) -> str:
    """What botocore's model says about a shape or an operation: a line for each of its paragraphs; maybe none."""
    html = documented.model.documentation if isinstance(documented, Operation) else documented.documentation
    reader = _Text()
    reader.feed(html or "")
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split(_BREAK))
    return "\n".join(line for line in lines if line)


class _Text(HTMLParser):
    """Collects the text of HTML, with breaks where a browser shows a new line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # its signature
        self.parts.append(_STARTS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(_BREAK if tag in _STARTS else "")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


_BREAK = "\0"
_STARTS = dict.fromkeys(("br", "dd", "div", "dl", "dt", "note", "ol", "p", "pre", "ul"), _BREAK) | {"li": f"{_BREAK}- "}
