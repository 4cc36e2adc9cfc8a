"""What must be true of the numbers of an event: they are those of its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from tests.vendors.on24.snapshot import Event, Json, Snapshot, moment

# A number of an event, and the number of its attendees that it adds up.
TOTALS = {
    "totalcumulativeliveminutes": "cumulativeliveminutes",
    "totalcumulativearchiveminutes": "cumulativearchiveminutes",
    "totallivemediaplayerminutes": "livemediaplayerminutes",
    "totalarchivemediaplayerminutes": "archivemediaplayerminutes",
    "numberofquestionsasked": "askedquestions",
    "numberofpollresponses": "answeredpolls",
    "numberofsurveyresponses": "answeredsurveys",
    "uniqueattendeeresourcedownloads": "resourcesdownloaded",
}
AVERAGES = {
    "averageliveminutes": ("liveminutes", "liveviewed"),
    "averagecumulativeliveminutes": ("cumulativeliveminutes", "liveviewed"),
    "averagearchiveminutes": ("archiveminutes", "archiveviewed"),
    "averagecumulativearchiveminutes": ("cumulativearchiveminutes", "archiveviewed"),
}
RATES = {
    "deliveryrate": ("delivered", "sent"),
    "openrate": ("opened", "delivered"),
    "clickedthroughrate": ("clicked", "delivered"),
    "clicktoopenrate": ("clicked", "opened"),
}


def people_are_counted(account: Snapshot) -> None:
    for event in account.events:
        usage = event.usage
        assert usage["totalregistrants"] == len(event.registrants)
        assert usage["totalattendees"] == len(event.attendees)
        assert usage["noshowcount"] == len(event.no_shows) == usage["totalregistrants"] - usage["totalattendees"]
        for count, viewed in (("liveattendees", "liveviewed"), ("ondemandattendees", "archiveviewed")):
            assert usage[count] == sum(person[viewed] == "Y" for person in event.attendees)
        assert usage["liveattendees"] + usage["ondemandattendees"] >= usage["totalattendees"]
        assert usage["registrationpagehits"] >= usage["totalregistrants"]


def totals_are_those_of_the_attendees(account: Snapshot) -> None:
    for event in account.events:
        for total, number in TOTALS.items():
            assert event.usage[total] == sum(person[number] for person in event.attendees), total
        for whole, live, archive in (
            ("totalcumulativeminutes", "totalcumulativeliveminutes", "totalcumulativearchiveminutes"),
            ("totalmediaplayerminutes", "totallivemediaplayerminutes", "totalarchivemediaplayerminutes"),
        ):
            assert event.usage[whole] == event.usage[live] + event.usage[archive]


def averages_are_those_of_the_attendees(account: Snapshot) -> None:
    for event in account.events:
        for average, (number, viewed) in AVERAGES.items():
            minutes = [person[number] for person in event.attendees if person[viewed] == "Y"]
            assert event.usage[average] == mean(sum(minutes), len(minutes)), average


def mean(total: int, count: int) -> int:
    """Return a mean to the nearest whole, half up; 0 of nobody."""
    return (2 * total + count) // (2 * count) if count else 0


def the_score_of_an_event_is_the_mean_of_its_attendees(account: Snapshot) -> None:
    for event in account.events:
        tenths = [round(person["engagementscore"] * 10) for person in event.attendees]
        assert event.usage["eventengagementscore"] == mean(sum(tenths), len(tenths)) / 10


def deeds_are_counted(account: Snapshot) -> None:
    for event in account.events:
        usage, people = event.usage, event.attendees
        answered = sum("answer" in one for person in people for one in person["questions"])
        assert usage["numberofquestionsanswered"] == answered
        assert usage["attendeeswhodownloadedresource"] == sum(bool(person["resources"]) for person in people)
        clicks = sum(one["clicks"] for person in people for one in person.get("calltoactions", ()))
        assert usage.get("numberofctaclicks") == (clicks if event.calls else None)
        messages = sum(len(chat["chatmessages"]) for chat in event.chats)
        assert usage["numberofgroupchatmessagessubmitted"] == messages


def what_is_offered_is_counted(account: Snapshot) -> None:
    for event in account.events:
        usage, has_ended = event.usage, moment(event.facts["liveend"]) <= account.as_of
        assert usage["numberofresourcesavailable"] == event.resources["totalresources"]
        assert usage["numberofpollspushed"] == (len(event.polls) if has_ended else 0)
        assert usage["numberofsurveyspresented"] == (len(event.surveys) if has_ended else 0)
        assert event.facts["media"]["polls"] == [poll["pollquestion"] for poll in event.polls]
        assert len(event.facts.get("surveyurls", ())) == len(event.surveys)


def partners_are_counted(account: Snapshot) -> None:
    for event in account.events:
        codes = Counter(one.get("partnerref", "-") for one in event.registrants)
        assert {one["code"]: one["count"] for one in event.facts["partnerrefstats"]} == codes


def emails_reach_fewer_and_fewer(account: Snapshot) -> None:
    for event in account.events:
        assert [one["subject"] for one in event.statistics] == [one["subject"] for one in event.emails]
        for one in event.statistics:
            assert 0 <= one["clicked"] <= one["opened"] <= one["delivered"] <= one["sent"]
            for rate, (part, whole) in RATES.items():
                assert abs(one[rate] * one[whole] - 100 * one[part]) <= 0.005001 * one[whole], rate
                assert one[whole] or not one[rate]


def emails_are_sent_to_those_whom_they_are_for(account: Snapshot) -> None:
    for event in account.events:
        for email, one in zip(event.emails, event.statistics, strict=True):
            assert one["sent"] == expected(account, event, email)


def expected(account: Snapshot, event: Event, email: Json) -> int:
    """Return how many an e-mail as the scenarios have it was sent to."""
    when, usage = email["whentosend"], event.usage
    if email["activated"] == "N":
        return 0
    if when == "Upon Registration":
        return int(usage["totalregistrants"])
    starts, ends = moment(event.facts["goodafter"]), moment(event.facts["liveend"])
    number, unit, side, _ = when.split()
    from_it = int(number) * {"Hour": 3600, "Day": 86400, "Week": 604800}[unit.removesuffix("s")]
    sent = starts.timestamp() - from_it if side == "Before" else ends.timestamp() + from_it
    if sent > account.as_of.timestamp():
        return 0
    if side == "Before":
        return sum(moment(one["createtimestamp"]).timestamp() <= sent for one in event.registrants)
    came = int(usage["liveattendees"])
    early = sum(moment(one["createtimestamp"]) <= ends for one in event.registrants)
    return came if "Attendee" in email["emailtype"] else early - came


def speakers_present_what_they_practised(account: Snapshot) -> None:
    for event in account.events:
        names = {speaker["name"] for speaker in event.facts.get("speakers", ())}
        started = [moment(one["starttime"]) for one in event.presenters]
        assert started == sorted(started)
        for one in event.presenters:
            assert (one["eventid"], one["eventtitle"]) == (event.id, event.facts["description"])
            assert f"{one['firstname']} {one['lastname']}" in names
            starts, ends = moment(one["starttime"]), moment(one["endtime"])
            is_practice = one["ispracticesession"] == "Y"
            opens, closes = moment(event.facts["livestart"]), moment(event.facts["liveend"])
            assert starts < ends <= (opens if is_practice else closes)
            assert is_practice or opens <= starts
        for message in event.presenter_chats:
            assert message["presentername"] in names
            assert moment(event.facts["livestart"]) <= moment(message["createtimestamp"])
            assert moment(message["createtimestamp"]) <= moment(event.facts["liveend"])


def an_event_says_everywhere_the_same_of_itself(account: Snapshot) -> None:
    for event in account.events:
        facts = event.facts
        assert facts["eventduration"] == facts["scheduledeventduration"]
        assert facts["goodtill"] == facts["liveend"]
        assert ("publishedtimestamp" in facts) == (facts["contenttype"] == "gateway")
        assert event.id == event.resources["eventid"] == event.reminder["eventid"]
        assert all(one["surveyid"] == f"{event.id}_{one['surveycode']}" for one in event.surveys)
        assert [one["email"] for one in event.statistics] == [one["emailtype"] for one in event.emails]
        for poll in event.polls:
            assert [one["answercode"] for one in poll["summary"]] == [
                f"choice{n + 1}" for n in range(len(poll["summary"]))
            ]
            pushed = moment(poll.get("livepushedtimestamp", facts["goodafter"]))
            assert moment(facts["goodafter"]) <= pushed <= moment(facts["liveend"]) or not event.is_live
        speakers = {one["presenterid"]: f"{one['firstname']} {one['lastname']}" for one in event.presenters}
        assert all(speakers[one["presenterid"]] == one["presentername"] for one in event.presenter_chats)


CHECKS: list[Callable[[Snapshot], None]] = [
    people_are_counted,
    totals_are_those_of_the_attendees,
    averages_are_those_of_the_attendees,
    the_score_of_an_event_is_the_mean_of_its_attendees,
    deeds_are_counted,
    what_is_offered_is_counted,
    partners_are_counted,
    emails_reach_fewer_and_fewer,
    emails_are_sent_to_those_whom_they_are_for,
    speakers_present_what_they_practised,
    an_event_says_everywhere_the_same_of_itself,
]
