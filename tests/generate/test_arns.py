"""ARNs of any service and type of resource."""

from __future__ import annotations

import botocore.session
import pytest
from botocore.utils import ArnParser
from faker import Faker

from fakeaws import AwsProvider
from fakeaws.generate.aws.arn_forms import ARN_FORMS
from fakeaws.generate.aws.arn_rules import service_in_arns
from fakeaws.generate.aws.arns import arn_parts
from fakeaws.generate.aws.regions import REGIONS
from fakeaws.model import Service, service_names

HOME = "us-east-1:123456789012"
FORMS = [(service, kind) for service, kinds in ARN_FORMS.items() for kind in kinds]


@pytest.fixture
def faker() -> Faker:
    faker = Faker()
    faker.add_provider(AwsProvider)
    faker.seed_instance(7)
    return faker


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        # Those of AWS's own documentation.
        (("acm", "certificate", "a-b-c"), f"arn:aws:acm:{HOME}:certificate/a-b-c"),
        (("apigateway", "rest-api", "a1b2c3"), "arn:aws:apigateway:us-east-1::/restapis/a1b2c3"),
        (("appconfig", "application", "abc1234"), f"arn:aws:appconfig:{HOME}:application/abc1234"),
        (("appconfig", "environment", "abc1234", "d5"), f"arn:aws:appconfig:{HOME}:application/abc1234/environment/d5"),
        (("autoscaling", "AutoScalingGroup", "u", "web"),
         f"arn:aws:autoscaling:{HOME}:autoScalingGroup:u:autoScalingGroupName/web"),
        (("cloudformation", "stack", "web", "u"), f"arn:aws:cloudformation:{HOME}:stack/web/u"),
        (("cloudfront", "distribution", "EDFDVBD6EXAMPLE"),
         "arn:aws:cloudfront::123456789012:distribution/EDFDVBD6EXAMPLE"),
        (("cloudwatch", "alarm", "high-cpu"), f"arn:aws:cloudwatch:{HOME}:alarm:high-cpu"),
        (("cloudwatch", "dashboard", "shop"), "arn:aws:cloudwatch::123456789012:dashboard/shop"),
        (("dynamodb", "index", "orders", "by-day"), f"arn:aws:dynamodb:{HOME}:table/orders/index/by-day"),
        (("ec2", "image", "ami-1"), "arn:aws:ec2:us-east-1::image/ami-1"),
        (("ec2", "instance", "i-1"), f"arn:aws:ec2:{HOME}:instance/i-1"),
        (("ecs", "service", "prod", "api"), f"arn:aws:ecs:{HOME}:service/prod/api"),
        (("ecs", "task-definition", "api", "3"), f"arn:aws:ecs:{HOME}:task-definition/api:3"),
        (("elasticloadbalancing", "LoadBalancer", "web", "50dc6c495c0c9188"),
         f"arn:aws:elasticloadbalancing:{HOME}:loadbalancer/app/web/50dc6c495c0c9188"),
        (("greengrass", "bulk-deployment", "b1"), f"arn:aws:greengrass:{HOME}:/greengrass/bulk/deployments/b1"),
        (("iam", "role", "deployer"), "arn:aws:iam::123456789012:role/deployer"),
        (("kms", "key", "mrk-1"), f"arn:aws:kms:{HOME}:key/mrk-1"),
        (("lambda", "function", "orders"), f"arn:aws:lambda:{HOME}:function:orders"),
        (("logs", "log-group", "/aws/lambda/orders"), f"arn:aws:logs:{HOME}:log-group:/aws/lambda/orders"),
        (("rds", "db_instance", "orders"), f"arn:aws:rds:{HOME}:db:orders"),
        (("route53", "hosted-zone", "Z1"), "arn:aws:route53:::hostedzone/Z1"),
        (("s3", "bucket", "logs"), "arn:aws:s3:::logs"),
        (("s3", "object", "logs", "a/b.txt"), "arn:aws:s3:::logs/a/b.txt"),
        (("s3", "accesspoint", "reader"), f"arn:aws:s3:{HOME}:accesspoint/reader"),
        (("secretsmanager", "secret", "db", "a1b2c3"), f"arn:aws:secretsmanager:{HOME}:secret:db-a1b2c3"),
        (("sns", "topic", "alerts"), f"arn:aws:sns:{HOME}:alerts"),
        (("sqs", "queue", "jobs"), f"arn:aws:sqs:{HOME}:jobs"),
        (("states", "stateMachine", "pay"), f"arn:aws:states:{HOME}:stateMachine:pay"),
        (("states", "execution", "pay", "run-1"), f"arn:aws:states:{HOME}:execution:pay:run-1"),
        (("sts", "assumed-role", "deployer", "ci"), "arn:aws:sts::123456789012:assumed-role/deployer/ci"),
        # A type that no table has: as the service writes the others.
        (("rds", "teapot", "t1"), f"arn:aws:rds:{HOME}:teapot:t1"),
        (("omics", "workflow", "w1"), f"arn:aws:omics:{HOME}:workflow/w1"),
        (("omics", "run", "w1", "r1"), f"arn:aws:omics:{HOME}:run/w1/r1"),
        # All that stands behind the account.
        (("lambda", "function:orders"), f"arn:aws:lambda:{HOME}:function:orders"),
        (("ec2", "image/ami-1"), "arn:aws:ec2:us-east-1::image/ami-1"),
    ],
)  # fmt: skip
def test_an_arn_is_written_as_its_service_writes_it(faker: Faker, arguments: tuple[str, ...], expected: str) -> None:
    """Separators, slashes, and what is missing are those of the service and of the type."""
    assert faker.aws_arn(*arguments) == expected


@pytest.mark.parametrize(("service", "kind"), FORMS)
def test_every_form_makes_an_arn(faker: Faker, service: str, kind: str) -> None:
    """Botocore takes it apart again, and finds the ids that went in."""
    ids = [faker.aws_arn_part(service, part) for part in arn_parts(service, kind)]
    made = ArnParser().parse_arn(faker.aws_arn(service, kind, *ids) if ids else faker.aws_arn(service, kind))

    assert (made["partition"], made["service"]) == ("aws", service)
    assert made["region"] in {"", "us-east-1"}
    assert made["account"] in {"", "123456789012"}
    assert [one for one in ids if one not in made["resource"]] == []


def test_every_service_with_forms_is_one_of_aws() -> None:
    """The tables speak of services that botocore has, by the names that it signs with."""
    signed = {service_in_arns(Service.named(name).model.signing_name) for name in service_names()}
    others = {"config", "elasticmapreduce", "kafka"}  # signed with these names too; none is made up

    assert set(ARN_FORMS) - signed - others == set()


@pytest.mark.parametrize("partition", list(REGIONS))
def test_an_arn_of_nothing_in_particular_is_one_of_the_forms(partition: str) -> None:
    """What is not said is made up, in any partition."""
    region = REGIONS[partition][0]
    faker = Faker()
    faker.add_provider(AwsProvider(faker, region=region))
    faker.seed_instance(7)
    made = [ArnParser().parse_arn(faker.aws_arn()) for _ in range(200)]

    assert {one["partition"] for one in made} == {partition}
    assert {one["region"] for one in made} <= {"", region}
    assert len({one["service"] for one in made}) > 20
    assert faker.aws_arn("ecs").split(":")[2] == "ecs"


def test_regions_of_botocore_are_regions_of_arns(faker: Faker) -> None:
    """No region that botocore knows is refused."""
    session = botocore.session.get_session()
    regions = {one for name in session.get_available_partitions() for one in session.get_available_regions("ec2", name)}

    assert {faker.aws_arn("sqs", "jobs", region=one).split(":")[3] for one in regions} == regions
