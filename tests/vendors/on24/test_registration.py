"""Registration through the API: what is asked for, what is kept, what it shows up in, and how it goes again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.conftest import EPOCH
from tests.vendors.on24.desk import EVENT, JOHN, PAIR, Desk

INACTIVE = "The event id {} is inactive."
NOBODY = "No registrant was found for that email address"


def events_of(desk: Desk, **query: str) -> list[dict]:
    """Return the events of three months and what is to come."""
    return desk.json("/event", includeinactive="Y", **query)["events"]


def event_asking_for(desk: Desk, *fields: str) -> int:
    """Return an event to come whose registration page requires some fields."""
    for event in events_of(desk, startdate="2026-03-03", enddate="2026-08-01"):
        if event["isactive"] and {one["fieldid"] for one in page(desk, event["eventid"]) if one["required"] == "Y"} >= {
            *fields
        }:
            return event["eventid"]
    raise AssertionError(f"no event asks for {fields}")


def past_event(desk: Desk) -> int:
    """Return an event that is over, with people."""
    for event in events_of(desk, startdate="2026-01-01", enddate="2026-02-25"):
        if event["isactive"] and event["contenttype"] == "webcast" and registrants(desk, event["eventid"]):
            return event["eventid"]
    raise AssertionError("no event is over")


def page(desk: Desk, event: int = EVENT) -> list[dict]:
    return desk.json(f"/event/{event}/regfield")["registrationfields"]


def registrants(desk: Desk, event: int = EVENT, **query: str) -> list[dict]:
    return desk.json(f"/event/{event}/registrant", **query)["registrants"]


def found(desk: Desk, email: str, event: int = EVENT, **query: str) -> dict | None:
    """Return the one registrant with an address, None without."""
    rows = [one for one in registrants(desk, event, **query) if one.get("email", "").lower() == email.lower()]
    assert len(rows) < 2
    return rows[0] if rows else None


def change(desk: Desk, data: dict, event: int = EVENT, **query: str):
    return desk.send("PATCH", f"/event/{event}/registrant", data, **query)


def forget(desk: Desk, email: str, **fields: object) -> list[int]:
    response = desk.send("POST", "/forget", {"email": email, **fields})
    assert response.status_code == 200, response.text
    return response.json["deletedregistrants"]["eventuserids"]


def completed(desk: Desk, event: int, **fields: str) -> dict[str, str]:
    """Return a form with everything that an event requires."""
    form = dict(JOHN)
    for one in page(desk, event):
        if one["required"] == "Y" and one["fieldid"] != "email":
            form[one["fieldid"].replace("_", "")] = one.get("options", ["4155550134"])[0]
    return {**form, **fields}


# The article


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


# The form


def test_names_of_fields_count_in_any_case(desk: Desk) -> None:
    form = {"EMAIL": "ann@acme.com", "firstName": "Ann", "LastName": "Lee", "COMPANY": "Acme", "jobTitle": "CFO"}
    body = desk.send("POST", f"/event/{EVENT}/registrant", form).json
    assert (body["email"], body["firstname"], body["lastname"], body["jobtitle"]) == (
        "ann@acme.com",
        "Ann",
        "Lee",
        "CFO",
    )


def test_json_is_not_taken(desk: Desk) -> None:
    for path in (f"/event/{EVENT}/registrant", "/forget"):
        assert desk.ask("POST", path, json=JOHN).status_code == 415
    assert desk.ask("PATCH", f"/event/{EVENT}/registrant", json=JOHN).status_code == 415


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
def test_bad_form_is_refused(desk: Desk, fields: dict[str, str | None], message: str) -> None:
    form = {name: text for name, text in {**JOHN, **fields}.items() if text is not None}
    before = registrants(desk)
    assert desk.message(desk.send("POST", f"/event/{EVENT}/registrant", form)) == (400, message)
    assert registrants(desk) == before


def test_page_decides_what_is_required_and_what_a_list_takes(desk: Desk) -> None:
    event = event_asking_for(desk, "job_title", "country")
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
def test_flags_of_the_query_are_y_or_n(desk: Desk, name: str) -> None:
    for text in ("X", ""):
        expected = (400, f"Invalid value for the {name} parameter.")
        assert desk.message(desk.send("POST", f"/event/{EVENT}/registrant", JOHN, **{name: text})) == expected
        assert desk.message(change(desk, JOHN, **{name: text})) == expected


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


# Once more


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


# Deleting and restoring


def test_soft_deletion_and_restoring(desk: Desk) -> None:
    john = desk.register().json
    count = desk.json(f"/event/{EVENT}")["eventanalytics"]["totalregistrants"]
    path = f"/event/{EVENT}/registrant"
    deleted = desk.send("POST", path, {"email": "john@acme.com", "isDeleted": "Y"})
    assert deleted.json["eventuserid"] == john["eventuserid"]
    assert found(desk, "john@acme.com")["userstatus"] == "deleted"
    assert found(desk, "john@acme.com", userstatus="deleted") is not None
    assert desk.json(f"/event/{EVENT}")["eventanalytics"]["totalregistrants"] == count
    assert desk.send("POST", path, {"email": "john@acme.com", "isDeleted": "n"}).status_code == 200
    assert found(desk, "john@acme.com")["userstatus"] == "active"
    desk.send("POST", path, {"email": "john@acme.com", "isDeleted": "Y"})
    change(desk, {"email": "john@acme.com", "company": "Acme 2"})
    assert found(desk, "john@acme.com")["userstatus"] == "deleted"
    desk.register()
    assert found(desk, "john@acme.com")["userstatus"] == "active"


def test_nobody_new_is_deleted(desk: Desk) -> None:
    expected = (412, "You're trying to soft delete the registrant you're creating.")
    assert desk.message(desk.register(isDeleted="Y")) == expected
    assert desk.message(
        desk.send("POST", f"/event/{EVENT}/registrant", {"email": "a@b.example", "isDeleted": "Y"})
    ) == (expected)
    response = desk.send("POST", f"/event/{EVENT}/registrant", {"email": "a@b.example", "isDeleted": "N"})
    assert desk.message(response) == (400, "The firstname parameter is missing.")
    response = desk.send("POST", f"/event/{EVENT}/registrant", {"isDeleted": "Y"}, honorrequired="N")
    assert desk.message(response) == (400, "The email parameter is missing.")


def test_nobody_is_deleted_once_the_event_has_started(desk: Desk) -> None:
    event = past_event(desk)
    email = registrants(desk, event)[0]["email"]
    path = f"/event/{event}/registrant"
    assert desk.send("POST", path, {"email": email, "isDeleted": "Y"}).status_code == 412
    assert found(desk, email, event)["userstatus"] == "active"
    assert desk.send("POST", path, {"email": email, "isDeleted": "N"}).status_code == 200
    desk.register()
    desk.clock.advance(timedelta(days=11))
    assert desk.register(isDeleted="Y").status_code == 412


# Where nobody can register


def test_order_of_errors(desk: Desk) -> None:
    path = "/event/7654321/registrant"
    assert desk.message(desk.send("POST", path, {})) == (400, "The email parameter is missing.")
    assert desk.message(desk.send("POST", path, JOHN)) == (404, "The event 7654321 doesn't exist.")
    assert desk.message(desk.send("PATCH", path, {})) == (400, "The email parameter is missing.")
    assert desk.message(desk.send("PATCH", path, JOHN)) == (404, "The event 7654321 doesn't exist.")
    inactive = next(
        one["eventid"] for one in events_of(desk, startdate="2025-03-05", enddate="2025-08-31") if not one["isactive"]
    )
    refusal = (403, INACTIVE.format(inactive))
    for response in (
        desk.send("POST", f"/event/{inactive}/registrant", {"email": "a@b.example"}),
        change(desk, JOHN, inactive),
        desk.send("POST", f"/event/{inactive}/forgetall"),
        desk.get(f"/event/{inactive}/regfield"),
    ):
        assert desk.message(response) == refusal


def test_event_without_registration_takes_nobody(desk: Desk) -> None:
    assert desk.send("PUT", f"/event/{EVENT}", {"enableRegistration": "N"}).status_code == 200
    assert desk.message(desk.register()) == (403, INACTIVE.format(EVENT))
    assert desk.send("PUT", f"/event/{EVENT}", {"enableRegistration": "Y"}).status_code == 200
    assert desk.register().status_code == 200


# Changing


def test_change_in_an_event(desk: Desk) -> None:
    john = desk.register(std2="keep").json
    form = {"email": "JOHN@acme.com", "company": "Acme 2", "isBlocked": "Y", "std1": "new"}
    body = change(desk, form).json
    assert body == {**john, "company": "Acme 2", "isblocked": "Y", "std1": "new"}
    assert desk.json("/registrant/john@acme.com")["registrant"]["company"] == "Acme 2"
    assert change(desk, {"email": "john@acme.com", "isBlocked": "N", "std2": ""}).json == {
        **{name: text for name, text in body.items() if name != "std2"},
        "isblocked": "N",
    }


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({}, (400, "The email parameter is missing.")),
        ({"email": ""}, (400, "The email parameter value is blank.")),
        ({"email": " "}, (400, "The email parameter value is blank.")),
        ({"email": "john@acme.com", "isBlocked": "X"}, (400, "Invalid value for the inBlocked parameter.")),
        ({"email": "john@acme.com", "isBlocked": ""}, (400, "Invalid value for the inBlocked parameter.")),
        ({"email": "john@acme.com", "country": "Atlantis"}, (400, "Invalid value for the country parameter.")),
        ({"email": "john@acme.com", "firstname": ""}, (400, "The firstname parameter value is blank.")),
        ({"email": "nobody@acme.com"}, (403, "The email provided was not found.")),
        ({"email": "nobody"}, (403, "The email provided was not found.")),
    ],
)
def test_bad_change_is_refused(desk: Desk, fields: dict[str, str], refusal: tuple[int, str]) -> None:
    desk.register()
    assert desk.message(change(desk, fields)) == refusal


def test_required_fields_stay_as_they_are_in_a_change(desk: Desk) -> None:
    desk.send("POST", f"/event/{EVENT}/registrant", {"email": "ann@acme.com"}, honorrequired="N")
    assert change(desk, {"email": "ann@acme.com", "isBlocked": "Y"}).json["isblocked"] == "Y"
    assert change(desk, {"email": "ann@acme.com", "firstname": ""}, honorrequired="N").status_code == 200


def test_change_in_all_events(desk: Desk) -> None:
    other = past_event(desk)
    ids = [desk.register(event=event).json["eventuserid"] for event in (EVENT, other)]
    desk.send("POST", f"/event/{EVENT}/registrant", {"email": "john@acme.com", "isDeleted": "Y"})
    changes = {"company": "Acme 2", "country": "Atlantis", "marketingemail": "Y", "eventemail": "?", "workphone": "1"}
    response = desk.send("PATCH", f"/registrant/{quote('JOHN@acme.com', safe='')}", changes)
    assert response.json == {"updatedregistrants": sorted(ids)}
    for event in (EVENT, other):
        row = found(desk, "john@acme.com", event)
        assert (row["company"], row["country"], row["marketingemail"]) == ("Acme 2", "Atlantis", "Y")
        assert (row["eventemail"], row["workphone"]) == ("Y", "1")
    assert found(desk, "john@acme.com")["userstatus"] == "deleted"


def test_new_address_in_all_events(desk: Desk) -> None:
    other = past_event(desk)
    ids = [desk.register(event=event).json["eventuserid"] for event in (EVENT, other)]
    taken = registrants(desk, other)[0]["email"]
    path = "/registrant/john@acme.com"
    conflict = (400, "New email address matches other registrant's email address")
    assert desk.message(desk.send("PATCH", path, {"email": taken.upper(), "company": "No"})) == conflict
    assert found(desk, "john@acme.com")["company"] == "Acme"
    assert desk.send("PATCH", path, {"email": "JOHN@acme.com"}).status_code == 200
    assert desk.send("PATCH", path, {"email": "jane@acme.com"}).json == {"updatedregistrants": sorted(ids)}
    assert found(desk, "john@acme.com") is None
    assert found(desk, "jane@acme.com", other)["eventuserid"] in ids
    assert desk.message(desk.send("PATCH", path, {"company": "x"})) == (404, NOBODY)
    assert desk.register().json["eventuserid"] not in ids


def test_new_address_of_somebody_who_was_there(desk: Desk) -> None:
    known = registrants(desk)[0]
    assert (
        known["eventuserid"]
        in desk.send("PATCH", f"/registrant/{quote(known['email'])}", {"email": "new@acme.com"}).json[
            "updatedregistrants"
        ]
    )
    assert registrants(desk)[0]["email"] == "new@acme.com"
    assert found(desk, known["email"]) is None
    assert desk.register(email=known["email"]).json["eventuserid"] != known["eventuserid"]


# Forgetting


def test_forgotten_rows(desk: Desk) -> None:
    john = desk.register(partnerref="news", std1="secret", marketingemail="Y").json
    count = desk.json(f"/event/{EVENT}")["eventanalytics"]["totalregistrants"]
    assert forget(desk, "John@acme.com") == [john["eventuserid"]]
    assert found(desk, "john@acme.com") is None
    assert desk.json(f"/event/{EVENT}")["eventanalytics"]["totalregistrants"] == count - 1
    (row,) = registrants(desk, userstatus="forgotten")
    assert row["email"] == f"{john['eventuserid']}-deleted"
    assert (row["firstname"], row["lastname"], row["company"], row["std1"]) == ("deleted", "deleted", None, None)
    assert (row["marketingemail"], row["eventemail"], row["userstatus"]) == ("N", "N", "forgotten")
    assert desk.message(desk.send("POST", "/forget", {"email": "john@acme.com"})) == (404, NOBODY)
    assert desk.message(desk.send("POST", "/forget", {"email": row["email"]})) == (404, NOBODY)
    assert desk.register().json["eventuserid"] != john["eventuserid"]


def test_forgetting_many_and_in_one_event(desk: Desk) -> None:
    other = past_event(desk)
    mine = [desk.register(event=event).json["eventuserid"] for event in (EVENT, other)]
    jane = desk.register(email="jane@acme.com").json["eventuserid"]
    assert forget(desk, "john@acme.com", eventid=EVENT) == [mine[0]]
    assert desk.message(desk.send("POST", "/forget", {"email": "john@acme.com", "eventid": EVENT})) == (404, NOBODY)
    unknown = desk.send("POST", "/forget", {"email": "john@acme.com", "eventid": 7654321})
    assert desk.message(unknown) == (404, "The event 7654321 doesn't exist.")
    assert forget(desk, "jane@acme.com, john@acme.com,JOHN@acme.com,,nobody@acme.com") == sorted([mine[1], jane])
    assert desk.message(desk.send("POST", "/forget", {"email": " , "})) == (400, "The email parameter value is blank.")
    assert desk.message(desk.send("POST", "/forget", {})) == (400, "The email parameter is missing.")


def test_forgetting_everybody_of_an_event(desk: Desk) -> None:
    event = past_event(desk)
    ids = sorted(one["eventuserid"] for one in registrants(desk, event))
    response = desk.send("POST", f"/event/{event}/forgetall")
    assert response.json["deletedregistrants"]["eventuserids"] == ids
    analytics = desk.json(f"/event/{event}")["eventanalytics"]
    assert (analytics["totalregistrants"], analytics["totalattendees"], analytics["totalcumulativeminutes"]) == (
        0,
        0,
        0,
    )
    assert registrants(desk, event) == []
    assert len(registrants(desk, event, userstatus="forgotten")) == len(ids)
    assert desk.send("POST", f"/event/{event}/forgetall").json["deletedregistrants"]["eventuserids"] == []


def test_forgetting_everybody(desk: Desk) -> None:
    john = desk.register().json["eventuserid"]
    ids = desk.send("POST", "/forgetall").json["deletedregistrants"]["eventuserids"]
    assert john in ids
    assert desk.json("/registrant")["totalregistrants"] == 0
    assert desk.json("/attendee")["totalattendees"] == 0


def test_too_many_are_not_forgotten() -> None:
    desk = Desk.open(scale=100_001)
    refusal = (400, "You have exceeded the maximum number of user to be deleted (100,000)")
    largest = max(
        (event for event in events_of(desk, startdate="2025-09-01", enddate="2026-02-25")),
        key=lambda event: event["eventanalytics"]["totalregistrants"],
    )
    assert largest["eventanalytics"]["totalregistrants"] > 100_000
    assert desk.message(desk.send("POST", "/forgetall")) == refusal
    assert desk.message(desk.send("POST", f"/event/{largest['eventid']}/forgetall")) == refusal
    assert desk.json(f"/event/{largest['eventid']}") == {**largest, **desk.json(f"/event/{largest['eventid']}")}
    desk.close()


# Whose


def test_sub_account_reaches_only_its_own(desk: Desk) -> None:
    desk.register()
    pair = {
        "accessTokenKey": "D44444444444444444444444444444",
        "accessTokenSecret": "e7d2044444444444444444444444444444444444444444444444444",
    }
    for method, path, data in (
        ("PATCH", "/registrant/john@acme.com", {"company": "x"}),
        ("POST", "/forget", {"email": "john@acme.com"}),
    ):
        response = desk.ask(method, path, account=4521, headers=pair, data=data)
        assert desk.message(response) == (404, NOBODY)
    response = desk.ask("POST", f"/event/{EVENT}/registrant", account=4521, headers=pair, data=JOHN)
    assert desk.message(response) == (404, f"The event {EVENT} doesn't exist.")


def test_all_that_was_written_survives(database: Path) -> None:
    desk = Desk.open(epoch=EPOCH, database=database)
    desk.register()
    desk.register(email="jane@acme.com", isDeleted="N")
    change(desk, {"email": "jane@acme.com", "isBlocked": "Y", "std1": "ü"})
    desk.register(email="jane@acme.com", isDeleted="Y")
    known = [one["email"] for one in registrants(desk)[:2]]
    forget(desk, f"john@acme.com,{known[0]}")
    desk.send("PATCH", f"/registrant/{quote(known[1])}", {"email": "new@acme.com"})
    before = [registrants(desk, userstatus=status) for status in ("any", "forgotten", "deleted")]
    desk.close()
    desk = Desk.open(database=database)
    assert [registrants(desk, userstatus=status) for status in ("any", "forgotten", "deleted")] == before
    assert desk.register(email="new@acme.com").json["eventuserid"] == before[0][1]["eventuserid"]
    desk.close()
