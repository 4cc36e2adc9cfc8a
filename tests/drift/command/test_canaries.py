"""No secret, token or person gets out of a look: canaries are planted in what a tenant answers, and outputs searched."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from click.testing import Result

from mock_server import MockServer
from tests.drift.asking.raw import RawServer
from tests.drift.command.conftest import Tenant
from tests.drift.command.planting import TRICKS, Trick, names_as_members, people, plants, values_of_lists
from tests.secrets.canaries import Canaries

FORMATS = ("text", "json", "junit", "sarif", "markdown", "github", "html")
Look = Callable[..., tuple[Result, Canaries]]


@pytest.fixture
def look(tenant: Callable[..., Tenant], command_server: MockServer) -> Iterator[Look]:
    """Look at a tenant whose answers tricks are played with, also with canaries as its secrets."""
    with ExitStack() as stack:

        def looked(*options: str, tricks: tuple[Trick, ...], vendor: str = "oniva") -> tuple[Result, Canaries]:
            one, canaries = tenant(vendor), Canaries()
            between = stack.enter_context(RawServer(plants(command_server.port, canaries, *tricks)))
            target = between.url + one.url.removeprefix(command_server.url)
            return one.drift(*options, target=target), canaries

        yield looked


def written(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield every file below a folder, with its path."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield str(path.relative_to(folder)), f"{path.name}\n{path.read_bytes().decode('utf-8', 'replace')}"


@pytest.mark.parametrize(("form", "name"), [*zip((*FORMATS, "json", "html"), TRICKS, strict=True)])
def test_nobody_gets_out(form: str, name: str, look: Look, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    files = ("--baseline", "baseline.json", "--write-overlay", "overlay.yaml", "--record", "recording")
    done, canaries = look(*files, "--format", form, tricks=TRICKS[name])
    assert (done.exit_code, "recording/recording.json" in dict(written(tmp_path))) in ((0, True), (1, True), (3, True))
    shown = {"stdout": done.stdout, "stderr": done.stderr, "log": caplog.text, **dict(written(tmp_path))}
    found = {where: canaries.found_in(text) for where, text in shown.items()}
    assert {where: places for where, places in found.items() if places} == {}
