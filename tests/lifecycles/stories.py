"""What must hold of the answers about one process, read as one story; the tables are the contract's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

Answers = Sequence[tuple[datetime, dict[str, Any]]]

ALWAYS = {
    *("ApplicationId", "EnvironmentId", "DeploymentStrategyId", "ConfigurationProfileId", "DeploymentNumber"),
    *("ConfigurationName", "ConfigurationLocationUri", "ConfigurationVersion", "DeploymentDurationInMinutes"),
    *("GrowthType", "GrowthFactor", "FinalBakeTimeInMinutes", "State", "EventLog", "PercentageComplete", "StartedAt"),
}
COMPLETED_AT = {"COMPLETE", "ROLLED_BACK", "REVERTED"}
LAST_EVENT = {
    "DEPLOYING": {"DEPLOYMENT_STARTED", "PERCENTAGE_UPDATED"},
    "BAKING": {"BAKE_TIME_STARTED"},
    "COMPLETE": {"DEPLOYMENT_COMPLETED"},
    "ROLLING_BACK": {"ROLLBACK_STARTED"},
    "ROLLED_BACK": {"ROLLBACK_COMPLETED"},
    "REVERTED": {"REVERT_COMPLETED"},
}
ENVIRONMENT = {"DEPLOYING": "DEPLOYING", "BAKING": "DEPLOYING", "COMPLETE": "READY_FOR_DEPLOYMENT"}
REPORT = ("Building", "InProgress", "Success", "Failure")
PUBLISH = {
    "NOT_STARTED": set[str](),
    "IN_PROGRESS": {"BulkPublishStartTime"},
    "SUCCEEDED": {"BulkPublishStartTime", "BulkPublishCompleteTime"},
    "FAILED": {"BulkPublishStartTime", "FailureMessage"},
}


def check_deployment(answers: Answers) -> None:
    """Members, log, percentage and times of each answer agree, and nothing goes back from one to the next."""
    for now, answer in answers:
        state, log = answer["State"], answer["EventLog"]
        optional = {"CompletedAt"} if state in COMPLETED_AT else set()
        assert set(answer) - {"AppliedExtensions"} == ALWAYS | optional
        assert log[0]["EventType"] in LAST_EVENT[state]
        times = [event["OccurredAt"] for event in log]
        assert times == sorted(times, reverse=True)
        completed: datetime = answer.get("CompletedAt", now)
        assert answer["StartedAt"] == times[-1] <= min(times[0], completed) <= max(times[0], completed) <= now
        assert completed in {now, *times}
        assert completed >= times[0] or state == "REVERTED"
        assert all("AppliedExtensions" in answer for event in log if "ActionInvocations" in event)
        is_complete = any(event["EventType"] == "DEPLOYMENT_COMPLETED" for event in log)
        percentages = [float(found[1]) for event in log if (found := re.search(r"([\d.]+)%", event["Description"]))]
        assert percentages == sorted(percentages, reverse=True)
        assert round(answer["PercentageComplete"], 2) == [*percentages, 100.0 if is_complete else 1.0][0]
    for (_, before), (_, after) in pairwise(answers):
        older, newer = before["EventLog"], after["EventLog"]
        assert newer[len(newer) - len(older) :] == older
        assert before["PercentageComplete"] <= after["PercentageComplete"]
        assert {name: before[name] for name in ALWAYS - CHANGING} == {name: after[name] for name in ALWAYS - CHANGING}


def check_environment(deployment: dict[str, Any], environment: dict[str, Any]) -> None:
    """An environment is in the state that goes with that of its last deployment."""
    assert environment["State"] == ENVIRONMENT.get(deployment["State"], deployment["State"])
    assert environment["Id"] == deployment["EnvironmentId"]


def check_status(answers: Answers) -> None:
    """Counters only grow, and errors are there exactly with Failed."""
    for _, answer in answers:
        metrics, status = answer["BulkDeploymentMetrics"], answer["BulkDeploymentStatus"]
        failure = {"ErrorMessage", "ErrorDetails"} if status == "Failed" else set()
        assert set(answer) == {"BulkDeploymentMetrics", "BulkDeploymentStatus", "CreatedAt", "tags"} | failure
        assert 0 <= metrics["InvalidInputRecords"] <= metrics["RecordsProcessed"]
        assert 0 <= metrics["RetryAttempts"] <= 5 * metrics["RecordsProcessed"]
    for (_, before), (_, after) in pairwise(answers):
        assert all(
            count <= after["BulkDeploymentMetrics"][name] for name, count in before["BulkDeploymentMetrics"].items()
        )
        assert (before["CreatedAt"], before["tags"]) == (after["CreatedAt"], after["tags"])


def check_reports(reports: Sequence[list[dict[str, Any]]], answers: Answers) -> None:
    """There is one report for each record so far, and each goes on to its end without ever going back."""
    for found, (_, answer) in zip(reports, answers, strict=True):
        assert len(found) == answer["BulkDeploymentMetrics"]["RecordsProcessed"]
        never = [one for one in found if "DeploymentId" not in one]
        assert len(never) == answer["BulkDeploymentMetrics"]["InvalidInputRecords"]
        assert [one["CreatedAt"] for one in found] == sorted((one["CreatedAt"] for one in found), reverse=True)
        assert all(("ErrorMessage" in one) == (one["DeploymentStatus"] == "Failure") for one in found)
    for before, after in pairwise(reports):
        for old, new in zip(before, after[len(after) - len(before) :], strict=True):
            assert REPORT.index(old["DeploymentStatus"]) <= REPORT.index(new["DeploymentStatus"])
            assert {name: value for name, value in old.items() if name in IDENTITY} == {
                name: value for name, value in new.items() if name in IDENTITY
            }


def check_publish(answers: Answers) -> None:
    """Each state has its members, and the times are in order."""
    for now, answer in answers:
        assert set(answer) == {"IdentityPoolId", "BulkPublishStatus"} | PUBLISH[answer["BulkPublishStatus"]]
        start: datetime = answer.get("BulkPublishStartTime", now)
        assert start <= answer.get("BulkPublishCompleteTime", start) <= now


def check_by_hand(answers: Answers) -> None:
    """Even what AWS never does has a log that only grows, and percentages that never go back."""
    for (_, before), (now, after) in pairwise(answers):
        older, newer = before["EventLog"], after["EventLog"]
        times = [event["OccurredAt"] for event in newer]
        assert times == sorted(times, reverse=True)
        assert times[0] <= now
        assert newer[len(newer) - len(older) :] == older
        assert before["PercentageComplete"] <= after["PercentageComplete"]
        assert after["StartedAt"] == answers[0][1]["StartedAt"]


CHANGING = {"State", "EventLog", "PercentageComplete"}
IDENTITY = {"CreatedAt", "GroupArn", "DeploymentId", "DeploymentArn", "DeploymentType"}
