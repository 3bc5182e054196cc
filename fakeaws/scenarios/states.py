"""What a state means to who polls, told by its word: states of all services are called by few words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fakeaws.generate.place import snake


def first_of(kind: str, states: Iterable[str]) -> str | None:
    """The state of this kind whose word says it plainest; of several that say it alike the first."""
    words = {state: snake(state) for state in states}
    fitting = [state for state, word in words.items() if kind_of(word) == kind]
    return min(fitting, key=lambda state: _rank(kind, words[state]), default=None)


def kind_of(word: str) -> str | None:
    """The kind of a state; None where its word says nothing."""
    return next((kind for kind, pattern in KINDS.items() if pattern.search(word)), None)


def _rank(kind: str, word: str) -> int:
    """How late its word stands among those that say it plainest."""
    plain = _PLAINEST.get(kind, ())
    return next((number for number, part in enumerate(plain) if part in word), len(plain))


KINDS = {
    # The first whose pattern is in the word; a word of none is passed by.
    "rolling back": re.compile(r"rolling_?back|roll_?back_(in_)?(progress|pending|started)|reverting"),
    "rolled back": re.compile(r"(^|_)rolled_?back($|_)|roll_?back(_complete|_completed|_succeeded)?$"),
    "reverted": re.compile(r"(^|_)reverted$"),
    "stopping": re.compile(r"(stopp|cancel+|abort|terminat)ing|(stop|cancel|abort)_(pending|requested|in_?progress)"),
    "failed": re.compile(r"fail|error|unsuccess|time_?d?_?out|rejected|impaired|fault|invalid"),
    "stopped": re.compile(r"(^|_)(stopped|cancell?ed|aborted|interrupted|terminated)$"),
    "leaving": re.compile(r"delet|remov|deregister|expir|archiv|disabl|incomplete|partial"),
    # A redrive is what comes after an end: PENDING_REDRIVE is no state of an execution that has just begun.
    "waiting": re.compile(
        r"pending(?!_redrive)|queued|submitted|scheduled|not_?started|requested|initiali|starting|accepted$"
    ),
    "going on": re.compile(r"ing($|_)|progress|initiated"),
    "done": re.compile(
        r"succe|complete|finish|done|deployed|available|active|ready|in_?service|enabled|healthy|created|issued|^ok$"
    ),
}
_PLAINEST = {
    "waiting": ("pending", "queued", "submitted"),
    "going on": ("progress", "running", "creating", "processing", "updating", "deploying"),
    "done": ("succe", "complete", "finish", "done", "deployed", "available", "active", "ready", "in_service"),
    "failed": ("failed", "failure", "fail", "error"),
    "stopped": ("stopped", "cancel", "aborted"),
}
