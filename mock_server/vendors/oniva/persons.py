"""Persons: everybody of a tenant, by a key: who is computed, who is other than computed, who is new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mock_server.core.api_errors import InvalidRequest
from mock_server.fake import People, slug
from mock_server.vendors.oniva.notes import PersonNote
from mock_server.vendors.oniva.written import Written

_NEW = "new"
# So much of a name is in an address that is made of it: the part before the @ has 64 characters at most (RFC 5321).
_LONGEST = 24


def key_of(language: str, number: int) -> str:
    """Return the key of a computed person."""
    return f"{language}/{number}"


def place_of(key: str) -> tuple[str, int] | None:
    """Return the language and number of a computed person, or None for somebody new."""
    language, _, number = key.partition("/")
    return None if language == _NEW else (language, int(number))


class Persons:
    """One address is one person, in all events; whatever is said of a person is said of it everywhere."""

    def __init__(self, people: People, written: Written) -> None:
        self._people, self._written = people, written

    def with_email(self, email: str) -> str | None:
        """Return the key of whoever has an address now, or None."""
        known = self._written.with_email(email)
        if known is not None:
            return known
        keys = (key_of(language, number) for language, number in self._people.find(email))
        # Somebody who was written about, and not found above, has another address now.
        return next((key for key in keys if key not in self._written.people), None)

    def new(self, like: tuple[str, int], said: Mapping[str, Any], answers: Mapping[str, str]) -> PersonNote:
        """Return somebody new, like a computed person but for what is said; without an address, the name makes one."""
        key = f"{_NEW}/{sum(place_of(key) is None for key in self._written.people)}"
        email = said.get("email") or self._free_email(like, said)
        return PersonNote(key, *like, email, {**said, "email": email}, answers)

    def told(self, key: str, said: Mapping[str, Any], answers: Mapping[str, str]) -> PersonNote | None:
        """Return what somebody becomes by what is said, or None where nothing is; raise InvalidRequest for an address
        that is another's.
        """
        if not said and not answers:
            return None
        taken = self.with_email(said["email"]) if "email" in said else None
        if taken not in (None, key):
            raise InvalidRequest.of("contact.email", message="is another person's")
        before = self._written.people.get(key) or self._computed(key)
        return replace(
            before,
            email=said.get("email", before.email),
            contact={**before.contact, **said},
            answers={**before.answers, **answers},
        )

    def _computed(self, key: str) -> PersonNote:
        place = place_of(key)
        assert place is not None
        return PersonNote(key, *place, self._people.person(*place).email)

    def _free_email(self, like: tuple[str, int], said: Mapping[str, Any]) -> str:
        person = self._people.person(*like)
        names = said.get("first_name", person.first_name), said.get("last_name", person.last_name)
        local, domain = ".".join(slug(name)[:_LONGEST] or "x" for name in names), person.email.partition("@")[2]
        copy, email = 1, f"{local}@{domain}"
        while self.with_email(email) is not None:
            copy += 1
            email = f"{local}{copy}@{domain}"
        return email
