"""`onmock fixtures export`: whole or not at all, and one line where it cannot be."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from mock_server.cli import main
from mock_server.core.errors import ConfigError
from mock_server.exports import FORMATS, folder
from mock_server.exports.folder import FIRST_LINE, README, refuse_strange, replace_folder
from tests.cli.conftest import run


def export(out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return run("fixtures", "export", "--out", str(out), *(options or ("--vendor", "oniva")))


def is_one_line(done: subprocess.CompletedProcess[str]) -> bool:
    return (done.returncode, done.stderr.count("\n"), done.stdout) == (2, 1, "")


def test_command_says_what_it_wrote_and_replaces_its_own(tmp_path: Path) -> None:
    out = tmp_path / "a" / "new"
    for _ in range(2):
        done = export(out)
        assert (done.returncode, done.stdout.count("exchanges"), done.stderr) == (0, 1, "")
    assert sorted(path.name for path in out.iterdir())[:2] == ["README.md", "getBooking.json"]
    assert [path.name for path in out.parent.iterdir()] == ["new"]


@pytest.mark.parametrize("form", [one for one in FORMATS if one != "json"])
def test_every_format_is_a_folder_that_says_what_it_is(tmp_path: Path, form: str) -> None:
    assert export(tmp_path / "out", "--vendor", "oniva", "--format", form, "--seed", "7").returncode == 0
    text = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert text.startswith(FIRST_LINE)
    assert f"as {form}." in text
    assert "seed 7, epoch 2026-03-02" in text
    assert max(map(len, text.splitlines())) <= 125


def test_command_offers_the_formats_that_there_are() -> None:
    (option,) = [one for one in main.commands["fixtures"].commands["export"].params if one.name == "form"]
    assert list(option.type.choices) == list(FORMATS)


def test_folder_of_somebody_else_is_left_alone_unless_forced(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert is_one_line(export(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert export(tmp_path, "--vendor", "oniva", "--force").returncode == 0
    assert not (tmp_path / "mine.txt").exists()


def test_readme_that_is_no_text_is_somebody_elses(tmp_path: Path) -> None:
    (tmp_path / README).write_bytes(b"\xff\xfe")
    assert is_one_line(export(tmp_path))
    assert (tmp_path / README).read_bytes() == b"\xff\xfe"


def test_folder_that_we_stand_in_is_never_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    monkeypatch.chdir(inner)
    for out in (inner, tmp_path, Path(".."), Path("/")):
        with pytest.raises(ConfigError, match="holds the folder that this runs in"):
            refuse_strange(out, force=True)


def test_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    replace_folder(tmp_path / "link", {"a.txt": "a"})
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "a.txt").read_text() == "a"


def test_folder_is_as_before_where_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, moves, replace = tmp_path / "out", [], os.replace
    replace_folder(out, {"a.txt": "before"})

    def second_fails(source: Path, target: Path) -> None:
        moves.append(target)
        if len(moves) == 2:
            raise PermissionError(13, "Permission denied")
        replace(source, target)

    monkeypatch.setattr(folder.os, "replace", second_fails)
    with pytest.raises(ConfigError, match="Permission denied"):
        replace_folder(out, {"a.txt": "after"})
    assert (out / "a.txt").read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    "options",
    [
        ("--vendor", "nobody"),
        ("--vendor", "oniva", "--scenario", "nothing"),
        ("--vendor", "oniva", "--scenario", "empty"),
        ("--vendor", "on24", "--scenario", "empty"),
        ("--vendor", "oniva", "--epoch", "0001-01-01"),
        ("--vendor", "oniva", "--base-url", "somewhere"),
        ("--vendor", "oniva", "--base-url", "http://[1/"),
        ("--vendor", "oniva", "--base-url", "http://mock.example/?a=1"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_had_is_one_line_and_leaves_nothing(tmp_path: Path, options: tuple[str, ...]) -> None:
    done = CliRunner().invoke(main, ["fixtures", "export", "--out", str(tmp_path / "out"), *options])
    assert (done.exit_code, done.stderr.count("\n"), done.stdout) == (2, 1, ""), done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("options", [("--format", "xml"), ("--epoch", "soon"), ("--seed", "-1")], ids=" ".join)
def test_what_is_no_option_is_refused_before_anything_is_done(tmp_path: Path, options: tuple[str, ...]) -> None:
    assert export(tmp_path / "out", "--vendor", "oniva", *options).returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    assert is_one_line(export(tmp_path / "out"))
    assert (tmp_path / "out").read_text() == "a file"


def test_place_that_cannot_be_written_is_one_line() -> None:
    assert is_one_line(export(Path("/proc/nothing/out")))
