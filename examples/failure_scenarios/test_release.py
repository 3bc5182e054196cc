"""One test for each failure that a deployment can meet: the good poller passes all, the careless one fails seven."""

import pytest
import release

WHICH = {"ApplicationId": "a1b2c3d", "EnvironmentId": "e4f5g6h", "DeploymentNumber": 1}
MISTAKES = {
    "not-found-right-after-creation": "it takes what is not yet known everywhere for an error",
    "stuck-for-ever": "it never gives up",
    "rolled-back": "every state but two is success to it",
    "reverted-after-success": "every state but two is success to it",
    "stopped-by-another": "every state but two is success to it",
    "unknown-new-state": "a state that it does not know is success to it",
    "missing-optional-members": "it reads a member that need not be there",
}


@pytest.mark.aws_failures("appconfig.get_deployment", expect={"rolled-back": release.ReleaseFailed})
def test_wait(aws_failure):
    with aws_failure.met():
        release.wait(**WHICH)


@pytest.mark.aws_failures("appconfig.get_deployment")
def test_wait_carelessly(aws_failure, request):
    if aws_failure.name in MISTAKES:
        request.applymarker(pytest.mark.xfail(strict=True, reason=MISTAKES[aws_failure.name]))

    with aws_failure.met():
        release.wait_carelessly(**WHICH)
