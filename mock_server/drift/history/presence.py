"""What of a document is not there any more, was never so before, or is null, missing or empty where it was another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mock_server.breaks.casing import words_of
from mock_server.breaks.place import Place, pointer_of
from mock_server.breaks.sites import Site
from mock_server.contract.naming import source_of
from mock_server.drift.finding import Finding
from mock_server.drift.history.chance import is_gone
from mock_server.drift.history.rows import ABSENT_MARK, NONE, form_of
from mock_server.drift.history.shapes import PREFIXED
from mock_server.drift.history.tally import MISSING, NULL, RUNS, THERE, Tally
from mock_server.drift.history.telling import Then

# A new word on so many rows is common.
_COMMON = 0.1
# So many records that had a member are without it, where not all had it.
_RECORDS = 3
# So many runs, where other records are met each time.
_STEADY = 3


def presence_findings(then: Then) -> Iterator[Finding]:
    """Yield what optional members, nulls, words and shapes tell."""
    for pointer, site in then.layout.by_pointer.items():
        before, now = then.before.places.get(pointer), then.now.places.get(pointer)
        if before is None or now is None:
            continue
        if site.is_member:
            yield from _gone(then, site, before, now)
            yield from _null(then, site, before, now)
        yield from _words(then, site, before, now)
        yield from _shapes(then, site, before, now)


def _gone(then: Then, site: Site, before: Tally, now: Tally) -> Iterator[Finding]:
    if site.required or now.state(THERE) or not _is_missed(then, pointer_of(site.steps), before, now):
        return
    seen = f"it was in {before.state(THERE)} of {before.looked}, and is in none of {now.looked}"
    says, new = f"{site.name} may be sent", _new_name(then, site)
    if new:
        yield then.at(site, "field-optional-renamed", says, f"{seen}; {new} is new there", now.looked)
    else:
        yield then.at(site, "field-optional-removed", says, seen, now.looked)


def _is_missed(then: Then, pointer: str, before: Tally, now: Tally) -> bool:
    """Whether a member that is in no row has to be missed.

    Rows that come together are alike: another event's on the page may all be without. So the same records have to be
    without it that had it; or, where none can be met again, all records of several runs have to have had it.
    """
    is_improbable = is_gone(before.state(THERE), before.looked, now.looked)
    pairs = _pairs(then, pointer)
    if not pairs:
        is_steady = not then.layout.ids or before.state(RUNS) >= _STEADY
        return is_improbable and is_steady and not before.state(MISSING)
    had = [mark for was, mark in pairs if form_of(was) not in (ABSENT_MARK, NONE)]
    is_enough = len(had) >= _RECORDS and is_improbable
    return bool(had) and all(mark == ABSENT_MARK for mark in had) and (is_enough or not before.state(MISSING))


def _pairs(then: Then, pointer: str) -> list[tuple[str, str]]:
    """Return the marks of a member, then and now, in records that nobody changed meanwhile."""
    return [
        (before.marks[pointer], now.marks[pointer])
        for key, now in then.now.rows.items()
        if (before := then.before.rows.get(key)) is not None and before.stamp == now.stamp
        if pointer in before.marks and pointer in now.marks
    ]


def _new_name(then: Then, site: Site) -> str:
    """Return the name of the one member beside it that no contract names, was never there, and has a word of its name;
    "" where there is none.
    """
    new = [
        name
        for pointer, tally in then.now.fresh.items()
        if pointer not in then.before.fresh
        and (steps := Place.parse(pointer).steps)[:-1] == site.steps[:-1]
        and (name := steps[-1])
        and _are_alike(tally.types, then.before.places[pointer_of(site.steps)].types)
    ]
    alike = [name for name in new if {*words_of(name)} & {*site.words} or site.name.lower() in name.lower()]
    return alike[0] if len(alike) == 1 else new[0] if len(new) == 1 else ""


def _are_alike(types: Mapping[str, int], known: Mapping[str, int]) -> bool:
    return bool({*types} & {*known})


def _null(then: Then, site: Site, before: Tally, now: Tally) -> Iterator[Finding]:
    says = f"{site.name} may be null"
    if site.nullable and _became(NULL, MISSING, before, now):
        seen = f"it was null in {before.state(NULL)} of {before.looked} and never missing; now it is reversed"
        yield then.at(site, "null-became-missing", says, seen, now.state(MISSING))
    if site.nullable and _became(MISSING, NULL, before, now):
        seen = f"it was missing in {before.state(MISSING)} of {before.looked} and never null; now it is reversed"
        yield then.at(site, "missing-became-null", says, seen, now.state(NULL))


def _became(old: str, new: str, before: Tally, now: Tally) -> bool:
    """Whether one state is gone that was there, and the other there that never was."""
    is_other = bool(now.state(new)) and not before.state(new) and not now.state(old)
    return is_other and was_not_all_dropped(before, now) and is_gone(before.state(old), before.looked, now.looked)


def was_not_all_dropped(before: Tally, now: Tally) -> bool:
    """Whether some are still there, or all were null: else it is the whole member that went."""
    return now.state(THERE) > 0 or before.state(THERE) == before.state(NULL)


def _words(then: Then, site: Site, before: Tally, now: Tally) -> Iterator[Finding]:
    """Tell words that neither the contract nor anybody before has; that a known word is new is no drift."""
    known = {one for one in site.schema.get("enum", ()) if isinstance(one, str)}
    new = sorted(one for one in now.words if one not in known and one not in before.words)
    others = [one for one in new if one.lower() in {word.lower() for word in known}]
    says = f"{site.name or 'an item'} is one of {len(known)} words"
    if others:
        count = sum(now.words[one] for one in others)
        yield then.at(site, "enum-case", says, f"it is {', '.join(others[:5])}", count)
    rest = [one for one in new if one not in others]
    if rest:
        count = sum(now.words[one] for one in rest)
        kind = "enum-new-common" if count >= _COMMON * now.state(THERE) else "enum-new-rare"
        yield then.at(site, kind, says, f"it is {', '.join(rest[:5])}, which was never seen before", count)


def _shapes(then: Then, site: Site, before: Tally, now: Tally) -> Iterator[Finding]:
    if site.kind != "string" or not before.shapes:
        return
    old, new = ({name for name in one.shapes if name != "empty"} for one in (before, now))
    fresh = new - old
    count = sum(now.shapes[one] for one in fresh)
    if not fresh or count < now.state(THERE) - now.state(NULL):
        return
    if _is_id(site) and new == {PREFIXED + one for one in old}:
        seen = f"it was {_listed(old)}, and has a prefix"
        yield then.at(site, "id-prefixed", f"{site.name} is an id", seen, count)
    elif new == {"masked"} and "mail" in old:
        yield then.at(site, "pii-masked", f"{site.name} is an address", "it is masked in every row", count)


def _is_id(site: Site) -> bool:
    return site.is_id or source_of(site.name, site.schema).endswith("_id")


def _listed(shapes: set[str]) -> str:
    return " or ".join(sorted(shapes))
