"""`fakeaws diff`: between files, pages and the installed botocore, as text and as JSON."""

from __future__ import annotations

import json

import botocore
import pytest

from fakeaws.cli import main
from tests.cli.conftest import Written

NAME = "appconfig.get_deployment"
MORE = "more may come than before"
BROKEN, EMPTY = (
    json.dumps({"format": "fakeaws schemas 1", "kind": "model", "source": "me", "operations": operations})
    for operations in ({"a.b": {"request": {"properties": {"X": True}}, "response": {}}}, {})
)


@pytest.fixture
def old_lock(written: Written, capsys: pytest.CaptureFixture[str]) -> str:
    """The schemas of an operation as if the state BAKING, an error and an operation had been unknown or known then."""
    main(["schema", NAME])
    lock = {**json.loads(capsys.readouterr().out), "source": "botocore 1.0"}
    operation = lock["operations"][NAME]
    operation["response"]["properties"]["State"]["enum"].remove("BAKING")
    operation["response"]["properties"]["Description"]["maxLength"] = 100
    del operation["errors"]["InternalServerException"]
    lock["operations"]["appconfig.get_marble"] = operation
    return written("old.json", json.dumps(lock))


def test_a_lock_against_the_installed_botocore(old_lock: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What can break somebody is marked, and makes the status 1."""
    status = main(["diff", old_lock, "installed"])

    assert (status, capsys.readouterr().out) == (
        1,
        f"""\
botocore 1.0 -> botocore {botocore.__version__}
appconfig.get_deployment
  response /Description: limit-loosened: at most 100 characters -> at most 1024 characters  [{MORE}]
! response /State: values-added: BAKING  [can break a reader]
! InternalServerException: error-added  [can break a reader]
appconfig.get_marble
! operation-removed  [can break a reader and a writer]
4 changes, 3 of which can break somebody.
""",
    )


def test_the_other_way_round(old_lock: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Which changes make the status 1 can be said; an error less breaks whoever names its class."""
    assert main(["diff", "installed", old_lock]) == 1
    assert capsys.readouterr().out.endswith("4 changes, 1 of which can break somebody.\n")
    assert main(["diff", "installed", old_lock, "--fail-on", "any"]) == 1
    assert main(["diff", old_lock, "installed", "--fail-on", "never"]) == 0


def test_changes_come_as_json(old_lock: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json each change is an object, with the values of enums in full."""
    main(["diff", old_lock, "installed", "--json"])

    shown = json.loads(capsys.readouterr().out)

    assert (shown["old"], shown["new"]) == ("botocore 1.0", f"botocore {botocore.__version__}")
    assert shown["changes"][1] == {
        "operation": NAME,
        "part": "response",
        "path": "/State",
        "kind": "values-added",
        "before": "",
        "after": "",
        "values": ["BAKING"],
        "breaks": ["reader"],
        "risk": "",
    }


def test_no_change_is_status_0(saved_page: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A saved page of today's boto3 says what the installed botocore says."""
    status = main(["diff", saved_page, "installed", "--fail-on", "any"])

    assert (status, capsys.readouterr().out) == (0, f"a doc page -> botocore {botocore.__version__}\nNo changes.\n")


@pytest.mark.parametrize(
    ("old", "content", "complaint"),
    [
        ("installed", "", "Both sides are the installed botocore"),
        ("old.json", '{"State": "BAKING"}', "old.json: expected a schema file, as `fakeaws schema OPERATION...`"),
        ("old.json", "{", "old.json:1:2: expected a schema file, found no JSON"),
        ("old.json", BROKEN, "old.json: this schema file is broken at /operations/a.b/request/properties/X"),
        ("old.json", EMPTY, "old.json: this schema file is broken at /operations"),
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
