"""Documents against a schema: place by place, all values of a place at once, so that a change is told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from mock_server.breaks.place import Step
from mock_server.breaks.sites import Site
from mock_server.drift.finding import BREAKING, DANGEROUS, Finding
from mock_server.drift.replies import naming, specific
from mock_server.drift.replies.casing import Casing
from mock_server.drift.replies.describing import described
from mock_server.drift.replies.instants import are_instants
from mock_server.drift.replies.members import Lost, is_summary, losses
from mock_server.drift.replies.naming import MISSING, Change
from mock_server.drift.replies.retyped import Oddity, in_one_text
from mock_server.drift.replies.sensitive import sensitivity
from mock_server.drift.replies.spans import reversed_spans
from mock_server.drift.replies.spots import Choice, Spot, split
from mock_server.drift.replies.telling import Teller, in_document, word_like, words
from mock_server.drift.replies.texts import judge_texts
from mock_server.drift.replies.values import NEW_WORD, judge_of

# From which share of values on a new word is a common one.
_COMMON = 1 / 3
# So many texts of a place are empty, and none is null, before that is taken for another way to say null.
_EMPTIES = 3
_READ = ("date-time", "date", "uuid")
_KINDS = {
    naming.MOVED: ("field-moved", "in an object beside it"),
    naming.FLATTENED: ("object-flattened", "its members beside it"),
}


class Reading:
    """Reads documents of one kind: `family` is `body` or `error`, `rows` the site of a list's rows.

    `targets` tell by the id of a finding where in the contract it is, as a JSONPath.
    """

    def __init__(self, teller: Teller, family: str, rows: Site | None = None) -> None:
        self.teller, self.family, self.rows = teller, family, rows
        self.casing = Casing()
        self.targets: dict[str, str] = {}
        self._lost: set[tuple[Step, ...]] = set()
        self._risen: set[str] = set()
        self._is_token = teller.operation.id in teller.contract.token_operations

    def read(self, choice: Choice, documents: list[Any]) -> list[Finding]:
        """Return what documents have otherwise than a schema says."""
        # Which members rose is known when all were seen.
        found = [self._as_risen(one) for one in [*self.values(choice, documents)]]
        return [*found, *self.casing.tell(self.teller, self.family)]

    def _as_risen(self, one: Finding) -> Finding:
        """Return that a member went as what it is where an object around its own has it now."""
        if one.kind != "field-required-removed" or one.pointer not in self._risen:
            return one
        target = self.targets[one.id]
        moved = replace(one, kind="field-moved", seen="in an object around it")
        self.targets.setdefault(moved.id, target)
        return moved

    def values(self, choice: Choice, values: list[Any]) -> Iterator[Finding]:
        """Yield what is otherwise in all values of a place."""
        there = [one for one in values if one is not None]
        nulls = len(values) - len(there)
        if nulls and not choice.nullable:
            kind = "became-nullable-rare" if there else "became-nullable-all"
            yield self._tell(kind, choice.spots[0], "null", nulls)
        elif not nulls and choice.nullable and there.count("") >= _EMPTIES:
            # Words and moments that are empty are told of with others that are none.
            spot = next((one for one in choice.spots if one.site.is_text), None)
            if spot is not None:
                yield self._tell("null-became-empty", spot, "an empty text, and never null", there.count(""))
        for spot, share in split(choice.spots, there):
            yield from self._share(spot, share)

    def _share(self, spot: Spot, values: list[Any]) -> Iterator[Finding]:
        judge = judge_of(spot.site)
        judged = [(value, judge(value)) for value in values]
        good = [value for value, odd in judged if odd is None]
        odd = [(value, one) for value, one in judged if one is not None]
        if not good:
            odd = in_one_text(odd)
        yield from self._odd(spot, odd, len(values))
        if spot.site.is_text:
            is_html = "HTML" in str(spot.schema.get("description", ""))
            found = judge_texts([one for one in good if isinstance(one, str)], is_html=is_html)
            if found is not None:
                yield self._tell(found.kind, spot, found.seen, len(good))
        items = [item for one in good if isinstance(one, list) for item in one]
        items += [value for value, one in odd if one.kind == "array-single-unlisted"]
        if items:
            yield from self.values(spot.items, items)
        yield from self._objects(spot, [one for one in good if isinstance(one, dict)])

    def _odd(self, spot: Spot, odd: list[tuple[Any, Oddity]], total: int) -> Iterator[Finding]:
        counts = Counter((one.kind, one.below) for _, one in odd if one.kind != NEW_WORD)
        seen = {(one.kind, one.below): one for _, one in reversed(odd)}
        for (kind, below), count in counts.items():
            yield self._tell(kind, spot, seen[kind, below].seen, count, below=below)
        new = [one.seen for _, one in odd if one.kind == NEW_WORD]
        if new:
            kind = "enum-new-common" if len(new) / total >= _COMMON else "enum-new-rare"
            known = spot.schema.get("enum", ())
            told = ", ".join(sorted({word_like(one, known) for one in new})[:4])
            yield self._tell(kind, spot, f"also {told}", len(new))

    def _objects(self, spot: Spot, objects: list[dict[str, Any]]) -> Iterator[Finding]:
        empty = [one for one in objects if not one and spot.site.nullable and spot.schema.get("required")]
        if empty:
            yield self._tell("null-became-empty", spot, "an object without members", len(empty))
        full = [one for one in objects if one] if empty else objects
        if full:
            yield from self._members(spot, full)

    def _members(self, spot: Spot, objects: list[dict[str, Any]]) -> Iterator[Finding]:
        properties = spot.schema.get("properties", {})
        if spot.others is not None:
            yield from self.values(
                spot.others, [v for one in objects for name, v in one.items() if name not in properties]
            )
        changes = {one.old: one for one in naming.changes_of(spot, objects)}
        self.casing.note(properties, objects, changes.values())
        lost = losses(spot, objects, changes)
        if is_summary(spot, objects, changes, lost):
            yield self._tell("list-became-summary", spot, f"without {len(lost)} members", len(objects))
            lost = {}
        for name in properties:
            yield from self._member(spot, name, objects, changes.get(name), lost.get(name))
        for start, end, count in reversed_spans(spot, objects):
            yield self._tell("period-reversed", start, f"after {end}", count, says=f"before {end}")
        yield from self._added(spot, objects, [name for one in changes.values() for name in one.new])

    def _member(
        self, spot: Spot, name: str, objects: list[dict[str, Any]], change: Change | None, lost: Lost | None
    ) -> Iterator[Finding]:
        choice = spot.member(name)
        if lost is not None:
            self._lost.add(choice.spots[0].site.steps)
            yield self._tell(lost.kind, choice.spots[0], "not sent", lost.count, says=lost.says)
        values = [one.get(name, MISSING) for one in objects]
        if change is not None:
            values = [
                change.get(one) if value is MISSING else value for one, value in zip(objects, values, strict=True)
            ]
            yield from self._changed(spot, choice, change, sum(name not in one for one in objects))
        for found in self.values(choice, [one for one in values if one is not MISSING]):
            if found.kind == "datetime-local-as-z" and are_instants(spot, name, objects):
                place = choice.spots[0]
                yield self._tell("datetime-offset", place, "another offset than the zone's", found.count)
            else:
                yield found

    def _changed(self, spot: Spot, choice: Choice, change: Change, count: int) -> Iterator[Finding]:
        if change.how == naming.RECASED:
            return
        kind, seen = _KINDS.get(change.how, ("field-renamed" if choice.required else "field-optional-renamed", ""))
        if change.how == naming.RENAMED:
            seen = f"called {words(change.new)}"
        yield self._tell(kind, choice.spots[0], seen, count, says=f"a member {change.old}", target=choice.target)

    def _added(self, spot: Spot, objects: list[dict[str, Any]], taken: list[str]) -> Iterator[Finding]:
        if spot.takes_others:
            return
        known = {*spot.schema.get("properties", {}), *taken, *self._rising(spot, objects)}
        new = [*dict.fromkeys(name for one in objects for name in one if name not in known)]
        if not new:
            return
        kind = "field-added-nested" if spot.site.steps else "field-added"
        count = sum(any(name in one for name in new) for one in objects)
        found = self._tell(kind, spot, f"also {words(new)}", count, says=f"{len(known)} members")
        why = sensitivity(new, objects) if self.family == "body" else ""
        yield replace(found, severity=DANGEROUS, seen=f"{found.seen}, {why}") if why else found

    def _rising(self, spot: Spot, objects: list[dict[str, Any]]) -> Iterator[str]:
        """Yield members of objects that objects inside of them lack: there they were by the contract."""
        own = spot.site.steps
        for steps in self._lost:
            is_inside = len(steps) > len(own) + 1 and steps[: len(own)] == own
            if is_inside and any(steps[-1] in one for one in objects) and steps[-1] not in spot.schema["properties"]:
                self._risen.add(str(in_document(self.family, steps)))
                yield str(steps[-1])

    def _tell(
        self,
        kind: str,
        spot: Spot,
        seen: str,
        count: int,
        *,
        says: str = "",
        below: tuple[str | None, ...] = (),
        target: str = "",
    ) -> Finding:
        site = spot.site
        if self.family == "error":
            kind = specific.of_error(kind)
        else:
            kind = specific.of_body(kind, site, self.rows, is_token=self._is_token)
        told = says or (described(site.schema) + (" or null" if site.nullable and "type" in site.schema else ""))
        place = in_document(self.family, (*site.steps, *below))
        declared = spot.schema["properties"][below[0]] if below else site.schema
        found = self.teller.tell(kind, place, told, seen, declared, count)
        if kind == "format-changed" and site.form in _READ:
            # Clients read these by their form, and fail.
            found = replace(found, severity=BREAKING)
        self.targets.setdefault(found.id, target or spot.target)
        return found
