"""`onmock fixtures export`: whole or not at all, and one line where it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import run


def export(out: Path, *options: str):
    return run("fixtures", "export", "--out", str(out), *(options or ("--vendor", "oniva")))


def test_command_says_what_it_wrote_and_replaces_its_own(tmp_path: Path) -> None:
    out = tmp_path / "a" / "new"
    for _ in range(2):
        done = export(out)
        assert (done.returncode, done.stdout.count("exchanges"), done.stderr) == (0, 1, "")
    assert sorted(path.name for path in out.iterdir())[:2] == ["README.md", "getBooking.json"]
    assert [path.name for path in out.parent.iterdir()] == ["new"]


def test_folder_of_somebody_else_is_left_alone_unless_forced(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    refused = export(tmp_path)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert export(tmp_path, "--vendor", "oniva", "--force").returncode == 0
    assert not (tmp_path / "mine.txt").exists()


@pytest.mark.parametrize(
    "options",
    [
        ("--vendor", "nobody"),
        ("--vendor", "oniva", "--scenario", "nothing"),
        ("--vendor", "oniva", "--scenario", "empty"),
        ("--vendor", "oniva", "--epoch", "0001-01-01"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_had_is_one_line_and_leaves_nothing(tmp_path: Path, options: tuple[str, ...]) -> None:
    done = export(tmp_path / "out", *options)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert list(tmp_path.iterdir()) == []


def test_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    assert export(tmp_path / "out").returncode == 2
    assert (tmp_path / "out").read_text() == "a file"


def test_place_that_cannot_be_written_is_one_line() -> None:
    done = export(Path("/proc/nothing/out"))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
