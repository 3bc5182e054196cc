"""How lines that are the same are told, and how many processes the work is worth."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from fakeaws.cli.check_files import jobs_for
from fakeaws.cli.reports.document import Document
from fakeaws.cli.reports.lines import Lines
from fakeaws.cli.reports.text import Complaints, broken_line, place
from fakeaws.recordings.checking import Checked, File, lost
from fakeaws.recordings.interaction import Broken, Source


def test_lines_of_more_kinds_than_are_kept_are_printed_at_once() -> None:
    """Nothing is lost, and nothing more is remembered."""
    printed: list[str] = []
    lines = Lines(printed.append, 2)
    for kind in ("a", "b", "c", "a", "c", "b", "a"):
        lines.tell(kind, "file", kind)

    assert printed == ["c", "c"]
    lines.end()
    assert printed == ["c", "c", "a (3 times)", "b (2 times)"]


def test_a_line_says_in_how_many_files_it_came() -> None:
    """Results come file by file, so a file is counted once."""
    printed: list[str] = []
    lines = Lines(printed.append, 1)
    for file in ("one", "one", "two"):
        lines.tell("kind", file, "wrong")
    lines.end()

    assert printed == ["wrong (3 times in 2 files)"]


def test_a_file_on_which_a_process_ends_is_told() -> None:
    """It counts as one that cannot be read, and the results of a file end with it as always."""
    printed: list[str] = []
    complaints = Complaints(Lines(printed.append, 0))
    file = File("/tmp/huge.json", "huge.json")  # noqa: S108  # only a name
    results = lost(file, "SIGKILL")
    complaints.take(results[0])

    assert printed == ["fakeaws: huge.json: cannot be checked: the process that did it ended with SIGKILL."]
    assert results[1:] == [Checked(file, Counter(), Counter(), frozenset())]


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (Source("a.json"), "a.json"),
        (Source("a.json", 1), "a.json"),
        (Source("a.json", 2), "a.json: entry 2"),
        (Source("a.json", 2, 7), "a.json:7"),
    ],
)
def test_a_place_is_one_that_editors_jump_to(source: Source, told: str) -> None:
    """File and line where there is one."""
    assert place(source) == told


def test_an_entry_that_is_broken_is_told_at_its_line() -> None:
    """A whole file is complained of as every command does it."""
    assert broken_line(Broken(Source("a.json", 2, 7), "odd.")) == "a.json:7: odd."
    assert broken_line(Broken(Source("a.json"), "odd.")) == "fakeaws: a.json: odd."


def test_many_broken_entries_are_all_in_the_document(capsys: pytest.CaptureFixture[str]) -> None:
    """They are laid by on disk, for they stand behind the violations; the next file begins anew."""
    document = Document()
    for name in ("one.jsonl", "two.jsonl"):
        for number in range(20_000):
            document.take(Broken(Source(name, number, number), "expected an object, found a list of things."))
        document.take(Checked(File(name, name), Counter(), Counter(), frozenset()))
    document.end()
    told = json.loads(capsys.readouterr().out)

    assert [len(file["broken"]) for file in told] == [20_000, 20_000]
    assert told[1]["broken"][-1]["line"] == 19_999


def test_no_file_makes_an_empty_document(capsys: pytest.CaptureFixture[str]) -> None:
    """It is JSON in any case."""
    Document().end()

    assert capsys.readouterr().out == "[]\n"


@pytest.mark.parametrize(
    ("files", "size", "asked", "jobs"), [(3, 10, None, 1), (3, 10, 2, 2), (3, 10, 9, 3), (0, 0, 2, 1), (1, 10, None, 1)]
)
def test_few_files_are_checked_in_one_process(
    files: int, size: int, asked: int | None, jobs: int, tmp_path: Path
) -> None:
    """To start another takes longer; who asks for some gets them, but no more than there are files."""
    (tmp_path / "file").write_bytes(b"x" * size)
    named = [File(str(tmp_path / "file"), "file")] * files

    assert jobs_for(named, asked) == jobs
