"""Parameters: which of theirs each of ours is, by its place, its name, and what it is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mock_server.breaks.casing import words_of
from mock_server.drift.documents.adopting import bare, paired, plain
from mock_server.drift.documents.matching import shape_of
from mock_server.drift.documents.model import Operation, Parameter

_Key = tuple[str, str]
_Named = Mapping[str, Parameter]
PAGES = ("page", "page_index", "offset")
# Words of parameters that turn pages, in the language of all such APIs, by what they are for.
_PAGING = {
    "offset": {"offset", "skip", "start"},
    "limit": {"limit", "size", "take", "count", "top", "per"},
    "page": {"page", "number", "index"},
}


def paired_parameters(ours: Operation, theirs: Operation) -> dict[_Key, _Key]:
    """Return which parameter of theirs each of ours is, by what identifies them; raise Unwritable for schemas without
    end.
    """
    pairs = _of_paths(ours, theirs) | {
        key: key for key in ours.parameters if key in theirs.parameters and key[0] != "path"
    }
    for place in ("query", "header", "cookie"):
        left = {key[1]: one for key, one in ours.parameters.items() if key[0] == place and key not in pairs}
        new = {key[1]: one for key, one in theirs.parameters.items() if key[0] == place and key not in pairs.values()}
        if left and new:
            pairs |= {(place, one): (place, other) for one, other in _renamed(left, new).items()}
    return pairs


def _of_paths(ours: Operation, theirs: Operation) -> dict[_Key, _Key]:
    """Return pairs of what stands in paths: by position, where they are of one shape; else by name, then in order."""
    before, after = ([key for key in one.parameters if key[0] == "path"] for one in (ours, theirs))
    if shape_of(ours.path) == shape_of(theirs.path) or len(before) == len(after):
        return {key: key for key in before if key in after}
    by_name = {theirs.parameters[key].name: key for key in after}
    pairs = {key: by_name[name] for key in before if (name := ours.parameters[key].name) in by_name}
    rest = [key for key in after if key not in pairs.values()]
    return pairs | dict(zip([key for key in before if key not in pairs], rest, strict=False))


def _renamed(left: _Named, new: _Named) -> dict[str, str]:
    """Return which of theirs each of ours is that has another name."""
    found = _roles(left, new)
    for look in (_alike, _in_order):
        rest = {name: one for name, one in left.items() if name not in found}
        others = {name: one for name, one in new.items() if name not in found.values()}
        found |= look(rest, others)
    return found


def _roles(ours: _Named, theirs: _Named) -> dict[str, str]:
    """Return what turns pages: ours by its source, theirs by the words of its name."""
    found: dict[str, str] = {}
    for name, one in ours.items():
        roles = ("page", "offset") if one.source in PAGES else (one.source,)
        words = set().union(*(_PAGING.get(role, set()) for role in roles))
        likely = [other for other in theirs if words & {*words_of(other)} and other not in found.values()]
        if likely:
            found[name] = likely[0]
    return found


def _alike(ours: _Named, theirs: _Named) -> dict[str, str]:
    """Return those of like names and of one kind."""
    schemas = ({name: plain(one.schema) for name, one in side.items()} for side in (ours, theirs))
    return {old: new for new, old in paired(*schemas).items()}


def _in_order(ours: _Named, theirs: _Named) -> dict[str, str]:
    """Return those of one schema, where there are as many of it on either side."""
    return {
        old: new
        for one in ours.values()
        if len(before := _of_schema(one, ours)) == len(after := _of_schema(one, theirs))
        for old, new in zip(before, after, strict=True)
    }


def _of_schema(one: Parameter, among: _Named) -> Sequence[str]:
    wanted = bare(plain(one.schema))
    return [name for name, other in among.items() if bare(plain(other.schema)) == wanted]


def source_there(ours: str, theirs: Parameter) -> str:
    """Return what a parameter of theirs fills, of which ours fills something: a page may be counted by rows."""
    return "offset" if ours in PAGES and {*words_of(theirs.name)} & _PAGING["offset"] else ours
