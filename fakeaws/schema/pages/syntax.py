"""The syntax blocks of a page, read as Python expressions and never evaluated."""

from __future__ import annotations

import ast
import textwrap
import warnings

from fakeaws.schema.dialect import Schema, scalar, string
from fakeaws.schema.pages.section import Section


def expression(block: Section) -> ast.expr:
    """The one expression that the block holds. Raises PageError."""
    statement = _statement(block)
    if not isinstance(statement, ast.Expr):
        raise block.error(f"expected a value, found `{_first_line(block)}`.")
    return statement.value


def call(block: Section, method: str) -> ast.Call:
    """The call in `response = client.method(...)`, which the block must hold. Raises PageError."""
    match _statement(block):
        case ast.Assign(
            targets=[ast.Name("response")],
            value=ast.Call(func=ast.Attribute(ast.Name("client"), attr), args=[]) as found,
        ) if attr == method:
            return found
        case _:
            raise block.error(f"expected `response = client.{method}(...)`, found `{_first_line(block)}`.")


def scalar_schema(node: ast.expr) -> tuple[str, Schema] | None:
    """The kind and schema of a written form that is neither dict nor list; None if the form is unknown."""
    values = _alternatives(node)
    texts = [value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)]
    if len(texts) == len(values):
        written = () if texts == ["string"] else texts
        return ("string", string(written)) if len(set(texts)) == len(texts) else None
    kind = _FORMS.get(ast.dump(node)) if len(values) <= _MOST_ALTERNATIVES else None
    return (kind, scalar(kind)) if kind else None


def _statement(block: Section) -> ast.stmt:
    lines = ("" if line.strip() == "::" else line for line in block.lines)
    body = _parsed(block, textwrap.dedent("\n".join(lines)))
    if len(body) != 1:
        raise block.error(f"expected one block of syntax, found {len(body)} statements.")
    for node in ast.walk(body[0]):
        _refuse_joined_text(node, block)
    return body[0]


def _first_line(block: Section) -> str:
    return next((line.strip() for line in block.lines if line.strip() not in ("", "::")), "")


def _parsed(block: Section, source: str) -> list[ast.stmt]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # AWS's examples hold backslashes that Python frowns upon
            return ast.parse(source).body
    except SyntaxError as error:
        problem = error.msg.partition(" on line ")[0]  # a line of the block, not of the page
        raise block.error(f"expected syntax as boto3 writes it: {problem}.", (error.lineno or 1) - 1) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise block.error(f"expected syntax as boto3 writes it, found {error!r}.") from None


def _refuse_joined_text(node: ast.AST, block: Section) -> None:
    """Refuse two texts that Python would join because the comma between them is missing."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.end_lineno != node.lineno:
        raise block.error(f"expected one text, found several joined into {node.value[:60]!r}.", node.lineno - 1)


def _alternatives(node: ast.expr) -> list[ast.expr]:
    """`a|b|c` as a list; a loop, because the longest such chain is deeper than Python's recursion."""
    found = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        found.append(node.right)
        node = node.left
    return [node, *reversed(found)]


def _form(written: str) -> str:
    return ast.dump(ast.parse(written, mode="eval").body)


_MOST_ALTERNATIVES = 7
_FORMS = {
    _form("123"): "integer",
    _form("123.0"): "number",
    _form("..."): "number",
    _form("True|False"): "boolean",
    _form("datetime(2015, 1, 1)"): "timestamp",
    _form("b'bytes'"): "blob",
    _form("b'bytes'|file"): "stream",
    _form("StreamingBody()"): "stream",
    _form("{...}|[...]|123|123.4|'string'|True|None"): "document",
}
