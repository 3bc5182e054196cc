"""ARNs, URLs and names of AWS's things, made so that they agree with the names and ids beside them."""

from __future__ import annotations

import functools
import re

from fakeaws.generate.aws.arn_forms import ARN_FORMS
from fakeaws.generate.aws.arns import arn_parts
from fakeaws.generate.draft import Draft
from fakeaws.generate.nouns import kind_of, known_to_all, main_kind, nouns, own_kind_of, singular
from fakeaws.generate.place import Place


def name_text(draft: Draft, place: Place) -> str:
    """A name that tells which member it was made for: `configuration-3fa9c1`."""
    return draft.aws.aws_name(_stem(place.words, nouns(place)))


def arn_text(draft: Draft, place: Place) -> str:
    """The ARN of what the member is called after, or of what it is a member of, with the ids that stand around it."""
    subject = _ARN_END.sub("", singular(place.words))
    if subject in _ANYTHING:
        return arn_of(draft, place, draft.service, main_kind(draft.service), "")
    for noun in (subject,) if subject else nouns(place):
        found = kind_of(draft.service, noun) if subject else _kind_of_structure(draft, noun)
        if found is not None:
            return arn_of(draft, place, *found, noun)
    return own_arn_text(draft, place)


def _kind_of_structure(draft: Draft, noun: str) -> tuple[str, str] | None:
    """What the structure around a bare `arn` is: where it has a name of its own, it is no other service's."""
    return own_kind_of(draft.service, noun) or (None if draft.beside("name") else known_to_all(noun))


def own_arn_text(draft: Draft, place: Place) -> str:
    """The ARN of something of the service itself that no table knows, by what the member is called after."""
    noun = _ARN_END.sub("", singular(place.words)) or next(iter(reversed(nouns(place))), "resource")
    return arn_of(draft, place, draft.service, noun.replace("_", "-"), noun)


def arn_of(draft: Draft, place: Place, service: str, kind: str, noun: str = "") -> str:
    """The ARN of this type of resource, which the noun names in the answer."""
    words = kind.replace("-", "_")
    is_own = service == draft.service and (place.words in {"arn", "arns"} or not noun or noun in nouns(place))
    parts = arn_parts(service, kind)
    own = _own_part(parts, words) if is_own else ""
    ids = [part_text(draft, service, part, noun or words, is_own=part == own) for part in parts]
    if not ids:
        return draft.aws.aws_arn(service, kind)
    return draft.aws.aws_arn(service, kind, *_without_slash(service, kind, ids))


def _own_part(parts: tuple[str, ...], words: str) -> str:
    """Which part is the thing's own name or id: that which is called after it, or the last that can be known."""
    told = [part for part in parts if not part.endswith(_MADE_BY_AWS)]
    return next((part for part in told if part.rpartition("_")[0] == words), told[-1] if told else "")


def part_text(draft: Draft, service: str, part: str, noun: str, *, is_own: bool) -> str:
    """The name or id that stands for a part of an ARN in this answer."""
    stem, _, end = part.rpartition("_")
    known = draft.beside(part)
    for bare in _BARE_OF.get(end, ()) if is_own else ():
        known = known or draft.beside(bare)
    told = (f"{stem}_{bare}" for bare in _BARE_OF["any"]) if end == "any" else (part,)
    for words in (*told, f"{stem}_arn", stem):
        known = known or draft.around(words)
    if known:
        return _tail(known)
    about = part if stem != _last(noun) else f"{noun}_{end}"
    return draft.recurring(about, lambda: _made(draft, service, part, about))


def _made(draft: Draft, service: str, part: str, about: str) -> str:
    made = draft.aws.aws_arn_part(service, part)
    return draft.aws.aws_name(_stem(about, ())) if part.endswith(("_name", "_any")) and about != part else made


def _tail(text: str) -> str:
    """What an ARN or URL ends with; any other text as it is."""
    return re.split(r"[:/]", text)[-1] if text.startswith(("arn:", "https://")) else text


def _last(noun: str) -> str:
    return noun.rpartition("_")[2]


def _without_slash(service: str, kind: str, ids: list[str]) -> list[str]:
    """A parameter is called `/db/url`, and its ARN ends in `parameter/db/url`."""
    form = ARN_FORMS.get(service, {}).get(kind, "/{}")
    return [one.removeprefix("/") or one for one in ids] if form.startswith("parameter/") else ids


@functools.cache
def _stem(words: str, around: tuple[str, ...]) -> str:
    told = _NAME_ENDS.sub("", words)
    told = told or next(iter(reversed(around)), "")
    return told.replace("_", "-") or "example"


_MADE_BY_AWS = ("_uuid", "_hash", "_suffix")
"""How parts of ARNs are called that nothing beside them tells."""
_ARN_END = re.compile(r"(^|_)arn$")
_NAME_ENDS = re.compile(r"(^|_)(name|value|id|identifier|any)s?$")
_ANYTHING = frozenset({"resource", "source", "target"})
_BARE_OF = {
    "id": ("id", "identifier", "resource_id"),
    "identifier": ("identifier", "id", "name"),
    "name": ("name",),
    "any": ("name", "id", "identifier"),
    "group": ("name",),
    "identity": ("name", "identity"),
}
