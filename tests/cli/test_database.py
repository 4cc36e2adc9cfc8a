"""`--database`: what was acknowledged survives, whenever the process is killed."""

from __future__ import annotations

import shutil
import signal
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import run, serving
from tests.cli.test_serve import fetch


def new_token(ready: dict) -> str:
    """Log in with credentials in the body."""
    vendor = ready["vendors"]["oniva"]
    form = f"grant_type=client_credentials&client_id={vendor['client_id']}&client_secret={vendor['client_secret']}"
    return fetch(f"{vendor['base_url']}/oauth/token", form=form)["access_token"]


def me(ready: dict, token: str) -> dict:
    """Ask who a token belongs to."""
    return fetch(f"{ready['vendors']['oniva']['base_url']}/api/v1/me", auth=f"Bearer {token}")


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a file that a server left, with a token in it; whoever damages the file takes a copy."""
    folder = tmp_path_factory.mktemp("left")
    with serving("oniva", "--database", str(folder / "world.sqlite"), "--seed", "5", "--epoch", "2025-06-01") as server:
        new_token(server.ready)
        assert server.end(signal.SIGTERM)[0] == 0
    return folder


@pytest.fixture
def path(left: Path, tmp_path: Path) -> Path:
    """A copy of that file."""
    return shutil.copytree(left, tmp_path / "left") / "world.sqlite"


def test_token_survives_a_kill(tmp_path: Path) -> None:
    path = str(tmp_path / "world.sqlite")
    with serving("--database", path) as server:
        token = new_token(server.ready)
        before = me(server.ready, token)
        server.process.kill()
        server.process.wait()
    with serving("--database", path) as server:
        assert me(server.ready, token) == before


def test_world_is_the_same_after_a_restart(tmp_path: Path) -> None:
    path = str(tmp_path / "world.sqlite")
    bodies = []
    for options in (["--seed", "5", "--epoch", "2025-06-01", "--scale", "2000"], []):
        with serving("--database", path, *options) as server:
            base = server.ready["vendors"]["oniva"]["base_url"]
            token = new_token(server.ready)
            bodies.append(fetch(f"{base}/api/v1/events?limit=100", auth=f"Bearer {token}"))
            world = fetch(f"{server.ready['admin_url']}/health")["worlds"][0]
            assert (world["seed"], world["epoch"], world["now"][:10]) == (5, "2025-06-01", "2025-06-01")
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize(
    "options", [["--seed", "6"], ["--epoch", "2025-06-02"], ["--scale", "1"], ["--scenario", "empty"]], ids=" ".join
)
def test_option_that_contradicts_the_file_is_refused(path: Path, options: list[str]) -> None:
    done = run("serve", "oniva", "--port", "0", "--database", str(path), *options)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "the database was made with" in done.stderr


def test_two_servers_on_one_file_are_refused(tmp_path: Path) -> None:
    path = str(tmp_path / "world.sqlite")
    with serving("oniva", "--database", path) as server:
        done = run("serve", "oniva", "--port", "0", "--database", path)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert "locked" in done.stderr
        assert server.end(signal.SIGTERM)[0] == 0


def test_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    before = path.read_bytes()
    done = run("serve", "oniva", "--port", "0", "--database", str(path))
    assert done.returncode == 2
    assert "another program's file" in done.stderr
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_file_holds_no_token_and_no_secret_in_use(tmp_path: Path) -> None:
    path = tmp_path / "world.sqlite"
    with serving("oniva", "--database", str(path)) as server:
        token = new_token(server.ready)
        server.end(signal.SIGTERM)
    content = b"".join(part.read_bytes() for part in tmp_path.iterdir())
    assert token.encode() not in content


@pytest.mark.parametrize("value", ["{}", "[]", "not json", '{"scopes": 5}'])
def test_damaged_document_is_told_in_one_line(path: Path, value: str) -> None:
    with sqlite3.connect(path) as file:
        file.execute("UPDATE document SET value = ? WHERE kind = 'token'", [value])
    file.close()
    done = run("serve", "oniva", "--port", "0", "--database", str(path))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "damaged" in done.stderr


def test_damaged_file_is_told_in_one_line(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:] = b"\x55" * (len(content) - 100)
    path.write_bytes(content)
    done = run("serve", "oniva", "--port", "0", "--database", str(path))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "Traceback" not in done.stderr


def test_file_damaged_further_in_is_told_in_one_line(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\x55" * (len(content) - 4096))
    done = run("serve", "oniva", "--port", "0", "--database", str(path))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_file_without_its_table_is_told_in_one_line(path: Path) -> None:
    with sqlite3.connect(path) as file:
        file.execute("DROP TABLE document")
    file.close()
    done = run("serve", "oniva", "--port", "0", "--database", str(path))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "no such table" in done.stderr
