"""The contacts of an event: who its registrants are, and how they are found again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mock_server.fake import People, Person, Stream, label, mix
from mock_server.vendors.on24.forms.phones import formatted_phone
from mock_server.vendors.on24.people.companies import Companies
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.materials import RegistrationField

# How many people of a language come to events again and again, before others are taken. A prime, so that every event
# can visit them in an order of its own.
_AUDIENCE = 1499
# Addresses reserved for documentation (RFC 5737).
_NETWORKS = ("192.0.2", "198.51.100", "203.0.113")
_DEVICES = (
    ("win10", "chrome137"),
    ("win10", "chrome138"),
    ("win11", "chrome138"),
    ("win11", "edge137"),
    ("macos", "safari18"),
    ("macos", "chrome138"),
    ("ios", "safari18"),
    ("android", "chrome138"),
    ("linux", "firefox140"),
)
# Far down the list of people, below the speakers: who has an address that is nobody's.
_FIRST_STRANGER, _STRANGERS = 100_000, 100_000
# First and last name, as addresses have them.
_NAMES = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)\.([^\W\d_]+(?:-[^\W\d_]+)*)\d*@")
# What every registration has, asked for or not; in the spellings that pages and forms have for it.
_ALWAYS = frozenset({"email", "firstname", "lastname", "first_name", "last_name"})
_WHERE = frozenset({"address_street1", "city", "zip"})
_ADDRESS = _WHERE | {"state", "country"}
_OF_OFFICE = _ADDRESS | {"work_phone"}
# How many in a hundred fill in what they need not.
_WILLING = 60


@dataclass(frozen=True, slots=True)
class Device:
    """What somebody looks at events with."""

    os: str
    browser: str
    ip_address: str


class Contacts:
    """Who registers as which row of an event: one language, nobody twice.

    `stock` maps "places" and "answers" to what the fixtures hold.
    """

    def __init__(self, plan: EventPlan, seed: int, people: People, stock: Mapping[str, Any]) -> None:
        self._plan, self._people = plan, people
        self._key = mix(seed, label("on24/contacts"), plan.index)
        self._step = 1 + self._key % (_AUDIENCE - 1)
        self._back = pow(self._step, -1, _AUDIENCE)
        language = plan.people_language
        self._companies, self._texts = Companies(stock["places"], language), stock["answers"][language]
        self._asked = [field for field in plan.fields if field.id not in _ALWAYS]
        self._must_tell_address = any(field.is_required for field in plan.fields if field.id in _WHERE)

    def person(self, row: int) -> Person:
        """Return who a row is."""
        cohort, place = divmod(row, _AUDIENCE)
        number = cohort * _AUDIENCE + (place * self._step + self._key) % _AUDIENCE
        return self._people.person(self._plan.people_language, number)

    def find(self, email: str) -> Iterator[int]:
        """Yield the planned rows with this address, in any case of letters, without looking at the others."""
        for language, number in self._people.find(email):
            if language != self._plan.people_language:
                continue
            cohort, place = divmod(number, _AUDIENCE)
            row = cohort * _AUDIENCE + (place - self._key) * self._back % _AUDIENCE
            if row < self._plan.planned:
                yield row

    def person_at(self, email: str) -> Person:
        """Return who has an address: whoever it is computed for in any event, else somebody who is made up for it."""
        known = next(self._people.find(email), None)
        if known is not None:
            return replace(self._people.person(*known), email=email)
        number = Stream(label("on24/strangers"), label(email.lower())).below(_STRANGERS)
        made = self._people.person(self._plan.people_language, _FIRST_STRANGER + number)
        spelled = _NAMES.match(email)
        if spelled is None:
            return replace(made, email=email)
        first, last = (part.replace("-", " ").title().replace(" ", "-") for part in spelled.groups())
        return replace(made, email=email, first_name=first, last_name=last)

    def answers(self, person: Person) -> Mapping[str, str]:
        """Return what a person writes on the registration page besides name and address, by field.

        Where events ask the same, people answer the same.
        """
        told = self._told(person)
        known: Mapping[str, str] = self._office(person) if any(field.id in _OF_OFFICE for field in told) else {}
        return {field.id: known.get(field.id) or self._answer(person, field) for field in told}

    def device(self, person: Person) -> Device:
        """Return what a person looks at events with."""
        draw = _habit(person, "device")
        os, browser = draw.pick(_DEVICES)
        return Device(os, browser, f"{draw.pick(_NETWORKS)}.{draw.between(1, 254)}")

    def _told(self, person: Person) -> Sequence[RegistrationField]:
        """Return the fields that somebody fills in: of an address all or none, but for those that must be."""
        tells_address = self._must_tell_address or _habit(person, "whole address").chance(_WILLING)
        return [
            field
            for field in self._asked
            if field.is_required
            or (tells_address if field.id in _ADDRESS else _habit(person, field.id).chance(_WILLING))
        ]

    def _office(self, person: Person) -> Mapping[str, str]:
        draw = _habit(person, "address")
        office = self._companies.office(person.company, draw)
        place = office.place
        phone = "".join(str(draw.below(10)) if digit == "#" else digit for digit in place["phone"])
        return {
            "address_street1": office.street,
            "city": place["city"],
            "state": place["state"],
            "zip": place["zip"],
            "country": place["country"],
            "work_phone": formatted_phone(phone),
        }

    def _answer(self, person: Person, field: RegistrationField) -> str:
        options: Sequence[str] = field.options or self._texts
        if field.id == "company":
            return person.company
        if field.id == "company_size":
            return self._companies.size(person.company, options)
        if field.id == "company_industry":
            return self._companies.industry(person.company, options)
        return _habit(person, field.id).pick(options)


def _habit(person: Person, name: str) -> Stream:
    """Return chances that are the same for a person in every event: drawn by the address."""
    return Stream(label("on24/habits"), label(person.email.lower()), label(name))
