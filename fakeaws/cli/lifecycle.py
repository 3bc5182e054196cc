"""`fakeaws lifecycle`: the lifecycles that there are, one of them as a picture, and what is assumed about them."""

from __future__ import annotations

import argparse
import shutil
import subprocess

from fakeaws.cli.reading import CLEAN, write_text
from fakeaws.errors import PlanError
from fakeaws.lifecycles.assumptions import assumed
from fakeaws.lifecycles.catalogue import CATALOGUE
from fakeaws.lifecycles.diagram import dot, mermaid
from fakeaws.lifecycles.lifecycle import Lifecycle
from fakeaws.nearest import did_you_mean


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name", nargs="?", metavar="LIFECYCLE", help="appconfig.deployment; without one, all are listed"
    )
    parser.add_argument(
        "--format", choices=DRAWN, default="mermaid", help="mermaid (the default), dot, or svg, which Graphviz draws"
    )
    parser.add_argument("--assumptions", action="store_true", help="list what AWS does not document instead")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to this file instead of to stdout")


def run(options: argparse.Namespace) -> int:
    write_text(options.output, _text(options))
    return CLEAN


def _text(options: argparse.Namespace) -> str:
    if options.assumptions:
        return "".join(f"{name} = {value!r}\n    {why}.\n" for name, value, why in assumed())
    if options.name is None:
        return "".join(f"{one.name}  (the state in {one.status_operation})\n" for one in CATALOGUE.values())
    return DRAWN[options.format](_named(options.name))


def _named(name: str) -> Lifecycle:
    found = next((one for one in CATALOGUE.values() if name == one.name or name in one.operations), None)
    if found is None:
        raise PlanError(f"{name} is no lifecycle that is known here.{did_you_mean(name, CATALOGUE)}")
    return found


def _svg(lifecycle: Lifecycle) -> str:
    program = shutil.which("dot")
    if program is None:
        raise PlanError(
            "An SVG is drawn by Graphviz, and its program dot is not on the PATH. Install Graphviz, "
            "or take --format mermaid, which GitHub draws in Markdown, or --format dot."
        )
    drawn = subprocess.run(  # noqa: S603  # the program is Graphviz, and what it reads is ours
        [program, "-Tsvg"], input=dot(lifecycle), capture_output=True, text=True, check=False
    )
    if drawn.returncode:
        raise PlanError(f"Graphviz could not draw {lifecycle.name}: {drawn.stderr.strip()}")
    return drawn.stdout


DRAWN = {"mermaid": mermaid, "dot": dot, "svg": _svg}
