"""What changed from one schema file to another.

Both schemas of a side are walked together, references written out; a pair of references that was met before is
compared once, where it is met first. Against a doc page only what a page shows is compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from fakeaws.errors import InputError
from fakeaws.schema import words
from fakeaws.schema.change import Change, Kind
from fakeaws.schema.dialect import Schema, Side
from fakeaws.schema.edits import Edit, Effect, edits_of
from fakeaws.schema.files import ErrorSchema, OperationSchemas, SchemaFile
from fakeaws.schema.projection import projection
from fakeaws.schema.references import resolved


def diff(old: SchemaFile, new: SchemaFile) -> list[Change]:
    """The changes from `old` to `new`, by operation, in the order of the schemas. Raises InputError.

    Between a page and a model, what botocore is known to edit on its pages is no change.
    """
    found = every_difference(old, new)
    return found if old.kind == new.kind else [change for change in found if edit_behind(change) is None]


def every_difference(old: SchemaFile, new: SchemaFile) -> list[Change]:
    """The same, with what botocore edits on its pages."""
    names = dict.fromkeys((*old.operations, *new.operations))
    shown = "page" in (old.kind, new.kind)
    return [change for name in names for change in _of_operation(name, old, new, only_shown=shown)]


def edit_behind(change: Change) -> Edit | None:
    """The edit of botocore that explains a difference between a page and a model."""
    path = change.path.lstrip("/").replace("/", ".")
    edits = [edit for side in get_args(Side) if side == change.part for edit in edits_of(change.operation, side)]
    return next((edit for edit in edits if change.kind in _EXPLAINS[edit.effect] and edit.is_about(path)), None)


def _of_operation(name: str, old: SchemaFile, new: SchemaFile, *, only_shown: bool) -> Iterator[Change]:
    before, after = old.operations.get(name), new.operations.get(name)
    if before is None or after is None:
        yield _whole_operation(name, old if before is None else new, is_new=before is None)
        return
    for side in get_args(Side):
        sides = (_side(schemas, side, only_shown=only_shown) for schemas in (before, after))
        yield from _Comparison(name, side, *sides).changes()
    if before.errors is not None and after.errors is not None:
        yield from _of_errors(name, before.errors, after.errors, only_shown=only_shown)


def _whole_operation(name: str, without: SchemaFile, *, is_new: bool) -> Change:
    if not without.is_whole:  # a file need not list every operation that there is
        return Change(name, "", "", "operation-not-listed", after=f"not in the {'old' if is_new else 'new'} file")
    return Change(name, "", "", "operation-added" if is_new else "operation-removed")


def _side(schemas: OperationSchemas, side: Side, *, only_shown: bool) -> Schema:
    whole = schemas.request if side == "request" else schemas.response
    try:
        return projection(whole, side) if only_shown else whole
    except KeyError as error:
        raise _broken(error) from None


def _of_errors(
    operation: str, old: Mapping[str, ErrorSchema], new: Mapping[str, ErrorSchema], *, only_shown: bool
) -> Iterator[Change]:
    for name in dict.fromkeys((*old, *new)):
        if name not in old or name not in new:
            yield Change(operation, name, "", "error-added" if name not in old else "error-removed")
        elif not only_shown:
            yield from _of_error(operation, name, old[name], new[name])


def _of_error(operation: str, name: str, old: ErrorSchema, new: ErrorSchema) -> Iterator[Change]:
    if (old.code, old.status) != (new.code, new.status):
        before, after = (f"code {one.code}, status {one.status}" for one in (old, new))
        yield Change(operation, name, "", "error-changed", before, after)
    if old.schema is not None and new.schema is not None:
        yield from _Comparison(operation, name, old.schema, new.schema).changes()


@dataclass
class _Comparison:
    """Two schemas of one part of one operation; remembers the pairs of references that were compared."""

    operation: str
    part: str
    old: Schema
    new: Schema
    _met: set[tuple[str, str]] = field(default_factory=set, init=False)

    def changes(self) -> list[Change]:
        try:
            return list(self._compare(self.old, self.new, ""))
        except KeyError as error:
            raise _broken(error) from None

    def _change(self, path: str, kind: Kind, before: object = "", after: object = "") -> Change:
        return Change(self.operation, self.part, path, kind, str(before), str(after))

    def _compare(self, old: Schema, new: Schema, path: str) -> Iterator[Change]:
        if "$ref" in old and "$ref" in new:
            pair = str(old["$ref"]), str(new["$ref"])
            if pair in self._met:
                return
            self._met.add(pair)
        old, new = resolved(old, self.old), resolved(new, self.new)
        before, after = _type(old), _type(new)
        if before != after:
            yield self._change(path, "type-changed", before, after)
            return
        yield from self._members(old, new, path)
        yield from self._values(old, new, path)
        yield from self._limits(old, new, path)
        yield from self._patterns(old.get("pattern"), new.get("pattern"), path)
        for word in ("items", "additionalProperties"):
            if isinstance(old.get(word), dict) and isinstance(new.get(word), dict):
                yield from self._compare(old[word], new[word], f"{path}/*")
        if "propertyNames" in old or "propertyNames" in new:
            keys = [{"type": "string", **schema.get("propertyNames", {})} for schema in (old, new)]
            yield from self._compare(keys[0], keys[1], f"{path}/(key)")

    def _members(self, old: Schema, new: Schema, path: str) -> Iterator[Change]:
        before, after = old.get("properties", {}), new.get("properties", {})
        needed_before, needed_after = old.get("required", ()), new.get("required", ())
        is_union = "maxProperties" in new and "properties" in new
        for name in dict.fromkeys((*before, *after)):
            place = f"{path}/{name}"
            if name not in before:
                yield self._change(place, "alternative-added" if is_union else "member-added", after=_type(after[name]))
            elif name not in after:
                yield self._change(place, "member-removed", _type(before[name]))
            else:
                yield from self._compare(before[name], after[name], place)
            if name in after and (name in needed_before) != (name in needed_after):
                yield self._change(place, "required-added" if name in needed_after else "required-removed")

    def _values(self, old: Schema, new: Schema, path: str) -> Iterator[Change]:
        before, after = old.get("enum"), new.get("enum")
        if (before is None) != (after is None):
            kind: Kind = "limit-tightened" if before is None else "limit-loosened"
            yield self._change(
                path, kind, *("any text" if values is None else words.one_of(values) for values in (before, after))
            )
            return
        added, removed = _missing(after, before), _missing(before, after)
        if added:
            yield replace(self._change(path, "values-added"), values=added)
        if removed:
            yield replace(self._change(path, "values-removed"), values=removed)

    def _limits(self, old: Schema, new: Schema, path: str) -> Iterator[Change]:
        for word, is_lower in _LIMITS.items():
            before, after = old.get(word), new.get(word)
            if before != after:
                yield self._change(
                    path, _how(before, after, is_lower=is_lower), _limit(word, before), _limit(word, after)
                )

    def _patterns(self, before: str | None, after: str | None, path: str) -> Iterator[Change]:
        if before is None and after is not None:
            yield self._change(path, "pattern-added", after=after)
        elif before is not None and after is None:
            yield self._change(path, "pattern-removed", before)
        elif before != after:
            yield self._change(path, "pattern-changed", before, after)


def _how(before: Any, after: Any, *, is_lower: bool) -> Kind:
    tightens = before is None or (after is not None and (after > before) == is_lower)
    if is_lower:
        return "minimum-tightened" if tightens else "minimum-loosened"
    return "limit-tightened" if tightens else "limit-loosened"


def _missing(values: Iterable[str] | None, others: Iterable[str] | None) -> tuple[str, ...]:
    known = set(others or ())
    return tuple(value for value in values or () if value not in known)


def _limit(word: str, bound: object) -> str:
    return "no limit" if bound is None else words.limit(word, bound)


def _type(schema: Schema) -> str:
    """The type for comparison and for people; structures and maps, which are both dicts, are told apart."""
    match schema:
        case {"$ref": str(reference)}:
            return reference.rpartition("/")[2]
        case {"type": "object", "properties": _}:
            return "a structure"
        case {"type": "object", "additionalProperties": dict()}:
            return "a map"
        case _:
            return words.expected_type(schema)


def _broken(error: KeyError) -> InputError:
    return InputError("a schema", f"a reference leads nowhere: {error}. Write the file anew.")


def breaking(changes: Iterable[Change]) -> list[Change]:
    """Those that can break somebody."""
    return [change for change in changes if change.breaks]


_EXPLAINS: dict[Effect, frozenset[Kind]] = {
    "filled in": frozenset({"required-added", "required-removed"}),
    "decoded": frozenset({"type-changed"}),  # older pages show the text
    "encoded": frozenset({"required-added", "required-removed"}),
    "hidden": frozenset({"member-added", "member-removed"}),
    "renamed": frozenset({"member-added", "member-removed", "required-added", "required-removed"}),
    "widened": frozenset({"type-changed"}),
    "encoded bytes": frozenset(),
}
_LIMITS = {
    # Whether the limit is a lower one, so that more means tighter.
    "minLength": True,
    "maxLength": False,
    "minItems": True,
    "maxItems": False,
    "minProperties": True,
    "maxProperties": False,
    "minimum": True,
    "maximum": False,
}
