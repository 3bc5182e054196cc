"""Where the recording of a test stands: a file for each test, below a folder for each module."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path


def place_of(folder: Path, node_id: str) -> Path:
    """The file of the test with this node id of pytest: safe on any file system, and no other test's.

    `tests/test_rollout.py::TestRollout::test_it[eu]` stands in `tests/test_rollout/TestRollout.test_it-eu.json`; a
    name that had to be changed further, or that differs in case only, ends in a few digits made of the whole id.
    """
    module, _, rest = node_id.partition("::")
    parts = [_safe(part) for part in Path(module).with_suffix("").parts if part not in ("/", "..")]
    test = re.sub(r"\[(.*)\]$", r"-\1", rest, flags=re.DOTALL).replace("::", ".")
    name = _safe(test)[:_LONGEST]
    names, _, given = rest.partition("[")
    cased = f"{names.rpartition('::')[2]}{given}"
    is_within = not {"..", "/"} & {*Path(module).parts}
    is_plain = is_within and name == test and cased == cased.lower() and not {*names} & {*".-"} and "-" not in given
    return folder.joinpath(*parts, f"{name}.json" if is_plain else f"{name}-{_digits(node_id)}.json")


def _safe(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]", "_", text).lstrip(".") or "_"


def _digits(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


_LONGEST = 100
