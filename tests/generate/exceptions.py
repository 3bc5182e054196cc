"""Where synthesis misses the model, since the model contradicts itself or AWS does not keep to it.

Each has the form of a deviation: of which operations, in which place, which rule, and why.
"""

from __future__ import annotations

from fakeaws.schema.deviations import Deviation

EXCEPTIONS: tuple[Deviation, ...] = (
    Deviation(
        "apprunner.*_service",
        "/Service/ServiceId",
        "pattern",
        "the pattern wants a UUID of 36 characters, the length is 32",
    ),
    Deviation(
        "dataexchange.*",
        "/**/CatalogId",
        "pattern",
        "the pattern `.*/^[\\d]{12}$/.*` wants a slash before the beginning of the text",
    ),
    Deviation(
        "dynamodb.batch_get_item",
        "/UnprocessedKeys",
        "length",
        "AWS says that nothing is left by an empty dict, and code asks for it unseen; the model wants one at least",
    ),
    Deviation("dynamodb.batch_write_item", "/UnprocessedItems", "length", "as of batch_get_item"),
    Deviation(
        "kinesis.put_records",
        "/FailedRecordCount",
        "range",
        "AWS says that nothing failed by 0; the model wants 1 at least",
    ),
)

REFUSALS = {
    # What botocore's validator says against an answer, by operation.
    ("kinesis.put_records", "response"): "Invalid value for parameter FailedRecordCount, value: 0, valid min value: 1",
}
