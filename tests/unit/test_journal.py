"""The request journal: bounded, in order, open while an exchange runs, and discreet."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from mock_server.app import App
from mock_server.journal import MASK, Entry, Journal, digests, header_digests
from tests.conftest import NOON, Api


def fill(journal: Journal, count: int) -> list[Entry]:
    """Open so many entries, and close them."""
    entries = [journal.open("toy", "GET", f"/{number}", {}, float(number)) for number in range(count)]
    for entry in entries:
        journal.close(entry)
    return entries


def test_entries_are_remembered_oldest_first() -> None:
    journal = Journal()
    assert fill(journal, 3) == journal.entries()


def test_entry_keeps_what_came_in() -> None:
    journal = Journal()
    journal.open("toy", "PUT", "/a", {"page": ["1", "2"]}, 12.5)
    (entry,) = journal.entries()
    assert (entry.vendor, entry.method, entry.path, entry.query, entry.started) == (
        "toy",
        "PUT",
        "/a",
        {"page": ["1", "2"]},
        12.5,
    )


def test_entry_in_flight_shows_without_a_status() -> None:
    journal = Journal()
    journal.open("toy", "GET", "/0", {}, 0.0)
    (entry,) = journal.entries()
    assert (entry.status, entry.milliseconds, entry.client) == (None, None, None)


def test_entry_completed_later_shows_its_status() -> None:
    journal = Journal()
    (opened,) = fill(journal, 1)
    opened.status = 200
    assert journal.entries()[0].status == 200


def test_full_journal_forgets_the_oldest() -> None:
    journal = Journal(size=3)
    fill(journal, 5)
    assert [entry.path for entry in journal.entries()] == ["/2", "/3", "/4"]


def test_journal_holds_a_thousand_if_nothing_is_said() -> None:
    journal = Journal()
    fill(journal, 1001)
    assert len(journal.entries()) == 1000


def test_ids_count_on_after_the_oldest_are_forgotten() -> None:
    journal = Journal(size=2)
    fill(journal, 4)
    assert [entry.id for entry in journal.entries()] == [3, 4]


def test_entries_are_a_copy_that_later_requests_do_not_touch() -> None:
    journal = Journal()
    before = journal.entries()
    fill(journal, 1)
    assert before == []


def test_violations_are_the_entries_that_have_some() -> None:
    journal = Journal()
    _, broken, _ = fill(journal, 3)
    broken.violations.append("/id: breaks type")
    assert journal.violations() == [broken]


def test_notes_of_two_entries_are_not_shared() -> None:
    first, second = fill(Journal(), 2)
    first.notes.append("a note")
    assert second.notes == []


def test_clear_forgets_everything_but_what_is_in_flight() -> None:
    journal = Journal()
    fill(journal, 2)
    running = journal.open("toy", "GET", "/now", {}, 0.0)
    journal.clear()
    assert journal.entries() == [running]


def test_worlds_have_rings_of_their_own() -> None:
    journal = Journal(size=2)
    journal.begin("mine")
    journal.begin("other")
    for world in ("mine", "mine", "mine", "other"):
        entry = journal.open("toy", "GET", "/", {}, 0.0)
        entry.world = world
        journal.close(entry)
    assert [entry.id for entry in journal.entries()] == [2, 3, 4]
    assert [entry.id for entry in journal.entries("mine")] == [2, 3]

    journal.forget("mine")

    assert [entry.world for entry in journal.entries()] == ["other"]


def test_exchange_that_outlives_its_world_belongs_to_none() -> None:
    journal = Journal(size=2)
    journal.begin("mine")
    entry = journal.open("toy", "GET", "/", {}, 0.0)
    entry.world = "mine"

    journal.end("mine")
    journal.close(entry)

    assert journal.entries("mine") == []
    assert journal.entries() == [entry]


def test_odd_name_of_a_header_is_kept_as_a_digest_and_found() -> None:
    (entry,) = fill(Journal(), 1)
    environ = {"HTTP_X": "1", "HTTP_" + "S" * 60: "1", "HTTP_SECRET": "", "CONTENT_TYPE": "a/b", "PATH_INFO": "/"}

    entry.said_in_headers = header_digests(environ)

    assert entry.headers == ["x", MASK, MASK, "content-type"]
    assert "SSS" not in str(entry.said_in_headers)
    assert entry.says({"headers": {"x": "1", "s" * 60: "1", "secret": "", "content-type": "a/b", "y": None}})
    assert not entry.says({"headers": {"secret": None}})
    assert not entry.says({"headers": {"x": "2"}})


def test_repeated_name_says_each_of_its_texts() -> None:
    (entry,) = fill(Journal(), 1)
    entry.said = {"query": digests({"page": ["1", "2"]})}
    assert entry.says({"query": {"page": "1"}})
    assert entry.says({"query": {"page": "2", "limit": None}})
    assert not entry.says({"query": {"page": "3"}})
    assert not entry.says({"body": {"page": "1"}})


def test_two_journals_count_their_own_ids() -> None:
    (first,), (second,) = fill(Journal(), 1), fill(Journal(), 1)
    assert first.id == second.id == 1


def test_ids_are_unique_when_sixteen_threads_write_at_once() -> None:
    journal, start = Journal(size=20_000), threading.Barrier(16)

    def write(_: int) -> None:
        start.wait()
        fill(journal, 500)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(write, range(16)))
    assert sorted(entry.id for entry in journal.entries()) == list(range(1, 8001))


def test_exchange_is_noted_with_operation_client_status_and_time(api: Api, app: App) -> None:
    api.get("/events", limit="1")
    entry = app.runtime.journal.entries()[-1]
    assert (entry.vendor, entry.operation, entry.client, entry.status) == ("oniva", "listEvents", "onmock-crm", 200)
    assert entry.started == NOON.timestamp()
    assert entry.milliseconds is not None
    assert entry.milliseconds > 0


def test_request_that_matches_nothing_is_noted_without_operation_and_client(api: Api, app: App) -> None:
    api.get("/nowhere")
    entry = app.runtime.journal.entries()[-1]
    assert (entry.path, entry.operation, entry.client, entry.status) == ("/api/v1/nowhere", None, None, 404)


def test_refused_request_is_noted_with_its_client(api: Api, app: App) -> None:
    api.get("/events", limit="0")
    entry = app.runtime.journal.entries()[-1]
    assert (entry.client, entry.status) == ("onmock-crm", 400)


def test_unknown_parameter_is_noted(api: Api, app: App) -> None:
    api.get("/events", colour="red")
    assert app.runtime.journal.entries()[-1].notes == ["unknown parameter 'colour' was ignored"]


@pytest.mark.parametrize(
    ("path", "name"),
    [("/events", "access_token"), ("/nowhere", "page")],
    ids=["unknown parameter", "unknown path"],
)
def test_value_that_may_be_secret_is_masked(api: Api, app: App, path: str, name: str) -> None:
    api.get(path, **{name: "s3cret"})
    assert app.runtime.journal.entries()[-1].query == {name: [MASK]}


def test_value_of_a_known_parameter_is_kept(api: Api, app: App) -> None:
    api.get("/events", limit="7")
    assert app.runtime.journal.entries()[-1].query == {"limit": ["7"]}


def test_neither_token_nor_secret_is_in_the_journal(api: Api, app: App) -> None:
    token = api.token()
    api.get("/events", access_token=token)
    api.issue(secret="a-wrong-s3cret")
    seen = repr(app.runtime.journal.entries())
    assert token not in seen
    assert "onmock-crm-secret" not in seen
    assert "a-wrong-s3cret" not in seen


def test_parameter_name_that_is_no_plain_word_is_masked(api: Api, app: App) -> None:
    api.get("/events", **{"Bearer x.y/z": "1", "x" * 500: "2"})
    assert app.runtime.journal.entries()[-1].query == {MASK: [MASK]}
