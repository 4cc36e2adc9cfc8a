"""Other names: a parameter without effect is asked for under the names that APIs have for such ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from mock_server.breaks.casing import in_case
from mock_server.contract.parameters import Parameter
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.probes import SINCE, UNTIL, Filter, Listing
from mock_server.drift.behaviour.refused import is_refused
from mock_server.drift.behaviour.shape import Names, names_of
from mock_server.drift.exchange import Answered, NotObserved
from mock_server.drift.replies.telling import Action

_SIZES = (
    "limit", "size", "page_size", "per_page", "take", "count", "top", "$top", "rows", "results", "items_per_page",
    "max_results", "page[size]", "page[limit]", "first",
)  # fmt: skip
_PAGES = ("page", "page_number", "page_no", "page_index", "page_offset", "current_page", "p", "page[number]")
_OFFSETS = ("offset", "skip", "$skip", "start", "start_index", "first_result", "page[offset]")
_BOUNDS = {
    SINCE: ("from", "since", "after", "start", "gte", "min"),
    UNTIL: ("to", "until", "before", "end", "lte", "max"),
}
_STYLES = ("snake", "camel", "lower", "kebab", "pascal")
# So many names are tried one at a time where unknown ones are refused.
_ALONE = 12

Works = Callable[[Answered], bool]


def size_names() -> Iterator[str]:
    """Yield names of the size of a page."""
    return _spelled(_SIZES)


def page_names() -> Iterator[str]:
    """Yield names of the number of a page."""
    return _spelled(_PAGES)


def offset_names() -> Iterator[str]:
    """Yield names of how many rows are passed over."""
    return _spelled(_OFFSETS)


def filter_names(asker: Asker, listing: Listing, one: Filter) -> Iterator[str]:
    """Yield names of a filter: its own otherwise spelled, those of what it picks by, and of the ends of a period."""
    own, bounds = asker.parameter(listing, one.argument).name, _BOUNDS.get(one.kind, ())
    try:
        attribute: Names = names_of(asker.shape(listing).row, one.attribute)
    except NotObserved:
        attribute = ()
    whole = "_".join(attribute)
    stem = in_case(whole, "snake").removesuffix("_date").removesuffix("_at")
    about = [f"{one}_{bound}" for bound in bounds for one in (whole, stem)]
    about = about or [whole, *attribute[:1]]
    dates = [text for bound in bounds for text in (f"date_{bound}", f"{bound}_date")]
    yield from _spelled((own, *bounds, *about, *dates))
    yield from (f"filter[{name}]" for name in dict.fromkeys((own, whole)))
    yield from (f"{attribute[-1]}[{bound}]" for bound in bounds if attribute)


def _spelled(names: Sequence[str]) -> Iterator[str]:
    for name in names:
        yield name
        yield from (in_case(name, style) for style in _STYLES if name.replace("_", "").isalpha())


def other_name(
    asker: Asker, listing: Listing, names: Iterator[str], value: str, works: Works, query: Mapping[str, object]
) -> str | None:
    """Return which of several names has the effect of a parameter, "" where none has; None where that is not to be
    told. All at once are asked for first, then halves of them. One that is fresh has looked before.
    """
    if asker.fresh:
        return None
    declared = asker.walk.contract.operations[listing.operation]
    # A walk takes the names of arguments for those.
    known = {name for one in declared.parameters.all for name in (one.name, one.argument)}
    left = [name for name in dict.fromkeys(names) if name and name not in known]

    def answer(some: Sequence[str]) -> Answered:
        expects = (declared.success, 400, 422)
        return asker.ask_list(listing, {**query, **dict.fromkeys(some, value)}, expects).answered

    try:
        first = answer(left)
        if is_refused(first):
            alone = (name for name in left[:_ALONE] if _does(works, answer([name])))
            return next(alone, "")
        if not _does(works, first):
            return ""
        while len(left) > 1:
            half = left[: len(left) // 2]
            left = half if _does(works, answer(half)) else left[len(half) :]
    except NotObserved:
        return None
    return left[0]


def _does(works: Works, answered: Answered) -> bool:
    return answered.is_good and works(answered)


def renamed(asker: Asker, listing: Listing, parameter: Parameter, name: str | None) -> list[Action]:
    """Return the actions that give a parameter another name, or take away one that has no effect under any."""
    if name is None:
        return []
    target = asker.place_of(listing, parameter)
    if not name:
        return [{"target": target, "remove": True}]
    return [{"target": target, "update": {"name": name, "x-source": parameter.argument}}]


def counting_rows(asker: Asker, listing: Listing, parameter: Parameter, name: str) -> list[Action]:
    """Return the actions that make a number of rows to pass over of the number of a page."""
    said = {"name": name, "x-source": "offset", "schema": {"minimum": 0, "default": 0}}
    return [{"target": asker.place_of(listing, parameter), "update": said}]


def told(name: str | None) -> str:
    """Return the half sentence about a parameter without effect."""
    return f"it has no effect, {name} has" if name else "it has no effect"
