"""What the code under test did with a failure, in one word each: `VERDICTS`, and the rule that finds it."""

from __future__ import annotations

import dis
import os
import sysconfig
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, TypeAlias

from fakeaws.errors import FakeAWSError, PollingForever, UnscriptedCall
from fakeaws.log import LoggedCall
from fakeaws.matrix.work import is_done, is_followed_to_its_end

Verdict: TypeAlias = Literal[
    "survived", "raised", "differed", "hung", "swallowed", "crashed", "leaked", "unscripted", "unreached"
]
Kinds: TypeAlias = "type[BaseException] | tuple[type[BaseException], ...]"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a verdict says, and how bad it is: 0 is not."""

    sentence: str
    badness: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a run with a failure left behind, beside the run without.

    `met` are the calls that got the failure. `ended` is what the test failed with, None where it passed. `accepted` is
    what its `pytest.raises` and the like took, in this run and in the plain one. `took_step` says that the service did
    the work of the failed call, and `is_of_the_test` whether an exception was raised by the test itself.
    """

    met: Sequence[LoggedCall]
    calls: Sequence[LoggedCall]
    surprises: Sequence[BaseException]
    left_steps: bool
    ended: BaseException | None
    accepted: Sequence[BaseException]
    plain_calls: Sequence[LoggedCall]
    plain_accepted: Sequence[BaseException]
    took_step: bool
    raises: Kinds
    is_of_the_test: Callable[[BaseException], bool]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict, and the exception that it is about, where there is one."""

    verdict: Verdict
    error: BaseException | None = None


def judge(evidence: Evidence) -> Judgement:
    """The verdict on one run; the first rule that holds, in the order of the function."""
    if not evidence.met:
        return Judgement("unreached")
    endless = [one for one in (*evidence.surprises, evidence.ended) if isinstance(one, PollingForever)]
    if endless:
        return Judgement("hung", endless[0])
    unscripted = [one for one in evidence.surprises if isinstance(one, UnscriptedCall)]
    if unscripted and _is_new(unscripted[0], evidence):
        return Judgement("unscripted", unscripted[0])
    taken = next((error for error in evidence.accepted if _is_new_to_the_test(error, evidence)), None)
    if taken is not None:
        return Judgement("raised", taken)
    reached = _reached(evidence)
    if reached is not None:
        return Judgement(_of_raised(reached, evidence), reached)
    return Judgement(_of_silent(evidence), evidence.ended)


def _of_silent(evidence: Evidence) -> Verdict:
    """The verdict where no exception came from the failure: what counts is whether the work was done."""
    told = evidence.plain_calls, evidence.calls, evidence.met
    if evidence.left_steps or evidence.surprises:
        return "swallowed"
    if evidence.ended is None:
        return "survived" if is_followed_to_its_end(*told) else "swallowed"
    return "differed" if is_done(*told) else "swallowed"


def _of_raised(error: BaseException, evidence: Evidence) -> Verdict:
    if isinstance(error, evidence.raises):
        return "raised"
    is_of_the_call = any(error is call.error for call in evidence.met)
    if _is_a_mistake(error) and not is_of_the_call:
        return "crashed"
    is_raw = is_of_the_call or _package(error) in _RAW
    return "leaked" if is_raw and evidence.raises else "raised"


def _reached(evidence: Evidence) -> BaseException | None:
    """What the code under test raised for the failure, and the test did not expect."""
    ended = evidence.ended
    if ended is None or isinstance(ended, FakeAWSError):
        return None
    if not evidence.is_of_the_test(ended):
        return ended
    behind = (error for error in list(chain(ended))[1:] if not evidence.is_of_the_test(error))
    return next((error for error in behind if _is_new_to_the_test(error, evidence)), None)


def _is_new(surprise: UnscriptedCall, evidence: Evidence) -> bool:
    """Whether the code made a call that it does not make without the failure, or one that it makes once more."""
    known = {call.operation for call in evidence.plain_calls}
    is_again = any(
        call.operation == surprise.operation and call.params == surprise.params for call in evidence.plain_calls
    )
    is_redone = evidence.took_step and surprise.operation in {call.operation for call in evidence.met}
    return is_again or is_redone or surprise.operation not in known


def _is_new_to_the_test(error: BaseException, evidence: Evidence) -> bool:
    """Whether an exception comes from the failure: by its causes, or because the plain run has none of its kinds."""
    of_the_calls = [call.error for call in evidence.met if call.error is not None]
    is_caused = any(one is cause for one in chain(error) for cause in of_the_calls)
    return is_caused or _kinds(error) not in {_kinds(known) for known in evidence.plain_accepted}


def _kinds(error: BaseException) -> tuple[type[BaseException], ...]:
    return tuple(type(one) for one in chain(error))


def chain(error: BaseException) -> Iterator[BaseException]:
    """An exception, and all that it was raised from or in the handling of, shown or not."""
    todo, seen = [error], set()
    while todo:
        one = todo.pop(0)
        if id(one) not in seen:
            seen.add(id(one))
            yield one
            todo += [before for before in (one.__cause__, one.__context__) if before is not None]


def _is_a_mistake(error: BaseException) -> bool:
    """Whether Python itself raised it, as it does for a key that is not there, and no `raise` of the user's code.

    Or botocore did, for a parameter that is None because something was not got.
    """
    if type(error).__name__ == "ParamValidationError" and _package(error) == "botocore":
        return True
    return type(error) in _MISTAKES and not _is_raised_on_purpose(error.__traceback__)


def _is_raised_on_purpose(traceback: TracebackType | None) -> bool:
    if traceback is None:
        return True
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    code = traceback.tb_frame.f_code
    return not is_of_python(code.co_filename) and code.co_code[traceback.tb_lasti] == _RAISE


def is_of_python(path: str) -> bool:
    """Whether a file belongs to the standard library."""
    return path.startswith(("<frozen", _STDLIB)) and "site-packages" not in path


def _package(error: BaseException) -> str:
    return type(error).__module__.partition(".")[0]


_RAISE = dis.opmap["RAISE_VARARGS"]
_STDLIB = sysconfig.get_paths()["stdlib"] + os.sep
_RAW = frozenset({"botocore", "boto3", "s3transfer", "urllib3"})
_MISTAKES = frozenset(
    {
        AttributeError,
        IndexError,
        KeyError,
        NameError,
        OverflowError,
        RecursionError,
        StopIteration,
        TypeError,
        UnboundLocalError,
        UnicodeDecodeError,
        UnicodeEncodeError,
        ValueError,
        ZeroDivisionError,
    }
)

VERDICTS: dict[Verdict, Meaning] = {
    "survived": Meaning("the test passes: the work was done all the same"),
    "raised": Meaning("an exception reached the test: one that was raised on purpose, or botocore's own"),
    "differed": Meaning("every answer was got all the same; the test asserts more: calls, attempts, or time"),
    "hung": Meaning("the code would poll or sleep for ever", 4),
    "swallowed": Meaning(
        "no exception reached the test, and the work was not done: an assert of the test fails, steps are left, a "
        "surprise was swallowed, or what was polled was not followed to its end",
        3,
    ),
    "crashed": Meaning("a mistake of the code came to light: KeyError, TypeError and their like, not by a `raise`", 2),
    "leaked": Meaning("botocore's exception reached the test, where `raises` says that another should", 1),
    "unscripted": Meaning("the code met the failure with a call that the test does not script: nothing can be said"),
    "unreached": Meaning("the call was not made in this run: nothing can be said"),
}
