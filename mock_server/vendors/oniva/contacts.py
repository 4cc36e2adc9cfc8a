"""The contacts of an event: who they are, and how they are found again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from mock_server.fake import Ids, People, Person, Stream, label, mix
from mock_server.vendors.oniva.kinds import RecordKind
from mock_server.vendors.oniva.models import AuthorisationGroup, Contact
from mock_server.vendors.oniva.notes import PersonNote
from mock_server.vendors.oniva.program import EventPlan

# How many people of a language come to events again and again, before others are taken. A prime, so that every
# event can visit them in an order of its own.
_AUDIENCE = 1499


class Contacts:
    """Contact `number` of one event, for any number below that of its planned bookings."""

    def __init__(self, plan: EventPlan, seed: int, ids: Ids, people: People, stock: Mapping[str, Any]) -> None:
        self._plan, self._ids, self._people, self._stock = plan, ids, people, stock
        self._seed = mix(seed, label("bookings"), plan.index)
        self._step = 1 + self._seed % (_AUDIENCE - 1)

    def place(self, contact: int) -> tuple[str, int]:
        """Return the language and number of the person that a contact is."""
        cohort, place = divmod(contact, _AUDIENCE)
        return self._language(contact), cohort * _AUDIENCE + (place * self._step + self._seed) % _AUDIENCE

    def number_of(self, language: str, number: int) -> int | None:
        """Return the number of the contact that a person is, or None where it is none of the planned ones."""
        cohort, place = divmod(number, _AUDIENCE)
        contact = cohort * _AUDIENCE + (place - self._seed) * pow(self._step, -1, _AUDIENCE) % _AUDIENCE
        return contact if contact < self._plan.planned and self._language(contact) == language else None

    def person(self, contact: int, who: PersonNote | None = None) -> Person:
        """Return who a contact is; `who` is what was written about the person."""
        if who is None:
            return self._people.person(*self.place(contact))
        return replace(self._people.person(who.language, who.number), **who.contact)

    def somebody(self, language: str, number: int) -> Person:
        """Return a person by language and number, contact or not."""
        return self._people.person(language, number)

    def companion(self, person: Person, draw: Stream) -> Person:
        """Return somebody who comes along: of the same language."""
        return self._people.person(person.language, draw.below(_AUDIENCE))

    def _language(self, contact: int) -> str:
        """Seven in ten speak the event's first language."""
        languages = self._plan.languages
        turn = contact % 10
        return languages[0] if turn < 7 else languages[turn % len(languages)]

    def find(self, email: str) -> Iterator[int]:
        """Yield the numbers of the contacts with this address, without looking at the others."""
        for language, number in self._people.find(email):
            contact = self.number_of(language, number)
            if contact is not None:
                yield contact

    def record(self, number: int, who: PersonNote | None = None) -> Contact:
        """Return a contact as a record; `who` is what was written about the person."""
        person = self.person(number, who)
        computed = person if who is None else self._people.person(who.language, who.number)
        groups = self._stock["groups"][self._plan.languages[0]]
        place = Stream(self._seed, label("contact"), number).pick((0, 0, 0, 1, 1, 2, 3, 4, 5))
        group = place % len(groups)
        # What is true of the person in every event is drawn by the person's first address.
        draw = Stream(label("habits"), label(computed.email))
        tells_company = draw.chance(90) or (who is not None and "company" in who.contact)
        answers = self._answers(computed, draw)
        return Contact(
            id=self._ids.make(RecordKind.CONTACT, self._plan.index, number),
            email=person.email,
            first_name=person.first_name,
            last_name=person.last_name,
            gender=person.gender,
            mobile=person.mobile,
            language=person.language,
            company=person.company if tells_company else None,
            authorisation_group=AuthorisationGroup(
                self._ids.make(RecordKind.GROUP, self._plan.index, group), groups[group]
            ),
            fields=answers if who is None else {**answers, **who.answers},
        )

    def _answers(self, person: Person, draw: Stream) -> Mapping[str, str]:
        """Answer the form: the address always, the rest as people do."""
        words = self._stock["answers"][person.language]
        answers = {"street": person.street, "zip": person.zip, "city": person.city, "phone": person.phone}
        if draw.chance(70):
            answers["function"] = draw.pick(words["function"])
        if draw.chance(40):
            answers["dietary"] = draw.pick(words["dietary"])
        return answers
