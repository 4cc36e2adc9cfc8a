"""An overlay in one SQLite file: what was acknowledged is on disk, whenever the process is killed."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mock_server.core.errors import StorageError

# "onmk" in SQLite's application_id: tells our files from others'.
_APPLICATION_ID = 0x6F6E6D6B
_VERSION = 1
_SCHEMA = """
CREATE TABLE document (
    place INTEGER PRIMARY KEY, world TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
    UNIQUE (world, kind, key)
)
"""


class Database:
    """One file with the overlays of all worlds. One process at a time: a second one is told so.

    A world has one overlay. One that is no longer it (the world was rewritten while a request was under way) writes
    nothing any more.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._overlays: dict[str, DatabaseOverlay] = {}
        self._lock = threading.Lock()
        with self._told_plainly():
            self._connection = sqlite3.connect(path, timeout=0.2, check_same_thread=False, isolation_level=None)
            try:
                self._open()
            except BaseException:
                self._connection.close()
                raise

    @contextmanager
    def _told_plainly(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            hint = " (another server uses it?)" if "locked" in str(error) else ""
            raise StorageError(f"cannot use the database {self._path}: {error}{hint}") from error

    def _open(self) -> None:
        run = self._connection.execute
        # Exclusive: two servers with one file would each lose what the other one wrote.
        run("PRAGMA locking_mode = EXCLUSIVE")
        is_new = self._is_new()
        # Only now: the pragma changes the file, and it might not have been ours.
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
        run("BEGIN IMMEDIATE")
        if is_new:
            run(_SCHEMA)
            run(f"PRAGMA application_id = {_APPLICATION_ID}")
            run(f"PRAGMA user_version = {_VERSION}")
        run("COMMIT")

    def _is_new(self) -> bool:
        run = self._connection.execute
        tables = run("SELECT count(*) FROM sqlite_master").fetchone()[0]
        application, version = (run(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
        if tables == 0 and application == 0:
            return True
        if application != _APPLICATION_ID:
            raise StorageError(f"cannot use the database {self._path}: it is another program's file")
        if version != _VERSION:
            raise StorageError(f"cannot use the database {self._path}: it is of version {version}, not {_VERSION}")
        return False

    def overlay(self, world: str) -> DatabaseOverlay:
        """Return the overlay of one world, from here on the only one that writes."""
        with self._lock:
            self._overlays[world] = DatabaseOverlay(self, world)
            return self._overlays[world]

    def rewrite(self, worlds: Mapping[str, Sequence[tuple[str, str, Any]]]) -> None:
        """Put documents into the place of all that is kept of each of these worlds: all of it or, after a kill,
        nothing. The overlays that they had write nothing any more.
        """
        forget = ("DELETE FROM document WHERE world = ?", [(world,) for world in worlds])
        written = [_put(world, documents) for world, documents in worlds.items()]
        with self._lock:
            self._run(forget, *written)
            for world in worlds:
                self._overlays.pop(world, None)

    def worlds(self) -> list[str]:
        """Return the ids of all worlds that something is kept of, in the order they were first written."""
        rows = self.select("SELECT world FROM document GROUP BY world ORDER BY min(place)", ())
        return [str(world) for (world,) in rows]

    def write(self, overlay: DatabaseOverlay, statement: str, rows: list[tuple[Any, ...]]) -> None:
        """Run a statement of an overlay for each of its rows, all in one transaction."""
        with self._lock:
            if self._overlays.get(overlay.world) is overlay:
                self._run((statement, rows))

    def _run(self, *statements: tuple[str, list[tuple[Any, ...]]]) -> None:
        with self._told_plainly(), self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            for statement, rows in statements:
                self._connection.executemany(statement, rows)

    def select(self, statement: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        with self._lock, self._told_plainly():
            return self._connection.execute(statement, values).fetchall()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()


class DatabaseOverlay:
    """Implements `core.overlay.Overlay` for one world of a `Database`."""

    def __init__(self, database: Database, world: str) -> None:
        self._database, self.world = database, world

    def put(self, kind: str, key: str, value: Any) -> None:
        """Write one document; when this returns, it is on disk."""
        self.put_all([(kind, key, value)])

    def put_all(self, documents: Sequence[tuple[str, str, Any]]) -> None:
        """Write documents in one transaction; when this returns, they are on disk."""
        self._database.write(self, *_put(self.world, documents))

    def delete(self, kind: str, keys: list[str]) -> None:
        """Forget documents."""
        statement = "DELETE FROM document WHERE world = ? AND kind = ? AND key = ?"
        self._database.write(self, statement, [(self.world, kind, key) for key in keys])

    def all_items(self) -> list[tuple[str, str, Any]]:
        """Return every document."""
        rows = self._database.select(
            "SELECT kind, key, value FROM document WHERE world = ? ORDER BY place", (self.world,)
        )
        return [(kind, key, _value(kind, value)) for kind, key, value in rows]

    def items(self, kind: str) -> Iterator[tuple[str, Any]]:
        """Walk the documents of a kind."""
        rows = self._database.select(
            "SELECT key, value FROM document WHERE world = ? AND kind = ? ORDER BY place", (self.world, kind)
        )
        return iter([(key, _value(kind, value)) for key, value in rows])


def _put(world: str, documents: Sequence[tuple[str, str, Any]]) -> tuple[str, list[tuple[Any, ...]]]:
    statement = (
        "INSERT INTO document (world, kind, key, value) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (world, kind, key) DO UPDATE SET value = excluded.value"
    )
    return statement, [(world, kind, key, json.dumps(value)) for kind, key, value in documents]


def _value(kind: str, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise StorageError(f"cannot use the database: a document of kind {kind!r} is damaged") from error
