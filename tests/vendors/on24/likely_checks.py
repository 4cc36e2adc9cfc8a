"""What somebody who knows companies would miss at once: of their people, of speakers, and of what is offered."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection

from tests.vendors.on24.snapshot import Snapshot

OWN_COMPANY = "Northfold Systems"
COUNTRIES = {
    "AG": {"Germany", "Switzerland"},
    "GmbH": {"Germany", "Switzerland"},
    "SA": {"France", "Switzerland"},
    "Sàrl": {"France", "Switzerland"},
    "Ltd": {"United Kingdom", "United States"},
}
ADDRESS = ("addressstreet1", "city", "zip")


def companies_have_one_size_one_industry_and_one_country(account: Snapshot) -> None:
    for name in ("companysize", "companyindustry", "country"):
        said = defaultdict(set)
        for one in account.registrants:
            if name in one and "company" in one:
                said[one["company"]].add(one[name])
        assert all(len(values) == 1 for values in said.values())


def legal_forms_are_those_of_the_country(account: Snapshot) -> None:
    for one in account.registrants:
        countries = COUNTRIES.get(one.get("company", "").split(" ")[-1], {one.get("country")})
        assert one.get("country", next(iter(countries))) in countries, one


def addresses_are_given_whole_or_not_at_all(account: Snapshot) -> None:
    for event in account.events:
        asked = {field["fieldid"] for field in event.fields}
        if {"address1", "city", "zip"} <= asked or {"address_street1", "city", "zip"} <= asked:
            assert all(sum(name in one for name in ADDRESS) in (0, len(ADDRESS)) for one in event.registrants)


def speakers_are_told_apart(account: Snapshot) -> None:
    """Nobody at the company has the title of somebody else, and nobody in an event the biography of another."""
    titles = defaultdict(set)
    for event in account.events:
        speakers = event.facts.get("speakers", ())
        bios = [without(one["description"], (one["name"], *one["name"].split(), one["company"])) for one in speakers]
        assert len(set(bios)) == len(bios)
        for one in speakers:
            if one["company"] == OWN_COMPANY:
                titles[one["title"], event.facts["localelanguagecd"]].add(one["name"])
    assert all(len(names) == 1 for names in titles.values())


def without(text: str, words: Collection[str]) -> str:
    """Return a text without some words."""
    return re.sub("|".join(map(re.escape, words)), "", text)


def calls_to_action_lead_somewhere(account: Snapshot) -> None:
    for event in account.events:
        assert all(re.match("https://|mailto:", call["action"]) for call in event.calls)


CHECKS: list[Callable[[Snapshot], None]] = [
    companies_have_one_size_one_industry_and_one_country,
    legal_forms_are_those_of_the_country,
    addresses_are_given_whole_or_not_at_all,
    speakers_are_told_apart,
    calls_to_action_lead_somewhere,
]
