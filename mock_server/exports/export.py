"""Export: recorded exchanges, in a format that a test tool reads, into a folder."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mock_server.core.errors import ConfigError
from mock_server.exports.exchange import Exchange
from mock_server.exports.har import har
from mock_server.exports.plain import plain
from mock_server.exports.postman import postman
from mock_server.exports.recorder import PLACEHOLDER, Recorder
from mock_server.exports.responses_yaml import responses_yaml
from mock_server.exports.wiremock import wiremock
from mock_server.vendors import vendor_names

# Files by their path below the folder.
Files = Mapping[str, str]
FORMATS: Mapping[str, Callable[[Sequence[Exchange], str], Files]] = {
    "json": plain,
    "har": har,
    "wiremock": wiremock,
    "postman": postman,
    "responses": responses_yaml,
}
# What tells a folder of ours, which may be replaced.
_README = "README.md"
_FIRST_LINE = "# Recorded by `onmock fixtures export`"


@dataclass(frozen=True, slots=True)
class Summary:
    """What was written: how many exchanges, and how many of them were ordered as faults."""

    exchanges: int
    ordered: int
    files: int


def export(
    vendor: str,
    form: str,
    out: Path,
    *,
    seed: int,
    epoch: date,
    scenario: str | None = None,
    base_url: str | None = None,
    force: bool = False,
) -> Summary:
    """Record every operation and documented status of a vendor, and write them into `out`: all of it or nothing.

    Raises an OnmockError, in one line, where that cannot be done; a folder that is not an earlier export is only
    replaced with `force`.
    """
    if vendor not in vendor_names():
        raise ConfigError(f"unknown vendor {vendor!r}; there are: {', '.join(vendor_names())}")
    _refuse_strange(out, force)
    recorder = Recorder(vendor, seed, epoch, scenario)
    try:
        exchanges = list(recorder.exchanges())
    finally:
        recorder.close()
    files = {**FORMATS[form](exchanges, base_url or f"http://127.0.0.1:8024/{vendor}"), _README: _readme(vendor, form)}
    _replace(out, files)
    return Summary(len(exchanges), sum(one.by == "fault" for one in exchanges), len(files))


def _refuse_strange(out: Path, force: bool) -> None:
    if not out.exists() or force:
        return
    readme = out / _README
    if not out.is_dir():
        raise ConfigError(f"{out} is a file; name a folder")
    is_ours = readme.is_file() and readme.read_text(encoding="utf-8").startswith(_FIRST_LINE)
    if any(out.iterdir()) and not is_ours:
        raise ConfigError(f"{out} holds something else; name another folder, or replace it with --force")


def _replace(out: Path, files: Files) -> None:
    """Write into a folder beside, and put it in place when it is whole."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as beside:
            fresh, old = Path(beside) / "new", Path(beside) / "old"
            for name, text in files.items():
                path = fresh / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
            if out.exists():
                os.replace(out, old)
            os.replace(fresh, out)
            shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise ConfigError(f"cannot write {out}: {error.strerror}") from error


def _readme(vendor: str, form: str) -> str:
    lines: Iterable[str] = (
        _FIRST_LINE,
        "",
        f"Exchanges of every operation and documented status of {vendor}, as {form}. Do not edit: export again.",
        "",
        "Most are what a request earns by itself. Where only a fault brings a status about, the request has the header",
        "`Prefer: code=<status>`, and the exchange says so where the format has room for it.",
        f"Access tokens are replaced by `{PLACEHOLDER}`, in requests and in replies. The data belong to nobody.",
        "",
    )
    return "\n".join(lines)
