"""Answers that somebody who knows AWS would take for AWS's: their members agree, and look as AWS's do."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from botocore.utils import ArnParser

from fakeaws import synthesise
from fakeaws.generate.hints import expires, moment_of
from fakeaws.generate.place import snake
from fakeaws.generate.seeds import seeded_provider
from fakeaws.generate.synthesise import complete
from fakeaws.model import Operation, Service, service_names
from tests.generate.sample import SAMPLE

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
OF_EC2 = re.compile(r"(^|_)(vpc|subnet|security_group|network_interface|volume)_id$")

ELSEWHERE = {
    "bedrock-agentcore-control.create_payment_manager",
    "bedrock-agentcore-control.get_payment_manager",
    "bedrock-agentcore-control.list_payment_managers",
    "bedrock-agentcore-control.update_payment_manager",
    "events.describe_connection",
    "iot-managed-integrations.create_provisioning_profile",
    "iot-managed-integrations.get_provisioning_profile",
    "iot-managed-integrations.list_provisioning_profiles",
    "supplychain.create_data_lake_dataset",
    "supplychain.list_data_lake_datasets",
    "supplychain.update_data_lake_dataset",
    "supplychain.update_data_lake_namespace",
}
"""Operations whose model has a pattern that no ARN of the account and region can match, as a region without hyphens."""


def answered(name: str, **request: Any) -> dict[str, Any]:
    return complete(Operation.named(name), {}, aws=seeded_provider(1), echo=request)


def named(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that has no parts, with the name of its member."""
    for key, part in value.items() if isinstance(value, dict) else ():
        yield from named(part, key)
    for part in value if isinstance(value, list) else ():
        yield from named(part, name)
    if not isinstance(value, (dict, list)):
        yield name, value


def structures(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from structures(part)


def strangers(name: str) -> list[str]:
    """The ARNs of an answer that are of another place than the rest, and ids of EC2 that look like no such."""
    home = seeded_provider(1).aws_account_id()
    found = []
    for member, value in named(synthesise(name, seed=1)):
        if isinstance(value, str) and value.startswith("arn:"):
            found += [] if _is_at_home(value, home) else [value]
        elif OF_EC2.search(snake(member)) and UUID.fullmatch(str(value)):
            found.append(f"{member}: {value}")
    return found


def _is_at_home(value: str, home: str) -> bool:
    if not ArnParser.is_arn(value):
        return False
    arn = ArnParser().parse_arn(value)
    return arn["partition"] == "aws" and arn["region"] in {"", "us-east-1"} and arn["account"] in {"", home, "aws"}


def disorder(name: str) -> list[str]:
    """The structures of an answer in which something ends before it begins."""
    told = [
        [(_when(member), value) for member, value in one.items() if isinstance(value, datetime)]
        for one in structures(synthesise(name, seed=1))
    ]
    return [
        str(times) for times in told if [value for _, value in sorted(times)] != sorted(value for _, value in times)
    ]


def _when(member: str) -> int:
    """The place of a time in the order of things: what expires does so last."""
    return _LAST if expires(snake(member)) else moment_of(snake(member))


_LAST = 4


@pytest.mark.parametrize("name", SAMPLE)
def test_an_answer_is_of_one_account_in_one_region(name: str) -> None:
    """Every ARN in it can be taken apart, and is of the same account, region and partition; ids of EC2 are no UUIDs."""
    assert strangers(name) == []


@pytest.mark.parametrize("name", SAMPLE)
def test_nothing_ends_before_it_begins(name: str) -> None:
    """Times are in the order in which their names say that things happen."""
    assert disorder(name) == []


@pytest.mark.sweep
@pytest.mark.parametrize("service", service_names())
def test_every_answer_is_of_one_account_and_in_order(service: str) -> None:
    """The same for every operation of every service, but for those whose model has patterns that no ARN matches."""
    names = [f"{service}.{method}" for method in Service.named(service).methods]
    odd = {name: found for name in names if (found := [*strangers(name), *disorder(name)])}

    assert set(odd) - set(ELSEWHERE) == set()


@pytest.mark.parametrize(
    ("name", "path", "arn", "part"),
    [
        ("acm.list_certificates", "CertificateSummaryList", "CertificateArn", ""),
        ("appconfig.get_extension", "", "Arn", "Id"),
        (
            "autoscaling.describe_auto_scaling_groups",
            "AutoScalingGroups",
            "AutoScalingGroupARN",
            "AutoScalingGroupName",
        ),
        ("cloudformation.describe_stacks", "Stacks", "StackId", "StackName"),
        ("cloudfront.list_distributions", "DistributionList.Items", "ARN", "Id"),
        ("dynamodb.describe_table", "Table", "TableArn", "TableName"),
        ("dynamodb.describe_table", "Table", "LatestStreamArn", "LatestStreamLabel"),
        ("ec2.describe_security_groups", "SecurityGroups", "SecurityGroupArn", "GroupId"),
        ("ecs.describe_services", "services", "serviceArn", "serviceName"),
        ("eks.describe_cluster", "cluster", "arn", "name"),
        ("elbv2.describe_load_balancers", "LoadBalancers", "LoadBalancerArn", "LoadBalancerName"),
        ("events.list_rules", "Rules", "Arn", "Name"),
        ("greengrass.get_group", "", "Arn", "Id"),
        ("iam.get_role", "Role", "Arn", "RoleName"),
        ("iam.list_users", "Users", "Arn", "UserName"),
        ("kinesis.describe_stream", "StreamDescription", "StreamARN", "StreamName"),
        ("kms.describe_key", "KeyMetadata", "Arn", "KeyId"),
        ("lambda.list_functions", "Functions", "FunctionArn", "FunctionName"),
        ("logs.describe_log_groups", "logGroups", "logGroupArn", "logGroupName"),
        ("rds.describe_db_instances", "DBInstances", "DBInstanceArn", "DBInstanceIdentifier"),
        ("secretsmanager.get_secret_value", "", "ARN", "Name"),
        ("ssm.get_parameter", "Parameter", "ARN", "Name"),
        ("stepfunctions.describe_execution", "", "executionArn", "name"),
    ],
)
def test_an_arn_holds_the_name_or_id_beside_it(name: str, path: str, arn: str, part: str) -> None:
    """What an ARN is of stands beside it."""
    found: Any = synthesise(name)
    for step in filter(None, path.split(".")):
        found = found[step][0] if isinstance(found[step], list) else found[step]

    assert not part or found[part] in found[arn]


def test_things_of_one_answer_belong_together() -> None:
    """A service is of the cluster beside it, an execution of its machine, a name is that of the address."""
    (service,) = synthesise("ecs.describe_services")["services"]
    execution = synthesise("stepfunctions.describe_execution")
    (instance,) = synthesise("ec2.describe_instances")["Reservations"][0]["Instances"]

    assert service["serviceArn"].split("/")[1] == service["clusterArn"].split("/")[1]
    assert execution["executionArn"].split(":")[6] == execution["stateMachineArn"].split(":")[6]
    assert instance["PrivateDnsName"] == f"ip-{instance['PrivateIpAddress'].replace('.', '-')}.ec2.internal"
    assert instance["NetworkInterfaces"][0]["PrivateIpAddress"] == instance["PrivateIpAddress"]


def test_things_of_one_list_are_different() -> None:
    """Each item of a list has a name of its own, which its ARN holds."""
    functions = synthesise("lambda.list_functions", lists=3)["Functions"]

    assert len({one["FunctionName"] for one in functions}) == 3
    assert [one["FunctionName"] in one["FunctionArn"] for one in functions] == [True] * 3


def test_an_answer_is_at_home_where_the_request_is() -> None:
    """An ARN that the request has says of which account and region the answer is, and what it is about."""
    machine = "arn:aws:states:eu-west-1:111122223333:stateMachine:pay"
    answer = answered("stepfunctions.describe_state_machine", stateMachineArn=machine)
    role = answered("iam.get_role", RoleName="deployer")["Role"]
    user = answered("sts.assume_role", RoleArn="arn:aws:iam::111122223333:role/deployer", RoleSessionName="ci")[
        "AssumedRoleUser"
    ]
    url = answered("sqs.get_queue_url", QueueName="jobs")["QueueUrl"]

    assert (answer["stateMachineArn"], answer["roleArn"].split(":")[4]) == (machine, "111122223333")
    assert role["Arn"].endswith(":role/deployer")
    assert user["Arn"] == "arn:aws:sts::111122223333:assumed-role/deployer/ci"
    assert user["AssumedRoleId"].endswith(":ci")
    assert url == f"https://sqs.us-east-1.amazonaws.com/{seeded_provider(1).aws_account_id()}/jobs"


def test_counts_are_taken_at_every_depth() -> None:
    """CloudFront's quantities are those of the items beside them, wherever they stand."""
    listing = synthesise("cloudfront.list_distributions", lists=2)["DistributionList"]
    counts = [(one["Quantity"], len(one.get("Items", ()))) for one in structures(listing) if "Quantity" in one]

    assert [told for told, there in counts if told != there] == []


def test_a_digest_is_that_of_the_text() -> None:
    """SQS tells the digest of the body that it hands out."""
    (message,) = synthesise("sqs.receive_message")["Messages"]

    assert message["MD5OfBody"] == hashlib.md5(message["Body"].encode(), usedforsecurity=False).hexdigest()


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("ec2.describe_volumes", {"VolumeId": r"vol-[0-9a-f]{17}", "Size": r"8|20|50|100", "VolumeType": "gp3"}),
        ("ec2.describe_instances", {"Name": "running", "Code": "16", "AvailabilityZone": r"us-east-1[abc]"}),
        ("batch.describe_jobs", {"jobQueue": "arn:.+:job-queue/.+", "taskArn": "arn:aws:ecs:.+", "vcpus": "1|2|4"}),
        ("cloudtrail.lookup_events", {"EventSource": r"(ec2|s3|dynamodb)\.amazonaws\.com", "ReadOnly": "false"}),
        (
            "cloudwatch.describe_alarms",
            {"AlarmRule": r"ALARM\(.+", "ExtendedStatistic": "p99"},
        ),
        ("codebuild.batch_get_builds", {"currentPhase": "COMPLETED", "location": "https://.+", "buildspec": ".+yml"}),
        ("elbv2.describe_target_health", {"Id": r"i-[0-9a-f]{17}"}),
        ("glue.get_table", {"Location": "s3://.+", "InputFormat": r"org\.apache\..+", "Type": "string|bigint|double"}),
        ("ecr.describe_images", {"imageDigest": r"sha256:[0-9a-f]{64}", "registryId": r"\d{12}"}),
        ("iam.create_access_key", {"AccessKeyId": r"AKIA\w{9}EXAMPLE", "SecretAccessKey": r"\w{30}EXAMPLEKEY"}),
        ("iam.get_role", {"Path": "/", "RoleId": r"AROA[A-Z2-7]{17}", "MaxSessionDuration": "3600"}),
        ("kms.encrypt", {"KeyId": rf"arn:aws:kms:us-east-1:\d{{12}}:key/{UUID.pattern}"}),
        ("lambda.get_function", {"Timeout": "3|30|60", "MemorySize": "128|256|512|1024", "Handler": r"\w+\.handler"}),
        ("lambda.invoke", {"LogResult": r"U1RBUlQ[\w+/]+=*", "ExecutedVersion": r"\$LATEST"}),
        ("rds.describe_db_instances", {"DBInstanceStatus": "available", "Port": "5432", "DBInstanceClass": r"db\..+"}),
        ("rds.describe_db_instances", {"AllocatedStorage": "20|50|100", "EngineVersion": r"16\.4"}),
        ("route53.list_hosted_zones", {"Id": r"/hostedzone/Z[A-Z0-9]{13}", "Name": r"[\w-]+\.com\."}),
        ("s3.list_objects_v2", {"Key": r"\w+/2025/\d\d/\d\d/part-\w{6}\.json", "ETag": r'"[0-9a-f]{32}"'}),
        ("sqs.create_queue", {"QueueUrl": r"https://sqs\.us-east-1\.amazonaws\.com/\d{12}/orders-\w{6}"}),
        ("sqs.get_queue_attributes", {"CreatedTimestamp": r"\d{10}", "VisibilityTimeout": "30", "QueueArn": "arn:.+"}),
        ("sts.get_caller_identity", {"UserId": r"AIDA[A-Z2-7]{17}", "Arn": r"arn:aws:iam::\d{12}:user/\w+"}),
    ],
)
def test_members_have_the_form_that_the_service_gives_them(name: str, members: dict[str, str]) -> None:
    """What a name alone does not tell, the service's own table does."""
    for seed in range(5):
        told: dict[str, str] = {}
        for member, value in named(synthesise(name, seed=seed)):
            told.setdefault(member, str(value))

        assert {member: told[member] for member, form in members.items() if not re.fullmatch(form, told[member])} == {}


def test_what_few_have_is_told_when_all_is_asked_for() -> None:
    """An ordinary instance stands on no Outpost; one with all that the model has does."""
    (usual,), (full,) = (
        synthesise("ec2.describe_instances", optional=how)["Reservations"][0]["Instances"] for how in ("some", "all")
    )

    assert ("OutpostArn" in usual, "OutpostArn" in full) == (False, True)
