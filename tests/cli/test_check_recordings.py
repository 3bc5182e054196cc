"""`fakeaws check` of recordings: whole trees, what is told of them, and with which exit status."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from fakeaws.cli import main
from tests.cli.conftest import Written

GET_DEPLOYMENT = "appconfig.get_deployment"
NO_CODE = "not one of ResourceNotFoundException, InternalServerException, BadRequestException. [enum, warning]"
Printed = pytest.CaptureFixture[str]


def line(**facts: Any) -> str:
    """A call of get_deployment as a line of JSON Lines has it."""
    return json.dumps({"operation": GET_DEPLOYMENT, **facts}) + "\n"


WRONG = line(response={"DeploymentNumber": "1"})
DOUBTFUL = line(response={"State": "DEPLOYED"})
FINE = line(response={"State": "BAKING"})
WRONG_SAID = f"{GET_DEPLOYMENT} response /DeploymentNumber: the text '1' is not an integer. [type, error]"


@pytest.fixture
def tree(written: Written) -> str:
    """A folder of two recordings, one below the other."""
    Path("tree/below").mkdir(parents=True)
    return written("tree/b.jsonl", FINE + WRONG) and written("tree/below/a.jsonl", WRONG + FINE) and "tree"


def test_request_response_and_error_are_each_checked_as_what_they_are(written: Written, capsys: Printed) -> None:
    """Each line begins with file and line, and says operation and part."""
    params = {"ApplicationId": 7, "EnvironmentId": "e4f5g6h", "DeploymentNumber": 1}
    error = {"code": "BadRequestException", "message": "No.", "members": {"Reason": "Because"}}
    content = line(params=params, response={}) + line(error=error) + WRONG
    status = main(["check", written("calls.jsonl", content)])
    told = f"""\
calls.jsonl:1: {GET_DEPLOYMENT} request /ApplicationId: 7 is not text. [type, error]
calls.jsonl:2: {GET_DEPLOYMENT} error /Reason: the text 'Because' is not one of InvalidConfiguration. [enum, warning]
calls.jsonl:3: {WRONG_SAID}

1 file, 3 calls: 2 errors, 1 warning, 0 known, 0 unreadable.

rule     errors   warnings      known
type          2          0          0
enum          0          1          0

operation                              errors   warnings      known
{GET_DEPLOYMENT} (3 calls)          2          1          0
"""

    assert (1, told, "") == (status, *capsys.readouterr())


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ThrottlingException", "calls.jsonl: clean\n"),
        ("NotFound", f"calls.jsonl:1: {GET_DEPLOYMENT} error /Error/Code: the text 'NotFound' is {NO_CODE}\n"),
    ],
)
def test_an_error_code_that_nobody_knows_is_a_warning(code: str, said: str, written: Written, capsys: Printed) -> None:
    """Those that every service may send are known."""
    status = main(["check", written("calls.jsonl", line(error={"code": code, "message": "No."}))])
    told = capsys.readouterr().out

    assert (0, said) == (status, told)


def test_a_service_that_models_no_errors_may_send_any(written: Written, capsys: Printed) -> None:
    """EC2 has hundreds of codes, and its model none."""
    call = {"operation": "ec2.describe_instances", "error": {"code": "InvalidInstanceID.NotFound", "message": "No."}}
    status = main(["check", written("calls.jsonl", json.dumps(call))])

    assert (status, *capsys.readouterr()) == (0, "calls.jsonl: clean\n", "")


def test_a_tree_is_checked_to_its_leaves_and_what_is_the_same_is_told_once(tree: str, capsys: Printed) -> None:
    """The first place stands before it, and the count behind it; clean files are only counted."""
    status = main(["check", tree])
    first, _, numbers, *_ = capsys.readouterr().out.splitlines()

    assert f"tree/b.jsonl:2: {WRONG_SAID} (2 times in 2 files)" == first
    assert (status, numbers) == (1, "2 files, 4 calls: 2 errors, 0 warnings, 0 known, 0 unreadable.")


def test_all_shows_what_is_the_same_again(tree: str, capsys: Printed) -> None:
    """With --all each violation is a line."""
    main(["check", "--all", tree])
    told = capsys.readouterr().out.splitlines()[:2]

    assert [f"tree/b.jsonl:2: {WRONG_SAID}", f"tree/below/a.jsonl:1: {WRONG_SAID}"] == told


def test_items_of_a_list_are_the_same_and_other_values_of_an_enum_are_not(written: Written, capsys: Printed) -> None:
    """Which state is unknown tells something; which of a hundred items has no number does not."""
    listing = {"operation": "appconfig.list_deployments", "response": {"Items": [{"DeploymentNumber": "1"}] * 100}}
    other = line(response={"State": "GONE"})
    main(["check", written("calls.jsonl", json.dumps(listing) + "\n" + DOUBTFUL + other)])
    first, second, third, *_ = capsys.readouterr().out.splitlines()

    assert first.endswith("/Items/0/DeploymentNumber: the text '1' is not an integer. [type, error] (100 times)")
    assert "the text 'DEPLOYED' is not" in second
    assert "the text 'GONE' is not" in third


def test_operations_with_nothing_found_are_counted_at_the_end(written: Written, capsys: Printed) -> None:
    """The table by operation is of those with something, the worst first."""
    fine = json.dumps({"operation": "sqs.list_queues", "response": {}}) + "\n"
    doubtful = json.dumps({"operation": "ecs.list_tasks", "response": {"taskArns": None}}) + "\n"
    main(["check", written("calls.jsonl", fine * 2 + doubtful + WRONG)])
    told = capsys.readouterr().out.splitlines()[-4:]

    assert [
        "operation                             errors   warnings      known",
        f"{GET_DEPLOYMENT} (1 call)          1          0          0",
        "ecs.list_tasks (1 call)                    0          1          0",
        "and 1 operation (2 calls) without any",
    ] == told


def test_an_entry_without_an_operation_is_unreadable_until_it_is_named(written: Written, capsys: Printed) -> None:
    """--operation is of what does not say its own; what does keeps it."""
    written("calls.jsonl", '{"State": "BAKING"}\n{"State": "BAKING"}\n' + WRONG)
    unnamed, said = main(["check", "calls.jsonl"]), capsys.readouterr().err
    named = main(["check", "--operation", "ecs.list_tasks", "calls.jsonl"])
    first, second, *_ = capsys.readouterr().out.splitlines()
    complaint = "the recording does not say of which operation it is: give --operation."

    assert (2, f"calls.jsonl:1: {complaint} (2 times)\n") == (unnamed, said)
    assert named == 1
    assert first.startswith("calls.jsonl:1: /State: State is not one of taskArns, nextToken")
    assert f"calls.jsonl:3: {WRONG_SAID}" == second


def test_an_operation_that_there_is_not_is_unreadable(written: Written, capsys: Printed) -> None:
    """The recording says it, so its line is named, with the nearest name; the rest is still checked."""
    status = main(["check", written("calls.jsonl", WRONG.replace("deployment", "deploymnt") + FINE)])
    said = "calls.jsonl:1: get_deploymnt is not an operation of appconfig. Did you mean get_deployment?\n"

    assert (2, said) == (status, capsys.readouterr().err)


def test_a_broken_entry_hides_no_other(written: Written, capsys: Printed) -> None:
    """It is told with file and line, and the exit status is 2 even though there are errors."""
    status = main(["check", written("calls.jsonl", WRONG + '{"operation": \n' + WRONG)])
    told = capsys.readouterr()

    assert status == 2
    assert f"calls.jsonl:1: {WRONG_SAID} (2 times)" == told.out.splitlines()[0]
    assert told.err.startswith("calls.jsonl:2: ")


def test_an_empty_folder_is_told(written: Written, capsys: Printed) -> None:
    """Nothing to check is not the same as nothing wrong."""
    Path("empty").mkdir()
    status = main(["check", "empty", written("calls.jsonl", FINE)])

    assert (
        status,
        *capsys.readouterr(),
    ) == (2, "calls.jsonl: clean\n", "fakeaws: empty: there is no file in this folder.\n")


def test_recordings_come_from_stdin_too(monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    """Their lines are those of the stream."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO((FINE + WRONG).encode())))
    status = main(["check", "-"])

    assert (1, f"-:2: {WRONG_SAID}") == (status, capsys.readouterr().out.splitlines()[0])


@pytest.mark.parametrize(("content", "statuses"), [(FINE, (0, 0)), (DOUBTFUL, (0, 1)), (WRONG, (1, 1)), ("{", (2, 2))])
def test_severity_says_from_where_on_the_status_is_1(content: str, statuses: tuple[int, int], written: Written) -> None:
    """Warnings are shown in any case."""
    written("calls.jsonl", content)

    assert statuses == tuple(main(["check", "--severity", name, "calls.jsonl"]) for name in ("error", "warning"))


def test_a_deviation_that_explains_nothing_is_a_warning(written: Written, capsys: Printed) -> None:
    """It is mistyped, or true no more; with --severity warning it counts."""
    known = [
        {"operation": "appconfig.*", "path": path, "rule": "type", "reason": "old recorder"}
        for path in ("/DeploymentNumber", "/DeploymentNumbr")
    ]
    arguments = ["check", "--deviations", written("known.json", json.dumps(known)), written("calls.jsonl", WRONG)]
    status = main(arguments)
    told = capsys.readouterr()
    said = (
        "fakeaws: known.json#/1: the deviation of appconfig.* at /DeploymentNumbr (type) explained nothing here. "
        "[warning]\n"
    )

    assert (0, f"calls.jsonl:1: {WRONG_SAID.replace('error', 'known: old recorder')}\n", said) == (
        status,
        told.out,
        told.err,
    )
    assert main([*arguments, "--severity", "warning"]) == 1


def test_deviations_explain_errors_too(written: Written, capsys: Printed) -> None:
    """An error that was refused is as well a thing that AWS may say otherwise than its model."""
    known = [{"operation": "*", "path": "/Error/Code", "rule": "enum", "reason": "seen in our logs"}]
    content = line(error={"code": "Odd", "message": ""})
    arguments = ["--deviations", written("known.json", json.dumps(known)), written("calls.jsonl", content)]
    main(["check", *arguments])

    assert capsys.readouterr().out.endswith("[enum, known: seen in our logs]\n")


def test_json_tells_each_file_with_what_is_wrong_where(written: Written, capsys: Printed) -> None:
    """Nothing is folded there; entries that cannot be read stand apart from the violations."""
    status = main(["check", "--json", written("calls.jsonl", WRONG + "{]\n" + WRONG), written("none.jsonl", FINE)])
    one, none = json.loads(capsys.readouterr().out)
    violation = {
        "operation": GET_DEPLOYMENT,
        "part": "response",
        "path": "/DeploymentNumber",
        "rule": "type",
        "severity": "error",
        "expected": "an integer",
        "found": "the text '1'",
        "hint": "",
        "reason": "",
    }

    assert status == 2
    assert [{"line": number, "entry": number, **violation} for number in (1, 3)] == one["violations"]
    assert [(broken["line"], broken["entry"]) for broken in one["broken"]] == [(2, 2)]
    assert (one["calls"], one["file"]) == ({GET_DEPLOYMENT: 2}, "calls.jsonl")
    assert none == {"file": "none.jsonl", "violations": [], "broken": [], "calls": {GET_DEPLOYMENT: 1}, "forms": {}}


def test_junit_has_a_case_for_each_file(written: Written, capsys: Printed) -> None:
    """What makes the status 1 is its failure, what cannot be read an error, and the rest is what it printed."""
    Path("tree").mkdir()
    files = [written(f"tree/{name}.jsonl", text) for name, text in [("a", WRONG + DOUBTFUL), ("b", "{"), ("c", FINE)]]
    main(["check", "--junit", "report.xml", "--json", *files])
    suite = _report()[0]
    cases = {case.get("name"): {part.tag: part.text for part in case} for case in suite}

    assert suite.attrib == {"name": "fakeaws check", "tests": "3", "failures": "1", "errors": "1"}
    assert f"tree/a.jsonl:1: {WRONG_SAID}" == cases["a.jsonl"]["failure"]
    assert str(cases["a.jsonl"]["system-out"]).endswith("[enum, warning]")
    assert list(cases["b.jsonl"]) == ["error"]
    assert cases["c.jsonl"] == {}
    assert suite[2].attrib == {"classname": "tree", "name": "c.jsonl", "file": "tree/c.jsonl"}


def test_junit_of_much_is_cut_and_says_so(written: Written, capsys: Printed) -> None:
    """A file with thousands of violations does not make a report that nothing can open; odd characters do no harm."""
    content = line(response={"\x00\ud800": 1}) + WRONG * 300
    main(["check", "--junit", "report.xml", "--json", written("calls.jsonl", content)])
    failure = str(_report()[0][0][0].text).splitlines()

    assert (len(failure), failure[-1]) == (201, "and 101 more")
    assert "/\\x00\\ud800: \\x00\\ud800 is not one of" in failure[0]


def test_a_report_that_cannot_be_written_is_status_2(written: Written, capsys: Printed) -> None:
    """The complaint names it."""
    status = main(["check", "--junit", "none/report.xml", written("calls.jsonl", FINE)])
    said = "fakeaws: none/report.xml: cannot be written: No such file or directory.\n"

    assert (2, said) == (status, capsys.readouterr().err)


@pytest.mark.parametrize("jobs", ["0", "-1"])
def test_there_is_at_least_one_process(jobs: str, tree: str, capsys: Printed) -> None:
    """Another number is a complaint."""
    status = main(["check", "--jobs", jobs, tree])

    assert (2, "", f"fakeaws: --jobs is how many processes there are, at least 1, not {jobs}.\n") == (
        status,
        *capsys.readouterr(),
    )


def test_the_result_does_not_depend_on_the_number_of_processes(tree: str, capsys: Printed) -> None:
    """Every byte is the same, in every form."""
    for form in ([], ["--all"], ["--json"]):
        main(["check", *form, "--jobs", "1", tree])
        alone = capsys.readouterr()
        main(["check", *form, "--jobs", "2", tree])

        assert alone == capsys.readouterr()


def _report() -> ET.Element:
    return ET.parse("report.xml").getroot()  # noqa: S314  # we wrote it


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="processes have no groups here")
def test_ctrl_c_ends_it_quietly_with_all_its_processes(written: Written) -> None:
    """It is exit status 130, and nothing is printed about it by anybody."""
    Path("tree").mkdir()
    for number in range(4):
        written(f"tree/{number}.jsonl", WRONG * 20_000)
    command = [sys.executable, "-m", "fakeaws", "check", "--all", "--jobs", "2", "tree"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate()

    assert first.startswith(b"tree/0.jsonl:1: appconfig")
    assert (process.returncode, said) == (130, b"")
    with pytest.raises(ProcessLookupError):
        _wait_for_the_end_of(process.pid)


def _wait_for_the_end_of(group: int) -> None:
    """Raise ProcessLookupError when nothing of the group is left; the tracker of multiprocessing goes last."""
    for _ in range(3000):
        os.killpg(group, 0)
        time.sleep(0.01)
