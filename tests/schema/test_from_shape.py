"""botocore's shapes become JSON Schema: every form once, the awkward operations, and in the sweep all."""

from __future__ import annotations

from typing import Any, cast

import botocore.model
import pytest
from jsonschema import Draft202012Validator

from fakeaws.model import Operation, Service, service_names
from fakeaws.schema.dialect import DIALECT
from fakeaws.schema.from_shape import from_operation, from_shape
from fakeaws.schema.schemas import schema_for, shipped_operations

AWKWARD = [
    "appconfig.create_extension",
    "appconfig.get_deployment",
    "appconfig.delete_application",
    "bedrock-runtime.converse",
    "bedrock-runtime.converse_stream",
    "bedrock-runtime.invoke_model_with_bidirectional_stream",
    "cloudformation.get_template",
    "cloudwatch.get_metric_data",
    "cognito-sync.get_bulk_publish_details",
    "cognito-sync.list_datasets",
    "config.get_discovered_resource_counts",
    "dynamodb.execute_transaction",
    "dynamodb.get_item",
    "ec2.describe_instances",
    "ec2.describe_spot_fleet_requests",
    "ecs.describe_services",
    "elasticache.describe_events",
    "emr.describe_cluster",
    "glacier.get_job_output",
    "greengrass.get_bulk_deployment_status",
    "iam.get_role",
    "greengrass.start_bulk_deployment",
    "greengrass.tag_resource",
    "iot.describe_thing_registration_task",
    "kms.generate_random",
    "iot.search_index",
    "kinesis.subscribe_to_shard",
    "lambda.invoke",
    "lex-runtime.post_text",
    "lexv2-models.describe_intent",
    "lexv2-runtime.start_conversation",
    "logs.create_export_task",
    "mediaconvert.create_job",
    "organizations.cancel_handshake",
    "polly.synthesize_speech",
    "quicksight.describe_dashboard_definition",
    "route53.list_hosted_zones",
    "s3.get_object",
    "s3.put_object",
    "s3.select_object_content",
    "sagemaker.search",
    "securityhub.create_insight",
    "securityhub.get_findings",
    "serverlessrepo.get_application",
    "sqs.receive_message",
    "ssm.get_inventory",
    "transcribe.list_vocabularies",
    "wafv2.get_web_acl",
]
DOCUMENT = ["object", "array", "string", "number", "boolean", "null"]


def test_constraints_of_the_model_are_carried() -> None:
    """Lengths, ranges, patterns, enums, keys of maps and required members are in the schema."""
    schema = _schema(
        Root=_structure(["Name", "Sizes", "Tags"], required=["Name"], shapes={"Name": "Name", "Sizes": "Sizes"}),
        Name={"type": "string", "min": 1, "max": 9, "pattern": "[a-z]+"},
        Sizes={"type": "list", "member": {"shape": "Size"}, "max": 3},
        Size={"type": "long", "min": 0, "max": 7},
        Tags={"type": "map", "key": {"shape": "Key"}, "value": {"shape": "Ratio"}, "min": 1},
        Key={"type": "string", "enum": ["a", "b"]},
        Ratio={"type": "double"},
    )

    assert schema == {
        "$schema": DIALECT,
        "type": "object",
        "properties": {
            "Name": {"type": "string", "minLength": 1, "maxLength": 9, "pattern": "[a-z]+"},
            "Sizes": {"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 7}, "maxItems": 3},
            "Tags": {
                "type": "object",
                "additionalProperties": {"type": "number"},
                "propertyNames": {"enum": ["a", "b"]},
                "minProperties": 1,
            },
        },
        "required": ["Name"],
        "additionalProperties": False,
    }


def test_a_pattern_that_python_cannot_read_is_left_out() -> None:
    """Enforcing patterns is best effort: one in another dialect is carried as a remark."""
    schema = _schema(Root=_structure(["Name"]), Name={"type": "string", "pattern": r"\p{L}+"})

    remark = r"not checked, because Python cannot compile it: the pattern \p{L}+"
    assert schema["properties"]["Name"] == {"type": "string", "$comment": remark}


def test_a_shape_that_comes_back_to_itself_stands_in_the_definitions() -> None:
    """Recursion ends in a reference, whichever shape of the cycle is met first."""
    schema = _schema(
        Root=_structure(["Trees"]),
        Trees={"type": "list", "member": {"shape": "Tree"}},
        Tree=_structure(["Trees"]),
    )

    assert schema["properties"]["Trees"] == {"$ref": "#/$defs/Trees"}
    assert schema["$defs"]["Trees"] == {"type": "array", "items": {"$ref": "#/$defs/Tree"}}


def test_an_outermost_structure_that_comes_back_refers_to_the_whole() -> None:
    """The root needs no definition of its own."""
    schema = _schema(Root=_structure(["Root"]))

    assert schema["properties"] == {"Root": {"$ref": "#"}}


def test_a_union_has_exactly_one_member() -> None:
    """A union in a response: botocore may also say that it does not know the member that came."""
    union = _structure(["Name"]) | {"union": True}
    unknown = {"type": "object", "additionalProperties": {"type": "string"}}
    schema = from_shape(_shape({"Root": _structure(["U"]), "U": union, "Name": {"type": "string"}}), "response")

    assert schema["properties"]["U"] == {
        "type": "object",
        "properties": {"Name": {"type": "string"}, "SDK_UNKNOWN_MEMBER": unknown},
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }


def test_an_operation_without_output_answers_with_metadata_only() -> None:
    """boto3 returns a dict all the same."""
    schema = schema_for("greengrass.tag_resource")

    assert list(schema["properties"]) == ["ResponseMetadata"]
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize(
    ("operation", "member", "annotation"),
    [
        ("s3.get_object", "Body", {"contentMediaType": "application/octet-stream"}),
        ("kms.generate_random", "Plaintext", {"contentEncoding": "base64"}),
        ("s3.get_object", "LastModified", {"format": "date-time"}),
        ("bedrock-runtime.converse_stream", "stream", {"$comment": "event stream"}),
        ("bedrock-runtime.converse", "additionalModelResponseFields", {"type": DOCUMENT}),
        ("lex-runtime.post_content", "slots", {"type": DOCUMENT}),
    ],
)
def test_what_json_does_not_tell_apart_is_annotated(operation: str, member: str, annotation: dict[str, Any]) -> None:
    """Streams, blobs, timestamps, event streams and documents are recognisable in the schema."""
    schema = schema_for(operation)["properties"][member]

    assert annotation == {word: schema[word] for word in annotation}


@pytest.mark.parametrize("operation", AWKWARD)
def test_the_meta_schema_accepts_the_schemas_of_awkward_operations(operation: str) -> None:
    """Both sides of the operations that have tripped others are valid schemas."""
    for side in ("request", "response"):
        Draft202012Validator.check_schema(schema_for(operation, side=side))


@pytest.mark.parametrize("operation", shipped_operations())
def test_the_meta_schema_accepts_the_shipped_schemas(operation: str) -> None:
    """What is shipped is valid."""
    for side in ("request", "response"):
        Draft202012Validator.check_schema(schema_for(operation, side=side, source="page"))


def test_only_standard_keywords_are_used() -> None:
    """The house's dialect is plain JSON Schema 2020-12."""
    assert Draft202012Validator.META_SCHEMA["$id"] == DIALECT


@pytest.mark.sweep
@pytest.mark.parametrize("service", service_names())
def test_every_operation_has_valid_schemas(service: str) -> None:
    """All operations of all services convert, and the meta-schema accepts the result."""
    found = Service.named(service)
    for operation in map(found.operation, found.methods):
        Draft202012Validator.check_schema(from_operation(operation, "request"))
        Draft202012Validator.check_schema(from_operation(operation, "response"))


def test_what_botocore_decodes_is_a_dict_or_its_text() -> None:
    """A policy arrives decoded, wherever it stands in an answer of IAM, and is text in a request."""
    decoded = {"type": ["object", "string"], "contentMediaType": "application/json"}
    role = _response("iam.get_role")["properties"]["Role"]["properties"]
    asked = from_operation(Operation.named("iam.create_role"), "request")["properties"]

    assert role["AssumeRolePolicyDocument"] == decoded
    assert asked["AssumeRolePolicyDocument"]["type"] == "string"
    assert _response("cloudformation.get_template")["properties"]["TemplateBody"] == decoded


def test_what_botocore_adds_is_a_member() -> None:
    """S3's answers with an Expires header also have it as the text that came."""
    with_it = {name for name in ("get_object", "head_object", "list_objects_v2", "copy_object")
               if "ExpiresString" in _response(f"s3.{name}")["properties"]}  # fmt: skip

    assert with_it == {"get_object", "head_object"}


def test_descriptions_stand_where_the_model_has_them() -> None:
    """They are those of the member in its place, also beside a reference, as plain text."""
    plain, described = (
        from_operation(Operation.named("dynamodb.get_item"), "response", descriptions=flag) for flag in (False, True)
    )
    item = described["properties"]["Item"]

    assert "description" not in str(plain)
    assert item["additionalProperties"]["$ref"] == "#/$defs/AttributeValue"
    assert "AttributeValue" in item["description"]
    assert "<" not in item["description"]
    assert _undescribed(described) == plain


def test_order_is_the_models() -> None:
    """Two conversions of one operation are equal to the letter, and members stand as AWS lists them."""
    operation = Operation.named("appconfig.get_deployment")
    shape = operation.output_shape

    assert shape is not None
    assert [*shape.members, "ResponseMetadata"] == list(from_operation(operation, "response")["properties"])


def _response(name: str) -> dict[str, Any]:
    return from_operation(Operation.named(name), "response")


def _undescribed(schema: Any) -> Any:
    if isinstance(schema, dict):
        is_schema = not {"type", "$ref"}.isdisjoint(schema)
        return {name: _undescribed(one) for name, one in schema.items() if not (is_schema and name == "description")}
    return [_undescribed(one) for one in schema] if isinstance(schema, list) else schema


def _schema(**shapes: dict[str, Any]) -> dict[str, Any]:
    return from_shape(_shape(shapes), "request")


def _shape(shapes: dict[str, dict[str, Any]]) -> botocore.model.StructureShape:
    shape = botocore.model.ShapeResolver(cast("Any", shapes)).get_shape_by_name("Root")
    assert isinstance(shape, botocore.model.StructureShape)
    return shape


def _structure(
    members: list[str], *, required: list[str] | None = None, shapes: dict[str, str] | None = None
) -> dict[str, Any]:
    named = {name: {"shape": (shapes or {}).get(name, name)} for name in members}
    return {"type": "structure", "members": named, "required": required or []}
