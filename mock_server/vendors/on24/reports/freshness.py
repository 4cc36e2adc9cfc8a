"""How fresh the reports of events are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from mock_server.vendors.on24.people.crowd import Crowd
from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.people.written_people import WrittenPeople


@dataclass(frozen=True, slots=True)
class _Known:
    """The newest moment of a crowd, and of what was written up to a version."""

    crowd: Crowd
    version: int
    newest: datetime


class Freshness:
    """What the reports of an account's events were last updated by. Only what is new is looked at."""

    def __init__(self, people: WrittenPeople) -> None:
        self._people = people
        self._known: dict[int, _Known] = {}

    def last_updated(self, roll: Roll) -> datetime:
        """Return the latest of what the report of an event is about. (convention)

        That is the last change of the event, the newest registration, the newest end of a session, and the last time
        that anything was written about one of its people.
        """
        event, written = roll.event, self._people.event(roll.event.id)
        known = self._known.get(event.id)
        if known is None or known.crowd is not roll.crowd:
            moments = [event.last_modified, *_last_moments(roll.crowd)]
            known = _Known(roll.crowd, 0, max(moment.astimezone(UTC) for moment in moments))
        if known.version != written.version:
            changed = [written.entries[row].changed for row in written.since(known.version)]
            known = _Known(roll.crowd, written.version, max([known.newest, *changed]))
        self._known[event.id] = known
        return known.newest


def _last_moments(crowd: Crowd) -> Iterator[datetime]:
    """Yield the newest registration and the newest ends of sessions: whoever is last in a sitting leaves it last."""
    if crowd.visible:
        yield crowd.created(crowd.visible - 1)
    for sitting in crowd.sittings:
        if sitting.rows:
            yield sitting.began(sitting.rows[-1]) + timedelta(seconds=sitting.session.seconds)
