"""The layers of the house: imports go down only, and each heavy library has its rooms."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

LAYERS = [
    # From the ground up. A room may import any room above it in this list, and modules of its own.
    "fakeaws.nearest",
    "fakeaws.errors",
    "fakeaws.matching",
    "fakeaws.source",
    "fakeaws.origin",
    "fakeaws.whole_file",
    "fakeaws.clock",
    "fakeaws.asking",
    "fakeaws.waiting",
    "fakeaws.model",
    "fakeaws.waiters",
    "fakeaws.schema",
    "fakeaws.generate",
    "fakeaws.pieces",
    "fakeaws.faults",
    "fakeaws.protocols",
    "fakeaws.common_errors",
    "fakeaws.long_polls",
    "fakeaws.frozen",
    "fakeaws.steps",
    "fakeaws.replies",
    "fakeaws.script",
    "fakeaws.rates",
    "fakeaws.passages",
    "fakeaws.lifecycles",
    "fakeaws.scenarios",
    "fakeaws.strategies",
    "fakeaws.recordings",
    "fakeaws.log",
    "fakeaws.timeline",
    "fakeaws.options",
    "fakeaws.explain",
    "fakeaws.completion",
    "fakeaws.asking",
    "fakeaws.disturbance",
    "fakeaws.place",
    "fakeaws.called",
    "fakeaws.player",
    "fakeaws.worlds",
    "fakeaws.surroundings",
    "fakeaws.memo_hooks",
    "fakeaws.hearing",
    "fakeaws.hooks",
    "fakeaws.recording",
    "fakeaws.retry_hooks",
    "fakeaws.virtual_time",
    "fakeaws.transports",
    "fakeaws.answers",
    "fakeaws.stage",
    "fakeaws.fake",
    "fakeaws.matrix",
    "fakeaws.failure_coverage",
    "fakeaws.cli",
    "fakeaws.__main__",
    "fakeaws",
    "conftest_plugin",
]

FENCES = {
    "botocore": {
        "fakeaws.model",
        "fakeaws.waiters",
        "fakeaws.surroundings",
        "fakeaws.hooks",
        "fakeaws.recording",
        "fakeaws.memo_hooks",
        "fakeaws.retry_hooks",
        "fakeaws.protocols",
        "fakeaws.transports",
    },
    "jmespath": {"fakeaws.waiters", "fakeaws.lifecycles.looked_at"},
    "urllib3": {"fakeaws.faults", "fakeaws.transports"},
    "faker": {"fakeaws.generate"},
    "hypothesis": {"fakeaws.strategies"},
    "jsonschema": {"fakeaws.schema.validator"},
    "jsonschema_rs": {"fakeaws.schema.fast"},
    "time_machine": {"fakeaws.virtual_time"},
    "pytest": {"conftest_plugin"},
    "yaml": {"fakeaws.recordings"},
    "boto3": set(),
}

MODULES = sorted([*ROOT.glob("fakeaws/**/*.py"), *ROOT.glob("conftest_plugin/**/*.py")])


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down_only(path: Path) -> None:
    """A module imports only rooms that lie below its own."""
    room = _room(_name(path))
    upward = [name for name in _imports(path) if _is_ours(name) and not _may(room, _room(name))]

    assert upward == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_heavy_libraries_keep_to_their_rooms(path: Path) -> None:
    """Botocore, Faker, jsonschema, time-machine and pytest are imported only where the fences allow it."""
    name = _name(path)
    strays = [
        imported
        for imported in _imports(path)
        if (package := imported.partition(".")[0]) in FENCES
        and not any(name == room or name.startswith(f"{room}.") for room in FENCES[package])
    ]

    assert strays == []


def _may(room: str, imported: str) -> bool:
    return room == imported or LAYERS.index(imported) < LAYERS.index(room)


def _room(name: str) -> str:
    rooms = [room for room in LAYERS if name == room or (room != "fakeaws" and name.startswith(f"{room}."))]
    assert rooms, f"{name} has no place among the layers"
    return max(rooms, key=len)


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] in {"fakeaws", "conftest_plugin"}


def _imports(path: Path) -> Iterator[str]:
    """The modules that a file imports, inside functions too; what stands under TYPE_CHECKING is for types only."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
