"""Where companies are, how large they are and what they do: functions of the name, whoever of them is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from mock_server.fake import Stream, label

# How many in a hundred work at the head office, the others elsewhere in its country.
_AT_HEAD_OFFICE = 85
_NUMBER_AFTER = ("Germany", "Switzerland")
_MANY = 512


@dataclass(frozen=True, slots=True)
class Office:
    """An office of a company: a place of the stock, and the street with the number."""

    place: Mapping[str, str]
    street: str


class Companies:
    """The companies whose people speak a language. `stock` is what the fixture of places holds."""

    def __init__(self, stock: Mapping[str, Any], language: str) -> None:
        self._stock, self._facts, self._language = stock, stock["companies"], language
        self._head_office = lru_cache(_MANY)(self._new_head_office)
        self._industries = lru_cache(_MANY)(self._new_industries)
        self._places: dict[tuple[str, str], list[Mapping[str, str]]] = {}
        for place in stock["places"]:
            self._places.setdefault((place["country"], place["language"]), []).append(place)

    def office(self, company: str, draw: Stream) -> Office:
        """Return where somebody of a company works: mostly at its head office, never in another country."""
        head = self._head_office(company)
        if draw.chance(_AT_HEAD_OFFICE):
            return head
        return self._office(head.place["country"], head.place["language"], draw)

    def size(self, company: str, options: Sequence[str]) -> str:
        """Return which of the sizes a company has."""
        return _chances(company, "size").pick(options)

    def industry(self, company: str, options: Sequence[str]) -> str:
        """Return which of the industries a company is in: the one its name tells, else the last, which is any other."""
        return next((one for one in self._industries(company) if one in options), options[-1])

    def _new_industries(self, company: str) -> Sequence[str]:
        named = self._facts["industries"][self._language].items()
        return [one for one, words in named if any(word in company for word in words)]

    def _new_head_office(self, company: str) -> Office:
        draw = _chances(company, "office")
        forms = {one["ending"]: one for one in self._facts["forms"]}
        home = forms.get(company.rpartition(" ")[2]) or self._facts["others"][self._language]
        return self._office(draw.pick(home["countries"]), home["language"], draw)

    def _office(self, country: str, language: str, draw: Stream) -> Office:
        place = draw.pick(self._places[country, language])
        street = draw.pick(self._stock["streets"][f"{country}/{language}"])
        number = draw.between(1, 120)
        is_after = country in _NUMBER_AFTER
        return Office(place, f"{street} {number}" if is_after else f"{number} {street}")


def _chances(company: str, name: str) -> Stream:
    """Return chances that are the same for a company in every event."""
    return Stream(label("on24/companies"), label(company), label(name))
