"""What the names of numbers, booleans and bytes say: the ports and sizes that one meets, and what is mostly so."""

from __future__ import annotations

import functools
import re
from typing import Final


@functools.cache
def number_hint(told: tuple[str, ...]) -> tuple[float, ...]:
    """The numbers that such a member has, for one to be drawn; none where none of its readings says any."""
    found = (numbers for words in told for pattern, numbers in _NUMBERS if pattern.search(words))
    return next(found, ())


@functools.cache
def boolean_hint(words: str) -> bool | None:
    """What such a boolean says of most things: they are enabled, and encrypted; None where one cannot know."""
    return True if _SO.search(words) else False if _NOT_SO.search(words) else None


def is_opaque(words: str) -> bool:
    """Whether nobody but AWS can read such bytes."""
    return _OPAQUE.search(words) is not None


_SO = re.compile(r"(^|_)(enabled?|encrypted|included|verified|valid|is_attachable|source_dest_check|primary)$")
_NOT_SO = re.compile(
    r"^(disable\w*|is_default|cloud_front_default_certificate|staging|smooth_streaming|multi_region|\w*dry_run)$"
)
_OPAQUE = re.compile(r"(^|_)(ciphertext\w*|signature|mac|hmac|public_key|private_key\w*|plaintext)(_blob)?$")

_ROWS: Final[tuple[tuple[str, tuple[float, ...]], ...]] = (
    (r"(^|_)(instance_)?state_code$", (16,)),
    (r"(^|_)configuration_endpoint_port$", (6379,)),
    (r"(^|_)(endpoint|db_cluster|db_instance)_port$", (5432,)),
    (r"(^|_)maximum_percent$", (200,)),
    (r"(^|_)number_of_decreases_today$", (0, 1)),
    (r"(^|_)\w*minutes$", (0, 10, 30)),
    (r"(^|_)default_cooldown$", (300,)),
    (r"^capacity_units$", (0.5, 1.0)),
    (r"(^|_)image_size\w*$", (48_234_496, 104_857_600)),
    (r"(^|_)retention_period_hours$", (24,)),
    (r"(^|_)millis_behind_latest$", (0,)),
    (r"(^|_)http_port$", (80,)),
    (r"(^|_)https_port$", (443,)),
    (r"(^|_)response_code$", (200,)),
    (r"(^|_)ephemeral_storage_size$", (512,)),
    (r"(^|_)percent(age)?(_\w+)?$|(^|_)(percentage|progress)", (100,)),
    (r"(^|_)(from_port|to_port|port|container_port|host_port|ports)$", (443, 8080)),
    (r"(^|_)code_size$", (24_576, 1_048_576, 5_242_880)),
    (r"(^|_)memory_size$|(^|_)memory(_in_mb|_used)?$", (128, 256, 512, 1024)),
    (r"(^|_)max_allocated_storage$", (200, 1000)),
    (r"(^|_)allocated_storage$", (20, 50, 100)),  # RDS has no less
    (r"(^|_)vcpus$", (1, 2, 4)),
    (r"(^|_)evaluation_periods$", (3, 5)),
    (r"(^|_)datapoints_to_alarm$", (2, 3)),
    (r"(^|_)(volume_size|volume_size_in_gb|size_in_gi_?b|disk_size)$", (8, 20, 50, 100)),
    (r"(^|_)iops$", (3000,)),
    (r"(^|_)(storage_)?throughput$", (125,)),
    (
        r"(^|_)(content_length|\w*size(_in)?_bytes|bytes\w*|stored_bytes|size_bytes|image_size\w*)$",
        (1024, 20_480, 1_048_576),
    ),
    (r"(^|_)\w*size_in_mi?_?b$", (100, 512)),
    (r"(^|_)(min_size|minimum_size|min_capacity)$", (1,)),
    (r"(^|_)(max_size|maximum_size|max_capacity)$", (4, 10)),
    (r"(^|_)(desired_capacity|desired_count|running_count|desired_size|instance_count|core_count)$", (2,)),
    (r"(^|_)pending_count$", (0,)),
    (r"(^|_)threads_per_core$", (2,)),
    (r"(^|_)packed_policy_size$", (6, 12)),
    (r"(^|_)ttl\w*$", (60, 300, 3600)),
    (r"(^|_)max_session_duration$", (3600,)),
    (r"(^|_)\w*timeout\w*$|(^|_)timeout_(in_)?seconds$", (3, 30, 60)),
    (r"(^|_)\w*retention\w*$|(^|_)(retention_)?days$", (7, 14, 30)),
    (r"(^|_)(monitoring_)?interval\w*$|(^|_)period(_in_seconds|_seconds)?$", (60,)),
    (r"(^|_)\w*(duration|execution_time|elapsed)_(in_)?milli(s|seconds)$|time_in_millis$", (120, 850, 2100)),
    (r"(^|_)\w*(duration|seconds)\w*$|(^|_)execution_time$", (30, 60, 300)),
    (r"(^|_)(read|write)_capacity_units$", (5, 10)),
    (r"(^|_)(device_index|network_card_index|ebs_card_index|index|offset|member_order)$", (0,)),
    (r"(^|_)(amazon_side_asn|asn|bgp_asn)$", (64_512,)),
    (r"(^|_)(version|version_number|revision|latest_version\w*|default_version\w*|version_id)$", (1, 2, 3)),
    (r"(^|_)(deployment|build|part|attempt|revision)_number$", (1, 2, 3)),
    (r"(^|_)(attempt|attempts|retry_attempts|receive_count|max_retries)$", (1, 2)),
    (r"(^|_)http_put_response_hop_limit$", (1, 2)),
    (r"(^|_)available_ip_address_count$", (251,)),
    (r"(^|_)(item_count|object_count|document_count|row_count|rows?)$", (12, 250, 1042)),
    (r"(^|_)(weight|priority|promotion_tier)$", (1,)),
    (r"(^|_)growth_factor$", (20,)),
    (r"(^|_)quota|(^|_)limit$|(^|_)max_\w+$|(^|_)maximum_\w+$", (10, 50, 100)),
    (r"(^|_)\w*_?size$", (1024, 4096, 20_480)),
    (r"(^|_)(\w*count|number_of_\w+|num_\w+)$", (1, 2, 3)),
    (r"(^|_)status_code$", (200,)),
)
_NUMBERS: Final = tuple((re.compile(pattern), numbers) for pattern, numbers in _ROWS)
