"""The request journal: what came in, what went out, and what there is to say about it. Bounded, and masked at entry."""

from __future__ import annotations

import itertools
import re
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

MASK = "***"
# What a parameter's name looks like: words, with a number at their end at most. Anything else may be a value, or a
# secret, that lost its name: generated secrets have digits among their letters.
_WORD = re.compile(r"([a-z]{1,20}|v[0-9]{1,2})?\Z", re.ASCII)
_NAME = re.compile(r"(?=.{1,32}\Z)_?[A-Za-z]{1,24}[0-9]{0,2}([_.\[\]-][A-Za-z]{0,24}[0-9]{0,2})*\Z", re.ASCII)
_EMPTY = hash("")

Texts = Mapping[str, Sequence[str]]
Digests = Mapping[int, Sequence[int]]


def shown_word(word: str) -> str:
    """Return a part of a path as the journal shows it: plain words and versions, nothing that could be a secret."""
    return word if _WORD.match(word) else MASK


def shown_name(name: str, values: Sequence[str]) -> str:
    """Return a parameter's name as the journal shows it; one without a value may be a value without a name."""
    return name if any(values) and _NAME.match(name) else MASK


@dataclass(slots=True)
class Answer:
    """What went out: media type, size in bytes, and the headers that the contract lists."""

    content_type: str | None
    bytes: int
    headers: Mapping[str, str]


@dataclass(slots=True)
class Entry:
    """One exchange. `query` and `body` have the values of sensitive and unknown names masked. `said` has digests of
    everything that was sent in path, query and body, `said_in_headers` those of the headers.

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
    said: Mapping[str, Digests] = field(default_factory=dict, repr=False)
    said_in_headers: Mapping[str | int, int] = field(default_factory=dict, repr=False)

    @property
    def moment(self) -> datetime:
        """When it came in, by the clock."""
        return datetime.fromtimestamp(self.started, UTC)

    @property
    def headers(self) -> list[str]:
        """The names of the headers, in small letters."""
        return [
            key.removeprefix("HTTP_").replace("_", "-").lower() if isinstance(key, str) else MASK
            for key in self.said_in_headers
        ]

    def says(self, wanted: Mapping[str, Mapping[str, str | None]]) -> bool:
        """Tell whether a request said certain texts under certain names, and nothing under others (None), by place
        ("path", "query", "headers", "body"); one in flight has said nothing yet.
        """
        return all(
            (digest(text) in self._said(place, name)) if text is not None else not self._said(place, name)
            for place, names in wanted.items()
            for name, text in names.items()
        )

    def _said(self, place: str, name: str) -> Sequence[int]:
        if place != "headers":
            return self.said.get(place, {}).get(digest(name), ())
        bare = name.upper().replace("-", "_")
        keys = (f"HTTP_{bare}", bare)
        return [self.said_in_headers[one] for key in keys for one in (key, digest(key)) if one in self.said_in_headers]


class Journal:
    """Rings of the newest exchanges, one for each world and one for what belongs to none (any more); shared by all
    threads.

    An exchange in flight is in no ring yet, and never forgotten. `size` is each ring's.
    """

    def __init__(self, size: int = 1000) -> None:
        self._size = size
        self._rings: dict[str | None, deque[Entry]] = {None: deque(maxlen=size)}
        self._open: dict[int, Entry] = {}
        self._ids = itertools.count(1)
        self._lock = threading.Lock()

    def begin(self, world: str) -> None:
        """Give a world a new ring."""
        with self._lock:
            self._rings[world] = deque(maxlen=self._size)

    def end(self, world: str) -> None:
        """Forget a world."""
        with self._lock:
            self._rings.pop(world, None)

    def open(self, vendor: str, method: str, path: str, query: Mapping[str, Sequence[str]], started: float) -> Entry:
        """Begin an entry, so that exchanges in flight show; the caller completes and closes it."""
        entry = Entry(next(self._ids), vendor, method, path, query, started)
        with self._lock:
            self._open[entry.id] = entry
        return entry

    def close(self, entry: Entry) -> None:
        """End an entry: from here on it is its world's, if there still is one."""
        with self._lock:
            if self._open.pop(entry.id, None) is not None:
                self._rings.get(entry.world, self._rings[None]).append(entry)

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
            if world in self._rings:
                self._rings[world].clear()

    def clear(self) -> None:
        """Forget everything that has ended."""
        with self._lock:
            for ring in self._rings.values():
                ring.clear()


def digest(text: str) -> int:
    """Return what is kept of a text: enough to tell whether another one is the same.

    It is Python's own keyed hash (SipHash, 64 bits): made in no time, of use to this process alone, which it never
    leaves.
    """
    return hash(text)


def digests(said: Texts) -> Digests:
    """Return what is kept of what was said, names included: a name may be a value that lost its name."""
    return {digest(name): [digest(text) for text in texts] for name, texts in said.items()}


def header_digests(environ: Mapping[str, Any]) -> Mapping[str | int, int]:
    """Return what is kept of headers, under their names in a WSGI environment: of odd ones under the digest of it."""
    # The first letter alone is quicker to look at, and most keys of an environment begin with another one.
    found: dict[Any, int] = {key: hash(text) for key, text in environ.items() if key[0] == "H" and key[:5] == "HTTP_"}
    for key in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if environ.get(key):
            found[key] = hash(environ[key])
    if _EMPTY in found.values() or not all(map(_is_plain, found)):
        return {key if text != _EMPTY and _is_plain(key) else digest(key): text for key, text in found.items()}
    return found


def _is_plain(key: str) -> bool:
    return _NAME.match(key.removeprefix("HTTP_")) is not None
