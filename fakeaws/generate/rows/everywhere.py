"""Which words ask for which text, in the answers of any service. The table is searched from the top."""

from __future__ import annotations

from typing import Final

from fakeaws.generate.aws.identities import TAGS
from fakeaws.generate.draft import Draft
from fakeaws.generate.hints import TIME, iso, moment
from fakeaws.generate.naming import arn_text, own_arn_text
from fakeaws.generate.place import Place
from fakeaws.generate.rows.making import Rows, arn, ec2_id, one_of


def _iso_time(draft: Draft, place: Place) -> str:
    return iso(moment(draft, place.words))


def _private_ip(draft: Draft, _: Place) -> str:
    return draft.recurring("private_ip", draft.aws.aws_private_ip)


def _public_ip(draft: Draft, _: Place) -> str:
    return draft.recurring("public_ip", draft.aws.aws_public_ip)


def _variable(draft: Draft, _: Place) -> str:
    return _VARIABLES.get(draft.beside("key") or "", "production")


def _tag_value(draft: Draft, _: Place) -> str:
    return draft.random.choice(TAGS.get(draft.beside("key") or "Environment", ("production",)))


def _bulk_deployment_arn(draft: Draft, _: Place) -> str:
    return draft.aws.aws_greengrass_bulk_deployment_arn(
        draft.recurring("BulkDeploymentId", draft.aws.aws_greengrass_bulk_deployment_id)
    )


def _s3_uri(draft: Draft, _: Place) -> str:
    return f"s3://{draft.aws.aws_bucket_name()}/{draft.aws.aws_object_key()}"


def _url(draft: Draft, _: Place) -> str:
    return f"https://{draft.aws.aws_name(draft.service)}.example.com/"


def _private_dns_name(draft: Draft, place: Place) -> str:
    return draft.aws.aws_private_dns_name(_private_ip(draft, place))


def _public_dns_name(draft: Draft, place: Place) -> str:
    return draft.aws.aws_public_dns_name(_public_ip(draft, place))


_EC2_KINDS = (
    r"(^|_)(vpc|subnet|security_group|instance|ami|image|snapshot|volume|network_interface|vpc_endpoint|nat_gateway"
    r"|internet_gateway|route_table|transit_gateway|launch_template|network_acl|capacity_reservation|vpc_peering_connection)"
    r"_ids?$"
)

_VARIABLES = {"LOG_LEVEL": "INFO", "STAGE": "production", "TABLE_NAME": "orders"}

EVERYWHERE: Final[Rows] = (
    # Who and where.
    (r"(^|_)service_accounts?(_name)?$", one_of("default")),
    (r"(^|_)(account|account_id|owner_id|aws_account(_id)?|registry_id|catalog_id)s?$",
     lambda draft, _: draft.aws.aws_account_id()),
    (r"(^|_)(region|region_name)s?$", lambda draft, _: draft.aws.aws_region()),
    (r"(^|_)(availability_)?zone(_name)?s?$", lambda draft, _: draft.aws.aws_availability_zone()),
    (r"(^|_)availability_zone_ids?$", lambda draft, _: draft.aws.aws_availability_zone_id()),
    (r"(^|_)network_border_group$", lambda draft, _: draft.aws.aws_region()),
    (r"(^|_)partition$", lambda draft, _: draft.aws.aws_partition()),
    # ARNs.
    (r"(^|_)bulk_deployment_arn$", _bulk_deployment_arn),
    (r"(^|_)arns?$", arn_text),
    (r"(^|_)arns?$", own_arn_text),
    (r"(^|_)role$", arn("iam", "role")),
    (r"(^|_)kms_key$", arn("kms", "key", "kms_key")),
    # Keys and identities.
    (r"(^|_)access_key_id$", lambda draft, _: draft.aws.aws_access_key_id()),
    (r"(^|_)secret_access_key$", lambda draft, _: draft.aws.aws_secret_access_key()),
    (r"(^|_)(session|security)_token$", lambda draft, _: draft.aws.aws_session_token()),
    (r"(^|_)(\w*password|client_secret|secret_string|api_key)$", lambda draft, _: draft.aws.aws_password()),
    (r"(^|_)(kms|kms_key|kms_master_key|master_key|key|encryption_key|ssekms_key|sse_kms_key)_(id|identifier)$",
     lambda draft, _: draft.recurring("kms_key_id", draft.aws.aws_kms_key_id)),
    (r"(^|_)identity_(pool_)?id$", lambda draft, _: draft.aws.aws_identity_pool_id()),
    (r"(^|_)user_pool_id$", lambda draft, _: draft.aws.aws_user_pool_id()),
    (r"(^|_)user_?names?$", one_of("alice", "bob", "carol", "dave")),
    # Ids.
    (r"(^|_)(client|idempotency|client_request|creation)_token$", lambda draft, _: draft.aws.aws_uuid()),
    (r"(^|_)request_id$", lambda draft, _: draft.aws.aws_request_id()),
    (_EC2_KINDS, ec2_id),
    (r"(^|_)security_groups?$", lambda draft, _: draft.aws.aws_security_group_id()),
    (r"(^|_)subnets?$", lambda draft, _: draft.aws.aws_subnet_id()),
    (r"(^|_)hosted_zone_id$", lambda draft, _: draft.aws.aws_hosted_zone_id()),
    (r"(^|_)file_system_id$", lambda draft, _: draft.aws.aws_prefixed_id("fs")),
    (r"(^|_)rest_api_id$", lambda draft, _: draft.aws.aws_rest_api_id()),
    (r"(^|_)distribution_id$", lambda draft, _: draft.aws.aws_distribution_id()),
    (r"(^|_)(id|uuid|guid|identifier)s?$", lambda draft, _: draft.aws.aws_uuid()),
    # Where things are.
    (r"(^|_)queue_url$", lambda draft, _: draft.aws.aws_queue_url(draft.around("queue_name"))),
    (r"(^|_)image_uri$", lambda draft, _: draft.aws.aws_image_uri(draft.around("repository_name") or "orders")),
    (r"(^|_)image_digest$", lambda draft, _: draft.aws.aws_image_digest()),
    (r"(^|_)(s3_)?(uri|path_uri)s?$|(^|_)(s3|output|results?|manifest|data)_(output_)?(location|path)$", _s3_uri),
    (r"(^|_)(url|endpoint|href|link)s?$", _url),
    (r"(^|_)(s3_)?bucket(_name)?s?$", lambda draft, _: draft.aws.aws_bucket_name()),
    (r"(^|_)(s3_|object_)key$", lambda draft, _: draft.aws.aws_object_key()),
    (r"^(\w*key_|s3_|object_)?prefix$", one_of("exports/", "logs/", "reports/")),
    (r"(^|_)log_group(_name|_identifier)?s?$", lambda draft, _: draft.aws.aws_log_group()),
    (r"(^|_)log_stream(_name)?s?$", lambda draft, _: draft.aws.aws_log_stream()),
    (r"(^|_)(path|path_prefix)$", one_of("/")),
    # Networks.
    (r"(^|_)private_dns_names?$", _private_dns_name),
    (r"(^|_)public_dns_names?$", _public_dns_name),
    (r"(^|_)dns_server\w*$|(^|_)resolver_ip$", one_of("10.0.0.2")),
    (r"(^|_)(public_ip|public_ip_address)$", _public_ip),
    (r"(^|_)(private_ip|private_ip_address)$", _private_ip),
    (r"(^|_)(elastic_ip|carrier_ip|customer_owned_ip|source_ip(_address)?)$",
     lambda draft, _: draft.aws.aws_public_ip()),
    (r"(^|_)ipv6_(cidr\w*|prefix(es)?)$", one_of("2001:db8:1234:1a00::/56")),
    (r"(^|_)ipv6\w*$", lambda draft, _: draft.aws.aws_ipv6()),
    (r"(^|_)(ip|ip_v4|ipv4_address|ip_address|private_ip\w*)(es)?s?$", lambda draft, _: draft.aws.aws_private_ip()),
    (r"(^|_)(cidr|cidr_blocks?|cidr_ip|ip_range|cidrs|ipv4_prefix|source_cidr_block)$",
     lambda draft, _: draft.aws.aws_cidr()),
    (r"(^|_)mac_address$", lambda draft, _: draft.aws.aws_mac_address()),
    (r"(^|_)domain(_name)?s?$|(^|_)(dns|host)_?name$", lambda draft, _: f"{draft.aws.aws_name()}.example.com"),
    (r"(^|_)e?mail(_address)?$", lambda draft, _: f"{draft.aws.aws_name()}@example.com"),
    (r"(^|_)phone(_number)?$", one_of("+12025550100", "+12025550123")),
    (r"(^|_)ip_protocol$", one_of("tcp")),
    # Documents and digests.
    (r"(^|_)(assume_role_policy_document|trust_policy)$", lambda draft, _: draft.aws.aws_trust_policy()),
    (r"(^|_)policy(_document|_text)?$", lambda draft, _: draft.aws.aws_policy((f"{draft.service}:*",))),
    (r"(^|_)(input|output|payload|event|body)$|^detail$", one_of("{}", '{"orderId": "1001"}')),
    (r"(^|_)e_?tag$", lambda draft, _: draft.aws.aws_etag()),
    (r"(^|_)\w*md5\w*$", lambda draft, _: draft.aws.aws_etag().strip('"')),
    (r"(^|_)(code_|config_)?sha256$", lambda draft, _: draft.aws.aws_code_sha256()),
    (r"(^|_)receipt_handle$", lambda draft, _: draft.aws.aws_receipt_handle()),
    (r"(^|_)sequence_number$", lambda draft, _: f"4{draft.random.randrange(10**54, 10**55)}"),
    # Kinds and sizes.
    (r"(^|_)(content|media|mime)_type$", one_of("application/json")),
    (r"(^|_)instance_type$", one_of("t3.micro", "m5.large", "c6g.xlarge")),
    (r"(^|_)(db_instance_class|instance_class)$", one_of("db.t3.medium", "db.r6g.large")),
    (r"(^|_)cache_node_type$", one_of("cache.t3.micro", "cache.r6g.large")),
    (r"(^|_)engine$", one_of("postgres")),
    (r"(^|_)engine_version$", one_of("16.3", "16.4", "15.7")),
    (r"(^|_)platform_version$", one_of("1.4.0")),
    (r"(^|_)handler$", one_of("index.handler", "app.handler")),
    (r"(^|_)(time_?zone)$", one_of("UTC")),
    (r"(^|_)locale$", one_of("en_US")),
    (r"(^|_)(language|language_code)$", one_of("en")),
    (r"(^|_)currency(_code)?$", one_of("USD")),
    (r"(^|_)(cron\w*|schedule_expression|schedule)$", one_of("rate(1 hour)", "rate(5 minutes)")),
    (r"(^|_)preferred_maintenance_window$", one_of("sun:05:00-sun:06:00")),
    (r"(^|_)\w*backup_window$", one_of("03:00-04:00")),
    (r"(^|_)device(_name)?$", one_of("/dev/xvda", "/dev/sdf")),
    (r"(^|_)version_label$", one_of("v1.2.0", "v1.3.0")),
    (r"(^|_)(latest_|current_|default_)?version(_number|_label|_id)?$", one_of("1")),
    (r"(^|_)(state|status|lifecycle_state|provisioning_state)$", one_of("ACTIVE")),
    (r"(^|_)(descriptions?|comments?|notes?)$",
     one_of("Orders of the shop", "Made for a test", "Nightly report", "Search index")),
    (r"(^|_)progress$", one_of("100%")),
    (r"(^|_)summary$", one_of("Done")),
    (r"(^|_)(messages?|status_details?)$", one_of("OK")),
    (r"(^|_)(titles?|display_names?|labels?)$", one_of("Orders", "Payments", "Search", "Reports")),
    (r"(^|_)(created_by|owner|author|last_modified_by|requester|requested_by)$", one_of("alice", "bob")),
    # Pages.
    (r"^marker$", one_of("")),
    (r"^max_(items|results|records|keys)$", one_of("100")),
    # Tags and other pairs.
    (r"(^|_)tags?_(key|name)$|(^|_)tag_keys?$|(^|_)tags_key$", lambda draft, _: draft.random.choice(list(TAGS))),
    (r"(^|_)tags?_value$", _tag_value),
    (r"(^|_)(variables|environment)_key$", one_of(*_VARIABLES)),
    (r"(^|_)(variables|environment)_value$", _variable),
    (TIME.pattern, _iso_time),
)  # fmt: skip
