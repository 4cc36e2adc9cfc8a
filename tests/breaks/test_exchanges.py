"""Breaks of requests and of replies beside their documents: queries, headers, statuses, scopes, budgets, operations."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import orjson
import pytest

from mock_server.breaks import RequestView, parse_break
from mock_server.breaks.breaks import Break
from mock_server.core.api_errors import InvalidRequest, NotFound
from tests.breaks.samples import reply, request_of, view_of
from tests.contract.lab import Lab
from tests.contract.subjects import CONTRACTS

BOOKINGS = "listEventBookings"


def parsed(text: str, vendor: str = "oniva") -> Break:
    return parse_break(text, CONTRACTS[vendor])


def asking(operation: str = BOOKINGS, vendor: str = "oniva", **query: str) -> RequestView:
    return request_of(CONTRACTS[vendor], operation, query={name: (text,) for name, text in query.items()})


def refusal(text: str, request: RequestView, vendor: str = "oniva") -> tuple[str, str, str]:
    """Return place, name and words of what a break refuses."""
    with pytest.raises(InvalidRequest) as caught:
        parsed(text, vendor).before(request)
    (error,) = caught.value.errors
    return error.place, error.name, error.message


def test_a_default_is_put_in_where_nothing_is_sent() -> None:
    change = parsed(f"{BOOKINGS}:query/limit:default=25")
    assert change.before(asking()).query == {"limit": ("25",)}
    assert change.before(asking(limit="3")).query == {"limit": ("3",)}
    assert change.step == "validate"


def test_more_than_a_maximum_is_refused_and_a_larger_default_is_lowered() -> None:
    text = f"{BOOKINGS}:query/limit:maximum=5"
    assert refusal(text, asking(limit="6")) == ("query", "limit", "is more than 5")
    assert parsed(text).before(asking(limit="5")).query == {"limit": ("5",)}
    assert parsed(text).before(asking()).query == {"limit": ("5",)}
    assert parsed(text).before(asking(limit="many")) == asking(limit="many")


def test_refusals_are_in_the_words_of_the_contract() -> None:
    text, request = (
        "listRegistrants:query/itemsperpage:maximum=50",
        asking("listRegistrants", "on24", ItemsPerPage="51"),
    )
    assert refusal(text, request, "on24")[2] == "Invalid value for the itemsperpage parameter."
    needed = refusal("listRegistrants:header/X-Client:require", asking("listRegistrants", "on24"), "on24")
    assert needed == ("header", "X-Client", "The X-Client parameter is missing.")


def test_more_than_a_cap_counts_as_the_cap() -> None:
    change = parsed(f"{BOOKINGS}:query/limit:clamp=50")
    assert change.before(asking(limit="100")).query == {"limit": ("50",)}
    assert change.before(asking(limit="20")) == asking(limit="20")


def test_an_ignored_filter_is_not_passed_on() -> None:
    assert parsed(f"{BOOKINGS}:query/status:ignore").before(asking(status="confirmed", page="2")).query == {
        "page": ("2",)
    }


def test_names_are_known_in_any_case_where_the_contract_says_so() -> None:
    change = parsed("listRegistrants:query/itemsperpage:ignore", "on24")
    assert change.before(asking("listRegistrants", "on24", ItemsPerPage="7")).query == {}
    assert parsed(f"{BOOKINGS}:query/limit:ignore").before(asking(Limit="7")) == asking(Limit="7")


def test_a_renamed_parameter_is_known_by_its_new_name_alone() -> None:
    change = parsed(f"{BOOKINGS}:query/limit:rename=perPage")
    assert change.before(asking(perPage="7")).query == {"limit": ("7",)}
    assert change.before(asking(limit="7")).query == {}
    assert change.before(asking(page="7")) == asking(page="7")


def test_parameters_are_required_and_refused() -> None:
    assert refusal(f"{BOOKINGS}:query/from:require", asking()) == ("query", "from", "is required")
    assert refusal(f"{BOOKINGS}:query/page:refuse", asking(page="1"))[:2] == ("query", "page")
    value = f"{BOOKINGS}:query/status:refuse=expired"
    assert refusal(value, asking(status="confirmed,expired"))[:2] == ("query", "status")
    assert parsed(value).before(asking(status="confirmed")) == asking(status="confirmed")
    assert refusal(f"{BOOKINGS}:query:strict", asking(colour="red"))[1] == "colour"
    assert parsed(f"{BOOKINGS}:query:strict").before(asking(limit="1")) == asking(limit="1")


def test_bad_values_are_ignored_and_good_ones_are_not() -> None:
    change = parsed(f"{BOOKINGS}:query/status:lenient")
    assert change.before(asking(status="nonsense")).query == {}
    assert change.before(asking(status="confirmed")) == asking(status="confirmed")


def test_pages_are_counted_from_zero_in_requests_and_replies(oniva: Lab) -> None:
    change = parsed(f"{BOOKINGS}:query/page:shift=1")
    assert change.before(asking(page="0")).query == {"page": ("1",)}
    second = view_of(BOOKINGS, oniva.get(BOOKINGS, ("page", "2"), ("limit", "2")))
    after, count = change.after(second)
    assert count == 1
    assert orjson.loads(after.body) == {**orjson.loads(second.body), "page": 1}


def test_pages_are_counted_from_one_where_they_were_from_zero(on24: Lab) -> None:
    change = parsed("listRegistrants:query/pageoffset:shift=-1", "on24")
    assert change.before(asking("listRegistrants", "on24", pageoffset="1")).query == {"pageoffset": ("0",)}
    after, _ = change.after(view_of("listRegistrants", on24.get("listRegistrants", ("itemsperpage", "2"))))
    assert orjson.loads(after.body)["currentpage"] == 1


def test_other_scopes_budgets_and_lifetimes_are_terms_of_a_request() -> None:
    before = asking()
    assert parsed(f"{BOOKINGS}:scope:become=bookings:all").before(before).scopes == ("bookings:all",)
    assert parsed(f"{BOOKINGS}:scope:add=contacts:read").before(before).scopes == ("bookings:read", "contacts:read")
    assert parsed(f"{BOOKINGS}:limit:value=10").before(before).limit == 10
    assert parsed(f"{BOOKINGS}:limit:window=3600").before(before).window == 3600
    steps = {
        word: parsed(f"{BOOKINGS}:{word}").step for word in ("scope:become=a", "limit:value=1", "operation:remove")
    }
    assert steps == {"scope:become=a": "authorize", "limit:value=1": "limit", "operation:remove": "authenticate"}


def test_tokens_of_another_lifetime_say_so_and_are_held_to_it_wherever_they_are_taken(oniva: Lab) -> None:
    change = parsed("issueToken:token:lifetime=60")
    given = view_of("issueToken", oniva.send(oniva.success("issueToken")))
    after, count = change.after(given)
    assert (orjson.loads(after.body), count) == ({**orjson.loads(given.body), "expires_in": 60}, 1)
    assert change.before(asking()).lifetime == 60
    assert change.step == "authenticate"
    assert all(change.meets(one) for one in CONTRACTS["oniva"].operations)
    view = view_of(BOOKINGS, oniva.get(BOOKINGS, ("limit", "1")))
    assert change.after(view) == (view, 0)


def test_a_removed_operation_is_not_found() -> None:
    with pytest.raises(NotFound):
        parsed(f"{BOOKINGS}:operation:remove").before(asking())
    gone = parsed(f"{BOOKINGS}:operation:remove=410")
    with pytest.raises(NotFound):
        gone.before(asking())
    problem = reply(BOOKINGS, {"title": "Not Found", "status": 404, "detail": "There is nothing."}, 404)
    after, count = gone.after(problem)
    assert (after.status, count) == (410, 1)
    assert orjson.loads(after.body) == {"title": "Gone", "status": 410, "detail": "There is nothing."}


def test_other_operations_are_left_alone() -> None:
    change = parsed(f"{BOOKINGS}:operation:remove=410")
    view = reply("getBooking", {})
    assert change.before(asking("getBooking")) == asking("getBooking")
    assert change.after(view) == (view, 0)
    assert parsed("*:operation:remove").operation is None


def test_a_deprecated_operation_says_when_it_goes() -> None:
    view = reply(BOOKINGS, {"items": []})
    after, count = parsed(f"{BOOKINGS}:operation:deprecate=90").after(view)
    told = dict(after.headers)
    since = datetime.fromtimestamp(int(told["Deprecation"].removeprefix("@")), UTC)
    assert count == 1
    assert since.date() == datetime.fromtimestamp(view.now, UTC).date()
    assert (parsedate_to_datetime(told["Sunset"]) - since).days == 90
    assert (after.body, after.status) == (view.body, view.status)


def test_a_moved_operation_redirects_to_this_host_alone() -> None:
    after, _ = parsed(f"{BOOKINGS}:operation:redirect=/moved").after(reply(BOOKINGS, {}))
    assert (after.status, dict(after.headers), after.body) == (308, {"Location": "/moved/a?b=c"}, b"")


def test_statuses_become_others_also_where_a_problem_repeats_them(oniva: Lab) -> None:
    view = view_of(BOOKINGS, oniva.get(BOOKINGS, ("limit", "many")))
    after, count = parsed(f"{BOOKINGS}:status/400:become=422").after(view)
    old = orjson.loads(view.body)
    assert (after.status, count) == (422, 1)
    assert orjson.loads(after.body) == {**old, "status": 422, "title": "Unprocessable Entity"}
    assert parsed(f"{BOOKINGS}:status/401:become=403").after(view) == (view, 0)


def test_a_status_without_a_body_comes_without_one() -> None:
    after, _ = parsed(f"{BOOKINGS}:status/200:become=204").after(reply(BOOKINGS, {"items": []}))
    assert (after.status, after.content_type, after.body) == (204, None, b"")


def test_a_missing_record_is_a_success_with_null() -> None:
    after, _ = parsed("getBooking:status/404:null").after(reply("getBooking", {"status": 404}, 404))
    assert (after.status, after.content_type, after.body) == (200, "application/json", b"null")


def test_errors_are_edited_like_documents_and_successes_are_not(oniva: Lab) -> None:
    bad, good = oniva.get(BOOKINGS, ("limit", "many")), oniva.get(BOOKINGS, ("limit", "1"))
    error, success = view_of(BOOKINGS, bad), view_of(BOOKINGS, good)
    for text in ("error:wrap=error", "error/detail:rename=message", "error:html"):
        change = parsed(f"{BOOKINGS}:{text}")
        assert change.after(success) == (success, 0)
        assert change.after(error)[1] == 1
    renamed, _ = parsed(f"{BOOKINGS}:error/detail:rename=message").after(error)
    assert orjson.loads(renamed.body)["message"] == bad.json["detail"]
    page, _ = parsed(f"{BOOKINGS}:error:html").after(error)
    assert (page.status, page.content_type) == (400, "text/html; charset=utf-8")
    assert b"<h1>400 Bad Request</h1>" in page.body


def test_headers_are_dropped_renamed_changed_and_added() -> None:
    view = reply(BOOKINGS, {}, 429, ("Retry-After", "30"), ("X-RateLimit-Limit", "300"))
    headers = {
        edit: dict(parsed(f"{BOOKINGS}:header/retry-after:{edit}").after(view)[0].headers)
        for edit in ("drop", "rename=Wait", "value=soon", "format=epoch")
    }
    assert headers == {
        "drop": {"X-RateLimit-Limit": "300"},
        "rename=Wait": {"Wait": "30", "X-RateLimit-Limit": "300"},
        "value=soon": {"Retry-After": "soon", "X-RateLimit-Limit": "300"},
        "format=epoch": {"Retry-After": "1000000030", "X-RateLimit-Limit": "300"},
    }
    dated = dict(parsed(f"{BOOKINGS}:header/Retry-After:format=http-date").after(view)[0].headers)["Retry-After"]
    assert parsedate_to_datetime(dated).timestamp() == view.now + 30
    assert parsed(f"{BOOKINGS}:header/X-New:add=1").after(view)[0].headers == (*view.headers, ("X-New", "1"))
    bare = reply(BOOKINGS, {})
    assert parsed(f"{BOOKINGS}:header/Retry-After:drop").after(bare) == (bare, 0)


def test_a_header_is_required_in_any_case() -> None:
    text = f"{BOOKINGS}:header/X-Client:require"
    assert refusal(text, asking()) == ("header", "X-Client", "is required")
    allowed = RequestView(BOOKINGS, headers={"x-client": "1"})
    assert parsed(text).before(allowed) == allowed


def test_the_media_type_is_a_header_like_others() -> None:
    view = reply(BOOKINGS, {"items": []})
    assert parsed(f"{BOOKINGS}:header/content-type:value=text/plain").after(view)[0].content_type == "text/plain"
    assert parsed(f"{BOOKINGS}:header/Content-Type:drop").after(view)[0].content_type is None
    moved, _ = parsed(f"{BOOKINGS}:header/Content-Type:rename=X-Type").after(view)
    assert (moved.content_type, moved.headers) == (None, (("X-Type", "application/json"),))


def test_bytes_are_of_another_encoding(oniva: Lab) -> None:
    view = view_of("getEvent", oniva.send(oniva.success("getEvent")))
    after = {one: parsed(f"getEvent:body:encode={one}").after(view)[0] for one in ("bom", "latin-1", "gzip")}
    assert after["bom"].body == b"\xef\xbb\xbf" + view.body
    assert gzip.decompress(after["gzip"].body) == view.body
    assert after["gzip"].headers[-1] == ("Content-Encoding", "gzip")
    assert after["latin-1"].body.decode("latin-1") == view.body.decode().encode("latin-1", "replace").decode("latin-1")
    assert after["latin-1"].content_type == "application/json; charset=iso-8859-1"


def test_an_empty_list_is_a_status_alone() -> None:
    change = parsed(f"{BOOKINGS}:/items:empty=204")
    after, count = change.after(reply(BOOKINGS, {"items": []}))
    assert (after.status, after.body, after.content_type, count) == (204, b"", None, 1)
    full = reply(BOOKINGS, {"items": [1]})
    assert change.after(full) == (full, 0)


def test_maintenance_is_a_page_of_html_with_the_old_status() -> None:
    after, _ = parsed(f"{BOOKINGS}:body:html").after(reply(BOOKINGS, {"items": []}))
    assert (after.status, after.content_type) == (200, "text/html; charset=utf-8")
    assert after.body.startswith(b"<!DOCTYPE html>")
