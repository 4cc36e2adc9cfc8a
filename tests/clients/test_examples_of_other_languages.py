"""The examples for other languages, run as a user runs them; skipped where a toolchain is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from mock_server import Config, MockServer

EXAMPLES = Path(__file__).parents[2] / "examples"
NODE_TESTS = sorted(path.name for path in (EXAMPLES / "node").glob("*.test.mjs"))


@pytest.fixture(scope="module")
def onmock() -> Iterator[MockServer]:
    """A server with limits, on a free port."""
    with MockServer(Config(enforce=True)) as server:
        yield server


@pytest.fixture(scope="module")
def node_project(npm_modules: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Node example as it is after `npm install`."""
    folder = tmp_path_factory.mktemp("project") / "node"
    shutil.copytree(EXAMPLES / "node", folder, ignore=shutil.ignore_patterns("node_modules"))
    (folder / "node_modules").symlink_to(npm_modules, target_is_directory=True)
    return folder


def run(command: Sequence[str | Path], cwd: Path, server: MockServer) -> str:
    """Run a command that is told of a server by ONMOCK_URL; return what it printed."""
    told = {**os.environ, "ONMOCK_URL": server.url}
    done = subprocess.run(command, cwd=cwd, env=told, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def worlds_made(server: MockServer) -> list[str]:
    """Return the ids of the worlds that are still there, but for the server's own."""
    return [live.id for _, live in server.app.runtime.worlds.all() if not live.is_home]


@pytest.mark.parametrize("name", NODE_TESTS)
def test_node_example_passes_and_leaves_no_world_behind(node_project: Path, onmock: MockServer, name: str) -> None:
    told = run(["node", "--test", "--test-reporter=tap", name], node_project, onmock)
    assert re.search(r"^# pass [1-9]", told, re.MULTILINE)
    assert worlds_made(onmock) == []


def test_node_example_names_its_package_as_it_is_tested(node_project: Path) -> None:
    (wanted,) = re.findall(r'"simple-oauth2": "\^([\d.]+)"', (node_project / "package.json").read_text("utf-8"))
    installed = (node_project / "node_modules" / "simple-oauth2" / "package.json").read_text("utf-8")
    assert re.search(rf'"version": "{wanted.partition(".")[0]}\.', installed)


def test_world_of_the_node_example_needs_no_package() -> None:
    assert "import" not in (EXAMPLES / "node" / "world.mjs").read_text("utf-8")


def test_node_readme_tells_of_every_file() -> None:
    readme = (EXAMPLES / "node" / "README.md").read_text("utf-8")
    assert [path.name for path in (EXAMPLES / "node").glob("*.mjs") if f"`{path.name}`" not in readme] == []


def test_node_example_fails_when_a_fault_was_never_met(node_project: Path, onmock: MockServer, tmp_path: Path) -> None:
    shutil.copytree(node_project, tmp_path / "node", symlinks=True)
    script = """
        import { test } from 'node:test'
        import { newWorld } from './world.mjs'
        test('unmet', async (t) => {
          const world = await newWorld(t, 'oniva')
          await world.order({ operation: 'listEvents', effect: { status: 503 } })
        })
    """
    (tmp_path / "node" / "unmet.test.mjs").write_text(script, "utf-8")
    with pytest.raises(AssertionError, match=r'onmock: .*"hits":0'):
        run(["node", "--test", "--test-reporter=tap", "unmet.test.mjs"], tmp_path / "node", onmock)
    assert worlds_made(onmock) == []


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("sh")), reason="curl or a shell is not installed")
def test_curl_example_tells_its_five_steps(onmock: MockServer, tmp_path: Path) -> None:
    told = run(["sh", EXAMPLES / "curl.sh"], tmp_path, onmock)
    assert re.findall(r"^(\d)\.", told, re.MULTILINE) == list("12345")
    assert worlds_made(onmock) == []


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("sh")), reason="curl or a shell is not installed")
def test_curl_example_fails_where_nobody_serves(tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", EXAMPLES / "curl.sh", "http://127.0.0.1:9"], capture_output=True, text=True, timeout=60
    )
    assert done.returncode != 0
    assert "127.0.0.1" in done.stderr


@pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed")
def test_java_example_runs_from_its_source(onmock: MockServer, tmp_path: Path) -> None:
    told = run(["java", EXAMPLES / "Worlds.java", onmock.url], tmp_path, onmock)
    assert sorted({int(number) for number in re.findall(r"^(\d)\.", told, re.MULTILINE)}) == [1, 2, 3, 4, 5]
    assert worlds_made(onmock) == []
