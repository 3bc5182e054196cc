"""`fakeaws scrub`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fakeaws.cli import main

SECRET = '{"Arn": "arn:aws:iam::416729835176:user/ada", "Mail": "ada@corp.com"}\n'


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAKEAWS_SCRUB_KEY", "a key of thirty-two characters..")


def test_a_check_writes_nothing_and_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a place to write to, what would be replaced is counted, never shown; exit status 1."""
    file = tmp_path / "answer.json"
    file.write_text(SECRET, encoding="utf-8")

    assert main(["scrub", "--check", str(file)]) == 1
    assert capsys.readouterr() == (f"{file}: 1 x account id, 1 x e-mail address\n", "2 secrets found in 1 file.\n")
    assert file.read_text(encoding="utf-8") == SECRET


def test_files_are_scrubbed_in_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was scrubbed in place is clean for the next check, whoever makes it."""
    (tmp_path / "deep").mkdir()
    for name in ("one.json", "deep/two.json"):
        (tmp_path / name).write_text(SECRET, encoding="utf-8")

    assert main(["scrub", "--in-place", str(tmp_path)]) == 0
    assert capsys.readouterr().err == "4 secrets replaced in 2 files.\n"
    texts = {(tmp_path / name).read_text(encoding="utf-8") for name in ("one.json", "deep/two.json")}
    assert len(texts) == 1
    assert main(["scrub", str(tmp_path)]) == 0
    assert capsys.readouterr() == ("", "0 secrets found in 2 files.\n")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["deep", "one.json", "two.json"]


def test_another_folder_gets_the_same_tree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`-o` leaves the recordings as they are, and writes the scrubbed ones under the same names."""
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "two.json").write_text(SECRET, encoding="utf-8")

    assert main(["scrub", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["found"] == {"account id": 1, "e-mail address": 1}
    assert "416729835176" not in (tmp_path / "out" / "deep" / "two.json").read_text(encoding="utf-8")
    assert (tmp_path / "in" / "deep" / "two.json").read_text(encoding="utf-8") == SECRET


def test_what_cannot_be_scrubbed_does_not_stop_the_rest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A broken file is told and left alone; the others are scrubbed; exit status 2."""
    (tmp_path / "a.json").write_bytes(b"\xff\xfe")
    (tmp_path / "b.json").write_text(SECRET, encoding="utf-8")

    assert main(["scrub", "--in-place", str(tmp_path)]) == 2
    told = capsys.readouterr()
    assert f"fakeaws: {tmp_path / 'a.json'}: expected UTF-8 text, found the byte 0xff at 0.\n" in told.err
    assert told.out == f"{tmp_path / 'b.json'}: 1 x account id, 1 x e-mail address\n"
    assert "416729835176" not in (tmp_path / "b.json").read_text(encoding="utf-8")


def test_a_wrong_path_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A path that is not there is an error, not nothing to do."""
    assert main(["scrub", str(tmp_path / "nowhere")]) == 2
    assert capsys.readouterr().err == f"fakeaws: {tmp_path / 'nowhere'}: there is no such file or folder.\n"


@pytest.mark.parametrize("output", ["in", "in/clean"])
def test_the_output_is_not_where_the_recordings_are(
    output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that the next run would read again is refused before anything is written."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.json").write_text(SECRET, encoding="utf-8")

    assert main(["scrub", "-o", str(tmp_path / output), str(tmp_path / "in")]) == 2
    assert f"is within {tmp_path / 'in'}, where the recordings are" in capsys.readouterr().err
    assert [file.name for file in (tmp_path / "in").iterdir()] == ["one.json"]


def test_no_file_is_written_over_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two files of one name from two places are refused, not lost."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "one.json").write_text(SECRET, encoding="utf-8")

    assert main(["scrub", "-o", str(tmp_path / "out"), str(tmp_path / "a"), str(tmp_path / "b")]) == 2
    assert "one.json: would be written twice, for" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_link_stays_a_link_and_a_mode_stays(tmp_path: Path) -> None:
    """What a link leads to is scrubbed itself, and who could not read it still cannot."""
    file, link = tmp_path / "kept" / "one.json", tmp_path / "link.json"
    file.parent.mkdir()
    file.write_text(SECRET, encoding="utf-8")
    file.chmod(0o600)
    link.symlink_to(file)

    assert main(["scrub", "--in-place", str(link)]) == 0
    assert link.is_symlink()
    assert "ada@corp.com" not in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o777 == 0o600
