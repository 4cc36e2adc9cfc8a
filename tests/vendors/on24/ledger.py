"""A ledger: what an account must hold after some writing, by the plainest bookkeeping there is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

PRESENT = ("active", "deleted")
ANYBODY = (*PRESENT, "forgotten")


@dataclass
class Happening:
    """An event as it was last seen or written; those who `came` are numbers of people."""

    id: int
    title: str
    starts: datetime
    live_starts: datetime
    is_hidden: bool = False
    is_deleted: bool = False
    came: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Person:
    """A registration."""

    id: int
    event: int
    email: str
    status: str
    company: str | None
    created: str

    def has(self, email: str) -> bool:
        """Tell whether this is the registration of an address."""
        return self.status != "forgotten" and self.email.lower() == email.lower()


@dataclass
class Ledger:
    """Events and people by their numbers, deleted events and forgotten people too, and which addresses they had."""

    events: dict[int, Happening] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    seen: set[tuple[int, str]] = field(default_factory=set)

    def standing(self) -> list[Happening]:
        """Return the events that are not deleted."""
        return [event for event in self.events.values() if not event.is_deleted]

    def addresses(self, event: int | None = None) -> set[str]:
        """Return every address there ever was, in an event or in all."""
        return {email for number, email in self.seen if event in (None, number)}

    def of(self, event: int, statuses: Collection[str] = PRESENT) -> list[Person]:
        """Return the people of an event."""
        return [one for one in self.people.values() if one.event == event and one.status in statuses]

    def reported(self, statuses: Collection[str] = PRESENT) -> list[Person]:
        """Return the people that the account's lists show."""
        return [one for event in self.standing() if not event.is_hidden for one in self.of(event.id, statuses)]

    def attendees(self, event: int) -> set[int]:
        """Return who came and is not forgotten."""
        return {one.id for one in self.of(event)} & self.events[event].came

    def find(self, event: int, email: str) -> Person | None:
        """Return whose address it is in an event."""
        return next((one for one in self.of(event) if one.has(email)), None)

    def places(self, emails: Iterable[str], event: int | None = None) -> list[Person]:
        """Return every registration of some addresses, in all events or in one."""
        events = [one.id for one in self.standing() if event in (None, one.id)]
        found = [self.find(number, email) for number in events for email in emails]
        return list({one.id: one for one in found if one is not None}.values())

    def write(self, person: Person, **changed: Any) -> None:
        """Note other values of a registration."""
        self.people[person.id] = written = replace(person, **changed)
        self.seen |= {(one.event, one.email.lower()) for one in (person, written) if one.status != "forgotten"}

    def forget(self, people: Iterable[Person]) -> list[int]:
        """Note that people are forgotten; return their numbers."""
        numbers = sorted(one.id for one in people)
        for number in numbers:
            changed = {"email": f"{number}-deleted", "company": None, "status": "forgotten"}
            self.write(self.people[number], **changed)
        return numbers


def person_of(row: dict[str, Any]) -> Person:
    """Read a row of a list of registrants."""
    return Person(
        row["eventuserid"], row["eventid"], row["email"], row["userstatus"], row.get("company"), row["createtimestamp"]
    )
