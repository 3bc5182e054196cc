"""The command `fakeaws`: a module for each subcommand, all in the table at the end.

Exit status: 0 nothing to complain about, 1 something found, 2 wrong usage or something that cannot be read
or written. Results go to stdout, complaints to stderr.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from fakeaws.cli import check, diff, lifecycle, schema, scrub
from fakeaws.cli.reading import UNREADABLE, complain
from fakeaws.errors import FakeAWSError
from fakeaws.model import botocore_version


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
        complain(error)
        return UNREADABLE


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
        epilog="Exit status: 0 clean, 1 something found, 2 wrong usage or unreadable input.",
    )
    parser.add_argument("--version", action="version", version=f"fakeaws {version('fakeaws')}, {botocore_version()}")
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
    "schema": Command(
        "Write the JSON Schemas of operations, from the model or a doc page", schema.add_options, schema.run
    ),
    "check": Command("Check JSON files against the schema of an operation", check.add_options, check.run),
    "diff": Command(
        "Tell what changed between two sets of schemas, and what that can break", diff.add_options, diff.run
    ),
    "lifecycle": Command(
        "Draw the states and moves of a lifecycle, or list what is assumed about them",
        lifecycle.add_options,
        lifecycle.run,
    ),
    "scrub": Command(
        "Replace the secrets in recordings, each by the same stand-in of its form", scrub.add_options, scrub.run
    ),
}
