"""The short form: what is read, what is written again, and what is said of a text that is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_server.breaks import catalogue, parse_break
from mock_server.breaks.order import Order
from mock_server.breaks.place import EVERY, Place
from mock_server.contract import Contract
from mock_server.core.errors import ConfigError
from tests.contract.subjects import CONTRACTS

CONTRACT = CONTRACTS["oniva"]
LIST = "listEventBookings"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no break; write operation:place:edit"),
        ("listEvents", "is no break; write operation:place:edit"),
        ("listEvents:/items:Drop", "is no break"),
        ("listEvent:/items:drop", "'listEvent' is no operation; there are *, issueToken, getMe, listEvents"),
        ("listEvents:items:drop", "'items' is no place of an exchange; there are body, error, /POINTER"),
        (f"{LIST}:/items/*/contact/mail:drop", "no 'mail' at /items/*/contact: there are id, email, firstName"),
        (f"{LIST}:/rows:drop", "no 'rows' at its root: there are items, itemCount"),
        (f"{LIST}:/items/id:drop", "no 'id' at /items: it is an array; * is every item"),
        (f"{LIST}:/items/*/id/x:drop", "no 'x' at /items/*/id: it is string"),
        (f"{LIST}:error/message:drop", "an error of listEventBookings has no 'message' at its root: there are type"),
        (f"{LIST}:/items/*:rename=x", "/items/* is no member of an object"),
        (f"{LIST}:body:drop", "body is no member of an object"),
        (f"{LIST}:/items:vanish", "'vanish' cannot be done to body; there are rename=NAME, drop"),
        (f"{LIST}:/items:rename", "rename is written rename=NAME"),
        (f"{LIST}:/items:rename=", "a name is wanted after the equals sign"),
        (f"{LIST}:/items:drop=1", "drop is written drop"),
        (f"{LIST}:/items:retype=text", "retype is written retype=string|integer"),
        (f"{LIST}:/items:value=nope", "written as JSON"),
        (f"{LIST}:/items:keep=-1", "how many are kept is a whole number from 0"),
        (f"{LIST}:/items/*:html", "this is done to a whole reply"),
        (f"{LIST}:/page:empty=204", "/page is no list"),
        (f"{LIST}:/page:count=/limits", "no 'limits' at its root"),
        (f"{LIST}:query/limit:drop", "'drop' cannot be done to query; there are default=VALUE, maximum=N"),
        (f"{LIST}:query/size:ignore", "no query parameter 'size'; there are page, limit, status, email, from, to"),
        (f"{LIST}:query:ignore", "a parameter is named: query/NAME"),
        (f"{LIST}:query/limit:strict", "strict is of the whole query"),
        (f"{LIST}:query/limit:maximum=many", "a maximum is a whole number from 1"),
        (f"{LIST}:query/status:maximum=5", "status is no number"),
        (f"{LIST}:query/limit:default=1000", "limit takes no such value"),
        (f"{LIST}:query/limit:ignore@2", "@2 is for places in a document"),
        (f"{LIST}:header/X-Nothing:drop", "answered without a header 'X-Nothing'; there are X-RateLimit-Limit"),
        (f"{LIST}:header/a b:add=1", "cannot be the name of a new header"),
        (f"{LIST}:header/Content-Length:add=1", "cannot be the name of a new header"),
        (f"{LIST}:header/Retry-After:rename=Connection", "cannot be the name of a new header"),
        (f"{LIST}:header/X-A:add=a\r\nb", "what a header says is printable ASCII"),
        (f"{LIST}:status/201:become=200", "is not answered with 201; there are 200, 400"),
        (f"{LIST}:status/400:become=999", "a status is a whole number from 200 to 599"),
        (f"{LIST}:token:lifetime=0", "a lifetime is a whole number from 1"),
        (f"{LIST}:token:scheme=Basic", "scheme is written scheme=Bearer"),
        (f"{LIST}:operation:json", "listEventBookings gives no tokens for a form"),
        ("issueToken:scope:become=a", "issueToken asks for no scopes"),
        (f"{LIST}:operation:redirect=//host/a", "is itself a path, such as /moved"),
        (
            f"field-renamd:{LIST}:/items/*/id",
            "'field-renamd' is no operation, and no kind of break of listEventBookings",
        ),
        (f"field-renamed:{LIST}:/page/x", "the catalogue has 'field-renamed' of listEventBookings at /"),
        ("*:/nothing/at/all:drop", "has no 'nothing' at its root"),
    ],
)
def test_a_bad_text_is_refused_in_one_line_that_says_what_there_is(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_break(text, CONTRACT)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 1000


def test_operations_without_budget_or_scopes_are_told_so() -> None:
    with pytest.raises(ConfigError, match="listEvents asks for no scopes"):
        parse_break("listEvents:scope:become=a", CONTRACTS["on24"])
    with pytest.raises(ConfigError, match="no operation of the contract gives tokens"):
        parse_break("listEvents:token:lifetime=5", CONTRACTS["on24"])
    with pytest.raises(ConfigError, match="seamlessRegister has no limit"):
        parse_break("seamlessRegister:limit:value=1", CONTRACTS["on24"])
    with pytest.raises(ConfigError, match="seamlessRegister sends no JSON"):
        parse_break("seamlessRegister:body:wrap=data", CONTRACTS["on24"])


def test_a_star_is_every_operation_that_has_the_place() -> None:
    change = parse_break("*:/items/*/contact/email:rename=mail", CONTRACT)
    assert change.operation is None
    assert set(change.edits) == {LIST}
    assert set(parse_break("*:status/401:become=403", CONTRACT).edits) == set(CONTRACT.operations)


def test_an_id_with_a_star_is_every_operation_that_has_the_place() -> None:
    change = parse_break("401-to-403:*:status/401", CONTRACT)
    assert str(change) == "*:status/401:become=403"
    assert parse_break(f"field-renamed:{LIST}:/items/*/contact/email", CONTRACT).operation == LIST


def test_what_is_parsed_is_written_the_same() -> None:
    for vendor, contract in CONTRACTS.items():
        for entry in catalogue(contract)[:: 7 if vendor == "oniva" else 97]:
            broken = parse_break(entry.order, contract)
            assert parse_break(str(broken), contract) == broken


names = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
places = st.one_of(
    st.builds(Place, st.just("body"), st.just(""), st.lists(st.just(EVERY) | names, max_size=4).map(tuple)),
    st.builds(Place, st.just("error"), st.just(""), st.lists(st.just(EVERY) | names, max_size=4).map(tuple)),
    st.builds(Place, st.sampled_from(["query", "header", "status"]), names.filter(bool)),
    st.builds(Place, st.sampled_from(["query", "scope", "token", "limit", "operation"])),
)
orders = st.builds(
    Order,
    st.from_regex(r"[A-Za-z0-9_.-]+|\*", fullmatch=True),
    places,
    st.from_regex(r"[a-z][a-z-]*", fullmatch=True),
    st.integers(1, 999_999),
    st.none() | st.text(max_size=10),
)


@given(orders)
def test_what_is_written_is_read_the_same(order: Order) -> None:
    assert Order.parse(str(order)) == order


def refusal(text: str, contract: Contract) -> str | None:
    """Return why a text is refused; None where it is not."""
    try:
        parse_break(text, contract)
    except ConfigError as error:
        return str(error)
    return None


@given(st.text(max_size=40) | st.builds(str, orders))
def test_junk_is_a_config_error_of_one_line_at_worst(text: str) -> None:
    for contract in CONTRACTS.values():
        assert "\n" not in (refusal(text, contract) or "")


PARTS = st.sampled_from(
    [
        *("*", LIST, "getMe", "issueToken", "field-renamed", "endpoint-removed"),
        *("body", "/items", "/items/*/id", "error", "error/status", "query", "query/limit", "header/Retry-After"),
        *("status/400", "scope", "token", "limit", "operation", "@2", "", "=", "\n"),
        *("rename=x", "drop", "value=1", "keep=2", "maximum=5", "retype=string", "case=snake", "become=422", "remove"),
        *("format=epoch", "html", "shift=999999999999", "lifetime=0", "count=/items", "count=/", "text=cut"),
    ]
)


@given(st.lists(PARTS, min_size=1, max_size=4).map(":".join))
def test_texts_of_known_parts_are_a_break_or_a_config_error(text: str) -> None:
    reason = refusal(text, CONTRACT)
    if reason is None:
        broken = parse_break(text, CONTRACT)
        assert parse_break(str(broken), CONTRACT) == broken
    else:
        assert "\n" not in reason
