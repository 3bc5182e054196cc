"""What a surprise says: what was called, what was scripted, how they differ, and what to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from keyword import iskeyword
from typing import Any

from fakeaws.clock import offset
from fakeaws.log import LoggedCall, is_plain, timeline
from fakeaws.matching import differences, fits, told
from fakeaws.model import Operation
from fakeaws.nearest import did_you_mean, nearest
from fakeaws.script import Script, Step


def explain_unscripted(
    call: LoggedCall, operation: Operation, scripts: Iterable[Script], stub: str, turn: Script | None = None
) -> str:
    """Why no script answers this call: there is none, none fits its parameters, or all are played to their end.

    `stub` is a reply that the operation could give, as source text. `turn` is what was recorded before the call, where
    the call came too early.
    """
    everything = list(scripts)
    own = [script for script in everything if script.operation == operation]
    fitting = [script for script in own if script.fits(call.asked(script))]
    if turn is not None:
        why = _out_of_turn(turn)
    elif fitting:
        why = _at_its_end(fitting[-1])
    elif own:
        why = _misses(_nearest(own, call), call)
    else:
        scripted = sorted({script.operation.name for script in everything})
        why = [
            f"no script answers it.{did_you_mean(call.operation, scripted) if scripted else ' Nothing is scripted.'}"
        ]
    head = f"{call.operation} was called{_place(call)}, and {why[0]}"
    asked = ["The call:", f"    {_source(call.operation, call.params)}"]
    remedy = ["To answer it:", f"    {_on(call.operation, call.params)}.play({stub})"]
    anew = [_RECORD_ANEW] if any(script.recorded for script in own) else []
    return "\n".join([head, *why[1:], *asked, *remedy, *anew])


def _place(call: LoggedCall) -> str:
    at = f" at {call.made_at}" if call.made_at.line else ""
    return at if call.thread == "MainThread" else f"{at} in the thread {call.thread}"


def missed_parameters(call: LoggedCall, operation: Operation, scripts: Iterable[Script]) -> dict[str, Any] | None:
    """What the nearest script asks for, if the call has other parameters than every script of its operation."""
    own = [script for script in scripts if script.operation == operation]
    if not own or any(script.fits(call.asked(script)) for script in own):
        return None
    return dict(_nearest(own, call).params)


def _nearest(scripts: Iterable[Script], call: LoggedCall) -> Script:
    return min(scripts, key=lambda script: len(script.differences(call.asked(script))))


def explain_polling(
    call: LoggedCall, calls: Iterable[LoggedCall], times: int, start: datetime, *, sleeping: bool
) -> str:
    """Why the code under test counts as polling for ever, with the history of its polls."""
    polls = [one for one in calls if one.operation == call.operation]
    if sleeping:
        cause, remedy = "nothing more will happen", f"It should stop at {call.told()}, or give up after a while."
    else:
        cause, remedy = "no time passed between them: it does not sleep", "It should sleep between its polls."
    what = f"{call.operation} gave the same answer {times} times in a row, and {cause}."
    return "\n".join(
        [
            f"The code under test polls for ever: {what}",
            *_history(polls, start),
            f"{remedy} If it is right to go on: {_set('max_polls=...')}.",
        ]
    )


def explain_sleeping(calls: Iterable[LoggedCall], start: datetime, sleeps: int) -> str:
    """Why the code under test counts as sleeping for ever: it does not ask AWS anything in between."""
    return "\n".join(
        [
            f"The code under test goes on for ever: it has slept {sleeps} times since it last asked AWS anything.",
            *_history(list(calls), start),
            f"It should ask again between its sleeps. If it is right to go on: {_set('max_polls=...')}.",
        ]
    )


def explain_overrun(calls: Iterable[LoggedCall], limit: object, start: datetime) -> str:
    """Why the code under test counts as waiting for ever: too much virtual time would have passed."""
    return "\n".join(
        [
            f"The code under test goes on for ever: more than {limit} of virtual time would have passed.",
            *_history(list(calls), start),
            f"If it is right to wait that long: {_set('max_time=timedelta(...)')}.",
        ]
    )


def _set(option: str) -> str:
    """Both ways to set an option of the fake."""
    return f"@pytest.mark.fake_aws({option}), or FakeAWS(Options({option}))"


def explain_calls(
    operation: str, params: Mapping[str, Any], calls: Iterable[LoggedCall], expected: str, start: datetime
) -> str:
    """How the calls of an operation differ from those that a test expects."""
    every = list(calls)
    fitting = [call for call in every if fits(params, call.params)]
    others = [call for call in every if not fits(params, call.params)]
    asked = _arguments(params)
    lines = [f"{operation}({asked}) was called {_times(len(fitting))}; expected: {expected}."]
    lines += [f"    {line}" for line in timeline(fitting, start)]
    lines += ["Other calls of it differ:"] if others else [] if fitting else ["It was not called at all."]
    for call in others[:_MOST_SHOWN]:
        lines.append(f"    {offset(call.at - start)}  [{call.made_at}]")
        lines += [f"        {line}" for line in told(differences(params, call.params), "the test")]
    return "\n".join(lines + ([f"    ... and {len(others) - _MOST_SHOWN} more"] if len(others) > _MOST_SHOWN else []))


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def explain_key(key: object, calls: Iterable[LoggedCall]) -> str | None:
    """What to say of a KeyError for a key that the last answer cannot have; None where it can."""
    answered = [call for call in calls if call.attempts]
    shape = Operation.named(answered[-1].operation).output_shape if answered else None
    if shape is None or not isinstance(key, str) or key in shape.members:
        return None
    near = nearest(key, shape.members)
    return f"{key!r} is no member of {answered[-1].operation}'s response. Did you mean {near}?" if near else None


def explain_surprises(surprises: Iterable[BaseException], error: BaseException | None) -> list[str]:
    """The surprises as text, each once; without those that are told where `error`, or what led to it, is shown."""
    shown = [str(one) for one in _chain(error)]
    texts = dict.fromkeys(f"{type(one).__name__}: {one}" for one in surprises if not _is_in(str(one), shown))
    more = len(texts) - _MOST_SHOWN
    return [*list(texts)[:_MOST_SHOWN], *([f"... and {more} more surprises"] if more > 0 else [])]


def _is_in(text: str, shown: list[str]) -> bool:
    return any(text in one for one in shown)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and those that are shown with it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def leftover(script: Script, step: Step, said: int) -> str:
    """One step that was never, or not often enough, asked for."""
    if step.count is None or step.count == 1:
        how = "written" if script.recorded is None else "recorded"
        return f"{script}: {step}, {how} at {step.reply.written_at}"
    return f"{script}: {step}, said {said} of {step.count} times, written at {step.reply.written_at}"


def _out_of_turn(turn: Script) -> list[str]:
    return [f"in the recording it is not its turn yet: {turn} comes before it, recorded at {turn.written_at}."]


def _at_its_end(script: Script) -> list[str]:
    if script.recorded is not None:
        answers = [f"    {step}   [{step.reply.written_at}]" for step in script.steps]
        return ["all that was recorded of it is played to its end:", *answers]
    steps = [f"    {step}   [{step.reply.written_at}]" for step in script.steps]
    return [
        f"the script for it, written at {script.written_at}, is played to its end:",
        *steps,
        "If the last answer should stay, end it with .forever().",
    ]


def _misses(script: Script, call: LoggedCall) -> list[str]:
    found = script.differences(call.asked(script))
    if script.recorded is not None:
        what, who = f"it was not recorded like this. The nearest, recorded at {script.written_at}", "the recording"
    else:
        what, who = (
            f"no script fits its parameters. The nearest, {script}, written at {script.written_at}",
            "the script",
        )
    return [f"{what}, differs:", *(f"    {line}" for line in told(found, who))]


def _history(calls: list[LoggedCall], start: datetime, most: int = 12) -> list[str]:
    lines = [f"    {line}" for line in timeline(calls, start)]
    cut = len(lines) - most
    return lines if cut <= 0 else [*lines[:2], f"    ... {cut} lines left out ...", *lines[-(most - 2) :]]


def _source(operation: str, params: Mapping[str, Any]) -> str:
    method = operation.rpartition(".")[2]
    return f"{method}({_arguments(params)})"


def _arguments(params: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={_cut(value)}" for name, value in params.items())


def _cut(value: object) -> str:
    """The value as source text, and where it is long its beginning."""
    if isinstance(value, (str, bytes, bytearray)) and len(value) > _LONGEST_SHOWN:
        return f"{value[:_LONGEST_SHOWN]!r}... ({len(value)} {'characters' if isinstance(value, str) else 'bytes'})"
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."


def _on(operation: str, params: Mapping[str, Any]) -> str:
    """How calls like this one are scripted: by what is short and plain, and so can be pasted."""
    names = [name for name in params if name.isidentifier() and not iskeyword(name)]
    texts = {name: repr(params[name]) for name in names if is_plain(params[name])}
    only = "".join(f", {name}={text}" for name, text in texts.items() if len(text) <= _LONGEST_PASTED)
    return f'fake_aws.on("{operation}"{only})'


_RECORD_ANEW = "If the code is right, record it anew: pytest --fake-aws-record=FOLDER, or fakeaws.record(file)."
_LONGEST_SHOWN = 300
_LONGEST_PASTED = 60
_MOST_SHOWN = 5
