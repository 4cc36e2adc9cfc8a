"""Who speaks at an account's events: a small circle of people who are seen again and again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mock_server.fake import People, Stream, label, slug
from mock_server.vendors.on24.programme.materials import Speaker
from mock_server.vendors.on24.programme.stock import Words

# The circle stands far down the list of people, where no audience reaches unless it is scaled up.
_FIRST_PERSON = 50_000
_CIRCLE = 24
_ROLES = ("Producer", "Presenter", "Presenter", "Q&A Moderator")


class Speakers:
    """Picks speakers. Two in three are the company's own, the others come from customers and partners."""

    def __init__(self, people: People, seed: int, company: str, domain: str) -> None:
        self._people, self._seed = people, seed
        self._company, self._domain = company, domain

    def pick(self, many: int, language: str, words: Words, new_id: Iterator[int], draw: Stream) -> Sequence[Speaker]:
        """Return so many different people, with different biographies, the first of whom also runs the event."""
        biographies = len(words["bios"]["own"])
        chosen = {number % biographies: number for number in draw.shuffled(range(_CIRCLE))}
        return tuple(
            self._speaker(number, language, words, next(new_id), _ROLES[place % len(_ROLES)])
            for place, number in enumerate([*chosen.values()][:many])
        )

    def _speaker(self, number: int, language: str, words: Words, identity: int, role: str) -> Speaker:
        draw = Stream(self._seed, label("speaker"), label(language), number)
        person = self._people.person(language, _FIRST_PERSON + number)
        is_own = draw.chance(66)
        company, kind = (self._company, "own") if is_own else (person.company, "guest")
        local = f"{slug(person.first_name)}.{slug(person.last_name)}"
        # By number: nobody at the company has somebody else's title, and few guests have.
        titles, bios = words["titles"][kind], words["bios"][kind]
        title, bio = titles[number % len(titles)], bios[number % len(bios)]
        return Speaker(
            id=identity,
            first_name=person.first_name,
            last_name=person.last_name,
            email=f"{local}@{self._domain}" if is_own else person.email,
            title=title,
            company=company,
            description=bio.format(first=person.first_name, last=person.last_name, title=title, company=company),
            access_mode=role,
        )
