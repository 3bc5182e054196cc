"""Whether a run with a failure got the same work done as the one without."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fakeaws.log import LoggedCall, brief, question_of
from fakeaws.script import Response


def is_done(plain: Sequence[LoggedCall], now: Sequence[LoggedCall], met: Sequence[LoggedCall]) -> bool:
    """Whether every question of the plain run was answered in the end as there.

    A poll more or less makes no difference where the answers move; where they are all alike, each counts.
    """
    before, after = _answers(plain, ()), _answers(now, met)
    return all(_is_as_good(answers, after.get(question, [])) for question, answers in before.items())


def is_followed_to_its_end(plain: Sequence[LoggedCall], now: Sequence[LoggedCall], met: Sequence[LoggedCall]) -> bool:
    """Whether what moved while the plain run looked, such as a state, was seen to end as there."""
    before, after = _answers(plain, ()), _answers(now, met)
    return all(_ends_alike(answers, after.get(question, [])) for question, answers in before.items() if _moves(answers))


def _answers(calls: Iterable[LoggedCall], met: Sequence[LoggedCall]) -> dict[str, list[str]]:
    """What was answered to each question; the calls that got nothing but the failure are left out."""
    answers: dict[str, list[str]] = {}
    failed = {id(call) for call in met if call.error is not None or len(call.attempts) == 1}
    for call in calls:
        if id(call) not in failed and isinstance(call.reply, Response):
            answers.setdefault(question_of(call), []).append(brief(call.reply))
    return answers


def _is_as_good(before: list[str], after: list[str]) -> bool:
    return _ends_alike(before, after) and (_moves(before) or len(after) >= len(before))


def _ends_alike(before: list[str], after: list[str]) -> bool:
    return bool(after) and after[-1] == before[-1]


def _moves(answers: list[str]) -> bool:
    return len(set(answers)) > 1
