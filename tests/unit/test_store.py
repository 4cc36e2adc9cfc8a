"""Overlays: one behaviour, two adapters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mock_server.core.errors import StorageError
from mock_server.core.overlay import Overlay
from mock_server.store import Database, MemoryOverlay
from tests.conftest import EPOCH


@pytest.fixture(params=["memory", "database"])
def overlay(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Overlay]:
    """An empty overlay of each kind."""
    if request.param == "memory":
        yield MemoryOverlay()
        return
    database = Database(tmp_path / "world.sqlite")
    yield database.overlay("w")
    database.close()


def test_documents_come_back_in_the_order_they_were_first_written(overlay: Overlay) -> None:
    overlay.put("token", "b", {"n": 1})
    overlay.put("token", "a", {"n": 2})
    overlay.put("token", "b", {"n": 3})
    assert list(overlay.items("token")) == [("b", {"n": 3}), ("a", {"n": 2})]


def test_kinds_are_apart(overlay: Overlay) -> None:
    overlay.put("token", "a", 1)
    overlay.put("world", "a", 2)
    overlay.delete("token", ["a", "never there"])
    assert list(overlay.items("token")) == []
    assert list(overlay.items("world")) == [("a", 2)]


def test_deleting_while_walking_is_no_error(overlay: Overlay) -> None:
    for key in "abc":
        overlay.put("token", key, key)
    for key, _ in overlay.items("token"):
        overlay.delete("token", [key])
    assert list(overlay.items("token")) == []


def test_documents_can_be_written_together(overlay: Overlay) -> None:
    overlay.put("token", "b", 1)
    overlay.put_all([("token", "a", [None]), ("user", "a", {"n": 2}), ("token", "b", 3), ("token", "a", 4)])
    overlay.put_all([])
    assert list(overlay.items("token")) == [("b", 3), ("a", 4)]
    assert list(overlay.items("user")) == [("a", {"n": 2})]


@pytest.mark.parametrize("value", [object(), {"n": b"bytes"}, [EPOCH]], ids=["object", "bytes", "date"])
def test_what_is_no_document_is_refused_and_nothing_is_written(overlay: Overlay, value: object) -> None:
    overlay.put("token", "b", 1)
    with pytest.raises(TypeError, match="JSON"):
        overlay.put_all([("token", "a", 2), ("token", "b", 3), ("user", "a", value), ("token", "c", 4)])
    with pytest.raises(TypeError, match="JSON"):
        overlay.put("token", "b", value)
    assert list(overlay.items("token")) == [("b", 1)]
    assert list(overlay.items("user")) == []


def test_worlds_in_one_file_are_apart(tmp_path: Path) -> None:
    database = Database(tmp_path / "world.sqlite")
    database.overlay("one").put("token", "a", 1)
    assert list(database.overlay("two").items("token")) == []
    database.close()


def test_file_is_read_again(tmp_path: Path) -> None:
    first = Database(tmp_path / "world.sqlite")
    first.overlay("w").put("token", "ä", {"ü": [1, None]})
    first.close()
    second = Database(tmp_path / "world.sqlite")
    assert list(second.overlay("w").items("token")) == [("ä", {"ü": [1, None]})]
    second.close()


def open_other_version(path: Path) -> None:
    import sqlite3

    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


@pytest.mark.parametrize("spoil", [open_other_version], ids=["other-version"])
def test_file_of_another_version_is_refused(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    path = tmp_path / "world.sqlite"
    Database(path).close()
    spoil(path)
    with pytest.raises(StorageError, match="of version 99"):
        Database(path)
