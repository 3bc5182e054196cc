"""`fakeaws schema`: files and bare schemas, from the model and from pages."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest

from fakeaws.cli import main
from fakeaws.schema.dialect import Side
from fakeaws.schema.files import read_schema_file
from fakeaws.schema.schemas import schema_for
from tests.cli.conftest import Written
from tests.schema.test_pages import SAMPLE

SIDES: list[Side] = ["request", "response"]


def test_the_schema_of_a_page_is_what_is_shipped(saved_page: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The shipped file is, byte for byte, what the command prints."""
    status = main(["schema", "--page", saved_page])
    shipped = resources.files("fakeaws.schema").joinpath("shipped", "appconfig.get_deployment.json")

    assert (status, *capsys.readouterr()) == (0, shipped.read_text(encoding="utf-8"), "")


def test_the_schema_of_one_side_of_a_page(written: Written, capsys: pytest.CaptureFixture[str]) -> None:
    """With --side only that side is printed."""
    status = main(["schema", "--page", written("page.txt", SAMPLE), "--side", "request"])

    assert status == 0
    assert list(json.loads(capsys.readouterr().out)["properties"]) == ["JarId", "Marbles"]


@pytest.mark.parametrize("side", SIDES)
def test_one_side_is_a_bare_schema(side: Side, capsys: pytest.CaptureFixture[str]) -> None:
    """With --side what is printed is the JSON Schema itself, for any other tool."""
    main(["schema", "appconfig.get_deployment", "--side", side])

    assert json.loads(capsys.readouterr().out) == schema_for("appconfig.get_deployment", side=side)


def test_operations_and_patterns_make_one_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file holds both sides and the errors of every operation that is named or fits a pattern."""
    file = tmp_path / "schemas.json"
    status = main(["schema", "cognito-sync:GetBulkPublishDetails", "greengrass.*_bulk_deployment", "-o", str(file)])
    written = read_schema_file(file.read_text(encoding="utf-8"), "schemas.json")

    assert (status, *capsys.readouterr()) == (0, "", "")
    assert list(written.operations) == [
        "cognito-sync.get_bulk_publish_details",
        "greengrass.start_bulk_deployment",
        "greengrass.stop_bulk_deployment",
    ]


def test_descriptions_are_those_of_botocore(capsys: pytest.CaptureFixture[str]) -> None:
    """With --descriptions each member says what the installed botocore says of it."""
    main(["schema", "appconfig.get_deployment", "--side", "response", "--descriptions"])

    assert json.loads(capsys.readouterr().out) == schema_for("appconfig.get_deployment", descriptions=True)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "Say which operations"),
        (["appconfig.*", "--side", "request"], "--side prints the schema of one operation; "),
        (["appconfig.frob_*"], "appconfig.frob_* is not a pattern that any operation fits in the installed botocore"),
        (["appconfig.get_deploymnt"], "get_deploymnt is not an operation of appconfig. Did you mean get_deployment?"),
        (["a.b", "c.d", "--page", "page.txt"], "A page shows one operation"),
        (["appconfig.get_deployment", "-o", ""], "'': cannot be written: "),
        (["appconfig.get_deployment", "-o", "none/file.json"], "none/file.json: cannot be written: No such file"),
    ],
)
def test_what_cannot_be_written_is_status_2(
    arguments: list[str], complaint: str, written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    """The complaint says what is missing or wrong."""
    written("page.txt", SAMPLE)
    status = main(["schema", *arguments])
    said = capsys.readouterr()

    assert (status, said.out) == (2, "")
    assert said.err.startswith(f"fakeaws: {complaint}")


def test_a_page_that_hides_its_service_needs_the_operation(
    written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rendered text need not show the service; then the operation is asked for instead of guessed."""
    page = written("page.txt", SAMPLE.partition("Exceptions")[0])
    status = main(["schema", "--page", page])

    assert (status, *capsys.readouterr()) == (
        2,
        "",
        (
            "fakeaws: page.txt: the page does not show of which service fill_jar is: say which operation it is, "
            "`fakeaws schema OPERATION --page FILE` or `fakeaws diff --operation OPERATION ...`.\n"
        ),
    )


def test_a_file_that_is_no_page_is_status_2(written: Written, capsys: pytest.CaptureFixture[str]) -> None:
    """It says what was expected and found."""
    status = main(["schema", "--page", written("page.txt", "Hello")])
    said = capsys.readouterr()

    assert (status, said.out) == (2, "")
    assert said.err.startswith("fakeaws: page.txt: expected the page of one boto3 client method")
