"""Edits of documents, on real replies of both vendors: what becomes of each value."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_server.breaks import ResponseView, parse_break
from mock_server.breaks.casing import STYLES, in_case, names_in_case
from mock_server.breaks.document_words import WORDS
from mock_server.breaks.place import EVERY, Step
from mock_server.breaks.walk import UNCHANGED, Walk, values_at
from tests.breaks.samples import differences, reply, view_of
from tests.contract.lab import Lab
from tests.contract.subjects import CONTRACTS

LIST, DETAIL = "listEventBookings", "getEvent"


def broken(vendor: str, text: str, view: ResponseView) -> tuple[Any, int]:
    """Return the document that a break makes of a reply's, and its count."""
    after, count = parse_break(text, CONTRACTS[vendor]).after(view)
    return orjson.loads(after.body), count


@pytest.fixture
def bookings(oniva: Lab) -> ResponseView:
    """A page of three real bookings."""
    return view_of(LIST, oniva.get(LIST, ("limit", "3")))


@pytest.fixture
def event(oniva: Lab) -> ResponseView:
    """A real event."""
    return view_of(DETAIL, oniva.send(oniva.success(DETAIL)))


@pytest.fixture
def registrants(on24: Lab) -> ResponseView:
    """A page of three real registrants."""
    return view_of("listRegistrants", on24.get("listRegistrants", ("itemsperpage", "3")))


def contacts(document: Any) -> list[Any]:
    return [item["contact"] for item in document["items"]]


def test_a_renamed_member_keeps_value_and_place(bookings: ResponseView) -> None:
    old = contacts(orjson.loads(bookings.body))
    document, count = broken("oniva", f"{LIST}:/items/*/contact/email:rename=mail", bookings)
    new = contacts(document)
    assert count == 3
    assert [one["mail"] for one in new] == [one["email"] for one in old]
    assert [list(one) for one in new] == [["mail" if name == "email" else name for name in one] for one in old]


def test_a_dropped_member_is_gone_on_every_row(registrants: ResponseView) -> None:
    document, count = broken("on24", "listRegistrants:/registrants/*/email:drop", registrants)
    assert count == 3
    assert all("email" not in row and "firstname" in row for row in document["registrants"])


def test_nulls_alone_are_left_out_or_filled(event: ResponseView) -> None:
    old = orjson.loads(event.body)["options"]
    nulls = [at for at, one in enumerate(old) if one["capacity"] is None or one["waitingListCapacity"] is None]
    dropped, count = broken("oniva", f"{DETAIL}:/options/*/waitingListCapacity:drop-null", event)
    assert [at for at, one in enumerate(dropped["options"]) if "waitingListCapacity" not in one] == nulls
    assert count == len(nulls) > 0
    filled, _ = broken("oniva", f"{DETAIL}:/options/*/waitingListCapacity:fill-null", event)
    assert [one["waitingListCapacity"] for one in filled["options"]] == [one["waitingListCapacity"] or 0 for one in old]
    assert broken("oniva", f"{DETAIL}:/options/*/location:fill-null", event)[0]["options"][0]["location"] == {}


def test_every_nth_place_is_edited_from_the_first_on(bookings: ResponseView) -> None:
    document, count = broken("oniva", f"{LIST}:/items/*/status:enum@2=novelty", bookings)
    old = orjson.loads(bookings.body)["items"]
    assert [item["status"] for item in document["items"]] == ["novelty", old[1]["status"], "novelty"]
    assert count == 2


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ("null", lambda old: None),
        ("value=[1]", lambda old: [1]),
        ("wrap=amount", lambda old: {"amount": old}),
        ("retype=string", str),
        ("retype=integer", int),
        ("retype=boolean", bool),
        ("retype=array", lambda old: [old]),
        ("retype=object", lambda old: {"value": old}),
        ("money=string", lambda old: f"{old:.2f}"),
        ("money=comma", lambda old: f"{old:.2f}".replace(".", ",")),
        ("money=minor-units", lambda old: round(old * 100)),
        ("number=imprecise", lambda old: old + 1e-9),
        ("number=negative", lambda old: -old),
    ],
)
def test_a_value_becomes_what_the_edit_makes_of_it(
    event: ResponseView, edit: str, expected: Callable[[Any], Any]
) -> None:
    old = orjson.loads(event.body)
    document, count = broken("oniva", f"{DETAIL}:/options/*/price:{edit}", event)
    prices = [one["price"] for one in old["options"]]
    assert None not in prices
    assert [one["price"] for one in document["options"]] == [expected(one) for one in prices]
    assert count == len(prices)
    assert set(differences(old, document)) == {("options", str(at), "price") for at in range(len(prices))}


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ("no-zone", lambda old: old.replace(tzinfo=None).isoformat()),
        ("epoch", lambda old: int(old.timestamp())),
        ("epoch-ms", lambda old: int(old.timestamp()) * 1000),
        ("space", lambda old: old.isoformat().replace("T", " ")),
        ("date", lambda old: old.date().isoformat()),
        ("local-as-utc", lambda old: old.replace(tzinfo=None).isoformat() + "Z"),
        ("fraction", lambda old: old.isoformat(timespec="milliseconds")),
        ("day-first", lambda old: old.strftime("%d.%m.%Y %H:%M:%S")),
    ],
)
def test_a_moment_is_written_otherwise(event: ResponseView, edit: str, expected: Callable[[datetime], Any]) -> None:
    old = orjson.loads(event.body)
    document, count = broken("oniva", f"{DETAIL}:/startDate:format={edit}", event)
    assert count == 1
    assert document == {**old, "startDate": expected(datetime.fromisoformat(old["startDate"]))}


@pytest.mark.parametrize("edit", ["utc", "offset"])
def test_a_moment_in_another_zone_is_the_same_moment(registrants: ResponseView, edit: str) -> None:
    old = orjson.loads(registrants.body)["registrants"]
    document, count = broken("on24", f"listRegistrants:/registrants/*/createtimestamp:format={edit}", registrants)
    assert count == 3
    for one, other in zip(old, document["registrants"], strict=True):
        assert one["createtimestamp"] != other["createtimestamp"]
        left, right = (datetime.fromisoformat(row["createtimestamp"]) for row in (one, other))
        assert left == right


def test_moments_of_a_pattern_are_read_by_it() -> None:
    view = reply("createEvent", {"wccevent": {"liveStart": "03/19/2026 09:00 AM"}})
    document, count = broken("on24", "createEvent:/wccevent/liveStart:format=utc", view)
    assert (document, count) == ({"wccevent": {"liveStart": "2026-03-19T09:00:00Z"}}, 1)


def test_ids_become_others_that_stay_the_same_for_the_same_record(registrants: ResponseView) -> None:
    document, _ = broken("on24", "listRegistrants:/registrants/*/eventid:id=uuid", registrants)
    again, _ = broken("on24", "listRegistrants:/registrants/*/eventid:id=uuid", registrants)
    assert document == again
    assert all(str(uuid.UUID(row["eventid"])) == row["eventid"] for row in document["registrants"])
    prefixed, _ = broken("on24", "listRegistrants:/clientid:id=prefixed", registrants)
    assert prefixed["clientid"] == f"id_{orjson.loads(registrants.body)['clientid']}"


def test_a_uuid_becomes_a_number(event: ResponseView) -> None:
    document, count = broken("oniva", f"{DETAIL}:/id:id=integer", event)
    assert count == 1
    assert isinstance(document["id"], int)


def test_texts_are_cut_masked_escaped_and_decomposed(bookings: ResponseView, event: ResponseView) -> None:
    old = contacts(orjson.loads(bookings.body))[0]
    masked, _ = broken("oniva", f"{LIST}:/items/*/contact/email:text=masked", bookings)
    assert contacts(masked)[0]["email"] == f"{old['email'][0]}***@{old['email'].partition('@')[2]}"
    title = orjson.loads(event.body)["title"]
    assert broken("oniva", f"{DETAIL}:/title:text=cut", event)[0]["title"] == title[:10]
    assert broken("oniva", f"{DETAIL}:/title:text=escaped", event)[0]["title"] == f"<p>{title}</p>"
    decomposed, count = broken("oniva", f"{DETAIL}:/title:text=decomposed", event)
    assert count == 1
    assert len(decomposed["title"]) > len(title)


def test_links_lead_elsewhere(event: ResponseView) -> None:
    url = orjson.loads(event.body)["url"]
    host, path = url.removeprefix("https://").split("/", 1)
    links = {one: broken("oniva", f"{DETAIL}:/url:link={one}", event)[0]["url"] for one in ("relative", "plain-http")}
    assert links == {"relative": f"/{path}", "plain-http": f"http://{host}/{path}"}
    assert broken("oniva", f"{DETAIL}:/url:link=other-host", event)[0]["url"] == f"https://moved.example/{path}"


def test_members_move_into_objects_and_out_of_them(event: ResponseView) -> None:
    old = orjson.loads(event.body)
    nested, _ = broken("oniva", f"{DETAIL}:/title:nest=texts", event)
    assert nested == {**{name: one for name, one in old.items() if name != "title"}, "texts": {"title": old["title"]}}
    flat, _ = broken("oniva", f"{DETAIL}:/workspace:flatten=_", event)
    assert "workspace" not in flat
    assert {name: flat[f"workspace_{name}"] for name in old["workspace"]} == old["workspace"]
    bare, _ = broken("oniva", f"{DETAIL}:/workspace/id:unwrap", event)
    assert bare == {**old, "workspace": old["workspace"]["id"]}


def test_envelopes_are_renamed_flattened_and_wrapped(bookings: ResponseView) -> None:
    old = orjson.loads(bookings.body)
    assert next(iter(broken("oniva", f"{LIST}:/items:rename=data", bookings)[0])) == "data"
    assert broken("oniva", f"{LIST}:/items:unwrap", bookings) == (old["items"], 1)
    assert broken("oniva", f"{LIST}:body:wrap=data", bookings) == ({"data": old}, 1)
    assert broken("oniva", f"{LIST}:/items:reverse", bookings)[0]["items"] == old["items"][::-1]
    assert broken("oniva", f"{LIST}:/totalCount:count=/items", bookings)[0] == {**old, "totalCount": 3}
    assert broken("oniva", f"{LIST}:/items/*:keep=3", bookings)[0]["items"][0].keys() == {*list(old["items"][0])[:3]}


def test_arrays_become_texts_maps_and_single_items(event: ResponseView) -> None:
    old = orjson.loads(event.body)
    assert broken("oniva", f"{DETAIL}:/tags:retype=string", event)[0]["tags"] == ",".join(old["tags"])
    assert broken("oniva", f"{DETAIL}:/tags:retype=object", event)[0]["tags"] == {
        str(at): tag for at, tag in enumerate(old["tags"])
    }
    assert broken("oniva", f"{DETAIL}:/tags/*:wrap=name", event)[0]["tags"] == [{"name": tag} for tag in old["tags"]]
    assert len(old["languages"]) == 1
    assert broken("oniva", f"{DETAIL}:/languages:unlist", event)[0]["languages"] == old["languages"][0]
    assert broken("oniva", f"{DETAIL}:/tags:unlist", event) == (old, 0)


def test_members_are_added(bookings: ResponseView) -> None:
    document, count = broken("oniva", f"{LIST}:/items/*:add=salutation", bookings)
    assert count == 3
    assert all(item["salutation"] == "a text that was not there" for item in document["items"])


def test_the_case_of_all_names_changes_and_of_no_value(bookings: ResponseView, registrants: ResponseView) -> None:
    old = orjson.loads(bookings.body)
    document, count = broken("oniva", f"{LIST}:body:case=snake", bookings)
    assert count == 1
    assert document["items"][0]["booking_number"] == old["items"][0]["bookingNumber"]
    assert document["items"][0]["contact"]["first_name"] == old["items"][0]["contact"]["firstName"]
    upper, _ = broken("on24", "listRegistrants:body:case=upper", registrants)
    assert upper["REGISTRANTS"][0]["EMAIL"] == orjson.loads(registrants.body)["registrants"][0]["email"]


def test_the_case_of_a_word_changes(bookings: ResponseView) -> None:
    old = [item["status"] for item in orjson.loads(bookings.body)["items"]]
    document, _ = broken("oniva", f"{LIST}:/items/*/status:case=upper", bookings)
    assert [item["status"] for item in document["items"]] == [one.upper() for one in old]


def test_an_edit_that_finds_nothing_counts_nothing(bookings: ResponseView) -> None:
    change = parse_break(f"{LIST}:/items/*/contact/email:rename=mail", CONTRACTS["oniva"])
    for view in (
        reply(LIST, {"items": []}),
        reply(LIST, {"other": 1}),
        reply(LIST, [1, "a", None]),
        reply(LIST, {"items": [{"contact": None}]}),
        reply(LIST, {"items": [{"contact": {"email": "a@b.example"}}]}, 400),
        reply("getEvent", {"items": [{"contact": {"email": "a@b.example"}}]}),
        ResponseView(LIST, 200, (), "text/html", bookings.body),
        ResponseView(LIST, 200, (), "application/json", b"not json"),
    ):
        assert change.after(view) == (view, 0)


json = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc*0"), inner, max_size=3),
    max_leaves=12,
)
steps: st.SearchStrategy[tuple[Step, ...]] = st.lists(
    st.sampled_from([EVERY, "a", "b", "*", "0", "1", ""]), max_size=4
).map(tuple)


@given(json, steps)
def test_walks_change_what_they_find_and_nothing_else(document: Any, way: tuple[Step, ...]) -> None:
    untouched = orjson.dumps(document)
    walk = Walk()
    changed = walk.values(document, way, lambda value: 0.5)
    assert orjson.dumps(document) == untouched
    found = values_at(document, way)
    assert walk.count == len(found)
    assert values_at(changed, way) == [0.5] * len(found)
    for place in differences(document, changed):
        assert all(step in (EVERY, one) for step, one in zip(way, place, strict=True))


@given(json, steps, st.integers(1, 4))
def test_walks_take_every_nth_place(document: Any, way: tuple[Step, ...], every: int) -> None:
    walk = Walk(every)
    changed = walk.values(document, way, lambda value: "X" * 9)
    found, after = values_at(document, way), values_at(changed, way)
    assert walk.count == len(found[::every])
    assert after == ["X" * 9 if at % every == 0 else value for at, value in enumerate(found)]


@given(json, steps)
def test_walks_to_members_do_not_count_where_nothing_is_changed(document: Any, way: tuple[Step, ...]) -> None:
    walk = Walk()
    assert walk.members(document, (*way, "a"), lambda parent, name: UNCHANGED) == document
    assert walk.count == 0


@given(st.from_regex(r"[a-z]{2,}(_[a-z]{2,})*", fullmatch=True))
def test_cases_lead_back_to_the_name(name: str) -> None:
    for style in ("camel", "pascal", "kebab"):
        assert in_case(in_case(name, style), "snake") == name


MOMENTS = st.datetimes().map(str) | st.datetimes(timezones=st.timezones()).map(datetime.isoformat)
NUMBERS = st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)
WILD = json | NUMBERS | st.text() | MOMENTS | st.decimals(1, 9).map(str)
EDITS = [
    *(f"{word.name}={choice}" for word in WORDS for choice in word.value.split("|") if "|" in word.value),
    *("fill-null", "null", "reverse", "unlist", "drop-null", "flatten=_", "unwrap", "nest=a", "rename=a", "wrap=a"),
    *("add=a", "keep=1", "enum=a", "empty=204", "count=/options"),
]


@given(WILD, st.sampled_from(EDITS))
def test_edits_take_whatever_is_there(value: Any, edit: str) -> None:
    text = f"{DETAIL}:/options:{edit}"
    view = reply(DETAIL, {"id": "a", "options": value})
    after, count = parse_break(text, CONTRACTS["oniva"]).after(view)
    assert (count == 0) == (after == view)
    assert after.body == b"" or edit == "unwrap" or orjson.loads(after.body)["id"] == "a"


@given(json, st.sampled_from(STYLES))
def test_names_in_a_case_stay_in_it(document: Any, style: str) -> None:
    once = names_in_case(document, style)
    assert names_in_case(once, style) == once


@given(st.text(max_size=12), st.sampled_from(STYLES))
def test_any_name_has_every_case(name: str, style: str) -> None:
    assert isinstance(in_case(name, style), str)
