"""People whose name, gender, address, phones, company and e-mail belong together; found again by their e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from mock_server.fake.slug import slug
from mock_server.fake.stream import Stream, label, mix

_EMAIL = re.compile(r"([a-z0-9-]+)\.([a-z-]+?)([0-9]*)@([a-z0-9.-]+)\Z", re.ASCII)
# Mailboxes that are nobody's employer's.
_PRIVATE = ("example.com", "example.org", "example.net", "mail.example", "posta.example")
_LEGAL_FORM = re.compile(
    r" (AG|GmbH|Genossenschaft|SA|Sàrl|Fondation|Coopérative|Sagl|Fondazione|Ltd|Foundation|Association)$"
)


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person. `gender` is "female", "male", "other" or None; phones are in a range nobody has."""

    first_name: str
    last_name: str
    gender: str | None
    language: str
    email: str
    mobile: str | None
    phone: str
    company: str
    street: str
    zip: str
    city: str


class People:
    """Person `number` of a language, for any number: the first ones have plain addresses (anna.mueller@…), those after
    all names are used up carry a figure (anna.mueller2@…).

    `pools` maps "people", "places", "streets", "companies" to what `fixtures/pools` holds.
    """

    def __init__(self, seed: int, pools: Mapping[str, Any]) -> None:
        self._seed = mix(seed, label("people"))
        self._pools = pools
        self._tribes = {language: _Tribe(self._seed, names) for language, names in pools["people"].items()}
        self.person = lru_cache(maxsize=4096)(self._person)
        # An account looks for one address in all of its events.
        self._found = lru_cache(maxsize=1024)(self._new_found)
        self._slug = lru_cache(maxsize=8192)(slug)

    def _person(self, language: str, number: int) -> Person:
        tribe = self._tribes[language]
        first, last, copy = tribe.name(number)
        draw = Stream(self._seed, label(language), number)
        company = draw.pick(self._pools["companies"][language])
        place = draw.pick(self._places[language])
        street = draw.pick(self._pools["streets"][place["language"]])
        figure = str(copy + 1) if copy else ""
        local = f"{self._slug(first)}.{self._slug(last)}{figure}"
        domain = draw.pick(_PRIVATE) if draw.chance(8) else self._domain(company)
        return Person(
            first_name=first,
            last_name=last,
            gender=_gender(draw, tribe.is_female(first)),
            language=language,
            email=f"{local.title() if draw.chance(3) else local}@{domain}",
            mobile=f"+41 7{draw.between(6, 9)} 000 {_two(draw)} {_two(draw)}" if draw.chance(85) else None,
            phone=f"+41 {place['area']} 000 {_two(draw)} {_two(draw)}",
            company=company,
            street=f"{street} {draw.between(1, 120)}",
            zip=place["zip"],
            city=place["city"],
        )

    def find(self, email: str) -> Iterator[tuple[str, int]]:
        """Yield (language, number) of everyone with this address, in any case of letters; mostly one or nobody."""
        return iter(self._found(email.lower()))

    def _new_found(self, wanted: str) -> Sequence[tuple[str, int]]:
        match = _EMAIL.match(wanted)
        if match is None or match[3] in ("0", "1") or match[3].startswith("0"):
            return ()
        numbers = {
            language: tribe.number(match[1], match[2], int(match[3] or 1) - 1)
            for language, tribe in self._tribes.items()
        }
        return tuple(
            (language, number)
            for language, number in numbers.items()
            if number is not None and self.person(language, number).email.lower() == wanted
        )

    def _domain(self, company: str) -> str:
        """Return a company's domain below .example, which nobody can own (RFC 2606)."""
        return f"{self._slug(_LEGAL_FORM.sub('', company))}.example"

    @cached_property
    def _places(self) -> Mapping[str, Sequence[Mapping[str, str]]]:
        places = self._pools["places"]
        by_language = {name: [one for one in places if one["language"] == name] for name in ("de", "fr", "it")}
        return {**by_language, "en": [*by_language["de"], *by_language["fr"]]}


class _Tribe:
    """The names of one language, and the numbering of everybody who can be made of them."""

    def __init__(self, seed: int, names: Mapping[str, Sequence[str]]) -> None:
        self._female = frozenset(names["female"])
        self._first = [*names["female"], *names["male"]]
        self._last = names["last"]
        self._size = len(self._first) * len(self._last)
        # n → n * step + start (mod size) visits every pair of names once; 2^61 - 1 is prime, so no size divides it.
        self._step = ((1 << 61) - 1) % self._size
        self._start = mix(seed, label(self._first[0])) % self._size

    def name(self, number: int) -> tuple[str, str, int]:
        copy, place = divmod(number, self._size)
        pair = (place * self._step + self._start) % self._size
        return self._first[pair % len(self._first)], self._last[pair // len(self._first)], copy

    def number(self, first: str, last: str, copy: int) -> int | None:
        if first not in self._first_at or last not in self._last_at:
            return None
        pair = self._last_at[last] * len(self._first) + self._first_at[first]
        return (pair - self._start) * pow(self._step, -1, self._size) % self._size + copy * self._size

    def is_female(self, first: str) -> bool:
        return first in self._female

    @cached_property
    def _first_at(self) -> Mapping[str, int]:
        return {slug(name): at for at, name in enumerate(self._first)}

    @cached_property
    def _last_at(self) -> Mapping[str, int]:
        return {slug(name): at for at, name in enumerate(self._last)}


def _gender(draw: Stream, is_female: bool) -> str | None:
    fate = draw.below(100)
    if fate < 2:
        return "other"
    if fate < 8:
        return None
    return "female" if is_female else "male"


def _two(draw: Stream) -> str:
    return f"{draw.below(100):02d}"
