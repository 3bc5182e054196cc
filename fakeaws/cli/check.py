"""`fakeaws check`: JSON files against the schema of an operation."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from fakeaws.cli.reading import CLEAN, FOUND, UNREADABLE, complain, print_json, read_json
from fakeaws.errors import InputError, PlanError
from fakeaws.schema.check import check
from fakeaws.schema.deviations import Deviation, deviation_from
from fakeaws.schema.forms import forms_of
from fakeaws.schema.violation import LEVELS, Violation


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--operation", required=True, metavar="NAME", help="such as appconfig.get_deployment")
    parser.add_argument("--side", choices=("response", "request"), default="response", help="default: %(default)s")
    parser.add_argument(
        "--level",
        choices=LEVELS,
        default="recorded",
        help="who vouches for the data: AWS (recorded), a test (scripted), or the model must hold (strict); "
        "default: %(default)s",
    )
    parser.add_argument(
        "--deviations", metavar="FILE", help="a JSON list of what is known of AWS: operation, path, rule, reason"
    )
    parser.add_argument("--json", action="store_true", help="print the violations as JSON")
    parser.add_argument("files", nargs="+", metavar="FILE", help="JSON files, - for stdin")


def run(options: argparse.Namespace) -> int:
    deviations = [] if options.deviations is None else _deviations(options.deviations)
    results = [_checked(file, options, deviations) for file in options.files]
    if options.json:
        print_json([result.as_json() for result in results])
    else:
        for result in results:
            _print_lines(result)
    return max(result.status for result in results)


@dataclass(frozen=True, slots=True)
class _Checked:
    """What came of one file: its violations and the forms of its values, or why it cannot be read."""

    file: str
    violations: tuple[Violation, ...] = ()
    forms: Counter[str] | None = None
    unreadable: InputError | None = None

    @property
    def status(self) -> int:
        if self.unreadable is not None:
            return UNREADABLE
        return FOUND if any(one.severity == "error" for one in self.violations) else CLEAN

    def as_json(self) -> dict[str, Any]:
        if self.unreadable is not None:
            return {"file": self.file, "unreadable": str(self.unreadable), "violations": []}
        return {
            "file": self.file,
            "forms": dict(self.forms or {}),
            "violations": [asdict(one) for one in self.violations],
        }


def _checked(file: str, options: argparse.Namespace, deviations: list[Deviation]) -> _Checked:
    try:
        data = read_json(file)
        found = check(options.operation, data, level=options.level, side=options.side, deviations=deviations)
        forms = Counter(forms_of(options.operation, data, side=options.side).values())
    except InputError as error:
        complain(error)
        return _Checked(file, unreadable=error)
    return _Checked(file, tuple(found), forms)


def _deviations(file: str) -> list[Deviation]:
    entries = read_json(file)
    if not isinstance(entries, list):
        raise InputError(file, f"expected a list of deviations, found {type(entries).__name__}.")
    return [_deviation(file, number, entry) for number, entry in enumerate(entries)]


def _deviation(file: str, number: int, entry: object) -> Deviation:
    try:
        return deviation_from(entry)
    except PlanError as error:
        raise InputError(f"{file}#/{number}", str(error)) from None


def _print_lines(result: _Checked) -> None:
    if result.status == CLEAN and not result.violations:
        forms = ", ".join(f"{count} x {form}" for form, count in sorted((result.forms or {}).items()))
        print(f"{result.file}: clean{f' ({forms})' if forms else ''}")
    for violation in result.violations:
        print(f"{result.file}: {violation}")
