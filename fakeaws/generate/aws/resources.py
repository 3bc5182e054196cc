"""Ids of resources, in the families in which AWS hands them out."""

from __future__ import annotations

from fakeaws.generate.aws.ec2_prefixes import EC2_PREFIXES
from fakeaws.generate.aws.home import ALPHANUMERIC, HEX, LOWER_AND_DIGITS, UPPER_AND_DIGITS, Home
from fakeaws.generate.aws.regions import known


class Resources(Home):
    """Ids of instances, networks, keys, pools, zones, deployments and requests."""

    def aws_prefixed_id(self, prefix: str) -> str:
        """An id of the kind that EC2 began with: the prefix, and seventeen hexadecimal digits."""
        return f"{prefix}-{self._text(HEX, 17)}"

    def aws_ec2_id(self, kind: str) -> str:
        """The id of one of EC2's resources by kind, such as `transit_gateway_attachment`."""
        return self.aws_prefixed_id(EC2_PREFIXES[known("a kind of EC2 resource", kind.replace("-", "_"), EC2_PREFIXES)])

    def aws_instance_id(self) -> str:
        return self.aws_prefixed_id("i")

    def aws_vpc_id(self) -> str:
        return self.aws_prefixed_id("vpc")

    def aws_subnet_id(self) -> str:
        return self.aws_prefixed_id("subnet")

    def aws_security_group_id(self) -> str:
        return self.aws_prefixed_id("sg")

    def aws_image_id(self) -> str:
        return self.aws_prefixed_id("ami")

    def aws_volume_id(self) -> str:
        return self.aws_prefixed_id("vol")

    def aws_snapshot_id(self) -> str:
        return self.aws_prefixed_id("snap")

    def aws_network_interface_id(self) -> str:
        return self.aws_prefixed_id("eni")

    def aws_reservation_id(self) -> str:
        return self.aws_prefixed_id("r")

    def aws_kms_key_id(self, *, multi_region: bool = False) -> str:
        """A UUID; for a key in several regions `mrk-` and its digits."""
        return f"mrk-{self.aws_uuid().replace('-', '')}" if multi_region else self.aws_uuid()

    def aws_user_pool_id(self) -> str:
        """The id of a Cognito user pool: `us-east-1_AbCdEfGhI`."""
        return f"{self._region}_{self._text(ALPHANUMERIC, 9)}"

    def aws_user_pool_client_id(self) -> str:
        return self._text(LOWER_AND_DIGITS, 26)

    def aws_identity_pool_id(self) -> str:
        """The id of a Cognito identity pool."""
        return f"{self._region}:{self.aws_uuid()}"

    def aws_identity_id(self) -> str:
        """The id of an identity in a Cognito identity pool, which looks like that of the pool."""
        return self.aws_identity_pool_id()

    def aws_appconfig_id(self) -> str:
        """The id of an AppConfig application, environment, profile, strategy or extension."""
        return self._text(LOWER_AND_DIGITS, 7)

    def aws_greengrass_id(self) -> str:
        """The id of a Greengrass group, definition or version."""
        return self.aws_uuid()

    def aws_greengrass_deployment_id(self) -> str:
        """The id of a deployment of one Greengrass group."""
        return self.aws_uuid()

    def aws_greengrass_bulk_deployment_id(self) -> str:
        return self.aws_uuid()

    def aws_rest_api_id(self) -> str:
        """The id of an API of API Gateway."""
        return self._text(LOWER_AND_DIGITS, 10)

    def aws_hosted_zone_id(self) -> str:
        """The id of a zone of Route 53, without the `/hostedzone/` that its API puts before it."""
        return f"Z{self._text(UPPER_AND_DIGITS, 13)}"

    def aws_distribution_id(self) -> str:
        """The id of a distribution of CloudFront."""
        return f"E{self._text(UPPER_AND_DIGITS, 13)}"

    def aws_request_id(self) -> str:
        return self.aws_uuid()

    def aws_extended_request_id(self) -> str:
        """The second request id of S3, `x-amz-id-2`: 56 bytes in base64."""
        return self._base64(56)
