"""Where boto3 takes or gives something else than the model says, and botocore edits its pages by hand to tell so.

An edit tells how to read the page (`accountId` stands in the list of parameters only; a policy is shown as an
empty dict), why page and model differ where both are right, and what a request may hold although the model does not
say so. Everything here was found by comparing the pages of all operations with the model; the edits themselves are
registered in `botocore/handlers.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal, TypeAlias

from fakeaws.schema.dialect import Side

Effect: TypeAlias = Literal["filled in", "decoded", "encoded", "hidden", "renamed", "widened", "encoded bytes"]


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: of which operations (`s3.put_*`), on which side, of which members, and why.

    `filled in`: boto3 fills the parameter in, and the page shows it in the list only, never as required.
    `decoded`: a response's member is text on the wire, and boto3 hands out what the text holds.
    `encoded`: a request's member is shown like that, but boto3 takes the text; its required mark is lost.
    `hidden`: only the model has it. `renamed`: the page calls it `alias`.
    `widened`: boto3 takes a dict as well as the text. `encoded bytes`: boto3 takes bytes as well, which no page tells.
    """

    operations: str
    side: Side
    member: str
    effect: Effect
    reason: str
    alias: str = ""

    def is_of(self, operation: str, side: Side) -> bool:
        return side == self.side and fnmatchcase(operation, self.operations)

    def is_about(self, path: str) -> bool:
        return fnmatchcase(path, self.member) or path == self.alias


def edits_of(operation: str, side: Side) -> tuple[Edit, ...]:
    """The edits of one side of the page of `operation`, such as `glacier.describe_vault`."""
    return tuple(edit for edit in EDITS if edit.is_of(operation, side))


_DASH = "boto3 sends `-` (the account of the credentials) where none is given"
_TREE_HASH = "boto3 computes it from the body"
_KEY_DIGEST = "boto3 computes it from the key"
_PRESIGNED = "boto3 signs it when SourceRegion is given"
_ALIAS = "boto3 takes this name, and the model's as well"
EDITS = (
    Edit("glacier.*", "request", "accountId", "filled in", _DASH),
    Edit("glacier.upload_*", "request", "checksum", "filled in", _TREE_HASH),
    Edit("s3.*", "request", "SSECustomerKeyMD5", "filled in", _KEY_DIGEST),
    Edit("s3.*", "request", "CopySourceSSECustomerKeyMD5", "filled in", _KEY_DIGEST),
    Edit("ec2.copy_snapshot", "request", "PresignedUrl", "filled in", _PRESIGNED),
    Edit("ec2.copy_snapshot", "request", "DestinationRegion", "filled in", "boto3 puts the client's region"),
    Edit("rds.*", "request", "PreSignedUrl", "filled in", _PRESIGNED),
    Edit("neptune.*", "request", "PreSignedUrl", "filled in", _PRESIGNED),
    Edit("docdb.*", "request", "PreSignedUrl", "filled in", _PRESIGNED),
    Edit("iam.*", "response", "*Document*", "decoded", "boto3 decodes policies from URL-encoded JSON"),
    Edit("iam.*", "request", "*Policy*", "encoded", "policies go out as JSON text, whatever the page shows"),
    Edit("cloudformation.get_template", "response", "TemplateBody", "decoded", "boto3 decodes a template in JSON"),
    Edit("s3.put_*", "request", "ContentMD5", "hidden", "boto3 computes it from the body"),
    Edit("s3.*copy*", "request", "CopySource", "widened", "boto3 makes the text of a dict with bucket and key"),
    Edit("s3.*", "request", "*SSECustomerKey", "encoded bytes", "boto3 encodes the bytes of a key"),
    Edit("ec2.run_instances", "request", "UserData", "encoded bytes", "boto3 encodes the bytes of a script"),
    Edit("autoscaling.create_launch_configuration", "request", "UserData", "encoded bytes", "boto3 encodes them"),
    Edit("ec2.describe_*", "request", "Filter", "renamed", _ALIAS, alias="Filters"),
    Edit("cloudsearchdomain.search", "request", "return", "renamed", _ALIAS, alias="returnFields"),
    Edit("logs.create_export_task", "request", "from", "renamed", _ALIAS, alias="fromTime"),
)
