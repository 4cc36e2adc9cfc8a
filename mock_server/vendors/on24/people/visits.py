"""Visits: what a registrant does with an event, as a value that many registrants share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from functools import cached_property
from typing import Protocol

# Everybody comes a few seconds later than the visit says, up to this many: not all in the same second.
LONGEST_LATENESS = 45
# The last day, counted from a late registration, on which somebody comes back.
LONGEST_RETURN = 20


class ActKind(Enum):
    """What somebody may do while being there, besides watching."""

    POLL = "poll"
    SURVEY = "survey"
    QUESTION = "question"
    RESOURCE = "resource"
    CALL_TO_ACTION = "call to action"
    REACTION = "reaction"
    CHAT = "chat"
    MESSAGE = "message"
    CONTENT = "content"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing done, `at` seconds after the session began, `times` times.

    `item` is the place in the event's material of what it was done with; nothing is done twice with the same, but
    reactions and messages. `answers` are the places of the chosen answers, per question of a poll or survey, empty
    where a question was passed over; for words of one's own, the place of the text among the material's.
    """

    kind: ActKind
    item: int
    at: int
    times: int = 1
    answers: tuple[tuple[int, ...], ...] = ()
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """One stretch of watching: `seconds` of the event from its second `at`; `played` of them the player ran.

    `day` is None for a live session, else the day it takes place, counted from the day the recording came out, or from
    the registration where that was later.
    """

    at: int
    seconds: int
    played: int
    day: int | None = None
    acts: tuple[Act, ...] = ()

    @property
    def is_live(self) -> bool:
        """Whether it took place while the event did."""
        return self.day is None


@dataclass(frozen=True, eq=False)
class Visit:
    """All that a registrant does with an event: sessions in order of time, none for a no-show. Compared by identity.

    `referral` is the partner's code that brought the registrant, None without one.
    """

    referral: str | None
    is_in_person: bool
    sessions: tuple[Session, ...]

    def first(self, count: int) -> Visit:
        """Return the visit as it was after its first sessions."""
        return self if count >= len(self.sessions) else replace(self, sessions=self.sessions[:count])

    @property
    def is_no_show(self) -> bool:
        """Whether the registrant has never come."""
        return not self.sessions

    @cached_property
    def live(self) -> tuple[Session, ...]:
        """The sessions during the event."""
        return tuple(session for session in self.sessions if session.is_live)

    @cached_property
    def on_demand(self) -> tuple[Session, ...]:
        """The sessions afterwards."""
        return tuple(session for session in self.sessions if not session.is_live)

    @cached_property
    def live_minutes(self) -> int:
        """Minutes of the event seen live; what was seen on two screens at once counts once."""
        return minutes(covered(self.live))

    @cached_property
    def archive_minutes(self) -> int:
        """Minutes of the recording seen; what was seen again counts once."""
        return minutes(covered(self.on_demand))

    @cached_property
    def cumulative_live_minutes(self) -> int:
        """Minutes of all live sessions together."""
        return minutes(sum(session.seconds for session in self.live))

    @cached_property
    def cumulative_archive_minutes(self) -> int:
        """Minutes of all sessions on demand together."""
        return minutes(sum(session.seconds for session in self.on_demand))

    @cached_property
    def live_player_minutes(self) -> int:
        """Minutes the player ran live."""
        return minutes(sum(session.played for session in self.live))

    @cached_property
    def archive_player_minutes(self) -> int:
        """Minutes the player ran on demand."""
        return minutes(sum(session.played for session in self.on_demand))

    def acts(self, kind: ActKind) -> Sequence[tuple[Session, Act]]:
        """Return what was done of a kind, in order, with the session it was done in."""
        return self._acts.get(kind, ())

    def count(self, kind: ActKind) -> int:
        """Return how many different things were done of a kind."""
        return len(self.acts(kind))

    def total(self, kind: ActKind) -> int:
        """Return how often something of a kind was done."""
        return sum(act.times for _, act in self.acts(kind))

    @property
    def all_acts(self) -> Iterator[Act]:
        """Everything that was done, in order."""
        return (act for session in self.sessions for act in session.acts)

    @cached_property
    def _acts(self) -> dict[ActKind, list[tuple[Session, Act]]]:
        found: dict[ActKind, list[tuple[Session, Act]]] = {}
        for session in self.sessions:
            for act in session.acts:
                found.setdefault(act.kind, []).append((session, act))
        return found


class Watchers(Protocol):
    """People of an event, by row, who may have made visits."""

    def visit(self, row: int) -> Visit:
        """Return what a row has done so far."""

    def moment(self, row: int, session: Session) -> datetime:
        """Return when a session of a row began, in UTC."""


# Who has done nothing.
ABSENT = Visit(None, False, ())


def minutes(seconds: int) -> int:
    """Round to whole minutes; whoever was there at all was there a minute. (stated)"""
    return max(1, (seconds + 30) // 60) if seconds else 0


def covered(sessions: Sequence[Session]) -> int:
    """Return how many different seconds of the event the sessions show."""
    total = reached = 0
    for session in sorted(sessions, key=lambda one: one.at):
        end = session.at + session.seconds
        total += max(0, end - max(session.at, reached))
        reached = max(reached, end)
    return total
