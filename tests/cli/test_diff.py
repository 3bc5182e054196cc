"""`fakeaws diff`: between files, pages and the installed botocore, as text and as JSON."""

from __future__ import annotations

import json

import pytest

from fakeaws.cli import main
from tests.cli.conftest import Written

NAME = "appconfig.get_deployment"


@pytest.fixture
def old_lock(written: Written, capsys: pytest.CaptureFixture[str]) -> str:
    """The schemas of an operation as if the state BAKING, an error and an operation had been unknown or known then."""
    main(["schema", NAME])
    lock = json.loads(capsys.readouterr().out)
    operation = lock["operations"][NAME]
    operation["response"]["properties"]["State"]["enum"].remove("BAKING")
    operation["request"]["properties"]["ApplicationId"]["maxLength"] = 100
    del operation["errors"]["InternalServerException"]
    lock["operations"]["appconfig.get_marble"] = operation
    return written("old.json", json.dumps(lock))


def test_a_lock_against_the_installed_botocore(old_lock: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What can break somebody is marked, and makes the status 1."""
    status = main(["diff", old_lock, "installed"])

    assert (status, capsys.readouterr().out) == (
        1,
        """\
appconfig.get_deployment
! response /State: values-added: BAKING  [can break a reader]
! request /ApplicationId: limit-tightened: at most 100 characters -> at most 64 characters  [can break a writer]
! InternalServerException: error-added  [can break a reader]
appconfig.get_marble
! operation-removed  [can break a reader and a writer]
4 changes, 4 of which can break somebody.
""",
    )


def test_the_other_way_round(old_lock: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Only what can break somebody makes the status 1, unless any change is asked to."""
    assert main(["diff", "installed", old_lock]) == 0
    assert capsys.readouterr().out.endswith("4 changes, 0 of which can break somebody.\n")
    assert main(["diff", "installed", old_lock, "--fail-on", "any"]) == 1
    assert main(["diff", old_lock, "installed", "--fail-on", "never"]) == 0


def test_changes_come_as_json(old_lock: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json each change is an object, with the values of enums in full."""
    main(["diff", old_lock, "installed", "--json"])

    assert json.loads(capsys.readouterr().out)[0] == {
        "operation": NAME,
        "part": "response",
        "path": "/State",
        "kind": "values-added",
        "before": "",
        "after": "",
        "values": ["BAKING"],
        "breaks": ["reader"],
    }


def test_no_change_is_status_0(saved_page: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A saved page of today's boto3 says what the installed botocore says."""
    assert (main(["diff", saved_page, "installed", "--fail-on", "any"]), capsys.readouterr().out) == (
        0,
        "No changes.\n",
    )


@pytest.mark.parametrize(
    ("old", "content", "complaint"),
    [
        ("installed", "", "Both sides are the installed botocore"),
        ("old.json", '{"State": "BAKING"}', "old.json: expected a schema file or a doc page, found other JSON"),
        ("old.json", '{"format": "fakeaws schemas 7"}', "old.json: expected a schema file, as `fakeaws schema"),
        ("old.json", "Hello", "old.json: expected the page of one boto3 client method"),
        ("none.json", "", "none.json: cannot be read: No such file"),
    ],
)
def test_what_cannot_be_compared_is_status_2(
    old: str, content: str, complaint: str, written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    """The complaint says what was expected, and how it is made."""
    written("old.json", content)
    status = main(["diff", old, "installed"])
    said = capsys.readouterr()

    assert (status, said.out) == (2, "")
    assert said.err.startswith(f"fakeaws: {complaint}")
