"""The plugin from outside: what a downstream suite sees, down to the words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CLIENT = """
import boto3
appconfig = boto3.client("appconfig", region_name="eu-central-1")
WHICH = dict(ApplicationId="a1b2c3d", EnvironmentId="e4f5g6h", DeploymentNumber=1)
"""


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makepyfile(poller=CLIENT)
    return pytester


def test_fixtures_and_marker_are_listed(suite: pytest.Pytester) -> None:
    """`pytest --fixtures` and `--markers` show what the plugin brings, each with its sentence."""
    fixtures = suite.runpytest_subprocess("--fixtures", "-q").stdout.str()
    markers = suite.runpytest_subprocess("--markers").stdout.str()

    for name in (
        "fake_aws",
        "aws_clock",
        "aws_faker",
        "aws_stubber",
        "appconfig_deployment",
        "greengrass_bulk_deployment",
        "cognito_sync_bulk_publish",
        "check_aws_response",
    ):
        assert f"{name} -- " in fixtures
    assert "@pytest.mark.fake_aws(" in markers


@pytest.mark.parametrize("autoload", [True, False], ids=["entry point", "autoload off"])
@pytest.mark.parametrize("declared", [True, False], ids=["declared", "not declared"])
def test_the_plugin_comes_once_or_not_at_all(suite: pytest.Pytester, *, autoload: bool, declared: bool) -> None:
    """By entry point, by `pytest_plugins`, or by both, the fixtures are there once; by neither they are not."""
    suite.makeconftest('pytest_plugins = ["conftest_plugin"]' if declared else "")
    suite.makepyfile("def test_it(fake_aws): pass")
    with pytest.MonkeyPatch.context() as patch:
        if not autoload:
            patch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        result = suite.runpytest_subprocess()

    result.assert_outcomes(**({"passed": 1} if autoload or declared else {"errors": 1}))


def test_the_plugin_can_be_switched_off(suite: pytest.Pytester) -> None:
    """`-p no:fakeaws` keeps the plugin away."""
    suite.makepyfile("def test_it(fake_aws): pass")

    suite.runpytest_subprocess("-p", "no:fakeaws").assert_outcomes(errors=1)


def test_an_unused_plugin_imports_nothing_heavy(suite: pytest.Pytester) -> None:
    """A run that asks for no fixture of ours imports none of botocore, boto3, Faker, jsonschema on our account."""
    suite.makepyfile("def test_it(): pass")
    script = """
import sys, pytest
pytest.main(["-q"])
heavy = {"boto3", "botocore", "faker", "jsonschema", "fakeaws"} & set(sys.modules)
print("heavy:", sorted(heavy), "plugin:", "conftest_plugin.plugin" in sys.modules)
"""
    # Faker, pytest-randomly and time-machine bring plugins of their own, which are not on our account.
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=suite.path,
        env={
            "PYTEST_ADDOPTS": "-p no:faker -p no:randomly -p no:time_machine",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        },
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.splitlines()[-1] == "heavy: [] plugin: True"


def test_an_unscripted_call_fails_on_the_users_line(suite: pytest.Pytester) -> None:
    """A call that nothing answers fails with the call, and what to write to answer it."""
    suite.makepyfile(
        """
        import poller
        def test_it(fake_aws):
            poller.appconfig.get_deployment(**poller.WHICH)
        """
    )

    result = suite.runpytest_subprocess()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            ">*poller.appconfig.get_deployment(**poller.WHICH)",
            "E*UnscriptedCall: appconfig.get_deployment was called at test_*.py:3, and no script answers it.*",
            "E*get_deployment(ApplicationId='a1b2c3d', EnvironmentId='e4f5g6h', DeploymentNumber=1)",
            "E*To answer it:",
            "E*fake_aws.on(\"appconfig.get_deployment\", ApplicationId='a1b2c3d'*).play(*State=*)",
        ]
    )
    assert "botocore/client.py" not in result.stdout.str()


def test_a_swallowed_surprise_fails_the_test(suite: pytest.Pytester) -> None:
    """The code under test may swallow the exception; the test fails all the same, with the same words."""
    suite.makepyfile(
        """
        import poller
        def test_it(fake_aws):
            try:
                poller.appconfig.get_deployment(**poller.WHICH)
            except Exception:
                pass
        """
    )

    result = suite.runpytest_subprocess()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["UnscriptedCall: appconfig.get_deployment was called at *"])


def test_an_unplayed_step_fails_the_test(suite: pytest.Pytester) -> None:
    """A script that is not played to its end fails the test, with the steps and where they were written."""
    suite.makepyfile(
        """
        import poller
        from fakeaws import Response
        def test_it(fake_aws):
            fake_aws.on("appconfig.get_deployment").play(
                Response(State="DEPLOYING"),
                Response(State="BAKING").times(3),
                Response(State="COMPLETE").optional(),
            )
            poller.appconfig.get_deployment(**poller.WHICH)
            poller.appconfig.get_deployment(**poller.WHICH)
        """
    )

    result = suite.runpytest_subprocess()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "UnplayedSteps: The test ended, and these steps were never asked for:",
            "*appconfig.get_deployment(): Response(State='BAKING').times(3), said 1 of 3 times, written at test_*.py:6",
            "*.optional()*",
        ]
    )
    assert "COMPLETE" not in result.stdout.str().partition("UnplayedSteps")[2]


def test_unplayed_steps_can_be_allowed(suite: pytest.Pytester) -> None:
    """The marker frees one test of playing its scripts to their end."""
    suite.makepyfile(
        """
        import pytest
        from fakeaws import Response
        @pytest.mark.fake_aws(allow_unplayed=True)
        def test_it(fake_aws):
            fake_aws.on("appconfig.get_deployment").play(Response(State="DEPLOYING"))
        """
    )

    suite.runpytest_subprocess().assert_outcomes(passed=1)


def test_a_fixture_may_call_when_it_tears_down(suite: pytest.Pytester) -> None:
    """Steps that a fixture's own teardown asks for are not missed at the end of the test's body."""
    suite.makepyfile(
        """
        import poller, pytest
        from fakeaws import Response
        @pytest.fixture
        def deployment(fake_aws):
            fake_aws.on("appconfig.stop_deployment").play(Response())
            yield
            poller.appconfig.stop_deployment(**poller.WHICH)
        @pytest.fixture
        def forgotten(fake_aws):
            fake_aws.on("appconfig.stop_deployment").play(Response())
            yield
        def test_it(deployment): pass
        def test_other(forgotten): pass
        """
    )

    result = suite.runpytest_subprocess("-p", "no:randomly")

    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*ERROR at teardown of test_other*", "UnplayedSteps: *"])


def test_any_fixture_of_the_suite_may_call_when_it_tears_down(suite: pytest.Pytester) -> None:
    """Steps may be played by a fixture that asks for ours only through another, or by a finalizer."""
    suite.makepyfile(
        """
        import poller, pytest
        from fakeaws import Response
        @pytest.fixture
        def scripted(fake_aws):
            fake_aws.on("appconfig.get_deployment").play(Response())
        @pytest.fixture
        def through_another(scripted):
            yield
            poller.appconfig.get_deployment(**poller.WHICH)
        @pytest.fixture
        def finalizer(scripted, request):
            request.addfinalizer(lambda: poller.appconfig.get_deployment(**poller.WHICH))
        def test_one(through_another): pass
        def test_two(finalizer): pass
        """
    )

    suite.runpytest_subprocess().assert_outcomes(passed=2)


def test_a_test_that_does_not_run_is_not_judged(suite: pytest.Pytester) -> None:
    """Steps for a test that is skipped, or fails, in its setup are not missed."""
    suite.makepyfile(
        """
        import pytest
        from fakeaws import Response
        @pytest.fixture
        def scripted(fake_aws):
            fake_aws.on("appconfig.get_deployment").play(Response())
        @pytest.fixture
        def skipping(scripted): pytest.skip("not here")
        @pytest.fixture
        def failing(scripted): raise RuntimeError("not here")
        def test_one(skipping): pass
        def test_two(failing): pass
        """
    )

    suite.runpytest_subprocess().assert_outcomes(skipped=1, errors=1)


def test_a_test_case_of_unittest_uses_the_fixtures(suite: pytest.Pytester) -> None:
    """A unittest.TestCase gets the fake by `usefixtures`, and a surprise fails it."""
    suite.makepyfile(
        """
        import unittest
        import poller, pytest
        @pytest.mark.usefixtures("fake_aws")
        class Test(unittest.TestCase):
            def test_it(self):
                try:
                    poller.appconfig.get_deployment(**poller.WHICH)
                except Exception:
                    pass
        """
    )

    suite.runpytest_subprocess().assert_outcomes(failed=1)


def test_positional_options_are_refused(suite: pytest.Pytester) -> None:
    """A value without its keyword is no option."""
    suite.makepyfile(
        """
        import pytest
        @pytest.mark.fake_aws(5)
        def test_it(fake_aws): pass
        """
    )

    suite.runpytest_subprocess().stdout.fnmatch_lines(
        ["*The marker fake_aws takes keywords, such as seed=7, not (5,)*"]
    )


def test_an_unknown_option_is_named(suite: pytest.Pytester) -> None:
    """A misspelt keyword of the marker is an error that names the right one."""
    suite.makepyfile(
        """
        import pytest
        @pytest.mark.fake_aws(max_pols=3)
        def test_it(fake_aws): pass
        """
    )

    result = suite.runpytest_subprocess()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*max_pols is not an option of fake_aws. Did you mean max_polls?*"])


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (
            "Response(Stat='BAKING')",
            "E*appconfig.get_deployment cannot give this reply (step written at test_*.py:3):",
        ),
        (
            "Response(State='DEPLOYED')",
            "E*/State: the text 'DEPLOYED' is not one of *. Did you mean DEPLOYING?*",
        ),
        ("Error('ResourceNotFound')", "E*Did you mean ResourceNotFoundException?*"),
        ("Fault('read-timeot')", "E*read-timeot is not a fault. Did you mean read-timeout?"),
        (
            "Response(State='COMPLETE'), Response(State='BAKING')",
            "E*appconfig.deployment does not move from COMPLETE to BAKING: from COMPLETE it goes on to REVERTED.",
        ),
    ],
)
def test_a_plan_that_cannot_be_is_refused_on_its_line(suite: pytest.Pytester, step: str, message: str) -> None:
    """A wrong member, value, code, fault or move fails where it is written, with the nearest right name."""
    suite.makepyfile(
        f"""
        from fakeaws import Error, Fault, Response
        def test_it(fake_aws):
            fake_aws.on("appconfig.get_deployment").play({step})
        """
    )

    result = suite.runpytest_subprocess()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([">*fake_aws.on(*", message])
    assert "fakeaws/script.py" not in result.stdout.str()


def test_an_endless_poller_is_stopped(suite: pytest.Pytester) -> None:
    """A poller that would go on for ever fails soon, with its history; `except Exception` cannot save it."""
    suite.makepyfile(
        """
        import time
        import poller
        from fakeaws import statuses
        def wait():
            while True:
                try:
                    if poller.appconfig.get_deployment(**poller.WHICH)["State"] == "COMPLETE":
                        return
                except Exception:
                    pass
                time.sleep(5)
        def test_it(fake_aws):
            fake_aws.play(statuses("appconfig.get_deployment", "DEPLOYING", "ROLLING_BACK", "ROLLED_BACK"))
            wait()
        """
    )

    result = suite.runpytest_subprocess()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "E*PollingForever: The code under test polls for ever: appconfig.get_deployment gave the same *",
            "E*+00:00:00  appconfig.get_deployment -> State='DEPLOYING'*",
            "E*+00:00:10  appconfig.get_deployment -> State='ROLLED_BACK'  x 1001, until +01:23:30 (every 5 s)*",
            "E*@pytest.mark.fake_aws(max_polls=...)*",
        ]
    )


def test_a_failure_shows_the_seed_and_the_calls(suite: pytest.Pytester) -> None:
    """The report of a failed test has the seed of its data and the calls in virtual time."""
    suite.makepyfile(
        """
        import poller
        from fakeaws import statuses
        def test_it(fake_aws):
            fake_aws.play(statuses("appconfig.get_deployment", "DEPLOYING"))
            assert poller.appconfig.get_deployment(**poller.WHICH)["State"] == "COMPLETE"
        """
    )

    result = suite.runpytest_subprocess()

    result.stdout.fnmatch_lines(
        [
            "*-- fakeaws --*",
            "seed *, virtual time 0:00:00 passed",
            "+00:00:00  appconfig.get_deployment -> State='DEPLOYING'  [[]test_*.py:5, step test_*.py:4]",
        ]
    )


def test_a_failure_with_the_faker_alone_shows_the_seed(suite: pytest.Pytester) -> None:
    """Without any fake too, a failed test shows where its data came from."""
    suite.makepyfile(
        """
        import pytest
        @pytest.mark.fake_aws(seed=7)
        def test_it(aws_faker):
            assert aws_faker.aws_uuid() == ""
        """
    )

    suite.runpytest_subprocess().stdout.fnmatch_lines(["*-- fakeaws --*", "seed 7"])


def test_the_seed_of_a_test_is_its_own(suite: pytest.Pytester) -> None:
    """Generated data depends on the test's node id alone; the marker's seed brings back another's."""
    suite.makepyfile(
        """
        import pytest
        SEEN = []
        @pytest.mark.parametrize("time", [1, 2])
        def test_one(aws_faker, time):
            SEEN.append(aws_faker.aws_account_id())
        @pytest.mark.fake_aws(seed=5)
        def test_two(aws_faker):
            SEEN.append(aws_faker.aws_account_id())
        @pytest.mark.fake_aws(seed=5)
        def test_three(aws_faker):
            SEEN.append(aws_faker.aws_account_id())
            assert SEEN[0] != SEEN[1] and SEEN[2] == SEEN[3]
        """
    )

    suite.runpytest_subprocess("-p", "no:randomly").assert_outcomes(passed=4)


@pytest.mark.parametrize("swallowed", [True, False], ids=["swallowed", "raised"])
def test_a_call_that_misses_is_compared_as_pytest_compares(suite: pytest.Pytester, *, swallowed: bool) -> None:
    """Place by place in the message, and whole and in colour in a section, also where the code swallows the error."""
    suite.makepyfile(
        f"""
import contextlib, unittest.mock
from fakeaws import Response
import boto3

def test_it(fake_aws):
    fake_aws.on("dynamodb.get_item", TableName="orders", Key={{"id": {{"S": "1"}}}}).play(Response())
    with contextlib.suppress({"Exception" if swallowed else "KeyError"}):
        boto3.client("dynamodb").get_item(TableName="orders", Key={{"id": {{"S": "2"}}}}, ConsistentRead=True)
"""
    )
    result = suite.runpytest_subprocess("--color=yes", "-vv")
    section = result.stdout.str().partition("the nearest script, and the call of dynamodb.get_item")[2]

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*Key.id.S: the script has '1', the call '2'*"])
    assert "Differing items:" in section
    assert "\x1b[" in section.partition("short test summary")[0]


def test_a_failure_shows_the_surprises_that_were_swallowed(suite: pytest.Pytester) -> None:
    """A test whose code swallows surprises and then fails by itself shows each of them whole, once."""
    suite.makepyfile(
        """
        import poller
        from fakeaws import Response
        def test_it(fake_aws):
            fake_aws.on("appconfig.get_deployment", ApplicationId="other").play(Response())
            for _ in range(3):
                try:
                    poller.appconfig.get_deployment(**poller.WHICH)
                except Exception:
                    pass
            assert "this" == "that"
        """
    )

    result = suite.runpytest_subprocess()

    result.assert_outcomes(failed=1)
    section = result.stdout.str().partition("-- fakeaws --")[2]
    result.stdout.fnmatch_lines(
        [
            "E*AssertionError*",
            "*-- fakeaws --*",
            "UnscriptedCall: appconfig.get_deployment was called at test_*.py:7, and no script fits its parameters.*",
            "    ApplicationId: the script has 'other', the call 'a1b2c3d'",
            '    fake_aws.on("appconfig.get_deployment", *).play(*',
        ]
    )
    assert section.count("UnscriptedCall: ") == 1


@pytest.mark.parametrize("swallowed", [True, False], ids=["swallowed", "raised"])
def test_a_failure_shows_no_surprise_twice(suite: pytest.Pytester, *, swallowed: bool) -> None:
    """What pytest shows as the failure itself does not stand in the section too."""
    suite.makepyfile(
        f"""
        import contextlib, poller
        def test_it(fake_aws):
            with contextlib.suppress({"Exception" if swallowed else "KeyError"}):
                poller.appconfig.get_deployment(**poller.WHICH)
        """
    )

    output = suite.runpytest_subprocess().stdout.str().partition("short test summary")[0]

    assert output.count("To answer it:") == 1


def test_variables_of_a_fake_do_not_outlive_the_test(suite: pytest.Pytester) -> None:
    """What `monkeypatch` found in the fake, and puts back after it, does not reach the next test."""
    suite.makepyfile(
        """
        import os, pytest
        from fakeaws import FakeAWS
        NAMES = ("AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_CONFIG_FILE")
        os.environ.update(AWS_DEFAULT_REGION="eu-north-1", AWS_PROFILE="developer")
        os.environ.pop("AWS_CONFIG_FILE", None)
        def seen():
            return [os.environ.get(name) for name in NAMES]
        def set_all(monkeypatch):
            for name in NAMES:
                monkeypatch.setenv(name, "x")
        @pytest.fixture(scope="class")
        def of_the_class():
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("AWS_PROFILE", "of the class")
                yield
        def test_a(monkeypatch, fake_aws):
            set_all(monkeypatch)
        def test_b():
            assert seen() == ["eu-north-1", "developer", None]
        def test_c(monkeypatch):
            with FakeAWS():
                set_all(monkeypatch)
        def test_d():
            assert seen() == ["eu-north-1", "developer", None]
        class TestE:
            def test_e(self, of_the_class, monkeypatch, fake_aws):
                set_all(monkeypatch)
            def test_f(self, of_the_class):
                assert seen() == ["eu-north-1", "of the class", None]
        def test_g():
            assert seen() == ["eu-north-1", "developer", None]
        """
    )

    suite.runpytest_subprocess("-p", "no:randomly").assert_outcomes(passed=7)
