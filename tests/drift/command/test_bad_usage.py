"""Wrong options, credentials and files: one line, 2, nothing asked, and every file as it was."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from mock_server.drift.history import Baseline, Profile, write_baseline
from tests.contract.subjects import CONTRACTS
from tests.drift.asking.raw import RawServer, replies, reply
from tests.drift.command.conftest import FAST, TOKEN, Tenant, drift, is_refused

ODD = {
    "empty": b"",
    "octets": b"\xff\xfe\x00zqx",
    "text": b"zqx: [unclosed",
    "a list": b"[1, 2]",
    "a number": b"7",
    "null": b"null",
    "deep": b"[" * 1500,
    "half": b'{"format": 1, "vendor": "oniva", "zqx',
    "another kind": b'{"accepted": "zqx", "openapi": {"zqx": 1}, "overlay": "9.0.0"}',
}


@pytest.fixture
def silent() -> Iterator[RawServer]:
    """A target that nothing may be asked of."""
    with RawServer(replies(reply())) as server:
        yield server
        assert server.heads == []


@pytest.fixture(scope="module")
def baseline() -> dict[str, object]:
    """A baseline that knows nothing yet."""
    written = Baseline.begin("oniva", CONTRACTS["oniva"].version, Profile())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "baseline.json"
        write_baseline(path, written)
        return dict(json.loads(path.read_text()))


def refused(silent: RawServer, *options: str) -> str:
    """Return the line of a run that may ask nothing."""
    done = drift("--target", silent.url, *FAST, *options, **TOKEN)
    assert is_refused(done), done.stderr
    assert "zqx" not in done.stderr
    return done.stderr


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://api.example", "use https"),
        ("http://10.0.0.1:8080/api", "use https"),
        ("http://127.0.0.1.zqx.example", "use https"),
        ("https://zqx:zqx@api.example", "credentials do not belong there"),
        ("https://zqx@api.example", "credentials do not belong there"),
        ("https://api.example/?token=zqx", "credentials do not belong there"),
        ("https://api.example/#zqx", "credentials do not belong there"),
        ("https://api.example:zqx", "not a URL"),
        ("https://api.example:99999", "not a URL"),
        ("https://[zqx", "not a URL"),
        ("https://api.example/\r\nX-Zqx: zqx", "not a URL|characters"),
        ("https://api.example/ä", "characters"),
        ("ftp://api.example", "not a URL"),
        ("file:///etc/passwd", "not a URL"),
        ("zqx", "not a URL"),
        ("", "--target is missing|not a URL"),
    ],
)
def test_a_target_that_could_give_credentials_away_is_refused(url: str, why: str) -> None:
    done = drift("--target", url, **TOKEN)
    assert is_refused(done), done.stderr
    assert any(one in done.stderr for one in why.split("|"))
    assert "zqx" not in done.stderr


def test_a_vendor_that_nobody_knows_is_refused() -> None:
    done = drift("--target", "https://api.example", vendor="nobody")
    assert is_refused(done)
    assert "there are: on24, oniva" in done.stderr


@pytest.mark.parametrize(
    ("vendor", "named"),
    [
        ("oniva", ["ONMOCK_ONIVA_CLIENT_ID", "ONMOCK_ONIVA_CLIENT_SECRET"]),
        ("on24", ["ONMOCK_ON24_ACCESS_TOKEN_KEY", "ONMOCK_ON24_ACCESS_TOKEN_SECRET"]),
    ],
)
def test_credentials_that_are_missing_are_named(vendor: str, named: list[str], silent: RawServer) -> None:
    done = drift("--target", silent.url, vendor=vendor)
    assert is_refused(done), done.stderr
    assert [name for name in named if name not in done.stderr] == []


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("suffix", [".json", ".toml"])
def test_credentials_that_are_none_are_refused(kind: str, suffix: str, silent: RawServer, tmp_path: Path) -> None:
    path = tmp_path / f"credentials{suffix}"
    path.write_bytes(ODD[kind])
    path.chmod(0o600)
    assert refused(silent, "--credentials", str(path))


@pytest.mark.parametrize(
    ("option", "kind"),
    [
        (option, kind)
        for option in ("--baseline", "--accepted", "--live-contract", "--overlay")
        for kind in ODD
        # An empty file of accepted drifts accepts none.
        if (option, kind) not in (("--accepted", "empty"), ("--accepted", "null"))
    ],
)
def test_a_file_that_is_nonsense_is_refused(option: str, kind: str, silent: RawServer, tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(ODD[kind])
    assert "file.json" in refused(silent, option, str(path))
    assert path.read_bytes() == ODD[kind]
    assert [one.name for one in tmp_path.iterdir()] == ["file.json"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"vendor": "on24"}, "is of on24, not of oniva"),
        ({"contract": "9.9.9"}, "version 9.9.9"),
        ({"format": 2}, "another version of onmock"),
        ({"runs": [{"day": "zqx", "findings": {}}]}, "wrong at /runs/0/day"),
        ({"operations": {"listEvents": {"zqx": 1}}}, "wrong at /operations/listEvents"),
    ],
)
def test_a_baseline_of_something_else_is_refused_and_kept(
    change: dict[str, object], why: str, silent: RawServer, tmp_path: Path, baseline: dict[str, object]
) -> None:
    path = tmp_path / "baseline.json"
    text = json.dumps({**baseline, **change})
    path.write_text(text)
    assert why in refused(silent, "--baseline", str(path))
    assert path.read_text() == text


@pytest.mark.parametrize("option", ["--baseline", "--out", "--write-overlay"])
def test_a_file_that_cannot_be_written_is_told_before_anything_is_asked(
    option: str, silent: RawServer, tmp_path: Path
) -> None:
    nowhere = tmp_path / "no" / "such" / "folder" / "file"
    assert str(nowhere) in refused(silent, option, str(nowhere))
    (tmp_path / "file").write_text("zqx")
    assert refused(silent, option, str(tmp_path / "file" / "below"))
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("option", ["--baseline", "--out", "--write-overlay", "--accepted", "--live-contract"])
def test_a_folder_is_no_file(option: str, silent: RawServer, tmp_path: Path) -> None:
    done = drift("--target", silent.url, option, str(tmp_path), **TOKEN)
    assert done.exit_code == 2
    assert "Traceback" not in done.stderr
    assert "is a directory" in done.stderr or is_refused(done)


def test_a_recording_has_a_folder_of_its_own(silent: RawServer, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("zqx")
    assert "is not empty" in refused(silent, "--record", str(tmp_path))
    assert "nothing can be recorded there" in refused(silent, "--record", str(tmp_path / "mine" / "below"))
    assert [one.name for one in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize("kind", ODD)
def test_a_folder_that_is_no_recording_is_refused(kind: str, silent: RawServer, tmp_path: Path) -> None:
    folder = tmp_path / "recording"
    assert "recording" in refused(silent, "--replay", str(folder))
    folder.mkdir()
    assert "recording" in refused(silent, "--replay", str(folder))
    (folder / "recording.json").write_bytes(ODD[kind])
    assert "recording" in refused(silent, "--replay", str(folder))


@pytest.mark.parametrize("kind", ODD)
def test_a_recording_with_a_broken_exchange_is_refused(
    kind: str, silent: RawServer, tmp_path: Path, tenant: Callable[..., Tenant]
) -> None:
    folder = tmp_path / "recording"
    done = tenant().drift("--max-requests", "3", "--record", str(folder))
    assert done.exit_code in (0, 3)
    (folder / "0002-listEvents-200.json").write_bytes(ODD[kind])
    assert "recording" in refused(silent, "--replay", str(folder))
    assert drift("--replay", str(folder), vendor="on24").exit_code == 2


def test_an_accepted_drift_needs_a_reason(silent: RawServer, tmp_path: Path) -> None:
    assert "--reason" in refused(silent, "--accept", "status-changed:listEvents:status/200")
    assert refused(silent, "--accept", "zqx nonsense", "--reason", "because")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("field-renamd", "did you mean field-renamed?"),
        ("envelop-renamed", "did you mean envelope-renamed?"),
        ("aaaaaaaaa", "--kinds lists them"),
        ("Field-renamed", "KIND:OPERATION:PLACE"),
    ],
)
def test_a_drift_that_nobody_tells_cannot_be_accepted(kind: str, why: str, silent: RawServer, tmp_path: Path) -> None:
    known, unknown = "field-added:listEvents:body", f"{kind}:listEvents:/items/*/status"
    assert why in refused(silent, "--accept", known, "--accept", unknown, "--reason", "because")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--reason", "because"), "go with --accept"),
        (("--expires", "2099-01-01"), "go with --accept"),
        (("--accept", "field-added:listEvents:body", "--reason", " "), "says nothing"),
        (("--accept", "field-added:listEvents:body", "--reason", "x", "--expires", "2020-01-01"), "has passed"),
        (("--out", "one", "--baseline", "./one"), "different files"),
        (("--baseline", os.devnull), "no file that can be written again"),
        (("--authorities", "nowhere.pem"), "no file of certificates nowhere.pem"),
        (("--replay", "recording", "--deep"), "--replay asks nothing"),
        (("--proxy", "nonsense"), "the proxy is not a URL"),
        (("--proxy", "http://zqx:zqx@127.0.0.1:1"), "the proxy has more than"),
        (("--live-contract", "https://"), "the document's URL is not a URL"),
        (("--target", "http://127.0.0.1:1/a b"), "the target is not a URL"),
        (("--target", "http://127.0.0.1:1/a\nb"), "the target is not a URL"),
    ],
)
def test_options_that_contradict_each_other_or_do_nothing_are_refused(
    options: tuple[str, ...], why: str, silent: RawServer, tmp_path: Path
) -> None:
    assert why in refused(silent, *options)
    assert [*tmp_path.iterdir()] == []


def test_accepting_for_a_vendor_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    done = drift("--accept", "field-added:listEvents:body", "--reason", "because", vendor="nobody")
    assert is_refused(done)
    assert [*tmp_path.iterdir()] == []


@pytest.mark.skipif(os.getuid() == 0, reason="root writes everywhere")
def test_a_folder_that_may_not_be_written_is_told(silent: RawServer, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        assert refused(silent, "--out", str(tmp_path / "report.txt"))
    finally:
        tmp_path.chmod(0o700)
