"""One JSON document: a list with an object for each file, written while it is read, so that memory does not grow."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from typing import IO, Any

from fakeaws.recordings.checking import Checked, Finding, Result
from fakeaws.recordings.interaction import Broken, Source


class Document:
    """Writes to stdout the violations of each file as they come, then its entries that cannot be read, then numbers."""

    def __init__(self) -> None:
        self._before_the_file = "[\n"
        self._before_the_violation = ""
        self._rest: dict[str, Any] = {}
        self._broken: IO[str] | None = None

    def take(self, result: Result) -> None:
        match result:
            case Finding(source=source):
                self._begin(source.file)
                told = {"operation": result.operation, "part": result.part, **asdict(result.violation)}
                self._write(self._before_the_violation, {**_where(source), **told})
                self._before_the_violation = ",\n"
            case Broken(source=Source(entry=None)):
                self._rest["unreadable"] = str(result)
            case Broken(source=source):
                self._keep({**_where(source), "problem": result.problem})
            case Checked():
                self._begin(result.file.name)
                self._finish(result)

    def end(self) -> None:
        print("[]" if self._before_the_file == "[\n" else "\n]")

    def _begin(self, file: str) -> None:
        if self._before_the_violation == "":
            print(f'{self._before_the_file}{{"file": {json.dumps(file)}, "violations": [', end="")
            self._before_the_violation = "\n"

    def _finish(self, checked: Checked) -> None:
        rest = {"calls": dict(checked.calls), "forms": dict(checked.forms), **self._rest}
        print('],\n"broken": [', end="")
        if self._broken is not None:
            self._broken.seek(0)
            shutil.copyfileobj(self._broken, sys.stdout)
            self._broken.close()
            self._broken = None
        print(f"],\n{json.dumps(rest)[1:-1]}}}", end="")
        self._before_the_file, self._before_the_violation, self._rest = ",\n", "", {}

    def _keep(self, entry: Mapping[str, Any]) -> None:
        """Lay what comes last in the object by, in a file if there is much of it."""
        if self._broken is None:
            self._broken = tempfile.SpooledTemporaryFile(_MOST_IN_MEMORY, "w+", encoding="utf-8")  # noqa: SIM115  # see _finish
            self._broken.write("\n" + json.dumps(entry))
        else:
            self._broken.write(",\n" + json.dumps(entry))

    @staticmethod
    def _write(before: str, value: Mapping[str, Any]) -> None:
        print(before + json.dumps(value), end="")


def _where(source: Source) -> dict[str, int]:
    told = {"line": source.line, "entry": source.entry}
    return {name: number for name, number in told.items() if number is not None}


_MOST_IN_MEMORY = 1024 * 1024
