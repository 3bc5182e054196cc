"""Schema files: what operations take, answer and refuse, in one JSON file that can be kept and compared.

A file made from the installed botocore holds whole schemas; one made from a doc page holds what a page shows.
A lock is such a file for just the operations that a test suite used.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias, cast

from fakeaws.errors import InputError, PageError, UnknownOperation
from fakeaws.model import ErrorShape, Operation, botocore_version, operation_of_class
from fakeaws.schema.dialect import DIALECT, Schema
from fakeaws.schema.from_shape import from_operation, from_shape
from fakeaws.schema.pages.page import Page, read_page
from fakeaws.schema.validator import first_complaint

Kind: TypeAlias = Literal["model", "page"]


@dataclass(frozen=True, slots=True)
class ErrorSchema:
    """One modelled error: its code on the wire, HTTP status and members; a page shows none of them."""

    code: str | None = None
    status: int | None = None
    schema: Schema | None = None

    def as_json(self) -> dict[str, Any]:
        facts = {"code": self.code, "status": self.status, "schema": self.schema}
        return {name: value for name, value in facts.items() if value is not None}


@dataclass(frozen=True, slots=True)
class OperationSchemas:
    """Both sides of one operation, and its errors by the name of their class; None where a page does not show them."""

    request: Schema
    response: Schema
    errors: Mapping[str, ErrorSchema] | None

    def as_json(self) -> dict[str, Any]:
        sides = {"request": self.request, "response": self.response}
        if self.errors is None:
            return sides
        return {**sides, "errors": {name: error.as_json() for name, error in self.errors.items()}}


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """The schemas of operations by their names; `source` says for people where they come from.

    A file that `is_whole` is the installed botocore: an operation that it has not is none.
    """

    kind: Kind
    source: str
    operations: Mapping[str, OperationSchemas]
    is_whole: bool = False

    def text(self) -> str:
        """The file's content, the same for the same schemas: operations in alphabetical order."""
        operations = {name: self.operations[name].as_json() for name in sorted(self.operations)}
        whole = {"format": FORMAT, "kind": self.kind, "source": self.source, "operations": operations}
        return json.dumps(whole, indent=2) + "\n"


def file_from_model(operations: Iterable[str], *, descriptions: bool = False) -> SchemaFile:
    """The schemas of these operations in the installed botocore. Raises UnknownOperation."""
    found = [Operation.named(name) for name in operations]
    schemas = {operation.name: _of_operation(operation, descriptions=descriptions) for operation in found}
    return SchemaFile("model", botocore_version(), schemas)


def installed(operations: Iterable[str]) -> SchemaFile:
    """The installed botocore's schemas of those of the operations that it has."""
    known = [name for name in operations if _is_known(name)]
    return replace(file_from_model(known), is_whole=True)


def _is_known(name: str) -> bool:
    try:
        Operation.named(name)
    except UnknownOperation:
        return False
    return True


def error_schemas(operation: str) -> dict[str, ErrorSchema]:
    """The errors that an operation models, by the name of their class, in the model's order.

    The code is that of the model. Two kinds of services send another: one that spoke the query protocol before, such as
    SQS, its former code; and S3 to a HEAD request, which has no body, the status. The status is the model's, or where
    it says none that of the fault: 500 for the service's, 400 for the caller's.
    Raises UnknownOperation.
    """
    return {error.name: _of_error(error, descriptions=False) for error in Operation.named(operation).error_shapes}


def page_file(text: str, place: str, operation: str | None = None) -> SchemaFile:
    """What the page `text`, called `place` in complaints, shows of `operation`, or of the operation that it names.

    Raises PageError; UnknownOperation for an `operation` that there is not.
    """
    page = read_page(text, place=place, operation=operation)
    return file_from_page(page, Operation.named(operation).name if operation else _operation_of(page, place))


def _operation_of(page: Page, place: str) -> str:
    if page.service is None:
        raise PageError(
            place,
            f"the page does not show of which service {page.method} is: say which operation it is, "
            "`fakeaws schema OPERATION --page FILE` or `fakeaws diff --operation OPERATION ...`.",
        )
    try:
        return operation_of_class(page.service, page.method)
    except UnknownOperation:  # of another botocore than the one that is installed
        return f"{page.service}.{page.method}"


def file_from_page(page: Page, operation: str) -> SchemaFile:
    """What the page of `operation` shows."""
    errors = None if page.errors is None else {name: ErrorSchema() for name in page.errors}
    return SchemaFile("page", "a doc page", {operation: OperationSchemas(page.request, page.response, errors)})


def read_schema_file(text: str, place: str) -> SchemaFile:
    """The schema file `text`, called `place` in complaints. Raises InputError."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        problem = f"expected a schema file, found no JSON: {error.msg}."
        raise InputError(f"{place}:{error.lineno}:{error.colno}", problem) from None
    except (ValueError, RecursionError) as error:
        raise InputError(place, f"expected JSON that Python can hold: {error}.") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InputError(
            place, f'expected a schema file, as `fakeaws schema OPERATION...` writes it, with "format": "{FORMAT}".'
        )
    if complaint := first_complaint(FILE_SCHEMA, data):
        raise InputError(place, f"this schema file is broken at {complaint}. Write it anew.")
    operations = {name: _operation_from(schemas) for name, schemas in data["operations"].items()}
    return SchemaFile(cast("Kind", data["kind"]), data["source"], operations)


def _of_operation(operation: Operation, *, descriptions: bool) -> OperationSchemas:
    request, response = (from_operation(operation, side, descriptions=descriptions) for side in ("request", "response"))
    errors = {error.name: _of_error(error, descriptions=descriptions) for error in operation.error_shapes}
    return OperationSchemas(request, response, errors)


def _of_error(error: ErrorShape, *, descriptions: bool) -> ErrorSchema:
    # As the side that a person writes: without what botocore adds to a response.
    return ErrorSchema(error.code, error.status, from_shape(error.shape, "request", descriptions=descriptions))


def _operation_from(schemas: dict[str, Any]) -> OperationSchemas:
    errors = schemas.get("errors")
    known = None if errors is None else {name: ErrorSchema(**facts) for name, facts in errors.items()}
    return OperationSchemas(schemas["request"], schemas["response"], known)


FORMAT = "fakeaws schemas 1"
_PART: Schema = {"$ref": "#/$defs/schema"}
_PARTS: Schema = {"type": "object", "additionalProperties": _PART}
_TEXTS: Schema = {"type": "array", "items": {"type": "string"}}
_WRITTEN_SCHEMA: Schema = {
    # The schemas that are written here, and no others: so that a file that somebody edited can be compared.
    "type": "object",
    "properties": {
        "type": {"anyOf": [{"type": "string"}, _TEXTS]},
        "enum": _TEXTS,
        "required": _TEXTS,
        "properties": _PARTS,
        "$defs": _PARTS,
        "items": _PART,
        "propertyNames": _PART,
        "anyOf": {"type": "array", "items": _PART},
        "additionalProperties": {"anyOf": [{"const": False}, _PART]},
        **{word: {"type": "string"} for word in ("$ref", "pattern", "format", "contentEncoding", "contentMediaType")},
        **{word: {"type": "number"} for word in ("minimum", "maximum")},
        **{f"{end}{what}": {"type": "integer"} for end in ("min", "max") for what in ("Length", "Items", "Properties")},
    },
}
_ERROR_SCHEMA: Schema = {
    "type": "object",
    "properties": {"code": {"type": "string"}, "status": {"type": "integer"}, "schema": _PART},
    "additionalProperties": False,
}
FILE_SCHEMA: Schema = {
    "$schema": DIALECT,
    "type": "object",
    "properties": {
        "format": {"const": FORMAT},
        "kind": {"enum": ["model", "page"]},
        "source": {"type": "string"},
        "operations": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {
                "type": "object",
                "properties": {
                    "request": _PART,
                    "response": _PART,
                    "errors": {"type": "object", "additionalProperties": _ERROR_SCHEMA},
                },
                "required": ["request", "response"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["format", "kind", "source", "operations"],
    "additionalProperties": False,
    "$defs": {"schema": _WRITTEN_SCHEMA},
}
