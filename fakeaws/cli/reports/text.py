"""The lines that people and editors read: each begins with file and line."""

from __future__ import annotations

import re
import sys
from collections.abc import Hashable

from fakeaws.cli.reports.lines import Lines
from fakeaws.recordings.checking import Checked, Finding, Result, Terms
from fakeaws.recordings.interaction import Broken, Source


class Text:
    """The violations, and which of the files that were named are clean, on stdout."""

    def __init__(self, terms: Terms, lines: Lines) -> None:
        self._terms = terms
        self._lines = lines
        self._is_clean = True

    def take(self, result: Result) -> None:
        match result:
            case Finding(source=source):
                self._is_clean = False
                self._lines.tell(_kind(result), source.file, finding_line(result, self._terms))
            case Broken():
                self._is_clean = False
            case Checked(file=file):
                if self._is_clean and file.is_named:
                    self._lines.tell(file, file.name, f"{file.name}: clean{_what(result)}")
                self._is_clean = True

    def end(self) -> None:
        self._lines.end()


class Complaints:
    """What cannot be read, on stderr, whatever form the violations have."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines

    def take(self, result: Result) -> None:
        if isinstance(result, Broken):
            self._lines.tell(result.problem, result.source.file, broken_line(result))

    def end(self) -> None:
        self._lines.end()


def finding_line(finding: Finding, terms: Terms) -> str:
    """A violation after its place; the operation stands between where the command did not name it."""
    is_asked = (finding.operation, finding.part) == (terms.operation, terms.side)
    what = "" if is_asked else f"{finding.operation} {finding.part} "
    return f"{place(finding.source)}: {what}{finding.violation}"


def broken_line(broken: Broken) -> str:
    """What is wrong with an entry after its place; with a whole file, as every command complains of files."""
    source = broken.source
    return f"fakeaws: {broken}" if source.entry is None else f"{place(source)}: {broken.problem}"


def place(source: Source) -> str:
    """File and line, as editors take them; where no line is known, which entry it is, from the second on."""
    if source.line is not None:
        return f"{source.file}:{source.line}"
    return source.file if source.entry in (None, 1) else f"{source.file}: entry {source.entry}"


def to_stdout(text: str) -> None:
    print(text)


def to_stderr(text: str) -> None:
    print(text, file=sys.stderr)


def _kind(finding: Finding) -> Hashable:
    """What makes two violations the same: all but which of a list's items it is, and the value, except of an enum."""
    one = finding.violation
    path = re.sub(r"/\d+(?=/|$)", "/*", one.path)
    value = one.found if one.rule == "enum" else ""
    return finding.operation, finding.part, path, one.rule, one.severity, one.reason, value


def _what(checked: Checked) -> str:
    calls = checked.calls.total()
    told = "" if calls == 1 else f"{calls:,} calls"
    forms = ", ".join(f"{count} x {form}" for form, count in sorted(checked.forms.items()))
    return f" ({told or forms})" if told or forms else ""
