"""Secrets are taken out of recordings."""

from __future__ import annotations

import base64
import gzip
import html
import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest
import yaml

from fakeaws import check
from fakeaws.errors import InputError, SecretsLeft
from fakeaws.recordings.formats.own import text_of
from fakeaws.recordings.interaction import Interaction, RecordedError, Source
from fakeaws.recordings.reading import read
from fakeaws.recordings.scrub.files import as_ours, learn_from, scrubbed
from fakeaws.recordings.scrub.keys import scrub_key
from fakeaws.recordings.scrub.kinds import KINDS
from fakeaws.recordings.scrub.scrubber import Scrubber
from tests.recordings.hiding_places import DRESSES, FORMS, NAMING, PASSWORD, SHOWING, planted
from tests.recordings.planted import parts_of, secrets_of

KEY = b"a key of thirty-two characters.."
ROLE = "arn:aws:iam::416729835176:role/deploy"


@pytest.mark.parametrize("form", FORMS)
def test_no_planted_secret_survives(form: str, tmp_path: Path) -> None:
    """Of 230 secrets of 23 kinds none is left in a scrubbed file, in whatever it is packed."""
    told = planted()
    file = tmp_path / form
    file.write_text(FORMS[form](told), encoding="utf-8")

    opened = _opened(_scrubbed(file, KEY))
    survivors = [(kind, part) for kind, secret in told for part in parts_of(kind, secret) if part in opened]

    assert (len(told), survivors) == (230, [])


@pytest.mark.parametrize("kind", SHOWING)
@pytest.mark.parametrize("dress", DRESSES)
def test_a_secret_is_found_in_any_dress(dress: str, kind: str) -> None:
    """What stands for a dressed secret is the dressed stand-in of the secret, so that nothing around it changes."""
    (secret,) = secrets_of(kind, 1)
    stand_in = Scrubber(KEY).text(secret)

    changed = Scrubber(KEY).text(DRESSES[dress](secret))

    assert stand_in != secret
    assert _undressed(DRESSES[dress](stand_in)) == _undressed(changed)
    assert changed == Scrubber(KEY).text(changed)


def _undressed(text: str) -> str:
    """The text without escapes that need not be."""
    return unquote_plus(html.unescape(re.sub(r"\\u00(..)", lambda match: chr(int(match[1], 16)), text))).rstrip("=")


@pytest.mark.parametrize("place", NAMING)
def test_a_name_tells_a_secret_wherever_it_stands(place: str) -> None:
    """What is called a password is replaced in structures, in XML, and in the middle of logs and commands."""
    changed = json.dumps(Scrubber(KEY).document({"Note": NAMING[place]}))

    assert PASSWORD not in changed
    assert changed.replace(Scrubber(KEY).text(PASSWORD, "Password"), PASSWORD) in {
        json.dumps({"Note": NAMING[place]}),
        json.dumps({"Note": NAMING[place]}).replace("\\\\u0050", "P"),
    }


def test_prose_and_scopes_are_no_secrets() -> None:
    """A word behind a name of secrets stays, and so does the scope of a signature, which tells service and region."""
    texts = ["The security token: expired. Password: incorrect"]
    signed = "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/eu-west-1/sqs/aws4_request, SignedHeaders=host"

    assert [*texts, signed] == [Scrubber(KEY).text(text) for text in [*texts, signed]]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_scrubbed_is_left_alone(form: str, tmp_path: Path) -> None:
    """A second scrubbing changes nothing, whatever its key, and counts nothing."""
    file = tmp_path / form
    file.write_text(FORMS[form](planted()), encoding="utf-8")
    once = _scrubbed(file, KEY)
    file.write_bytes(once)
    again = Scrubber(b"another key of thirty-two chars.")

    assert once == scrubbed(file, again)
    assert not again.counts


def test_the_form_of_a_file_stays(tmp_path: Path) -> None:
    """Files are written in the format, layout and packing in which they were read."""
    told = planted()[:20]
    for form, make in FORMS.items():
        (tmp_path / form).write_text(make(told), encoding="utf-8")
    (tmp_path / "packed.gz").write_bytes(gzip.compress(FORMS["placebo.json"](told).encode()))

    texts = {form: _scrubbed(tmp_path / form, KEY) for form in (*FORMS, "packed.gz")}

    assert texts["placebo.json"].startswith(b'{\n    "status_code": 200,\n    "data"')
    assert len(texts["lines.jsonl"].splitlines()) == len(told)
    assert yaml.safe_load(texts["cassette.yaml"])["version"] == 1
    assert texts["cassette.json"].startswith(b'{"interactions": [')
    assert gzip.decompress(texts["packed.gz"]) == texts["placebo.json"]


def test_headers_fit_the_body_that_is_written(tmp_path: Path) -> None:
    """A message whose body changed tells its new length, and no checksum of the old one."""
    file = tmp_path / "cassette.yaml"
    body = '{"Note": "somebody@corp.com"}'
    headers = {"Content-Length": [str(len(body))], "x-amz-crc32": ["1"], "X-Other": ["kept"]}
    file.write_text(yaml.safe_dump({"response": {"headers": headers, "body": {"string": body}}}), encoding="utf-8")

    response = yaml.safe_load(scrubbed(file, Scrubber(KEY)))["response"]

    length = str(len(response["body"]["string"]))
    assert response["headers"] == {"Content-Length": [length], "X-Other": ["kept"]}
    assert length != str(len(body))


def test_the_same_secret_has_the_same_stand_in_everywhere() -> None:
    """An account is the same one in an ARN, a URL, a key, a name in dashes, and in another file."""
    scrubber = Scrubber(KEY)
    told = scrubber.document(
        {
            "Arn": ROLE,
            "QueueUrl": "https://sqs.eu-west-1.amazonaws.com/416729835176/orders",
            "Bucket": "logs-416729835176",
            "416729835176": 1,
        }
    )
    account = told["Arn"].split(":")[4]

    assert re.fullmatch(r"00\d{10}", account)
    assert told == {
        "Arn": f"arn:aws:iam::{account}:role/deploy",
        "QueueUrl": f"https://sqs.eu-west-1.amazonaws.com/{account}/orders",
        "Bucket": f"logs-{account}",
        account: 1,
    }
    assert Scrubber(KEY).text(ROLE) == told["Arn"]
    assert Scrubber(KEY[::-1]).text(ROLE) != told["Arn"]


@pytest.mark.parametrize(
    "text",
    [
        "arn:aws:iam::123456789012:role/deploy",
        "AKIAIOSFODNN7EXAMPLE",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "user@example.com",
        "0.0.0.0/0 127.0.0.1 169.254.169.254 203.0.113.7 ::1 2001:db8::1 10.0.0.0/8",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "137438953472.5 2026-01-01T00:00:00.123456789012Z 1f8e2c3a-5b4d-4e6f-8a9b-523456789013",
        "mysql 8.0.35 python3.12 v1.2.3",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    """Examples of AWS's own, reserved addresses, versions, digests and long numbers are left alone."""
    scrubber = Scrubber(KEY)

    assert text == scrubber.text(text)
    assert not scrubber.counts


def test_what_the_model_marks_is_replaced_and_found_elsewhere(tmp_path: Path) -> None:
    """A member that the model marks as sensitive is a secret, also where another file says it in passing."""
    scrubber = Scrubber(KEY)
    asked = Interaction(
        Source("x"),
        "secretsmanager.get_secret_value",
        {"SecretId": "db"},
        {"Name": "db", "SecretString": "correct horse"},
    )
    told = scrubber.interaction(asked)
    file = tmp_path / "other.json"
    file.write_text('{"Output": "logged in with correct horse at once"}', encoding="utf-8")

    stand_in = told.response["SecretString"]
    assert re.fullmatch(r"[a-z]{7} [a-z]{5}", stand_in)
    assert told.params == {"SecretId": "db"}
    assert json.loads(scrubbed(file, scrubber)) == {"Output": f"logged in with {stand_in} at once"}


def test_sensitive_values_of_every_type_keep_their_type() -> None:
    """Numbers, bytes, documents in text and enums that the model marks still fit their shapes."""
    scrubber = Scrubber(KEY)
    told = scrubber.interaction(
        Interaction(
            Source("x"),
            "lambda.invoke",
            {"FunctionName": "f", "Payload": b'{"card": "4111-1111-1111", "amount": 12}'},
            {"StatusCode": 200, "Payload": b"\x00\xff" * 20},
        )
    )

    assert told.params is not None
    assert json.loads(told.params["Payload"]).keys() == {"card", "amount"}
    assert b"4111" not in told.params["Payload"]
    assert len(told.response["Payload"]) == 40
    assert told.response["Payload"] != b"\x00\xff" * 20
    assert check("lambda.invoke", told.response, level="strict") == []


def test_errors_are_scrubbed_too() -> None:
    """The message of an error names who asked; so do its members."""
    said = f"User: {ROLE} is not authorized to perform: sts:AssumeRole"
    told = Scrubber(KEY).interaction(
        Interaction(Source("x"), "sts.assume_role", {}, None, RecordedError("AccessDenied", said, {"who": ROLE}))
    )

    assert told.error is not None
    assert "416729835176" not in told.error.message + told.error.members["who"]
    assert told.error.message.endswith("is not authorized to perform: sts:AssumeRole")


def test_names_of_ones_own_are_secret() -> None:
    """A member that nothing gives away is scrubbed where the user names it."""
    told = Scrubber(KEY, also=["CustomerName"]).document({"CustomerName": "Ada Lovelace", "Plan": "gold"})

    assert told["Plan"] == "gold"
    assert re.fullmatch(r"[A-Z][a-z]{2} [A-Z][a-z]{7}", told["CustomerName"])
    assert told["CustomerName"] != "Ada Lovelace"


def test_a_secret_in_a_binary_body_is_refused(tmp_path: Path) -> None:
    """What cannot be opened is looked at all the same, and a file that still holds a secret is not written."""
    file = tmp_path / "cassette.yaml"
    body = b"\xbfdNoteqAKIA3XJQ7RZL5WKM2PTV\xff"
    file.write_text(yaml.safe_dump({"response": {"body": {"string": body}}}), encoding="utf-8")

    with pytest.raises(SecretsLeft) as caught:
        scrubbed(file, Scrubber(KEY))

    assert caught.value.found == ("what looks like a secret (access key id) at /0/response/body/string",)


def test_our_own_files_are_scrubbed_by_the_model(tmp_path: Path) -> None:
    """A recording of ours is read, scrubbed by its shapes, and written as before; `as_ours` makes one of any other."""
    file = tmp_path / "story.json"
    keys = {"UserName": "ada", "AccessKeyId": "AKIA3XJQ7RZL5WKM2PTV", "Status": "Active", "SecretAccessKey": "b" * 40}
    told = Interaction(
        Source(str(file), 1), "iam.create_access_key", {"UserName": "ada"}, {"AccessKey": keys}, None, 200
    )
    file.write_text(text_of([told]), encoding="utf-8")

    content = scrubbed(file, Scrubber(KEY))
    assert content == as_ours(file, Scrubber(KEY))
    file.write_bytes(content)
    (entry,) = read(file)

    assert isinstance(entry, Interaction)
    key = entry.response["AccessKey"]
    assert re.fullmatch(r"AKIA\w{9}EXAMPLE", key.pop("AccessKeyId"))
    assert re.fullmatch(r"[a-z]{40}", key.pop("SecretAccessKey"))
    assert key == {"UserName": "ada", "Status": "Active"}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\xff\xfe{\x00", "expected UTF-8 text, found the byte 0xff at 0."),
        (
            b"!!python/object:os.system {}",
            "expected JSON or YAML: could not determine a constructor",
        ),
        (b'{"a": [}', "expected JSON or YAML: did not find"),
    ],
)
def test_what_cannot_be_read_is_not_scrubbed(content: bytes, problem: str, tmp_path: Path) -> None:
    """Broken and unsafe files are refused with what was found."""
    file = tmp_path / "broken"
    file.write_bytes(content)

    with pytest.raises(InputError, match=re.escape(problem)):
        scrubbed(file, Scrubber(KEY))


def test_the_key_comes_from_whom_it_should(tmp_path: Path) -> None:
    """A file comes before the variable, and that before the key that this machine keeps for its owner alone."""
    file = tmp_path / "key"
    file.write_text("k" * 40 + "\n", encoding="utf-8")
    environment = {"XDG_CONFIG_HOME": str(tmp_path / "config")}

    assert scrub_key(str(file), {"FAKEAWS_SCRUB_KEY": "v" * 20}) == b"k" * 40
    assert scrub_key(None, {"FAKEAWS_SCRUB_KEY": "v" * 20}) == b"v" * 20
    made = scrub_key(None, environment)
    assert made == scrub_key(None, environment)
    assert (tmp_path / "config" / "fakeaws" / "scrub-key").stat().st_mode & 0o777 == 0o600
    with pytest.raises(InputError, match="has at least 16 bytes, this one 5"):
        scrub_key(None, {"FAKEAWS_SCRUB_KEY": "short"})


def test_a_key_that_another_made_first_is_taken(tmp_path: Path) -> None:
    """Whoever comes at the same time has one and the same key: it is there whole, or not yet."""
    environment = {"XDG_CONFIG_HOME": str(tmp_path)}
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: scrub_key(None, environment), range(64)))

    assert len(keys) == 1
    assert [file.name for file in (tmp_path / "fakeaws").iterdir()] == ["scrub-key"]


def test_every_kind_is_planted() -> None:
    """The table of kinds has none that the planted secrets do not try."""
    told = [secret for _, secret in planted()]

    assert [kind.name for kind in KINDS if kind.name != "network" and not any(map(kind.pattern.search, told))] == []


def _scrubbed(file: Path, key: bytes) -> bytes:
    scrubber = Scrubber(key)
    learn_from(file, scrubber)
    return scrubbed(file, scrubber)


def _opened(content: bytes) -> str:
    """All text in a file, and in what is packed in it."""
    text = content.decode()
    try:
        held: list[Any] = [json.loads(text)]
    except ValueError:
        held = [yaml.safe_load(text)] if "\n- " in text else [json.loads(line) for line in text.splitlines()]
    return "\n".join([text, *_texts(held)])


def _texts(value: Any) -> list[str]:
    match value:
        case dict():
            return [text for key, one in value.items() for text in [str(key), *_texts(one)]]
        case list():
            return [text for one in value for text in _texts(one)]
        case bytes():
            return [(gzip.decompress(value) if value.startswith(b"\x1f\x8b") else value).decode()]
        case str():
            return [value, unquote_plus(value), *_in_base64(value)]
        case _:
            return []


def _in_base64(text: str) -> list[str]:
    try:
        return _texts(base64.b64decode(text, validate=True))
    except ValueError:
        return []
