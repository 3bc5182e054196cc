"""With which errors an operation refuses: those that its model has, else those that services of its protocol send."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fakeaws.common_errors import ERRORS_OF_SERVICES, common_errors
from fakeaws.generate.place import snake
from fakeaws.model import Operation
from fakeaws.protocols.quirks import query_code
from fakeaws.rates import throttling_error
from fakeaws.replies import Error
from fakeaws.script import error_status


def throttled(operation: Operation) -> Error:
    """A throttling error that botocore retries in every mode."""
    if _is_head(operation):
        return Error("503")
    usual = Error(throttling_error(operation))
    status = error_status(usual, operation)
    is_retried = (status, usual.code) in _RETRIED or (status == _TOO_MANY and usual.code in _THROTTLING)
    return usual if is_retried or status == _UNAVAILABLE else Error(_BY_PROTOCOL["throttled"][_family(operation)])


def denied(operation: Operation) -> Error:
    return _usual(operation, "denied", "403")


def expired(operation: Operation) -> Error:
    return _usual(operation, "expired", "400")


def broken_down(operation: Operation) -> tuple[Error, Error]:
    """Two errors of the service's own making."""
    if _is_head(operation):
        return Error("500"), Error("503")
    return Error("InternalFailure"), Error("ServiceUnavailable")


def not_found(operation: Operation) -> Error | None:
    """The error that tells that something is not there; of several, that of what the operation is about."""
    if _is_head(operation):
        return Error("404")
    modelled = [
        code
        for code, error in operation.errors.items()
        if _NOT_FOUND.search(code) and error.status < _BROKEN and not error.is_retried
    ]
    others = [code for code in ERRORS_OF_SERVICES.get(operation.service.name, ()) if code.endswith(".NotFound")]
    own = _about(operation, modelled) or _about(operation, others)
    return Error(own or modelled[0]) if own or modelled else None


def already_there(operation: Operation) -> Error | None:
    """The error that tells that the work was done before, if the model has one."""
    return next((Error(code) for code in operation.errors if _ALREADY.search(code)), None)


def code_told(operation: Operation, error: Error) -> str:
    """The code that botocore tells for it, which is an older protocol's where the service has changed its protocol."""
    is_changed = "awsQueryCompatible" in operation.service.model.metadata
    return query_code(operation, error.code) if is_changed else error.code


def _usual(operation: Operation, what: str, status: str) -> Error:
    if _is_head(operation):
        return Error(status)
    modelled = next((code for code in _MODELLED[what] if code in operation.errors), None)
    code = modelled or _BY_PROTOCOL[what][_family(operation)]
    known = code in operation.errors or code in common_errors(operation.service.name)
    return Error(code) if known else Error(code, status=400, unmodelled=True)


def _about(operation: Operation, codes: Iterable[str]) -> str | None:
    resource = snake(operation.api_name).partition("_")[2].removesuffix("s").replace("_", "")
    return next((code for code in codes if resource and resource in code.lower()), None)


def _is_head(operation: Operation) -> bool:
    """Whether an answer has no body, and so no code but its status."""
    return operation.model.http.get("method") == "HEAD"


def _family(operation: Operation) -> str:
    protocol = operation.service.protocol
    return "ec2" if protocol == "ec2" else "xml" if protocol in ("query", "rest-xml") else "json"


_TOO_MANY, _UNAVAILABLE, _BROKEN = 429, 503, 500
_RETRIED = {
    # Status and code, which the legacy mode wants together: `_retry.json` in botocore's data.
    (400, "ProvisionedThroughputExceededException"),
    (400, "RequestThrottledException"),
    (400, "ThrottledException"),
    (400, "Throttling"),
    (400, "ThrottlingException"),
}
_THROTTLING = {
    # The codes for which the standard mode does not ask for the status: botocore/retries/standard.py.
    "ProvisionedThroughputExceededException",
    "RequestThrottledException",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
}
_NOT_FOUND = re.compile(r"NotFound|NoSuch|DoesNotExist|NonExist|NotExist")
_ALREADY = re.compile(
    # Where writes or transactions conflict, somebody else was there at the same time; the work is not done.
    r"Already(?!Streamed)|Duplicate|EntityExists|(?<!Write)(?<!Transaction)ConflictException$"
    r"|IdempotentParameterMismatch"
)
_MODELLED = {
    "denied": (
        "AccessDeniedException",
        "AccessDenied",
        "NotAuthorizedException",
        "UnauthorizedException",
        "ForbiddenException",
    ),
    "expired": ("ExpiredTokenException", "ExpiredToken"),
}
_BY_PROTOCOL = {
    "throttled": {"json": "ThrottlingException", "xml": "Throttling", "ec2": "RequestLimitExceeded"},
    "denied": {"json": "AccessDeniedException", "xml": "AccessDenied", "ec2": "UnauthorizedOperation"},
    "expired": {"json": "ExpiredTokenException", "xml": "ExpiredToken", "ec2": "RequestExpired"},
}
