"""Scrubbing on the way into a recording, and of a call that is looked for in one."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any

from fakeaws.errors import SecretsLeft
from fakeaws.model import Operation
from fakeaws.recordings.formats.own import text_of
from fakeaws.recordings.interaction import Interaction, Source
from fakeaws.recordings.scrub.keys import VARIABLE, home, scrub_key
from fakeaws.recordings.scrub.leftovers import leftovers
from fakeaws.recordings.scrub.scrubber import Scrubber


def scrubbed(interactions: Sequence[Interaction], file: str) -> list[Interaction]:
    """The interactions without their secrets. Raises SecretsLeft where something still looks like one."""
    scrubber = Scrubber(scrub_key())
    for one in interactions:
        scrubber.learn(one)
    clean = [scrubber.interaction(one) for one in interactions]
    found = leftovers([json.loads(text_of(clean))], scrubber.secrets)
    if found:
        raise SecretsLeft(file, found)
    return clean


def scrubbed_params(operation: Operation, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """The parameters as they stand in a recording that was scrubbed with the key at hand, or with some key."""
    has_a_key = bool(os.environ.get(VARIABLE)) or home(os.environ).exists()
    scrubber = Scrubber(scrub_key() if has_a_key else _SOME_KEY)
    return scrubber.interaction(Interaction(Source(""), operation.name, params)).params or {}


_SOME_KEY = b"of no recording, so that only forms are compared"
