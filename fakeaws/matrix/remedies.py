"""What is likely to help against a bad verdict."""

from __future__ import annotations

from fakeaws.matrix.verdicts import Verdict


def remedy(verdict: Verdict, kind: str, error: str | None) -> str | None:
    """A sentence for the author of the code under test; None where nothing is wrong."""
    if verdict == "crashed" and kind in _SPOILT:
        return (
            "An answer may come without what it should hold: look before you read, or take the error for a failed call."
        )
    if verdict == "crashed":
        return f"{(error or 'It').partition(':')[0]} hides what went wrong: handle the failure where the call is made."
    return _REMEDIES.get(verdict)


_SPOILT = frozenset({"truncated-body", "no-members", "fault"})

_REMEDIES: dict[Verdict, str] = {
    "hung": "It should stop at this failure, or give up after a while.",
    "swallowed": "It should raise, or try again: its caller takes the work for done.",
    "leaked": "Catch it where the call is made, and raise from it what the callers of this code expect.",
}
