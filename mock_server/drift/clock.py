"""Clock: whether a service's own is ours, and how soon something goes by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from mock_server.breaks.place import Place
from mock_server.drift.exchange import Answered, Exchange
from mock_server.drift.finding import BREAKING, REPLIES, Finding
from mock_server.drift.kinds import severity_of

# What is asked first is answered within that time, or the look has waited for longer than the clocks are apart.
_APART = timedelta(minutes=10)
_UNITS = ((timedelta(hours=2), "minutes"), (timedelta(days=2), "hours"), (timedelta.max, "days"))
# What goes so soon has gone for clients of which nobody writes the next version yet.
_SOON = timedelta(days=30)
_SKEWED, _GOES, _END = "clock-skewed", "endpoint-deprecated", "Sunset"


def clock_findings(exchanges: Sequence[Exchange], now: datetime | None) -> Iterator[Finding]:
    """Tell of a service whose first answer is of another time than `now`, when it was asked for; None tells nothing."""
    told = next((moment for one in exchanges if (moment := date_of(one.answered)) is not None), None)
    if now is None or told is None or abs(told - now) < _APART:
        return
    # No more than that: the same clock is told in the same words the next time.
    apart = next(word for most, word in _UNITS if abs(told - now) < most)
    seen = f"it is {apart} {'ahead' if told > now else 'behind'}"
    place, says = str(Place("header", "Date")), "the service's clock is ours"
    yield Finding(_SKEWED, "", place, severity_of(_SKEWED), says, seen, REPLIES)


def hastened(findings: Sequence[Finding], exchanges: Sequence[Exchange], now: datetime | None) -> list[Finding]:
    """Return findings, of which those are breaking that tell that an operation goes soon (RFC 8594)."""
    ends = [(one.asked.operation, date_of(one.answered, _END)) for one in exchanges]
    soon = {operation for operation, end in ends if now is not None and end is not None and end - now < _SOON}
    return [
        replace(one, severity=BREAKING, seen=f"{one.seen}, within {_SOON.days} days")
        if one.kind == _GOES and one.operation in soon
        else one
        for one in findings
    ]


def date_of(answered: Answered, name: str = "Date") -> datetime | None:
    """Return the moment that a header tells (RFC 9110 section 5.6.7); None where it tells none."""
    try:
        moment = parsedate_to_datetime(answered.header(name) or "")
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError):
        return None
