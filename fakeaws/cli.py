"""The command `fakeaws`: one function for each subcommand, all in the table at the end.

Exit status: 0 nothing to complain about, 1 violations, 2 wrong usage or something that cannot be read
or written. Results go to stdout, complaints to stderr.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fakeaws.errors import FakeAWSError, InputError
from fakeaws.schema.check import check
from fakeaws.schema.pages.page import read_page
from fakeaws.schema.schemas import schema_for
from fakeaws.schema.violation import LEVELS, Violation

CLEAN, VIOLATIONS, UNREADABLE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments` (those of the process by default) and return its exit status.

    Raises SystemExit for wrong usage and for `--help`, as argparse does.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # what a file holds need not fit the terminal
    try:
        status = _run(arguments)
        print(end="", flush=True)
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        return _cannot_write(error)
    return status


def _run(arguments: Sequence[str] | None) -> int:
    options = _parser().parse_args(arguments)
    try:
        return COMMANDS[options.command].run(options)
    except FakeAWSError as error:
        _complain(error)
        return UNREADABLE


def _schema(options: argparse.Namespace) -> int:
    if options.page is None:
        _print_json(schema_for(options.operation, side=options.side or "response"))
    else:
        document = read_page(_read_text(options.page), place=options.page).document()
        _print_json(document[options.side] if options.side else document)
    return CLEAN


def _schema_options(parser: argparse.ArgumentParser) -> None:
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("operation", nargs="?", help="take it from the installed model: appconfig.get_deployment")
    source.add_argument(
        "--page", metavar="FILE", help="take both sides and the errors from a saved doc page (RST or text; - for stdin)"
    )
    parser.add_argument("--side", choices=("response", "request"), help="only this side (the model's: response)")


def _check(options: argparse.Namespace) -> int:
    results = [_checked(file, options) for file in options.files]
    if options.json:
        _print_json([result.as_json() for result in results])
    else:
        for result in results:
            _print_lines(result)
    return max(result.status for result in results)


def _check_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--operation", required=True, metavar="NAME", help="such as appconfig.get_deployment")
    parser.add_argument("--side", choices=("response", "request"), default="response", help="default: %(default)s")
    parser.add_argument(
        "--level",
        choices=LEVELS,
        default="recorded",
        help="who vouches for the data: AWS (recorded), a test (scripted), or the model must hold (strict); "
        "default: %(default)s",
    )
    parser.add_argument("--json", action="store_true", help="print the violations as JSON")
    parser.add_argument("files", nargs="+", metavar="FILE", help="JSON files, - for stdin")


@dataclass(frozen=True, slots=True)
class _Checked:
    """What came of one file: its violations, or why it cannot be read."""

    file: str
    violations: tuple[Violation, ...] = ()
    unreadable: InputError | None = None

    @property
    def status(self) -> int:
        if self.unreadable is not None:
            return UNREADABLE
        return VIOLATIONS if any(one.severity == "error" for one in self.violations) else CLEAN

    def as_json(self) -> dict[str, Any]:
        problem = {"unreadable": str(self.unreadable)} if self.unreadable is not None else {}
        return {"file": self.file, **problem, "violations": [asdict(one) for one in self.violations]}


def _checked(file: str, options: argparse.Namespace) -> _Checked:
    try:
        data = _read_json(file)
        violations = check(options.operation, data, level=options.level, side=options.side)
    except InputError as error:
        _complain(error)
        return _Checked(file, unreadable=error)
    return _Checked(file, tuple(violations))


def _print_lines(result: _Checked) -> None:
    if result.status == CLEAN and not result.violations:
        print(f"{result.file}: clean")
    for violation in result.violations:
        print(f"{result.file}: {violation}")


def _read_json(file: str) -> Any:
    text = _read_text(file)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"{file}:{error.lineno}:{error.colno}"
        raise InputError(place, f"expected JSON, found something else: {error.msg}.") from None
    except (ValueError, RecursionError) as error:
        raise InputError(file, f"expected JSON that Python can hold: {error}.") from None


def _read_text(file: str) -> str:
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            file, f"expected UTF-8 text, found the byte 0x{error.object[error.start]:02x} at {error.start}."
        ) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise InputError(file, f"cannot be read: {reason}.") from None


def _print_json(value: object) -> None:
    print(json.dumps(value, indent=2))


def _complain(error: Exception) -> None:
    print(f"fakeaws: {error}", file=sys.stderr)


def _cannot_write(error: OSError) -> int:
    """The status where stdout is full, or its reader (`| head`) has gone; that is no reason for a traceback."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for the interpreter's own flush at the end
    if not isinstance(error, BrokenPipeError):
        print(f"fakeaws: the result cannot be written: {error.strerror}.", file=sys.stderr)
    return UNREADABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="fakeaws",
        description="Script what AWS will say, and test the code that polls, retries and fails on it.",
        epilog="Exit status: 0 clean, 1 violations, 2 wrong usage or unreadable input.",
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        command.add_options(subparsers.add_parser(name, help=command.help, description=f"{command.help}."))
    return parser


@dataclass(frozen=True, slots=True)
class Command:
    """One subcommand: its options, and what it does with them."""

    help: str
    add_options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


COMMANDS = {
    "schema": Command("Print the JSON Schema of an operation, from the model or a doc page", _schema_options, _schema),
    "check": Command("Check JSON files against the schema of an operation", _check_options, _check),
}
