"""The engagement score: how much a visitor made of an event, from 0 to 10. (convention: the vendor's formula is secret)

Half of it is the time watched, the other half what was done: polls, questions, surveys and resources, each up to a
ceiling. More of anything never lowers it.
"""

from __future__ import annotations

from mock_server.vendors.on24.people.visits import ActKind, Visit, covered

_TIME = 50
# kind → tenths for each, tenths at most
_DEEDS = {
    ActKind.POLL: (5, 15),
    ActKind.QUESTION: (8, 16),
    ActKind.SURVEY: (9, 9),
    ActKind.RESOURCE: (4, 10),
}


def score_in_tenths(visit: Visit, minutes: int) -> int:
    """Return a visit's score in tenths, for an event of so many minutes."""
    length = max(1, minutes * 60)
    watched = min(length, max(covered(visit.live), covered(visit.on_demand)))
    deeds = sum(min(most, each * visit.count(kind)) for kind, (each, most) in _DEEDS.items())
    return _TIME * watched // length + deeds


def mean_in_tenths(total: int, count: int) -> int:
    """Return the mean of scores that add up to a total, rounded half up; 0 of none."""
    return (2 * total + count) // (2 * count) if count else 0
