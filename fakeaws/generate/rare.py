"""Members of features that few use: an answer that had all of them at once would be of a thing that nobody has."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Final


@functools.lru_cache(maxsize=8192)
def is_rare(told: tuple[str, ...], service: str) -> bool:
    """Whether the answers of the service seldom have a member that reads so."""
    patterns = [_EVERYWHERE, *([_RARE[service]] if service in _RARE else ())]
    return any(pattern.fullmatch(words) for pattern in patterns for words in told)


_EVERYWHERE: Final = re.compile(r"(\w+_)?(outposts?(_\w+)?|pending_modified_values|carrier_ip|customer_owned_ip)")
_BY_SERVICE: Final[Mapping[str, str]] = {
    # Words, or patterns of words, of the members that answers do without; told of with `optional="all"` only.
    "acm": r"""
        acme_\w+ certificate_authority_arn certificate_key_pair_origin certificate_usage export http_redirect
        imported_at managed_by renewal_summary revoked_at root_hierarchy_type update_summary validation_emails
    """,
    "apigateway": r"""
        api_status api_status_message endpoint_access_mode minimum_compression_size policy security_policy version
        vpc_endpoint_ids warnings
    """,
    "appconfig": r"action_invocations applied_extensions",
    "athena": r"""
        acl_configuration data_manifest_location dpu_count execution_parameters expected_bucket_owner kms_key
        managed_query_results_configuration query_results_s3_\w+ result_reuse_\w+
    """,
    "autoscaling": r"""
        availability_zone_\w+ capacity_rebalance capacity_reservation_specification context
        default_instance_warmup deletion_protection desired_capacity_type image_id instance_lifecycle_policy
        instance_maintenance_policy launch_configuration_name load_balancer_names max_instance_lifetime
        mixed_instances_policy operator placement_group predicted_capacity status traffic_sources warm_pool_\w+
        weighted_capacity
    """,
    "cloudformation": r"""
        alias_name client_request_token deletion_mode deletion_time deployment_config detailed_status hook_\w+
        last_operations operation_id parent_id resolved_value retain\w* root_id use_previous_value
    """,
    "cloudfront": r"""
        (min|default|max)_ttl \w*(custom_error_response|cache_behavior|geo_restriction)s?_items \w+_http_version
        alias_icp_recordals anycast_ip_list_id certificate certificate_source connection_\w+ custom_headers
        field_level_encryption_id forwarded_values function_associations grpc_config iam_certificate_id
        lambda_function_associations origin_access_control_id origin_groups origin_mtls_config origin_path
        origin_request_policy_id origin_shield realtime_log_config_arn response_completion_timeout
        response_headers_policy_id s3_origin_config trusted_\w+ viewer_mtls_config vpc_origin_config
    """,
    "cloudwatch": r"messages",
    "cognito-idp": r"mfa_options",
    "dynamodb": r"""
        archival_summary backfilling billing_mode_summary consumed_capacity disassociation\w* global_table_\w+
        global_table_version global_table_witnesses inaccessible\w* item_collection_metrics
        local_secondary_indexes multi_region_consistency non_key_attributes on_demand_throughput replicas
        restore_summary sse_description table_class_summary vector_indexes warm_throughput
    """,
    "ec2": r"""
        owner_alias data_encryption_key_id restore_expiry_time transfer_type customer_owned_ipv4_pool
        network_firewall_connectivity_type state_message associated_kms_keys
        affinity amd_sev_snp associated_resource block_public_access_states boot_mode capacity_block_id
        capacity_reservation_id capacity_reservation_specification capacity_reservation_target
        current_instance_boot_mode deprecation_time elastic_(gpu|inference)\w* encryption_control fast_restored
        groups host_id host_resource_group_arn image_allowed image_watermarks instance_lifecycle
        instance_owning_service instance_type_specification ipv4_prefixes ipv6_pool ipv6_prefixes kernel_id
        licenses maintenance_options metric_category_ids nested_virtualization network_firewall_associations
        network_performance_options no_device operator partition_number peering_status platform prefix_list_ids
        metadata_options_state placement_group_(id|name)
        product_codes public_ssm_parameter_name ramdisk_id requester_id scan_results
        secondary_(interfaces|subnet_id|network_id) source_(volume|image|instance)_\w+ spot_instance_request_id
        spread_domain sriov_net_support sse_type tpm_support usage_operation_update_time user_id_group_pairs
        virtual_name volume_arn volume_initialization_rate volume_owner_id vpc_peering_connection_id
    """,
    "ecr": r"""
        image_scan_findings_summary image_status last_activated_at last_archived_at subject_manifest_digest
    """,
    "ecs": r"""
        \w+_port_range advanced_configuration alarms bake_time_in_minutes canary_configuration
        capacity_provider_name capacity_provider_strategy container_instance_arn current_service_\w+
        deployment_controller early_success_criteria ephemeral_storage exit_code external_id
        fargate_ephemeral_storage gpu_ids gpu_sharing_strategy inference_accelerator\w* ipv6_address
        lifecycle_hooks linear_configuration load_balancer_name managed_agents monitoring neuron_device_ids
        overrides placement_\w+ reset_on_healthy_task resource_management_type service_connect\w*
        service_registries stop_code strategy target_id target_type task_sets threshold_configuration
        trusted_execution_summary volume_configurations volumes vpc_lattice_configurations
    """,
    "eks": r"""
        active client_request_token compute_config connector_config control_plane_\w+ gateway_api id kube_\w+
        remote_network_config service_ipv6_cidr storage_config zonal_shift_config
    """,
    "elasticloadbalancing": r"""
        customer_owned_ipv4_pool enable_prefix_\w+ enforce_\w+ ipam_pools load_balancer_addresses outpost_id
        source_nat_\w+
    """,
    "events": r"event_pattern managed_by role_arn",
    "glue": r"""
        allocated_capacity dpu_seconds execution_role_session_policy job_run_queuing_enabled maintenance_window
        notification_property predecessor_runs previous_run_id profile_name security_configuration state_detail
    """,
    "iam": r"max_signin_session_duration permissions_boundary source_role_template",
    "kinesis": r"""
        adjacent_parent_shard_id child_shards ending_sequence_number key_id max_record_size_in_ki_b
        parent_shard_id warm_throughput
    """,
    "kms": r"""
        ciphertext_for_recipient cloud_hsm_cluster_id current_key_material_id custom_key_store_id
        encapsulation_algorithms expiration_model key_agreement_algorithms key_material_id mac_algorithms
        multi_region_configuration pending_deletion_window_in_days signing_algorithms valid_to xks_\w+
    """,
    "lambda": r"""
        application_log_level system_log_level
        accelerator_config capacity_provider_config concurrency config_sha256 dead_letter_config durable_\w+
        file_system_configs image_config_response image_uri kms_key_arn master_arn resolved_\w+ runtime_config
        signing_\w+ source_kms_key_arn tenancy_config
    """,
    "logs": r"""
        bearer_token\w+ data_protection_status deletion_protection_enabled inherited_properties
        retention_policy_name
    """,
    "rds": r"""
        activity_stream\w* additional_storage_volumes associated_roles automatic_restart_time automation_mode
        aws_backup_recovery_point_arn certificate_details character_set_name custom_iam_instance_profile
        customer_owned_ip_enabled db_capacity_reservation_identifier db_cluster_identifier
        db_instance_automated_backups_replications db_instance_port db_security_groups db_systems?_id
        domain_memberships enhanced_monitoring_resource_arn instance_create_time\w+
        is_storage_config_upgrade_available listener_endpoint master_user_secret monitoring_role_arn multi_tenant
        nchar_\w+ pending_modified_values percent_progress performance_insights_kms_key_id primary_endpoint
        processor_features promotion_tier read_replica\w* replica_mode resume_full_automation_mode_time
        secondary_availability_zone status_infos storage_encryption_type storage_operation_\w+
        storage_volume_status tde_\w+ timezone upgrade_rollout_order vpc_networking_enabled
    """,
    "route53": r"features hosted_zone_tier linked_service",
    "s3": r"""
        archive_status bucket_key_enabled content_disposition content_language delete_marker expiration expires
        missing_meta object_lock_\w+ parts_count replication_status request_charged restore(_status)?
        sse_customer_\w+ ssekms_key_id website_redirect_location
    """,
    "secretsmanager": r"secret_binary",
    "sns": r"sequence_number",
    "sqs": r"""
        binary_list_values binary_value md5_of_message_system_attributes sequence_number string_list_values
    """,
    "ssm": r"selector source_result",
    "states": r"map_run_arn redrive_\w+ state_machine_(alias|version)_arn trace_header",
    "sts": r"session_token_\w+ source_identity",
}
_RARE: Final = {service: re.compile("|".join(words.split())) for service, words in _BY_SERVICE.items()}
