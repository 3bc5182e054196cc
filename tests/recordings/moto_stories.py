"""What a program asks of many services, in every protocol; moto answers, and later its recording."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from botocore.exceptions import ClientError

ClientMaker = Callable[[str], Any]
Answers = Iterator[Mapping[str, Any]]


def refused(method: Callable[..., Any], **params: Any) -> Mapping[str, Any]:
    """The response of the error that the call gets."""
    try:
        method(**params)
    except ClientError as error:
        return error.response
    raise AssertionError("the call was not refused")


def appconfig(client: Any) -> Answers:
    yield (made := client.create_application(Name="shop", Tags={"team": "web"}))
    yield client.get_application(ApplicationId=made["Id"])
    yield client.list_tags_for_resource(
        ResourceArn=f"arn:aws:appconfig:us-east-1:123456789012:application/{made['Id']}"
    )
    yield refused(client.get_application, ApplicationId="abc1234")


def cloudwatch(client: Any) -> Answers:
    yield client.put_metric_data(Namespace="shop", MetricData=[{"MetricName": "orders", "Value": 1.5}])
    yield client.list_metrics(Namespace="shop")
    yield client.describe_alarms()


def dynamodb(client: Any) -> Answers:
    key: Any = [{"AttributeName": "id", "KeyType": "HASH"}]
    attributes: Any = [{"AttributeName": "id", "AttributeType": "S"}]
    yield client.create_table(
        TableName="orders", KeySchema=key, AttributeDefinitions=attributes, BillingMode="PAY_PER_REQUEST"
    )
    yield client.put_item(TableName="orders", Item={"id": {"S": "1"}, "b": {"B": b"\x00\xff"}, "n": {"N": "1.50"}})
    yield client.get_item(TableName="orders", Key={"id": {"S": "1"}})
    yield refused(
        client.put_item, TableName="orders", Item={"id": {"S": "1"}}, ConditionExpression="attribute_not_exists(id)"
    )
    yield refused(client.describe_table, TableName="none")


def ec2(client: Any) -> Answers:
    yield (made := client.create_vpc(CidrBlock="10.0.0.0/16"))
    yield client.describe_vpcs(VpcIds=[made["Vpc"]["VpcId"]])
    yield client.describe_availability_zones()
    yield refused(client.describe_vpcs, VpcIds=["vpc-00000000"])


def events(client: Any) -> Answers:
    yield client.put_rule(Name="nightly", ScheduleExpression="rate(1 day)")
    yield client.list_rules(NamePrefix="night")


def iam(client: Any) -> Answers:
    policy = '{"Version": "2012-10-17", "Statement": []}'
    yield client.create_role(RoleName="worker", AssumeRolePolicyDocument=policy)
    yield client.get_role(RoleName="worker")
    yield refused(client.get_role, RoleName="none")


def kms(client: Any) -> Answers:
    yield (made := client.create_key(Description="orders"))
    yield (sealed := client.encrypt(KeyId=made["KeyMetadata"]["KeyId"], Plaintext=b"hello \xff"))
    yield client.decrypt(CiphertextBlob=sealed["CiphertextBlob"])


def logs(client: Any) -> Answers:
    yield client.create_log_group(logGroupName="/shop/orders")
    yield client.describe_log_groups(logGroupNamePrefix="/shop")
    yield refused(client.create_log_group, logGroupName="/shop/orders")


def route53(client: Any) -> Answers:
    yield (made := client.create_hosted_zone(Name="example.com", CallerReference="1"))
    yield client.list_resource_record_sets(HostedZoneId=made["HostedZone"]["Id"])
    yield client.get_hosted_zone(Id=made["HostedZone"]["Id"])


def s3(client: Any) -> Answers:
    yield client.create_bucket(Bucket="orders")
    yield client.put_object(Bucket="orders", Key="a b/\u00fc.json", Body=io.BytesIO(b"hello"), Metadata={"k": "v"})
    yield client.put_object(Bucket="orders", Key="binary", Body=bytes(range(256)))
    yield client.get_object(Bucket="orders", Key="a b/\u00fc.json")
    yield client.get_object(Bucket="orders", Key="binary", Range="bytes=0-9")
    yield client.list_objects_v2(Bucket="orders", MaxKeys=1)
    yield client.list_objects_v2(Bucket="orders", Prefix="a b/")
    yield client.get_bucket_location(Bucket="orders")
    yield refused(client.get_object, Bucket="orders", Key="none")
    yield refused(client.head_object, Bucket="orders", Key="none")


def secretsmanager(client: Any) -> Answers:
    yield client.create_secret(Name="plain", SecretString="not one")
    yield client.describe_secret(SecretId="plain")


def sns(client: Any) -> Answers:
    yield (made := client.create_topic(Name="orders"))
    yield client.publish(TopicArn=made["TopicArn"], Message="<&> \u00fc")
    yield client.list_topics()


def sqs(client: Any) -> Answers:
    yield (made := client.create_queue(QueueName="orders"))
    yield client.send_message(QueueUrl=made["QueueUrl"], MessageBody="hello")
    yield client.receive_message(QueueUrl=made["QueueUrl"])
    yield client.receive_message(QueueUrl=made["QueueUrl"])
    yield refused(client.get_queue_url, QueueName="none")


def ssm(client: Any) -> Answers:
    yield client.put_parameter(Name="/shop/size", Value="3", Type="String")
    yield client.get_parameters_by_path(Path="/shop")
    yield refused(client.get_parameter, Name="none")


STORIES: dict[str, Callable[[Any], Answers]] = {
    "appconfig": appconfig,
    "cloudwatch": cloudwatch,
    "dynamodb": dynamodb,
    "ec2": ec2,
    "events": events,
    "iam": iam,
    "kms": kms,
    "logs": logs,
    "route53": route53,
    "s3": s3,
    "secretsmanager": secretsmanager,
    "sns": sns,
    "sqs": sqs,
    "ssm": ssm,
}
