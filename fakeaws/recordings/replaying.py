"""Recorded interactions as scripts: equal calls in one, their answers in the order in which they came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from fakeaws.errors import FakeAWSError, InputError, RecordingError
from fakeaws.frozen import Frozen, fill
from fakeaws.model import Operation
from fakeaws.origin import Origin
from fakeaws.protocols.quirks import success_status
from fakeaws.recordings.interaction import Broken, Entry, Interaction, RecordedError, Source
from fakeaws.recordings.parameters import rule_for
from fakeaws.recordings.reading import read
from fakeaws.recordings.values import as_boto3
from fakeaws.replies import Error, Response
from fakeaws.script import Recorded, Script, Step, error_status


def scripts_in(
    path: Path,
    refuse: Callable[[Script], None],
    *,
    ordered: bool = False,
    operation: str | None = None,
    skip_broken: bool = False,
) -> tuple[Script, ...]:
    """The scripts of a file, or of all files below a folder; `refuse` raises PlanError for one that no door carries.

    `ordered`, each interaction is a script of its own, in its place. Raises RecordingError, which lists what cannot be
    read or played; with `skip_broken` only if nothing is left.
    """
    scripts: list[Script] = []
    broken: list[Broken] = []
    for entry in _entries(path, operation):
        played = _played(entry, refuse)
        if isinstance(played, Broken):
            broken.append(played)
        else:
            scripts.append(played)
    if not scripts or (broken and not skip_broken):
        problem = "there is nothing in it to replay." if not scripts else _CANNOT_REPLAY
        raise RecordingError(str(path), problem, [str(one) for one in broken])
    return tuple(scripts if ordered else _grouped(scripts))


def _entries(path: Path, operation: str | None) -> Iterator[Entry]:
    """What is recorded there. Raises RecordingError where there is nothing."""
    try:
        return read(path, operation)
    except InputError as error:
        raise RecordingError(error.place, error.problem) from None


def _played(entry: Entry, refuse: Callable[[Script], None]) -> Script | Broken:
    if isinstance(entry, Broken):
        return entry
    if entry.operation is None:
        return Broken(entry.source, "the recording does not say of which operation it is: give operation=.")
    try:
        script = script_of(entry)
        refuse(script)
    except FakeAWSError as error:
        return Broken(entry.source, str(error))
    return script


def script_of(interaction: Interaction) -> Script:
    """One interaction as a script of one step. Raises UnknownOperation, InvalidReply or PlanError."""
    operation = Operation.named(interaction.operation or "")
    params = interaction.params
    rule = None if params is None else rule_for(operation, params)
    reply = reply_of(interaction, operation)
    return Script.of_recording(Recorded(params, rule, not interaction.is_attempt), operation, (Step(reply),))


def reply_of(interaction: Interaction, operation: Operation) -> Response | Error:
    """What was answered, as it was: its members and no others, an error of any code, the status."""
    origin = _origin(interaction.source)
    if interaction.error is not None:
        return _error(interaction.error, interaction.status, operation, origin)
    response = Response.exactly(as_boto3(interaction.response or {}, operation.output_shape))
    status = interaction.status
    has_its_own = status is not None and status in _SUCCESSES and status != success_status(operation, response.members)
    fill(response, written_at=origin, status=status if has_its_own else None)
    return response


def _error(error: RecordedError, status: int | None, operation: Operation, origin: Origin) -> Error:
    is_refusal = status is not None and status in _REFUSALS
    said = Error(error.code, error.message, status=status if is_refusal else None, unmodelled=True)
    modelled = operation.errors.get(error.code)
    members: Any = as_boto3(error.members, modelled.shape if modelled is not None else None)
    fill(said, members=Frozen(members), written_at=origin, status=said.status or error_status(said, operation))
    return said


def _origin(source: Source) -> Origin:
    return Origin(source.file, source.line or 0, source.entry)


def _grouped(scripts: Iterable[Script]) -> list[Script]:
    """One script for all calls that fit each other, at the place of the first."""
    groups: list[list[Script]] = []
    of_operation: dict[tuple[Operation, str], list[list[Script]]] = {}
    for script in scripts:
        near = of_operation.setdefault((script.operation, _names(script)), [])
        group = next((one for one in near if _is_alike(one[0], script)), None)
        if group is None:
            near.append([script])
            groups.append(near[-1])
        else:
            group.append(script)
    return [_joined(group) for group in groups]


def _names(script: Script) -> str:
    recorded = script.recorded
    return "" if recorded is None or recorded.params is None else repr(sorted(map(str, recorded.params)))


def _is_alike(one: Script, other: Script) -> bool:
    if one.recorded is None or other.recorded is None:
        return False
    return one.recorded.whole_calls is other.recorded.whole_calls and (
        one.recorded.params == other.recorded.params or (one.recorded.rule is not None and one.fits(other.params))
    )


def _joined(group: list[Script]) -> Script:
    if len(group) > 1:
        fill(group[0], steps=tuple(step for script in group for step in script.steps))
    return group[0]


_CANNOT_REPLAY = (
    "these entries cannot be replayed; the others can, with skip_broken=True (fakeaws check tells more of them):"
)
_REFUSALS = range(300, 600)
_SUCCESSES = range(200, 300)
