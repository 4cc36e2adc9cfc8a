"""What the same records say otherwise although nobody changed them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from mock_server.breaks.member_rules import is_money
from mock_server.breaks.place import pointer_of
from mock_server.breaks.sites import Site
from mock_server.contract.naming import source_of
from mock_server.drift.finding import Finding
from mock_server.drift.history.chance import CHANGED_PART, FEW_ROWS
from mock_server.drift.history.counts import mark_at
from mock_server.drift.history.presence import was_not_all_dropped
from mock_server.drift.history.rows import ABSENT_MARK, NONE, NULL, REVERSED, VALUE, Row, form_of
from mock_server.drift.history.tally import Tally
from mock_server.drift.history.telling import Then
from mock_server.drift.history.undo import EARLIER, LATER, TWICE_ENCODED, is_followed
from mock_server.drift.replies.moment_forms import LOCAL_AS_UTC
from mock_server.drift.replies.restating import MINOR_UNITS, restated
from mock_server.drift.replies.telling import Action

# So many records where all that changed changed in the same way, with nothing else to be had.
_SAME_WAY = 3
# As many where each record says that nobody changed it.
_STILL = 2
# So many values are not of something that records share.
_MANY_VALUES = 10
# So many records do not come to a value each while none says that it was changed.
_FILLED = 5
# What is told where nothing else explains a change.
_OTHERWISE = ("values-changed", "links-other-host")
# Nobody writes these by chance: one record is enough.
_DECISIVE = (TWICE_ENCODED, "string-escaped", "string-decomposed", "datetime-local-as-z")
_TEXT = "text"
_SEEN = {
    "null-became-missing": "left out where it was null",
    "missing-became-null": "null where it was left out",
    "null-became-empty": "empty where it was null",
    "missing-became-empty": "empty where it was left out",
    "string-escaped": "the same text as HTML",
    "string-decomposed": "the same text in Unicode's decomposed form",
    "string-truncated": "the beginning of the same text",
    "money-minor-units": "a hundred times what it was",
    "datetime-local-as-z": "the same local time, said to be UTC",
    "links-other-host": "another link",
    "values-changed": "another value",
    "pii-masked": "the same for everybody",
    REVERSED: "the same the other way round",
    "field-became-optional": "left out",
    TWICE_ENCODED: "the same text in UTF-8 twice",
    LATER: "an hour later",
    EARLIER: "an hour earlier",
}
# Ways in which values are others.
_MOVED = (TWICE_ENCODED, LATER, EARLIER)
# In names of moments that life moves on.
_NOW = ("last", "next", "latest", "updated", "modified", "changed", "seen", "recent")
# Of records that do not tell when they were changed, nobody changes so many at once.
_ALL_PART, _MOST_PART = 0.9, 0.7


@dataclass(frozen=True, slots=True)
class Pair:
    """A member of a record then and now. `is_still` tells that the record says itself when it was changed, and that it
    was not."""

    pointer: str
    before: Row
    now: Row

    @property
    def is_still(self) -> bool:
        """Whether the record says that nobody changed it."""
        return bool(self.now.stamp) and self.now.stamp == self.before.stamp

    @property
    def was(self) -> str:
        """The mark of then."""
        return self.before.marks[self.pointer]

    @property
    def is_other(self) -> bool:
        """Whether the value is another one."""
        return self.was != self.now.marks[self.pointer]

    @property
    def kind(self) -> str:
        """The kind of drift that makes the one of the other; "" for none."""
        return self.now.guesses[self.pointer].before.get(self.was, "")

    @property
    def begins_same(self) -> bool:
        """Whether another text begins as the one before."""
        heads = (self.before.heads.get(self.pointer), self.now.heads.get(self.pointer))
        return heads[0] is not None and heads[0] == heads[1] and form_of(self.was) == self.form

    @property
    def form(self) -> str:
        """What of it is null or missing now."""
        return form_of(self.now.marks[self.pointer])


def change_findings(then: Then) -> Iterator[Finding]:
    """Yield what changed in records that nobody changed."""
    both = [(row, then.now.rows[key]) for key, row in then.before.rows.items() if key in then.now.rows]
    for pointer, site in then.layout.by_pointer.items():
        pairs = [Pair(pointer, *one) for one in both if all(pointer in row.marks for row in one)]
        # Records that tell when they were changed are compared only while they say that they were not.
        is_stamp = site in then.layout.stamps
        kept = [one for one in pairs if is_stamp or one.is_still or not (one.before.stamp or one.now.stamp)]
        changed = [one for one in kept if one.is_other]
        how = _kind(site, kept, changed)
        kind = "values-changed" if how in _MOVED else how
        if kind and _is_to_tell(kind, *then.tallies(pointer)):
            seen = f"in {len(changed)} of {len(kept)} records that nobody changed it is {_SEEN[how]}"
            found = then.at(site, kind, f"{site.name or 'an item'} is what somebody wrote", seen, len(changed))
            yield replace(found, actions=_printed(then, site, kind))
    for pointer, site in then.layout.counted.items():
        yield from _recounted(then, site, mark_at(pointer), both)
    yield from _renumbered(then)


def _recounted(then: Then, site: Site, at: str, both: Sequence[tuple[Row, Row]]) -> Iterator[Finding]:
    """Tell counts and words that are all others than they were, in the same way: no life does that."""
    pairs = [Pair(at, *one) for one in both if all(at in row.marks for row in one)]
    changed = [one for one in pairs if one.is_other]
    kept = [one for one in pairs if not one.is_other and not one.now.guesses[at].is_nothing]
    ways = {one.kind for one in changed}
    if site.kind == "number" and len(changed) >= max(FEW_ROWS, _MOST_PART * (len(kept) + len(changed))):
        seen = f"in {len(changed)} of {len(kept) + len(changed)} records another number"
        yield then.at(site, "values-changed", f"{site.name} is what it was", seen)
        return
    if kept or len(changed) < _SAME_WAY or "" in ways:
        return
    if site.kind in ("integer", "number") and len(ways) == 1:
        yield then.at(site, "values-changed", f"{site.name} is what it was", f"in {len(changed)} records {ways.pop()}")
    elif site.kind not in ("integer", "number") and len(changed) >= FEW_ROWS and _are_exchanged(ways):
        seen = f"in all of {len(changed)} records another word"
        yield then.at(site, "values-changed", f"{site.name} is what it was", seen)


def _are_exchanged(ways: Collection[str]) -> bool:
    """Whether words are each in the place of one other: `Y for N` and `N for Y`."""
    sides = [way.split(" for ") for way in ways]
    now, before = ({side[number] for side in sides} for number in (0, 1))
    return len(sides) > 1 and len(now) == len(before) == len(sides)


def _printed(then: Then, site: Site, kind: str) -> Sequence[Action]:
    """Return what prints a place as it came, where the kind of the change tells that."""
    zone = site.schema.get("x-zone")
    if kind == "money-minor-units":
        return restated(then.contract, then.operation.id, site.steps, MINOR_UNITS)
    if kind == "datetime-local-as-z" and zone is not None:
        return restated(then.contract, then.operation.id, site.steps, {**LOCAL_AS_UTC, "x-zone": zone})
    return ()


def _is_to_tell(kind: str, before: Tally, now: Tally) -> bool:
    """Whether no other kind says the same: that the whole member went, or that it is of another shape."""
    if kind in ("null-became-missing", "field-became-optional"):
        return was_not_all_dropped(before, now)
    # Of texts that are of no shape, some may come to look like one.
    is_free = _TEXT in before.shapes and _TEXT in now.shapes
    return kind not in _OTHERWISE or is_free or now.shapes.keys() <= {*before.shapes, "empty"}


def _kind(site: Site, kept: Sequence[Pair], changed: Sequence[Pair]) -> str:
    if not changed:
        return ""
    kinds = {one.kind for one in changed}
    stays = all(one.is_still for one in kept)
    if len(kinds) == 1 and (kind := kinds.pop()):
        if kind == "null-became-empty" and not stays:
            # A count of nothing is what a record may come to that says nothing of changes.
            return kind if is_followed(site) and len(changed) >= _SAME_WAY else ""
        if kind in (LATER, EARLIER):
            return kind if len(changed) == len(kept) >= _SAME_WAY else ""
        return kind if stays or kind in _DECISIVE or len(changed) >= _SAME_WAY else ""
    if stays and _are_filled(kept):
        return "values-changed"
    if stays and len(changed) >= _SAME_WAY and _are_left_out(site, changed):
        return "field-became-optional"
    if _is_cut(changed, _STILL if stays else _SAME_WAY):
        return "string-truncated"
    if stays and site.form == "email" and _are_one(kept, changed):
        return "pii-masked"
    if stays and is_followed(site) and _are_many(kept, changed):
        return "links-other-host" if site.form == "uri" else "values-changed"
    is_told = site.form != "uri" and is_followed(site) and not is_money(site) and not _is_of_now(site)
    there = [one for one in kept if form_of(one.was) not in (NONE, ABSENT_MARK, NULL)]
    if is_told and len(there) >= FEW_ROWS and len(changed) >= _ALL_PART * len(there):
        has_same_heads = all(one.begins_same for one in changed)
        return "values-changed" if has_same_heads or _are_many(there, changed) else ""
    return ""


def _are_filled(kept: Sequence[Pair]) -> bool:
    """Whether every record that had null there has a value now."""
    forms = [one.form for one in kept if form_of(one.was) == NULL]
    return len(forms) >= _FILLED and {*forms} == {VALUE}


def _is_of_now(site: Site) -> bool:
    """Whether a moment is of the last or the next time of something: it may move for everybody."""
    return site.is_moment and any(word in source_of(site.name, site.schema) for word in _NOW)


def _are_left_out(site: Site, changed: Sequence[Pair]) -> bool:
    """Whether some records lack a member that they had; where all do, it is told that it went."""
    return site.is_member and all(form_of(one.was) == VALUE and one.form == ABSENT_MARK for one in changed)


def _is_cut(changed: Sequence[Pair], enough: int) -> bool:
    """Whether every text that is another one begins the same, and all are of one length."""
    lengths = {one.now.guesses[one.pointer].length for one in changed}
    return len(changed) >= enough and len(lengths) == 1 and all(one.begins_same for one in changed)


def _are_many(kept: Sequence[Pair], changed: Sequence[Pair]) -> bool:
    """Whether enough records have other values, and not all the same one: that one would be of something they share,
    such as the title of an event, which its bookings repeat.
    """
    others = [one for one in changed if form_of(one.was) == one.form]
    plain = Counter(one.now.guesses[one.pointer].plain for one in others)
    is_enough = len(kept) >= FEW_ROWS and len(others) >= CHANGED_PART * len(kept)
    return is_enough and len(plain) >= min(len(others) / 2, _MANY_VALUES)


def _are_one(kept: Sequence[Pair], changed: Sequence[Pair]) -> bool:
    """Whether all records have the same value now, which is nobody's: before, they had others."""
    plain = {one.now.guesses[one.pointer].plain for one in kept if one.form == VALUE}
    has_all = all(one.form == VALUE for one in kept)
    return has_all and len(kept) >= FEW_ROWS and len(changed) >= len(kept) - 1 and len(plain) == 1


def _renumbered(then: Then) -> Iterator[Finding]:
    """Tell records that are the same in all but their ids."""
    old, new = _by_twin(then.before.rows.items()), _by_twin(then.now.rows.items())
    both = [twin for twin in old if twin in new]
    other = [twin for twin in both if old[twin] != new[twin]]
    if _are_ids_alike(then) and len(both) >= _SAME_WAY and len(other) == len(both):
        seen = f"{len(other)} records that are otherwise the same have another"
        yield then.at(then.layout.ids[0], "ids-renumbered", "an id stays a record's", seen, len(other))


def _are_ids_alike(then: Then) -> bool:
    """Whether ids are written as before: else another kind of drift tells why they are others."""
    pairs = [then.tallies(pointer_of(site.steps)) for site in then.layout.ids]
    return bool(pairs) and all(
        now.types.keys() <= before.types.keys() and now.shapes.keys() <= before.shapes.keys() for before, now in pairs
    )


def _by_twin(rows: Collection[tuple[str, Row]]) -> dict[str, str]:
    """Return the keys of rows by all that is followed of them, where no two are the same."""
    counts = Counter(row.twin for _, row in rows)
    return {row.twin: key for key, row in rows if counts[row.twin] == 1 and row.stamp}
