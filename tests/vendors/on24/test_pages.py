"""Pages for browsers: seamless registration in its three kinds, the login to hubs, the lobby."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vendors.on24.desk import EVENT, JOHN, Desk
from tests.vendors.on24.visiting import (
    FORM,
    HUB,
    LOGIN,
    MAIL,
    NO_KEY,
    PAGE,
    SEAMLESS,
    found,
    hub_of,
    key_of,
    lobby,
    opened,
    post,
    problem,
    visit,
)


@pytest.fixture(scope="module")
def shared() -> Iterator[Desk]:
    """A world that many write to."""
    desk = Desk.open()
    yield desk
    desk.close()


# Unified seamless registration


def test_webcast_leads_to_its_lobby(desk: Desk) -> None:
    answers = {"address1": "Main 1", "custom1": "one", "custom10": "ten", "utmsource": "mail", "partnerref": "a&b=c"}
    query = lobby(opened(desk, SEAMLESS, **JOHN, **answers, marketingemail="Yes", workphone="555 0134"))
    john = found(desk, "john@acme.com")
    assert john is not None
    assert query == {
        "target": "lobby20.jsp",
        "eventid": str(EVENT),
        "sessionid": "1",
        "key": key_of(desk),
        "eventuserid": str(john["eventuserid"]),
        "partnerref": "a&b=c",
    }
    assert (john["firstname"], john["addressstreet1"], john["std1"], john["std10"]) == ("John", "Main 1", "one", "ten")
    assert (john["marketingemail"], john["utmsource"], john["workphone"]) == ("Y", "mail", "555-0134")
    assert desk.client.get(opened(desk, SEAMLESS, **MAIL).location).status_code == 200


def test_form_is_as_good_as_a_link(desk: Desk) -> None:
    first = lobby(opened(desk, SEAMLESS, **JOHN))
    form = {"eventid": EVENT, "key": key_of(desk), "email": "JOHN@acme.com", "company": "x" * 300}
    again = lobby(post(desk, SEAMLESS, form))
    assert again["eventuserid"] == first["eventuserid"]
    john = found(desk, "john@acme.com")
    assert (john["company"], john["lastname"]) == ("x" * 100, "Smith")
    assert lobby(desk.client.post("/on24/seamlessreg/", data=form)) == again


@pytest.mark.parametrize("value", ["?", ""])
def test_flag_that_says_nothing_changes_nothing(desk: Desk, value: str) -> None:
    opened(desk, SEAMLESS, **MAIL, eventemail=value, marketingemail=value)
    john = found(desk, "john@acme.com")
    assert (john["eventemail"], john["marketingemail"]) == ("Y", "N")


def test_target_leads_there(desk: Desk) -> None:
    url = "https://www.acme.example/thanks?for=coming&x=%20y#top"
    response = opened(desk, SEAMLESS, **MAIL, targeturl=url)
    assert (response.status_code, response.location) == (302, url)
    lobby(opened(desk, SEAMLESS, **MAIL, targeturl=""))
    response = opened(desk, SEAMLESS, **MAIL, targeturl="http://acme.example/grüezi")
    assert response.location == "http://acme.example/gr%C3%BCezi"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "//evil.example/",
        "/path",
        "https://",
        "https:///path",
        "ftp://acme.example/",
        "https://acme.example/\r\nSet-Cookie: a=b",
        "https://acme.example/ x",
        "https://acme.example:port/",
        "https://acme.example:99999/",
        "https://[::1/",
        "https://\u200bacme.example/",
        "data:text/html,x",
    ],
)
def test_target_that_is_no_web_address_is_refused_before_anything_is_written(library: Desk, url: str) -> None:
    response = opened(library, SEAMLESS, **MAIL, targeturl=url)
    assert (response.status_code, response.json["message"]) == (400, "Invalid value for the targeturl parameter.")
    response = opened(library, FORM, **MAIL, lobby=url)
    assert (response.status_code, response.json["message"]) == (400, "Invalid value for the lobby parameter.")
    assert found(library, "john@acme.com") is None


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=30), st.sampled_from(["", "http://", "https://", "https://acme.example/", "https://a:"]))
def test_location_is_always_a_clean_address(shared: Desk, tail: str, start: str) -> None:
    response = opened(shared, SEAMLESS, **MAIL, targeturl=start + tail)
    assert response.status_code in (302, 400)
    if response.status_code == 302:
        assert response.location.startswith(("http://", "https://"))
        assert response.location.isascii()
        assert response.location.isprintable()


def test_event_is_opened_by_its_own_key(library: Desk) -> None:
    hub = hub_of(library)
    for path in (SEAMLESS, FORM, PAGE):
        assert problem(visit(library, path, eventid=EVENT, key=key_of(library, hub), **MAIL)) == NO_KEY
        assert problem(visit(library, path, eventid=EVENT, key=key_of(library).lower(), **MAIL)) == NO_KEY
        assert problem(visit(library, path, eventid=7654321, key=key_of(library), **MAIL)) == NO_KEY
    assert problem(visit(library, HUB, eventId=hub, key=key_of(library), **MAIL)) == NO_KEY
    assert problem(visit(library, LOGIN, eventId=hub, key=key_of(library), **MAIL)) == NO_KEY
    assert found(library, "john@acme.com") is None


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"eventid": None}, "The eventid parameter is missing."),
        ({"eventid": "x"}, "Invalid value for the eventid parameter."),
        ({"key": None}, "The key parameter is missing."),
        ({"email": None}, "The email parameter is missing."),
        ({"email": ""}, "The email parameter value is blank."),
        ({"email": " "}, "The email parameter value is blank."),
        ({"email": "john"}, "Invalid value for the email parameter."),
        ({"email": None, "Email": "john@acme.com"}, "The email parameter is missing."),
    ],
)
def test_what_must_be_there(library: Desk, query: dict[str, str | None], message: str) -> None:
    form = {"eventid": EVENT, "key": key_of(library), **MAIL, **query}
    sent = {name: value for name, value in form.items() if value is not None}
    for response in (visit(library, SEAMLESS, **sent), visit(library, FORM, **sent), post(library, SEAMLESS, sent)):
        assert (response.status_code, response.json["message"]) == (400, message)


def test_closed_event_lets_nobody_in(desk: Desk) -> None:
    key = key_of(desk)
    desk.send("PUT", f"/event/{EVENT}", {"enableRegistration": "N"})
    for path in (SEAMLESS, FORM):
        response = visit(desk, path, eventid=EVENT, key=key, **MAIL)
        assert problem(response) == (403, "REGISTRATION_NOT_AVAILABLE")
    desk.send("DELETE", f"/event/{EVENT}")
    assert problem(visit(desk, SEAMLESS, eventid=EVENT, key=key, **MAIL)) == NO_KEY


def test_inactive_event_is_closed(library: Desk) -> None:
    events = library.json("/event", startdate="2025-03-05", enddate="2025-08-31", includeinactive="Y")["events"]
    event = next(one for one in events if not one["isactive"])
    query = {"eventid": event["eventid"], "key": event["audiencekey"]}
    for path in (SEAMLESS, "/eventRegistration/EventLobbyServlet"):
        assert problem(visit(library, path, **query, **MAIL)) == (403, "REGISTRATION_NOT_AVAILABLE")


# Older forms


def test_older_forms(desk: Desk) -> None:
    answers = {"job_title": "CFO", "address_street1": "Main 1", "utm_term": "tax", "std3": "three", "sessionid": 1}
    first = lobby(opened(desk, PAGE, **JOHN, **answers, deletecookie="true"))
    john = found(desk, "john@acme.com")
    told = [john[name] for name in ("jobtitle", "addressstreet1", "utmterm", "std3")]
    assert told == ["CFO", "Main 1", "tax", "three"]
    assert lobby(opened(desk, FORM, email="John@acme.com", jobtitle="CEO", job_title="CIO")) == first
    assert found(desk, "john@acme.com")["jobtitle"] == "CIO"
    response = opened(desk, FORM, **MAIL, lobby="https://www.acme.example/thanks")
    assert response.location == "https://www.acme.example/thanks"


def test_event_stands_in_the_address_or_in_the_form(desk: Desk) -> None:
    named = {"eventid": EVENT, "key": key_of(desk)}
    first = lobby(post(desk, FORM, MAIL, **named))
    assert lobby(post(desk, FORM, {**MAIL, **named})) == first
    assert lobby(post(desk, FORM, {**MAIL, "eventid": 7654321, "key": "x"}, **named)) == first
    response = post(desk, FORM, {**MAIL, "key": key_of(desk)})
    assert (response.status_code, response.json["message"]) == (400, "The eventid parameter is missing.")
    response = post(desk, FORM, {**MAIL, "eventid": EVENT})
    assert (response.status_code, response.json["message"]) == (400, "The key parameter is missing.")


def test_how_somebody_comes_is_kept_for_a_hybrid_event(desk: Desk) -> None:
    events = desk.json("/event", startdate="2025-09-10", enddate="2026-03-01")["events"]
    hybrid = next(one["eventid"] for one in events if one["ishybridevent"])
    opened(desk, FORM, hybrid, **MAIL, attendee_type="In-Person")
    assert found(desk, "john@acme.com", hybrid)["attendeetype"] == "In-Person"
    opened(desk, FORM, hybrid, email="jane@acme.com", attendee_type="By Boat")
    opened(desk, FORM, email="jane@acme.com", attendee_type="Virtual")
    assert "attendeetype" not in found(desk, "jane@acme.com", hybrid)
    assert "attendeetype" not in found(desk, "jane@acme.com")


# Hubs


def test_hub_answers_unless_it_is_told_where_to_lead(desk: Desk) -> None:
    hub = hub_of(desk)
    named = {"eventId": hub, "key": key_of(desk, hub)}
    answer = visit(desk, HUB, **named, **MAIL, firstName="John", extEventUserCd="crm-1", isBlocked="N")
    john = answer.json
    assert answer.status_code == 200
    assert (john["email"], john["firstname"], john["exteventusercd"], john["eventid"]) == (
        "john@acme.com",
        "John",
        "crm-1",
        hub,
    )
    assert found(desk, "john@acme.com", hub)["eventuserid"] == john["eventuserid"]
    again = post(desk, HUB, {**named, **MAIL, "firstName": "Jim"})
    assert again.json == john
    assert post(desk, HUB, {**named, **MAIL, "firstName": "Jim", "updateIfExist": "Y"}).json["firstname"] == "Jim"
    assert opened(desk, SEAMLESS, hub, **MAIL, firstname="Joe").json["firstname"] == "Jim"
    assert opened(desk, SEAMLESS, hub, **MAIL, firstname="Joe", updateifexist="Y").json["firstname"] == "Joe"
    assert lobby(visit(desk, HUB, **named, **MAIL, targetUrl=""))["eventuserid"] == str(john["eventuserid"])
    url = "https://www.acme.example/hub"
    for path in (HUB, LOGIN):
        assert visit(desk, path, **named, **MAIL, targetUrl=url).location == url
    assert visit(desk, LOGIN, **named, email="JOHN@acme.com").json["eventuserid"] == john["eventuserid"]
    assert visit(desk, LOGIN, **named, extEventUserCd="crm-1").json["eventuserid"] == john["eventuserid"]


def test_login_is_for_those_who_are_registered(desk: Desk) -> None:
    hub = hub_of(desk)
    named = {"eventId": hub, "key": key_of(desk, hub)}
    missing = (400, "EMAIL_OR_EXTERNAL_EVENT_USER_CD_NOT_PASSED")
    assert problem(visit(desk, LOGIN, **named)) == missing
    assert problem(visit(desk, LOGIN, **named, email="")) == missing
    nobody = (404, "EH_USER_NOT_FOUND")
    assert problem(visit(desk, LOGIN, **named, **MAIL)) == nobody
    assert problem(visit(desk, LOGIN, **named, extEventUserCd="crm-1")) == nobody
    known = desk.json(f"/event/{hub}/registrant", itemsperpage="1")["registrants"][0]
    assert visit(desk, LOGIN, **named, email=known["email"]).json["eventuserid"] == known["eventuserid"]
    desk.send("POST", "/forget", {"email": known["email"]})
    assert problem(visit(desk, LOGIN, **named, email=known["email"])) == nobody


def test_only_hubs_are_hubs(library: Desk) -> None:
    for path in (HUB, LOGIN):
        for event in (EVENT, 7654321):
            response = visit(library, path, eventId=event, key=key_of(library), **MAIL)
            assert problem(response) == (404, "ENGAGEMENT_HUB_NOT_FOUND")
            assert response.json["message"] == f"The Engagement Hub or Target Experience {event} doesn't exist."


# The lobby


def test_lobby_shows_the_event_s_title_and_no_markup_of_others(desk: Desk) -> None:
    title = "Q&A - is 1 less than 2? Zoë's answer"
    assert desk.send("PUT", f"/event/{EVENT}", {"title": title}).status_code == 200
    response = opened(desk, "/eventRegistration/EventLobbyServlet", eventuserid="<script>", partnerref="<b>")
    assert (response.status_code, response.mimetype) == (200, "text/html")
    assert "<h1>Q&amp;A - is 1 less than 2? Zoë&#x27;s answer</h1>" in response.text
    assert "<script>" not in response.text
    assert "<b>" not in response.text
    assert problem(visit(desk, "/eventRegistration/EventLobbyServlet", eventid=EVENT, key="x")) == NO_KEY


def test_pages_have_hosts_of_their_own(desk: Desk) -> None:
    query = {"eventid": EVENT, "key": key_of(desk), **MAIL}
    response = desk.client.get("/", query_string=query, headers={"Host": "seamlessreg.on24.localhost:8024"})
    assert response.status_code == 302
    assert response.location.startswith("http://seamlessreg.on24.localhost:8024/eventRegistration/EventLobbyServlet?")
    shown = desk.client.get(response.location, headers={"Host": "seamlessreg.on24.localhost:8024"})
    assert shown.status_code == 200


def test_pages_ask_for_no_credentials_and_take_no_other_method(library: Desk) -> None:
    response = library.client.put("/on24/seamlessreg")
    assert response.status_code == 405
    assert problem(library.client.post("/on24/seamlessreg", json=MAIL)) == (415, "UNSUPPORTED_MEDIA_TYPE")
