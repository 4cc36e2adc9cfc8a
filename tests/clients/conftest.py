"""What real clients need: a walk through a whole tenant, its size, and npm packages where there is Node."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest

from mock_server import MockServer

NODE_FOLDER = Path(__file__).parent / "node"
CHECKOUT = Path(__file__).parents[2]
NPM_PACKAGES = ("simple-oauth2@5.1.0", "oauth4webapi@3.8.8", "node-on24@0.1.3", "@badgateway/oauth2-client@3.3.1")
OLDEST_NODE = 20


@dataclass(frozen=True)
class Credentials:
    """An API client of the default world."""

    id: str
    secret: str


@pytest.fixture(autouse=True)
def _direct(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep clients away from a proxy of the machine, and let oauthlib speak plain HTTP."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")


@pytest.fixture(params=["plain", "odd"])
def credentials(request: pytest.FixtureRequest) -> Credentials:
    """A client without reserved characters, and one of nothing else."""
    plain, odd = Credentials("onmock-crm", "onmock-crm-secret"), Credentials("cli:ent+1", "s%20/=&+ x")
    return {"plain": plain, "odd": odd}[request.param]


@pytest.fixture
def new_client(request: pytest.FixtureRequest) -> Iterator[Callable[..., Any]]:
    """A maker of the test module's `Client`s, whose connections are closed in the end."""
    made: list[Any] = []

    def new(*arguments: Any) -> Any:
        made.append(request.module.Client(*arguments))
        return made[-1]

    yield new
    for client in made:
        client.session.close()


@pytest.fixture
def walk_tenant() -> Callable[[Callable[..., dict[str, Any]]], list[str]]:
    """A walk through every booking of a tenant, by a `get(path, **query)` that returns JSON.

    Returns the ids; on the way, each list is held against its own totalCount.
    """

    def walk(get: Callable[..., dict[str, Any]], path: str) -> Iterator[dict[str, Any]]:
        page, seen, total = 1, 0, 1
        while seen < total:
            body = get(path, page=page, limit=100)
            yield from body["items"]
            page, seen, total = page + 1, seen + body["itemCount"], body["totalCount"]
            assert body["itemCount"] or not total
        assert seen == total

    def walk_all(get: Callable[..., dict[str, Any]]) -> list[str]:
        events = [event["id"] for event in walk(get, "/api/v1/events")]
        return [booking["id"] for event in events for booking in walk(get, f"/api/v1/events/{event}/bookings")]

    return walk_all


@pytest.fixture(scope="session")
def count_bookings() -> Callable[[Any], int]:
    """The sum of totalCount over all events, asked in process."""

    def count(api: Any) -> int:
        return sum(
            api.get(f"/events/{event['id']}/bookings", limit="1").json["totalCount"] for event in api.walk("/events")
        )

    return count


@pytest.fixture(scope="session")
def expected_bookings(unlimited: Any, count_bookings: Callable[[Any], int]) -> int:
    """How many bookings the default world has on its day."""
    return count_bookings(unlimited)


@pytest.fixture(scope="session")
def npm_modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the npm packages of the clients."""
    return installed(tmp_path_factory, NPM_PACKAGES)


def installed(tmp_path_factory: pytest.TempPathFactory, packages: Sequence[str]) -> Path:
    """Return a folder of npm packages, installed once for a checkout; without Node or registry the test is skipped."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        give_up("Node.js with npm is not installed")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if int(version.lstrip("v").partition(".")[0]) < OLDEST_NODE:
        give_up(f"Node.js {version} is older than {OLDEST_NODE}")
    venv = CHECKOUT / ".venv"
    home = venv / "node" if os.access(venv, os.W_OK) else tmp_path_factory.mktemp("node")
    target = home / "_".join(packages).replace("/", "-")
    if not target.exists():
        install(npm, home, target, packages)
    return target / "node_modules"


def install(npm: str, home: Path, target: Path, packages: Sequence[str]) -> None:
    """Install beside and move into place, so that two test processes do not meet in a half-filled folder."""
    new = home / f"new-{os.getpid()}"
    new.mkdir(parents=True)
    quiet = ["--no-audit", "--no-fund", "--loglevel=error", "--update-notifier=false"]
    quick = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=1000"]
    kept = ["--no-save", "--no-package-lock", "--ignore-scripts", "--cache", str(home / "cache"), "--prefix", str(new)]
    command = [npm, "install", *kept, *quiet, *quick, *packages]
    done = subprocess.run(command, cwd=new, capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        shutil.rmtree(new)
        give_up(f"npm cannot install {' '.join(packages)}: {done.stderr.strip()[:300]}")
    try:
        new.rename(target)
    except OSError:
        shutil.rmtree(new)
        assert target.is_dir()


def give_up(reason: str) -> NoReturn:
    """Skip, or fail where TESTS_REQUIRE_NODE is set."""
    if os.getenv("TESTS_REQUIRE_NODE"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def run_node(npm_modules: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Run a script of the node folder with an argument in JSON; return the JSON that it prints."""
    monkeypatch.setenv("NODE_PATH", str(npm_modules))

    def run(script: str, server: MockServer, **argument: Any) -> Any:
        given = json.dumps({"base": server.base_url("oniva"), **argument})
        command = ["node", str(NODE_FOLDER / script), given]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run
