"""VCR cassettes, of vcrpy in YAML or JSON and of Ruby's VCR: HTTP requests and their responses.

Which operation a request calls is seen in the request (`protocols.recognition`), its parameters are read from it, and
the response is read by botocore's own parsers. `at` is told by the Date of the responses, from the first one on.
"""

from __future__ import annotations

import email.utils
import re
from collections.abc import Iterator
from datetime import datetime

from fakeaws.errors import InputError
from fakeaws.recordings.exchange import Exchange, exchange_in
from fakeaws.recordings.file import RecordedFile
from fakeaws.recordings.formats import own
from fakeaws.recordings.interaction import Broken, Entry, Interaction, RecordedError, Source
from fakeaws.recordings.json_text import Item, items, outline
from fakeaws.recordings.yaml_text import yaml_items


def sign_of_yaml(file: RecordedFile) -> str | None:
    """A list of requests under the key that vcrpy or Ruby's VCR have for it."""
    if file.head_text.lstrip().startswith("{"):
        return None
    match = _KEY.search(file.head_text)
    return f"the key {match['key']} over requests" if match else None


def read_yaml(file: RecordedFile, _: str | None = None) -> Iterator[Entry]:
    """The interactions of a cassette in YAML."""
    match = _KEY.search(file.head_text)
    key = match["key"] if match else "interactions"
    with file.text() as text:
        yield from _entries(file, _with_what_is_around(yaml_items(text, key), key))


def sign_of_json(file: RecordedFile) -> str | None:
    """The same in JSON."""
    if not file.head_text.lstrip().startswith("{") or '"request"' not in file.head_text:
        return None
    keys = outline(file.head_text)[0]
    key = None if own.KEY in keys else next((key for key in keys if key in _KEYS), None)  # a value may be a `"request"`
    return f"the key {key} over requests" if key is not None else None


def read_json(file: RecordedFile, _: str | None = None) -> Iterator[Entry]:
    """The interactions of a cassette in JSON."""
    key = next(key for key in outline(file.head_text)[0] if key in _KEYS)
    version = _VERSION.search(file.head_text)
    if version is not None and version["version"] != "1":
        raise InputError(file.name, f"expected a cassette of version 1, found version {version['version']}.")
    with file.text() as text:
        yield from _entries(file, items(text, key))


def _with_what_is_around(found: Iterator[Item], key: str) -> Iterator[Item]:
    """The items of a list in block style, or of one that stands in one line; a wrong version is told in the end."""
    for item in found:
        if item.line:
            yield item
            continue
        around = item.value if isinstance(item.value, dict) else {}
        yield from (Item(0, one) for one in around.get(key) or ())
        version = around.get("version", 1)
        if item.problem is not None or version != 1:
            yield Item(0, problem=item.problem or f"expected a cassette of version 1, found version {version!r}.")


def _entries(file: RecordedFile, found: Iterator[Item]) -> Iterator[Entry]:
    first: datetime | None = None
    for number, item in enumerate(found, 1):
        source = file.source(number, item.line or None)
        if item.problem is not None:
            yield Broken(source, item.problem)
            continue
        try:
            exchange = exchange_in(item.value)
            moment = _date_of(exchange)
            first = first or moment
            yield _interaction(exchange, source, (moment - first).total_seconds() if moment and first else None)
        except InputError as error:
            yield Broken(source, error.problem)
        except RecursionError:
            yield Broken(source, "nested too deeply to be read.")


def _interaction(exchange: Exchange, source: Source, at: float | None) -> Interaction:
    # They import botocore's session, which takes longer than all the rest, and few files need it.
    from fakeaws.protocols.answers import answer_of
    from fakeaws.protocols.recognition import recognised
    from fakeaws.protocols.request_params import params_of

    found = recognised(exchange.request)
    params = params_of(exchange.request, found)
    answer = answer_of(found.operation, exchange.reply, found.protocol)
    name = found.operation.name
    if answer.error is None:
        return Interaction(source, name, params, answer.members, None, answer.status, at, is_attempt=True)
    members = {key: value for key, value in answer.members.items() if key.lower() != "message"}
    said = answer.error
    error = RecordedError(str(said.get("Code") or exchange.reply.status), str(said.get("Message") or ""), members)
    return Interaction(source, name, params, None, error, answer.status, at, is_attempt=True)


def _date_of(exchange: Exchange) -> datetime | None:
    told = next((value for name, value in exchange.reply.headers if name.lower() == "date"), "")
    try:
        return email.utils.parsedate_to_datetime(told)
    except (ValueError, TypeError):
        return None


_KEYS = ("interactions", "http_interactions")
_KEY = re.compile(r"^(?P<key>interactions|http_interactions):(?=\s*(?:$\s*(?:#.*$\s*)*-|\[))", re.MULTILINE)
_VERSION = re.compile(r'\A\s*\{\s*"version"\s*:\s*(?P<version>[^,}\s]{1,20})')
