"""`fakeaws generate`: made-up responses or requests of an operation, one after the other."""

from __future__ import annotations

import argparse
import base64
import json
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any, get_args

from fakeaws.cli.progress import progress
from fakeaws.cli.reading import CLEAN, parse_json, read_json, writing
from fakeaws.errors import InputError
from fakeaws.generate.extent import Optional
from fakeaws.generate.synthesise import synthesise
from fakeaws.schema.dialect import Side


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("operation", metavar="OPERATION", help="such as appconfig.get_deployment")
    parser.add_argument(
        "--count", type=_count, metavar="N", help="make so many, as JSON Lines; without it, one, as indented JSON"
    )
    parser.add_argument(
        "--seed",
        type=int,
        default=0,
        metavar="S",
        help="the same seed makes the same data; of many, each has the next seed; default: %(default)s",
    )
    parser.add_argument(
        "--given", metavar="JSON", help="members that stay as they are: an object, @FILE for one in a file, - for stdin"
    )
    parser.add_argument("--side", choices=get_args(Side), default="response", help="default: %(default)s")
    parser.add_argument(
        "--lists", type=_count, metavar="N", help="how many items each list has, where the model allows"
    )
    parser.add_argument(
        "--optional",
        choices=get_args(Optional),
        default="some",
        help="which of the optional members are there; default: %(default)s",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write to this file instead of to stdout")


def run(options: argparse.Namespace) -> int:
    given = _given(options.given)
    made = _made(options, given, options.seed)  # before a file is begun: what cannot be made is told at once
    with writing(options.output) as stream:
        if options.count is None:
            stream.write(_text(made, indent=2))
            return CLEAN
        is_seen = options.output is None and sys.stdout.isatty()  # then the results themselves show how far it is
        with progress(options.count, options.operation, is_wanted=not is_seen) as advance:
            for number in range(options.count):
                stream.write(_text(_made(options, given, options.seed + number)))
                advance()
    return CLEAN


def _made(options: argparse.Namespace, given: Mapping[str, Any], seed: int) -> dict[str, Any]:
    side, lists, optional = options.side, options.lists, options.optional
    return synthesise(options.operation, given, seed=seed, side=side, lists=lists, optional=optional)


def _given(said: str | None) -> Mapping[str, Any]:
    if said is None:
        return {}
    source = said.removeprefix("@") if said.startswith(("@", "-")) else "--given"
    members = parse_json(said, source) if source == "--given" else read_json(source)
    if not isinstance(members, dict):
        raise InputError(source, f"expected an object with members, found {type(members).__name__}.")
    return members


def _text(value: Any, *, indent: int | None = None) -> str:
    return json.dumps(value, indent=indent, default=_in_a_file) + "\n"


def _in_a_file(value: Any) -> str:
    """A time or bytes in the form that files hold, and `fakeaws check` reads."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return base64.b64encode(value).decode("ascii")


def _count(text: str) -> int:
    """A whole number from 0, for argparse."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


_count.__name__ = "count"  # as argparse says it: invalid count value
