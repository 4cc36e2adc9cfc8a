"""The request journal: what came in, what went out, and what there is to say about it. Bounded, and masked at entry."""

from __future__ import annotations

import itertools
import re
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

MASK = "***"
# What a parameter's name looks like. Anything else may be a value, or a secret, that lost its name.
_WORD = re.compile(r"([a-z]{1,20}|v[0-9]{1,2})?\Z", re.ASCII)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.\[\]-]{0,31}\Z", re.ASCII)


def shown_word(word: str) -> str:
    """Return a part of a path as the journal shows it: plain words and versions, nothing that could be a secret."""
    return word if _WORD.match(word) else MASK


def shown_name(name: str, values: Sequence[str]) -> str:
    """Return a parameter's name as the journal shows it; one without a value may be a value without a name."""
    return name if any(values) and _NAME.match(name) else MASK


@dataclass(slots=True)
class Entry:
    """One exchange. `query` has the values of sensitive and unknown parameters masked; there are no headers and no
    bodies in it. `status` is None while the exchange runs. Times are Unix seconds of the clock, and milliseconds.
    """

    id: int
    vendor: str
    method: str
    path: str
    query: Mapping[str, Sequence[str]]
    started: float
    operation: str | None = None
    client: str | None = None
    status: int | None = None
    milliseconds: float | None = None
    notes: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)


class Journal:
    """A ring of the newest exchanges, shared by all threads."""

    def __init__(self, size: int = 1000) -> None:
        self._entries: deque[Entry] = deque(maxlen=size)
        self._ids = itertools.count(1)
        self._lock = threading.Lock()

    def open(self, vendor: str, method: str, path: str, query: Mapping[str, Sequence[str]], started: float) -> Entry:
        """Begin an entry, so that exchanges in flight show; the caller completes it."""
        entry = Entry(next(self._ids), vendor, method, path, query, started)
        with self._lock:
            self._entries.append(entry)
        return entry

    def entries(self) -> list[Entry]:
        """Return what is remembered, oldest first."""
        with self._lock:
            return list(self._entries)

    def violations(self) -> list[Entry]:
        """Return the exchanges that broke the contract."""
        return [entry for entry in self.entries() if entry.violations]

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
