"""A lifecycle's states and moves as a picture, drawn from its table: as Mermaid, and as DOT for Graphviz."""

from __future__ import annotations

from collections.abc import Iterator

from fakeaws.lifecycles.lifecycle import Lifecycle

ASSUMED = "assumed"
"""What stands at a move that no source shows."""


def mermaid(lifecycle: Lifecycle) -> str:
    """A Mermaid state diagram; `[*]` is before its beginning, and where nothing more happens by itself."""
    lines = [f"    {before} --> {after}{f' : {label}' if label else ''}" for before, after, label in _arrows(lifecycle)]
    return "\n".join(["stateDiagram-v2", *lines, ""])


def dot(lifecycle: Lifecycle) -> str:
    """A Graphviz digraph; states in which nothing more happens by itself have a double line."""
    nodes = [f'    "{state}"{" [peripheries=2]" if lifecycle.is_end(state) else ""};' for state in lifecycle.states]
    arrows = [
        f'    "{before}" -> "{after}"{f" [style=dashed, label={label}]" if label else ""};'
        for before, after, label in _arrows(lifecycle)
        if after != _NOTHING
    ]
    head = [
        f'digraph "{lifecycle.name}" {{',
        "    rankdir=LR;",
        "    node [shape=box, style=rounded];",
        f'    "{_NOTHING}" [shape=point, label=""];',
    ]
    return "\n".join([*head, *nodes, *arrows, "}", ""])


def _arrows(lifecycle: Lifecycle) -> Iterator[tuple[str, str, str]]:
    for state in lifecycle.begins:
        yield _NOTHING, state, ""
    for before, onward in lifecycle.moves.items():
        for after in onward:
            yield before, after, ASSUMED if (before, after) in lifecycle.doubtful else ""
        if lifecycle.is_end(before):
            yield before, _NOTHING, ""


_NOTHING = "[*]"
