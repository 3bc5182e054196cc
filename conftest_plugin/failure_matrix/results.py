"""What the end of a run writes of the failure matrix, and whether it is worse than the baseline."""

from __future__ import annotations

import pytest

from conftest_plugin.failure_matrix.settings import Settings
from fakeaws.cli.reading import write_text
from fakeaws.errors import InputError
from fakeaws.matrix.cell import Cell
from fakeaws.matrix.files import read_baseline, text_of
from fakeaws.matrix.matrix import Matrix
from fakeaws.matrix.page import page_of


class Results:
    """The files of a run; `said` are the lines about them, `worse` the cells that fail it: None without a baseline."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.said: list[str] = []
        self.worse: tuple[Cell, ...] | None = None

    def write(self, matrix: Matrix, *, is_whole: bool) -> pytest.ExitCode | None:
        """Write what is asked for; gives how the run ends, where it is not as the tests say."""
        try:
            if self._settings.json_file is not None:
                write_text(self._settings.json_file, text_of(matrix.as_json()))
                self.said.append(f"the matrix is in {self._settings.json_file}")
            if self._settings.page_file is not None:
                write_text(self._settings.page_file, page_of(matrix))
                self.said.append(f"the page of the matrix is {self._settings.page_file}")
            if self._settings.baseline_file is not None:
                self._compare(self._settings.baseline_file, matrix, is_whole=is_whole)
        except InputError as error:
            self.said.append(str(error))
            return pytest.ExitCode.USAGE_ERROR
        return pytest.ExitCode.TESTS_FAILED if self.worse else None

    def _compare(self, file: str, matrix: Matrix, *, is_whole: bool) -> None:
        known = read_baseline(file)
        if self._settings.is_update:
            updated = known.updated(matrix.cells, is_whole=is_whole)
            write_text(file, text_of(updated.as_json()))
            self.said.append(f"the baseline {file} holds {len(updated.known)} bad verdicts")
            return
        self.worse = known.worse(matrix.cells)
        if better := known.better(matrix.cells):
            count = f"{len(better)} verdicts are" if len(better) > 1 else "1 verdict is"
            self.said.append(f"{count} better than the baseline: --fake-aws-matrix-update writes that down")
