"""`fakeaws schema`: schema files, or one bare JSON Schema, from the installed model or from a doc page."""

from __future__ import annotations

import argparse
import json

from fakeaws.cli.reading import CLEAN, read_text, write_text
from fakeaws.errors import PlanError
from fakeaws.model import operations_like
from fakeaws.schema.dialect import Schema
from fakeaws.schema.files import SchemaFile, file_from_model, page_file


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "operations",
        nargs="*",
        metavar="OPERATION",
        help="appconfig.get_deployment, or appconfig.* for a whole service",
    )
    parser.add_argument(
        "--page", metavar="FILE", help="take it from a saved doc page (RST, text, HTML or docstring; - for stdin)"
    )
    parser.add_argument("--side", choices=("response", "request"), help="print only this side, as a bare JSON Schema")
    parser.add_argument("--descriptions", action="store_true", help="with the descriptions of the installed botocore")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to this file instead of to stdout")


def run(options: argparse.Namespace) -> int:
    found = _from_page(options) if options.page is not None else _from_model(options)
    text = found.text() if options.side is None else json.dumps(_side(found, options.side), indent=2) + "\n"
    write_text(options.output, text)
    return CLEAN


def _from_model(options: argparse.Namespace) -> SchemaFile:
    if not options.operations:
        raise PlanError("Say which operations, such as appconfig.get_deployment or appconfig.*, or give a --page.")
    names = [name for pattern in options.operations for name in operations_like(pattern)]
    return file_from_model(names, descriptions=options.descriptions)


def _from_page(options: argparse.Namespace) -> SchemaFile:
    if len(options.operations) > 1 or options.descriptions:
        raise PlanError("A page shows one operation, without descriptions that could be kept.")
    (operation,) = options.operations or (None,)
    return page_file(read_text(options.page), options.page, operation)


def _side(found: SchemaFile, side: str) -> Schema:
    if len(found.operations) != 1:
        raise PlanError(f"--side prints the schema of one operation; {len(found.operations)} are asked for.")
    (schemas,) = found.operations.values()
    return schemas.request if side == "request" else schemas.response
