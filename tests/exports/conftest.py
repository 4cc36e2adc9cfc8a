"""Exports of both vendors, recorded once; and a tool that answers from them."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from mock_server.exports import FORMATS, record
from mock_server.exports.exchange import Exchange
from tests.clients.conftest import give_up, installed

EPOCH = date(2026, 3, 2)
Exchanges = Callable[[str], Sequence[Exchange]]
TOOLS = ("wiremock@3.13.2", "newman@6.2.2")


@pytest.fixture(scope="session")
def exchanges_of() -> Exchanges:
    """The default exchanges of a vendor."""
    return cache(lambda vendor: record(vendor, seed=1, epoch=EPOCH))


@pytest.fixture(scope="session")
def files_of(exchanges_of: Exchanges) -> Callable[[str, str, str], dict[str, str]]:
    """The files of a format, for a base URL."""
    return lambda vendor, form, base_url: dict(FORMATS[form](exchanges_of(vendor), base_url))


@pytest.fixture(scope="session")
def folder_of(
    files_of: Callable[[str, str, str], dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str, str], Path]:
    """A folder with those files."""

    def folder(vendor: str, form: str, base_url: str) -> Path:
        root = tmp_path_factory.mktemp(f"{vendor}-{form}")
        for name, text in files_of(vendor, form, base_url).items():
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_text(text, encoding="utf-8", newline="\n")
        return root

    return folder


@pytest.fixture(scope="session")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """WireMock and newman from npm; the first one needs Java as well."""
    if shutil.which("java") is None:
        give_up("Java is not installed")
    return installed(tmp_path_factory, TOOLS)


@pytest.fixture(scope="session")
def wiremock_of(
    tools: Path, folder_of: Callable[[str, str, str], Path]
) -> Callable[[str], contextmanager[Iterator[str]]]:
    """WireMock with the stubs of a vendor: a context that tells its base URL."""

    @contextmanager
    def serving(vendor: str) -> Iterator[str]:
        with wiremock(tools, folder_of(vendor, "wiremock", f"http://127.0.0.1/{vendor}")) as url:
            yield f"{url}/{vendor}"

    return serving


@contextmanager
def wiremock(tools: Path, root: Path) -> Iterator[str]:
    """Run WireMock on a folder of stubs, on a free port of loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (jar,) = (tools / "wiremock" / "build").glob("wiremock-standalone-*.jar")
    options = ["--port", str(port), "--bind-address", "127.0.0.1", "--root-dir", str(root), "--disable-banner"]
    command = ["java", "-XX:TieredStopAtLevel=1", "-jar", str(jar), *options, "--no-request-journal"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            # It says its port when it is ready.
            assert any("port" in line for line in process.stdout)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
