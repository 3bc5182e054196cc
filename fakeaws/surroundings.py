"""Where a test finds itself: no developer's environment, config files or sessions, but credentials and a region.

The rule: what is there when the fake starts belongs to the machine, and is hidden; what is set while it is active is
the test's own, and counts. So a test that wants another region, or a profile, sets it (`monkeypatch.setenv`, an
`AWS_CONFIG_FILE` of its own) after the fake has started, as the fixture `fake_aws` has when the test begins.

The fake's own keys and region are in the environment, so that programs that a test starts find them too; yet they are
the last resort: what a config file of the test says comes before them, as long as they are the fake's.

Hidden are the variables `AWS_...`, but for AWS_DATA_PATH, which is where models are; the files
`~/.aws/config` and `~/.aws/credentials`; boto3's default session; and what sessions that are older than the fake read,
or would yet read, of all these. A session made while the fake is active finds what the test has set, and nothing
else; a profile that it names is there, and empty, unless the test has set files of its own. Clients that are older
sign presigned URLs with the fake's keys. Credentials that older code was given explicitly stay its own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from botocore.credentials import CredentialResolver, Credentials
from botocore.session import Session
from botocore.signers import RequestSigner

FAKE_ENVIRONMENT = {
    # The keys are the ones of AWS's own documentation.
    "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "AWS_DEFAULT_REGION": "us-east-1",
    # No files: what is there is not a file, and botocore goes on without.
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "BOTO_CONFIG": os.devnull,
}


touched: set[str] = set()
"""The variables that fakes have put back; the plugin forgets them at the beginning of each test."""


@contextmanager
def surroundings_of_a_test() -> Iterator[None]:
    """Hide the machine from botocore until the block ends."""
    with ExitStack() as undo:
        undo.enter_context(_environment())
        undo.enter_context(_default_session())
        undo.enter_context(_sessions())
        undo.enter_context(_signers())
        yield


@contextmanager
def _environment() -> Iterator[None]:
    hidden = {name for name in os.environ if name.startswith("AWS_") and name != "AWS_DATA_PATH"}
    before = {name: os.environ.pop(name, None) for name in hidden | set(FAKE_ENVIRONMENT)}
    os.environ.update(FAKE_ENVIRONMENT)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is not None:
                os.environ[name] = value
            else:
                os.environ.pop(name, None)
        touched.update(before)


@contextmanager
def _default_session() -> Iterator[None]:
    """Let boto3 make its default session anew, in the test and after it."""
    before = getattr(sys.modules.get("boto3"), "DEFAULT_SESSION", None)
    _set_default_session(None)
    try:
        yield
    finally:
        _set_default_session(before)


def _set_default_session(session: object) -> None:
    boto3 = sys.modules.get("boto3")
    if boto3 is not None:
        vars(boto3)["DEFAULT_SESSION"] = session


@contextmanager
def _sessions() -> Iterator[None]:
    """Let sessions that are older than this find an empty machine, and remember nothing of it."""
    age = object()
    kept = {name: vars(Session)[name] for name in _CUT_IN_SESSIONS}

    def is_older(session: Any) -> bool:
        return getattr(session, _MADE_IN, None) is not age

    def init(session: Any, *args: Any, **kwargs: Any) -> None:
        setattr(session, _MADE_IN, age)  # a copy of the session is of the same age
        kept["__init__"](session, *args, **kwargs)

    def get_credentials(session: Any) -> Any:
        has_its_own = _are_explicit(session._credentials)
        has_nowhere_to_look = is_older(session) or (_has_a_profile(session) and not _files_of_the_test())
        if has_nowhere_to_look and not has_its_own:
            return _fake_credentials()
        if _files_of_the_test() and session._credentials is None:
            session._credentials = _found_in_files(session)
        return kept["get_credentials"](session)

    def get_scoped_config(session: Any) -> Any:
        return kept["get_scoped_config"](session) if _files_of_the_test() and not is_older(session) else {}

    def full_config(session: Any) -> Any:
        return {"profiles": {}} if is_older(session) else kept["full_config"].fget(session)

    replaced = (init, get_credentials, get_scoped_config, property(full_config), _reading(kept["get_config_variable"]))
    try:
        for name, value in zip(kept, replaced, strict=True):
            setattr(Session, name, value)
        yield
    finally:
        for name, value in kept.items():
            setattr(Session, name, value)


def _reading(original: Any) -> Any:
    """Let the region of a file of the test come before the fake's own."""

    def get_config_variable(session: Any, logical_name: str, *args: Any, **kwargs: Any) -> Any:
        given = session.instance_variables().get("region")
        is_the_fakes = logical_name == "region" and given is None and _is_the_fakes("AWS_DEFAULT_REGION")
        of_a_file = session.get_scoped_config().get("region") if is_the_fakes else None
        return of_a_file or original(session, logical_name, *args, **kwargs)

    return get_config_variable


def _found_in_files(session: Any) -> Any:
    """The credentials that botocore finds where the fake's keys come last; None where the test has keys of its own."""
    resolver = session.get_component("credential_provider")
    if not _is_the_fakes("AWS_ACCESS_KEY_ID") or not isinstance(resolver, CredentialResolver):
        return None
    of_files = [one for one in resolver.providers if one.METHOD not in _BEYOND_FILES]
    return CredentialResolver(of_files).load_credentials() or _fake_credentials()


def _is_the_fakes(variable: str) -> bool:
    return os.environ.get(variable) == FAKE_ENVIRONMENT[variable]


@contextmanager
def _signers() -> Iterator[None]:
    """Let clients that are older than this sign with the fake's keys, where theirs are the machine's."""
    age = object()
    kept = {name: vars(RequestSigner)[name] for name in ("__init__", "get_auth_instance")}

    def init(signer: Any, *args: Any, **kwargs: Any) -> None:
        setattr(signer, _MADE_IN, age)
        kept["__init__"](signer, *args, **kwargs)

    def get_auth_instance(signer: Any, *args: Any, **kwargs: Any) -> Any:
        held, is_older = signer._credentials, getattr(signer, _MADE_IN, None) is not age
        is_the_machines = is_older and held is not None and not _are_explicit(held)
        if is_the_machines and len(args) <= _REQUEST_CREDENTIALS and kwargs.get("request_credentials") is None:
            kwargs["request_credentials"] = _fake_credentials()
        return kept["get_auth_instance"](signer, *args, **kwargs)

    try:
        for name, value in zip(kept, (init, get_auth_instance), strict=True):
            setattr(RequestSigner, name, value)
        yield
    finally:
        for name, value in kept.items():
            setattr(RequestSigner, name, value)


def _fake_credentials() -> Credentials:
    return Credentials(FAKE_ENVIRONMENT["AWS_ACCESS_KEY_ID"], FAKE_ENVIRONMENT["AWS_SECRET_ACCESS_KEY"])


def _are_explicit(credentials: object) -> bool:
    """Whether code gave them; those that botocore found tell where."""
    return type(credentials) is Credentials and credentials.method == "explicit"


def _has_a_profile(session: Any) -> bool:
    own: dict[str, Any] = session.instance_variables()
    return "profile" in own


def _files_of_the_test() -> bool:
    files = ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE")
    return not all(map(_is_the_fakes, files))


_CUT_IN_SESSIONS = ("__init__", "get_credentials", "get_scoped_config", "full_config", "get_config_variable")
_BEYOND_FILES = frozenset({"env", "container-role", "iam-role"})
"""The providers that are no file's: the environment, where the fake's own keys are, and metadata services."""
_MADE_IN = "_made_in_fakeaws"
_REQUEST_CREDENTIALS = 3
"""Where they stand among the arguments of `RequestSigner.get_auth_instance`."""
