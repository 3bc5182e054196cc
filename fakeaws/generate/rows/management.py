"""What the services that manage, name, permit and observe call otherwise than all the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from fakeaws.generate.draft import Draft
from fakeaws.generate.naming import arn_of
from fakeaws.generate.place import Place
from fakeaws.generate.rows.making import Rows, arn, by, iam_id, one_of


def _key_or_its_arn(draft: Draft, place: Place) -> str:
    """KMS tells the id of a key where it describes one, and the ARN where it used one."""
    if place.owner:
        return draft.aws.aws_kms_key_id()
    asked = draft.around("key_id") or ""
    return asked if asked.startswith("arn:") else draft.aws.aws_kms_key_arn(asked if _is_key_id(asked) else None)


def _is_key_id(text: str) -> bool:
    return len(text) == len("1234abcd-12ab-34cd-56ef-1234567890ab") and not text.startswith("alias/")


def _assumed_role_id(draft: Draft, _: Place) -> str:
    session = draft.around("role_session_name") or draft.recurring(
        "role_session_name", lambda: draft.aws.aws_name("session")
    )
    return f"{draft.aws.aws_role_id()}:{session}"


def _hosted_zone_id(draft: Draft, _: Place) -> str:
    return f"/hostedzone/{draft.aws.aws_hosted_zone_id()}"


def _domain(draft: Draft, _: Place) -> str:
    return f"{draft.aws.aws_name('example')}.com"


def _distribution_host(draft: Draft, _: Place) -> str:
    return f"d{draft.aws.aws_uuid().replace('-', '')[:13]}.cloudfront.net"


def _appconfig_id(draft: Draft, _: Place) -> str:
    return draft.aws.aws_appconfig_id()


def _stack_set_id(draft: Draft, _: Place) -> str:
    name = draft.around("stack_set_name") or "network"
    return f"{name}:{draft.recurring('stack_set_uuid', draft.aws.aws_uuid)}"


def _email(draft: Draft, _: Place) -> str:
    return f"{draft.around('username') or 'alice'}@example.com"


def _log_group_arn(draft: Draft, place: Place) -> str:
    """CloudWatch Logs has two: the old `arn`, which stands for the streams too, and `logGroupArn`."""
    return arn_of(draft, place, "logs", "log-group", "log_group") + (":*" if place.words == "arn" else "")


_RESOURCE_TYPES = {
    "ApiFunction": "AWS::Lambda::Function",
    "OrdersQueue": "AWS::SQS::Queue",
    "OrdersTable": "AWS::DynamoDB::Table",
}

MANAGEMENT: Final[Mapping[str, Rows]] = {
    "acm": (
        (r"(^|_)serial$", one_of("07:71:71:f4:6b:e7:bf:63:87:e6:ad:3c:b2:0f:d0:5b")),
        (r"(^|_)(issuer)$", one_of("Amazon")),
        (r"(^|_)subject$", lambda draft, _: f"CN={draft.around('domain_name') or 'example.com'}"),
        (r"(^|_)(key_algorithm)$", one_of("RSA-2048")),
        (r"(^|_)subject_alternative_names$|(^|_)validation_domain$",
         lambda draft, _: draft.around("domain_name") or "example.com"),
        (r"(^|_)resource_record_name$",
         lambda draft, _: f"_{draft.aws.aws_task_id()}.{draft.around('domain_name') or 'example.com'}."),
        (r"(^|_)resource_record_value$", lambda draft, _: f"_{draft.aws.aws_task_id()}.acm-validations.aws."),
        (r"(^|_)in_use_by$", arn("elasticloadbalancing", "load-balancer")),
        (r"(^|_)oid$", one_of("1.3.6.1.5.5.7.3.1")),
        (r"(^|_)signature_algorithm$", one_of("SHA256WITHRSA")),
    ),
    "appconfig": (
        (r"(^|_)(application|environment|configuration_profile|deployment_strategy|extension|experiment\w*)_id$|^id$",
         _appconfig_id),
        (r"(^|_)location_uri$", one_of("hosted")),
        (r"(^|_)configuration_version$", one_of("1", "2", "3")),
    ),
    "cloudformation": (
        (r"(^|_)(stack_id|parent_id|root_id)$", arn("cloudformation", "stack")),
        (r"(^|_)change_set_id$", arn("cloudformation", "change-set")),
        (r"(^|_)stack_set_id$",
         _stack_set_id),
        (r"(^|_)logical_resource_ids?$", one_of(*_RESOURCE_TYPES)),
        (r"(^|_)physical_resource_id$", lambda draft, _: draft.aws.aws_name("orders")),
        (r"(^|_)resource_type$", by("logical_resource_id", _RESOURCE_TYPES)),
        (r"(^|_)parameter_key$", one_of("Stage", "TableName")),
        (r"(^|_)parameter_value$", by("parameter_key", {"Stage": "production", "TableName": "orders"})),
        (r"(^|_)output_key$", one_of("TableName", "ApiUrl")),
        (r"(^|_)output_value$", by("output_key", {"ApiUrl": "https://api.example.com", "TableName": "orders"})),
        (r"(^|_)export_name$", by("output_key", {"ApiUrl": "shop-api-url", "TableName": "shop-table-name"})),
        (r"(^|_)resource_properties$", one_of("{}")),
        (r"(^|_)template_body$", one_of('{"Resources": {}}')),
    ),
    "cloudfront": (
        (r"(^|_)alias(es)?_items$|(^|_)cname$", _domain),
        (r"(^|_)trusted_signers_items$", lambda draft, _: draft.aws.aws_account_id()),
        (r"(^|_)trusted_key_groups?_items$", lambda draft, _: draft.aws.aws_uuid()),
        (r"(^|_)headers?_items$", one_of("Host", "Authorization")),
        (r"(^|_)(whitelisted_names|cookie_names)_items$", one_of("session")),
        (r"(^|_)query_string\w*_items$", one_of("page")),
        (r"(^|_)geo_restriction_items$", one_of("US", "DE")),
        (r"(^|_)distribution(_\w+)?_status$|^status$", one_of("Deployed")),
        (r"(^|_)origins?_domain_name$", _domain),
        (r"(^|_)domain_name$", _distribution_host),
        (r"(^|_)e_tag$", lambda draft, _: draft.aws.aws_distribution_id()),
        (r"(^|_)(origin_id|target_origin_id|origin_group_id)$", one_of("orders-origin")),
        (r"(^|_)web_acl_id$", arn("wafv2", "web-acl")),
        (r"(^|_)(distribution|streaming_distribution|invalidation|function|public_key|key_group)_id$",
         lambda draft, _: draft.aws.aws_distribution_id()),
        (r"(^|_)(certificate_source)$", one_of("acm")),
        (r"(^|_)path_pattern$", one_of("/api/*")),
        (r"(^|_)origin_path$", one_of("/api")),
        (r"(^|_)(aliases|alternate_domain|cname)s?$", _domain),
    ),
    "cloudtrail": (
        (r"(^|_)event_name$", one_of("RunInstances", "PutObject", "CreateTable")),
        (r"(^|_)event_source$",
         by("event_name", {"RunInstances": "ec2.amazonaws.com", "PutObject": "s3.amazonaws.com",
                           "CreateTable": "dynamodb.amazonaws.com"})),
        (r"(^|_)read_only$", one_of("false")),
        (r"(^|_)resource_type$", one_of("AWS::S3::Object", "AWS::DynamoDB::Table")),
    ),
    "cloudwatch": (
        (r"(^|_)(ok|alarm|insufficient_data)_actions$", arn("sns", "topic")),
        (r"(^|_)alarm_rule$", one_of("ALARM(orders-errors) AND ALARM(orders-latency)")),
        (r"(^|_)actions_suppressor$", one_of("orders-maintenance")),
        (r"(^|_)extended_statistic$", one_of("p99")),
        (r"(^|_)stat$", one_of("Average", "Sum", "p99")),
        (r"(^|_)evaluate_low_sample_count_percentile$", one_of("evaluate")),
        (r"(^|_)treat_missing_data$", one_of("notBreaching")),
        (r"(^|_)dimensions?_name$", one_of("FunctionName", "QueueName")),
        (r"(^|_)dimensions?_value$", one_of("orders")),
        (r"(^|_)expression$", one_of("m1 * 100", "SUM(METRICS())")),
        (r"(^|_)threshold_metric_id$", one_of("ad1")),
        (r"(^|_)(metric_name|label)$", one_of("CPUUtilization", "Invocations", "Latency")),
        (r"(^|_)namespace$", one_of("AWS/EC2", "AWS/Lambda")),
        (r"(^|_)metric_data_result_id$|^id$", one_of("m1")),
    ),
    "cognito-idp": (
        (r"(^|_)(client_id|user_pool_client_id)$", lambda draft, _: draft.aws.aws_user_pool_client_id()),
        (r"(^|_)user_pool_id$", lambda draft, _: draft.aws.aws_user_pool_id()),
        (r"(^|_)user_?name$", one_of("alice", "bob", "carol")),
        (r"(^|_)(user_attribute|attribute|attribute_type)_name$", one_of("email")),
        (r"(^|_)(user_attribute|attribute|attribute_type)_value$", _email),
        (r"(^|_)user_mfa_setting_list$|(^|_)preferred_mfa_setting$", one_of("SOFTWARE_TOKEN_MFA")),
        (r"(^|_)(access|id|refresh)_token$", one_of("eyJraWQiOiJFWEFNUExFIn0.eyJzdWIiOiJFWEFNUExFIn0.RVhBTVBMRQ")),
    ),
    "events": (
        (r"(^|_)targets?_arn$", arn("lambda", "function", "target")),
        (r"(^|_)event_bus_name$", one_of("default")),
        (r"(^|_)event_pattern$", one_of('{"source": ["aws.ec2"]}')),
        (r"(^|_)schedule_expression$", one_of("rate(1 hour)")),
        (r"(^|_)managed_by$", one_of("scheduler.amazonaws.com")),
    ),
    "greengrass": ((r"(^|_)deployment_type$", one_of("NewDeployment")),),
    "iam": (
        (r"(^|_)role_id$", iam_id("role")),
        (r"(^|_)user_id$", iam_id("user")),
        (r"(^|_)group_id$", iam_id("group")),
        (r"(^|_)policy_id$|(^|_)permissions_boundary_id$", iam_id("policy")),
        (r"(^|_)instance_profile_id$", iam_id("instance_profile")),
        (r"(^|_)(version_id|default_version_id|policy_version_id)$", one_of("v1", "v2")),
        (r"(^|_)(path)$", one_of("/")),
        (r"(^|_)(assume_role_policy_document)$", lambda draft, _: draft.aws.aws_trust_policy()),
        (r"(^|_)(policy_document|document)$", lambda draft, _: draft.aws.aws_policy()),
        (r"(^|_)permissions_boundary_arn$", arn("iam", "policy")),
    ),
    "iot": ((r"(^|_)certificate_id$", lambda draft, _: draft.aws.aws_image_digest()[7:]),),
    "kms": (
        (r"^key_id$|(^|_)(source|destination)_key_id$", _key_or_its_arn),
        (r"(^|_)aws_account_id$", lambda draft, _: draft.aws.aws_account_id()),
    ),
    "logs": (
        (r"(^|_)log_group_(arn|identifier)$", _log_group_arn),
        (r"(^|_)kms_key_id$", arn("kms", "key")),
        (r"(^|_)message$", one_of("INFO order 1001 is paid", "INFO order 1002 is sent", "START", "END")),
        (r"(^|_)filter_pattern$", one_of("ERROR")),
    ),
    "route53": (
        (r"(^|_)continent_code$", one_of("EU", "NA")),
        (r"(^|_)country_code$", one_of("DE", "US")),
        (r"(^|_)subdivision_code$", one_of("CA", "NY")),
        (r"(^|_)traffic_policy_instance_id$", lambda draft, _: draft.aws.aws_uuid()),
        (r"(^|_)hosted_zone_id$", _hosted_zone_id),
        (r"(^|_)(hosted_zone_name|resource_record_set_name|dns_name)$",
         lambda draft, place: f"{_domain(draft, place)}."),
        (r"(^|_)(change_info_id|change_id)$", lambda draft, _: f"/change/C{draft.aws.aws_hosted_zone_id()}"),
        (r"(^|_)resource_record_value$", lambda draft, _: draft.aws.aws_public_ip()),
        (r"(^|_)caller_reference$", lambda draft, _: draft.aws.aws_uuid()),
    ),
    "secretsmanager": (
        (r"(^|_)name$", one_of("production/orders/database", "production/payments/api")),
        (r"(^|_)secret_string$", one_of('{"username": "orders", "password": "EXAMPLE-PASSWORD"}')),
        (r"(^|_)version_stages$|(^|_)\w*version_stages_\w+$", one_of("AWSCURRENT")),
        (r"(^|_)owning_service$", one_of("rds")),
    ),
    "sns": (
        (r"(^|_)owner$", lambda draft, _: draft.aws.aws_account_id()),
        (r"(^|_)protocol$", one_of("sqs")),
        (r"(^|_)(subscription_)?endpoint$", arn("sqs", "queue")),
    ),
    "ssm": (
        (r"(^|_)(parameter_name|name)$", one_of("/orders/database/url", "/payments/api/url")),
        (r"(^|_)parameter_value$", one_of("https://orders.example.com")),
        (r"(^|_)selector$", one_of(":1")),
        (r"(^|_)data_type$", one_of("text")),
        (r"(^|_)source_result$", one_of("{}")),
    ),
    "sts": (
        (r"(^|_)assumed_role_id$", _assumed_role_id),
        (r"(^|_)assumed_role_user_arn$", arn("sts", "assumed-role", "role")),
        (r"(^|_)access_key_id$", lambda draft, _: draft.aws.aws_access_key_id(temporary=True)),
        (r"(^|_)user_id$", iam_id("user")),
        (r"(^|_)get_caller_identity_response_arn$", arn("iam", "user")),
        (r"(^|_)source_identity$", one_of("alice")),
        (r"(^|_)federated_user_id$", lambda draft, _: f"{draft.aws.aws_account_id()}:alice"),
    ),
}  # fmt: skip
