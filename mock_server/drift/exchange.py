"""Exchange: what was asked of a live service, and what it answered."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from typing import Any

from mock_server.contract.json_text import parse_json

# Whose credentials a request shows; SMALL_SCHEME are the own ones, with their scheme in small letters.
CREDENTIALS = OWN, NONE, WRONG, SMALL_SCHEME = ("own", "none", "wrong", "small")

# How the reason begins why something was not asked, where all requests were spent.
NO_BUDGET = "no budget is left"

# Nobody reads more than so many octets of what was compressed.
_LARGEST = 10_000_000


class NotObserved(Exception):
    """Raised where something cannot be told, in words: an empty list, one page only, no answer, no budget left."""


class NothingThere(NotObserved):
    """Raised where the contract or the vendor's description has nothing to look at, whatever is answered."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request. `target` is a path with a query, below the base URL; `headers` are those beside the credentials.

    `purpose` is a half sentence: what it is to show. `expects` are the statuses that are as planned. A header whose
    value is "" is left out. `repr` shows neither headers nor body: both may hold what nobody is to see.
    """

    operation: str
    method: str
    target: str
    credentials: str = OWN
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=None, repr=False)
    purpose: str = ""
    expects: Sequence[int] = (200,)


# No slots: the document is kept once it is read.
@dataclass(frozen=True)
class Answered:
    """An answer as it came: header fields in their order and case, the octets of the body as they were sent.

    `is_cut` tells that the body was longer than anybody reads. `repr` shows neither headers nor body.
    """

    status: int
    headers: Sequence[tuple[str, str]] = field(repr=False)
    body: bytes = field(repr=False)
    is_cut: bool = False

    def header(self, name: str) -> str | None:
        """Return the value of a header in any case, several joined by commas (RFC 9110 section 5.3); None without."""
        values = [value for known, value in self.headers if known.lower() == name.lower()]
        return ", ".join(values) if values else None

    @property
    def media_type(self) -> str:
        """The media type in small letters, without parameters."""
        return (self.header("Content-Type") or "").partition(";")[0].strip().lower()

    @property
    def is_good(self) -> bool:
        """Whether it is a success."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    def json(self) -> Any:
        """Return the document of the body, which all share and nobody changes; raise ValueError where there is none."""
        return self._document

    @property
    def document(self) -> Any:
        """The document of the body, None where there is none; see `json`."""
        try:
            return self.json()
        except ValueError:
            return None

    @property
    def plain(self) -> bytes:
        """The octets of the body as they were before they were compressed."""
        if (self.header("Content-Encoding") or "").strip().lower() not in ("gzip", "x-gzip", "deflate"):
            return self.body
        try:
            return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(self.body, _LARGEST)
        except zlib.error:
            # Clients of HTTP undo it themselves, and leave the header.
            return self.body

    @cached_property
    def _document(self) -> Any:
        return parse_json(self.plain)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer."""

    asked: Asked
    answered: Answered
