"""An account of the second independent service: events, who registered for them, and who came."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

PACIFIC = ZoneInfo("America/Los_Angeles")
CLIENT = 80441
Record = dict[str, Any]
TITLES = ("Lämpöpumput arjessa", "Zahlen für Gründerinnen", "Kyberturva 2026", "Was Städte kühlt", "Metsän äänet")
PEOPLE = (("Jörg", "Müller"), ("Päivi", "Häkkinen"), ("Seppo", "Väänänen"), ("Käthe", "Größl"), ("Aino", "Mäkelä"))
COMPANIES = ("Sähkö Oy", "Grün & Söhne", None, None)
MINUTES = (
    "averageliveminutes", "averagecumulativeliveminutes", "averagearchiveminutes", "averagecumulativearchiveminutes",
    "totalcumulativeliveminutes", "totalcumulativearchiveminutes", "totalcumulativeminutes", "totalmediaplayerminutes",
    "totallivemediaplayerminutes", "totalarchivemediaplayerminutes",
)  # fmt: skip
COUNTS = (
    "numberofquestionsasked", "numberofquestionsanswered", "numberofpollspushed", "numberofpollresponses",
    "numberofsurveyspresented", "numberofsurveyresponses", "registrationpagehits",
)  # fmt: skip


@dataclass(frozen=True)
class Account:
    """Events by their start, registrants and attendees by when they registered, all as they are on the wire."""

    now: datetime
    events: list[Record]
    registrants: list[Record]
    attendees: list[Record]


class Opener:
    """Makes an account from a seed, around a moment."""

    def __init__(self, now: datetime, seed: int = 80441) -> None:
        self.chance, self.now = random.Random(seed), now.replace(microsecond=0)
        self.last = 512_004_117

    def open(self, events: int = 29, people: int = 330) -> Account:
        held = sorted(
            (self.event(1_900_113 + 37 * n, n, events) for n in range(events)), key=lambda e: at(e["goodafter"])
        )
        past = [event for event in held if at(event["goodafter"]) < self.now and event["isactive"]]
        crowd = [60, *(self.chance.choice((0, 2, 5, 9)) for _ in past[1:])]
        asked = self.chance.choices(past, crowd, k=people) if past else ()
        registrants = sorted((self.registrant(event, held) for event in asked), key=lambda r: at(r["createtimestamp"]))
        by_id = {event["eventid"]: event for event in held}
        came = [row for row in registrants if row["userstatus"] == "active" and self.chance.random() < 0.6]
        attendees = [self.attendee(row, by_id[row["eventid"]]) for row in came]
        for event in held:
            self.use(event, [r for r in registrants if r["eventid"] == event["eventid"]], attendees)
        return Account(self.now, held, registrants, attendees)

    def event(self, number: int, count: int, of: int) -> Record:
        start = (self.now + timedelta(days=110 * count / of - 85, hours=count % 5)).replace(minute=0, second=0)
        made, end = start - timedelta(days=40, minutes=count), start + timedelta(hours=1)
        key = f"{self.chance.getrandbits(128):032X}"
        kind = self.chance.choice(("Live Video and Audio", "Simulive", "On Demand"))
        early = timedelta(0) if kind == "On Demand" else timedelta(minutes=15)
        return {
            "description": f"{self.chance.choice(TITLES)} ({count + 1})", "eventid": number, "clientid": CLIENT,
            "eventtype": kind, "contenttype": "webcast" if count % 7 else "video", "isactive": count % 11 != 5,
            "goodafter": told(start), "livestart": told(start - early), "liveend": told(end),
            "archivestart": told(end + timedelta(minutes=30)), "archiveend": told(end + timedelta(days=365)),
            "createtimestamp": told(made), "lastmodified": told(made + timedelta(days=1)), "lastupdated": "",
            "displaytimezonecd": self.chance.choice(("Europe/Helsinki", "Europe/Zurich")), "regrequired": True,
            "audienceurl": f"https://event.on24.com/wcc/r/{number}/{key}", "audiencekey": key, "streamtype": "video",
            "localelanguagecd": self.chance.choice(("fi", "de")),
            "tags": self.chance.sample(("kevät", "KMU"), k=count % 3),
            "scheduledeventduration": 60, "ishybridevent": False, "istestevent": False, "iseliteexpired": "N",
        }  # fmt: skip

    def registrant(self, event: Record, held: list[Record]) -> Record:
        first, last = self.chance.choice(PEOPLE)
        self.last += self.chance.randint(3, 900)
        start = at(event["goodafter"])
        then = start - timedelta(seconds=self.chance.randrange(60, 20 * 86400))
        status = self.chance.choices(("active", "deleted", "forgotten"), (40, 2, 1))[0]
        email = f"{ascii_of(first)}.{ascii_of(last)}{self.chance.randint(1, 80)}@posti.example"
        row = {
            "eventuserid": self.last, "eventid": event["eventid"], "sourceeventid": event["eventid"], "email": email,
            "createtimestamp": told(then), "firstname": first, "lastname": last, "userstatus": status,
            "marketingemail": self.chance.choice("YN"), "eventemail": "Y", "emailformat": "html", "os": "linux",
            "company": self.chance.choice(COMPANIES), "city": self.chance.choice((None, "Zürich", "Jyväskylä")),
            "partnerref": self.chance.choice((None, None, "kirje", "messe")), "browser": "firefox140",
        }  # fmt: skip
        if status == "forgotten":
            gone = {"email": f"{self.last}-deleted", "firstname": "deleted", "lastname": "deleted", "company": None}
            return row | gone | {"marketingemail": "N", "eventemail": "N", "city": None, "partnerref": "-"}
        return {name: value for name, value in row.items() if value is not None}

    def attendee(self, row: Record, event: Record) -> Record:
        begin, live, later = at(event["goodafter"]), self.chance.randint(0, 60), self.chance.choice((0, 0, 12))
        live = live or (0 if later else 7)
        found = {name: row[name] for name in ("email", "eventid", "eventuserid", "sourceeventid", "userstatus")}
        found |= {
            "clientid": CLIENT, "isblocked": "N", "liveminutes": live, "archiveminutes": later, "askedquestions": 0,
            "cumulativeliveminutes": live, "cumulativearchiveminutes": later, "resourcesdownloaded": later % 5,
            "answeredpolls": 0, "answeredsurveys": 0, "engagementscore": round(self.chance.random() * 10, 1),
        }  # fmt: skip
        if "partnerref" in row:
            found["partnerref_"] = row["partnerref"]
        if live:
            found |= {"firstliveactivity": told(begin), "lastliveactivity": told(begin + timedelta(minutes=live))}
        if later:
            first = begin + timedelta(hours=3)
            found |= {
                "firstarchiveactivity": told(first),
                "lastarchiveactivity": told(first + timedelta(minutes=later)),
            }
        return found

    def use(self, event: Record, registrants: list[Record], attendees: list[Record]) -> None:
        came = [one for one in attendees if one["eventid"] == event["eventid"]]
        live, later = sum(one["liveminutes"] for one in came), sum(one["archiveminutes"] for one in came)
        event["eventanalytics"] = dict.fromkeys(MINUTES, 0) | {
            "totalregistrants": sum(one["userstatus"] != "forgotten" for one in registrants),
            "totalattendees": len(came),
            "liveattendees": sum(one["liveminutes"] > 0 for one in came), "totalcumulativeminutes": live + later,
            "ondemandattendees": sum(one["archiveminutes"] > 0 for one in came), "totalcumulativeliveminutes": live,
            "totalcumulativearchiveminutes": later,
        }  # fmt: skip
        moments = [event["lastmodified"], *(one["createtimestamp"] for one in registrants), *map(ended, came)]
        event["lastupdated"] = max(moments, key=at)


def ended(attendee: Record) -> str:
    """When somebody's last session ended."""
    found = [attendee[name] for name in ("lastliveactivity", "lastarchiveactivity") if name in attendee]
    return str(max(found, key=at))


def told(moment: datetime) -> str:
    return moment.astimezone(PACIFIC).isoformat(timespec="seconds")


def at(text: str) -> datetime:
    """When a text of the wire was."""
    return datetime.fromisoformat(text).astimezone(UTC)


def ascii_of(name: str) -> str:
    return name.lower().translate(str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"}))
