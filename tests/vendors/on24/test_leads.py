"""Leads, their profiles and their companies: what the lists of attendees say, person by person."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest

from mock_server.vendors.on24.reports import lead_list
from tests.vendors.on24.conftest import EPOCH, NOON
from tests.vendors.on24.desk import ACCOUNT, EVENT, Desk
from tests.vendors.on24.snapshot import events_around, moment, pages

Json = dict[str, Any]
YEAR = {"startdate": EPOCH - timedelta(days=365), "enddate": EPOCH}


@pytest.fixture(scope="module")
def everybody(library: Desk) -> list[Json]:
    """All attendees of the account."""
    ever = {"startdate": EPOCH - timedelta(days=500), "enddate": EPOCH}
    return list(pages(library, "/attendee", "attendees", **ever))


def left(person: Json) -> datetime:
    return max(moment(person[name]) for name in ("lastliveactivity", "lastarchiveactivity") if name in person)


def emails(leads: list[Json]) -> list[str]:
    return [one["email"].lower() for one in leads]


@pytest.mark.parametrize("query", [{}, YEAR, {"startdate": "2025-08-01", "enddate": "2025-10-15"}])
def test_leads_are_the_attendees_of_the_period_each_once(library: Desk, everybody: list[Json], query: Json) -> None:
    rows = library.json("/attendee", **query)
    listed = list(pages(library, "/attendee", "attendees", **query))
    leads = list(pages(library, "/lead", "leads", **query))
    assert emails(leads) == list(dict.fromkeys(one["email"].lower() for one in listed))
    assert rows["totalattendees"] >= len(leads) > 0


def test_nobody_is_there_twice_however_many_came(library: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    leads = emails(list(pages(library, "/lead", "leads", **YEAR)))
    monkeypatch.setattr(lead_list, "_CROWD", 300)
    assert emails(list(pages(library, "/lead", "leads", **YEAR))) == leads


def test_profile_agrees_with_list_and_attendees(library: Desk, everybody: list[Json]) -> None:
    titles = {one["eventid"]: one["description"] for one in events_around(library, NOON)}
    for lead in list(pages(library, "/lead", "leads", **YEAR))[::60]:
        profile = library.json(f"/lead/{lead['email']}")
        attended = {one["eventid"]: one for one in everybody if one["email"] == lead["email"]}
        assert profile["email"] == lead["email"]
        assert profile["lifetimeactivity"]["engagementlevel"] == lead["engagementlevel"]
        assert profile["businessinterests"]["keywords"] == lead["businessinterests"]
        best = max(one["engagementscore"] for one in attended.values())
        assert lead["engagementlevel"] == ("HIGH" if best >= 6.5 else "MEDIUM" if best >= 3.5 else "LOW")
        _check_activities(profile, attended, titles)


def _check_activities(profile: Json, attended: dict[int, Json], titles: dict[int, str]) -> None:
    activities = {one["eventid"]: one for one in profile["recentactivities"]}
    assert attended.keys() <= activities.keys()
    for event, one in activities.items():
        assert one["eventtitle"] == titles[event]
        person = attended.get(event)
        if person is None:
            assert (one["attendedlive"], one["attendedarchive"]) == ("N", "N")
            assert one["lastactivity"] == one["registrationdate"]
            continue
        assert moment(one["lastactivity"]) == left(person)
        assert (one["livetime"], one["ondemandtime"]) == (person["liveminutes"], person["archiveminutes"])
        assert (one["attendedlive"], one["attendedarchive"]) == (person["liveviewed"], person["archiveviewed"])
        for name in ("eventuserid", "askedquestions", "answeredpolls", "answeredsurveys", "resourcesdownloaded"):
            assert one[name] == person[name]
        for name in ("questions", "polls", "surveys", "resources", "calltoactions"):
            assert one[name] == person.get(name, [])
    lifetime, seconds = (
        profile["lifetimeactivity"],
        sum(one["liveseconds"] + one["ondemandseconds"] for one in activities.values()),
    )
    assert lifetime["totalengagementseconds"] == seconds
    assert lifetime["resources"] == sum(one["resourcesdownloaded"] for one in activities.values())
    moments = [moment(one["lastactivity"]) for one in profile["recentactivities"]]
    assert moments == sorted(moments, reverse=True)


def test_whoever_registers_has_a_profile(desk: Desk) -> None:
    nobody = (404, "No lead data was found for that email address")
    assert desk.message(desk.get("/lead/john@acme.com")) == nobody
    desk.register(jobtitle="Other")
    profile = desk.json("/lead/john@acme.com")
    assert (profile["firstname"], profile["company"]) == ("John", "Acme")
    assert [one["eventid"] for one in profile["recentactivities"]] == [EVENT]
    assert profile["lifetimeactivity"]["totaltouches"] == 0
    desk.send("POST", "/forget", {"email": "john@acme.com"})
    assert desk.message(desk.get("/lead/john@acme.com")) == nobody


def test_forgotten_leads_are_gone(desk: Desk) -> None:
    before = desk.json("/lead")
    email = before["leads"][0]["email"]
    desk.send("POST", "/forget", {"email": email})
    after = desk.json("/lead")
    assert after["totalleads"] == before["totalleads"] - 1
    assert email not in emails(after["leads"])


def test_companies_are_those_of_the_last_90_days(library: Desk, everybody: list[Json]) -> None:
    companies = library.json("/engagedaccount")["accounts"]
    recent = {one["eventuserid"]: one for one in everybody if left(one) >= NOON - timedelta(days=90)}
    points: Counter[str] = Counter()
    rows = pages(library, "/registrant", "registrants", startdate=EPOCH - timedelta(days=900), enddate=EPOCH)
    for one in rows:
        if one["eventuserid"] in recent and "company" in one:
            points[one["company"]] += round(recent[one["eventuserid"]]["engagementscore"] * 10)
    ranked = sorted(points, key=lambda name: (-points[name], name))
    assert [one["name"] for one in companies] == ranked[:100]
    domains = [domain for one in companies for domain in one["domains"]]
    assert len(set(domains)) == len(domains)
    assert len({one["profileurl"] for one in companies}) == len(companies)


def test_literal_errors(library: Desk) -> None:
    too_long = library.get("/lead", startdate="2025-01-01", enddate="2026-02-01")
    assert library.message(too_long) == (400, "startDate and endDate can't be more than 365 days appart.")
    last = library.json("/lead")["pagecount"] - 1
    text = f"Invalid pageOffset, range must be between 0 and {last}."
    assert library.message(library.get("/lead", pageoffset=last + 1)) == (400, text)
    assert library.json("/lead", itemsperpage=5000)["clientid"] == ACCOUNT
