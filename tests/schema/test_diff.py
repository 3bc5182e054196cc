"""What changed between two schema files, and whom it can break."""

from __future__ import annotations

from typing import Any

import pytest

from fakeaws.errors import InputError
from fakeaws.schema.change import Change, Kind, Victim
from fakeaws.schema.dialect import Schema
from fakeaws.schema.diff import breaking, diff
from fakeaws.schema.files import ErrorSchema, OperationSchemas, SchemaFile, file_from_model, page_file
from tests.schema.conftest import PageText

NAME = "jars.fill_jar"
EMPTY: Schema = {"type": "object", "properties": {}, "additionalProperties": False}


def file_of(
    request: Schema = EMPTY, response: Schema = EMPTY, errors: dict[str, ErrorSchema] | None = None
) -> SchemaFile:
    return SchemaFile("model", "a test", {NAME: OperationSchemas(request, response, errors or {})})


def holding(value: Schema, **more: Any) -> Schema:
    """A structure with one member, X."""
    return {**EMPTY, "properties": {"X": value}, **more}


MORE, REFUSED = "more may come than before", "the service may refuse what it took before"
TEXT: Schema = {"type": "string"}
UNION = {"minProperties": 1, "maxProperties": 1}


@pytest.mark.parametrize(
    ("before", "after", "kind", "as_response", "as_request"),
    [
        pytest.param(EMPTY, holding(TEXT), "member-added", (), (), id="a member more"),
        pytest.param(holding(TEXT), EMPTY, "member-removed", ("reader",), ("writer",), id="a member less"),
        pytest.param(holding(TEXT), holding({"type": "integer"}), "type-changed", ("reader",), ("writer",), id="type"),
        pytest.param(holding(TEXT), holding({"type": ["string", "number"], "format": "date-time"}), "type-changed",
                     ("reader",), ("writer",), id="text becomes a time"),
        pytest.param(holding(EMPTY), holding({"type": "object", "additionalProperties": TEXT}), "type-changed",
                     ("reader",), ("writer",), id="a structure becomes a map"),
        pytest.param(holding(TEXT), holding(TEXT, required=["X"]), "required-added", (), ("writer",), id="needed"),
        pytest.param(holding(TEXT, required=["X"]), holding(TEXT), "required-removed", ("reader",), (), id="optional"),
        pytest.param(holding({**TEXT, "enum": ["A"]}), holding({**TEXT, "enum": ["A", "B"]}), "values-added",
                     ("reader",), (), id="a value more"),
        pytest.param({**EMPTY, **UNION}, holding(TEXT, **UNION), "alternative-added", ("reader",), (), id="union"),
        pytest.param(holding({**TEXT, "minLength": 1}), holding({**TEXT, "minLength": 2}), "minimum-tightened",
                     (), ("writer",), id="a greater minimum"),
    ],
)  # fmt: skip
def test_a_change_says_whom_it_can_break(
    before: Schema, after: Schema, kind: Kind, as_response: tuple[Victim, ...], as_request: tuple[Victim, ...]
) -> None:
    """A reader must expect what is new, a writer may no longer say what is gone; the same change differs by side."""
    (read,) = diff(file_of(response=before), file_of(response=after))
    (written,) = diff(file_of(request=before), file_of(request=after))

    assert (read.kind, read.breaks, read.part) == (kind, as_response, "response")
    assert (written.kind, written.breaks, written.part) == (kind, as_request, "request")


@pytest.mark.parametrize(
    ("before", "after", "kind", "of_reader", "of_writer"),
    [
        pytest.param({"enum": ["A", "B"]}, {"enum": ["B"]}, "values-removed", "", REFUSED, id="a value less"),
        pytest.param({}, {"enum": ["A"]}, "limit-tightened", "", REFUSED, id="text becomes an enum"),
        pytest.param({"enum": ["A"]}, {}, "limit-loosened", MORE, "", id="an enum becomes text"),
        pytest.param({"maxLength": 9}, {"maxLength": 5}, "limit-tightened", "", REFUSED, id="shorter"),
        pytest.param({"maxLength": 5}, {"maxLength": 9}, "limit-loosened", MORE, "", id="longer"),
        pytest.param({"maxLength": 5}, {}, "limit-loosened", MORE, "", id="no longest"),
        pytest.param({"minLength": 2}, {"minLength": 1}, "minimum-loosened", MORE, "", id="a lesser minimum"),
        pytest.param({}, {"pattern": "a"}, "pattern-added", "", REFUSED, id="a pattern"),
        pytest.param({"pattern": "a"}, {"pattern": "b"}, "pattern-changed", MORE, REFUSED, id="another pattern"),
        pytest.param({"pattern": "a"}, {}, "pattern-removed", MORE, "", id="no pattern"),
    ],
)
def test_limits_of_the_service_are_a_risk_and_break_nobody(
    before: Schema, after: Schema, kind: Kind, of_reader: str, of_writer: str
) -> None:
    """Botocore does not look at them, so an upgrade of it changes nothing; the service may."""
    sides = holding({**TEXT, **before}), holding({**TEXT, **after})
    (read,) = diff(file_of(response=sides[0]), file_of(response=sides[1]))
    (written,) = diff(file_of(request=sides[0]), file_of(request=sides[1]))

    assert (read.kind, read.breaks, read.risk) == (kind, (), of_reader)
    assert (written.kind, written.breaks, written.risk) == (kind, (), of_writer)


def test_equal_files_have_no_changes() -> None:
    """Recursion ends, and whole services compare equal with themselves."""
    names = ["dynamodb.get_item", "bedrock-runtime.converse", "ec2.describe_instances", "s3.select_object_content"]

    assert diff(file_from_model(names), file_from_model(names)) == []


def test_a_change_within_a_shape_that_holds_itself_is_told_once() -> None:
    """It is told where the shape is met first."""
    tree = {"type": "object", "properties": {"Kids": {"type": "array", "items": {"$ref": "#/$defs/Tree"}}}}
    taller = {**tree, "properties": {**tree["properties"], "Height": {"type": "integer"}}}  # type: ignore[dict-item]  # a schema
    before, after = (
        {**holding({"$ref": "#/$defs/Tree"}), "$defs": {"Tree": definition}} for definition in (tree, taller)
    )

    assert diff(file_of(response=before), file_of(response=after)) == [
        Change(NAME, "response", "/X/Height", "member-added", after="an integer")
    ]


def test_places_in_lists_and_maps_are_stars() -> None:
    """The path leads through elements, values and keys."""
    keys: Schema = {"type": "object", "additionalProperties": {"type": "array", "items": TEXT}}
    before = holding({**keys, "propertyNames": {"enum": ["a"]}})
    after = holding({**keys, "additionalProperties": {"type": "array", "items": {"type": "boolean"}},
                     "propertyNames": {"enum": ["a", "b"]}})  # fmt: skip

    assert [(one.path, one.kind) for one in diff(file_of(response=before), file_of(response=after))] == [
        ("/X/*/*", "type-changed"),
        ("/X/(key)", "values-added"),
    ]


def test_errors_come_go_and_change() -> None:
    """An error that is new, or has another code or status, can break whoever handles errors."""
    old = {"Gone": ErrorSchema("Gone", 400, EMPTY), "Other": ErrorSchema("Other", 400, EMPTY)}
    new = {"Other": ErrorSchema("OtherFault", 409, holding(TEXT)), "New": ErrorSchema("New", 400, EMPTY)}
    changes = diff(file_of(errors=old), file_of(errors=new))

    assert [(one.part, one.kind, one.breaks) for one in changes] == [
        ("Gone", "error-removed", ("reader",)),
        ("Other", "error-changed", ("reader",)),
        ("Other", "member-added", ()),
        ("New", "error-added", ("reader",)),
    ]
    assert breaking(changes) == [changes[0], changes[1], changes[3]]


def test_operations_come_and_go() -> None:
    """An operation that botocore no longer has breaks everybody; one that a file does not list breaks nobody."""
    nothing, nothing_listed = SchemaFile("model", "a test", {}, is_whole=True), SchemaFile("model", "a test", {})
    (gone,), (new,), (unlisted,) = diff(file_of(), nothing), diff(nothing, file_of()), diff(file_of(), nothing_listed)

    assert (gone.kind, gone.breaks) == ("operation-removed", ("reader", "writer"))
    assert (new.kind, new.breaks) == ("operation-added", ())
    assert (unlisted.kind, unlisted.breaks, unlisted.after) == ("operation-not-listed", (), "not in the new file")


@pytest.mark.parametrize("operation", ["appconfig.get_deployment", "dynamodb.get_item", "greengrass.tag_resource"])
def test_a_page_of_the_installed_boto3_has_not_changed(operation: str, page_of: PageText) -> None:
    """Only what a page shows is compared, so that constraints and required members are no changes."""
    page = page_file(page_of(operation), "page.rst", operation)

    assert diff(page, file_from_model([operation])) == []


def test_a_change_since_a_page_is_told(page_of: PageText) -> None:
    """A state that is new since the page was saved, and an error that went."""
    text = page_of("appconfig.get_deployment").replace("'BAKING'|", "")
    text = text.replace("*   :py:class:`AppConfig.Client.exceptions.BadRequestException`\n", "")
    old = page_file(text, "page.rst", "appconfig.get_deployment")

    assert [str(one) for one in diff(old, file_from_model(["appconfig.get_deployment"]))] == [
        "response /State: values-added: BAKING  [can break a reader]",
        "BadRequestException: error-added  [can break a reader]",
    ]


def test_a_reference_that_leads_nowhere_is_an_error_of_ours() -> None:
    """A file that somebody edited by hand ends in a sentence."""
    with pytest.raises(InputError, match="a reference leads nowhere"):
        diff(file_of(response=holding({"$ref": "#/$defs/Gone"})), file_of(response=holding(TEXT)))
