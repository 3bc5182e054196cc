"""Recordings with secrets in all the places where recordings have them."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote_plus

import yaml

from tests.recordings.planted import KINDS, secrets_of

EACH = 10
NAMES = {"password": "DBPassword", "canonical user id": "ID"}
"""What those are called that do not show by their looks."""
Planted = list[tuple[str, str]]
"""Kinds and secrets."""


def planted() -> Planted:
    return [(kind, secret) for kind in KINDS for secret in secrets_of(kind, EACH)]


def named(kind: str, secret: str, number: int) -> dict[str, Any]:
    """The secret under a name that goes with its kind; each time in another of the shapes that pairs have."""
    name = NAMES.get(kind, "Note")
    if number % 3 == 0 and kind != "canonical user id":
        return {"Environment": [{"Name": name, "Value": secret}]}
    return {name: secret} if number % 3 == 1 else {"Deep": [{"Er": {name: f"{secret}"}}]}


def bodies(kind: str, secret: str, number: int) -> Any:
    """A document of JSON, form, XML, or base64 of these, as it may be a text within a recording."""
    held = named(kind, secret, number)
    name = NAMES.get(kind, "Note")
    match number % 5:
        case 0:
            return held
        case 1:
            return json.dumps(held)
        case 2:
            return base64.b64encode(json.dumps(held).encode()).decode()
        case 3:
            return f"Action=Tell&Member.1.{name}={quote_plus(secret)}&Version=2010-05-08"
        case _:
            return f"<Tell><{name}>{secret.replace('&', '&amp;')}</{name}></Tell>"


def placebo(told: Planted) -> str:
    data = {f"Item{number}": bodies(kind, secret, number) for number, (kind, secret) in enumerate(told)}
    return json.dumps({"status_code": 200, "data": data}, indent=4)


def json_lines(told: Planted) -> str:
    return "".join(json.dumps(bodies(kind, secret, number)) + "\n" for number, (kind, secret) in enumerate(told))


def cassette(told: Planted) -> dict[str, Any]:
    """A cassette as vcrpy writes it: secrets in addresses, headers, requests, and answers, packed and plain."""
    return {"interactions": [_interaction(number, *one) for number, one in enumerate(told)], "version": 1}


def cassette_in_yaml(told: Planted) -> str:
    return str(yaml.safe_dump(cassette(told)))


def cassette_in_json(told: Planted) -> str:
    held = cassette(told)
    for one in held["interactions"]:
        body = one["response"]["body"]
        if isinstance(body["string"], bytes):
            one["response"]["body"] = {"base64_string": base64.b64encode(body["string"]).decode()}
        request = one["request"]
        request["body"] = request["body"].decode() if isinstance(request["body"], bytes) else request["body"]
    return json.dumps(held)


def _interaction(number: int, kind: str, secret: str) -> dict[str, Any]:
    name = NAMES.get(kind, "Note")
    body = json.dumps(named(kind, secret, number)).encode()
    sent = gzip.compress(body, mtime=0) if number % 2 else body
    return {
        "request": {
            "method": "POST",
            "uri": f"https://sts.amazonaws.com/tell?X-Amz-Date=20260101T000000Z&{name}={quote_plus(secret)}",
            "headers": {"X-Amz-Meta-" + name: [secret], "Content-Length": ["17"]},
            "body": f"Action=Tell&{name}={quote_plus(secret)}".encode(),
        },
        "response": {
            "status": {"code": 200, "message": "OK"},
            "headers": {
                "Content-Length": [str(len(sent))],
                "x-amz-crc32": ["4027868461"],
                "Content-Type": ["application/json"],
            },
            "body": {"string": sent},
        },
    }


def _base64(text: str | bytes) -> str:
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


def _escaped(text: str) -> str:
    return "".join(f"\\u{ord(letter):04x}" for letter in text)


DRESSES: dict[str, Callable[[str], str]] = {
    # Texts in which a secret stands that shows by its looks.
    "attribute of XML": lambda secret: f"<a x=\"{secret}\" y='{secret}'/>",
    "CDATA": lambda secret: f"<a><![CDATA[{secret}]]></a>",
    "comment of XML": lambda secret: f"<a><!-- {secret} --></a>",
    "beside elements": lambda secret: f"<a>{secret}<b/> and {secret}</a>",
    "references to characters": lambda secret: f"<a>{''.join(f'&#{ord(one)};' for one in secret)}</a>",
    "escapes of escapes": lambda secret: f"a=1&k={quote_plus(quote_plus('(' + secret + ')'))}",
    "path of a URL": lambda secret: f"https://host/p/{quote_plus(secret)}/x",
    "fragment of a URL": lambda secret: f"https://host/p#t={quote_plus(secret)}",
    "name given twice": lambda secret: f"a=1&k=x&k={quote_plus(secret)}",
    "escapes of JSON in a log": lambda secret: f'got {{"x": "{_escaped(secret)}"}} at last',
    "JSON in JSON in base64": lambda secret: _base64(json.dumps({"in": json.dumps({"x": secret})})),
    "base64 in base64": lambda secret: _base64(_base64(secret)),
    "base64 of URLs": lambda secret: base64.urlsafe_b64encode(f"tok??>> {secret} ??>>".encode()).decode(),
    "base64 without its end": lambda secret: _base64(f"of {secret}").rstrip("="),
    "base64 in lines": lambda secret: base64.encodebytes(f"before {secret} behind {'and on ' * 9}".encode()).decode(),
    "base64 in a log": lambda secret: f"payload: {_base64(json.dumps({'x': secret}))} sent",
    "base64 in a URL": lambda secret: f"data:application/json;base64,{_base64(json.dumps({'x': secret}))}",
    "base64 of UTF-16": lambda secret: _base64(secret.encode("utf-16-le")),
    "gzip in base64 in JSON": lambda secret: json.dumps({"x": _base64(gzip.compress(secret.encode(), mtime=0))}),
}
SHOWING = ["access key id", "secret access key", "e-mail address"]
"""Kinds that show by their looks in any dress."""

PASSWORD = "hunter2Xq9ZpLm"
NAMING: dict[str, Any] = {
    # Where a name tells that something without looks is secret.
    "mapping": {"Password": {"value": PASSWORD}},
    "list": {"Passwords": [PASSWORD]},
    "attribute": f'<a password="{PASSWORD}"/>',
    "CDATA": f"<a><Password><![CDATA[{PASSWORD}]]></Password></a>",
    "namespace": f'<n:Password xmlns:n="u">{PASSWORD}</n:Password>',
    "log": f'got {{"password": "{PASSWORD}"}} at last',
    "connection": f"user=ada password={PASSWORD} host=db",
    "shell": f'export DB_PASSWORD="{PASSWORD}"\nrun',
    "YAML in a text": f"db:\n  password: {PASSWORD}\n",
    "key in escapes": f'{{"\\u0050assword": "{PASSWORD}"}}',
}

FORMS: dict[str, Callable[[Planted], str]] = {
    "placebo.json": placebo,
    "lines.jsonl": json_lines,
    "cassette.yaml": cassette_in_yaml,
    "cassette.json": cassette_in_json,
}
