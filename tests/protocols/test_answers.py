"""Answers of every operation, written as bytes and read by botocore's parsers."""

from __future__ import annotations

import pytest

from fakeaws import synthesise
from fakeaws.model import Operation, Service, service_names
from tests.generate.sample import SAMPLE
from tests.protocols.exceptions import ANSWERS
from tests.protocols.round_trip import carried, tellable

STREAMS = [
    "bedrock-agent-runtime.invoke_agent",
    "bedrock-runtime.converse_stream",
    "bedrock-runtime.invoke_model_with_response_stream",
    "kinesis.subscribe_to_shard",
    "lambda.invoke_with_response_stream",
    "logs.start_live_tail",
    "s3.select_object_content",
]
ODDITIES = [
    "billingconductor.list_tags_for_resource",  # the model says 204, and has members for a body
    "dataexchange.send_api_asset",
    "eventbridgev2.create_event_bus",
    "mediastore-data.describe_object",
    "quicksight.batch_create_topic_reviewed_answer",
    "s3.get_bucket_notification",
    "s3.get_bucket_policy",
    "s3.get_object_acl",
    "s3.head_object",
    "sagemaker-gateway-runtime.invoke_global_inference_gateway",
]


TRIED = [name for name in sorted({*SAMPLE, *STREAMS, *ODDITIES, *ANSWERS}) if name.split(".")[0] in service_names()]


@pytest.mark.parametrize("name", TRIED)
def test_an_answer_comes_back(name: str) -> None:
    """What is written comes back equal through botocore's parser, or is listed with the reason why it cannot."""
    assert _changed(Operation.named(name), seeds=3) is (name in ANSWERS)


@pytest.mark.sweep
def test_every_answer_of_every_service_comes_back() -> None:
    """Over all of botocore the table of exceptions is exact, in both directions, with three seeds."""
    changed = {
        operation.name
        for service in service_names()
        for operation in map(Service.named(service).operation, Service.named(service).methods)
        if _changed(operation, seeds=3)
    }

    assert changed == set(ANSWERS)


def _changed(operation: Operation, seeds: int) -> bool:
    answers = [synthesise(operation.name, seed=seed) for seed in range(seeds)]
    return any(carried(operation, answer) != tellable(operation, answer) for answer in answers)
