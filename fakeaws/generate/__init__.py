"""Data that looks like AWS because it obeys AWS's model: a Faker provider, and answers made from the shapes.

`provider` makes single values, alone or in anyone's Faker; `seeds` makes Fakers that repeat
themselves; `hints` knows which value a member's name asks for; `plan` turns an operation's
output or input into a function that draws an answer or a request, as large as its `extent` says, with texts that
`patterns` makes where no hint fits; `synthesise` is what people call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fakeaws.generate.provider import AwsProvider as AwsProvider


def __getattr__(name: str) -> object:
    if name != "AwsProvider":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from fakeaws.generate.provider import AwsProvider

    return AwsProvider
