"""The failure matrix as one page of HTML: call sites by failures, and below them the runs of a cell that is clicked.

It holds all that it needs, style included, and no script: a cell links to its runs, which show while they are its
target.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from importlib.resources import files

from fakeaws.matrix.cell import Cell
from fakeaws.matrix.failures import KINDS
from fakeaws.matrix.matrix import Matrix, counts
from fakeaws.matrix.places import Site
from fakeaws.matrix.verdicts import VERDICTS, Verdict


def page_of(matrix: Matrix) -> str:
    """The page."""
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    body = "\n".join([*_head(matrix), *_table(matrix), *_legend(matrix), *_runs(matrix), *_notes(matrix)])
    return _PAGE.format(style=style, body=body)


def _head(matrix: Matrix) -> Iterator[str]:
    sites, bad = len(matrix.by_site()), len(matrix.bad())
    yield "<h1>Failure matrix</h1>"
    yield (
        f"<p>{_many(len(matrix.cells), 'run')} of {_many(matrix.tests, 'test')}, with one failure each, at "
        f"{_many(sites, 'call site')} ({matrix.depth}); {bad or 'none'} to look at.</p>"
    )


def _table(matrix: Matrix) -> Iterator[str]:
    kinds = [kind for kind in KINDS if any(cell.kind == kind for cell in matrix.cells)]
    yield '<div class="scroll"><table><thead><tr><th>called by</th>'
    yield "".join(f'<th title="{escape(KINDS[kind].sentence)}"><span>{escape(kind)}</span></th>' for kind in kinds)
    yield "</tr></thead><tbody>"
    for row, (site, cells) in enumerate(matrix.by_site().items()):
        yield f'<tr><th scope="row"><span class="place">{escape(str(site))}</span>'
        yield f"<small>{escape(site.operation)}</small></th>"
        yield "".join(_cell(f"r{row}-{kind}", [cell for cell in cells if cell.kind == kind]) for kind in kinds)
        yield "</tr>"
    yield "</tbody></table></div>"


def _cell(name: str, cells: list[Cell]) -> str:
    if not cells:
        return "<td></td>"
    verdict = _worst(cells)
    told = ", ".join(f"{count} {word}" for word, count in counts(cells).items() if count)
    sign = _SIGNS[verdict] + (f"<small>{len(cells)}</small>" if len(cells) > 1 else "")
    return f'<td><a class="{verdict}" href="#{name}" title="{escape(told)}">{sign}</a></td>'


def _legend(matrix: Matrix) -> Iterator[str]:
    yield '<dl class="legend">'
    for verdict, count in counts(matrix.cells).items():
        if count:
            said = f"{_SIGNS[verdict]} {verdict}, {count}"
            yield f'<dt class="{verdict}">{said}</dt><dd>{escape(VERDICTS[verdict].sentence)}</dd>'
    yield "</dl>"


def _runs(matrix: Matrix) -> Iterator[str]:
    for row, (site, cells) in enumerate(matrix.by_site().items()):
        for kind in dict.fromkeys(cell.kind for cell in cells):
            yield f'<section class="runs" id="r{row}-{kind}">'
            yield f"<h2>{_place(site)}, told {escape(kind)}</h2><p>{escape(KINDS[kind].sentence)}</p>"
            for alike in _alike(one for one in cells if one.kind == kind):
                yield from _run(alike)
            yield "</section>"


def _alike(cells: Iterable[Cell]) -> list[list[Cell]]:
    """The runs that came to the same, together; the worst first. A page tells of each but once."""
    groups: dict[tuple[object, ...], list[Cell]] = {}
    for cell in cells:
        groups.setdefault((cell.failure, cell.verdict, cell.error, cell.is_reliable), []).append(cell)
    return sorted(groups.values(), key=lambda group: -_badness(group[0]))


def _run(alike: list[Cell]) -> Iterator[str]:
    cell = alike[0]
    unsure = "" if cell.is_reliable else " (the test cannot be repeated)"
    more = f", and {_many(len(alike) - 1, 'more run')} with the same end" if len(alike) > 1 else ""
    told = f"{escape(cell.failure)} at call {cell.call}{unsure}{more}"
    yield f'<article><h3><b class="{cell.verdict}">{cell.verdict}</b> {told}</h3>'
    yield f'<p class="place">{escape(cell.test)}</p>'
    yield from (f"<p>{escape(one)}</p>" for one in (cell.error, cell.remedy) if one is not None)
    yield f"<pre>{escape(chr(10).join(cell.timeline))}</pre></article>"


def _notes(matrix: Matrix) -> Iterator[str]:
    told = [f"{test} cannot be repeated: {error}" for test, error in matrix.unreliable.items()]
    told += [f"left out: {reason} ({count})" for reason, count in matrix.left_out.items()]
    if told:
        yield '<ul class="notes">' + "".join(f"<li>{escape(one)}</li>" for one in told) + "</ul>"


def _worst(cells: Iterable[Cell]) -> Verdict:
    return max(cells, key=_badness).verdict


def _badness(cell: Cell) -> int:
    return VERDICTS[cell.verdict].badness


def _place(site: Site) -> str:
    return f'<span class="place">{escape(str(site))}</span>, {escape(site.operation)}'


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


_SIGNS: Mapping[Verdict, str] = {
    # So that colour is not all that tells them apart.
    "survived": "&#10003;",
    "raised": "&#8593;",
    "differed": "&#8776;",
    "hung": "&#8734;",
    "swallowed": "&#8709;",
    "crashed": "&#10007;",
    "leaked": "&#8601;",
    "unscripted": "?",
    "unreached": "&#8211;",
}
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Failure matrix</title>
<style>
{style}</style>
</head>
<body>
{body}
</body>
</html>
"""
