"""Exports of both vendors, made once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from mock_server.exports.exchange import Exchange
from mock_server.exports.export import FORMATS, export
from mock_server.exports.recorder import Recorder

EPOCH = date(2026, 3, 2)


@pytest.fixture(scope="session")
def exchanges_of() -> Callable[[str], Sequence[Exchange]]:
    """The default exchanges of a vendor."""

    @cache
    def exchanges(vendor: str) -> Sequence[Exchange]:
        recorder = Recorder(vendor, 1, EPOCH, None)
        try:
            return list(recorder.exchanges())
        finally:
            recorder.close()

    return exchanges


@pytest.fixture
def files_of(exchanges_of: Callable[[str], Sequence[Exchange]]) -> Callable[[str, str, str], Mapping[str, str]]:
    """The files of a format, for a base URL."""
    return lambda vendor, form, base_url: FORMATS[form](exchanges_of(vendor), base_url)


def write(vendor: str, form: str, out: Path, **options: object) -> None:
    """Export into a folder."""
    export(vendor, form, out, **{"seed": 1, "epoch": EPOCH, **options})  # type: ignore[arg-type]
