"""Registration through the API: what is asked for, what is kept, and what it shows up in."""

from __future__ import annotations

import pytest

from tests.vendors.on24.desk import EVENT, JOHN, PAIR, Desk
from tests.vendors.on24.registering import (
    change,
    completed,
    event_asking_for,
    events_of,
    found,
    page,
    registrants,
)

INACTIVE = "The event id {} is inactive."


def test_article_s_example(desk: Desk) -> None:
    headers = {
        "accept": "Application/json",
        **{name.lower(): value for name, value in PAIR.items()},
        "cache-control": "no-cache",
        "content-type": "application/x-www-form-urlencoded",
    }
    data = "email=john%40acme.com&firstname=John&lastname=Smith&company=Acme"
    before = desk.json(f"/event/{EVENT}")["eventanalytics"]
    response = desk.client.post(f"/on24/v2/client/4497/event/{EVENT}/registrant", headers=headers, data=data)
    assert response.status_code == 200
    john = response.json
    assert john == {
        **JOHN,
        "eventid": EVENT,
        "eventuserid": john["eventuserid"],
        "marketingemail": "N",
        "eventemail": "Y",
        "isblocked": "N",
        "userprofileurl": john["userprofileurl"],
        "emailformat": "text",
    }
    listed = found(desk, "john@acme.com")
    assert listed is not None
    assert listed["eventuserid"] == john["eventuserid"]
    assert registrants(desk)[-1] == listed
    assert desk.json("/registrant")["registrants"][0]["eventuserid"] == john["eventuserid"]
    assert desk.json("/registrant/john%40acme.com")["registrant"]["eventuserid"] == john["eventuserid"]
    assert desk.json("/registrant/JOHN@acme.com/allevents")["totalregistrants"] == 1
    after = desk.json(f"/event/{EVENT}")["eventanalytics"]
    assert after["totalregistrants"] == before["totalregistrants"] + 1
    assert after["noshowcount"] == before["noshowcount"] + 1


def test_names_of_fields_count_in_any_case(desk: Desk) -> None:
    form = {"EMAIL": "ann@acme.com", "firstName": "Ann", "LastName": "Lee", "addressStreet1": "Main 1"}
    body = desk.send("POST", f"/event/{EVENT}/registrant", form).json
    told = [body[name] for name in ("email", "firstname", "lastname", "addressstreet1")]
    assert told == ["ann@acme.com", "Ann", "Lee", "Main 1"]


def test_json_is_not_taken(library: Desk) -> None:
    for path in (f"/event/{EVENT}/registrant", "/forget"):
        assert library.ask("POST", path, json=JOHN).status_code == 415
    assert library.ask("PATCH", f"/event/{EVENT}/registrant", json=JOHN).status_code == 415


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"email": None}, "The email parameter is missing."),
        ({"email": " "}, "The email parameter value is blank."),
        ({"email": "john"}, "Invalid value for the email parameter."),
        ({"firstname": None}, "The firstname parameter is missing."),
        ({"lastname": ""}, "The lastname parameter value is blank."),
        ({"country": "Atlantis"}, "Invalid value for the country parameter."),
        ({"workphone": "12 34"}, "Invalid value for the workphone parameter."),
        ({"marketingemail": "perhaps"}, "Invalid value for the marketingemail parameter."),
        ({"isDeleted": "perhaps"}, "Invalid value for the isDeleted parameter."),
        ({"isDeleted": ""}, "The isDeleted parameter value is blank."),
    ],
)
def test_bad_form_is_refused(library: Desk, fields: dict[str, str | None], message: str) -> None:
    form = {name: text for name, text in {**JOHN, **fields}.items() if text is not None}
    before = registrants(library)
    assert library.message(library.send("POST", f"/event/{EVENT}/registrant", form)) == (400, message)
    assert registrants(library) == before


def test_page_decides_what_is_required_and_what_a_list_takes(desk: Desk) -> None:
    event = event_asking_for(desk, "job_title")
    fields = {one["fieldid"]: one for one in page(desk, event)}
    assert "Switzerland" in fields["country"]["options"]
    form = completed(desk, event, country="Switzerland")
    without = {name: text for name, text in form.items() if name != "jobtitle"}
    path = f"/event/{event}/registrant"
    assert desk.message(desk.send("POST", path, without)) == (400, "The jobtitle parameter is missing.")
    wrong = {**form, "jobtitle": "Wizard"}
    assert desk.message(desk.send("POST", path, wrong)) == (400, "Invalid value for the jobtitle parameter.")
    assert desk.message(desk.send("POST", path, {**form, "country": "switzerland"}))[0] == 400
    assert desk.send("POST", path, without, honorrequired="n").status_code == 200
    assert desk.send("POST", path, {**wrong, "country": "Atlantis"}, honorvalidation="N").json["jobtitle"] == "Wizard"
    assert desk.send("POST", path, form).json["country"] == "Switzerland"


def test_fields_of_the_page_are_described(library: Desk) -> None:
    fields = page(library)
    assert [one["fieldid"] for one in fields[:2]] == ["firstname", "lastname"]
    assert {one["fieldid"]: one["validationtype"] for one in fields}["email"] == "email"
    for one in fields:
        assert (one["fieldtype"] == "listbox") == bool(one.get("options"))
    unknown = (404, "The event id is not found under this client account")
    assert library.message(library.get("/event/7654321/regfield")) == unknown
    assert library.message(library.get("/event/nonsense/regfield")) == unknown


@pytest.mark.parametrize("name", ["honorrequired", "honorvalidation"])
def test_flags_of_the_query_are_y_or_n(library: Desk, name: str) -> None:
    for text in ("X", ""):
        expected = (400, f"Invalid value for the {name} parameter.")
        assert library.message(library.send("POST", f"/event/{EVENT}/registrant", JOHN, **{name: text})) == expected
        assert library.message(change(library, JOHN, **{name: text})) == expected


def test_long_values_are_cut(desk: Desk) -> None:
    long = "x" * 300
    body = desk.register(
        firstname=long, lastname=long, company=long, std1=long, marketingemail="Yes", eventemail="no"
    ).json
    lengths = [len(body[name]) for name in ("firstname", "lastname", "company", "std1")]
    assert lengths == [50, 50, 100, 100]
    assert (body["marketingemail"], body["eventemail"]) == ("Y", "N")


def test_telephone_numbers_are_formatted(desk: Desk) -> None:
    body = desk.register(workphone="+1 415 555 01 34", homephone="415.555.0134", fax="555 0134").json
    assert (body["workphone"], body["homephone"], body["fax"]) == ("14155550134", "(415)-555-0134", "555-0134")


def test_somebody_may_come_without_an_address(desk: Desk) -> None:
    path, form = f"/event/{EVENT}/registrant", {"firstname": "Ann"}
    ids = [desk.send("POST", path, form, honorrequired="N").json["eventuserid"] for _ in range(2)]
    assert len(set(ids)) == 2
    assert [one.get("email") for one in registrants(desk)[-2:]] == [None, None]


def test_same_address_once_more_changes_the_registration(desk: Desk) -> None:
    first = desk.register(partnerref="news", std1="A").json
    count = len(registrants(desk))
    again = desk.register(email="John@ACME.com", company="Acme 2", partnerref="other", std1="", marketingemail="Y").json
    assert again["eventuserid"] == first["eventuserid"]
    assert (again["email"], again["company"], again["marketingemail"]) == ("John@ACME.com", "Acme 2", "Y")
    assert again["partnerref"] == "news"
    assert "std1" not in again
    assert len(registrants(desk)) == count
    assert found(desk, "john@acme.com")["lastname"] == "Smith"


def test_registration_that_was_there_is_changed_as_well(desk: Desk) -> None:
    known = registrants(desk)[3]
    count = len(registrants(desk))
    again = desk.send("POST", f"/event/{EVENT}/registrant", {"email": known["email"].upper(), "company": "New"}).json
    assert again["eventuserid"] == known["eventuserid"]
    assert again["firstname"] == known["firstname"]
    after = registrants(desk)
    assert len(after) == count
    assert after[3]["company"] == "New"
    assert after[3]["createtimestamp"] == known["createtimestamp"]
    assert after[3]["lastactivity"] == "2026-03-02T12:00:00-08:00"


def test_order_of_errors(library: Desk) -> None:
    path = "/event/7654321/registrant"
    assert library.message(library.send("POST", path, {})) == (400, "The email parameter is missing.")
    assert library.message(library.send("POST", path, JOHN)) == (404, "The event 7654321 doesn't exist.")
    assert library.message(library.send("PATCH", path, {})) == (400, "The email parameter is missing.")
    assert library.message(library.send("PATCH", path, JOHN)) == (404, "The event 7654321 doesn't exist.")
    inactive = next(
        one["eventid"]
        for one in events_of(library, startdate="2025-03-05", enddate="2025-08-31")
        if not one["isactive"]
    )
    refusal = (403, INACTIVE.format(inactive))
    for response in (
        library.send("POST", f"/event/{inactive}/registrant", {"email": "a@b.example"}),
        change(library, JOHN, inactive),
        library.send("POST", f"/event/{inactive}/forgetall"),
        library.get(f"/event/{inactive}/regfield"),
    ):
        assert library.message(response) == refusal


def test_event_without_registration_takes_nobody(desk: Desk) -> None:
    assert desk.send("PUT", f"/event/{EVENT}", {"enableRegistration": "N"}).status_code == 200
    assert desk.message(desk.register()) == (403, INACTIVE.format(EVENT))
    assert desk.send("PUT", f"/event/{EVENT}", {"enableRegistration": "Y"}).status_code == 200
    assert desk.register().status_code == 200


def test_somebody_who_would_register_later_does_not_come_twice(desk: Desk) -> None:
    """Of the people who are still to register by computation, one registers through the API today."""
    now = {one["email"] for one in desk.json(f"/event/{EVENT}/registrant")["registrants"]}
    later = Desk.open()
    later.clock.advance(40 * 86_400)
    email = next(
        one["email"] for one in later.json(f"/event/{EVENT}/registrant")["registrants"] if one["email"] not in now
    )
    later.close()
    assert desk.register(email=email).status_code == 200

    desk.clock.advance(40 * 86_400)

    everybody = desk.json(f"/event/{EVENT}/registrant", userstatus="any")["registrants"]
    assert [one["email"].lower() for one in everybody].count(email.lower()) == 1
    assert desk.json(f"/event/{EVENT}")["eventanalytics"]["totalregistrants"] == len(everybody)
