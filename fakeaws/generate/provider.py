"""A Faker provider for AWS's ids, ARNs and times: `faker.add_provider(AwsProvider)`, and nothing else is needed."""

from __future__ import annotations

from fakeaws.generate.aws.arns import Arns
from fakeaws.generate.aws.identities import Identities
from fakeaws.generate.aws.network import Network
from fakeaws.generate.aws.resources import Resources
from fakeaws.generate.aws.storage import Storage
from fakeaws.generate.aws.times import Times
from fakeaws.generate.aws.workloads import Workloads


class AwsProvider(Arns, Resources, Identities, Storage, Workloads, Network, Times):
    """Ids, ARNs and times as AWS makes them; random, but all of one account in one region.

    That home is the account of AWS's examples in us-east-1. For another, hand over an instance:
    `faker.add_provider(AwsProvider(faker, account="111122223333", region="eu-west-1"))`.
    """
