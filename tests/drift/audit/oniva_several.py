"""Several drifts of Oniva at the same time: each is named."""

from __future__ import annotations

from tests.drift.audit.cases import Case, together
from tests.drift.audit.changing import together as at_once
from tests.drift.audit.oniva_filters import FILTERS
from tests.drift.audit.oniva_headers import HEADERS
from tests.drift.audit.oniva_members import MEMBERS
from tests.drift.audit.oniva_moments import MOMENTS
from tests.drift.audit.oniva_pages import PAGES
from tests.drift.audit.oniva_texts import TEXTS
from tests.drift.audit.oniva_tokens import TOKENS
from tests.drift.audit.oniva_values import VALUES
from tests.drift.audit.oniva_wire import WIRE

_EVERY = (*MEMBERS, *VALUES, *TEXTS, *MOMENTS, *PAGES, *FILTERS, *WIRE, *HEADERS, *TOKENS)
ALL = {one.name: one for one in _EVERY}


def several(*names: str) -> Case:
    """Those drifts at once."""
    cases = [ALL[name] for name in names]
    told = [each for one in cases for each in one.told]
    also = [each for one in cases for each in one.also]
    return together(" + ".join(names), at_once(*(one.drift for one in cases)), *told, also=also)


SEVERAL: tuple[Case, ...] = (
    several("a member is gone on later pages only", "the total is a text"),
    several("page has no effect", "a flag is Y or N"),
    several("in UTC, rows and record", "an end has no effect"),
    several("a whole record is in snake case", "the budget is a third"),
    several("money is a text", "a nested language is in capitals"),
    several("unknown parameters are refused", "no zone in the record only"),
    several("an array of one is that one", "a member of a nested list has another name"),
    several("errors are in an object", "at most 25 rows"),
    several("an array is a text", "the status has no effect, of bookings", "tokens live half as long"),
    several(
        "a member has another name on later pages",
        "a currency is in small letters",
        "no zone in the record only",
        "Basic is refused",
        "several words are refused",
    ),
    several(
        "an id in a nested list is a number",
        "drafts are hidden",
        "a mark before the record",
        "HEAD is not allowed",
        "a member of an error has another name, where something is not found",
    ),
    several("a page is an array", "a secret appears", "one event has a new word, on a later page"),
    several(
        "rows have another name where a filter is given",
        "an operation is deprecated",
        "seconds since 1970, nested in rows",
        "a flag is the text true",
        "a charset is told for lists",
    ),
)
