"""Call sites of the code under test, by file, line and function."""

from __future__ import annotations

import ast
import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

_Span: TypeAlias = tuple[int, int, str]


@dataclass(frozen=True, slots=True, order=True)
class Site:
    """Where the code under test makes a call; `path` is relative to the root of the tests, with slashes."""

    path: str
    line: int
    function: str
    operation: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.function}" if self.line else self.path


def function_at(path: str, line: int) -> str:
    """The qualified name of the function that holds this line, such as `Poller.wait`; `<module>` outside of any.

    It is read from the source, so that it is the same in every Python.
    """
    around = [span for span in _functions(path) if span[0] <= line <= span[1]]
    return max(around)[2] if around else "<module>"


@functools.lru_cache(maxsize=256)
def _functions(path: str) -> tuple[_Span, ...]:
    """First line, last line and name of every function in a file; none where it cannot be read as Python."""
    try:
        tree = ast.parse(Path(path).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return ()
    return tuple(_within(tree, ""))


def _within(node: ast.AST, prefix: str) -> list[_Span]:
    found: list[_Span] = []
    for child in ast.iter_child_nodes(node):
        name = prefix
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            name = f"{prefix}.{child.name}" if prefix else child.name
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            found.append((child.lineno, child.end_lineno or child.lineno, name))
        found += _within(child, name)
    return found
