"""The codes that services send although no operation of theirs models them, with their HTTP status."""

from __future__ import annotations

from collections.abc import Mapping


def common_errors(service: str) -> Mapping[str, int]:
    """The codes that this service may send to any call, with their status; its own come before those of all."""
    return {**COMMON_ERRORS, **ERRORS_OF_SERVICES.get(service, {})}


COMMON_ERRORS: dict[str, int] = {
    # The codes that any service may send: AWS's pages of common errors, the same errors as its older XML services
    # spell them, and what botocore retries whatever the service is.
    "AccessDenied": 403,
    "AccessDeniedException": 403,
    "ExpiredToken": 400,
    "ExpiredTokenException": 403,
    "IncompleteSignature": 403,
    "InternalFailure": 500,
    "InvalidClientTokenId": 403,
    "InvalidSignatureException": 403,
    "OptInRequired": 403,
    "PriorRequestNotComplete": 400,
    "RequestExpired": 403,
    "RequestLimitExceeded": 400,
    "RequestThrottledException": 400,
    "RequestTimeout": 400,
    "RequestTimeoutException": 400,
    "ServiceUnavailable": 503,
    "SlowDown": 503,
    "ThrottledException": 400,
    "Throttling": 400,
    "ThrottlingException": 400,
    "TooManyRequestsException": 429,
    "UnrecognizedClientException": 403,
    "ValidationError": 400,
    "ValidationException": 400,
}

ERRORS_OF_SERVICES: dict[str, dict[str, int]] = {
    # S3 models next to none of its errors: "Error responses" in its API reference.
    "s3": {
        "AccountProblem": 403,
        "BadDigest": 400,
        "BucketAlreadyExists": 409,
        "BucketAlreadyOwnedByYou": 409,
        "BucketNotEmpty": 409,
        "EntityTooLarge": 400,
        "EntityTooSmall": 400,
        "InternalError": 500,
        "InvalidAccessKeyId": 403,
        "InvalidArgument": 400,
        "InvalidBucketName": 400,
        "InvalidObjectState": 403,
        "InvalidPart": 400,
        "InvalidPartOrder": 400,
        "InvalidRange": 416,
        "InvalidRequest": 400,
        "MalformedXML": 400,
        "MethodNotAllowed": 405,
        "NoSuchBucket": 404,
        "NoSuchBucketPolicy": 404,
        "NoSuchKey": 404,
        "NoSuchLifecycleConfiguration": 404,
        "NoSuchTagSet": 404,
        "NoSuchUpload": 404,
        "NoSuchVersion": 404,
        "NotModified": 304,
        "OperationAborted": 409,
        "PermanentRedirect": 301,
        "PreconditionFailed": 412,
        "QuotaExceeded": 403,
        "RequestTimeTooSkewed": 403,
        "ServerSideEncryptionConfigurationNotFoundError": 404,
        "SignatureDoesNotMatch": 403,
        "TemporaryRedirect": 307,
    },
    # EC2 models none: "Error codes for the Amazon EC2 API" in its API reference.
    "ec2": {
        "AuthFailure": 401,
        "DependencyViolation": 400,
        "DryRunOperation": 412,
        "IncorrectInstanceState": 400,
        "IncorrectState": 400,
        "InstanceLimitExceeded": 400,
        "InsufficientAddressCapacity": 500,
        "InsufficientCapacity": 500,
        "InsufficientInstanceCapacity": 500,
        "InternalError": 500,
        "InvalidAMIID.NotFound": 400,
        "InvalidGroup.Duplicate": 400,
        "InvalidGroup.NotFound": 400,
        "InvalidInstanceID.Malformed": 400,
        "InvalidInstanceID.NotFound": 400,
        "InvalidKeyPair.Duplicate": 400,
        "InvalidKeyPair.NotFound": 400,
        "InvalidParameterCombination": 400,
        "InvalidParameterValue": 400,
        "InvalidPermission.Duplicate": 400,
        "InvalidSnapshot.NotFound": 400,
        "InvalidSubnetID.NotFound": 400,
        "InvalidVolume.NotFound": 400,
        "InvalidVpcID.NotFound": 400,
        "MissingParameter": 400,
        "RequestLimitExceeded": 503,
        "Unavailable": 503,
        "UnauthorizedOperation": 403,
        "UnsupportedOperation": 400,
        "VcpuLimitExceeded": 400,
        "VolumeInUse": 400,
    },
}
