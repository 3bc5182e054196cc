"""The formats of recordings that are known, and which of them a file has.

Each says by which sign in the file's content it knows its own; a file in which two see their sign, or none, is told
and not guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fakeaws.recordings.file import RecordedFile
from fakeaws.recordings.formats import cli, json_lines, own, pages, placebo, vcr
from fakeaws.recordings.interaction import Entry


@dataclass(frozen=True, slots=True)
class Format:
    """One format: how it is called, the sign in a file that it is in it, and what reads it.

    `sign` tells what it saw, or None. `read` is told the operation of what does not say its own.
    """

    name: str
    sign: Callable[[RecordedFile], str | None]
    read: Callable[[RecordedFile, str | None], Iterator[Entry]]


def signs(file: RecordedFile) -> list[tuple[Format, str]]:
    """The formats that the file fits, each with the sign that it saw."""
    return [(one, sign) for one in FORMATS if (sign := one.sign(file)) is not None]


FORMATS: tuple[Format, ...] = (
    Format("fakeaws", own.sign, own.read),
    Format("placebo", placebo.sign, placebo.read),
    Format("pickle", placebo.sign_of_pickle, placebo.refuse_pickle),
    Format("VCR cassette in YAML", vcr.sign_of_yaml, vcr.read_yaml),
    Format("VCR cassette in JSON", vcr.sign_of_json, vcr.read_json),
    Format("JSON Lines", json_lines.sign, json_lines.read),
    Format("AWS CLI, JSON", cli.sign_of_json, cli.read_json),
    Format("AWS CLI, YAML", cli.sign_of_yaml, cli.read_yaml),
    Format("documentation page", pages.sign, pages.read),
)
