"""Records of those who present: their sessions, and what they write to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PresenterSession:
    """One stay of a speaker behind the scenes of an event."""

    event_id: int
    client_id: int
    session_id: int
    event_title: str
    presenter_id: int
    first_name: str
    last_name: str
    email: str
    access_mode: str
    start_time: datetime
    end_time: datetime
    is_practice_session: bool


@dataclass(frozen=True, slots=True)
class Presenters:
    """The sessions of an event's speakers, or of an account's."""

    event_presenters: Sequence[PresenterSession]


@dataclass(frozen=True, slots=True)
class PresenterChat:
    """What a speaker wrote to the others behind the scenes."""

    presenter_id: int
    presenter_name: str
    create_timestamp: datetime
    content: str


@dataclass(frozen=True, slots=True)
class PresenterChats:
    """What the speakers of an event wrote to each other."""

    event_id: int
    presenter_chats: Sequence[PresenterChat]
