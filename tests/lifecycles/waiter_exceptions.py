"""The waiters of botocore that cannot be led to each of their ends by answers that their models allow, and why."""

from __future__ import annotations

from typing import Any

REFUSED: dict[tuple[str, str], str] = {
    # By waiter and ending, with words of the reason that is given.
    **dict.fromkeys(
        [
            # botocore's waiter spells the states as no answer of AppConfig does.
            ("appconfig.environment_ready_for_deployment", "success at once"),
            ("appconfig.environment_ready_for_deployment", "success"),
        ],
        "'ReadyForDeployment' is not one of READY_FOR_DEPLOYMENT",
    ),
    ("appconfig.environment_ready_for_deployment", "failure"): "'RolledBack' is not one of READY_FOR_DEPLOYMENT",
    **dict.fromkeys(
        [
            # A conversion task is cancelled or completed; EC2's model knows none that is deleted.
            ("ec2.conversion_task_deleted", "success at once"),
            ("ec2.conversion_task_deleted", "success"),
        ],
        "'deleted' is not one of active, cancelling, cancelled, completed",
    ),
    **dict.fromkeys(
        # Of each value of the enum the acceptors make an end, so that it cannot go on.
        [("ecs.daemon_active", ending) for ending in ("success", "failure", "time-out")],
        "whatever the model lets daemon.status be, an acceptor ends it",
    ),
    **dict.fromkeys(
        [("ecs.daemon_task_definition_active", ending) for ending in ("success", "failure", "time-out")],
        "whatever the model lets daemonTaskDefinition.status be, an acceptor ends it",
    ),
}
"""What is refused, unless `allow_illegal`. Beside it, no waiter fails whose model has no acceptor for a failure."""

PARAMS: dict[str, dict[str, Any]] = {
    # By operation: parameters that the rules for the endpoint read.
    "kinesis.describe_channel": {"ChannelARN": "arn:aws:kinesis:eu-central-1:123456789012:channel/orders"},
}
