"""The detailed reports of a bulk deployment: one for each record so far, changing until its group is deployed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from fakeaws.lifecycles.assumptions import Assumptions
from fakeaws.lifecycles.greengrass.input_file import Record
from fakeaws.lifecycles.greengrass.work import Work
from fakeaws.lifecycles.lifecycle import Ids


def reports(  # noqa: PLR0913  # one parameter for each thing that a report depends on
    arn: str, work: Work, processed: Sequence[datetime], now: datetime, *, ids: Ids, assumptions: Assumptions
) -> list[dict[str, Any]]:
    """The items of the detailed report at `now`, newest first; `processed` is when each record was or will be."""
    so_far = [(number, at) for number, at in enumerate(processed, 1) if at <= now]
    skipped = () if assumptions.reports_invalid_records else work.invalid
    return [
        {**_identity(arn, work, number, ids), "CreatedAt": as_text(at), **_outcome(work, number, now - at, assumptions)}
        for number, at in reversed(so_far)
        if number not in skipped
    ]


def as_text(at: datetime) -> str:
    """A time as Greengrass writes it: a string, in UTC, to the millisecond."""
    return at.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def error_members(code: str, message: str) -> dict[str, Any]:
    """ErrorMessage and ErrorDetails."""
    details = [{"DetailedErrorCode": code, "DetailedErrorMessage": message}]
    return {"ErrorMessage": message, "ErrorDetails": details}


def _identity(arn: str, work: Work, number: int, ids: Ids) -> dict[str, Any]:
    record = work.lines[number - 1] if work.lines else _made_up(arn, number, ids)
    root = f"{arn.partition('/greengrass/')[0]}/greengrass/groups/{record.group_id}"
    identity = {"GroupArn": f"{root}/versions/{record.group_version_id}", "DeploymentType": "NewDeployment"}
    if number in work.invalid:
        return identity  # there never was a deployment
    deployment_id = ids.uuid(f"deployment {number} of {arn}")
    return {**identity, "DeploymentId": deployment_id, "DeploymentArn": f"{root}/deployments/{deployment_id}"}


def _made_up(arn: str, number: int, ids: Ids) -> Record:
    return Record(ids.uuid(f"group {number} of {arn}"), ids.uuid(f"group version {number} of {arn}"))


def _outcome(work: Work, number: int, age: timedelta, assumptions: Assumptions) -> dict[str, Any]:
    code = assumptions.bulk_deployment_failure_code
    if number in work.invalid:
        return {"DeploymentStatus": "Failure", **error_members(code, assumptions.record_failure)}
    if age < min(assumptions.building_takes, assumptions.group_takes):
        return {"DeploymentStatus": "Building"}
    if age < assumptions.group_takes:
        return {"DeploymentStatus": "InProgress"}
    if number in work.failed:
        return {"DeploymentStatus": "Failure", **error_members(code, assumptions.group_failure)}
    return {"DeploymentStatus": "Success"}
