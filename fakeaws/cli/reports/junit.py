"""A report in JUnit's XML, for what shows test results: each file is a test case."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as ET

from fakeaws.cli.reading import writing
from fakeaws.cli.reports.text import broken_line, finding_line
from fakeaws.recordings.checking import Checked, Finding, Result, Terms
from fakeaws.recordings.interaction import Broken
from fakeaws.schema.violation import Severity

Element = Literal["failure", "error", "system-out"]


class JUnit:
    """Writes the cases while they come into a file of its own, because their numbers stand first and are known last."""

    def __init__(self, file: str, terms: Terms, fails_from: Severity) -> None:
        self._file = file
        self._terms = terms
        self._fails_from = fails_from
        self._cases = tempfile.TemporaryFile("w+", encoding="utf-8", errors="backslashreplace")  # noqa: SIM115  # see close
        self._case = _Case()
        self._numbers = {"tests": 0, "failures": 0, "errors": 0}

    def close(self) -> None:
        self._cases.close()

    def take(self, result: Result) -> None:
        match result:
            case Finding(violation=violation):
                fails = violation.severity in ("error", self._fails_from)
                self._case.tell("failure" if fails else "system-out", finding_line(result, self._terms))
            case Broken():
                self._case.tell("error", broken_line(result))
            case Checked(file=file):
                self._cases.write(ET.tostring(self._case.element(Path(file.name)), encoding="unicode") + "\n")
                self._numbers["tests"] += 1
                self._numbers["failures"] += "failure" in self._case.told
                self._numbers["errors"] += "error" in self._case.told
                self._case = _Case()

    def end(self) -> None:
        numbers = " ".join(f'{name}="{number}"' for name, number in self._numbers.items())
        self._cases.seek(0)
        with writing(self._file) as report:
            report.write(
                f'<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n<testsuite name="fakeaws check" {numbers}>\n'
            )
            shutil.copyfileobj(self._cases, report)
            report.write("</testsuite>\n</testsuites>\n")


class _Case:
    """What is told of one file: of each element the first lines, and how many there are."""

    def __init__(self) -> None:
        self.told: dict[Element, list[str]] = {}
        self._numbers: dict[Element, int] = {}

    def tell(self, element: Element, line: str) -> None:
        lines = self.told.setdefault(element, [])
        self._numbers[element] = self._numbers.get(element, 0) + 1
        if len(lines) < _MOST_LINES:
            lines.append(line)

    def element(self, file: Path) -> ET.Element:
        case = ET.Element("testcase", classname=_xml(str(file.parent)), name=_xml(file.name), file=_xml(str(file)))
        for name, lines in sorted(self.told.items()):
            more = self._numbers[name] - len(lines)
            text = "\n".join([*lines, *([f"and {more:,} more"] if more else [])])
            attributes = {} if name == "system-out" else {"message": _xml(lines[0])}
            ET.SubElement(case, name, attributes).text = _xml(text)
        return case


def _xml(text: str) -> str:
    """The text without the characters that XML cannot hold, which are shown as Python shows them."""
    return re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", lambda found: ascii(found[0])[1:-1], text)


_MOST_LINES = 200
