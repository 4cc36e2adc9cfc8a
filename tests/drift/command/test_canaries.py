"""No secret, token or person gets out of a look: canaries are planted in answers, and outputs searched."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import Result

from mock_server import MockServer
from tests.drift.asking.raw import RawServer
from tests.drift.command.conftest import Tenant
from tests.drift.command.planting import TRICKS, Said, Trick, plants
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


# For `make fuzz` alone.
LONG = pytest.mark.fuzz
WORDS = ("zqxzqxzqx", "xqzxqzxqz")


def called(said: Said, canaries: Canaries) -> None:
    """Give people names that are plain words, and use these for states, members and headers in small letters."""
    for row in said.rows:
        if isinstance(row.get("contact"), dict):
            row["contact"] |= {"lastName": WORDS[0].capitalize(), "firstName": WORDS[1].upper()}
            row |= {"status": WORDS[0], WORDS[1]: {WORDS[0]: 1}}
        elif "title" in row:
            row |= {"title": WORDS[0].capitalize(), WORDS[0]: 1}


@pytest.mark.parametrize("form", ["json", pytest.param("html", marks=LONG)])
def test_a_name_that_is_a_plain_word_is_known_by_where_else_it_stands(form: str, look: Look, tmp_path: Path) -> None:
    files = ("--baseline", "baseline.json", "--write-overlay", "overlay.yaml", "--record", "recording")
    done, _ = look(*files, "--format", form, "--fail-on", "informational", tricks=(called,))
    assert done.exit_code == 1
    shown = {"stdout": done.stdout, "stderr": done.stderr, **dict(written(tmp_path))}
    assert [where for where, text in shown.items() if any(word in text.lower() for word in WORDS)] == []
    assert "a text of 9 characters" in done.stdout


@pytest.mark.parametrize(
    "name", ["values of lists", *(pytest.param(one, marks=LONG) for one in ("names of members", "headers"))]
)
def test_nobody_of_another_vendor_gets_out(name: str, look: Look, tmp_path: Path) -> None:
    done, canaries = look("--record", "recording", "--format", "json", tricks=TRICKS[name], vendor="on24")
    shown = {"stdout": done.stdout, "stderr": done.stderr, **dict(written(tmp_path))}
    assert {where: found for where, text in shown.items() if (found := canaries.found_in(text))} == {}
    assert len(shown) > 10


def test_secrets_and_tokens_that_come_back_do_not_get_out(
    tenant: Callable[..., Tenant], command_server: MockServer, tmp_path: Path
) -> None:
    one = tenant()
    shown: list[str] = [one.environment["ONMOCK_ONIVA_CLIENT_SECRET"]]

    def echoes(said: Said, canaries: Canaries) -> None:
        """Send back what let in, as errors, headers, addresses and members do."""
        if "token" in said.path and said.status == 200:
            shown.append(said.document["access_token"])
        for text in (*shown, quote(shown[-1], safe="")):
            said.headers += [("Link", f"<https://api.example/?access_token={text}>; rel=next"), ("X-Echo", text)]
            for row in said.rows[:3]:
                row |= {"status": text, "echo": f"Bearer {text}", text: text}

    with RawServer(plants(command_server.port, Canaries(), echoes)) as between:
        target = between.url + one.url.removeprefix(command_server.url)
        done = one.drift("--baseline", "baseline.json", "--write-overlay", "o.yaml", "--record", "rec", target=target)
    everything = {"stdout": done.stdout, "stderr": done.stderr, **dict(written(tmp_path))}
    assert len(shown) > 1
    assert [where for where, text in everything.items() if any(secret in text for secret in shown)] == []
