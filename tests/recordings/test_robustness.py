"""Files that are no recordings, or not any more: each is told, and nothing else is lost."""

from __future__ import annotations

import gzip
import os
import random
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from fakeaws.recordings import read
from fakeaws.recordings.formats.own import text_of
from fakeaws.recordings.interaction import Broken, Interaction, Source
from fakeaws.recordings.reading import files_in
from tests.cli.test_check_much import SMALL_PARENT
from tests.recordings.record_data import DATA
from tests.recordings.test_own import TOLD
from tests.recordings.test_pages import PAGE

GOOD = '{"State": "BAKING"}'


def problems(path: Path) -> list[str]:
    return [one.problem for one in read(path) if isinstance(one, Broken)]


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        (b"", "expected a recording, found an empty file."),
        (b"hello\n", "expected a recording in a known format, found what begins with 'hello'."),
        (b"[1]", "expected a recording in a known format, found what begins with '[1]'."),
        (b"\x00\x01", "expected a recording in a known format, found what begins with '\\x00\\x01'."),
        (b'{"a": 1} {"b": 2}', "expected a recording in a known format, found what begins with"),
        (b"\x1f\x8bnot zipped", "this file cannot be read:"),
        (gzip.compress(GOOD.encode(), mtime=0)[:-9], "this file cannot be read:"),
        (GOOD.replace("K", "\xe9").encode("latin-1"), "expected UTF-8, found the byte 0xe9"),
        (b'{"a": ' + b"[" * 100_000, "nested too deeply to be read."),
        (b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply to be read."),
        (b'{"status_code": 200, "data": {}, "status_code": 200}', "expected each key once, found 'status_code'"),
    ],
)
def test_what_is_no_recording_is_told(tmp_path: Path, content: bytes, seen: str) -> None:
    """A file in no known format, or none that can be read, says what was seen in it."""
    file = tmp_path / "file.json"
    file.write_bytes(content)

    (problem,) = problems(file)

    assert problem.startswith(seen)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_obeyed(tmp_path: Path, encoding: str) -> None:
    """What PowerShell writes of the CLI's output is read."""
    file = tmp_path / "appconfig.get_deployment.json"
    file.write_text(GOOD, encoding=encoding)

    assert [one.response for one in read(file) if isinstance(one, Interaction)] == [{"State": "BAKING"}]


def test_nothing_but_files_is_opened(tmp_path: Path) -> None:
    """FIFOs, sockets and devices are told without a wait, and so are links that lead nowhere; a folder is walked."""
    os.mkfifo(tmp_path / "a.json")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(tmp_path / "b.json"))
    (tmp_path / "c.json").symlink_to("/dev/zero")
    (tmp_path / "d.json").symlink_to(tmp_path / "nowhere")
    (tmp_path / "e.json").symlink_to(tmp_path / "e.json")
    (tmp_path / "f.json").mkdir()
    (tmp_path / "f.json" / "g.json").write_text(GOOD)

    found = list(read(tmp_path))

    assert [one.problem for one in found if isinstance(one, Broken)] == [
        "expected a file, found a FIFO.",
        "this file cannot be read: No such device or address.",
        "expected a file, found a device.",
        "this file cannot be read: No such file or directory.",
        "this file cannot be read: Too many levels of symbolic links.",
    ]
    assert [str(tmp_path / "f.json" / "g.json")] == [one.source.file for one in found if isinstance(one, Interaction)]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read all")
def test_what_may_not_be_read_is_told(tmp_path: Path) -> None:
    """A file and a folder without permission are told; the others are read."""
    (tmp_path / "a.json").write_text(GOOD)
    (tmp_path / "b.json").write_text(GOOD)
    (tmp_path / "a.json").chmod(0)
    (tmp_path / "c").mkdir(mode=0)

    assert problems(tmp_path) == ["this file cannot be read: Permission denied."] * 2


def test_links_are_followed_out_and_not_around(tmp_path: Path) -> None:
    """A link out of the folder is followed once; one within it, a loop, and a second link to the same are not."""
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    outside.mkdir()
    folder.mkdir()
    (outside / "x.json").write_text(GOOD)
    (outside / "y.json").write_text(GOOD)
    (outside / "loop").symlink_to(outside)
    (folder / "a.json").write_text(GOOD)
    (folder / "b.json").symlink_to(folder / "a.json")
    (folder / "c").symlink_to(outside)
    (folder / "d").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    (folder / "z.json").symlink_to(tmp_path / "outside" / "y.json")
    (folder / ".git").mkdir()
    (folder / ".git" / "config.json").write_text(GOOD)

    assert [folder / "a.json", folder / "c" / "x.json", folder / "c" / "y.json", folder / "z.json"] == list(
        files_in(folder)
    )


def test_a_name_need_not_be_utf_8(tmp_path: Path) -> None:
    """A name of any bytes is told as text that can be printed."""
    file = tmp_path / os.fsdecode(b"caf\xe9.json")
    file.write_text("hello")

    (entry,) = read(tmp_path)

    assert entry.source.file.endswith("caf\\xe9.json")
    entry.source.file.encode()


def test_two_signs_are_told_and_not_chosen_from(tmp_path: Path) -> None:
    """A file that fits two formats is told with the sign of each."""
    file = tmp_path / "file.yaml"
    file.write_text("interactions:\n- request: {}\nnote: a page with the heading Request Syntax\n")

    fitting = (
        "VCR cassette in YAML (the key interactions over requests), documentation page (the heading Request Syntax)"
    )

    assert problems(file) == [f"expected a recording in one format, found signs of several: {fitting}."]


def test_a_folder_is_walked_lazily(tmp_path: Path) -> None:
    """The first entries come before the last file is looked at."""
    for number in range(50):
        (tmp_path / f"{number:02}.json").write_text(GOOD)
    entries = read(tmp_path)

    first = next(entries)
    for number in range(10, 50):
        (tmp_path / f"{number:02}.json").unlink()

    assert Source(str(tmp_path / "00.json"), 1) == first.source
    assert Counter(Interaction=9, Broken=40) == Counter(type(one).__name__ for one in entries)


SEEDS = {
    "own.json": text_of(TOLD).encode("utf-8"),
    "page.rst": PAGE.encode(),
    "lines.jsonl": b"\n".join([GOOD.encode()] * 5),
    "lines.jsonl.gz": gzip.compress(b"\n".join([GOOD.encode()] * 5), mtime=0),
    "kms.Encrypt_1.json": (DATA / "placebo" / "kms.CreateKey_1.json").read_bytes(),
    "iam.GetRole_1.json": (DATA / "placebo" / "iam.GetRole_1.json").read_bytes(),
    "cli.json": next((DATA / "cli").glob("iam_*")).read_bytes(),
    "cli.yaml": b"Item:\n  id:\n    S: a\n  b:\n    B: AP8=\n",
    "pages.yaml": b"- QueueUrls:\n  - a\n- QueueUrls:\n  - b\n",
    "calls.yaml": (DATA / "vcr-yaml" / "calls.yaml").read_bytes()[:40_000],
    "calls.json": (DATA / "vcr-json" / "calls.json").read_bytes()[:40_000],
}
MANY = [pytest.param(number, marks=pytest.mark.sweep) for number in range(1, 60)]


@pytest.mark.parametrize("round_", [0, *MANY])
@pytest.mark.parametrize("name", list(SEEDS))
def test_a_spoilt_file_gives_entries_and_nothing_else(tmp_path: Path, name: str, round_: int) -> None:
    """Whatever is cut off, changed or put in, the reader gives entries, and raises nothing."""
    chance = random.Random(f"{name} {round_}")
    file = tmp_path / name

    for _ in range(12):
        file.write_bytes(spoilt(SEEDS[name], chance))
        for entry in islice(read(file), 10_000):
            assert isinstance(entry, Interaction | Broken)


def spoilt(content: bytes, chance: random.Random) -> bytes:
    """The content with a few changes: cut, bytes replaced, parts doubled, taken out or swapped, and strange ones in."""
    for _ in range(chance.randint(1, 4)):
        at, size = chance.randrange(len(content) + 1), chance.choice([1, 1, 2, 8, 200])
        before, piece, after = content[:at], content[at : at + size], content[at:]
        content = chance.choice(
            [
                before,
                before + bytes([chance.randrange(256)]) + after[1:],
                before + piece + after,
                before + after[size:],
                before + chance.choice(STRANGE) + after,
                after + before,
            ]
        )
    return content


STRANGE = [
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b"\n",
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"&a ",
    b"*a",
    b"!!x ",
    b"- ",
    b": ",
]
COUNT = 100_000
MEASURED = """
import resource, sys
from fakeaws.recordings import read
from fakeaws.recordings.interaction import Broken
entries = broken = 0
for entry in read(sys.argv[1]):
    entries += 1
    broken += isinstance(entry, Broken)
print(entries, broken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def measured(path: Path) -> tuple[int, int, int]:
    """Entries, broken ones, and the MiB that a process took at most to read them."""
    command = [*SMALL_PARENT, sys.executable, "-c", MEASURED, str(path)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True)
    entries, broken, size = map(int, printed.stdout.split())
    return entries, broken, size


@pytest.mark.sweep
@pytest.mark.parametrize("kind", ["lines", "own", "cassette", "one line", "zeros", "one document"])
def test_a_file_of_a_gigabyte_takes_bounded_memory(
    tmp_path: Path, kind: str, record_property: Callable[[str, object], None]
) -> None:
    """What has entries is read in the memory of one; a single document that large is told."""
    file = tmp_path / "huge"
    expected = written(file, kind)

    entries, broken, size = measured(file)
    record_property("memory", {f"MiB for a gigabyte, {kind}": size})
    file.unlink()

    assert expected == (entries, broken)
    assert size < 600


def written(file: Path, kind: str) -> tuple[int, int]:
    """Write a file of a gigabyte; how many entries there are to be, and how many of them broken."""
    text = "x" * 10_000
    one = f'{{"operation": "sqs.delete_message", "response": {{}}, "params": {{"QueueUrl": "{text}"}}}}'
    request = "{method: POST, uri: 'http://localhost/', headers: {X-Amz-Target: AmazonSQS.DeleteMessage}, body: '{}'}"
    response = f"{{status: {{code: 200}}, headers: {{x: {text}}}, body: {{string: ''}}}}"
    head, repeated, tail, entries, broken = {
        "lines": ("", f"{one}\n", "", COUNT, 0),
        "own": (f'{{"fakeaws_recording": 1, "interactions": [\n{one}', f",\n{one}", "]}", COUNT + 1, 0),
        "cassette": ("interactions:\n", f"- request: {request}\n  response: {response}\n", "", COUNT, 0),
        "one line": ('{"a": "', text, "", 1, 1),
        "one document": ('{\n"a": [\n', "1,\n" * 3500, "", 1, 1),
        "zeros": ("", "\0" * 10_000, "", 1, 1),
    }[kind]
    with file.open("w") as opened:
        opened.write(head)
        opened.writelines(repeated for _ in range(COUNT))
        opened.write(tail)
    return entries, broken


@pytest.mark.sweep
def test_a_hundred_thousand_files_take_bounded_memory(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """A folder is walked without holding what was read of it."""
    for number in range(100_000):
        (tmp_path / f"sqs.list_queues_{number}.json").write_text('{"QueueUrls": ["a"]}')

    entries, broken, size = measured(tmp_path)
    record_property("memory", {"MiB for a hundred thousand files": size})

    assert (entries, broken) == (100_000, 0)
    assert size < 300
