"""Servers started as processes, and the package built once for every test that looks at it."""

from __future__ import annotations

import http.client
import importlib.util
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 30.0
# pip's words for a network that fails, which tell it from a package that cannot be installed.
CUT_OFF = "after connection broken by"


@dataclass(frozen=True)
class Built:
    sdist: Path
    wheel: Path
    wheel_of_sdist: Path


@dataclass(frozen=True)
class Serving:
    process: subprocess.Popen[bytes]
    port: int
    output: Path

    def first_line(self) -> str:
        """Wait for the first line of standard output."""
        wait_until(lambda: b"\n" in self.output.read_bytes(), f"no line in {self.output}")
        return self.output.read_text(encoding="utf-8").splitlines()[0]

    def end(self) -> int:
        """Send SIGTERM and return the exit status."""
        self.process.terminate()
        return self.process.wait(DEADLINE)


Run = Callable[..., str]
Serve = Callable[..., AbstractContextManager[Serving]]


def wait_until(is_met: Callable[[], bool], otherwise: str) -> None:
    end = time.monotonic() + DEADLINE
    while not is_met():
        if time.monotonic() > end:
            pytest.fail(f"{otherwise} within {DEADLINE:.0f} s")
        time.sleep(0.05)


def health_status(port: int) -> int | None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/__admin/health")
        with connection.getresponse() as response:
            response.read()
            return response.status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def run() -> Run:
    """Run a command to its end and return its output; a failure shows it."""

    def run_command(command: Sequence[str | Path], cwd: Path, needs_index: bool = False) -> str:
        # Two retries, not five: a machine without network is told so soon.
        words = ["env", "PIP_RETRIES=2", *command]
        done = subprocess.run(words, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300)
        if done.returncode and needs_index and CUT_OFF in done.stdout:
            pytest.skip("the package index cannot be reached")
        assert done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}"
        return done.stdout

    return run_command


@pytest.fixture
def serve(tmp_path: Path) -> Serve:
    """Start a command that serves on the port, and wait until it is healthy."""

    @contextmanager
    def serving(
        command: Sequence[str | Path], port: int, cwd: Path, env: Mapping[str, str] | None = None
    ) -> Iterator[Serving]:
        output, errors = tmp_path / "serve.out", tmp_path / "serve.err"
        with output.open("wb") as out, errors.open("wb") as err:
            process = subprocess.Popen(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        try:
            wait_until(lambda: process.poll() is not None or health_status(port) == 200, "not healthy")
            assert process.poll() is None, f"ended at once:\n{errors.read_text(encoding='utf-8')}"
            yield Serving(process, port, output)
        finally:
            process.kill()
            process.wait(DEADLINE)

    return serving


@pytest.fixture(scope="session")
def built(root: Path, run: Run, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sdist and wheel of this checkout, and the wheel that somebody builds from the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    # An isolated build asks the index for the backend; with the backend at hand that is not needed.
    isolation = ["--no-isolation"] if importlib.util.find_spec("hatchling") else []

    def build(source: Path, out: str, *formats: str) -> None:
        command = [
            sys.executable,
            "-m",
            "build",
            *isolation,
            *formats,
            "--outdir",
            str(folder / out),
            str(source),
        ]
        run(command, folder, needs_index=True)

    build(root, "checkout", "--sdist", "--wheel")
    (sdist,) = (folder / "checkout").glob("*.tar.gz")
    run(["tar", "-xzf", sdist], folder)
    build(folder / sdist.name.removesuffix(".tar.gz"), "sdist", "--wheel")
    (wheel,) = (folder / "checkout").glob("*.whl")
    (wheel_of_sdist,) = (folder / "sdist").glob("*.whl")
    return Built(sdist, wheel, wheel_of_sdist)
