"""botocore shape -> JSON Schema.

Most shapes are written where they are used. Structures that are used more than once, and every shape
that lies on a cycle, get a place in `$defs` under their botocore name: so recursion ends and deep
models do not explode. All order is the model's order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from fakeaws.model import ListShape, MapShape, Operation, Shape, StructureShape
from fakeaws.schema.descriptions import description_of
from fakeaws.schema.dialect import (
    UNKNOWN_UNION_MEMBER,
    Schema,
    Side,
    event_stream,
    list_of,
    map_of,
    scalar,
    string,
    structure,
    unchecked,
    whole,
)
from fakeaws.schema.patterns import compiled


def from_operation(operation: Operation, side: Side, *, descriptions: bool = False) -> Schema:
    """The schema of what boto3 returns from the operation, or of what it is asked with."""
    is_response = side == "response"
    root = operation.output_shape if is_response else operation.input_shape
    described = _described(operation) if descriptions else {}
    if root is None:
        return {**whole(structure({}), side), **described}
    decodes = operation.decodes if is_response else _nothing
    schema = from_shape(root, side, decodes=decodes, descriptions=descriptions)
    members = _with_added(schema["properties"], operation.added_members) if is_response else schema["properties"]
    return {**schema, "properties": members, **described}


def _with_added(members: Mapping[str, Schema], added: Mapping[str, str]) -> dict[str, Schema]:
    whole = {}
    for name, member in members.items():
        whole[name] = member
        if name in added:
            whole[added[name]] = string()
    return whole


def _nothing(_: Shape) -> bool:
    return False


def from_shape(
    root: StructureShape, side: Side, *, decodes: Callable[[Shape], bool] = _nothing, descriptions: bool = False
) -> Schema:
    """The schema of the structure `root`, as the outermost one of this side; `decodes` as of Operation."""
    conversion = _Conversion(root.name, side, _shared_names(root), decodes, descriptions)
    schema = conversion.of_structure(root)
    payload = root.serialization.get("payload")
    if payload and root.members[payload].type_name == "blob":
        schema["properties"][payload] |= scalar("stream")
    definitions = {"$defs": conversion.definitions} if conversion.definitions else {}
    return {**whole(schema, side), **definitions}


@dataclass
class _Conversion:
    """One schema in the making; `definitions` grows as shared shapes are met."""

    root: str
    side: Side
    shared: frozenset[str]
    decodes: Callable[[Shape], bool]
    descriptions: bool
    definitions: dict[str, Schema] = field(default_factory=dict)

    def of(self, shape: Shape) -> Schema:
        """The schema of `shape`, or a reference to it, as the model describes it in this place."""
        schema = self._undescribed(shape)
        return {**schema, **_described(shape)} if self.descriptions else schema

    def _undescribed(self, shape: Shape) -> Schema:
        if shape.name == self.root:
            return {"$ref": "#"}
        if shape.name not in self.shared:
            return self._written_out(shape)
        if shape.name not in self.definitions:
            self.definitions[shape.name] = {}  # taken, so that recursion finds it
            self.definitions[shape.name] |= self._written_out(shape)
        return {"$ref": f"#/$defs/{shape.name}"}

    def of_structure(self, shape: StructureShape) -> Schema:
        members = {name: self.of(member) for name, member in shape.members.items()}
        if not shape.is_tagged_union:
            return structure(members, [name for name in members if name in shape.required_members])
        if self.side == "response":
            members[UNKNOWN_UNION_MEMBER] = map_of(string())
        return {**structure(members), "minProperties": 1, "maxProperties": 1}

    def _written_out(self, shape: Shape) -> Schema:
        match shape:
            case StructureShape() if shape.is_document_type:
                return scalar("document")
            case StructureShape() if shape.serialization.get("eventstream"):
                return event_stream(self.of_structure(shape))
            case StructureShape():
                return self.of_structure(shape)
            case ListShape():
                return {**list_of(self.of(shape.member)), **_limits(shape, "Items")}
            case MapShape():
                keys = _constraints(shape.key)
                names = {"propertyNames": keys} if keys else {}
                return {**map_of(self.of(shape.value)), **names, **_limits(shape, "Properties")}
            case _:
                return scalar("decoded") if self.decodes(shape) else _of_scalar(shape)


def _described(documented: Shape | Operation) -> Schema:
    text = description_of(documented)
    return {"description": text} if text else {}


def _of_scalar(shape: Shape) -> Schema:
    if _is_json_in_a_header(shape):
        return scalar("document")
    kind = _SCALAR_KINDS[shape.type_name]
    if kind == "string":
        return {**string(), **_constraints(shape)}
    if kind in ("integer", "number"):
        bounds = {"minimum": shape.metadata.get("min"), "maximum": shape.metadata.get("max")}
        return {**scalar(kind), **{word: bound for word, bound in bounds.items() if bound is not None}}
    return scalar(kind)  # a blob's length is that of its bytes, which JSON does not hold


def _constraints(text: Shape) -> Schema:
    """What a string must keep to: its values, length and pattern."""
    values = {"enum": list(text.metadata["enum"])} if text.metadata.get("enum") else {}
    pattern = text.metadata.get("pattern")
    return {**values, **_limits(text, "Length"), **(_search(pattern) if pattern else {})}


def _search(pattern: str) -> Schema:
    return {"pattern": pattern} if compiled(pattern) else unchecked(pattern)


def _limits(shape: Shape, what: str) -> Schema:
    """`min` and `max` of a shape as lengths; that it is at least nothing says nothing."""
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    lower = {f"min{what}": int(least)} if least is not None and least > 0 else {}
    return {**lower, **({f"max{what}": int(most)} if most is not None and most >= 0 else {})}


def _is_json_in_a_header(shape: Shape) -> bool:
    # botocore decodes these, so the caller never sees the text.
    traits = shape.serialization
    return bool(traits.get("jsonvalue")) and traits.get("location") == "header"


def _shared_names(root: StructureShape) -> frozenset[str]:
    children = _graph(root)
    uses = Counter(name for used in children.values() for name, kind in used if kind == "structure")
    return frozenset(_on_cycles(children) | {name for name, count in uses.items() if count > 1})


def _graph(root: StructureShape) -> dict[str, list[tuple[str, str]]]:
    """The structures, lists and maps below `root`: name -> name and kind of each use in it."""
    graph: dict[str, list[tuple[str, str]]] = {}
    waiting: list[Shape] = [root]
    while waiting:
        shape = waiting.pop()
        if shape.name not in graph:
            below = [part for part in _parts(shape) if _holds_others(part)]
            graph[shape.name] = [(child.name, child.type_name) for child in below]
            waiting.extend(below)
    return graph


def _parts(shape: Shape) -> list[Shape]:
    match shape:
        case StructureShape():
            return list(shape.members.values())
        case ListShape():
            return [shape.member]
        case MapShape():
            return [shape.value]
        case _:
            return []


def _holds_others(shape: Shape) -> bool:
    if isinstance(shape, StructureShape):
        return not shape.is_document_type
    return isinstance(shape, (ListShape, MapShape))


def _on_cycles(children: dict[str, list[tuple[str, str]]]) -> set[str]:
    """The names on cycles or between two of them: what is left when leaves, and then leaves' leaves, fall."""
    below = {name: {child for child, _ in used} for name, used in children.items()}
    above: dict[str, set[str]] = {name: set() for name in below}
    for name, used in below.items():
        for child in used:
            above[child].add(name)
    return _without_ends(above, _without_ends(below, set(below)))


def _without_ends(links: dict[str, set[str]], names: set[str]) -> set[str]:
    kept = set(names)
    while ends := {name for name in kept if not links[name] & kept}:
        kept -= ends
    return kept


_SCALAR_KINDS = {
    "string": "string",
    "character": "string",
    "boolean": "boolean",
    "integer": "integer",
    "long": "integer",
    "float": "number",
    "double": "number",
    "timestamp": "timestamp",
    "blob": "blob",
}
