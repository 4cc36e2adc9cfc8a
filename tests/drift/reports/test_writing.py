"""Reports in files: whole, or not at all."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from mock_server.core.errors import ConfigError
from mock_server.drift.writing import write


def test_report_is_written_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    write(path, "Zürich\n")

    assert path.read_bytes() == "Zürich\n".encode()
    assert [one.name for one in tmp_path.iterdir()] == ["report.md"]


def test_report_replaces_the_last_one_and_keeps_who_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("old")
    path.chmod(0o640)
    write(path, "new")

    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", 0o640)


def test_text_that_cannot_be_written_leaves_the_last_report(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("old")

    with pytest.raises(UnicodeEncodeError):
        write(path, "new \ud800")
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["report.md"]


def test_link_stays_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "report.md", tmp_path / "latest.md"
    link.symlink_to(path)
    write(link, "new")

    assert (link.is_symlink(), path.read_text()) == (True, "new")


def test_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    write(pipe, "new")
    reader.join(10)

    assert (read, pipe.is_fifo()) == (["new"], True)


@pytest.mark.parametrize("name", ["", "missing/report.md", "file/report.md"])
def test_place_that_cannot_be_written_is_told_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(ConfigError, match="cannot write"):
        write(tmp_path / name, "new")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file"]
