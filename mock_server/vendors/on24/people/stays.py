"""Stays: how long somebody watched an event, where that was written and not computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from mock_server.vendors.on24.people.visits import Session, Visit


@dataclass(frozen=True, slots=True)
class Stay:
    """A stretch of watching from a moment on: of the event while it is live, or of its recording."""

    began: datetime
    seconds: int
    is_live: bool

    @property
    def ended(self) -> datetime:
        """When it was over."""
        return self.began + timedelta(seconds=self.seconds)

    def as_json(self) -> dict[str, Any]:
        """Return the stay as the overlay keeps it."""
        return {"began": self.began.isoformat(), "seconds": self.seconds, "is_live": self.is_live}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Stay:
        """Read what `as_json` wrote."""
        return cls(datetime.fromisoformat(kept["began"]), kept["seconds"], kept["is_live"])


@dataclass(frozen=True)
class Attended:
    """What a person did with an event that starts at a moment, if it is written: watching, and nothing else.

    `referral` and `is_in_person` are as of a `Visit`.
    """

    starts: datetime
    stays: Sequence[Stay]
    referral: str | None
    is_in_person: bool

    @cached_property
    def visit(self) -> Visit:
        """The stays as the visit that the sums take in; the player ran all the time."""
        sessions = tuple(
            Session(self._second(stay), stay.seconds, stay.seconds, None if stay.is_live else 0) for stay in self.stays
        )
        return Visit(self.referral, self.is_in_person, sessions)

    def began(self, session: Session) -> datetime:
        """Return when a session of the visit began."""
        return self.stays[self.visit.sessions.index(session)].began.astimezone(UTC)

    @property
    def last(self) -> datetime:
        """When the person was there last."""
        return max(stay.ended for stay in self.stays).astimezone(UTC)

    def _second(self, stay: Stay) -> int:
        """Return what second of the event was the first that was seen; a recording is watched from its beginning."""
        return int((stay.began - self.starts).total_seconds()) if stay.is_live else 0


@dataclass(frozen=True, slots=True)
class Seat:
    """One session that was written, and whose it is: of one row, as a `Sitting` is of many."""

    session: Session
    row: int
    moment: datetime

    def began(self, row: int) -> datetime:
        """Return when the row began it."""
        return self.moment
