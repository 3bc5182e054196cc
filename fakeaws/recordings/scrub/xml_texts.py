"""XML with the texts in it changed: of elements and attributes, in CDATA and comments; whatever its tags, as it was."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import TypeAlias
from xml.sax.saxutils import escape

Change: TypeAlias = Callable[[str, str], str]
"""What becomes of a text within; it is told the name that stands beside it, or that of the whole."""


def within_xml(text: str, name: str, change: Change) -> str:
    """The text with each text in it changed; its name is that of its element or attribute."""
    parts: list[str] = []
    element = name
    for match in _TOKEN.finditer(text):
        token = match[0]
        if match["tag"]:
            element = _own_name(match["tag"])
            parts.append(_ATTRIBUTE.sub(lambda one: _attribute(one, change), token))
        elif match["end"]:
            element = name
            parts.append(token)
        elif match["raw"]:
            parts.append(f"{match['opening']}{change(match['raw'], element)}{match['closing']}")
        else:
            parts.append(_escaped(token, element, change))
    return "".join(parts)


def _attribute(match: re.Match[str], change: Change) -> str:
    quoted = {match["quote"]: "&quot;" if match["quote"] == '"' else "&apos;"}
    return f"{match['head']}{_escaped(match['said'], _own_name(match['name']), change, quoted)}{match['quote']}"


def _escaped(said: str, name: str, change: Change, quoted: dict[str, str] | None = None) -> str:
    """What is said, changed without its escapes and the space around it; unless it changed, as it was."""
    plain = html.unescape(said)
    inner = plain.strip()
    changed = change(inner, name) if inner else inner
    if changed == inner:
        return said
    start = plain.index(inner)
    return escape(plain[:start] + changed + plain[start + len(inner) :], quoted or {})


def _own_name(name: str) -> str:
    """The name without its namespace."""
    return name.rpartition(":")[2]


_TOKEN = re.compile(
    r"(?s)(?P<opening><!--|<!\[CDATA\[)(?P<raw>.+?)(?P<closing>-->|\]\]>)"
    r"|<(?P<tag>[\w:.-]+)(?:\s[^<>]*)?>"
    r"|(?P<end></[^<>]*>)"
    r"|[^<]+|<"
)
_ATTRIBUTE = re.compile(r"""(?P<head>\s(?P<name>[\w:.-]+)\s*=\s*(?P<quote>["']))(?P<said>[^<]*?)(?P=quote)""")
