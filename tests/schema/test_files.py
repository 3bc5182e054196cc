"""Schema files: what is in them, and what happens to broken ones."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from fakeaws.errors import InputError, UnknownOperation
from fakeaws.schema.files import (
    FILE_SCHEMA,
    FORMAT,
    ErrorSchema,
    OperationSchemas,
    error_schemas,
    file_from_model,
    read_schema_file,
)
from fakeaws.schema.schemas import schema_for


def test_a_file_is_read_as_it_was_written() -> None:
    """Nothing is lost or added, recursion and errors included."""
    written = file_from_model(["dynamodb.get_item", "appconfig.get_deployment", "s3.get_object"])

    assert read_schema_file(written.text(), "file.json") == written


def test_the_same_operations_make_the_same_text() -> None:
    """Order does not matter, so that a lock under version control changes only when something changes."""
    names = ["dynamodb.get_item", "appconfig.get_deployment"]

    assert file_from_model(names).text() == file_from_model(reversed(names)).text()


def test_a_file_holds_both_sides_and_the_errors() -> None:
    """Errors have their code on the wire, their status and their members."""
    name = "appconfig.get_deployment"
    schemas = file_from_model([name]).operations[name]
    missing = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {"Message": {"type": "string"}, "ResourceName": {"type": "string"}},
        "additionalProperties": False,
    }

    assert schemas == OperationSchemas(schema_for(name, side="request"), schema_for(name), error_schemas(name))
    assert error_schemas(name)["ResourceNotFoundException"] == ErrorSchema("ResourceNotFoundException", 404, missing)


def test_an_error_has_its_code_on_the_wire() -> None:
    """The code, which tests match, can differ from the name of the class."""
    found = error_schemas("autoscaling.describe_auto_scaling_groups")

    assert {name: error.code for name, error in found.items()} == {
        "InvalidNextToken": "InvalidNextToken",
        "ResourceContentionFault": "ResourceContention",
    }


def test_the_form_of_files_is_a_valid_schema_itself() -> None:
    """What files are checked against passes the meta-schema."""
    Draft202012Validator.check_schema(FILE_SCHEMA)


def test_an_unknown_operation_is_refused() -> None:
    """With the nearest name."""
    with pytest.raises(UnknownOperation, match="Did you mean get_deployment"):
        file_from_model(["appconfig.get_deploymint"])


def _broken(**changes: Any) -> str:
    whole = json.loads(file_from_model(["greengrass.tag_resource"]).text())
    return json.dumps({**whole, **changes})


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no JSON"),
        ("[" * 100_000, "JSON that Python can hold"),
        ("[1]", f'"format": "{FORMAT}"'),
        (_broken(format="fakeaws schemas 0"), f'"format": "{FORMAT}"'),
        (_broken(kind="guess"), "broken at /kind: 'guess' is not one of ['model', 'page']"),
        (_broken(operations={"a.b": {"request": {"type": 3}, "response": {}}}), "/operations/a.b/request/type"),
        (_broken(operations={"a.b": {"request": {}}}), "'response' is a required property"),
        (_broken(more=1), "'more' was unexpected"),
    ],
)
def test_a_broken_file_is_an_input_error(text: str, problem: str) -> None:
    """It says where it is broken, and how such a file is made."""
    with pytest.raises(InputError) as caught:
        read_schema_file(text, "file.json")

    assert caught.value.place.startswith("file.json")
    assert problem in caught.value.problem
