"""What `make bench-drift` counts, with our own eyes and a client that looks at one thing only. No tool is installed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from bench.peers.__main__ import main
from bench.peers.drifts import Case, drifts
from bench.peers.sandbox import Sandbox, Target
from bench.peers.score import score
from bench.peers.table import by_drift, table
from bench.peers.tool import ToolError
from mock_server.drift.asking import Credentials, Rules, Service
from mock_server.drift.asking import Target as Place
from mock_server.drift.look import look
from mock_server.vendors.oniva.probes import PROBES

RENAMED = Case("a name", faults=[{"breaks": "getMe:/name:rename=title"}])
CLAMPED = Case("a size", faults=[{"breaks": "listEvents:query/limit:clamp=50"}])
OTHERS = Case("other data", {"seed": 5})


class Ours:
    """Our own look, in this process."""

    name, how = "ours", "in process"

    def __init__(self, sandbox: Sandbox) -> None:
        self._contract = sandbox.contract

    def version(self) -> str:
        return "1"

    def prepare(self, target: Target, folder: Path) -> None:
        assert folder.is_dir()

    def look(self, target: Target, folder: Path) -> frozenset[str]:
        own = Credentials("oniva", {"client_id": target.client_id, "client_secret": target.client_secret})
        service = Service(self._contract, Place.parse(target.base_url), own, Rules(rate=100_000))
        try:
            seen = look("oniva", self._contract, PROBES, service, service.send, datetime.now(UTC))
        finally:
            service.close()
        return frozenset(one.id for one in seen.report.findings)


class Glance:
    """A client that asks who it is, by a method that is none of its business too, and always grumbles."""

    name, how = "glance", "one GET"

    def version(self) -> str:
        return "2"

    def prepare(self, target: Target, folder: Path) -> None:
        self.ids = dict(target.ids)

    def look(self, target: Target, folder: Path) -> frozenset[str]:
        with requests.Session() as session:
            session.trust_env = False
            session.headers["Authorization"] = f"Bearer {target.token}"
            session.delete(f"{target.base_url}/api/v1/me")
            me = session.get(f"{target.base_url}/api/v1/me").json()
        return frozenset({"grumble", *({"name"} - me.keys())})


class Absent(Glance):
    """A tool that never ends."""

    def look(self, target: Target, folder: Path) -> frozenset[str]:
        raise ToolError("it did not end")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox("oniva") as sandbox:
        yield sandbox


def test_what_fails_on_a_faithful_server_too_does_not_count(sandbox: Sandbox) -> None:
    made = score(Glance(), sandbox, [RENAMED, CLAMPED], [OTHERS])
    assert (made.named, made.missed) == (["a name"], ["a size"])
    assert (made.alarmed, made.quiet) == ([], ["other data"])
    assert made.noise == {"grumble"}
    assert made.methods == {"GET": 3, "DELETE": 3}


def test_our_own_look_names_both_drifts_and_the_table_says_so(sandbox: Sandbox) -> None:
    both = [score(tool, sandbox, [RENAMED, CLAMPED], [OTHERS], looks=1) for tool in (Ours(sandbox), Glance())]
    assert (both[0].named, both[0].alarmed) == (["a name", "a size"], [])
    assert set(both[0].methods) == {"GET", "HEAD", "POST"}
    first, second = table(both).splitlines()[2:4]
    assert re.match(r"\| ours \| 2 of 2 \| 0 of 1 \| \d\d \| GET \d+, POST \d+, HEAD \d+ \| [\d.]+ \|", first)
    assert second.startswith("| glance | 1 of 2 | 0 of 1 | 2 | DELETE 3, GET 3 | ")
    assert "| `a size` | x |  |" in by_drift(both)


def test_a_look_that_cannot_tell_names_nothing_and_is_told(sandbox: Sandbox) -> None:
    made = score(Absent(), sandbox, [RENAMED], [])
    assert (made.named, made.missed) == ([], ["a name"])
    assert "1 looks could not tell" in table([made])


def test_drifts_are_of_as_many_kinds_as_wished_and_a_get_can_show_most(sandbox: Sandbox) -> None:
    chosen = drifts(sandbox.contract, 40)
    assert len({case.name.partition(":")[0] for case in chosen}) == 40
    assert {case.name.split(":")[1] for case in drifts(sandbox.contract)} == set(sandbox.contract.operations)


@pytest.mark.parametrize("options", [["--all", "--quick"], ["--kinds", "0"], ["--jobs", "many"]])
def test_wrong_options_are_refused(
    options: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["bench.peers", *options])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2
    assert options[0] in capsys.readouterr().err
