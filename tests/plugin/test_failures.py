"""The marker aws_failures from outside: the tests that it makes, and its words when it is used wrongly."""

from __future__ import annotations

import pytest

POLLER = """
import time
import boto3
appconfig = boto3.client("appconfig", region_name="eu-central-1")
WHICH = dict(ApplicationId="a1b2c3d", EnvironmentId="e4f5g6h", DeploymentNumber=1)

class Failed(Exception):
    pass

def wait():
    while (state := appconfig.get_deployment(**WHICH)["State"]) != "COMPLETE":
        if state in ("ROLLED_BACK", "REVERTED"):
            raise Failed(state)
        time.sleep(30)
    return state
"""


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makepyfile(poller=POLLER)
    return pytester


def _collected(suite: pytest.Pytester, *arguments: str) -> list[str]:
    found = suite.runpytest_subprocess("--collect-only", "-q", "-p", "no:randomly", *arguments)
    return [line.partition("::")[2] for line in found.outlines if "::" in line]


def test_there_is_one_test_for_each_scenario_that_applies(suite: pytest.Pytester) -> None:
    """The ids are the names of the scenarios, in the order of the table."""
    suite.makepyfile(
        """
        import pytest
        @pytest.mark.aws_failures("cognito-sync.bulk_publish")
        def test_it(aws_failure): pass
        """
    )

    assert _collected(suite) == [
        f"test_it[{name}]"
        for name in (
            "throttled-then-fine",
            "throttled-for-good",
            "throttled-by-rate",
            "5xx-burst",
            "read-timeout-after-the-work",
            "connection-reset",
            "access-denied",
            "not-found-right-after-creation",
            "missing-optional-members",
            "clock-skew",
            "slow-service",
        )
    ]


def test_markers_stack(suite: pytest.Pytester) -> None:
    """On a module, a class and a function the nearest decides for each operation; parametrize and -k work."""
    suite.makepyfile(
        """
        import pytest
        pytestmark = pytest.mark.aws_failures("appconfig.get_deployment", only="rolled-back")

        def test_of_the_module(): pass

        @pytest.mark.aws_failures("appconfig.start_deployment", only="5xx-burst")
        class TestClass:
            @pytest.mark.parametrize("number", [1, 2])
            def test_of_both(self, number): pass

            @pytest.mark.aws_failures("appconfig.get_deployment", only=["5xx-burst", "stale-read"])
            @pytest.mark.aws_failures("appconfig.start_deployment", only="access-denied")
            def test_of_its_own(self, aws_failure): pass
        """
    )

    assert sorted(_collected(suite)) == [
        "TestClass::test_of_both[appconfig.get_deployment-rolled-back-1]",
        "TestClass::test_of_both[appconfig.get_deployment-rolled-back-2]",
        "TestClass::test_of_both[appconfig.start_deployment-5xx-burst-1]",
        "TestClass::test_of_both[appconfig.start_deployment-5xx-burst-2]",
        "TestClass::test_of_its_own[appconfig.get_deployment-5xx-burst]",
        "TestClass::test_of_its_own[appconfig.get_deployment-stale-read]",
        "TestClass::test_of_its_own[appconfig.start_deployment-access-denied]",
        "test_of_the_module[rolled-back]",
    ]
    assert _collected(suite, "-k", "stale") == ["TestClass::test_of_its_own[appconfig.get_deployment-stale-read]"]


@pytest.mark.parametrize("arguments", [(), ("-n", "2")], ids=["alone", "in two processes"])
def test_each_test_meets_its_scenario(suite: pytest.Pytester, arguments: tuple[str, ...]) -> None:
    """Played before the test begins, also where the test does not ask for it, and for methods of a TestCase."""
    suite.makepyfile(
        """
        import unittest
        import poller, pytest
        from botocore.exceptions import ClientError

        NOT_THESE = ["not-found-right-after-creation", "stuck-for-ever"]

        @pytest.mark.aws_failures("appconfig.get_deployment", without=NOT_THESE)
        def test_met(aws_failure):
            with aws_failure.met(poller.Failed, ClientError):
                poller.wait()

        @pytest.mark.aws_failures("appconfig.get_deployment", only="stopped-by-another")
        def test_unasked():
            with pytest.raises(poller.Failed):
                poller.wait()

        class TestOld(unittest.TestCase):
            def setUp(self):
                self.expected = "COMPLETE"

            @pytest.fixture(autouse=True)
            def _failure(self, aws_failure):
                self.failure = aws_failure

            @pytest.mark.aws_failures("appconfig.get_deployment", only=["5xx-burst", "stale-read"])
            def test_old(self):
                self.assertEqual(self.expected, self.failure.expects.ends)
                self.assertEqual(self.expected, poller.wait())

            @pytest.mark.aws_failures("appconfig.get_deployment", only=["5xx-burst"])
            def test_wrong(self):
                self.assertEqual(self.failure.name, poller.wait())
        """
    )

    result = suite.runpytest_subprocess(*arguments)

    result.assert_outcomes(passed=19, failed=1)
    result.stdout.fnmatch_lines(["FAILED test_*.py::TestOld::test_wrong[[]5xx-burst[]]*"])


def test_what_is_mishandled_is_told(suite: pytest.Pytester) -> None:
    """The message says what the code did, what it should do, when that happens in real life, and how to differ."""
    suite.makepyfile(
        """
        import poller, pytest
        @pytest.mark.aws_failures("appconfig.get_deployment", only=["rolled-back", "not-found-right-after-creation"])
        def test_it(aws_failure):
            with aws_failure.met():
                try:
                    poller.wait()
                except poller.Failed:
                    return
        @pytest.mark.aws_failures("appconfig.get_deployment", only=["rolled-back"], expect={"rolled-back": LookupError})
        def test_another(aws_failure):
            with aws_failure.met():
                poller.wait()
        @pytest.mark.aws_failures("appconfig.get_deployment", only=["access-denied"])
        def test_mistaken(aws_failure):
            with aws_failure.met():
                {}["a mistake"]
        """
    )

    result = suite.runpytest_subprocess("-p", "no:randomly")

    result.assert_outcomes(failed=4)
    result.stdout.fnmatch_lines(
        [
            (
                "E*FailureMishandled: not-found-right-after-creation of appconfig.get_deployment: the code under test *"
                "should return, and raised ResourceNotFoundException: An error occurred (*"
            ),
            (
                "E*In real life: what was just created is not yet known everywhere. A call meets *"
                "ResourceNotFoundException, and it is the code's own to try again. The last state told is COMPLETE."
            ),
            'E*If that is right here, say so: expect={"not-found-right-after-creation": "raise"}.',
            (
                "E*FailureMishandled: rolled-back of appconfig.get_deployment: the code under test should raise, *"
                "and returned as if all were well."
            ),
            "E*poller.Failed: ROLLED_BACK",
            "E*KeyError: 'a mistake'",
        ]
    )


WRONG = {
    '"appconfig.get_deploymentt"': "get_deploymentt is not an operation of appconfig. Did you mean get_deployment?",
    "": 'it takes an operation at least, such as @pytest.mark.aws_failures("appconfig.get_deployment").',
    "7": "7 names no operation: write service and operation, such as appconfig.get_deployment.",
    '"appconfig.get_deployment", onlly="stale-read"': "onlly is none of its keywords. Did you mean only?",
    '"appconfig.get_deployment", only="rolled_back_"': "rolled_back_ is not a scenario. Did you mean rolled-back?",
    '"appconfig.get_deployment", without=["stale"]': "stale is not a scenario. Did you mean stale-read?",
    '"appconfig.get_deployment", expect={"stale-reed": "return"}': (
        "stale-reed is not a scenario. Did you mean stale-read?"
    ),
    '"appconfig.get_deployment", expect={"stale-read": "returns"}': (
        "expect='returns' is not known. Did you mean return?"
    ),
    '"appconfig.get_deployment", expect={"stale-read": 7}': (
        'Expected is "return", "raise", the exceptions to be raised, or an Expectation, not 7.'
    ),
    '"appconfig.get_deployment", expect="raise"': (
        "expect is a dict by scenario, such as {\"rolled-back\": RolloutFailed}, not 'raise'."
    ),
    '"appconfig.get_deployment", only="empty-list"': (
        "empty-list does not apply to appconfig.get_deployment: it does not answer in pages: botocore has no paginator "
        "for it. `fakeaws scenarios appconfig.get_deployment` lists those that do."
    ),
    '"appconfig.get_deployment", only="stale-read", without="stale-read"': (
        "no scenario is left of those that there are: only and without rule out all that apply."
    ),
    '"appconfig.get_deployment", scenarios=["mine"]': "scenarios are values of fakeaws.Scenario, not 'mine'.",
    '"appconfig.get_deployment", params={"Number": 1}': (
        "appconfig.get_deployment does not take these parameters:*Number is not a parameter. "
        "Known: ApplicationId, EnvironmentId, DeploymentNumber."
    ),
}


def test_a_wrong_marker_fails_at_collection(suite: pytest.Pytester) -> None:
    """Each mistake is told in one sentence, with the nearest right name where there is one."""
    files = {f"test_{number}": _marked(arguments) for number, arguments in enumerate(WRONG)}
    suite.makepyfile(**files)

    result = suite.runpytest_subprocess("-p", "no:randomly")

    result.assert_outcomes(errors=len(WRONG))
    told = result.stdout.str().replace("\n  ", "")
    suite_lines = pytest.LineMatcher(told.splitlines())
    for sentence in WRONG.values():
        suite_lines.fnmatch_lines([f"*@pytest.mark.aws_failures of test_it: {sentence.replace('[', '[[]')}"])


def _marked(arguments: str) -> str:
    return f"import pytest\n@pytest.mark.aws_failures({arguments})\ndef test_it(aws_failure): pass\n"


def test_the_good_answer_can_be_given(suite: pytest.Pytester) -> None:
    """By the marker, step by step, or by a fixture that it names."""
    suite.makepyfile(
        """
        import poller, pytest
        from fakeaws import Response

        @pytest.fixture
        def instantly():
            return [Response(State="COMPLETE", PercentageComplete=100.0).forever()]

        @pytest.mark.aws_failures("appconfig.get_deployment", only="5xx-burst", happy="instantly")
        def test_by_a_fixture(fake_aws):
            poller.wait()
            assert len(fake_aws.calls()) == 1

        @pytest.mark.aws_failures(
            "appconfig.get_deployment",
            only=["duplicate-state", "stuck-for-ever"],
            happy=[
                Response(State="DEPLOYING").times(3), Response(State="BAKING"), Response(State="COMPLETE").forever()
            ],
            params={"DeploymentNumber": 1},
        )
        @pytest.mark.fake_aws(max_polls=20)
        def test_by_the_marker(aws_failure, fake_aws):
            assert aws_failure.expects.calls == {"duplicate-state": 9, "stuck-for-ever": 4}[aws_failure.name]
            poller.wait()
            assert len(fake_aws.calls()) == 9
        """
    )

    result = suite.runpytest_subprocess("-p", "no:randomly")

    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["E*PollingForever: *", "FAILED *test_by_the_marker[[]stuck-for-ever[]]*"])


def test_scenarios_of_ones_own(suite: pytest.Pytester) -> None:
    """A suite gives its scenarios by a hook, a test by the marker; where they are given they are known by name."""
    suite.makeconftest(
        """
        from fakeaws import Error, Expectation, Scenario

        def pytest_fakeaws_scenarios():
            return [
                Scenario(
                    "busy",
                    "somebody else deploys",
                    plays=lambda scene: [Error("ConflictException"), *scene.happy],
                    expects=Expectation(code_should="raise", meets="ConflictException"),
                    applies=lambda scene: None if scene.operation.method.startswith("start_") else "it starts nothing",
                )
            ]
        """
    )
    suite.makepyfile(
        """
        import poller, pytest
        from fakeaws import Expectation, Response, Scenario

        EMPTY = Scenario(
            "told-nothing",
            "an old stack",
            plays=lambda scene: [Response.exactly()],
            expects=Expectation(code_should="raise"),
        )

        @pytest.mark.aws_failures("appconfig.start_deployment", "appconfig.get_deployment", only=["busy"])
        def test_by_the_hook(aws_failure):
            assert (aws_failure.operation, aws_failure.expects.raises) == (
                "appconfig.start_deployment", "ConflictException"
            )
        @pytest.mark.aws_failures("appconfig.get_deployment", scenarios=[EMPTY], only=[EMPTY])
        def test_by_the_marker(aws_failure):
            with aws_failure.met(KeyError):
                poller.wait()
        def test_by_name(fake_aws):
            assert fake_aws.scenario("busy", "appconfig.start_deployment").expects.code_should == "raise"
        """
    )

    result = suite.runpytest_subprocess("-p", "no:randomly", "-W", "error")

    assert result.parseoutcomes() == {"failed": 2, "passed": 1}
    result.stdout.fnmatch_lines(
        ["UnplayedSteps: *", "*appconfig.start_deployment(): Error('ConflictException'), written at test_*.py:11"]
    )


def test_a_hook_gives_scenarios_only(suite: pytest.Pytester) -> None:
    """What the hook gives otherwise is told where a fake is asked for."""
    suite.makeconftest("def pytest_fakeaws_scenarios(): return ['mine']")
    suite.makepyfile("def test_it(fake_aws): pass")

    result = suite.runpytest_subprocess()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["PlanError: pytest_fakeaws_scenarios gives values of fakeaws.Scenario, not 'mine'."])


def test_the_fixture_wants_the_marker(suite: pytest.Pytester) -> None:
    """A test that asks for `aws_failure` alone is told what it lacks."""
    suite.makepyfile("def test_it(aws_failure): pass")

    result = suite.runpytest_subprocess()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        ['*aws_failure is for a test with the marker that says which: @pytest.mark.aws_failures("appconfig.get_depl*']
    )


def test_a_stubber_is_above_the_retries(suite: pytest.Pytester) -> None:
    """What only botocore's retries get over is refused by a Stubber, and named; the rest is told as it is there."""
    suite.makepyfile(
        """
        import poller, pytest
        @pytest.mark.aws_failures("appconfig.get_deployment", only=["5xx-burst", "throttled-for-good"])
        def test_it(aws_failure, aws_stubber):
            aws_stubber(poller.appconfig)
            with aws_failure.met():
                poller.wait()
            assert (aws_failure.expects.attempts["legacy"], aws_failure.expects.retried_by) == (1, None)
        """
    )

    result = suite.runpytest_subprocess("-p", "no:randomly")

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "E*DoorCannotCarry: The Stubber door cannot carry 5xx-burst of appconfig.get_deployment: it answers*",
        ]
    )
    assert "nobody tries again. The wire door carries it: leave the client without a Stubber." in result.stdout.str()


def test_the_marker_is_listed(suite: pytest.Pytester) -> None:
    """`pytest --markers` and `--fixtures` show what there is."""
    assert "@pytest.mark.aws_failures(*operations, only, " in suite.runpytest_subprocess("--markers").stdout.str()
    assert "aws_failure -- " in suite.runpytest_subprocess("--fixtures", "-q").stdout.str()
