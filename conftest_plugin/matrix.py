"""`--fake-aws-matrix`: its options; what runs it is registered only where it is asked for."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest_plugin import places

if TYPE_CHECKING:
    from conftest_plugin.failure_matrix.settings import Settings
    from fakeaws.matrix.failures import Depth

_DEPTHS = ("quick", "full")
_MATRIX = "--fake-aws-matrix"
_JSON = "--fake-aws-matrix-json"
_HTML = "--fake-aws-matrix-html"
_BASELINE = "--fake-aws-matrix-baseline"
_UPDATE = "--fake-aws-matrix-update"
_BUDGET = "--fake-aws-matrix-budget"


def add_options(parser: pytest.Parser) -> None:
    group = parser.getgroup("fakeaws")
    group.addoption(
        _MATRIX,
        nargs="?",
        const="quick",
        type=_depth,
        metavar="quick|full",
        help="run each test that passes again, with one failure put in at each call that its code makes to AWS: "
        "a few telling ones (quick, if nothing is said), or all",
    )
    group.addoption(_JSON, metavar="FILE", help="write all that the failure matrix found to FILE")
    group.addoption(_HTML, metavar="FILE", help="write it as one page of HTML to FILE")
    group.addoption(_BASELINE, metavar="FILE", help="fail only on what is worse than FILE says")
    group.addoption(_UPDATE, action="store_true", help="write what the failure matrix found to the baseline's FILE")
    group.addoption(
        _BUDGET,
        metavar="SECONDS",
        type=float,
        help="stop putting failures in after so many seconds in each process, shared out among the tests",
    )
    parser.addini(
        "fake_aws_raises",
        "what the code under test is to raise when AWS fails, as myapp.errors.ReleaseError, one a line",
        type="linelist",
        default=[],
    )
    parser.addini(
        "fake_aws_code_under_test",
        "packages whose lines are told as those that call AWS, one a line: where what is tested calls through others, "
        "or is a library itself",
        type="linelist",
        default=[],
    )


def _depth(given: str) -> str:
    """The depth that was given; a path that follows the bare option is taken for one."""
    if given not in _DEPTHS:
        raise argparse.ArgumentTypeError(f"{given!r} is neither quick nor full; before a path write {_MATRIX}=quick")
    return given


def register(config: pytest.Config) -> None:
    """Let the matrix be made, if it is asked for. Raises UsageError for options that do not fit."""
    depth = config.getoption(_MATRIX, None)
    given = [
        name
        for name in (_JSON, _HTML, _BASELINE, _UPDATE, _BUDGET)
        if config.getoption(name, None) not in (None, False)
    ]
    if depth is None:
        if given:
            raise pytest.UsageError(f"{given[0]} is about the failure matrix: add {_MATRIX}.")
        return
    settings = _settings(config, depth)
    from conftest_plugin.failure_matrix.hooks import FailureMatrix

    config.pluginmanager.register(FailureMatrix(config, settings), "fakeaws-matrix")


def _settings(config: pytest.Config, depth: Depth) -> Settings:
    from conftest_plugin.failure_matrix.settings import Settings

    json_file, page, baseline = (config.getoption(option) for option in (_JSON, _HTML, _BASELINE))
    update, budget = config.getoption(_UPDATE), config.getoption(_BUDGET)
    for option, file in ((_JSON, json_file), (_HTML, page), (_BASELINE, baseline)):
        if file is not None:
            places.expect_a_place(option, file)
    if update and baseline is None:
        raise pytest.UsageError(f"{_UPDATE} writes a baseline: say which, {_BASELINE}=FILE.")
    if baseline is not None and not update and not Path(baseline).exists():
        raise pytest.UsageError(f"{_BASELINE} {baseline}: there is no such file; add {_UPDATE} to write it.")
    if budget is not None and not 0 < budget < float("inf"):
        raise pytest.UsageError(f"{_BUDGET} takes a number of seconds above 0, not {budget}.")
    return Settings(depth, json_file, page, baseline, update, budget)
