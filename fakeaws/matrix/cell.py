"""One cell of the matrix: a call, a failure, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from fakeaws.matrix.places import Site
from fakeaws.matrix.remedies import remedy
from fakeaws.matrix.verdicts import VERDICTS, Verdict


@dataclass(frozen=True, slots=True)
class Cell:
    """What a test's run came to when the `call`th call of `site` got `failure`, a name from `kind` in KINDS.

    `error` is the exception that the verdict is about, as `KeyError: 'State'`; `timeline` is the run in virtual time, a
    line each. `is_reliable` is not where the test, run again without a failure, no longer passed.
    """

    test: str
    site: Site
    call: int
    failure: str
    kind: str
    verdict: Verdict
    error: str | None
    timeline: tuple[str, ...]
    is_reliable: bool = True

    @property
    def is_bad(self) -> bool:
        """Whether somebody should look at it."""
        return self.is_reliable and VERDICTS[self.verdict].badness > 0

    @property
    def remedy(self) -> str | None:
        """What is likely to help, where it is bad."""
        return remedy(self.verdict, self.kind, self.error)

    @property
    def key(self) -> str:
        """What tells it from others in a baseline: no line, so that code may move."""
        return f"{self.site.path}::{self.site.function} {self.site.operation} {self.failure}"
