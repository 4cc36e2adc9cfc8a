"""Export: recorded exchanges, in a format that a test tool reads, into a folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from mock_server.config import DEFAULT_PORT
from mock_server.core.errors import ConfigError
from mock_server.exports.exchange import Exchange
from mock_server.exports.folder import README, Files, refuse_strange, replace_folder
from mock_server.exports.har import har
from mock_server.exports.plain import plain
from mock_server.exports.postman import postman
from mock_server.exports.readme import readme
from mock_server.exports.recorder import recorded
from mock_server.exports.rehearsal import Rehearsal
from mock_server.exports.responses_yaml import responses_yaml
from mock_server.exports.wiremock import wiremock
from mock_server.vendors import vendor_names

# The files of exchanges, for a base URL.
FORMATS: Mapping[str, Callable[[Sequence[Exchange], str], Files]] = {
    "json": plain,
    "har": har,
    "wiremock": wiremock,
    "postman": postman,
    "responses": responses_yaml,
}


@dataclass(frozen=True, slots=True)
class Summary:
    """What was written: how many exchanges, how many of them were ordered as faults, in how many files."""

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
    url = _checked(base_url or f"http://127.0.0.1:{DEFAULT_PORT}/{vendor}")
    refuse_strange(out, force=force)
    exchanges = record(vendor, seed=seed, epoch=epoch, scenario=scenario)
    files = {**FORMATS[form](exchanges, url), README: readme(vendor, form, seed, epoch, scenario)}
    replace_folder(out, files)
    return Summary(len(exchanges), sum(one.by == "fault" for one in exchanges), len(files))


def record(vendor: str, *, seed: int, epoch: date, scenario: str | None = None) -> list[Exchange]:
    """Return an exchange of every operation and documented status of a vendor.

    Raises an OnmockError, in one line, where the world has nothing that an operation could show.
    """
    if vendor not in vendor_names():
        raise ConfigError(f"unknown vendor {vendor!r}; there are: {', '.join(vendor_names())}")
    rehearsal = Rehearsal(vendor, seed, epoch, scenario)
    try:
        return list(recorded(rehearsal))
    finally:
        rehearsal.close()


def _checked(base_url: str) -> str:
    """Return a base URL without a slash at its end; raise ConfigError where it is none."""
    try:
        parts = urlsplit(base_url)
        is_good = parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        is_good = False
    if not is_good:
        raise ConfigError(f"{base_url!r} is not a base URL like http://127.0.0.1:8024/api")
    return base_url.rstrip("/")
