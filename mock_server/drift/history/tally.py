"""Tally: how often a place had what, in counts that can be added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from mock_server.breaks.sites import Site
from mock_server.drift.history.shapes import SHORT_WORD, is_empty, json_type, shape_of

Counts = Mapping[str, int]
# More strange words than these, and it is no list of words any more.
_MOST_STRANGE = 20
THERE, NULL, EMPTY, MISSING, RUNS = "there", "null", "empty", "missing", "runs"


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one place.

    - `states`: in how many objects it was there, missing, and there as null or empty; "runs" counts
      how often anybody looked.
    - `types` are JSON types; `shapes` those of texts; `words` those of an enumeration, short ones alone where the
      contract does not have them; `lengths` are of texts, lists and amounts, in powers of two.
    """

    states: Counts = field(default_factory=dict)
    types: Counts = field(default_factory=dict)
    shapes: Counts = field(default_factory=dict)
    words: Counts = field(default_factory=dict)
    lengths: Counts = field(default_factory=dict)

    @property
    def looked(self) -> int:
        """In how many objects it was looked for."""
        return self.states.get(THERE, 0) + self.states.get(MISSING, 0)

    def state(self, name: str) -> int:
        """How often it was there, null, empty or missing."""
        return self.states.get(name, 0)

    def merged(self, other: Tally) -> Tally:
        """Return the counts of both."""
        return Tally(*(added(getattr(self, one.name), getattr(other, one.name)) for one in fields(Tally)))

    @classmethod
    def of(cls, values: Sequence[Any], missing: int, site: Site | None) -> Tally:
        """Count the values of a place, and the objects that do not have it; `site` is None where no contract has it."""
        texts = [one for one in values if isinstance(one, str)]
        states = {
            THERE: len(values),
            NULL: sum(one is None for one in values),
            EMPTY: sum(is_empty(one) for one in values),
            MISSING: missing,
            RUNS: 1,
        }
        return cls(
            {name: count for name, count in states.items() if count},
            Counter(map(json_type, values)),
            {} if site is None else _shapes(texts),
            {} if site is None else _words(texts, site),
            {} if site is None else _lengths(values, site),
        )


def added(one: Counts, other: Counts) -> Counts:
    """Return the sums of counts, by name."""
    return {name: one.get(name, 0) + other.get(name, 0) for name in {**one, **other}}


def _shapes(texts: Sequence[str]) -> Counts:
    found: Counter[str] = Counter()
    for text, count in Counter(texts).items():
        found[shape_of(text)] += count
    return found


def _words(texts: Sequence[str], site: Site) -> Counts:
    """Count the words of an enumeration. Texts that can be anything are left out: they may be somebody's."""
    known = {one for one in site.schema.get("enum", ()) if isinstance(one, str)}
    if not known:
        return {}
    strange = {one for one in texts if one not in known and SHORT_WORD.match(one)}
    shown = known | (strange if len(strange) <= _MOST_STRANGE else set())
    return Counter(one for one in texts if one in shown)


def _lengths(values: Sequence[Any], site: Site) -> Counts:
    """Count the powers of two above lengths and numbers of things; ids and other numbers have none."""
    has_counts = not site.is_id
    sizes = (_size(one, has_counts=has_counts) for one in values)
    return Counter(str(size) for size in sizes if size is not None)


def _size(value: Any, *, has_counts: bool) -> int | None:
    if isinstance(value, str | list | dict):
        return len(value).bit_length()
    is_counted = has_counts and isinstance(value, int | float) and not isinstance(value, bool)
    return int(abs(value)).bit_length() if is_counted else None
