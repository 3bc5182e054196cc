"""Scrubbing: each secret of a value, an interaction or a document becomes its stand-in."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from fakeaws.errors import UnknownOperation
from fakeaws.model import MapShape, Operation, Shape
from fakeaws.recordings.interaction import Interaction, RecordedError
from fakeaws.recordings.scrub.bodies import mended
from fakeaws.recordings.scrub.drawn import drawn_for, fits, is_drawn
from fakeaws.recordings.scrub.kinds import FORMS, KINDS, Kind
from fakeaws.recordings.scrub.marked import choices_of, is_marked, marked_texts, unmarked
from fakeaws.recordings.scrub.names import kind_named
from fakeaws.recordings.scrub.pieces import within_pieces
from fakeaws.recordings.scrub.stand_ins import StandIns, is_alike
from fakeaws.recordings.scrub.texts import as_json, held_in_json, opened, within
from fakeaws.recordings.values import element_of, part_of


class Scrubber:
    """Replaces secrets, with one key; keeps which secrets it met, and how many of each kind it replaced.

    What the model marks as sensitive is known for all that follows once an interaction with it was met: `learn` from
    all of them first, where there are several. `also` are further names of members that hold secrets.
    """

    def __init__(self, key: bytes, *, also: Iterable[str] = ()) -> None:
        self.counts: Counter[str] = Counter()
        self.secrets: set[str] = set()
        self.named: set[str] = set()
        self._secret = key
        self._made = StandIns(key)
        self._also = frozenset(also)
        self._marked: set[str] = set()
        self._short: set[tuple[str, str]] = set()
        self._pattern: re.Pattern[str] | None = None

    def learn(self, interaction: Interaction) -> None:
        """Know, from now on and wherever they stand, the texts that the model marks as sensitive in this one."""
        marked = set(_marked_in(interaction))
        self._short |= {(name, text) for name, text in marked if 0 < len(text) < _TELLING}
        self._know(text for _, text in marked)

    def learn_document(self, document: Any) -> None:
        """Know, from now on and wherever they stand, the texts that are secret in this document by their names."""
        probe = Scrubber(self._secret, also=self._also)
        probe.document(document)
        self._know(probe.named)

    def _know(self, secrets: Iterable[str]) -> None:
        texts = {text for text in secrets if len(text) >= _TELLING and not is_alike(text)}
        if not texts <= self._marked:
            self._marked |= texts
            longest_first = sorted(self._marked, key=lambda text: (-len(text), text))
            self._pattern = re.compile("|".join(map(re.escape, longest_first)))

    def interaction(self, interaction: Interaction) -> Interaction:
        """The interaction without its secrets."""
        self.learn(interaction)
        input_shape, output_shape, errors = _shapes(interaction.operation)
        error = interaction.error
        return replace(
            interaction,
            params=None if interaction.params is None else self._modelled(interaction.params, input_shape),
            response=self._modelled(interaction.response, output_shape),
            error=None if error is None else self._error(error, errors.get(error.code)),
        )

    def document(self, value: Any, name: str = "") -> Any:
        """What JSON or YAML holds, without the secrets in its texts, keys and bytes; `name` is what it is called."""
        match value:
            case Mapping():
                names = _called(value, name)
                return mended({self._key(key): self.document(one, names[key]) for key, one in value.items()}, value)
            case list() | tuple():
                return [self.document(one, name) for one in value]
            case str():
                return self.text(value, name)
            case bytes() | bytearray():
                return opened(bytes(value), lambda text: self.text(text, name))
            case int() if not isinstance(value, bool) and str(value) in self.secrets:
                return int(self._made.account(str(value))) if len(str(value)) == _ACCOUNT else value
            case _:
                return value

    def text(self, text: str, name: str = "", depth: int = 0) -> str:
        """The text without its secrets; all of it is one where its name says so."""
        kind = "named by you" if name in self._also else kind_named(name, text)
        if (name, text) in self._short:
            kind = "sensitive"
        if kind and text:
            self.named.add(text)
            return self._replaced(kind, text)
        if depth < _DEEPEST:
            deeper = functools.partial(self.text, depth=depth + 1)
            changed = within(text, name, deeper, self.document)
            if changed is not None:
                return changed
            text = within_pieces(text, lambda inner: deeper(inner, name), opened)
        return self._plain(_NAMED.sub(self._named_in, text))

    def _named_in(self, match: re.Match[str]) -> str:
        """A name and its value in the middle of a text, the value replaced where the name is that of a secret."""
        said = match["said"]
        kind = kind_named(match["name"], said)
        if kind is None:
            return match[0]
        self.named.add(said)
        return match["head"] + self._replaced(kind, said)

    def _plain(self, text: str) -> str:
        parts, end = [], 0
        for start, stop, kind in _claims(text, self._pattern):
            parts += [text[end:start], self._replaced(kind, text[start:stop])]
            end = stop
        return "".join([*parts, text[end:]])

    def _replaced(self, kind: str, secret: str) -> str:
        """What stands for a secret, by its looks where they are of a kind, so that it is the same one everywhere."""
        form = _form_of(secret) or _KIND_OF.get(kind)
        if is_alike(secret) or (form is not None and form.is_harmless(secret)):
            return secret
        self.secrets.add(secret)
        self.counts[kind] += 1
        return self._made.alike(secret) if form is None else form.stand_in(self._made, secret)

    def _key(self, key: Any) -> Any:
        return self._plain(key) if isinstance(key, str) else key

    def _modelled(self, value: Any, shape: Shape | None, name: str = "", *, marked: bool = False) -> Any:
        """A value without its secrets, those among them that the model marks."""
        marked = marked or is_marked(shape)
        match value:
            case Mapping():
                names = _called(value, name)
                return {
                    self._key_of(shape, key, marked=marked): self._modelled(
                        one, part_of(shape, key), names[key], marked=marked
                    )
                    for key, one in value.items()
                }
            case list() | tuple():
                return [self._modelled(one, element_of(shape), name, marked=marked) for one in value]
            case str() if not marked:
                if choices_of(shape) or (fits(value, shape) and is_drawn(value, shape)):
                    return value
                return self._fitting(value, self.document(value, name), shape)
            case _:
                return self._sensitive(value, shape) if marked else self.document(value, name)

    def _key_of(self, shape: Shape | None, key: Any, *, marked: bool) -> Any:
        if isinstance(shape, MapShape) and (marked or is_marked(shape.key)):
            return key if choices_of(shape.key) else self._sensitive(key, shape.key)
        return self._key(key)

    def _sensitive(self, value: Any, shape: Shape | None = None) -> Any:
        match value:
            case bytes() | bytearray():
                return self._sensitive_bytes(bytes(value))
            case str() if is_drawn(value, shape):
                return value
            case str() if not choices_of(shape):
                held = held_in_json(value)
                if held is None:
                    return self._fitting(value, self._replaced("sensitive", value), shape)
                return as_json(self._modelled(held, None, marked=True), like=value)
            case _:
                return unmarked(value, shape)

    def _fitting(self, secret: str, made: str, shape: Shape | None) -> str:
        """What was made of a text; where that led out of its pattern, a stand-in by its letters, or by the pattern."""
        if made == secret or fits(made, shape) or not fits(secret, shape):
            return made
        alike = self._made.alike(secret)
        return alike if fits(alike, shape) else drawn_for(self._made.number(secret), shape) or alike

    def _sensitive_bytes(self, value: bytes) -> bytes:
        changed = opened(value, lambda text: str(self._sensitive(text)))
        return changed if changed != value or not value else self._made.bytes_alike(value)

    def _error(self, error: RecordedError, shape: Shape | None) -> RecordedError:
        return RecordedError(error.code, self.text(error.message), self._modelled(error.members, shape))


def _marked_in(interaction: Interaction) -> Iterator[tuple[str, str]]:
    input_shape, output_shape, errors = _shapes(interaction.operation)
    yield from marked_texts(interaction.params, input_shape)
    yield from marked_texts(interaction.response, output_shape)
    if interaction.error is not None:
        yield from marked_texts(interaction.error.members, errors.get(interaction.error.code))


def _form_of(secret: str) -> Kind | None:
    """The kind that all of a text is of."""
    for kind in (*KINDS, *FORMS):
        match = kind.pattern.fullmatch(secret)
        if match is not None and kind.secret_in(match) == (0, len(secret)):
            return kind
    return None


def _claims(text: str, literals: re.Pattern[str] | None) -> list[tuple[int, int, str]]:
    """Where secrets stand in a text, in order and apart; what is harmless keeps its place to itself."""
    taken: list[tuple[int, int, str | None]] = []
    if literals is not None:
        taken += [(*match.span(), "sensitive") for match in literals.finditer(text)]
    for kind in KINDS:
        for match in kind.pattern.finditer(text):
            start, stop = kind.secret_in(match)
            if start < stop and not any(start < end and begin < stop for begin, end, _ in taken):
                taken.append((start, stop, None if kind.is_harmless(text[start:stop]) else kind.name))
    return sorted((start, stop, name) for start, stop, name in taken if name is not None)


def _called(value: Mapping[Any, Any], name: str) -> dict[Any, str]:
    """What each value of a mapping is called: by its key, or, in a pair of name and value, by the name.

    A value without a name beside it has that of the mapping, `name`.
    """
    said = next((value[one] for one in _NAMES if isinstance(value.get(one), str)), name or None)
    return {key: said if said is not None and key in _VALUES else str(key) for key in value}


@functools.lru_cache(maxsize=256)
def _shapes(name: str | None) -> tuple[Shape | None, Shape | None, Mapping[str, Shape]]:
    try:
        operation = Operation.named(name or "")
    except UnknownOperation:
        return None, None, {}
    return operation.input_shape, operation.output_shape, {code: one.shape for code, one in operation.errors.items()}


_KIND_OF = {kind.name: kind for kind in KINDS}
_TELLING = 8
"""How long a sensitive text is that is looked for within others: a shorter one would be found in words."""
_DEEPEST = 4
_ACCOUNT = 12
_NAMED = re.compile(
    r"""(?P<head>(?<![\w.-])(?P<name>[A-Za-z][\w.-]{2,60})\\?["']?\s{0,2}[:=]\s{0,2}\\?["']?)"""
    r"""(?P<said>(?=[^\s"'\\]*[A-Za-z])(?=[^\s"'\\]*\d)[^\s"'\\,;&<>{}()\[\]]{8,})"""
)
"""A name with its value in a log or a command; a value of letters and digits, since words of prose are none."""
_NAMES = ("Name", "name", "Key", "key", "ParameterKey", "OptionName", "Header")
_VALUES = frozenset({"Value", "value", "ParameterValue", "Values", "values"})
