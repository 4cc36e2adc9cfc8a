"""The request journal: what came in, what went out, and what there is to say about it. Bounded, and masked at entry."""

from __future__ import annotations

import hashlib
import itertools
import re
import secrets
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

MASK = "***"
# What a parameter's name looks like: words, with a number at their end at most. Anything else may be a value, or a
# secret, that lost its name: generated secrets have digits among their letters.
_WORD = re.compile(r"([a-z]{1,20}|v[0-9]{1,2})?\Z", re.ASCII)
_NAME = re.compile(r"(?=.{1,32}\Z)_?[A-Za-z]{1,24}[0-9]{0,2}([_.\[\]-][A-Za-z]{0,24}[0-9]{0,2})*\Z", re.ASCII)

Texts = Mapping[str, Mapping[str, Sequence[str]]]


def shown_word(word: str) -> str:
    """Return a part of a path as the journal shows it: plain words and versions, nothing that could be a secret."""
    return word if _WORD.match(word) else MASK


def shown_name(name: str, values: Sequence[str]) -> str:
    """Return a parameter's name as the journal shows it; one without a value may be a value without a name."""
    return name if any(values) and _NAME.match(name) else MASK


@dataclass(frozen=True, slots=True)
class Answer:
    """What went out: media type, size in bytes, and the headers that the contract lists."""

    content_type: str | None
    bytes: int
    headers: Mapping[str, str]


@dataclass(slots=True)
class Entry:
    """One exchange. `query` and `body` have the values of sensitive and unknown names masked; of `headers` there are
    names alone. `digests` are of everything that was sent, by place and name, and never leave the process.

    `status` is None while the exchange runs. Times are Unix seconds of the clock, and milliseconds. `world` is None
    where the request belongs to none; `faults` are the ids of those it met; `error` is the fault of ours it ended with.
    """

    id: int
    vendor: str
    method: str
    path: str
    query: Mapping[str, Sequence[str]]
    started: float
    world: str | None = None
    headers: Sequence[str] = ()
    body: Mapping[str, Sequence[str]] = field(default_factory=dict)
    operation: str | None = None
    client: str | None = None
    status: int | None = None
    answer: Answer | None = None
    milliseconds: float | None = None
    faults: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    error: str | None = None
    digests: Texts = field(default_factory=dict, repr=False)

    @property
    def moment(self) -> datetime:
        """When it came in, by the clock."""
        return datetime.fromtimestamp(self.started, UTC)


class Journal:
    """Rings of the newest exchanges, one for each world and one for what belongs to none; shared by all threads.

    An exchange in flight is in no ring yet, and never forgotten. `size` is each ring's.
    """

    def __init__(self, size: int = 1000) -> None:
        self._size = size
        self._rings: dict[str | None, deque[Entry]] = {}
        self._open: dict[int, Entry] = {}
        self._ids = itertools.count(1)
        self._lock = threading.Lock()
        self._key = secrets.token_bytes(32)

    def open(self, vendor: str, method: str, path: str, query: Mapping[str, Sequence[str]], started: float) -> Entry:
        """Begin an entry, so that exchanges in flight show; the caller completes and closes it."""
        entry = Entry(next(self._ids), vendor, method, path, query, started)
        with self._lock:
            self._open[entry.id] = entry
        return entry

    def close(self, entry: Entry) -> None:
        """End an entry: from here on it is its world's."""
        with self._lock:
            if self._open.pop(entry.id, None) is not None:
                self._rings.setdefault(entry.world, deque(maxlen=self._size)).append(entry)

    def entries(self, world: str | None = None) -> list[Entry]:
        """Return what is remembered, of one world or of all, in the order it came in."""
        with self._lock:
            rings = self._rings.values() if world is None else [self._rings.get(world, ())]
            found = [entry for ring in rings for entry in ring]
            found += [entry for entry in self._open.values() if world in (None, entry.world)]
        return sorted(found, key=lambda entry: entry.id)

    def violations(self) -> list[Entry]:
        """Return the exchanges that broke the contract."""
        return [entry for entry in self.entries() if entry.violations]

    def forget(self, world: str) -> None:
        """Forget what has happened in a world."""
        with self._lock:
            self._rings.pop(world, None)

    def clear(self) -> None:
        """Forget everything that has ended."""
        with self._lock:
            self._rings.clear()

    def digest(self, text: str) -> str:
        """Return what is kept of a text: enough to tell whether another one is the same, by this journal alone."""
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=self._key, digest_size=16).hexdigest()

    def digests(self, sent: Texts) -> Texts:
        """Return what is kept of everything that a request says."""
        return {
            place: {name: [self.digest(text) for text in texts] for name, texts in names.items()}
            for place, names in sent.items()
        }
