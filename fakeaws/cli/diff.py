"""`fakeaws diff`: what changed between two schema files, locks, doc pages, or the installed botocore."""

from __future__ import annotations

import argparse
import itertools

from fakeaws.cli.reading import CLEAN, FOUND, print_json, read_text
from fakeaws.errors import InputError, PlanError, UnknownOperation
from fakeaws.model import Operation
from fakeaws.schema.change import Change
from fakeaws.schema.diff import breaking, diff
from fakeaws.schema.files import FORMAT, SchemaFile, file_from_model, page_file, read_schema_file

INSTALLED = "installed"


def add_options(parser: argparse.ArgumentParser) -> None:
    what = "a schema file, a lock, a saved doc page, or `installed`: the installed botocore"
    parser.add_argument("old", metavar="OLD", help=what)
    parser.add_argument("new", metavar="NEW", help="likewise")
    parser.add_argument("--operation", metavar="NAME", help="which operation a page is of, where it does not show it")
    parser.add_argument(
        "--fail-on",
        choices=("breaking", "any", "never"),
        default="breaking",
        help="which changes make the exit status 1; default: %(default)s",
    )
    parser.add_argument("--json", action="store_true", help="print the changes as JSON")


def run(options: argparse.Namespace) -> int:
    changes = diff(*_both(options))
    if options.json:
        print_json([change.as_json() for change in changes])
    else:
        _print_lines(changes)
    failing = {"breaking": breaking(changes), "any": changes, "never": []}[options.fail_on]
    return FOUND if failing else CLEAN


def _both(options: argparse.Namespace) -> tuple[SchemaFile, SchemaFile]:
    if options.old == options.new == INSTALLED:
        raise PlanError(
            "Both sides are the installed botocore: name a schema file, a lock or a page to compare it with."
        )
    old = None if options.old == INSTALLED else _read(options.old, options.operation)
    new = None if options.new == INSTALLED else _read(options.new, options.operation)
    return old or _installed(new), new or _installed(old)


def _read(file: str, operation: str | None) -> SchemaFile:
    text = read_text(file)
    if not text.lstrip().startswith("{"):
        return page_file(text, file, operation)
    if FORMAT.partition(" ")[0] not in text[:200]:
        what = "expected a schema file or a doc page, found other JSON"
        raise InputError(file, f"{what}: write one with `fakeaws schema OPERATION... -o FILE`.")
    return read_schema_file(text, file)


def _installed(other: SchemaFile | None) -> SchemaFile:
    """The installed botocore's schemas of the operations that the other file has, as far as there are such."""
    return file_from_model(name for name in (other.operations if other else ()) if _is_known(name))


def _is_known(name: str) -> bool:
    try:
        Operation.named(name)
    except UnknownOperation:
        return False
    return True


def _print_lines(changes: list[Change]) -> None:
    for operation, group in itertools.groupby(changes, key=lambda change: change.operation):
        print(operation)
        for change in group:
            print(f"{'!' if change.breaks else ' '} {change}")
    print(
        f"{len(changes)} changes, {len(breaking(changes))} of which can break somebody." if changes else "No changes."
    )
