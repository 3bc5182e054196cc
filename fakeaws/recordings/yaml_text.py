"""YAML as recordings have it, safely: texts, numbers, bytes, lists and mappings, and nothing that runs.

Plain words are read as YAML 1.2's core schema has them, which the AWS CLI writes: `no` is a text, and so is a time.
Of Python's own tags those are known that vcrpy writes for texts and bytes. A file of many entries is cut at the lines
on which they begin, so that a broken one does not hide the next, and anchors hold from one to the next.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import Any

from fakeaws.errors import InputError
from fakeaws.recordings.file import LIMIT, complain_of_bytes
from fakeaws.recordings.json_text import Item


class YAMLReader:
    """Reads pieces of one file; what an anchor marks in one piece, an alias of a later one may name."""

    def __init__(self) -> None:
        self._anchors: dict[str, Any] = {}

    def value(self, text: str, line: int = 1) -> Any:
        """The one value in a text that begins on that line of its file. Raises InputError."""
        yaml = _yaml()
        complain_of_bytes(text, "")
        try:
            composer = _composer()(text)
            composer.anchors = self._anchors
            node = composer.only_node()
            _expect_bounded(node, max(_HEAVIEST, len(text)))
            return None if node is None else composer.construct_document(node)
        except InputError:
            raise
        except yaml.YAMLError as error:
            raise InputError("", _problem(error, line)) from None
        except RecursionError:
            raise InputError("", "nested too deeply to be read.") from None
        except (ValueError, TypeError, OverflowError) as error:  # of a scalar with a tag that it does not fit
            raise InputError("", f"{error}.") from None


def yaml_pages(lines: Iterable[str]) -> Iterator[Item]:
    """The entries of a document that is a list in block style, one by one."""
    for item in yaml_items(lines, None):
        if item.line:
            yield item
        elif item.problem is not None or item.value is not None:
            yield Item(0, problem=item.problem or "expected nothing but a list, found more beside it.")


def yaml_items(lines: Iterable[str], key: str | None) -> Iterator[Item]:
    """The entries of the list under a key at the top of a document in block style, one by one, and what is around it.

    Without a key it is the document. What stands around the list comes last, as an item on line 0.
    """
    reader, around = YAMLReader(), list[str]()
    piece: list[str] = []
    start, indent, is_within, size = 1, "", key is None, 0
    for number, line in enumerate(lines, 1):
        if not is_within:
            is_within = line.rstrip() == f"{key}:"
            around.append(line if not is_within else "")
        elif (match := _DASH.match(line)) and (not piece or match["indent"] == indent):
            if piece:
                yield _item(reader, piece, start)
            piece, start, indent, size = [line], number, match["indent"], 0
        elif line.strip() and not line.startswith((" ", "#", "-")):
            is_within = False
            around.append(line)
        elif piece:
            size += len(line)
            piece += [line] if size <= LIMIT else []
    if piece:
        yield _item(reader, piece, start)
    yield _around(around)


def _item(reader: YAMLReader, piece: list[str], line: int) -> Item:
    if sum(map(len, piece)) > LIMIT:
        return Item(line, problem=f"one entry of more than {LIMIT >> 20} MiB.")
    try:
        value = reader.value("".join(piece), line)
    except InputError as error:
        return Item(line, problem=error.problem)
    if not isinstance(value, list) or len(value) != 1:
        return Item(line, problem="expected one entry of a list.")
    return Item(line, value[0])


def _around(lines: list[str]) -> Item:
    if sum(map(len, lines)) > LIMIT:
        return Item(0, problem=f"more than {LIMIT >> 20} MiB that are no list of entries in block style.")
    try:
        return Item(0, YAMLReader().value("".join(lines)))
    except InputError as error:
        return Item(0, problem=error.problem)


def _problem(error: Any, line: int) -> str:
    problem = str(getattr(error, "problem", None) or error).partition("\n")[0]
    mark = getattr(error, "problem_mark", None)
    return f"{problem}, in line {line + mark.line}, column {mark.column + 1}." if mark else f"{problem}."


def _expect_bounded(node: Any, most: int) -> None:
    """Refuse aliases that hold themselves, or that would make a small file very large."""
    if _weight(node, {}) > most:
        raise InputError("", f"aliases that make more than {most} values of these few.")


def _weight(node: Any, known: dict[int, int | None]) -> int:
    """How many values a node stands for, its aliases written out."""
    if node is None or isinstance(node.value, str):
        return 1
    if id(node) not in known:
        known[id(node)] = None
        parts = [part for pair in node.value for part in (pair if isinstance(pair, tuple) else (pair,))]
        known[id(node)] = 1 + sum(_weight(part, known) for part in parts)
    weight = known[id(node)]
    if weight is None:
        raise InputError("", "an alias within what it stands for.")
    return weight


def _yaml() -> Any:
    try:
        import yaml
    except ImportError:
        raise InputError(
            "", "YAML is read by PyYAML, which is not installed: pip install 'fakeaws[recordings]'."
        ) from None
    return yaml


@functools.cache
def _composer() -> Any:  # noqa: C901  # one class, whose parents are there only where PyYAML is
    """The class that makes values of a text: libyaml's events where it is there, and constructors of data only."""
    yaml = _yaml()

    class Composer(yaml.composer.Composer, yaml.constructor.SafeConstructor, yaml.resolver.BaseResolver):  # type: ignore[misc, name-defined]
        def __init__(self, text: str) -> None:
            yaml.composer.Composer.__init__(self)
            yaml.constructor.SafeConstructor.__init__(self)
            yaml.resolver.BaseResolver.__init__(self)
            events = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
            self.check_event, self.get_event, self.peek_event = (
                events.check_event,
                events.get_event,
                events.peek_event,
            )

        def only_node(self) -> Any:
            self.get_event()
            if self.check_event(yaml.StreamEndEvent):
                return None
            self.get_event()
            node = self.compose_node(None, None)
            self.get_event()
            if not self.check_event(yaml.StreamEndEvent):
                raise yaml.composer.ComposerError(problem="expected one document, found another behind it")
            return node

        def construct_mapping(self, node: Any, deep: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002
            made: dict[str, Any] = {}
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    what = "expected a text for a key"
                    raise yaml.constructor.ConstructorError(None, None, what, key.start_mark)
                if key.value in made:
                    what = f"expected each key once, found {key.value!r} twice in one mapping"
                    raise yaml.constructor.ConstructorError(None, None, what, key.start_mark)
                made[key.value] = self.construct_object(value, deep=deep)
            return made

        def construct_buffer(self, node: Any) -> bytes:
            """What is in the BytesIO of a request, as vcrpy writes it: the first of its state."""
            state = self.construct_mapping(node, deep=True).get("state") or [b""]
            return state[0].encode() if isinstance(state[0], str) else bytes(state[0])

        def construct_parts(self, node: Any) -> list[Any]:
            """What an iterator of a request went over, as vcrpy writes it."""
            arguments = self.construct_mapping(node, deep=True).get("args") or [[]]
            return list(arguments[0])

    for tag, construct in (
        ("python/str", Composer.construct_scalar),
        ("python/unicode", Composer.construct_scalar),
        ("python/tuple", Composer.construct_yaml_seq),
        ("python/object/new:_io.BytesIO", Composer.construct_buffer),
        ("python/object/apply:builtins.iter", Composer.construct_parts),
    ):
        Composer.add_constructor(f"{_TAG}{tag}", construct)
    for tag, pattern, starts in _PLAIN:
        Composer.add_implicit_resolver(f"{_TAG}{tag}", re.compile(pattern), list(starts) or [""])
    return Composer


_TAG = "tag:yaml.org,2002:"
_PLAIN = (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"^(?:~|null|Null|NULL)$", "~nN"),
    ("null", r"^$", ""),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    ("float", r"^[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("float", r"^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$", "-+."),
)
"""What plain words are. `1e5` and `012` stay texts: PyYAML writes texts that look so without quotes."""

_DASH = re.compile(r"(?P<indent> *)-(?:\s|$)")
_HEAVIEST = 1_000_000
