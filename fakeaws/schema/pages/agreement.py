"""One schema from the two things a page says about it: the syntax block and the list of members.

They must agree in names, order, nesting and types. The syntax alone knows the enums; the list alone
knows what is required, what kind of thing a recursion is, and a map from a structure. Where botocore is
known to edit a page by hand, the page is read for what boto3 takes and gives.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, replace

from fakeaws.errors import PageError
from fakeaws.schema.dialect import Schema, event_stream, list_of, map_of, recursive, scalar, string, structure
from fakeaws.schema.edits import Edit, Effect
from fakeaws.schema.pages.bullets import Bullet
from fakeaws.schema.pages.section import Section
from fakeaws.schema.pages.syntax import scalar_schema


@dataclass(frozen=True, slots=True)
class Agreed:
    """A schema, and the edits of botocore through which it was read."""

    schema: Schema
    edits: tuple[Edit, ...]


def agreed_response(
    block: Section, node: ast.expr, listed: Section, bullets: list[Bullet], edits: Iterable[Edit]
) -> Agreed:
    """The structure of a response. Raises PageError where syntax and list disagree."""
    if len(bullets) != 1 or bullets[0].name is not None or not isinstance(node, ast.Dict):
        raise listed.error(
            f"expected one outermost dict, found {len(bullets)} entries. Is this one of the few pages in HTML "
            "that are broken by badly indented prose? Then take the method's docstring."
        )
    agreement = _Agreement(block, listed, edits)
    return agreement.done(agreement.structure("the response", node, bullets[0].children))


def agreed_request(
    block: Section, node: ast.Call, listed: Section, bullets: list[Bullet], edits: Iterable[Edit]
) -> Agreed:
    """The structure of a request. Raises PageError where syntax and list disagree."""
    agreement = _Agreement(block, listed, edits)
    keywords = [(keyword.arg or "**", keyword.value) for keyword in node.keywords]
    return agreement.done(agreement.members("the request", agreement.with_filled_in(keywords, bullets), bullets))


class _Agreement:
    """Both sections, for complaints; `where` is the path of members down to the place, in words."""

    def __init__(self, block: Section, listed: Section, edits: Iterable[Edit]) -> None:
        self._block = block
        self._listed = listed
        self._edits = tuple(edits)
        self._met: set[Edit] = set()

    def done(self, schema: Schema) -> Agreed:
        return Agreed(schema, tuple(edit for edit in self._edits if edit in self._met))

    def with_filled_in(self, written: list[tuple[str, ast.expr]], children: list[Bullet]) -> list[tuple[str, ast.expr]]:
        """The parameters of the syntax block, and at their places those that only the list may show."""
        whole, names = list(written), {name for name, _ in written}
        for at, child in enumerate(children):
            if child.name not in names and not child.required and self._meets(child.name or "", "filled in"):
                whole.insert(at, (child.name or "", ast.Constant("string")))  # as boto3 would write it
        return whole

    def _meets(self, path: str, *effects: Effect) -> Effect | None:
        """The effect of the edit that is known to be about this place; it is noted as met."""
        found = next((edit for edit in self._edits if edit.effect in effects and edit.is_about(path)), None)
        self._met |= {found} if found else set()
        return found.effect if found else None

    def of(self, where: str, node: ast.expr, bullet: Bullet) -> Schema:
        match node:
            case ast.Set([ast.Constant("... recursive ...")]):
                self._expect(where, bullet, "dict", "list")
                return recursive("array" if bullet.word == "list" else "object")
            case ast.Dict(keys=[ast.Constant("string")], values=[value]) if _lists_a_map(bullet):
                return self._map(where, value, bullet)
            case ast.Dict(keys=[]) if effect := self._edited(where, bullet):
                return scalar("decoded") if effect == "decoded" else string()
            case ast.BoolOp(ast.Or(), [ast.Constant("string"), ast.Dict() as parts]) if self._meets(where, "widened"):
                self._expect(where, bullet, "str or dict")
                return {"anyOf": [string(), structure(self._unlisted(where, parts, bullet))]}
            case ast.Dict():
                self._expect(where, bullet, "dict")
                return self.structure(where, node, bullet.children)
            case ast.List(elts=[element]):
                return self._list(where, element, bullet)
            case ast.Call(func=ast.Name("EventStream"), args=[ast.Dict() as events], keywords=[]):
                self._expect(where, bullet, "EventStream")
                return event_stream(self.structure(where, events, bullet.children))
            case _:
                return self._scalar(where, node, bullet)

    def _edited(self, where: str, bullet: Bullet) -> Effect | None:
        """How a text that the page shows as an empty dict is known to go in or out, if this is one."""
        return self._meets(where, "decoded", "encoded") if (bullet.word, bullet.children) == ("dict", []) else None

    def structure(self, where: str, node: ast.Dict, children: list[Bullet]) -> Schema:
        written = [(_text(key), value) for key, value in zip(node.keys, node.values, strict=True)]
        return self.members(where, written, children)

    def members(self, where: str, written: list[tuple[str, ast.expr]], children: list[Bullet]) -> Schema:
        names, listed = [name for name, _ in written], [child.name or "" for child in children]
        if names != listed or len(set(names)) != len(names):
            raise self._mismatch(where, names, listed)
        parts = {
            name: self.of(_below(where, name), value, child)
            for (name, value), child in zip(written, children, strict=True)
        }
        return structure(parts, [name for name, child in zip(names, children, strict=True) if child.required])

    def _map(self, where: str, value: ast.expr, bullet: Bullet) -> Schema:
        self._expect(where, bullet, "dict")
        (key,) = bullet.children
        self._expect(f"the keys of {where}", key, "string")
        return map_of(self.of(f"the values of {where}", value, key.children[0]))

    def _unlisted(self, where: str, node: ast.Dict, bullet: Bullet) -> dict[str, Schema]:
        """The members of a dict that the list leaves out; they are texts."""
        text = replace(bullet, word="string")
        return {_text(key): self._scalar(where, value, text) for key, value in zip(node.keys, node.values, strict=True)}

    def _list(self, where: str, element: ast.expr, bullet: Bullet) -> Schema:
        self._expect(where, bullet, "list")
        match bullet.children:
            case [Bullet(name=None) as item]:
                return list_of(self.of(f"an element of {where}", element, item))
            case children:
                raise self._mismatch(where, ["one element"], [child.name or child.word for child in children])

    def _scalar(self, where: str, node: ast.expr, bullet: Bullet) -> Schema:
        found = scalar_schema(node)
        if found is None:
            known = "a string, an enum, a number, a boolean, a datetime, bytes, a document, a list or a dict"
            line = self._block.lines[node.lineno - 1].strip()[:80]
            raise self._block.error(
                f"{where}: expected {known} as boto3 writes it, found an unknown form: `{line}`.", node.lineno - 1
            )
        kind, schema = found
        self._expect(where, bullet, *_WORDS[kind])
        if bullet.children:
            raise self._mismatch(where, [], [child.name or child.word for child in bullet.children])
        return schema

    def _expect(self, where: str, bullet: Bullet, *words: str) -> None:
        if bullet.word not in words:
            raise self._listed.error(
                f"{where}: the syntax block shows ({' or '.join(words)}), the list says ({bullet.word}).",
                bullet.offset,
            )

    def _mismatch(self, where: str, names: list[str], listed: list[str]) -> PageError:
        odd = [name for name in (*names, *listed) if (name in names) != (name in listed)]
        what = f"only one of them has {', '.join(odd)}" if odd else "the order or number differs"
        return self._listed.error(
            f"{where}: the syntax block and the list of members disagree: {what}. "
            f"Syntax: {', '.join(names) or 'none'}. List: {', '.join(listed) or 'none'}."
        )


def _lists_a_map(bullet: Bullet) -> bool:
    """Whether the list shows a key with its value; a structure whose one member is called `string` has a name."""
    match bullet.children:
        case [Bullet(name=None, children=[Bullet(name=None)])]:
            return True
        case _:
            return False


def _text(key: ast.expr | None) -> str:
    return key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else "no text"


def _below(where: str, name: str) -> str:
    return name if where.startswith("the re") else f"{where}.{name}"


_WORDS = {
    "string": ("string",),
    "boolean": ("boolean",),
    "integer": ("integer",),
    "number": ("float",),
    "timestamp": ("datetime",),
    "blob": ("bytes",),
    "stream": ("StreamingBody", "bytes or seekable file-like object"),
    "document": ("document", "JSON serializable"),
}
