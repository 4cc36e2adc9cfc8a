"""examples/bookings_to_excel.py does the job of the vendor's help article: API, Python, Excel."""

from __future__ import annotations

import importlib.util
import itertools
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from werkzeug.test import Client

from mock_server import Clock, Config, MockServer, create_app

CHECKOUT = Path(__file__).parents[2]
EXAMPLE = CHECKOUT / "examples" / "bookings_to_excel.py"
Rows = dict[str, list[dict[str, Any]]]
# In one process, so that the file is made once.
ONE_FILE = pytest.mark.xdist_group("bookings_to_excel")
EPOCH = date(2026, 3, 2)
MIDNIGHT = datetime(2026, 3, 1, 23, 0, tzinfo=UTC)  # in Zurich: the data of a tenant move on once a day


class HastyClock(Clock):
    """A clock that is a minute further each time somebody looks at it."""

    def __init__(self) -> None:
        self._readings = itertools.count()
        super().__init__(MIDNIGHT)

    def seconds(self) -> float:
        return MIDNIGHT.timestamp() + 60 * next(self._readings)


def run_example(server: MockServer, file: Path, secret: str = "onmock-crm-secret") -> subprocess.CompletedProcess[str]:
    arguments = ["--base-url", server.base_url("oniva"), "--client-id", "onmock-crm", "--client-secret", secret]
    return subprocess.run(
        [sys.executable, str(EXAMPLE), str(file), *arguments], capture_output=True, text=True, timeout=120
    )


def rows_of(file: Path) -> Rows:
    book = load_workbook(file, read_only=True)
    sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    book.close()
    return {title: [dict(zip(head, row, strict=True)) for row in rows] for title, (head, *rows) in sheets.items()}


def log_of(server: MockServer, operation: str) -> list[int | None]:
    return [entry.status for entry in server.app.runtime.journal.entries() if entry.operation == operation]


@pytest.fixture(scope="module")
def written(unlimited_server: MockServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that the example makes of the default world."""
    file = tmp_path_factory.mktemp("excel") / "bookings.xlsx"
    done = run_example(unlimited_server, file)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "100%" in done.stderr
    return file


@pytest.fixture(scope="module")
def rows(written: Path) -> Rows:
    """What stands in that file, by sheet."""
    return rows_of(written)


@pytest.fixture
def example() -> ModuleType:
    """The example as a module."""
    spec = importlib.util.spec_from_file_location("bookings_to_excel", EXAMPLE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def crowded(tmp_path: Path) -> Path:
    """A scenario of more events than there are requests in the budget of a minute."""
    known = CHECKOUT / "fixtures" / "oniva" / "scenarios" / "default.json"
    scenario = json.loads(known.read_text(encoding="utf-8"))
    few = {name: [1, 3] for name in scenario["events"]["bookings"]}
    scenario["events"] |= {"count": 320, "bookings": few}
    path = tmp_path / "crowded.json"
    path.write_text(json.dumps(scenario), encoding="utf-8")
    return path


@ONE_FILE
def test_example_writes_each_event_once(rows: Rows, unlimited: Any) -> None:
    assert [row["id"] for row in rows["Events"]] == [event["id"] for event in unlimited.walk("/events")]


@ONE_FILE
def test_example_writes_each_booking_once(rows: Rows, expected_bookings: int) -> None:
    assert len(rows["Bookings"]) == len({row["id"] for row in rows["Bookings"]}) == expected_bookings


@ONE_FILE
def test_example_writes_a_booking_as_the_api_tells_it(rows: Rows, unlimited: Any) -> None:
    row = next(row for row in rows["Bookings"] if row["payment.paidAt"])
    booking = unlimited.get(f"/bookings/{row['id']}").json
    assert (row["bookingNumber"], row["contact.email"]) == (booking["bookingNumber"], booking["contact"]["email"])
    assert row["payment.amount"] == booking["payment"]["amount"]
    assert row["payment.paidAt"].isoformat() == booking["payment"]["paidAt"][:19]
    assert all(option["title"] in row["options"] for option in booking["options"])


@ONE_FILE
def test_example_writes_real_dates(rows: Rows) -> None:
    assert all(isinstance(row["startDate"], datetime) for row in rows["Events"])
    assert all(isinstance(row["createdAt"], datetime) for row in rows["Bookings"])


def test_example_freezes_headers_and_widens_columns(example: ModuleType, tmp_path: Path) -> None:
    book, file = Workbook(write_only=True), tmp_path / "book.xlsx"
    example.write_sheet(book, "Events", ["title", "status", "url"], [{"title": "a", "status": "b", "url": "c"}])
    book.save(file)
    sheet = load_workbook(file)["Events"]
    columns = sheet.column_dimensions["A"]
    assert (sheet.freeze_panes, columns.min, columns.max, columns.width) == ("A2", 1, 3, 24)


def test_example_logs_in_again_whenever_its_token_expires(tmp_path: Path, expected_bookings: int) -> None:
    file = tmp_path / "bookings.xlsx"
    with MockServer(Config(epoch=EPOCH, limits=False), clock=HastyClock()) as server:
        done = run_example(server, file)
        assert done.returncode == 0, done.stderr
        assert log_of(server, "listEventBookings").count(401) >= 2
        assert len(log_of(server, "issueToken")) >= 3
    assert len(rows_of(file)["Bookings"]) == expected_bookings


def test_example_waits_when_it_is_told_to(
    example: ModuleType, clock: Clock, crowded: Path, tmp_path: Path, api: Any, count_bookings: Callable[[Any], int]
) -> None:
    file, waits = tmp_path / "bookings.xlsx", list[float]()

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        clock.advance(seconds)

    with MockServer(Config(("oniva",), epoch=EPOCH, scenario=str(crowded), enforce=True), clock=clock) as server:
        arguments = ["--base-url", server.base_url("oniva"), "--client-id", "onmock-crm"]
        example.main([str(file), *arguments, "--client-secret", "onmock-crm-secret"], sleep=sleep)
        assert waits == [60]
        assert log_of(server, "listEventBookings").count(429) == 1
        assert len(rows_of(file)["Events"]) == 320
    twin = create_app(Config(("oniva",), epoch=EPOCH, scenario=str(crowded), limits=False), clock)
    assert len(rows_of(file)["Bookings"]) == count_bookings(type(api)(Client(twin)))
    twin.close()


def test_example_gives_up_when_waiting_does_not_help(
    example: ModuleType, server: MockServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sleep that does not sleep: five tries, five lines on waiting, and one that says why it ended."""
    arguments = [str(tmp_path / "bookings.xlsx"), "--base-url", server.base_url("oniva"), "--client-id", "onmock-crm"]
    for _ in range(20):
        with pytest.raises(SystemExit, match="client authentication failed"):
            example.main([*arguments, "--client-secret", "wrong"])
    with pytest.raises(SystemExit, match="429, Too many requests"):
        example.main([*arguments, "--client-secret", "onmock-crm-secret"], sleep=lambda seconds: None)
    assert capsys.readouterr().err.count("Over the rate limit: waiting 60 s.") == 5
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "cell"),
    [("=1+1", "1+1"), ("==SUM(A1)", "SUM(A1)"), ("a\x00\x1fb", "ab"), ("a = b", "a = b"), ("", ""), (None, None)],
)
def test_example_writes_what_guests_typed_as_text(example: ModuleType, text: str | None, cell: str | None) -> None:
    assert example.cell({"contact": {"company": text}}, "contact.company") == cell


@pytest.mark.parametrize("existing", [None, b"precious"], ids=["no file", "file of before"])
def test_example_fails_in_one_line_and_leaves_no_file(
    unlimited_server: MockServer, tmp_path: Path, existing: bytes | None
) -> None:
    file = tmp_path / "bookings.xlsx"
    if existing is not None:
        file.write_bytes(existing)
    done = run_example(unlimited_server, file, secret="wrong")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "client authentication failed" in done.stderr
    assert [path.read_bytes() for path in tmp_path.iterdir()] == ([] if existing is None else [existing])
