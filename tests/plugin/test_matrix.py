"""`--fake-aws-matrix`: each test that passes is run again with failures."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import botocore
import pytest

from fakeaws.faults import FAULTS

CODE = """
import boto3
from botocore.exceptions import ClientError

class ReleaseError(Exception):
    pass

appconfig = boto3.client("appconfig", region_name="eu-central-1")
WHICH = {"ApplicationId": "a1b2c3d", "EnvironmentId": "e4f5g6h", "DeploymentNumber": 1}

def state():
    return appconfig.get_deployment(**WHICH).get("State")

def quiet_state():
    try:
        return state_or_error()
    except ClientError:
        return None

def state_or_error():
    return appconfig.get_deployment(**WHICH).get("State")
"""

SUITE = """
import code_under_test
from fakeaws import Response

def test_state(fake_aws):
    fake_aws.on("appconfig.get_deployment").play(Response(State="BAKING"))
    assert code_under_test.state() == "BAKING"

def test_quiet_state(fake_aws):
    fake_aws.on("appconfig.get_deployment").play(Response(State="BAKING"))
    assert code_under_test.quiet_state() == "BAKING"
"""

QUICK = (
    "ThrottlingException",
    "AccessDeniedException for good",
    "ResourceNotFoundException",
    "InternalServerException",
    "read-timeout",
    "connection-reset",
    "truncated-body",
)

BOTOCORE = tuple(int(number) for number in botocore.__version__.split("."))
CUT_OFF = FAULTS["truncated-body"].ending("json", "legacy", BOTOCORE)
READS_WHAT_IS_CUT_OFF = CUT_OFF is not None and CUT_OFF.raises is None
WHERE_IT_IS_READ = pytest.mark.skipif(not READS_WHAT_IS_CUT_OFF, reason="this botocore complains of what is cut off")
OF_CUT_OFF = "swallowed" if READS_WHAT_IS_CUT_OFF else "raised"


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makepyfile(code_under_test=CODE, test_it=SUITE)
    return pytester


def made(pytester: pytest.Pytester, *options: str) -> tuple[pytest.RunResult, dict[str, Any]]:
    """The run with the matrix, and its JSON."""
    files = ["--fake-aws-matrix-json=matrix.json", "--fake-aws-matrix-html=matrix.html"]
    result = pytester.runpytest_subprocess("--fake-aws-matrix", *files, *options)
    return result, json.loads((pytester.path / "matrix.json").read_text(encoding="utf-8"))


def verdicts(told: dict[str, Any], test: str) -> dict[str, str]:
    return {cell["failure"]: cell["verdict"] for cell in told["cells"] if cell["test"] == test}


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["one process", "two workers"])
def test_each_failure_of_each_call_gets_a_verdict(suite: pytest.Pytester, workers: list[str]) -> None:
    """The tests pass as ever; what their code makes of each failure is told, wherever they ran."""
    result, told = made(suite, *workers)

    result.assert_outcomes(passed=2)
    assert result.ret == pytest.ExitCode.OK
    assert verdicts(told, "test_it.py::test_state") == {**dict.fromkeys(QUICK, "raised"), "truncated-body": OF_CUT_OFF}
    assert verdicts(told, "test_it.py::test_quiet_state") == {
        **dict.fromkeys(QUICK[:4], "swallowed"),
        "read-timeout": "raised",
        "connection-reset": "raised",
        "truncated-body": OF_CUT_OFF,
    }
    page = (suite.path / "matrix.html").read_text(encoding="utf-8")
    assert "code_under_test.py:20 state_or_error</span>\n<small>appconfig.get_deployment</small>" in page


@WHERE_IT_IS_READ
def test_the_table_in_the_terminal(suite: pytest.Pytester) -> None:
    """Call sites by verdicts, then what is bad with a remedy, then what is left out."""
    result = suite.runpytest_subprocess("--fake-aws-matrix")

    result.stdout.fnmatch_lines(
        [
            "=* fakeaws: failure matrix (quick) =*",
            "                                                                raised  swallowed",
            "code_under_test.py:11 state  appconfig.get_deployment                6          1",
            "code_under_test.py:20 state_or_error  appconfig.get_deployment       2          5",
            "14 runs of 2 tests, 2 call sites                                     8          6",
            "",
            "SWALLOWED code_under_test.py:11 state, appconfig.get_deployment",
            "    told truncated-body",
            "    at call 1 of test_it.py::test_state: AssertionError: assert None == 'BAKING'",
            "    It should raise, or try again: its caller takes the work for done.",
            "",
            "SWALLOWED code_under_test.py:20 state_or_error, appconfig.get_deployment",
            f"    told {', '.join([*QUICK[:4], QUICK[-1]])}",
            "    at call 1 of test_it.py::test_quiet_state (5 runs): AssertionError: assert None == 'BAKING'",
            "    It should raise, or try again: its caller takes the work for done.",
            "=* 2 passed in *",
        ],
        consecutive=True,
    )


def test_a_cell_tells_everything(suite: pytest.Pytester) -> None:
    """The JSON has place, call, failure, verdict, exception, remedy, and the run in virtual time."""
    _, told = made(suite, "-k", "test_state")
    cell = next(cell for cell in told["cells"] if cell["failure"] == "AccessDeniedException for good")

    message = "An error occurred (AccessDeniedException) when calling the GetDeployment operation: Not authorized"
    places = "code_under_test.py:11, step of the failure matrix"
    assert cell == {
        "test": "test_it.py::test_state",
        "site": {
            "path": "code_under_test.py",
            "line": 11,
            "function": "state",
            "operation": "appconfig.get_deployment",
        },
        "call": 1,
        "failure": "AccessDeniedException for good",
        "kind": "access-denied",
        "verdict": "raised",
        "error": f"ClientError: {message}",
        "timeline": [f"+00:00:00  appconfig.get_deployment -> Error('AccessDeniedException')  [{places}]"],
        "is_reliable": True,
        "remedy": None,
    }


def test_full_tries_all(suite: pytest.Pytester) -> None:
    """Every modelled and common error, every fault, once, for the call, or for good."""
    result = suite.runpytest_subprocess(
        "--fake-aws-matrix=full", "--fake-aws-matrix-json=full.json", "-k", "test_state"
    )
    told = json.loads((suite.path / "full.json").read_text(encoding="utf-8"))

    result.assert_outcomes(passed=1, deselected=1)
    tried = verdicts(told, "test_it.py::test_state")
    assert len(tried) > 50
    wanted = {*QUICK, "BadRequestException", "ExpiredTokenException", "dns-failure", "answer-without-members"}
    assert wanted <= set(tried)
    assert {tried[name] for name in ("ThrottlingException once", "read-timeout once")} == {"survived"}


def test_reports_and_counts_know_nothing_of_it(suite: pytest.Pytester) -> None:
    """Hooks of reports, and JUnit's file, see each test once."""
    suite.makeconftest(
        """
def pytest_runtest_makereport(item, call):
    with open("reports.txt", "a") as file:
        file.write(f"{call.when} ")
def pytest_runtest_logreport(report):
    with open("reports.txt", "a") as file:
        file.write(f"{report.when} ")
"""
    )
    result = suite.runpytest_subprocess("--fake-aws-matrix", "--junitxml=junit.xml", "-k", "test_state", "-s")

    result.assert_outcomes(passed=1, deselected=1)
    assert (suite.path / "reports.txt").read_text().split() == [
        phase for phase in ("setup", "call", "teardown") for _ in range(2)
    ]
    assert 'tests="1"' in (suite.path / "junit.xml").read_text()


def test_only_tests_that_pass_are_run_again(pytester: pytest.Pytester) -> None:
    """A test that fails, is skipped, or is expected to fail has nothing to say."""
    pytester.makepyfile(
        code_under_test=CODE,
        test_it="""
import code_under_test, pytest
from fakeaws import Response

@pytest.fixture
def scripted(fake_aws):
    fake_aws.on("appconfig.get_deployment").play(Response(State="BAKING"))

def test_fails(scripted):
    code_under_test.state()
    assert False

def test_skips(scripted):
    code_under_test.state()
    pytest.skip("enough")

@pytest.mark.xfail
def test_is_expected_to_fail(scripted):
    code_under_test.state()
    assert False

def test_uses_no_fake():
    pass
""",
    )
    result = pytester.runpytest_subprocess("--fake-aws-matrix")

    result.assert_outcomes(passed=1, failed=1, skipped=1, xfailed=1)
    result.stdout.fnmatch_lines(
        ["no call was tried: no test that passed has code of its own that calls AWS through fake_aws"]
    )


def test_what_the_test_calls_itself_is_left_out(pytester: pytest.Pytester) -> None:
    """Nobody wants to know what a test does when its own call fails."""
    pytester.makepyfile(
        """
import boto3
from fakeaws import Response

def test_it(fake_aws):
    fake_aws.on("sqs.list_queues").play(Response().times(3))
    sqs = boto3.client("sqs", region_name="eu-central-1")
    for _ in range(3):
        sqs.list_queues()
"""
    )
    result = pytester.runpytest_subprocess("--fake-aws-matrix")

    result.stdout.fnmatch_lines(["left out: calls that a test makes itself (3)"])


FORMS = """
import code_under_test, pytest, unittest
from fakeaws import Response

@pytest.fixture
def scripted(fake_aws):
    fake_aws.on("appconfig.get_deployment").play(Response(State="BAKING"))

@pytest.mark.parametrize("number", [1, 2])
def test_with_parameters(scripted, number):
    assert code_under_test.state() == "BAKING"

class TestOfAClass:
    @pytest.fixture(autouse=True)
    def begin(self, scripted):
        assert not hasattr(self, "seen")
        self.seen = True
    def test_one(self):
        assert code_under_test.state() == "BAKING"
    def test_two(self):
        assert code_under_test.state() == "BAKING"

class TestWithItsOwnSetUp:
    ups = []
    @pytest.fixture(scope="class")
    def once(self):
        self.ups.append("up")
        yield
        self.ups.append("down")
    def test_one(self, scripted, once):
        assert code_under_test.state() == "BAKING"
        assert self.ups in (["up"], ["up", "down", "up"])
    def test_two(self, scripted, once):
        assert code_under_test.state() == "BAKING"
        assert self.ups in (["up"], ["up", "down", "up"])

def test_with_fixtures_of_pytest(scripted, monkeypatch, tmp_path, capsys, caplog, request):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "file").mkdir()
    print("hello")
    assert capsys.readouterr().out == "hello\\n"
    assert code_under_test.state() == "BAKING"

@pytest.mark.usefixtures("scripted")
class TestOfUnittest(unittest.TestCase):
    def test_one(self):
        self.assertEqual("BAKING", code_under_test.state())
    def test_two(self):
        with self.assertRaises(ZeroDivisionError):
            assert code_under_test.state() == "BAKING"
            1 / 0
"""


@pytest.mark.parametrize("options", [["-p", "no:randomly"], ["-n", "2"], ["-p", "randomly", "-x"]], ids=" ".join)
def test_tests_of_every_form_are_run_again(pytester: pytest.Pytester, options: list[str]) -> None:
    """Fixtures of the function are set up anew, those of the class stay; the verdicts are those of a plain function."""
    pytester.makepyfile(code_under_test=CODE, test_it=FORMS)
    result, told = made(pytester, *options)

    result.assert_outcomes(passed=9)
    assert told["unreliable"] == {}
    found = {name: Counter(verdicts(told, name).values()) for name in {cell["test"] for cell in told["cells"]}}
    assert list(found.values()) == [Counter([*["raised"] * 6, OF_CUT_OFF])] * 9


def test_a_test_that_expects_an_error(pytester: pytest.Pytester) -> None:
    """What `pytest.raises` takes is judged as what reaches the test; another exception, too, has reached it."""
    pytester.makepyfile(
        code_under_test=CODE
        + """
def release():
    try:
        found = appconfig.get_deployment(**WHICH).get("State")
    except Exception as error:
        raise ReleaseError("cannot ask") from error
    if found == "ROLLED_BACK":
        raise ReleaseError("rolled back")
""",
        test_it="""
import code_under_test, pytest
from fakeaws import Response

def test_any(fake_aws):
    fake_aws.on("appconfig.get_deployment").play(Response(State="ROLLED_BACK"))
    with pytest.raises(code_under_test.ReleaseError):
        code_under_test.release()

def test_its_words(fake_aws):
    fake_aws.on("appconfig.get_deployment").play(Response(State="ROLLED_BACK"))
    with pytest.raises(code_under_test.ReleaseError, match="rolled back"):
        code_under_test.release()
""",
    )
    _, told = made(pytester)

    expected = {**dict.fromkeys(QUICK, "raised"), "truncated-body": OF_CUT_OFF}
    assert verdicts(told, "test_it.py::test_any") == expected
    assert verdicts(told, "test_it.py::test_its_words") == expected


def test_a_test_that_cannot_be_repeated_is_told(pytester: pytest.Pytester) -> None:
    """State that leaks from run to run makes verdicts that say nothing; they do not count."""
    pytester.makepyfile(
        code_under_test=CODE,
        test_it="""
import code_under_test
from fakeaws import Response
RUNS = []

def test_state(fake_aws):
    fake_aws.on("appconfig.get_deployment").play(Response(State="BAKING"))
    RUNS.append(1)
    assert code_under_test.state() == "BAKING"
    assert len(RUNS) == 1
""",
    )
    result, told = made(pytester)

    said = "run again without a failure, it ended with AssertionError: assert 9 == 1*"
    result.stdout.fnmatch_lines(
        [f"test_it.py::test_state cannot be repeated, so that its verdicts do not count: {said}"]
    )
    result.stdout.no_fnmatch_line("SWALLOWED*")
    assert {cell["is_reliable"] for cell in told["cells"]} == {False}


@pytest.mark.parametrize(
    ("conftest", "marker"),
    [("", "@pytest.mark.fake_aws(raises=code_under_test.ReleaseError)"), ("fake_aws_raises", "")],
    ids=["by a marker", "in the ini file"],
)
def test_what_the_code_is_to_raise_is_declared(pytester: pytest.Pytester, conftest: str, marker: str) -> None:
    """Botocore's own exceptions have leaked then; the declared one has not."""
    pytester.makepyfile(
        code_under_test=CODE
        + """
def promised():
    try:
        return appconfig.get_deployment(**WHICH)["State"]
    except (ClientError, KeyError) as error:
        raise ReleaseError from error
""",
        test_it=f"""
import code_under_test, pytest
from fakeaws import Response

{marker}
def test_it(fake_aws):
    fake_aws.on("appconfig.get_deployment").play(Response(State="BAKING"))
    assert code_under_test.promised() == "BAKING"
""",
    )
    if conftest:
        pytester.makeini("[pytest]\npythonpath = .\nfake_aws_raises = code_under_test.ReleaseError")
    _, told = made(pytester)

    leaked = ["read-timeout", "connection-reset", *([] if READS_WHAT_IS_CUT_OFF else ["truncated-body"])]
    expected = {**dict.fromkeys(QUICK, "raised"), **dict.fromkeys(leaked, "leaked")}
    assert verdicts(told, "test_it.py::test_it") == expected


def test_the_code_under_test_is_named_in_the_ini_file(pytester: pytest.Pytester) -> None:
    """Its lines are told as the call sites, where it calls AWS through code of another's."""
    pytester.makepyfile(
        gateway="""
def ask(method, **params):
    return method(**params)
""",
        release="""
import boto3, gateway
appconfig = boto3.client("appconfig", region_name="eu-central-1")
def state():
    which = {"ApplicationId": "a1b2c3d", "EnvironmentId": "e4f5g6h", "DeploymentNumber": 1}
    return gateway.ask(appconfig.get_deployment, **which)["State"]
""",
        test_it="""
import release
from fakeaws import Response
def test_it(fake_aws):
    fake_aws.on("appconfig.get_deployment").play(Response(State="BAKING"))
    assert release.state() == "BAKING"
""",
    )
    pytester.makeini("[pytest]\npythonpath = .\nfake_aws_code_under_test = release")
    _, told = made(pytester)

    assert {(cell["site"]["path"], cell["site"]["function"]) for cell in told["cells"]} == {("release.py", "state")}


def test_tests_of_one_failure_are_left_out(pytester: pytest.Pytester) -> None:
    """A test made by `aws_failures` says what comes of its own failure; a second one would fail it for no reason."""
    pytester.makepyfile(
        code_under_test=CODE,
        test_it="""
import boto3, pytest

def state():
    return boto3.client("sts", region_name="eu-central-1").get_caller_identity()["Account"]

@pytest.mark.aws_failures("sts.get_caller_identity", only=["access-denied", "5xx-burst"])
def test_it(aws_failure):
    with aws_failure.met():
        state()
""",
    )
    result, told = made(pytester)

    result.assert_outcomes(passed=2)
    assert (told["cells"], told["left_out"]) == ([], {"tests of one failure, by the marker aws_failures": 2})


def test_a_name_that_is_no_exception_is_refused(suite: pytest.Pytester) -> None:
    """Before the tests run."""
    suite.makeini("[pytest]\npythonpath = .\nfake_aws_raises = code_under_test.NoSuchError")
    result = suite.runpytest_subprocess("--fake-aws-matrix")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*fake_aws_raises: code_under_test.NoSuchError is not to be found: *"])


def test_loops_are_sampled(pytester: pytest.Pytester) -> None:
    """The first call of a loop, one in the middle, and the last; the others are said to be left out."""
    pytester.makepyfile(
        code_under_test=CODE
        + """
import time
def wait():
    while state() != "COMPLETE":
        time.sleep(30)
""",
        test_it="""
import code_under_test
from fakeaws import Response

def test_it(fake_aws):
    fake_aws.on("appconfig.get_deployment").play(Response(State="BAKING").times(8), Response(State="COMPLETE"))
    code_under_test.wait()
""",
    )
    result, told = made(pytester)

    result.stdout.fnmatch_lines(["left out: calls of a loop between its first, its middle and its last (6)"])
    tried = [(cell["call"], cell["failure"]) for cell in told["cells"]]
    assert tried == [(call, failure) for call in (1, 5, 9) for failure in QUICK]


@WHERE_IT_IS_READ
def test_what_hangs_is_not_tried_again(pytester: pytest.Pytester) -> None:
    """A poller that never stops costs a thousand polls once, not at each of its calls."""
    pytester.makepyfile(
        code_under_test=CODE
        + """
import time
def wait():
    while quiet_state() != "COMPLETE":
        time.sleep(30)
""",
        test_it="""
import code_under_test, pytest
from fakeaws import Response

@pytest.mark.fake_aws(max_polls=20)
def test_it(fake_aws):
    fake_aws.on("appconfig.get_deployment").play(Response(State="BAKING").times(2), Response(State="COMPLETE"))
    code_under_test.wait()
""",
    )
    result, told = made(pytester)

    result.stdout.fnmatch_lines(["HUNG code_under_test.py:20 state_or_error, appconfig.get_deployment"])
    result.stdout.fnmatch_lines(["left out: runs like one that hung (2)"])
    assert Counter(cell["verdict"] for cell in told["cells"]) == {"survived": 12, "raised": 6, "hung": 1}


def test_a_budget_cuts_off_the_least_telling(suite: pytest.Pytester) -> None:
    """What there is no time for is said."""
    result, told = made(suite, "--fake-aws-matrix-budget", "0.000001")

    result.stdout.fnmatch_lines(["left out: runs beyond the budget of 1e-06 s (14)"])
    assert told["cells"] == []


REFUSED = {
    "--fake-aws-matrix-update": "*-update writes a baseline: say which, --fake-aws-matrix-baseline=FILE.",
    "--fake-aws-matrix-baseline=none.json": "*none.json: there is no such file; add *-update to write it.",
    "--fake-aws-matrix-json=none/it.json": "*--fake-aws-matrix-json none/it.json: there is no folder *none*",
    "--fake-aws-matrix-budget=0": "*--fake-aws-matrix-budget takes a number of seconds above 0, not 0.0.",
}


@pytest.mark.parametrize("option", REFUSED)
def test_options_that_make_no_sense_are_refused(suite: pytest.Pytester, option: str) -> None:
    """Before the tests run."""
    result = suite.runpytest_subprocess("--fake-aws-matrix", option)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([REFUSED[option]])


def test_a_path_is_no_depth(suite: pytest.Pytester) -> None:
    """The bare option takes what follows it for its value; the message says what to write."""
    result = suite.runpytest_subprocess("--fake-aws-matrix", "test_it.py")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        ["*: 'test_it.py' is neither quick nor full; before a path write --fake-aws-matrix=quick"]
    )


def test_options_need_the_matrix(suite: pytest.Pytester) -> None:
    """A budget for nothing is a slip."""
    result = suite.runpytest_subprocess("--fake-aws-matrix-budget=5")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--fake-aws-matrix-budget is about the failure matrix: add --fake-aws-matrix."])


@WHERE_IT_IS_READ
@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["one process", "two workers"])
def test_a_baseline_lets_pass_what_is_known(suite: pytest.Pytester, workers: list[str]) -> None:
    """It is written once; then a run fails only on what is worse, and lines may move."""
    file = "--fake-aws-matrix-baseline=known.json"
    written = suite.runpytest_subprocess("--fake-aws-matrix", file, "--fake-aws-matrix-update", *workers)
    suite.makepyfile(code_under_test=f"# a line more\n{CODE}")
    same = suite.runpytest_subprocess("--fake-aws-matrix", file, *workers)
    worse_code = CODE.replace("except ClientError", "except Exception")
    suite.makepyfile(code_under_test=worse_code)
    worse = suite.runpytest_subprocess("--fake-aws-matrix", file, *workers)

    assert [written.ret, same.ret, worse.ret] == [0, 0, pytest.ExitCode.TESTS_FAILED]
    written.stdout.fnmatch_lines(["the baseline known.json holds 6 bad verdicts"])
    same.stdout.fnmatch_lines(["nothing is worse than the baseline"])
    worse.stdout.fnmatch_lines(
        [
            "SWALLOWED code_under_test.py:20 state_or_error, appconfig.get_deployment",
            "    told read-timeout, connection-reset",
            "2 verdicts are worse than the baseline",
        ]
    )
    worse.assert_outcomes(passed=2)


@WHERE_IT_IS_READ
def test_what_got_better_is_told(suite: pytest.Pytester) -> None:
    """And a run of a part of the tests keeps what it did not try."""
    file = "--fake-aws-matrix-baseline=known.json"
    suite.runpytest_subprocess("--fake-aws-matrix", file, "--fake-aws-matrix-update")
    suite.makepyfile(code_under_test=CODE.replace("        return None", "        raise"))
    better = suite.runpytest_subprocess("--fake-aws-matrix", file)
    part = suite.runpytest_subprocess("--fake-aws-matrix", file, "--fake-aws-matrix-update", "-k", "test_state")

    better.stdout.fnmatch_lines(["4 verdicts are better than the baseline: --fake-aws-matrix-update writes that down"])
    part.stdout.fnmatch_lines(["the baseline known.json holds 6 bad verdicts"])
    assert better.ret == 0


def test_a_file_that_is_no_baseline_is_told(suite: pytest.Pytester) -> None:
    """The run does not succeed."""
    (suite.path / "known.json").write_text("{}")
    result = suite.runpytest_subprocess("--fake-aws-matrix", "--fake-aws-matrix-baseline=known.json")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stdout.fnmatch_lines(["known.json: expected a baseline of the failure matrix, *"])


def test_without_the_option_nothing_of_it_is_imported(pytester: pytest.Pytester) -> None:
    """The matrix costs a run without it nothing."""
    pytester.makepyfile(
        """
import sys
def test_it():
    assert [name for name in sys.modules if name.startswith(("fakeaws.matrix", "conftest_plugin.failure_matrix"))] == []
"""
    )
    result = pytester.runpytest_subprocess()

    result.assert_outcomes(passed=1)
