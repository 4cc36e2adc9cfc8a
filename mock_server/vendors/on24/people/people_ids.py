"""The numbers and links of people."""

from __future__ import annotations

from mock_server.vendors.on24.programme.event_plan import EventPlan

_FIRST_USER = 100_000_000
_ROWS = 6_000_000
# A person asks fewer different questions in an event than this.
_QUESTIONS = 16


def event_user_id(plan: EventPlan, row: int) -> int:
    """Return the number of a row of an event: unique in the account."""
    return _FIRST_USER + plan.index * _ROWS + row


def place_of(number: int) -> tuple[int, int]:
    """Return the index of the event, and the row, that have a number of a row."""
    return divmod(number - _FIRST_USER, _ROWS)


def question_id(plan: EventPlan, row: int, item: int) -> int:
    """Return the number of a question that a row asked."""
    return event_user_id(plan, row) * _QUESTIONS + item


def user_profile_url(plan: EventPlan, row: int) -> str:
    """Return where the vendor shows a person. (convention)"""
    return f"https://wcc.on24.com/webcast/userprofile?e={plan.id}&u={event_user_id(plan, row)}"
