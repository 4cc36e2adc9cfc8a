"""A tenant of the independent service: 37 events and 412 bookings, in German and Finnish, always the same."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

ZURICH = ZoneInfo("Europe/Zurich")
SCOPES = ("contacts:read", "events:read", "bookings:read")
Record = dict[str, Any]

TITLES = (
    "Frühlingstagung der Stadtwerke", "Kesäpäivät Tampereella", "Einführung in die Büchereiverwaltung",
    "Syysretki Nuuksioon", "Jahrestreffen «Grüne Dächer»", "Työpaja: hyvä äänenkäyttö", "Fachgespräch Wärmenetze",
)  # fmt: skip
PLACES = (
    ("Kongresshaus", "Claridenstrasse 5", "8002", "Zürich", "CH"),
    ("Tampere-talo", "Yliopistonkatu 55", "33100", "Tampere", "FI"),
    ("Stadthalle", "Königsallee 1", "40212", "Düsseldorf", "DE"),
)
PEOPLE = (("Jörg", "Müller"), ("Päivi", "Häkkinen"), ("Seppo", "Väänänen"), ("Käthe", "Größl"), ("Aino", "Mäkelä"))
OPTIONS = {"addon": ("Pysäköinti", "Mittagessen"), "registration": ("Ganzer Tag", "Aamupäivä")}
BOOKING_WEIGHTS = {
    "confirmed": 50, "canceled": 12, "requested": 9, "expired": 8, "reserved": 6,
    "pending": 5, "declined": 4, "discarded": 4, "tentative": 2,
}  # fmt: skip
OF_ITS_OPTION = {"confirmed": "confirmed", "canceled": "canceled", "requested": "requested", "declined": "declined"}


@dataclass(frozen=True)
class Tenant:
    """Events and bookings as they are on the wire, events by start and bookings by creation."""

    id: str
    name: str
    events: list[Record]
    bookings: list[Record]


class Founder:
    """Makes a tenant from a seed."""

    def __init__(self, seed: int = 20260917) -> None:
        self.chance = random.Random(seed)
        self.today = datetime(2026, 9, 17, 8, 30, tzinfo=ZURICH)
        self.spaces = [
            {"name": n, "key": k, "id": self.id()} for n, k in (("Verwaltung", "verwaltung"), ("Väki", "vaki"))
        ]
        self.groups = [{"name": name, "id": self.id()} for name in ("Gäste", "Jäsenet")]

    def id(self) -> str:
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))

    def found(self, events: int = 37, bookings: int = 412) -> Tenant:
        held = sorted((self.event(number) for number in range(events)), key=lambda e: moment(e["startDate"]))
        open_ones = [event for event in held if event["status"] != "draft"]
        # Some have no booking at all, one has more than a page of the largest size holds.
        crowd = [130, *(self.chance.choice((0, 3, 8, 11, 25)) for _ in open_ones[1:])]
        made = [
            b
            for event in (self.chance.choices(open_ones, crowd, k=bookings) if open_ones else ())
            for b in [self.booking(event)]
        ]
        made.sort(key=lambda b: moment(b["createdAt"]))
        for number, booking in enumerate(made, 4711):
            booking["bookingNumber"] = f"{booking['createdAt'][:4]}-{number:06d}"
        return Tenant(self.id(), "Kuntaliitto & Städteverbund", held, made)

    def at(self, days: float) -> datetime:
        # Wall-clock whole minutes; seconds are kept for what machines write.
        return (self.today + timedelta(days=days)).replace(minute=self.chance.choice((0, 15, 30, 45)), second=0)

    def event(self, number: int) -> Record:
        start = self.at(self.chance.choice((-320, -90, -30, -7, 14, 14, 45, 200)) + number % 5)
        made = self.at(-400 - number)
        past, online = start < self.today, self.chance.random() < 0.25
        status = self.chance.choices(
            ("completed",) if past else ("active", "draft", "cancelled"), (1,) if past else (6, 2, 1)
        )[0]
        currency = self.chance.choice(("EUR", "CHF", None))
        title = f"{self.chance.choice(TITLES)} {2026 + number % 2}"
        event = {
            "title": title, "id": self.id(), "key": f"{slug(title)}-{number + 1}", "status": status,
            "languages": self.chance.sample(("de", "en", "fr"), k=self.chance.randint(1, 3)),
            "startDate": start.isoformat(), "timezone": "Europe/Zurich",
            "endDate": (start + timedelta(hours=7)).isoformat() if number % 6 else None,
            "workspace": self.chance.choice(self.spaces), "isOnline": online,
            "location": None if online else place(self.chance.choice(PLACES)),
            "lead": self.chance.choice((None, "Für alle, die dabei waren, ja niille, jotka eivät olleet.")),
            "description": self.chance.choice((None, "<p>Programm folgt.</p>")),
            "categories": self.chance.sample(("Fortbildung", "Fest", "Retki"), k=self.chance.randint(0, 2)),
            "tags": self.chance.sample(("öffentlich", "2026", "ÖV"), k=self.chance.randint(0, 3)),
            "currency": currency or "CHF", "url": f"https://anlass.example/{slug(title)}-{number + 1}",
            "createdAt": made.isoformat(), "updatedAt": (made + timedelta(days=2, seconds=number)).isoformat(),
        }  # fmt: skip
        event["options"] = [
            self.option(event, kind, bool(currency)) for kind in ("registration", "registration", "addon")
        ]
        return event

    def option(self, event: Record, kind: str, paid: bool) -> Record:
        timed = kind == "registration" and self.chance.random() < 0.5
        return {
            "type": kind, "id": self.id(), "title": self.chance.choice(OPTIONS[kind]),
            "price": self.chance.choice((49, 120.5, 89.9)) if paid else None, "currency": event["currency"],
            "isOnline": event["isOnline"], "location": None, "startDate": event["startDate"] if timed else None,
            "endDate": event["endDate"] if timed else None, "capacity": self.chance.choice((None, 250, 400)),
            "waitingListCapacity": self.chance.choice((None, 10)), "bookedCount": 0,
        }  # fmt: skip

    def booking(self, event: Record) -> Record:
        made = (moment(event["createdAt"]) + timedelta(days=5, seconds=self.chance.randrange(30 * 86400))).astimezone(
            ZURICH
        )
        status = self.chance.choices(list(BOOKING_WEIGHTS), list(BOOKING_WEIGHTS.values()))[0]
        then = (made + timedelta(minutes=9, seconds=17)).isoformat()
        contact = self.contact()
        chosen = [event["options"][self.chance.randrange(2)]] + event["options"][2:] * (self.chance.random() < 0.3)
        booked = [self.booked(option, status, contact, then) for option in chosen]
        paid = any(option["price"] for option in chosen)
        return {
            "bookingNumber": "", "status": status, "id": self.id(), "eventId": event["id"], "contact": contact,
            "options": booked, "payment": self.payment(event, status, booked, then) if paid else None,
            "language": contact["language"], "updatedAt": then, "createdAt": made.isoformat(),
            "canceledAt": then if status == "canceled" else None,
            "confirmedAt": then if status == "confirmed" else None,
        }  # fmt: skip

    def contact(self) -> Record:
        first, last = self.chance.choice(PEOPLE)
        return {
            "email": f"{slug(first)}.{slug(last)}{self.chance.randint(1, 60)}@Posti.example", "id": self.id(),
            "lastName": last, "firstName": first, "language": self.chance.choice(("de", "en", "it")),
            "gender": self.chance.choice((None, "female", "male", "other")),
            "company": self.chance.choice((None, "Sähkö Oy")), "mobile": self.chance.choice((None, "+358 40 5550100")),
            "authorisationGroup": self.chance.choice(self.groups),
            "fields": self.chance.choice(({}, {"allergia": "pähkinät", "t-shirt": "XL"})),
        }  # fmt: skip

    def booked(self, option: Record, status: str, contact: Record, then: str) -> Record:
        own = OF_ITS_OPTION.get(status, "reserved")
        guests = [{"isCompanion": False, "lastName": contact["lastName"], "firstName": contact["firstName"]}]
        guests += [{"isCompanion": True, "lastName": "Öhman", "firstName": "Åke"}] * (self.chance.random() < 0.2)
        add_on = option["type"] == "addon"
        quantity = self.chance.randint(1, 3) if add_on else 1
        if own == "confirmed":
            option["bookedCount"] += quantity if add_on else len(guests)
        came = own == "confirmed" and not add_on and self.chance.random() < 0.5
        return {
            "optionId": option["id"], "id": self.id(), "type": option["type"], "title": option["title"], "status": own,
            "price": option["price"], "quantity": quantity, "participants": [] if add_on else guests,
            "checkIn": {"attendanceDate": then if came else None, "attendance": came},
        }  # fmt: skip

    def payment(self, event: Record, status: str, booked: list[Record], then: str) -> Record:
        fee = self.chance.choice((0, 2.5))
        amount = round(sum((one["price"] or 0) * one["quantity"] for one in booked) + fee, 2)
        state = (
            self.chance.choice(("paid", "open"))
            if status == "confirmed"
            else self.chance.choice(("open", "failed", "cancelled"))
        )
        return {
            "amount": amount, "feeAmount": fee, "vatRate": 8.1, "vatAmount": round(amount * 8.1 / 108.1, 2),
            "currency": event["currency"], "status": state, "paidAt": then if state == "paid" else None,
            "method": self.chance.choice(("invoice", "online", "cash")) if state in ("paid", "failed") else None,
        }  # fmt: skip


def moment(text: str) -> datetime:
    """When a text of the wire was."""
    return datetime.fromisoformat(text)


def place(parts: tuple[str, ...]) -> Record:
    return dict(zip(("name", "street", "zip", "city", "country"), parts, strict=True))


def slug(text: str) -> str:
    """A text as it stands in a link."""
    plain = text.lower().translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}))
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in plain).split())
