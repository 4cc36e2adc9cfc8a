"""Who the computed people are, and how they look as records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_server.fake import People
from mock_server.resources import contract_path, read_fixture, read_pools
from mock_server.vendors.on24.pacific import midnight
from mock_server.vendors.on24.people.attendee_factory import new_attendee, real_time_only
from mock_server.vendors.on24.people.contacts import Contacts
from mock_server.vendors.on24.people.crowd import Crowd
from mock_server.vendors.on24.people.people_ids import event_user_id
from mock_server.vendors.on24.people.registrant_factory import new_registrant
from mock_server.vendors.on24.people.session_factory import new_session
from mock_server.vendors.on24.people.visits import minutes
from mock_server.vendors.on24.programme.inquiries import Inquiries
from mock_server.vendors.on24.programme.kinds import EventForm
from mock_server.vendors.on24.programme.materials import RegistrationField
from mock_server.vendors.on24.records.people import Attendee, AttendeeSession, Registrant
from tests.vendors.on24.sample_event import STARTS, sample_event

POOLS = read_pools()
STOCK = {"places": read_fixture("on24/places.json"), "answers": read_fixture("on24/answers.json")}
DOCUMENTATION = [ip_network(net) for net in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")]
AS_OF = midnight(STARTS.date() + timedelta(days=220))
some = settings(max_examples=15, deadline=None)


def contacts_of(seed: int, before: int = 90, **changed: Any) -> Contacts:
    return Contacts(sample_event(before, **changed), seed, People(seed, POOLS), STOCK)


@some
@given(st.integers(0, 2**32), st.sampled_from(["en", "de", "fr"]), st.integers(0, 4000))
def test_everybody_is_found_by_the_address_and_nobody_is_there_twice(seed: int, language: str, first: int) -> None:
    contacts = contacts_of(seed, 5000, people_language=language)
    emails = {row: contacts.person(row).email for row in range(first, first + 120)}
    assert len({email.lower() for email in emails.values()}) == len(emails)
    for row, email in emails.items():
        assert list(contacts.find(email)) == list(contacts.find(email.upper())) == [row]


def test_nobody_else_is_found() -> None:
    contacts = contacts_of(1, 20, after=0)
    stranger = contacts.person(20).email
    assert [*contacts.find(stranger), *contacts.find("john@acme.com"), *contacts.find("")] == []


def test_people_come_to_several_events_and_are_the_same_there() -> None:
    people = People(4, POOLS)
    asked = sample_event().fields
    one, other = (Contacts(sample_event(600, index=index, fields=asked), 4, people, STOCK) for index in (1, 2))
    rows = {other.person(row).email: row for row in range(600)}
    again = [(row, rows[email]) for row in range(600) for email in [one.person(row).email] if email in rows]
    assert len(again) > 100
    for here, there in again:
        person = one.person(here)
        assert person is other.person(there)
        assert one.answers(person) == other.answers(person)
        assert one.device(person) == other.device(person)


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_addresses_are_whole_and_phones_nobody_s(language: str) -> None:
    page = [
        type(sample_event().fields[0])(name, name, "textbox", "none", True, (), False)
        for name in ("company", "address_street1", "city", "state", "zip", "country", "work_phone")
    ]
    contacts = contacts_of(2, people_language=language, fields=page)
    places = {(one["country"], one["state"], one["city"], one["zip"]) for one in STOCK["places"]["places"]}
    for row in range(120):
        said = contacts.answers(contacts.person(row))
        assert (said["country"], said["state"], said["city"], said["zip"]) in places
        digits = "".join(digit for digit in said["work_phone"] if digit.isdigit())
        assert said["work_phone"] == f"({digits[:3]})-{digits[3:6]}-{digits[6:]}"
        if said["country"] == "United States":
            assert digits[3:8] == "55501"
        if said["country"] == "Switzerland":
            assert digits[3:6] == "000"


def test_people_of_a_company_say_the_same_of_it_and_mostly_work_in_one_place() -> None:
    page = [
        RegistrationField(name, name, "listbox", "none", True, options, False)
        for name, options in (
            ("company", ()),
            ("address_street1", ()),
            ("country", ()),
            ("company_size", ("1-49", "50-249", "250+")),
            ("company_industry", ("Insurance", "Technology", "Other")),
        )
    ]
    contacts = contacts_of(2, fields=page)
    said = [contacts.answers(contacts.person(row)) for row in range(1000)]
    for company in {one["company"] for one in said}:
        theirs = [one for one in said if one["company"] == company]
        for name in ("country", "company_size", "company_industry"):
            assert len({one[name] for one in theirs}) == 1
    offices = Counter((one["company"], one["address_street1"]) for one in said)
    assert sum(count for count in offices.values() if count > 3) > 0.7 * len(said)
    assert {one["company_industry"] for one in said if one["company"].endswith("Insurance Ltd")} == {"Insurance"}


def test_an_address_is_given_whole_or_not_at_all() -> None:
    names = ("address_street1", "city", "state", "zip", "country")
    page = [RegistrationField(name, name, "textbox", "none", False, (), False) for name in names]
    contacts = contacts_of(2, fields=page)
    given_ = Counter(len(contacts.answers(contacts.person(row))) for row in range(200))
    assert given_.keys() == {0, len(names)}
    must = contacts_of(2, fields=[*page[:3], replace(page[3], is_required=True), page[4]])
    assert all(len(must.answers(must.person(row))) == len(names) for row in range(50))


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_large_audiences_ask_different_questions_too(language: str) -> None:
    words = read_fixture("on24/wording.json")["speech"][language]["inquiries"]
    for theme in read_fixture("on24/themes.json").values():
        inquiries = Inquiries(words, theme["aspects"])
        asked = [inquiries.question(number) for number in range(2000, 22_000, 2)]
        assert len({one.question for one in asked}) == len(asked)
        assert not any("{" in one.question + one.answer for one in asked)


def test_places_are_in_countries_that_a_registration_may_name() -> None:
    country = yaml.safe_load(contract_path("on24/schemas/enums.yaml").read_text(encoding="utf-8"))["Country"]
    assert {one["country"] for one in STOCK["places"]["places"]} <= set(country["enum"])


@pytest.mark.parametrize("form", [EventForm.LIVE, EventForm.HYBRID])
def test_attendees_are_registrants_and_their_sessions_add_up(form: EventForm) -> None:
    plan = sample_event(form=form)
    crowd, contacts = Crowd(plan, 9, AS_OF), contacts_of(9, form=form)
    registrants = {row: new_registrant(plan, crowd, contacts, row) for row in crowd.registrants}
    for row, registrant in registrants.items():
        assert registrant.event_user_id == event_user_id(plan, row)
        assert any(ip_address(registrant.ip_address) in net for net in DOCUMENTATION)
        assert (registrant.engagement_prediction is None) == (row in crowd.attendees)
        assert (registrant.attendee_type is None) == (form is EventForm.LIVE)
    for row in crowd.attendees:
        attendee = new_attendee(plan, crowd, contacts, row)
        sessions = [new_session(plan, crowd, contacts, row, one) for one in crowd.visit(row).sessions]
        assert (attendee.event_user_id, attendee.email) == (registrants[row].event_user_id, registrants[row].email)
        assert attendee.attendee_sessions == len(sessions)
        live = [seconds_of(session) for session in sessions if session.usage == "live"]
        on_demand = [seconds_of(session) for session in sessions if session.usage == "on_demand"]
        assert attendee.cumulative_live_minutes == minutes(sum(live))
        assert attendee.cumulative_archive_minutes == minutes(sum(on_demand))
        assert attendee.live_viewed == bool(live) == (attendee.first_live_activity is not None)
        assert attendee.archive_viewed == bool(on_demand) == (attendee.first_archive_activity is not None)
        for done in moments_of(attendee):
            assert any(session.start_time <= done <= session.end_time for session in sessions)
        for question in attendee.questions:
            if question.answer is not None:
                assert question.create_timestamp <= question.answer.create_timestamp <= AS_OF


def seconds_of(session: AttendeeSession) -> int:
    hours, mins, seconds = map(int, session.duration.split(":"))
    assert session.end_time - session.start_time == timedelta(hours=hours, minutes=mins, seconds=seconds)
    return hours * 3600 + mins * 60 + seconds


def moments_of(attendee: Attendee) -> Iterator[datetime]:
    yield from (one.create_timestamp for one in attendee.questions)
    yield from (one.poll_submitted_timestamp for one in attendee.polls)
    yield from (one.survey_submitted_timestamp for one in attendee.surveys)
    yield from (one.resource_viewed_timestamp for one in attendee.resources)
    yield from (one.date for one in attendee.call_to_actions or ())
    yield from (one.date_time for one in attendee.reactions or ())
    yield from (one.certification_timestamp for one in attendee.certifications or ())


def test_what_was_written_over_a_row_takes_the_place_of_the_computed() -> None:
    plan = sample_event()
    crowd, contacts = Crowd(plan, 9, AS_OF), contacts_of(9)
    changed = new_registrant(plan, crowd, contacts, 0, email="john@acme.com", company="Acme")
    assert (changed.email, changed.company) == ("john@acme.com", "Acme")
    assert changed.first_name == new_registrant(plan, crowd, contacts, 0).first_name
    row = crowd.attendees[0]
    attendee = new_attendee(plan, crowd, contacts, row, user_status="deleted")
    assert attendee.user_status == "deleted"
    assert real_time_only(attendee).engagement_score is None


@pytest.mark.parametrize(
    ("document", "schemas", "record"),
    [
        ("registrants", ("RegistrantByEmail", "Registrant", "ClientRegistrant", "RegisteredPerson"), Registrant),
        ("registrants", ("PersonMayBeForgotten",), Registrant),
        ("attendees", ("AttendeeProperties", "EventAttendee", "ListedAttendee"), Attendee),
        ("attendees", ("AttendeeSession",), AttendeeSession),
    ],
)
def test_records_have_what_the_contract_shows(document: str, schemas: tuple[str, ...], record: type[Any]) -> None:
    known = yaml.safe_load(contract_path(f"on24/schemas/{document}.yaml").read_text(encoding="utf-8"))
    shown = {
        one.get("x-source", name)
        for schema in schemas
        for part in (known[schema], *known[schema].get("allOf", ()))
        for name, one in part.get("properties", {}).items()
    }
    assert shown - {field.name for field in fields(record)} == set()
