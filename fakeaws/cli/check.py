"""`fakeaws check`: recordings, single or in whole trees, against the schemas of their operations."""

from __future__ import annotations

import argparse
import functools
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from typing import Protocol

from fakeaws.cli.check_files import STDIN, files_at, jobs_for
from fakeaws.cli.progress import progress
from fakeaws.cli.reading import CLEAN, FOUND, UNREADABLE, complain, read_json
from fakeaws.cli.reports.document import Document
from fakeaws.cli.reports.junit import JUnit
from fakeaws.cli.reports.lines import MOST_LINES, Lines
from fakeaws.cli.reports.tally import Tally, summary
from fakeaws.cli.reports.text import Complaints, Text, to_stderr, to_stdout
from fakeaws.errors import InputError, PlanError
from fakeaws.model import Operation
from fakeaws.recordings.checking import Checked, File, Result, Terms, check_file, lost
from fakeaws.recordings.processes import results_in_order
from fakeaws.schema.deviations import Deviation, deviation_from
from fakeaws.schema.violation import LEVELS


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--operation", metavar="NAME", help="of data that does not say its own, such as appconfig.get_deployment"
    )
    parser.add_argument(
        "--side",
        choices=("response", "request"),
        default="response",
        help="what data without an operation of its own is; default: %(default)s",
    )
    parser.add_argument(
        "--level",
        choices=LEVELS,
        default="recorded",
        help="who vouches for the data: AWS (recorded), a test (scripted), or the model must hold (strict); "
        "default: %(default)s",
    )
    parser.add_argument(
        "--severity",
        choices=("error", "warning"),
        default="error",
        help="from which severity on the exit status is 1; default: %(default)s",
    )
    parser.add_argument(
        "--deviations", metavar="FILE", help="a JSON list of what is known of AWS: operation, path, rule, reason"
    )
    parser.add_argument("--all", action="store_true", help="print what is the same again, too")
    parser.add_argument("--json", action="store_true", help="print the violations as JSON")
    parser.add_argument("--junit", metavar="FILE", help="also write JUnit's XML, with a test case for each file")
    parser.add_argument(
        "--jobs",
        type=int,
        metavar="N",
        help="how many processes; default: one, and as many as there are cores for much",
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help=f"recordings, and folders of them; {STDIN} for stdin")


def run(options: argparse.Namespace) -> int:
    terms, tally = _terms(options), Tally()
    with ExitStack() as stack:
        files = [file for path in options.paths for file in files_at(path, stack)]
        jobs = jobs_for(files, options.jobs)
        reports: list[Report] = [tally, *_reports(options, terms, stack)]
        for result in _results(files, terms, jobs, is_seen=sys.stdout.isatty() and (options.all or options.json)):
            for report in reports:
                report.take(result)
        for report in reports:
            report.end()
    if tally.tells_much and not options.json:
        print("", *summary(tally), sep="\n")
    return max(_status(tally, options.severity), _idle(terms, tally, options))


class Report(Protocol):
    """One form of what is told: it takes the results one by one, those of a file together, and then ends."""

    def take(self, result: Result) -> None: ...

    def end(self) -> None: ...


def _reports(options: argparse.Namespace, terms: Terms, stack: ExitStack) -> Iterator[Report]:
    most = 0 if options.all else MOST_LINES
    yield Document() if options.json else Text(terms, Lines(to_stdout, most))
    yield Complaints(Lines(to_stderr, most))
    if options.junit is not None:
        yield stack.enter_context(closing(JUnit(options.junit, terms, options.severity)))


def _results(files: list[File], terms: Terms, jobs: int, *, is_seen: bool) -> Iterator[Result]:
    """The results as they come, with a bar; without one where they run over the terminal themselves."""
    checking = results_in_order(files, functools.partial(check_file, terms=terms), lost, jobs)
    with progress(len(files), "checking", is_wanted=not is_seen) as advance, closing(checking):
        for result in checking:
            if isinstance(result, Checked):
                advance()
            yield result


def _terms(options: argparse.Namespace) -> Terms:
    operation = None if options.operation is None else Operation.named(options.operation).name
    deviations = () if options.deviations is None else _deviations(options.deviations)
    return Terms(options.level, operation, options.side, tuple(deviations))


def _deviations(file: str) -> Iterator[Deviation]:
    entries = read_json(file)
    if not isinstance(entries, list):
        raise InputError(file, f"expected a list of deviations, found {type(entries).__name__}.")
    for number, entry in enumerate(entries):
        yield _deviation(file, number, entry)


def _deviation(file: str, number: int, entry: object) -> Deviation:
    try:
        return deviation_from(entry)
    except PlanError as error:
        raise InputError(f"{file}#/{number}", str(error)) from None


def _status(tally: Tally, severity: str) -> int:
    if tally.broken:
        return UNREADABLE
    return FOUND if tally.count("error") or (severity == "warning" and tally.count("warning")) else CLEAN


def _idle(terms: Terms, tally: Tally, options: argparse.Namespace) -> int:
    """Warn of the deviations that explained nothing: mistyped, or true no more."""
    idle = [number for number in range(len(terms.deviations)) if number not in tally.explaining]
    for number in idle:
        one = terms.deviations[number]
        what = f"the deviation of {one.operation} at {one.path or '/'} ({one.rule}) explained nothing here."
        complain(InputError(f"{options.deviations}#/{number}", f"{what} [warning]"))
    return FOUND if idle and options.severity == "warning" else CLEAN
