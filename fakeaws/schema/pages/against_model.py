"""A page compared with the installed model, by the projection that both have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from fakeaws.model import Operation
from fakeaws.schema.dialect import Schema, Side
from fakeaws.schema.from_shape import from_operation
from fakeaws.schema.pages.edits import Edit, Effect, edits_of
from fakeaws.schema.pages.page import Page
from fakeaws.schema.projection import projection

Kind: TypeAlias = Literal["only on the page", "only in the model", "required", "schema", "order", "errors"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between a page and the model; `edit` is the known edit of botocore that explains it.

    `path` leads through members, `[]` for elements and `{}` for values: `Roles[].Tags`.
    """

    side: Side
    path: str
    kind: Kind
    page: Any
    model: Any
    edit: Edit | None = None

    def __str__(self) -> str:
        reason = f" ({self.edit.effect}: {self.edit.reason})" if self.edit else ""
        return f"{self.side} {self.path}: {self.kind}: {self.page!r} on the page, {self.model!r} in the model{reason}"


def against_model(page: Page, operation: Operation) -> list[Difference]:
    """How the page differs from the model of `operation`; errors count only where the page shows them."""
    found = [*_of_side(operation, "request", page.request), *_of_side(operation, "response", page.response)]
    modelled = tuple(error.name for error in operation.error_shapes)
    if page.errors is not None and page.errors != modelled:
        found.append(Difference("response", "", "errors", page.errors, modelled))
    return found


def _of_side(operation: Operation, side: Side, shown: Schema) -> Iterator[Difference]:
    return _Comparison(operation, side).of("", shown, projection(from_operation(operation, side), side))


class _Comparison:
    def __init__(self, operation: Operation, side: Side) -> None:
        self._side = side
        self._edits = edits_of(operation.name, side)

    def of(self, path: str, page: Schema, model: Schema) -> Iterator[Difference]:
        """The differences at `path` and below."""
        match page.get("properties"), model.get("properties"):
            case dict(shown), dict(modelled):
                yield from self._members(path, shown, modelled)
                yield from self._required(path, page, model, [name for name in modelled if name in shown])
            case None, None:
                yield from self._inner(path, page, model)
            case _:
                yield self._difference(path, "schema", page, model)

    def _members(self, path: str, page: Schema, model: Schema) -> Iterator[Difference]:
        for name in (*model, *(name for name in page if name not in model)):
            below = f"{path}.{name}" if path else name
            if name not in page:
                yield self._difference(below, "only in the model", None, model[name])
            elif name not in model:
                yield self._difference(below, "only on the page", page[name], None)
            else:
                yield from self.of(below, page[name], model[name])
        orders = [name for name in page if name in model], [name for name in model if name in page]
        if orders[0] != orders[1]:
            yield self._difference(path, "order", *orders)

    def _required(self, path: str, page: Schema, model: Schema, names: list[str]) -> Iterator[Difference]:
        for name in names:
            marked = name in page.get("required", ()), name in model.get("required", ())
            if marked[0] != marked[1]:
                yield self._difference(f"{path}.{name}" if path else name, "required", *marked)

    def _inner(self, path: str, page: Schema, model: Schema) -> Iterator[Difference]:
        """The differences of two schemas without members, looked for in what they are made of."""
        for word, mark in (("items", "[]"), ("additionalProperties", "{}")):
            parts = page.get(word), model.get(word)
            if isinstance(parts[0], dict) and isinstance(parts[1], dict):
                yield from self.of(path + mark, parts[0], parts[1])
                page, model = ({key: part for key, part in schema.items() if key != word} for schema in (page, model))
        if page != model:
            yield self._difference(path, "schema", page, model)

    def _difference(self, path: str, kind: Kind, page: Any, model: Any) -> Difference:
        reasons = (edit for edit in self._edits if kind in _EXPLAINS[edit.effect] and edit.is_about(path))
        return Difference(self._side, path, kind, page, model, next(reasons, None))


_EXPLAINS: dict[Effect, frozenset[Kind]] = {
    "filled in": frozenset({"required"}),
    "decoded": frozenset({"schema"}),
    "encoded": frozenset({"required"}),
    "added": frozenset({"only on the page"}),
    "hidden": frozenset({"only in the model"}),
    "renamed": frozenset({"only on the page", "only in the model"}),
    "widened": frozenset({"schema"}),
}
