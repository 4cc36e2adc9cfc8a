"""Matchers: which requests are meant, by what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# What a request says: by place ("path", "query", "headers", "body") and name, every text that was sent under it. The
# names of headers are in small letters.
Sent = Mapping[str, Mapping[str, Sequence[str]]]

PLACES = ("path", "query", "headers", "body")


@dataclass(frozen=True, slots=True)
class Matcher:
    """Wants certain texts under certain names, and nothing under others (None)."""

    wanted: Mapping[str, Mapping[str, str | None]]

    @classmethod
    def of(cls, wanted: Mapping[str, Mapping[str, str | None]] | None) -> Matcher:
        """Return a matcher of what a document says; none at all matches everything."""
        named = {place: dict(wanted[place]) for place in PLACES if wanted and wanted.get(place)}
        if "headers" in named:
            named["headers"] = {name.lower(): text for name, text in named["headers"].items()}
        return cls(named)

    def matches(self, sent: Sent) -> bool:
        """Tell whether a request is meant."""
        return all(
            (text in sent[place].get(name, ())) if text is not None else name not in sent[place]
            for place, names in self.wanted.items()
            for name, text in names.items()
        )
