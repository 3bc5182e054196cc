"""What is known to be bad, so that a run fails only on what got worse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from fakeaws.errors import InputError
from fakeaws.matrix.cell import Cell
from fakeaws.matrix.verdicts import VERDICTS, Verdict

FORMAT = "fakeaws failure baseline 1"


@dataclass(frozen=True, slots=True)
class Baseline:
    """The worst verdict on each call site and failure, where it is bad; keyed without lines."""

    known: Mapping[str, Verdict]

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> Baseline:
        """What these cells say."""
        worst: dict[str, Verdict] = {}
        for cell in cells:
            if cell.is_bad and _badness(cell.verdict) > _badness(worst.get(cell.key)):
                worst[cell.key] = cell.verdict
        return cls(dict(sorted(worst.items())))

    def worse(self, cells: Iterable[Cell]) -> tuple[Cell, ...]:
        """The cells that are worse than what is known."""
        return tuple(
            cell for cell in cells if cell.is_bad and _badness(cell.verdict) > _badness(self.known.get(cell.key))
        )

    def better(self, cells: Iterable[Cell]) -> tuple[str, ...]:
        """What is known and no longer as bad, of what these cells tried."""
        tried = tuple(cells)
        now, keys = Baseline.of(tried).known, {cell.key for cell in tried if cell.is_reliable}
        return tuple(key for key, was in self.known.items() if key in keys and _badness(now.get(key)) < _badness(was))

    def updated(self, cells: Iterable[Cell], *, is_whole: bool) -> Baseline:
        """What to write after a run; one of a part of the tests keeps what it did not try."""
        tried = tuple(cells)
        keys = {cell.key for cell in tried}
        kept = {} if is_whole else {key: verdict for key, verdict in self.known.items() if key not in keys}
        return Baseline(dict(sorted({**kept, **Baseline.of(tried).known}.items())))

    def as_json(self) -> dict[str, Any]:
        return {"format": FORMAT, "known": dict(self.known)}

    @classmethod
    def from_json(cls, told: object, place: str) -> Baseline:
        """What `as_json` wrote, called `place` in complaints. Raises InputError."""
        known = told.get("known") if isinstance(told, Mapping) and told.get("format") == FORMAT else None
        if not isinstance(known, Mapping):
            raise InputError(place, f'expected a baseline of the failure matrix, which says "format": "{FORMAT}"')
        strange = [verdict for verdict in known.values() if verdict not in VERDICTS]
        if strange:
            raise InputError(place, f"{strange[0]!r} is no verdict; there are: {', '.join(VERDICTS)}")
        return cls(cast("Mapping[str, Verdict]", dict(known)))


def _badness(verdict: Verdict | None) -> int:
    return VERDICTS[verdict].badness if verdict is not None else 0
