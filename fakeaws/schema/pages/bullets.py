"""The lists of members on a page: Parameters and Response Structure, in RST and in rendered text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from fakeaws.schema.pages.section import Section
from fakeaws.schema.pages.sections import Form


@dataclass(slots=True)
class Bullet:
    """One entry, and those nested in it: a member, or without a name an element, a key, a value, the whole.

    `word` is the page's word for the type; `offset` counts lines from the start of the section.
    """

    name: str | None
    word: str
    required: bool
    offset: int
    children: list[Bullet] = field(default_factory=list)


def bullets(section: Section, form: Form) -> list[Bullet]:
    """The outermost entries of the section. Raises PageError if one is nested in nothing."""
    top: list[Bullet] = []
    above: list[tuple[int, list[Bullet]]] = [(-1, top)]
    for indent, bullet in _entries(section, form):
        while indent <= above[-1][0]:
            above.pop()
        above[-1][1].append(bullet)
        above.append((indent, bullet.children))
    return top


def _entries(section: Section, form: Form) -> Iterator[tuple[int, Bullet]]:
    pattern = _ENTRY[form]
    for offset, line in enumerate(section.lines):
        if (match := pattern.match(line)) and (form == "rst" or _says_a_type(match)):
            yield len(match["indent"]), _bullet(section, offset, match, form)
        elif form == "rst" and (match := _TYPE_FIELD.match(line)):
            yield len(match["indent"]), _parameter(section, offset, match)
        elif form == "rendered" and (match := _LONE_PARAMETER.match(line)) and _is_lone(section, offset, match):
            yield 0, _bullet(section, offset, match, form)


def _bullet(section: Section, offset: int, match: re.Match[str], form: Form) -> Bullet:
    required = _says_required(match["rest"] or "", section.lines[offset + 1 :], form)
    return Bullet(match["name"], _plain(match["word"]), required, offset)


def _parameter(section: Section, offset: int, field_of_type: re.Match[str]) -> Bullet:
    """The parameter whose `:type` stands here; its `:param` must stand on the next line."""
    name = field_of_type["name"]
    follower = next(iter(section.lines[offset + 1 :]), "")
    match = _PARAM_FIELD.match(follower)
    if match is None or match["name"] != name:
        raise section.error(f"expected `:param {name}:` after `:type {name}:`, found {follower!r}.", offset + 1)
    return Bullet(name, _plain(field_of_type["word"]), match["rest"].startswith("**[REQUIRED]**"), offset)


def _says_a_type(match: re.Match[str]) -> bool:
    """Whether this is no bullet of prose; in RST these look different, in rendered text only the words tell."""
    return _plain(match["word"]) in _TYPE_WORDS


def _is_lone(section: Section, offset: int, match: re.Match[str]) -> bool:
    """Whether this is the only parameter, which is no bullet but the first paragraph below the heading."""
    return _says_a_type(match) and not section.part(0, offset).text


def _says_required(rest: str, following: tuple[str, ...], form: Form) -> bool:
    if form == "rst":
        return rest.startswith("**[REQUIRED]**")
    words = rest.strip() or next((line.strip() for line in following if line.strip()), "")
    return words.startswith("[REQUIRED]")


def _plain(word: str) -> str:
    """`:ref:`document<document>`` and `:class:`.StreamingBody`` as a reader sees them."""
    role = _ROLE.match(word)
    return role["word"] if role else word.strip("* ")


_TYPE_WORDS = {
    *("boolean", "bytes", "datetime", "dict", "document", "float", "integer", "list", "string", "str or dict"),
    *("EventStream", "JSON serializable", "StreamingBody", "bytes or seekable file-like object"),
}
_ROLE = re.compile(r":\w+:`\.?(?P<word>[^`<]+?)\s*(?:<.*>)?`$")
_TYPE_FIELD = re.compile(r"(?P<indent>\s*):type (?P<name>\S+): (?P<word>.*)$")
_PARAM_FIELD = re.compile(r"\s*:param (?P<name>\S+): ?(?P<rest>.*)$")
_DASH = "(?:--|\N{EN DASH}|\N{EM DASH})"
_LONE_PARAMETER = re.compile(rf"(?P<name>\S+) \((?P<word>[^()]+)\)(?: {_DASH} ?(?P<rest>.*))?$")
_ENTRY: dict[Form, re.Pattern[str]] = {
    "rst": re.compile(r"(?P<indent>\s*)- (?:\*\*(?P<name>\S+)\*\* )?\*?\((?P<word>[^()]+)\) --\*? ?(?P<rest>.*)$"),
    "rendered": re.compile(
        rf"(?P<indent>\s*)\N{{BULLET}} (?:(?P<name>\S+) )?\((?P<word>[^()]+)\)(?: {_DASH} ?(?P<rest>.*))?$"
    ),
}
