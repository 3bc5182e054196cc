"""`fakeaws script`: a recording as a test that can be run and changed."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from fakeaws.cli.reading import CLEAN, FOUND, complain, write_text
from fakeaws.errors import RecordingError
from fakeaws.generate.place import snake
from fakeaws.recordings.interaction import Broken, Interaction
from fakeaws.recordings.reading import read
from fakeaws.recordings.script.written import written_test


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "recording", metavar="RECORDING", help="a file in any of the known formats, or a folder of them"
    )
    parser.add_argument(
        "--operation",
        action="append",
        metavar="NAME",
        help="write down only these, such as appconfig.get_deployment or 'appconfig.*'; "
        "also the operation of a file that names none; may be repeated",
    )
    parser.add_argument(
        "--brief", action="store_true", help="leave out of the answers what is made up as well, and write states alone"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="default: stdout")


def run(options: argparse.Namespace) -> int:
    left_out: list[Broken] = []
    written = written_test(_name(options.recording), _interactions(options, left_out), brief=options.brief)
    left_out += written.left_out
    for one in left_out:
        complain(RecordingError(str(one.source), f"left out: {one.problem}"))
    if not written.text:
        raise RecordingError(options.recording, "there is no call in it to write a test of.")
    write_text(options.output, written.text)
    return FOUND if left_out else CLEAN


def _interactions(options: argparse.Namespace, left_out: list[Broken]) -> Iterator[Interaction]:
    wanted: list[str] = options.operation or ["*"]
    nameless = wanted[0] if "*" not in wanted[0] else None
    for entry in read(options.recording, nameless):
        if isinstance(entry, Broken):
            left_out.append(entry)
        elif any(fnmatchcase(entry.operation or "", pattern) for pattern in wanted):
            yield entry


def _name(recording: str) -> str:
    """What the test is called: as its file is."""
    stem = snake(re.sub(r"\W+", "_", Path(recording).resolve().stem)).strip("_")
    return re.sub(r"^test_", "", re.sub(r"__+", "_", stem)) or "recording"
