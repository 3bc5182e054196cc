"""Pages that are not those of a client method, told by what only they show."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fakeaws.errors import PageError
from fakeaws.schema.pages.section import Section


def refuse_other_pages(page: Section) -> None:
    """Raise PageError if a line stands there that no page of a client's operation has."""
    for at, line in enumerate(page.lines):
        if (found := _told_by(_SURELY, line)) is not None:
            raise page.error(f"expected {_WANTED}, found {found} (`{line.strip()[:80]}`). {_REMEDY}", at)


def no_page_of_a_method(page: Section, methods: Sequence[str]) -> PageError:
    """A complaint about a page that shows no method, or several."""
    if len(methods) > 1:
        return PageError(page.place, f"expected {_WANTED}, found {len(methods)} of them: {', '.join(methods)}.")
    found = next((found for line in page.lines if (found := _told_by(_PROBABLY, line))), None)
    what = found or ("no signature in it" if page.text else "nothing in it")
    return PageError(
        page.place,
        f"expected {_WANTED}, with a signature like `AppConfig.Client.get_deployment(**kwargs)`, "
        f"found {what}. {_REMEDY}",
    )


def _told_by(table: dict[str, re.Pattern[str]], line: str) -> str | None:
    return next((kind for kind, pattern in table.items() if pattern.match(line)), None)


_WANTED = "the page of one boto3 client method"
_REMEDY = (
    "Save the page of the method itself (SERVICE/client/METHOD in boto3's documentation), "
    "or take the schema from the installed model: fakeaws schema OPERATION."
)
_CLASS = r"\s*(?:\.\. py:class:: |class )\w+"
_SURELY = {
    "that of a paginator": re.compile(rf"{_CLASS}\.Paginator\.|\s*response_iterator = paginator\.paginate\("),
    "that of a waiter": re.compile(rf"{_CLASS}\.Waiter\.|\s*waiter\.wait\("),
    "that of an exception": re.compile(rf"{_CLASS}\.Client\.exceptions\."),
    "the index of a service": re.compile(rf"{_CLASS}\.Client¶?\s*$"),
    "that of a resource": re.compile(
        rf"{_CLASS}\.(?!Client\b)[A-Z]\w*\(|\s*\.\. py:(?:method|attribute):: \w+\.(?!Client\.)[A-Z]\w*\."
    ),
    "a method of the client that is no operation": re.compile(
        r"\s*(?:\.\. py:method:: )?\w+\.Client\.[a-z]\w*\((?!\)|\*\*kwargs\))"
    ),
}
_PROBABLY = {
    "a page of the AWS CLI reference": re.compile(r"\s*\[?--(?:cli-input-json|generate-cli-skeleton)\b"),
    "a page of the API reference of the service": re.compile(
        r"\s*(?:HTTP/1\.1 \d+|(?:GET|HEAD|POST|PUT|PATCH|DELETE) /.* HTTP/1\.1|Response Elements)\s*$"
    ),
    "that of a resource": re.compile(r"\s*\w+\.[A-Z]\w*\.\w+\(.*\)¶?\s*$"),
}
