"""A suite of five hundred tests with a world each: nobody meets another, in one process and in two."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from tests.plugin.conftest import CHECKOUT

TESTS = 500
SUITE = f"""
    from datetime import UTC, datetime, timedelta

    import pytest

    def address(number):
        return f"guest.{{number}}@suite.example"

    @pytest.mark.parametrize("number", range({TESTS}))
    def test_own_booking_is_the_only_one(oniva, number):
        booking = oniva.add_booking(email=address(number))
        event = booking["eventId"]
        seen = [one["id"] for other in (number - 1, number, number + 1)
                for one in oniva.bookings(event, email=address(other))]
        assert seen == [booking["id"]]
        oniva.fault("getMe", status=503, times=1)
        me = [oniva.session().get(oniva.base_url + "/api/v1/me").status_code for _ in range(2)]
        assert me == [503, 200]
        passed = oniva.advance(hours=number) - datetime(2026, 3, 2, 11, tzinfo=UTC)
        assert timedelta(0) <= passed - timedelta(hours=number) < timedelta(minutes=1)
        operations = [one["operation"] for one in oniva.requests]
        assert operations == ["issueToken", "listEventBookings"] * 3 + ["issueToken", "getMe"] * 2
        assert len({{one["world"] for one in oniva.requests}} | {{oniva.id}}) == 1
"""


@pytest.mark.xdist_group("many")
@pytest.mark.parametrize("workers", [pytest.param(0, marks=pytest.mark.fuzz), 2])
def test_five_hundred_tests_never_meet(tmp_path: Path, workers: int) -> None:
    (tmp_path / "test_suite.py").write_text(dedent(SUITE), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error", "-n", str(workers)]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTEST_ADDOPTS": ""}
    # A worker of our own suite is not one of theirs.
    theirs = {name: value for name, value in environment.items() if not name.startswith("PYTEST_XDIST")}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=tmp_path, env=theirs)
    assert re.search(rf"^{TESTS} passed in ", done.stdout, re.MULTILINE), done.stdout + done.stderr
    assert (done.returncode, done.stderr) == (0, "")
