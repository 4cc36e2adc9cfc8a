"""Members that are called otherwise or are elsewhere: which new one is which old one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from mock_server.breaks.casing import STYLES, in_case, words_of
from mock_server.contract.schemas import Schema
from mock_server.drift.replies.spots import Choice, Spot, fits
from mock_server.drift.replies.values import judge_of

RECASED, RENAMED, MOVED, FLATTENED = "recased", "renamed", "moved", "flattened"
MISSING = object()

_SIMILAR = 0.6
# So many names beside one tell that it alone is in another case.
_SEVERAL = 3
_SHOWN = 50
Document = dict[str, Any]
Get = Callable[[Document], Any]


@dataclass(frozen=True, slots=True)
class Change:
    """A member that is found elsewhere: how, its old name, the new ones, and what gets its value from an object.

    `inner` is its name in the object where it is now, "" for the old one; `names` are the new names of what was in it.
    """

    how: str
    old: str
    new: tuple[str, ...]
    get: Get
    inner: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


def changes_of(spot: Spot, objects: list[Document]) -> list[Change]:
    """Return the members of objects of one place that are found under another name or in another object."""
    properties = spot.schema.get("properties", {})
    new = [*dict.fromkeys(name for one in objects for name in one if name not in properties)]
    if spot.takes_others or not new:
        return []
    lost = [name for name in properties if _is_lost(spot, name, objects)]
    found: list[Change] = []
    for find in (_recased, _moved, _flattened, _renamed, _moved_and_renamed):
        for change in find(spot, objects, lost, new):
            lost.remove(change.old)
            new = [name for name in new if name not in change.new or change.how == MOVED]
            found.append(change)
    return found


def _is_lost(spot: Spot, name: str, objects: list[Document]) -> bool:
    if name in spot.schema.get("required", ()):
        return any(name not in one for one in objects)
    return all(name not in one for one in objects)


def _recased(spot: Spot, objects: list[Document], lost: list[str], new: list[str]) -> Iterator[Change]:
    by_letters = {_letters(name): name for name in new}
    if len(same := [name for name in lost if _letters(name) in by_letters]) == 1:
        only = by_letters[_letters(same[0])]
        if _is_alone(spot, objects, same[0], only):
            yield Change(RENAMED, same[0], (only,), _getter(only))
            return
    for old in [*lost]:
        name = by_letters.get(_letters(old))
        if name is not None:
            yield Change(RECASED, old, (name,), _getter(name))


def _is_alone(spot: Spot, objects: list[Document], old: str, new: str) -> bool:
    """Whether one name is in another case, and others beside it would be too, but are as the contract has them."""
    style = next((one for one in STYLES if in_case(old, one) == new), None)
    kept = {name for one in objects for name in one if name in spot.schema.get("properties", {})}
    return any(in_case(name, style) != name for name in kept) if style else len(kept) >= _SEVERAL


def _letters(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


def _getter(name: str) -> Get:
    return lambda one: one.get(name, MISSING)


def _moved(spot: Spot, objects: list[Document], lost: list[str], new: list[str]) -> Iterator[Change]:
    for old in [*lost]:
        for name in new:
            values = [one[name] for one in objects if name in one]
            if all(isinstance(value, dict) and old in value for value in values):
                yield Change(MOVED, old, (name,), _inner(name, old))
                break


def _inner(outer: str, name: str) -> Get:
    return lambda one: one[outer][name] if isinstance(one.get(outer), dict) and name in one[outer] else MISSING


def _flattened(spot: Spot, objects: list[Document], lost: list[str], new: list[str]) -> Iterator[Change]:
    for old in [*lost]:
        for at in spot.member(old).spots:
            inner = {_letters(old + name): name for name in at.schema.get("properties", {})}
            names = {name: inner[_letters(name)] for name in new if _letters(name) in inner}
            names = names or _laid_open(at, new)
            if names:
                yield Change(
                    FLATTENED, old, tuple(names), _gathered(names), names={inner: new for new, inner in names.items()}
                )
                break


def _laid_open(at: Spot, new: list[str]) -> dict[str, str]:
    """Return the new members that are called as those of an object are: several, and all that it has to have."""
    inner = at.schema.get("properties", {})
    names = {name: name for name in new if name in inner}
    return names if len(names) > 1 and names.keys() >= {*at.schema.get("required", ())} else {}


def _gathered(names: dict[str, str]) -> Get:
    def get(one: Document) -> Any:
        found = {inner: one[name] for name, inner in names.items() if name in one}
        return found or MISSING

    return get


def _renamed(spot: Spot, objects: list[Document], lost: list[str], new: list[str]) -> Iterator[Change]:
    pairs = [(_score(spot, objects, old, name), old, name) for old in lost for name in new]
    taken: set[str] = set()
    for score, old, name in sorted(pairs, key=lambda pair: -pair[0]):
        if score > 0 and not {old, name} & taken:
            taken |= {old, name}
            yield Change(RENAMED, old, (name,), _getter(name))


def _moved_and_renamed(spot: Spot, objects: list[Document], lost: list[str], new: list[str]) -> Iterator[Change]:
    """Yield what is in another object and has another name there, which has to be like it, or a list of the same."""
    taken: set[tuple[str, str]] = set()
    outers = [name for name in new if all(isinstance(one.get(name), dict) for one in objects)]
    for old in [name for name in lost if name in spot.schema.get("required", ())]:
        for outer in outers:
            documents = [one[outer] for one in objects]
            names = [*dict.fromkeys(name for one in documents for name in one if (outer, name) not in taken)]
            likely = [name for name in names if _is_likely(spot, documents, old, name)]
            if likely:
                name = max(likely, key=lambda one: similarity(old, one))
                taken.add((outer, name))
                yield Change(MOVED, old, (outer,), _inner(outer, name), name)
                break


def _is_likely(spot: Spot, documents: list[Document], old: str, name: str) -> bool:
    values = [one[name] for one in documents if name in one]
    does_fit = all(is_like(spot.member(old), value) for value in values[:_SHOWN])
    return does_fit and (similarity(old, name) >= _SIMILAR or any(isinstance(one, list) and one for one in values))


def _score(spot: Spot, objects: list[Document], old: str, name: str) -> float:
    """How likely a new member is an old one: 0 for not at all."""
    if any(old in one and name in one for one in objects):
        return 0.0
    choice, similar = spot.member(old), similarity(old, name)
    values = [one[name] for one in objects if name in one][:_SHOWN]
    does_fit = all(is_like(choice, value) for value in values)
    if not choice.required:
        return similar if does_fit and similar >= _SIMILAR else 0.0
    return similar + does_fit if does_fit or similar >= _SIMILAR else 0.0


def similarity(one: str, other: str) -> float:
    """How similar two names are, from 0 to 1: all words of one in the other, or letters in the same order."""
    first, second = {*words_of(one)}, {*words_of(other)}
    if first and second and (first <= second or second <= first):
        return 1.0
    if other.lower() == f"new{one.lower()}":
        return 1.0
    return SequenceMatcher(None, one.lower(), other.lower()).ratio()


def is_like(choice: Choice, value: Any) -> bool:
    """Whether a value could be one of a place, by its type and shape."""
    if value is None:
        return choice.nullable
    return any(_is_shaped(spot, value) for spot in choice.spots)


def _is_shaped(spot: Spot, value: Any) -> bool:
    schema: Schema = spot.schema
    if not fits(schema, value):
        return False
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        return not properties or bool(properties.keys() & value.keys())
    if isinstance(value, list):
        return all(is_like(spot.items, one) for one in value[:3])
    return judge_of(spot.site)(value) is None
