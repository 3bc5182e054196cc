"""Members of one answer that speak of each other: what is made up agrees with what is given, and with the request."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fakeaws.generate.hints import is_paging_token, says_there_is_more
from fakeaws.generate.place import snake
from fakeaws.model import Operation, StructureShape

Members = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How members of one structure depend on each other; read from its shape once, empty for most.

    `counts` say how many items `counted` have together, `failed` how many of the items of all lists failed. Each pair
    of `of`, `at_least` and `equal` is a number and the member that it follows.
    """

    counted: tuple[str, ...]
    lists: tuple[str, ...]
    counts: tuple[str, ...]
    failed: tuple[str, ...]
    of: tuple[tuple[str, str], ...]
    at_least: tuple[tuple[str, str], ...]
    equal: tuple[tuple[str, str], ...]

    @staticmethod
    def of_members(shape: StructureShape) -> Agreement:
        lists = tuple(name for name, member in shape.members.items() if member.type_name == "list")
        numbers = [name for name, member in shape.members.items() if member.type_name in {"integer", "long"} and lists]
        return Agreement(
            tuple(name for name in lists if name in {lists[0], "CommonPrefixes"}),
            lists,
            tuple(name for name in numbers if snake(name) in _COUNTS),
            tuple(name for name in numbers if _FAILED.fullmatch(snake(name))),
            *(_pairs(shape, table) for table in (_COUNT_OF, _AT_LEAST, _EQUAL)),
        )

    @property
    def counts_anything(self) -> bool:
        return bool(self.counts or self.failed or self.of)

    @property
    def is_empty(self) -> bool:
        return not (self.counts_anything or self.at_least or self.equal)

    def counts_in(self, whole: Members) -> Members:
        """How many there are, and how many of them failed, as the lists beside have it."""
        there = sum(len(whole.get(name) or ()) for name in self.counted)
        failed = _failed(item for name in self.lists for item in whole.get(name) or ()) if self.failed else 0
        return {
            **{name: there for name in self.counts if name in whole},
            **{name: len(whole[of]) for name, of in self.of if name in whole and of in whole},
            **{name: failed for name in self.failed if name in whole},
        }

    def settled(self, whole: Members) -> Members:
        """What of the members depends on the others: counts, and numbers that stand in order."""
        return {
            **self.counts_in(whole),
            **{name: max(whole[name], whole[low]) for name, low in self.at_least if name in whole and low in whole},
            **{name: whole[other] for name, other in self.equal if name in whole and other in whole},
        }


def _pairs(shape: StructureShape, table: Members) -> tuple[tuple[str, str], ...]:
    return tuple((name, other) for name, other in table.items() if name in shape.members and other in shape.members)


def _failed(items: Iterable[Any]) -> int:
    return sum(1 for item in items if isinstance(item, Mapping) and item.get("ErrorCode"))


def coherent(
    operation: Operation, shape: StructureShape, drawn: Members, given: Members, params: Members
) -> dict[str, Any]:
    """The members drawn and given; those drawn as the others and the request have it, those given as they are."""
    made = {**drawn, **_told(operation, shape, params)}
    if operation.service.name == "s3":
        made = {name: value for name, value in made.items() if _ASKED_FOR.get(name) in (None, *params)}
    agreement, whole = _agreement_of_answer(shape), {**made, **given}
    if agreement.counts_anything:
        whole.update(agreement.counts_in(whole))
    return {**whole, **_more(shape, given), **given} if given else whole


@functools.lru_cache(maxsize=1024)
def _agreement_of_answer(shape: StructureShape) -> Agreement:
    return Agreement.of_members(shape)


def _told(operation: Operation, shape: StructureShape, params: Members) -> Members:
    """What the operation says whatever is drawn: that nothing is left over, and what it repeats of the request."""
    if operation.name in _S3_LISTS:
        told = {name: params.get(asked, otherwise) for name, (asked, otherwise) in _ECHOES.items()}
        return {name: value for name, value in told.items() if name in shape.members and value is not None}
    return {name: make() for name, make in _NOTHING_LEFT.get(operation.name, {}).items()}


def _more(shape: StructureShape, given: Members) -> Members:
    """That there is more, where a token for it is given; one that is called `next` if there is such a one."""
    tokens = [name for name in shape.members if is_paging_token(snake(name))]
    onward = [name for name in tokens if snake(name).startswith("next")] or tokens
    if not any(given.get(name) for name in onward):
        return {}
    flags = [name for name, member in shape.members.items() if member.type_name == "boolean"]
    return {name: True for name in flags if says_there_is_more(snake(name))}


_EQUAL = {"ToPort": "FromPort", "hostPort": "containerPort", "runningCount": "desiredCount"}
_AT_LEAST = {"MaxSize": "MinSize", "MaxCapacity": "MinCapacity", "maxSize": "minSize"}
_COUNT_OF = {"DesiredCapacity": "Instances", "ResourceRecordSetCount": "ResourceRecordSets"}
_COUNTS = frozenset({"quantity", "count", "scanned_count", "key_count"})
_FAILED = re.compile(r"failed_\w+_count")

_NOTHING_LEFT: Mapping[str, Mapping[str, Callable[[], Any]]] = {
    # AWS says so although its model wants at least one; code that tries again what is left (as boto3's `batch_writer`
    # does) asks for it without asking whether it is there.
    "dynamodb.batch_get_item": {"UnprocessedKeys": dict},
    "dynamodb.batch_write_item": {"UnprocessedItems": dict},
    "kinesis.put_records": {"FailedRecordCount": int},
}

_S3_LISTS = frozenset(
    {
        "s3.list_multipart_uploads",
        "s3.list_object_versions",
        "s3.list_objects",
        "s3.list_objects_v2",
        "s3.list_parts",
    }
)
_ECHOES: Mapping[str, tuple[str, object]] = {
    # By member: the parameter that it repeats, and what S3 takes where there is none.
    "Bucket": ("Bucket", None),
    "MaxKeys": ("MaxKeys", 1000),
    "MaxParts": ("MaxParts", 1000),
    "MaxUploads": ("MaxUploads", 1000),
    "Name": ("Bucket", None),
    "Prefix": ("Prefix", ""),
}
_ASKED_FOR: Mapping[str, str] = {
    # Members of S3's answers that are there only if the request has this parameter.
    "CommonPrefixes": "Delimiter",
    "EncodingType": "EncodingType",
    "Delimiter": "Delimiter",
    "KeyMarker": "KeyMarker",
    "PartNumberMarker": "PartNumberMarker",
    "RequestCharged": "RequestPayer",
    "StartAfter": "StartAfter",
    "UploadIdMarker": "UploadIdMarker",
    "VersionIdMarker": "VersionIdMarker",
}
