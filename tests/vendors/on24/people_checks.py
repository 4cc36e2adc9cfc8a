"""What must be true of the events of every account, and of who registers for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.vendors.on24.snapshot import MOMENT, PACIFIC, Event, Json, Snapshot, moment, values

RESERVED_DOMAINS = (".example", ".test", "example.com", "example.org", "example.net")
PHONES = re.compile(r"\d{3}-\d{4}|\(\d{3}\)-\d{3}-\d{4}|\d{8,9}|\d{11,15}")
# What may lie ahead: what is planned.
PLANNED = {"goodafter", "goodtill", "livestart", "liveend", "archivestart", "archiveend"}
# Two names of the same thing: on the registration page, and of a registrant.
FIELD_NAMES = {"address1": "addressstreet1", "address2": "addressstreet2"}
# What belongs to the person, not to one registration.
PERSONAL = ("firstname", "lastname", "os", "browser", "ipaddress", "marketingemail", "eventemail")


def nothing_is_null_or_empty(account: Snapshot) -> None:
    """What has no value is left out."""
    for name, value in values(account.everything):
        assert value is not None, name
        assert value != "", name


def moments_are_pacific_to_the_second(account: Snapshot) -> None:
    for name, value in values(account.everything):
        if isinstance(value, str) and MOMENT.fullmatch(value):
            assert datetime.fromisoformat(value).astimezone(PACIFIC).isoformat() == value, name
            assert value[-6:] in ("-07:00", "-08:00"), name


def nothing_has_happened_in_the_future(account: Snapshot) -> None:
    for name, value in values(account.everything):
        if name not in PLANNED and isinstance(value, str) and MOMENT.fullmatch(value):
            assert moment(value) < account.as_of, (name, value)


def moments_of_an_event_follow_from_its_start(account: Snapshot) -> None:
    for event in account.listed:
        named = ("goodafter", "livestart", "liveend", "archivestart", "archiveend")
        starts, opens, ends, archived, expires = (moment(event.get(name, event["goodafter"])) for name in named)
        has_archive = "archivestart" in event
        assert has_archive == ("archiveend" in event)
        if opens == starts:
            assert len({starts, opens, ends, archived, expires}) == 1
            continue
        assert starts - opens == timedelta(minutes=15)
        assert ends - starts == timedelta(minutes=event["scheduledeventduration"])
        if has_archive:
            assert archived - ends == timedelta(minutes=30)
            zone = ZoneInfo(event["displaytimezonecd"])
            assert expires.astimezone(zone) == a_year_after(archived.astimezone(zone))


def a_year_after(wall: datetime) -> datetime:
    """Return the same time on the same wall, a year later; of 29 February, on 1 March."""
    is_leap_day = (wall.month, wall.day) == (2, 29)
    return wall.replace(year=wall.year + 1, **({"month": 3, "day": 1} if is_leap_day else {}))


def events_are_created_before_they_are_modified_and_held(account: Snapshot) -> None:
    for event in account.listed:
        created, modified = moment(event["createtimestamp"]), moment(event["lastmodified"])
        assert created <= modified <= moment(event["lastupdated"])
        assert created < moment(event["livestart"])


def an_event_is_the_same_in_the_list_and_alone(account: Snapshot) -> None:
    for event in account.events:
        listed, alone = {**event.listed}, {**event.facts}
        numbers, usage = listed.pop("eventanalytics"), alone.pop("eventanalytics")
        assert listed.items() <= alone.items()
        assert numbers.items() <= usage.items()


def links_name_their_event(account: Snapshot) -> None:
    for event in account.listed:
        number = event["eventid"]
        assert event["audienceurl"].endswith(f"/{number}/{event['audiencekey']}")
        assert re.fullmatch("[0-9A-F]{32}", event["audiencekey"])
        for name in ("reporturl", "previewurl", "pmurl", "uploadurl"):
            assert f"e={number}&k=" in event[name]
            assert event["audiencekey"] not in event[name]
        assert event.get("eventlocation") == event.get("campaigncode")


def numbers_are_unique(account: Snapshot) -> None:
    unique(event["eventid"] for event in account.listed)
    unique(event["audiencekey"] for event in account.listed)
    unique(one["eventuserid"] for one in account.registrants)
    unique(email["emailid"] for event in account.events for email in event.emails)
    unique(poll[name] for event in account.events for poll in event.polls for name in ("pollid", "pollquestionid"))
    unique(one["ctaid"] for event in account.events for one in event.calls)
    unique(one["resourceid"] for event in account.events for one in resources(event))


def unique(numbers: Iterator[object]) -> None:
    """Complain about what comes twice."""
    known = list(numbers)
    assert len(set(known)) == len(known)


def resources(event: Event) -> list[Json]:
    """Return all resources of an event."""
    return [*event.resources["resourcesviewed"], *event.resources["resourcesnotviewed"]]


def addresses_are_unique_in_an_event(account: Snapshot) -> None:
    for event in account.events:
        unique(one["email"].lower() for one in event.registrants)


def registrants_are_listed_in_the_order_of_time(account: Snapshot) -> None:
    for event in account.events:
        created = [(moment(one["createtimestamp"]), one["eventuserid"]) for one in event.registrants]
        assert created == sorted(created)
        assert len(event.registrant_of) == len(event.registrants)


def people_register_once_the_event_exists_and_as_long_as_it_can_be_seen(account: Snapshot) -> None:
    for event in account.events:
        facts = event.facts
        for one in event.registrants:
            created = moment(one["createtimestamp"])
            assert moment(facts["createtimestamp"]) < created
            if event.is_live:
                assert created < moment(facts.get("archiveend", facts["liveend"]))
            else:
                assert moment(facts["goodafter"]) <= created
            # While it is on, or its recording is made, nobody is let in.
            assert not moment(facts["liveend"]) <= created < moment(facts.get("archivestart", facts["liveend"]))


def a_registrant_is_of_the_event(account: Snapshot) -> None:
    for event in account.events:
        for one in event.registrants:
            assert one["eventid"] == one["sourceeventid"] == event.id
            assert one["userprofileurl"].endswith(f"?e={event.id}&u={one['eventuserid']}")
            assert one.get("campaigncode") == event.facts.get("campaigncode")
            assert one["userstatus"] == "active"


def registrants_came_by_a_link_or_not(account: Snapshot) -> None:
    for one in account.registrants:
        assert ("utmsource" in one) == ("partnerref" in one and "campaigncode" in one)
        if "utmsource" in one:
            assert one["utmsource"] == one["partnerref"]
            assert one["utmcampaign"] == one["campaigncode"].lower()


def the_registration_page_is_filled_in(account: Snapshot) -> None:
    """Required fields have a value, list boxes one of theirs, and nothing was told that was not asked."""
    for event in account.events:
        asked = {field["fieldid"].replace("_", ""): field for field in event.fields}
        asked = {FIELD_NAMES.get(name, name): field for name, field in asked.items()}
        assert {"email", "firstname", "lastname"} <= asked.keys()
        required = {name for name, field in asked.items() if field["required"] == "Y"}
        choices = {name: field["options"] for name, field in asked.items() if field["fieldtype"] == "listbox"}
        for one in event.registrants:
            assert required <= one.keys()
            assert all(one[name] in options for name, options in choices.items() if name in one)
            assert all(name in asked for name in one if name in _ASKED)


_ASKED = {"company", "jobtitle", "jobfunction", "companyindustry", "companysize", "country", "state", "city", "zip"}
_ASKED |= {"addressstreet1", "addressstreet2", "workphone", "homephone", "fax", "notes", "other"}
_ASKED |= {f"std{number}" for number in range(1, 11)}


def list_boxes_offer_each_option_once(account: Snapshot) -> None:
    countries = [
        field["options"] for event in account.events for field in event.fields if field["fieldid"] == "country"
    ]
    assert all(options == countries[0] for options in countries)
    for event in account.events:
        for field in event.fields:
            assert (field["fieldtype"] == "listbox") == bool(field.get("options"))
            unique(iter(field.get("options", ())))


def phones_are_formatted(account: Snapshot) -> None:
    for one in account.registrants:
        for name in ("workphone", "homephone", "fax"):
            assert name not in one or PHONES.fullmatch(one[name])


def addresses_are_at_reserved_domains_and_carry_the_name(account: Snapshot) -> None:
    for one in account.registrants:
        local, _, domain = one["email"].lower().partition("@")
        assert domain.endswith(RESERVED_DOMAINS)
        assert re.fullmatch(r"[a-z-]+\.[a-z-]+[0-9]*", local)
        assert one["firstname"][0].lower() in (local[0], *"äöüéèâîôçàœš")


def one_address_is_one_person_in_all_events(account: Snapshot) -> None:
    people: dict[str, Json] = {}
    for one in account.registrants:
        known = people.setdefault(one["email"].lower(), {})
        told = {name: value for name, value in one.items() if name in (*PERSONAL, *_ASKED, "email")}
        assert all(known.setdefault(name, value) == value for name, value in told.items()), one["email"]


def places_of_hybrid_events_are_theirs(account: Snapshot) -> None:
    for event in account.events:
        is_hybrid = event.facts["ishybridevent"]
        assert all(("attendeetype" in one) == is_hybrid for one in event.registrants)
        for one in event.attendees:
            assert ("launchmode" in one) == is_hybrid
            if one.get("launchmode") == "At the Venue":
                assert one["liveviewed"] == "Y"
                assert event.registrant_of[one["eventuserid"]]["attendeetype"] == "In-Person"


CHECKS: list[Callable[[Snapshot], None]] = [
    nothing_is_null_or_empty,
    moments_are_pacific_to_the_second,
    nothing_has_happened_in_the_future,
    moments_of_an_event_follow_from_its_start,
    events_are_created_before_they_are_modified_and_held,
    an_event_is_the_same_in_the_list_and_alone,
    links_name_their_event,
    numbers_are_unique,
    addresses_are_unique_in_an_event,
    registrants_are_listed_in_the_order_of_time,
    people_register_once_the_event_exists_and_as_long_as_it_can_be_seen,
    a_registrant_is_of_the_event,
    registrants_came_by_a_link_or_not,
    the_registration_page_is_filled_in,
    list_boxes_offer_each_option_once,
    phones_are_formatted,
    addresses_are_at_reserved_domains_and_carry_the_name,
    one_address_is_one_person_in_all_events,
    places_of_hybrid_events_are_theirs,
]
