"""Changing people through the API: softly deleted and restored, in one event and in all."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest

from tests.vendors.on24.desk import EVENT, Desk
from tests.vendors.on24.registering import (
    NOBODY,
    change,
    enrolled,
    found,
    past_event,
    registrants,
)


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


def test_nobody_new_is_deleted(library: Desk) -> None:
    expected = (412, "You're trying to soft delete the registrant you're creating.")
    assert library.message(library.register(isDeleted="Y")) == expected
    assert library.message(
        library.send("POST", f"/event/{EVENT}/registrant", {"email": "a@b.example", "isDeleted": "Y"})
    ) == (expected)
    response = library.send("POST", f"/event/{EVENT}/registrant", {"email": "a@b.example", "isDeleted": "N"})
    assert library.message(response) == (400, "The firstname parameter is missing.")
    response = library.send("POST", f"/event/{EVENT}/registrant", {"isDeleted": "Y"}, honorrequired="N")
    assert library.message(response) == (400, "The email parameter is missing.")


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
def test_bad_change_is_refused(library: Desk, fields: dict[str, str], refusal: tuple[int, str]) -> None:
    known = registrants(library)[0]["email"]
    form = {name: text.replace("john@acme.com", known) for name, text in fields.items()}
    assert library.message(change(library, form)) == refusal


def test_required_fields_stay_as_they_are_in_a_change(desk: Desk) -> None:
    desk.send("POST", f"/event/{EVENT}/registrant", {"email": "ann@acme.com"}, honorrequired="N")
    assert change(desk, {"email": "ann@acme.com", "isBlocked": "Y"}).json["isblocked"] == "Y"
    assert change(desk, {"email": "ann@acme.com", "firstname": ""}, honorrequired="N").status_code == 200


def test_change_in_all_events(desk: Desk) -> None:
    other = past_event(desk)
    ids = [enrolled(desk, event) for event in (EVENT, other)]
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
    ids = [enrolled(desk, event) for event in (EVENT, other)]
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
