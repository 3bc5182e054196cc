"""AWS's own examples, those in the installed botocore: every one that misses the model is listed, with its reason."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, get_args

import botocore.exceptions
import botocore.loaders

from fakeaws import check
from fakeaws.model import Service, service_names
from fakeaws.schema.dialect import Side
from tests.schema.boto3_pages import IS_NEW

QUOTED = "a number or boolean is written as text"
NEVER = "a value that the enum does not have"
MISPRINT = "the time is misprinted"
CLUSTER = "the cluster id holds a 1, which the pattern does not allow"

EXPLAINED: dict[tuple[str, int, Side, str], str] = {
    # Operation, number of the example, side and place.
    ("cloud9.create_environment_ec2", 0, "request", "/imageId"): "older than the required member",
    ("devicefarm.get_run", 0, "response", "/run/type"): NEVER,
    ("devicefarm.list_runs", 0, "response", "/runs/0/type"): NEVER,
    ("dynamodbstreams.describe_stream", 0, "response", "/StreamDescription/CreationRequestDateTime"): MISPRINT,
    ("ec2.create_image", 0, "request", "/BlockDeviceMappings/0/Ebs/VolumeSize"): QUOTED,
    ("ec2.create_network_interface", 0, "response", "/NetworkInterface/Status"): NEVER,
    ("ec2.describe_instance_attribute", 1, "response", "/DisableApiTermination/Value"): QUOTED,
    ("ec2.describe_internet_gateways", 0, "response", "/InternetGateways/0/Attachments/0/State"): NEVER,
    ("ec2.describe_moving_addresses", 0, "response", "/MovingAddressStatuses/0/MoveStatus"): NEVER,
    ("ec2.modify_spot_fleet_request", 1, "request", "/ExcessCapacityTerminationPolicy"): NEVER,
    ("kms.create_custom_key_store", 0, "request", "/CloudHsmClusterId"): CLUSTER,
    ("kms.create_key", 3, "response", "/KeyMetadata/CreationDate"): MISPRINT,
    ("kms.create_key", 5, "response", "/KeyMetadata/CloudHsmClusterId"): CLUSTER,
    ("kms.describe_custom_key_stores", 1, "response", "/CustomKeyStores/0/CloudHsmClusterId"): CLUSTER,
    ("kms.update_custom_key_store", 2, "request", "/CloudHsmClusterId"): CLUSTER,
    ("lambda.update_event_source_mapping", 0, "request", "/UUID"): "an id in another form, and too short",
    ("lambda.update_event_source_mapping", 0, "response", "/UUID"): "an id in another form, and too short",
    ("polly.get_lexicon", 0, "request", "/Name"): "the name is empty",
    ("pricing.get_products", 0, "request", "/ServiceCode"): "the required member is left out",
    ("s3.complete_multipart_upload", 0, "request", "/MultipartUpload/Parts/0/PartNumber"): QUOTED,
    ("s3.complete_multipart_upload", 0, "request", "/MultipartUpload/Parts/1/PartNumber"): QUOTED,
    ("s3.delete_objects", 1, "response", "/Deleted/0/DeleteMarker"): QUOTED,
    ("s3.delete_objects", 1, "response", "/Deleted/1/DeleteMarker"): QUOTED,
    ("s3.get_object", 0, "response", "/ContentLength"): QUOTED,
    ("s3.get_object", 1, "response", "/ContentLength"): QUOTED,
    ("s3.head_object", 0, "response", "/ContentLength"): QUOTED,
    ("s3.list_multipart_uploads", 1, "request", "/MaxUploads"): QUOTED,
    ("s3.list_multipart_uploads", 1, "response", "/MaxUploads"): QUOTED,
    ("s3.list_objects", 0, "request", "/MaxKeys"): QUOTED,
    ("s3.list_objects_v2", 0, "request", "/MaxKeys"): QUOTED,
    ("s3.list_objects_v2", 0, "response", "/KeyCount"): QUOTED,
    ("s3.list_objects_v2", 0, "response", "/MaxKeys"): QUOTED,
    ("s3.list_parts", 0, "response", "/Parts/0/PartNumber"): QUOTED,
    ("s3.list_parts", 0, "response", "/Parts/1/PartNumber"): QUOTED,
    ("s3.upload_part", 0, "request", "/PartNumber"): QUOTED,
    ("s3.upload_part_copy", 0, "request", "/PartNumber"): QUOTED,
    ("s3.upload_part_copy", 1, "request", "/PartNumber"): QUOTED,
}
OF_BOTH_RELEASES = 1_300
"""Fewer examples than any botocore that is tested brings: guards against reading none."""


def test_every_example_is_clean_or_explained() -> None:
    """Inputs and outputs of all examples, at the strictest level: what misses the model is just what is listed.

    An older botocore has fewer constraints to miss.
    """
    found, examples = set(), 0
    for operation, number, example in _examples():
        examples += 1
        for side in get_args(Side):
            data = example.get("output" if side == "response" else "input") or {}
            found |= {(operation, number, side, one.path) for one in check(operation, data, level="strict", side=side)}

    assert examples > OF_BOTH_RELEASES
    assert found - set(EXPLAINED) == set()
    assert not IS_NEW or _of_this_release(EXPLAINED) - found == set()


def _of_this_release(listed: dict[tuple[str, int, Side, str], str]) -> set[tuple[str, int, Side, str]]:
    """What is listed of operations that the installed botocore still has examples for."""
    there = {(operation, number) for operation, number, _ in _examples()}
    return {key for key in listed if key[:2] in there}


def _examples() -> Iterator[tuple[str, int, dict[str, Any]]]:
    loader = botocore.loaders.create_loader()  # of its own: writing pages changes the examples of a loader
    for service in map(Service.named, service_names()):
        try:
            examples = copy.deepcopy(loader.load_service_model(service.name, "examples-1")["examples"])
        except botocore.exceptions.DataNotFoundError:
            continue
        for api_name, items in examples.items():
            yield from ((service.operation(api_name).name, number, item) for number, item in enumerate(items))
