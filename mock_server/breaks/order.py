"""Order: a break as it is written, `operation:place:edit[@n][=value]`.

`operation` is an operationId, or `*` for each that has the place; `place` see `place.py`; `@n` edits every n-th of the
places in a document only; `value` goes to the end and may hold anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mock_server.breaks.place import Place, shown
from mock_server.core.errors import ConfigError

EVERYWHERE = "*"
_SHORT = re.compile(r"([^:]+):([^:]+):([a-z][a-z-]*)(?:@([1-9][0-9]{0,5}))?(?:=(.*))?\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Order:
    """The parts of a short form; `value` is None where there is no equals sign."""

    operation: str
    place: Place
    word: str
    every: int = 1
    value: str | None = None

    def __str__(self) -> str:
        every = f"@{self.every}" if self.every > 1 else ""
        value = "" if self.value is None else f"={self.value}"
        return f"{self.operation}:{self.place}:{self.word}{every}{value}"

    @classmethod
    def parse(cls, text: str) -> Order:
        """Read a short form; raise ConfigError for a text that is none."""
        found = _SHORT.match(text)
        if found is None:
            raise ConfigError(
                f"{shown(text)} is no break; write operation:place:edit[=value],"
                " such as listThings:/items/*/name:rename=title, or an id of the catalogue"
            )
        operation, place, word, every, value = found.groups()
        return cls(operation, Place.parse(place), word, int(every or 1), value)
