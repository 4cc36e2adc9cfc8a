"""Tenants by chance: any seed, scenario, epoch, day and hour, and who writes in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from mock_server import MockServer
from mock_server.drift.look import Known
from mock_server.drift.report import Report
from mock_server.resources import read_fixture
from tests.drift.whole.tenants import SECRET, tenant
from tests.drift.whole.writing import writing, writing_beside

_FIRST, _LAST = date(1975, 1, 1), date(2090, 1, 1)
_BOOKINGS = (0, 1, 2, 7, 100, 101, 2000)
_CROWDS = {"oniva": "bookings", "on24": "registrants"}


@dataclass(frozen=True)
class Outcome:
    """What a look came to: its report, and how much was written meanwhile."""

    report: Report
    written: int


def random_look(server: MockServer, vendor: str, seed: int) -> Outcome:
    """Look at a tenant that is a function of the seed; at every third twice, the second time with a baseline."""
    random = Random(f"{vendor} {seed}")
    epoch = _FIRST + timedelta(days=random.randrange((_LAST - _FIRST).days))
    day = epoch + timedelta(days=random.choice((0, 0, random.randrange(400))))
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=random.randrange(86_400))
    wish = {"seed": random.randrange(10**6), "epoch": epoch, "scenario": scenario(vendor, random)}
    with tenant(server, vendor, at=at, **wish) as one:
        known = Known(secret=SECRET)
        if seed % 3 == 0:
            known = Known(baseline=one.baseline(random.randint(1, 2)), secret=SECRET)
            one.clock.advance(timedelta(days=random.randrange(40)))
        with random.choice((writing, writing_beside))(one, seed) as writer:
            return Outcome(one.look(known).report, writer.written)


def scenario(vendor: str, random: Random) -> dict[str, Any] | str:
    """Return one of the scenarios that there are, or the default one with other events."""
    if random.random() < 0.1:
        return "empty"
    default = read_fixture(f"{vendor}/scenarios/default.json")
    if random.random() < 0.3:
        return "default"
    crowds = {
        form: sorted((random.choice((0, 3, 40)), random.choice((40, 90, 400))))
        for form in default["events"][_CROWDS[vendor]]
    }
    count = random.choice((0, 1, 2, 8, 30, 120))
    events = {
        "count": count,
        "past_days": random.choice((0, 30, 365, 900)),
        "coming_days": random.choice((0, 10, 180, 900)),
        _CROWDS[vendor]: crowds,
    }
    # The pins of the other vendor are made for as many events as there are by default.
    pins = [{**one, "bookings": random.choice(_BOOKINGS)} for one in default["pins"] if random.random() < 0.5]
    pins = [one for one in pins if one["event"] < count] if vendor == "oniva" else []
    return {**default, "events": events, "pins": pins}
