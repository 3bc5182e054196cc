"""What the services that keep and move data call otherwise than all the others."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from fakeaws.generate.draft import Draft
from fakeaws.generate.place import Place
from fakeaws.generate.rows.making import Rows, arn, by, epoch_milliseconds, epoch_seconds, iam_id, one_of


def _stream_label(draft: Draft, _: Place) -> str:
    return draft.moments[0].strftime("%Y-%m-%dT%H:%M:%S.") + f"{draft.moments[0].microsecond // 1000:03d}"


def _database_endpoint(draft: Draft, _: Place) -> str:
    name = draft.around("db_instance_identifier") or draft.around("db_cluster_identifier") or "orders"
    return f"{name}.c{draft.aws.aws_uuid()[-11:]}.{draft.aws.aws_region()}.rds.amazonaws.com"


def _shard_id(draft: Draft, _: Place) -> str:
    return f"shardId-{draft.random.randrange(3):012d}"


def _rds_resource_id(draft: Draft, _: Place) -> str:
    return f"db-{draft.aws.aws_uuid().replace('-', '')[:26].upper()}"


def _cache_address(draft: Draft, _: Place) -> str:
    name = draft.around("cache_cluster_id") or "orders-cache"
    return f"{name}.{draft.aws.aws_uuid()[:6]}.0001.use1.cache.amazonaws.com"


def _md5_of_body(draft: Draft, _: Place) -> str:
    body = draft.around("body") or draft.around("message_body") or ""
    return hashlib.md5(body.encode(), usedforsecurity=False).hexdigest()


def _job_run_id(draft: Draft, _: Place) -> str:
    return f"jr_{draft.aws.aws_code_sha256().encode().hex()[:64]}"


DATA: Final[Mapping[str, Rows]] = {
    "athena": (
        (r"(^|_)query$|(^|_)query_string$", one_of("SELECT * FROM orders LIMIT 10")),
        (r"(^|_)(catalog|catalog_name|data_catalog)$", one_of("AwsDataCatalog")),
        (r"(^|_)(database|database_name)$", one_of("shop")),
        (r"(^|_)work_group$", one_of("primary")),
        (r"(^|_)(selected|effective)_engine_version$", one_of("Athena engine version 3")),
        (r"(^|_)substatement_type$", one_of("SELECT")),
    ),
    "dynamodb": (
        (r"(^|_)(latest_)?stream_label$", _stream_label),
        (r"(^|_)attribute_name$", one_of("id")),
        (r"(^|_)(item|items|key|attributes)_key$", one_of("id", "id", "status", "total")),
        (r"^s$", by("key", {"id": "1001", "status": "paid", "total": "42"})),
        (r"^n$", one_of("1", "42")),
        (r"(^|_)index_name$", one_of("by-status", "by-customer")),
        (r"(^|_)non_key_attributes$", one_of("status")),
    ),
    "elasticache": (
        (r"(^|_)engine$", one_of("redis")),
        (r"(^|_)engine_version$", one_of("7.1")),
        (r"(^|_)cache_cluster_id$", lambda draft, _: draft.aws.aws_name("orders-cache")),
        (r"(^|_)replication_group_id$", lambda draft, _: draft.aws.aws_name("orders-cache")),
        (r"(^|_)cache_node_id$", one_of("0001")),
        (r"(^|_)address$", _cache_address),
        (r"(^|_)parameter_apply_status$|(^|_)parameter_group_status$", one_of("in-sync")),
        (r"(^|_)(security_group|cache_security_group)\w*_status$", one_of("active")),
        (r"(^|_)status$", one_of("available")),
        (r"(^|_)snapshot_window$", one_of("03:00-04:00")),
    ),
    "redshift": (
        (r"(^|_)node_type$", one_of("ra3.xlplus", "ra3.4xlarge")),
        (r"(^|_)cluster_identifier$", lambda draft, _: draft.aws.aws_name("orders-warehouse")),
        (r"(^|_)cluster_availability_status$", one_of("Available")),
        (r"(^|_)parameter_apply_status$", one_of("in-sync")),
        (r"(^|_)vpc_security_group\w*_status$", one_of("active")),
        (r"(^|_)status$", one_of("available")),
        (r"(^|_)db_name$", one_of("dev")),
    ),
    "glue": (
        (r"(^|_)columns?_(v2_)?name$|(^|_)(bucket|skewed)_columns?(_names)?$|(^|_)orders?_column$|^column$",
         one_of("order_id", "customer", "total")),
        (r"(^|_)columns?_type$", one_of("string", "bigint", "double")),
        (r"(^|_)storage_descriptor_location$|^location$|(^|_)additional_locations$", one_of("s3://example-bucket/orders/")),
        (r"(^|_)input_format$", one_of("org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat")),
        (r"(^|_)output_format$", one_of("org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat")),
        (r"(^|_)serialization_library$", one_of("org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe")),
        (r"(^|_)table_type$", one_of("EXTERNAL_TABLE")),
        (r"(^|_)glue_version$", one_of("4.0", "5.0")),
        (r"(^|_)worker_type$", one_of("G.1X")),
        (r"(^|_)(log_group_name)$", one_of("/aws-glue/jobs")),
        (r"(^|_)job_run_id$|(^|_)previous_run_id$|^id$", _job_run_id),
        (r"(^|_)arguments_key$", one_of("--job-language", "--TempDir")),
        (r"(^|_)arguments_value$", by("key", {"--job-language": "python", "--TempDir": "s3://example-bucket/tmp/"})),
    ),
    "kinesis": (
        (r"(^|_)shard_id$", _shard_id),
        (r"(^|_)(parent|adjacent_parent)_shard_id$", _shard_id),
        (r"(^|_)starting_hash_key$", one_of("0")),
        (r"(^|_)ending_hash_key$", one_of("340282366920938463463374607431768211455")),
        (r"(^|_)(starting_|ending_)?sequence_number$", lambda draft, _: f"4{draft.random.randrange(10**54, 10**55)}"),
        (r"(^|_)partition_key$", one_of("customer-1", "customer-2")),
    ),
    "rds": (
        (r"(^|_)db_?i_?resource_id$|(^|_)dbi_resource_id$", _rds_resource_id),
        (r"(^|_)db_cluster_resource_id$", lambda draft, place: f"cluster-{_rds_resource_id(draft, place)[3:]}"),
        (r"(^|_)engine_version$", one_of("16.4")),  # of the family that the groups below are of
        (r"(^|_)db_parameter_group_name$", one_of("default.postgres16")),
        (r"(^|_)parameter_apply_status$", one_of("in-sync")),
        (r"(^|_)option_group_name$", one_of("default:postgres-16")),
        (r"(^|_)(db_subnet_group_name)$", one_of("default")),
        (r"(^|_)subnet_group_status$", one_of("Complete")),
        (r"(^|_)subnet_status$", one_of("Active")),
        (r"(^|_)option_group_membership\w*_status$", one_of("in-sync")),
        (r"(^|_)vpc_security_group\w*_status$", one_of("active")),
        (r"(^|_)status$", one_of("available")),
        (r"(^|_)kms_key_id$", arn("kms", "key")),
        (r"(^|_)availability_zone_name$", lambda draft, _: draft.aws.aws_availability_zone()),
        (r"(^|_)supported_network_types$", one_of("IPV4")),
        (r"(^|_)subnet_identifier$", lambda draft, _: draft.aws.aws_subnet_id()),
        (r"(^|_)(db_name|database_name)$", one_of("orders", "shop")),
        (r"(^|_)master_username$", one_of("postgres")),
        (r"(^|_)license_model$", one_of("postgresql-license")),
        (r"(^|_)ca_certificate_identifier$", one_of("rds-ca-rsa2048-g1")),
        (r"(^|_)storage_type$", one_of("gp3")),
        (r"(^|_)network_type$", one_of("IPV4")),
        (r"(^|_)address$|^(reader_|custom_)?endpoints?$|(^|_)db_cluster_endpoint$", _database_endpoint),
        (r"(^|_)character_set_name$", one_of("UTF8")),
        (r"(^|_)db_(instance|cluster)_identifier$|(^|_)\w*db_(instance|cluster)_identifiers?$",
         lambda draft, _: draft.aws.aws_name("orders-db")),
        (r"(^|_)(enabled_cloudwatch_logs_exports)$", one_of("postgresql", "upgrade")),
        (r"(^|_)engine_lifecycle_support$", one_of("open-source-rds-extended-support")),
        (r"(^|_)activity_stream_mode$", one_of("async")),
        (r"(^|_)backup_target$", one_of("region")),
        (r"(^|_)enhanced_monitoring_resource_arn$",
         lambda draft, _: draft.aws.aws_arn("logs", "log-group:RDSOSMetrics:log-stream:db-EXAMPLE")),
    ),
    "s3": (
        (r"(^|_)metadata_key$", one_of("order-id", "source")),
        (r"(^|_)metadata_value$", one_of("1001", "import")),
        (r"(^|_)objects?_(v2_)?name$|(^|_)object_versions?_name$", lambda draft, _: draft.aws.aws_bucket_name()),
        (r"(^|_)version_id$", lambda draft, _: draft.aws.aws_version_id()),
        (r"(^|_)(upload_id|abort_rule_id)$", lambda draft, _: draft.aws.aws_upload_id()),
        (r"(^|_)key$", lambda draft, _: draft.aws.aws_object_key()),
        (r"(^|_)(owner|initiator)_id$", lambda draft, _: draft.aws.aws_image_digest()[7:]),
        (r"(^|_)(owner|initiator)?_?display_name$", one_of("alice")),
        (r"(^|_)ssekms_key_id$", arn("kms", "key")),
        (r"(^|_)(sse_customer_algorithm)$", one_of("AES256")),
        (r"(^|_)accept_ranges$", one_of("bytes")),
        (r"(^|_)content_range$", one_of("bytes 0-1023/20480")),
        (r"(^|_)cache_control$", one_of("max-age=3600")),
        (r"(^|_)content_disposition$", one_of("attachment")),
        (r"(^|_)content_language$", one_of("en")),
        (r"(^|_)expiration$", one_of('expiry-date="Fri, 01 Jan 2027 00:00:00 GMT", rule-id="expire"')),
        (r"(^|_)restore$", one_of('ongoing-request="false"')),
        (r"(^|_)delimiter$", one_of("/")),
        (r"(^|_)location$", lambda draft, _: draft.aws.aws_region()),
    ),
    "sqs": (
        (r"(^|_)(created|last_modified)_timestamp$", epoch_seconds),
        (r"(^|_)(sent_timestamp|approximate_first_receive_timestamp)$", epoch_milliseconds),
        (r"(^|_)approximate_number\w*$|(^|_)delay_seconds$|(^|_)receive_message_wait_time_seconds$", one_of("0")),
        (r"(^|_)approximate_receive_count$", one_of("1")),
        (r"(^|_)visibility_timeout$", one_of("30")),
        (r"(^|_)maximum_message_size$", one_of("262144")),
        (r"(^|_)message_retention_period$", one_of("345600")),
        (r"(^|_)sqs_managed_sse_enabled$|(^|_)fifo_queue$|(^|_)content_based_deduplication$", one_of("true")),
        (r"(^|_)sender_id$", iam_id("user")),
        (r"(^|_)md5_of_(message_)?body$", _md5_of_body),
        (r"(^|_)(message_)?body$", one_of('{"orderId": "1001"}', '{"orderId": "1002"}')),
        (r"(^|_)message_attributes_key$", one_of("source")),
        (r"(^|_)data_type$", one_of("String")),
        (r"(^|_)string_value$", one_of("shop")),
    ),
}  # fmt: skip
