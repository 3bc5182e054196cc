"""`fakeaws diff`: what changed between two schema files, locks, doc pages, or the installed botocore."""

from __future__ import annotations

import argparse
import itertools

from fakeaws.cli.reading import CLEAN, FOUND, print_json, read_text
from fakeaws.errors import PlanError
from fakeaws.schema.change import Change
from fakeaws.schema.diff import breaking, diff
from fakeaws.schema.files import SchemaFile, installed, page_file, read_schema_file

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
    old, new = _both(options)
    changes = diff(old, new)
    if options.json:
        changed = [change.as_json() for change in changes]
        print_json({"old": old.source, "new": new.source, "changes": changed})
    else:
        print(f"{old.source} -> {new.source}")
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
    known = [*(old.operations if old else ()), *(new.operations if new else ())]
    return old or installed(known), new or installed(known)


def _read(file: str, operation: str | None) -> SchemaFile:
    text = read_text(file)
    is_json = text.lstrip()[:1] in ("{", "[")
    return read_schema_file(text, file) if is_json else page_file(text, file, operation)


def _print_lines(changes: list[Change]) -> None:
    for operation, group in itertools.groupby(changes, key=lambda change: change.operation):
        print(operation)
        for change in group:
            print(f"{'!' if change.breaks else ' '} {change}")
    print(
        f"{len(changes)} changes, {len(breaking(changes))} of which can break somebody." if changes else "No changes."
    )
