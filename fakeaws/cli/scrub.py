"""`fakeaws scrub`: recordings without the secrets in them."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fakeaws.cli.reading import CLEAN, FOUND, UNREADABLE, complain, print_json
from fakeaws.errors import InputError, SecretsLeft
from fakeaws.model import Operation
from fakeaws.recordings.reading import files_in
from fakeaws.recordings.scrub.files import as_ours, learn_from, scrubbed
from fakeaws.recordings.scrub.keys import scrub_key
from fakeaws.recordings.scrub.scrubber import Scrubber
from fakeaws.whole_file import written_whole


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="recordings, or folders of them")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("-o", "--output", metavar="DIR", help="write the scrubbed files to this folder")
    where.add_argument("--in-place", action="store_true", help="write them over the files that were read")
    where.add_argument(
        "--check", action="store_true", help="write nothing (the default); exit status 1 if there is anything to scrub"
    )
    parser.add_argument(
        "--as",
        dest="form",
        choices=("same", "fakeaws"),
        default="same",
        help="the form to write: that of the file, or fakeaws's own, of what was parsed; default: %(default)s",
    )
    parser.add_argument(
        "--operation", metavar="NAME", help="of data that does not say its own, such as appconfig.get_deployment"
    )
    parser.add_argument(
        "--key-file",
        metavar="FILE",
        help="the key of the stand-ins; else the variable FAKEAWS_SCRUB_KEY, else this machine's",
    )
    parser.add_argument("--also", action="append", default=[], metavar="NAME", help="a member that holds secrets, too")
    parser.add_argument("--json", action="store_true", help="print what was found as JSON")


def run(options: argparse.Namespace) -> int:
    scrubber = Scrubber(scrub_key(options.key_file), also=options.also)
    operation = None if options.operation is None else Operation.named(options.operation).name
    files = list(_files(options.paths))
    if options.output:
        _expect_room(Path(options.output), files, options.paths)
    for _, file in files:
        with contextlib.suppress(InputError):  # told when it is to be scrubbed
            learn_from(file, scrubber, operation)
    results = [_scrubbed(root, file, scrubber, options) for root, file in files]
    if options.json:
        print_json([{"file": file, "found": dict(counts)} for file, counts, _ in results])
    else:
        _print_lines(results, options)
    return max((status for *_, status in results), default=CLEAN)


def _files(paths: list[str]) -> Iterator[tuple[Path, Path]]:
    """Each file, after the folder that it was found below."""
    for name in paths:
        path = Path(name)
        if not path.exists():
            raise InputError(name, "there is no such file or folder.")
        for file in files_in(path):
            yield (path if path.is_dir() else path.parent), file


def _expect_room(output: Path, files: list[tuple[Path, Path]], paths: list[str]) -> None:
    """Refuse to write to where it is read from, or two files to one place. Raises InputError."""
    for name in paths:
        if Path(name).is_dir() and output.resolve().is_relative_to(Path(name).resolve()):
            raise InputError(str(output), f"is within {name}, where the recordings are; --in-place writes over them.")
    came_from: dict[Path, Path] = {}
    for root, file in files:
        other = came_from.setdefault(file.relative_to(root), file)
        if other != file:
            problem = f"would be written twice, for {other} and {file}: scrub them apart."
            raise InputError(str(output / file.relative_to(root)), problem)


def _scrubbed(root: Path, file: Path, scrubber: Scrubber, options: argparse.Namespace) -> tuple[str, Counter[str], int]:
    """The file's name, what was found in it, and the exit status that it leads to."""
    before = Counter(scrubber.counts)
    try:
        ours = options.form == "fakeaws"
        content = as_ours(file, scrubber, options.operation) if ours else scrubbed(file, scrubber)
        found = scrubber.counts - before
        if options.output or options.in_place:
            _write(file if options.in_place else Path(options.output) / file.relative_to(root), content)
            return str(file), found, CLEAN
    except (InputError, SecretsLeft) as error:
        complain(error)
        return str(file), scrubber.counts - before, UNREADABLE
    return str(file), found, FOUND if found else CLEAN


def _write(place: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(place) as draft:
            draft.write_bytes(content)
    except OSError as error:
        raise InputError(str(place), f"cannot be written: {error.strerror}.") from None


def _print_lines(results: list[tuple[str, Counter[str], int]], options: argparse.Namespace) -> None:
    for file, found, _ in results:
        if found:
            print(f"{file}: {', '.join(f'{count} x {kind}' for kind, count in sorted(found.items()))}")
    total = sum(sum(found.values()) for _, found, _ in results)
    done = "replaced" if options.output or options.in_place else "found"
    files = "1 file" if len(results) == 1 else f"{len(results)} files"
    print(f"{total} secrets {done} in {files}.", file=sys.stderr)
