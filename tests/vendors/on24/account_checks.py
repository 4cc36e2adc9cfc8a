"""What must be true of the lists across events, and of what is looked up by e-mail: they are the events' own rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from tests.vendors.on24.people_checks import unique
from tests.vendors.on24.snapshot import Json, Snapshot, day, moment

# What only the account's rows have, and only an event's.
_OF_ACCOUNT, _OF_EVENT = ("clientid", "eventid"), ("attendeesessions",)
_BY_EMAIL_LACKS = {"createtimestamp", "emailformat", "clientid"}
_ENGAGED = timedelta(days=90)
# What a profile calls a number of an attendee.
_PROFILE = {
    "livetime": "liveminutes",
    "ondemandtime": "archiveminutes",
    "attendedlive": "liveviewed",
    "attendedarchive": "archiveviewed",
    "askedquestions": "askedquestions",
    "answeredpolls": "answeredpolls",
    "answeredsurveys": "answeredsurveys",
    "resourcesdownloaded": "resourcesdownloaded",
    "questions": "questions",
    "polls": "polls",
    "surveys": "surveys",
    "resources": "resources",
}


def without(row: Json, names: Iterable[str]) -> Json:
    """Return a row without some of what it has."""
    return {name: value for name, value in row.items() if name not in names}


def grouped(rows: Iterable[Json], name: str = "eventid") -> dict[object, list[Json]]:
    """Return rows by event, or by what else they have."""
    groups: dict[object, list[Json]] = defaultdict(list)
    for row in rows:
        groups[row[name]].append(row)
    return groups


def last_activity(person: Json) -> datetime:
    """Return when an attendee was there last."""
    return max(moment(person[name]) for name in ("lastliveactivity", "lastarchiveactivity") if name in person)


def events_come_in_the_order_of_their_start(account: Snapshot) -> None:
    started = [(moment(event["goodafter"]), event["eventid"]) for event in account.listed]
    assert started == sorted(started)
    assert {event["isactive"] for event in account.listed} <= {True, False}


def registrants_of_the_account_are_those_of_its_events(account: Snapshot) -> None:
    known, homes = grouped(account.registrants), {event["eventid"]: event["clientid"] for event in account.listed}
    assert known.keys() <= {event.id for event in account.events}
    assert all(row["clientid"] == homes[row["eventid"]] for row in account.registrants)
    for event in account.events:
        rows = [without(row, ["clientid"]) for row in reversed(known[event.id])]
        assert sorted(rows, key=number) == sorted(event.registrants, key=number)


def number(row: Json) -> int:
    """Return whose row it is."""
    return int(row["eventuserid"])


def registrants_of_the_account_are_newest_first(account: Snapshot) -> None:
    created = [moment(row["createtimestamp"]) for row in account.registrants]
    assert created == sorted(created, reverse=True)


def attendees_of_the_account_are_those_of_its_events(account: Snapshot) -> None:
    known = grouped(account.attendees)
    assert known.keys() <= {event.id for event in account.events}
    for event in account.events:
        rows = [without(row, _OF_ACCOUNT) for row in reversed(known[event.id])]
        assert rows == [without(person, _OF_EVENT) for person in event.attendees]
        assert all(row["clientid"] == event.facts["clientid"] for row in known[event.id])


def attendees_of_the_account_are_of_the_newest_event_first(account: Snapshot) -> None:
    places = {event["eventid"]: at for at, event in enumerate(account.listed)}
    order = [places[row["eventid"]] for row in account.attendees]
    assert order == sorted(order, reverse=True)


def period_by_period_there_are_as_many(account: Snapshot) -> None:
    for path, rows in (("registrant", account.registrants), ("attendee", account.attendees)):
        start, count = account.now - timedelta(days=3 * 365), 0
        while start < account.now:
            upto = start + timedelta(days=120)
            window = {"startdate": day(start), "enddate": day(upto), "itemsperpage": 1}
            count += account.ask.json(f"/{path}", **window)[f"total{path}s"]
            start = upto + timedelta(days=1)
        assert count == len(rows)


def presenters_of_the_account_are_those_of_its_events(account: Snapshot) -> None:
    theirs = [row for event in account.events for row in event.presenters]
    unique(row["sessionid"] for row in theirs)
    assert sorted(account.presenters, key=session_number) == sorted(theirs, key=session_number)
    started = [moment(row["starttime"]) for row in account.presenters]
    assert started == sorted(started, reverse=True)


def session_number(row: Json) -> int:
    """Return the number of a speaker's session."""
    return int(row["sessionid"])


def leads_are_the_attendees_of_the_last_year(account: Snapshot) -> None:
    since = datetime.combine(day(account.now - timedelta(days=364)), datetime.min.time(), account.as_of.tzinfo)
    came = {row["email"].lower() for row in account.attendees if last_activity(row) >= since.astimezone(UTC)}
    unique(lead["email"].lower() for lead in account.leads)
    assert {lead["email"].lower() for lead in account.leads} == came
    assert {lead["engagementlevel"] for lead in account.leads} <= {"LOW", "MEDIUM", "HIGH"}
    assert all(lead["businessinterests"] for lead in account.leads)
    links = {row["userprofileurl"]: row["email"].lower() for row in account.registrants}
    assert all(links[lead["userprofileurl"]] == lead["email"].lower() for lead in account.leads)


def engaged_companies_are_those_of_recent_attendees(account: Snapshot) -> None:
    recent = [row for row in account.attendees if last_activity(row) >= account.now - _ENGAGED]
    domains = {row["email"].lower().rpartition("@")[2] for row in recent}
    unique(company["name"] for company in account.companies)
    unique(domain for company in account.companies for domain in company["domains"])
    assert all(set(company["domains"]) <= domains for company in account.companies)
    assert bool(account.companies) <= bool(recent)
    assert len(account.companies) <= 100


def hubs_hold_what_was_held(account: Snapshot) -> None:
    titles = {event["eventid"]: event["description"] for event in account.listed}
    facts = {event.id: event for event in account.events}
    for hub, (shelf, activity) in account.hubs.items():
        assert shelf["gatewayid"] == activity["eventid"] == hub
        assert activity["description"] == titles[hub]
        assert activity["clientid"] == facts[hub].facts["clientid"]
        for one, use in zip(shelf["contents"], activity["contents"], strict=True):
            assert all(one[name] == use[name] for name in ("contentid", "contentname", "contenttype"))
            assert ("eventid" in one) == (one["contenttype"] == "webcast")
            assert "eventid" not in one or titles[one["eventid"]] == one["contentname"]
            assert use["uniqueviews"] <= use["totalviews"]
        views = sum(use["totalviews"] for use in activity["contents"])
        assert activity["totalcontentviews"] == facts[hub].usage["contentviews"] == views
        assert activity["contentviewers"] <= facts[hub].usage["totalattendees"]


def registrants_are_found_by_their_address(account: Snapshot) -> None:
    known = grouped(account.registrants, "email")
    for email in account.addresses:
        rows = known[email]
        answer = account.by_email("registrant", email, "/allevents")
        assert answer["totalregistrants"] == len(rows)
        assert sorted(answer["registrants"], key=number) == sorted(rows, key=number)
        created = [moment(row["createtimestamp"]) for row in answer["registrants"]]
        assert created == sorted(created, reverse=True)
        one = account.by_email("registrant", email.upper())["registrant"]
        assert one in [without(row, _BY_EMAIL_LACKS) for row in rows if moment(row["createtimestamp"]) == created[0]]


def attendees_are_found_by_their_address(account: Snapshot) -> None:
    known = grouped(account.attendees, "email")
    for email in account.addresses:
        rows = sorted(known[email], key=last_activity, reverse=True)
        if rows:
            answer = account.by_email("attendee", email, "/allevents")
            assert answer["totalattendees"] == len(rows)
            assert [last_activity(row) for row in answer["attendees"]] == [last_activity(row) for row in rows]
            assert sorted(answer["attendees"], key=number) == sorted(rows, key=number)
            bare = account.by_email("attendee", email)
            assert any(bare.items() <= row.items() for row in rows if last_activity(row) == last_activity(rows[0]))


def profiles_add_up_what_their_people_did(account: Snapshot) -> None:
    registered, came = grouped(account.registrants, "email"), grouped(account.attendees, "email")
    levels = {lead["email"]: lead["engagementlevel"] for lead in account.leads}
    for email in account.addresses:
        profile = account.by_email("lead", email)
        activities = {one["eventuserid"]: one for one in profile["recentactivities"]}
        assert activities.keys() == {row["eventuserid"] for row in registered[email]}
        for row in registered[email]:
            assert activities[row["eventuserid"]]["registrationdate"] == row["createtimestamp"]
            assert profile["firstname"] == row["firstname"]
        for person in came[email]:
            assert_same_deeds(activities[person["eventuserid"]], person)
        lifetime = profile["lifetimeactivity"]
        assert lifetime["engagementlevel"] == levels.get(email, lifetime["engagementlevel"])
        assert lifetime["resources"] == sum(person["resourcesdownloaded"] for person in came[email])
        seconds = sum(one["liveseconds"] + one["ondemandseconds"] for one in activities.values())
        assert lifetime["totalengagementseconds"] == seconds
        assert lifetime["webinarsattended"] <= len(came[email])


def assert_same_deeds(activity: Json, person: Json) -> None:
    """A profile tells of an event what the event tells of the attendee."""
    assert {name: activity.get(name) for name in _PROFILE} == {
        name: person.get(known) for name, known in _PROFILE.items()
    }
    assert moment(activity["lastactivity"]) == last_activity(person)
    assert activity["ctasaccessed"] == len(person.get("calltoactions", ()))


def questions_of_an_hour_are_those_of_the_events(account: Snapshot) -> None:
    asked = {one["questionid"]: one for _, person in account.pairs() for one in person["questions"]}
    moments = sorted(moment(one["createtimestamp"]) for one in asked.values())
    for start in moments[:: len(moments) // 12 + 1]:
        window = {"startdate": start.isoformat(), "enddate": (start + timedelta(hours=1)).isoformat()}
        answer = account.ask.json("/userquestions", **window)["questions"]
        within = {key for key, one in asked.items() if start <= moment(one["createtimestamp"]) <= start + _HOUR}
        assert {one["questionid"] for one in answer} == within
        for one in answer:
            assert asked[one["questionid"]].items() <= one.items()


_HOUR = timedelta(hours=1)


def sub_accounts_have_events_of_their_own(account: Snapshot) -> None:
    family = {sub["id"] for sub in account.ask.json("").get("subclients", ())}
    homes = Counter(row["clientid"] for row in account.registrants)
    ever = {"startdate": day(account.now - timedelta(days=3 * 365)), "itemsperpage": 1}
    for sub in family:
        answer = account.ask.json("/registrant", subaccounts=sub, **ever)
        assert answer["totalregistrants"] == homes.pop(sub, 0)
    assert account.ask.json("/registrant", excludesubaccounts="Y", **ever)["totalregistrants"] == homes.total()
    assert len(homes) <= 1


CHECKS: list[Callable[[Snapshot], None]] = [
    events_come_in_the_order_of_their_start,
    registrants_of_the_account_are_those_of_its_events,
    registrants_of_the_account_are_newest_first,
    attendees_of_the_account_are_those_of_its_events,
    attendees_of_the_account_are_of_the_newest_event_first,
    period_by_period_there_are_as_many,
    presenters_of_the_account_are_those_of_its_events,
    leads_are_the_attendees_of_the_last_year,
    engaged_companies_are_those_of_recent_attendees,
    hubs_hold_what_was_held,
    registrants_are_found_by_their_address,
    attendees_are_found_by_their_address,
    profiles_add_up_what_their_people_did,
    questions_of_an_hour_are_those_of_the_events,
    sub_accounts_have_events_of_their_own,
]
