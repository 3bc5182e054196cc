"""What the services that run things call otherwise than all the others: EC2, containers, functions, state machines."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Final

from fakeaws.generate.draft import Draft
from fakeaws.generate.hints import moment
from fakeaws.generate.place import Place
from fakeaws.generate.rows.making import Rows, arn, ec2_id, iam_id, one_of


def _log_result(draft: Draft, _: Place) -> str:
    start = f"START RequestId: {draft.aws.aws_request_id()} Version: $LATEST\n"
    return base64.b64encode(start.encode()).decode()


def _last_modified(draft: Draft, place: Place) -> str:
    return str(draft.aws.aws_timestamp("lambda", moment(draft, place.words)))


def _load_balancer_dns_name(draft: Draft, _: Place) -> str:
    name = draft.beside("load_balancer_name") or draft.aws.aws_name("load-balancer")
    return f"{name}-{draft.random.randrange(10**8, 10**9)}.{draft.aws.aws_region()}.elb.amazonaws.com"


def _build_id(draft: Draft, _: Place) -> str:
    project = draft.around("project_name") or draft.recurring("project_name", lambda: draft.aws.aws_name("project"))
    return f"{project}:{draft.recurring('build_uuid', draft.aws.aws_uuid)}"


def _cluster_endpoint(draft: Draft, _: Place) -> str:
    name = draft.aws.aws_uuid().replace("-", "").upper()
    return f"https://{name}.gr7.{draft.aws.aws_region()}.eks.amazonaws.com"


def _repository_uri(draft: Draft, _: Place) -> str:
    return draft.aws.aws_image_uri(draft.around("repository_name") or "orders").rpartition(":")[0]


def _state_machine_definition(_draft: Draft, _: Place) -> str:
    return '{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}'


def _service_event(draft: Draft, _: Place) -> str:
    return f"(service {draft.around('service_name') or 'orders-api'}) is steady."


_ELB: Final[Rows] = (
    (r"(^|_)dns_name$", _load_balancer_dns_name),
    (r"(^|_)canonical_hosted_zone_(name_)?id$", one_of("Z35SXDOTRQ7X7K")),
    (r"(^|_)target_(description_)?id$|^id$", lambda draft, _: draft.aws.aws_instance_id()),
    (r"health_check_path$|(^|_)path$", one_of("/health")),
    (r"health_check_port$", one_of("traffic-port")),
)

COMPUTE: Final[Mapping[str, Rows]] = {
    "apigateway": (
        (r"(^|_)root_resource_id$", lambda draft, _: draft.aws.aws_rest_api_id()),
        (r"(^|_)(api|resource|deployment|authorizer|rest_api|usage_plan|client_certificate)_id$|^id$",
         lambda draft, _: draft.aws.aws_rest_api_id()),
        (r"(^|_)binary_media_types$", one_of("image/png")),
        (r"(^|_)api_version$|^version$", one_of("2016-11-23")),
    ),
    "autoscaling": (
        (r"(^|_)instance_id$", ec2_id),
        (r"(^|_)health_check_type$", one_of("EC2", "ELB")),
        (r"(^|_)health_status$", one_of("Healthy")),
        (r"(^|_)termination_policies$", one_of("Default")),
        (r"(^|_)vpc_zone_identifier$", lambda draft, _: draft.aws.aws_subnet_id()),
        (r"(^|_)\w*metric$", one_of("GroupDesiredCapacity")),
        (r"(^|_)granularity$", one_of("1Minute")),
        (r"(^|_)resource_type$", one_of("auto-scaling-group")),
        (r"(^|_)resource_id$", lambda draft, _: draft.around("auto_scaling_group_name") or "web"),
    ),
    "batch": (
        (r"(^|_)(container_instance_arn)$", arn("ecs", "container-instance")),
        (r"(^|_)task_arn$", arn("ecs", "task")),
        (r"(^|_)job_queue$", arn("batch", "job-queue")),
        (r"(^|_)job_definition$", arn("batch", "job-definition")),
        (r"(^|_)image$", lambda draft, _: draft.aws.aws_image_uri()),
        (r"(^|_)log_stream_name$", lambda draft, _: f"orders/default/{draft.aws.aws_task_id()}"),
        (r"(^|_)command$", one_of("python", "import.py")),
    ),
    "codebuild": (
        (r"^id$|(^|_)build_id$", _build_id),
        (r"(^|_)current_phase$", one_of("COMPLETED")),
        (r"artifacts?_location$", arn("s3", "bucket")),
        (r"(^|_)location$", one_of("https://github.com/example/orders.git")),
        (r"(^|_)build_?spec$", one_of("buildspec.yml")),
        (r"(^|_)sha256sum$", lambda draft, _: draft.aws.aws_image_digest()[7:]),
    ),
    "ec2": (
        (r"(^|_)(owner|requester|user|account|registry)_id$", lambda draft, _: draft.aws.aws_account_id()),
        (r"(^|_)availability_zone_id$", lambda draft, _: draft.aws.aws_availability_zone_id()),
        (r"(^|_)kms_key_id$", arn("kms", "key")),
        (r"subnet\w*_cidr_block_association\w*_association_id$",
         lambda draft, _: draft.aws.aws_prefixed_id("subnet-cidr-assoc")),
        (r"cidr_block_association\w*_association_id$", lambda draft, _: draft.aws.aws_prefixed_id("vpc-cidr-assoc")),
        (r"route_table_association\w*_id$", lambda draft, _: draft.aws.aws_prefixed_id("rtbassoc")),
        (r"(^|_)product_code_id$", one_of("1example2example3example4ex")),
        (r"(^|_)iam_instance_profile_id$", iam_id("instance_profile")),
        (r"(^|_)cidr_ipv6$", one_of("::/0")),
        (r"(^|_)ipv6_cidr_block$", one_of("2001:db8:1234:1a00::/56")),
        (r"(^|_)interface_type$", one_of("interface")),
        (r"(^|_)deregistration_protection$", one_of("disabled")),
        (r"(^|_)image_name$", one_of("al2023-ami-2023.6.20250107.0-kernel-6.1-x86_64")),
        (r"(^|_)(id|ids)$", ec2_id),
        (r"(^|_)iam_instance_profile_arn$|(^|_)iam_instance_profile$", arn("iam", "instance-profile")),
        (r"(^|_)(cidr|\w*cidr_block|cidr_ip)$", lambda draft, _: draft.aws.aws_cidr(16)),
        (r"(^|_)ip_owner_id$|(^|_)image_owner_alias$", one_of("amazon")),
        (r"(^|_)image_location$", one_of("amazon/al2023-ami-2023.6.20250107.0-kernel-6.1-x86_64")),
        (r"(^|_)platform_details$", one_of("Linux/UNIX")),
        (r"(^|_)usage_operation$", one_of("RunInstances")),
        (r"(^|_)root_device_name$|(^|_)device_name$", one_of("/dev/xvda")),
        (r"(^|_)virtual_name$", one_of("ephemeral0")),
        (r"(^|_)sriov_net_support$", one_of("simple")),
        (r"(^|_)owner_group_name$|(^|_)group_name$", one_of("web", "database", "bastion")),
        (r"(^|_)key_name$", one_of("deployer", "bastion")),
        (r"(^|_)user_data$", one_of("IyEvYmluL3NoCg==")),
        (r"(^|_)(gateway_id)$", lambda draft, _: draft.aws.aws_prefixed_id("igw")),
        (r"(^|_)service_name$", lambda draft, _: f"com.amazonaws.{draft.aws.aws_region()}.s3"),
        (r"(^|_)principal$", one_of("ec2.amazonaws.com")),
    ),
    "ecr": (
        (r"(^|_)repository_name$", one_of("orders", "payments", "search")),
        (r"(^|_)repository_uri$", _repository_uri),
        (r"(^|_)image_tags?$", one_of("latest", "1.4.2")),
        (r"(^|_)artifact_media_type$", one_of("application/vnd.docker.container.image.v1+json")),
        (r"(^|_)image_manifest_media_type$", one_of("application/vnd.docker.distribution.manifest.v2+json")),
        (r"(^|_)(layer_)?digests?$", lambda draft, _: draft.aws.aws_image_digest()),
        (r"(^|_)image_manifest$", one_of("{}")),
    ),
    "ecs": (
        (r"(^|_)(cluster|cluster_arn)$", arn("ecs", "cluster")),
        (r"(^|_)(task_definition|task_definition_arn)$", arn("ecs", "task-definition")),
        (r"^family$", one_of("orders", "payments")),
        (r"(^|_)created_by$", arn("iam", "role")),
        (r"(^|_)bind_ip$", one_of("0.0.0.0")),  # noqa: S104  # what ECS says
        (r"(^|_)attachment_type$", one_of("ElasticNetworkInterface")),
        (r"(^|_)key_value_pair_name$", one_of("networkInterfaceId")),
        (r"(^|_)key_value_pair_value$", lambda draft, _: draft.aws.aws_network_interface_id()),
        (r"(^|_)attribute_name$", one_of("ecs.cpu-architecture")),
        (r"(^|_)attribute_value$", one_of("x86_64")),
        (r"(^|_)(service_)?event_message$|^message$", _service_event),
        (r"(^|_)deployment_status$", one_of("PRIMARY")),
        (r"(^|_)attachment_status$", one_of("ATTACHED")),
        (r"(^|_)(service_name)$", one_of("orders-api", "payments-api")),
        (r"(^|_)(cluster_name)$", one_of("production", "staging")),
        (r"(^|_)(launch_type)$", one_of("FARGATE")),
        (r"(^|_)(last_status|desired_status|known_status)$", one_of("RUNNING")),
        (r"(^|_)status$", one_of("ACTIVE")),
        (r"(^|_)cpu$", one_of("256", "512")),
        (r"(^|_)memory(_reservation)?$", one_of("512", "1024")),
        (r"(^|_)group$", lambda draft, _: f"service:{draft.around('service_name') or 'orders-api'}"),
        (r"(^|_)started_by$|(^|_)deployment_id$", lambda draft, _: f"ecs-svc/{draft.random.randrange(10**18, 10**19)}"),
        (r"(^|_)runtime_id$", lambda draft, _: f"{draft.aws.aws_task_id()}-{draft.random.randrange(10**9, 10**10)}"),
        (r"(^|_)image$", lambda draft, _: draft.aws.aws_image_uri()),
        (r"(^|_)container_name$|(^|_)container_\w*name$", one_of("app")),
        (r"(^|_)platform_family$", one_of("Linux")),
    ),
    "eks": (
        (r"(^|_)platform_version$", one_of("eks.12", "eks.7")),
        (r"(^|_)version$", one_of("1.31", "1.32")),
        (r"(^|_)cluster_endpoint$|^endpoint$", _cluster_endpoint),
        (r"(^|_)issuer$",
         lambda draft, _: f"https://oidc.eks.{draft.aws.aws_region()}.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"),
        (r"(^|_)service_ipv4_cidr$", one_of("10.100.0.0/16", "172.20.0.0/16")),
        (r"(^|_)public_access_cidrs$", one_of("0.0.0.0/0")),
        (r"(^|_)certificate(_authority)?_data$|(^|_)data$", one_of("LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t")),
        (r"(^|_)resources$", one_of("secrets")),
    ),
    "elasticloadbalancing": _ELB,
    "elasticmapreduce": (
        (r"(^|_)(job_flow_id|cluster_id)$", lambda draft, _: f"j-{draft.aws.aws_distribution_id()[:13]}"),
        (r"(^|_)release_label$", one_of("emr-7.5.0")),
    ),
    "lambda": (
        (r"(^|_)last_modified$", _last_modified),
        (r"(^|_)log_result$", _log_result),
        (r"(^|_)log_group$", lambda draft, _: f"/aws/lambda/{draft.around('function_name') or 'orders'}"),
        (r"(^|_)s3_object_version$", lambda draft, _: draft.aws.aws_version_id()),
        (r"(^|_)(executed_version|function_version|version)$", one_of("$LATEST")),
        (r"(^|_)(code_location|function_code_location)$|^location$",
         lambda draft, _: f"https://awslambda-us-east-1-tasks.s3.us-east-1.amazonaws.com/snapshots/{draft.aws.aws_account_id()}/"
         f"{draft.around('function_name') or 'orders'}"),
        (r"(^|_)repository_type$", one_of("S3")),
        (r"(^|_)file_system_config_arn$", arn("elasticfilesystem", "access-point")),
        (r"(^|_)local_mount_path$", one_of("/mnt/data")),
        (r"(^|_)entry_point$", one_of("/lambda-entrypoint.sh")),
        (r"(^|_)command$", one_of("app.handler")),
        (r"(^|_)working_directory$", one_of("/var/task")),
        (r"(^|_)layer_arn$|(^|_)layer_version_arn$", arn("lambda", "layer-version")),
        (r"(^|_)dead_letter_config_arn$|(^|_)target_arn$", arn("sqs", "queue", "dead_letter_queue")),
        (r"(^|_)signing_profile_version_arn$",
         lambda draft, _: draft.aws.aws_arn("signer", "/signing-profiles/orders/a1b2c3d4e5")),
        (r"(^|_)signing_job_arn$",
         lambda draft, _: draft.aws.aws_arn("signer", f"/signing-jobs/{draft.aws.aws_uuid()}")),
        (r"(^|_)runtime_version_arn$",
         lambda draft, _: draft.aws.aws_arn("lambda", f"runtime:{draft.aws.aws_task_id() * 2}", account="")),
    ),
    "states": (
        (r"(^|_)definition$", _state_machine_definition),
        (r"(^|_)(execution_)?name$", lambda draft, _: draft.aws.aws_execution_name()),
        (r"(^|_)state_machine_name$", lambda draft, _: draft.aws.aws_name("orders")),
        (r"(^|_)trace_header$", one_of("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1")),
    ),
}  # fmt: skip
