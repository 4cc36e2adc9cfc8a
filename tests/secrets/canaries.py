"""Canaries: texts that may turn up in no output, and a search that knows them in any spelling."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

_HEAD, _TAIL, _PHONE = "zqx", "xqz", "4179887"
_DIGITS = 5
KINDS = ("bare", "secret", "email", "person", "phone", "words")


def _in_base64(text: str) -> Iterator[str]:
    """Yield what base64 makes of a text at each of the three places it can begin at."""
    for before in range(3):
        coded = base64.b64encode(b"\0" * before + text.encode()).decode().rstrip("=")
        # The first and last characters depend on the neighbours.
        yield re.escape(coded[4 if before else 0 : -2])


_CORE = re.compile(f"(?:{_HEAD})+([0-9]{{{_DIGITS}}})?|{_PHONE}([0-9]{{{_DIGITS}}})", re.IGNORECASE)
_CODED = re.compile("|".join(_in_base64(f"{_HEAD}{_HEAD}{_HEAD}")))


class Canaries:
    """Makes canaries, each another one, and remembers where each was put."""

    def __init__(self) -> None:
        self._places: dict[str, str] = {}

    def _core(self, place: str) -> str:
        number = f"{len(self._places):0{_DIGITS}d}"
        self._places[number] = place
        return f"{_HEAD * 3}{number}{_TAIL}"

    def bare(self, place: str) -> str:
        """A text that could be a name: letters and digits, as a generated secret has them."""
        return self._core(place)

    def secret(self, place: str) -> str:
        """A secret of every kind of character."""
        return f"S3/{self._core(place)}+=%&~"

    def email(self, place: str) -> str:
        """An e-mail address."""
        return f"{self._core(place)}.o'neil+x@person.example"

    def person(self, place: str) -> str:
        """A person's name."""
        return f"Zoë {self._core(place).upper()}-Müller"

    def phone(self, place: str) -> str:
        """A phone number."""
        number = self._core(place)[-len(_TAIL) - _DIGITS : -len(_TAIL)]
        return f"+{_PHONE}{number}"

    def words(self, place: str) -> str:
        """A free text."""
        return f'Please call\n"{self._core(place)}" <b>before</b> 10:30'

    def of_kind(self, kind: str, place: str) -> str:
        """One of a kind."""
        return str(getattr(self, kind)(f"{place} ({kind})"))

    def of_each_kind(self, place: str) -> list[str]:
        """One of every kind."""
        return [self.of_kind(kind, place) for kind in KINDS]

    def found_in(self, text: str) -> list[str]:
        """Return where the canaries were put that a text holds, in whatever spelling; "base64" for a coded one."""
        numbers = {match[1] or match[2] for match in _CORE.finditer(text)}
        found = sorted({self._places.get(number, "a part of one") for number in numbers})
        return [*found, *(["base64"] if _CODED.search(text) else [])]
