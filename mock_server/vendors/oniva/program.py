"""The tenant's programme: what is fixed about every event, before any booking is looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from mock_server.core.world import WorldPlan
from mock_server.fake import Ids, Stream, label, slug
from mock_server.vendors.oniva.kinds import EventKind, RecordKind
from mock_server.vendors.oniva.models import Location, Workspace
from mock_server.vendors.oniva.options import NewId, OptionPlan, Sketch, plan_addons, plan_registrations
from mock_server.vendors.oniva.season import Season, hours

# What kinds of event there are, and in which proportion.
_KINDS = (
    EventKind.FREE,
    EventKind.PAID,
    EventKind.REQUEST,
    EventKind.PAID,
    EventKind.FULL,
    EventKind.FREE,
    EventKind.FULL_PAID,
    EventKind.PAID,
    EventKind.FREE,
    EventKind.PAID,
)
_CURRENCIES = ("CHF", "CHF", "EUR", "CHF", "CHF", "CHF", "USD", "CHF", "CHF", "CHF")


@dataclass(frozen=True, slots=True)
class EventPlan:
    """One event. Bookings come in on days from `opens` up to, but without, `closes`; `planned` is how many in all,
    `expected` how many the organiser counts on (a draft has none yet).

    `fee_percent` is added to payments made online. `edited` and `stopped` are of what was written about the event:
    when, and up to when bookings come in where it was called off.
    """

    index: int
    id: str
    key: str
    title: str
    topic: Mapping[str, Any]
    workspace: Workspace
    languages: Sequence[str]
    location: Location | None
    starts: datetime
    ends: datetime
    shows_end: bool
    created: datetime
    opens: date
    closes: date
    cancelled: datetime | None
    is_draft: bool
    kind: EventKind
    currency: str
    fee_percent: Decimal
    registrations: Sequence[OptionPlan]
    addons: Sequence[OptionPlan]
    planned: int
    expected: int
    has_checkout: bool
    stopped: datetime | None = None
    edited: datetime | None = None


class Programme:
    """All events of a tenant, by index, in the order of their days."""

    def __init__(self, plan: WorldPlan, ids: Ids, stock: Mapping[str, Any]) -> None:
        self._plan, self._ids, self._stock = plan, ids, stock
        self._seed = plan.seed
        self.workspaces = [
            Workspace(ids.make(RecordKind.WORKSPACE, 0, at_), one["key"], one["name"])
            for at_, one in enumerate(plan.scenario["workspaces"])
        ]
        shares = [one.get("share", 1) for one in plan.scenario["workspaces"]]
        self._homes = [home for home, share in enumerate(shares) for _ in range(share)]
        self._pins = {pin["event"]: pin for pin in plan.scenario["pins"]}
        self._rotation = Stream(plan.seed, label("rotation")).below(1 << 16)
        self._season = Season(plan, self._rotation)
        self._met: dict[str, int] = {}
        self._charged = count()
        self._keys: set[str] = set()
        self.events = [self._event(index) for index in range(plan.scenario["events"]["count"])]

    def _event(self, index: int) -> EventPlan:
        draw = Stream(self._seed, label("event"), index)
        pin = self._pins.get(index, {})
        day = self._season.day(index, draw)
        home = draw.pick(self._homes)
        language = self._plan.scenario["workspaces"][home]["language"]
        topic, is_repeat = self._topic(language)
        kind = EventKind(pin.get("kind") or _KINDS[(index * 7 + self._rotation) % len(_KINDS)])
        starts, ends = hours(day, topic["format"], draw)
        planned = self._planned(pin, topic["format"], draw)
        created, opens = self._season.opening(starts, planned, draw)
        is_draft = not pin and self._season.is_draft(index, starts)
        cancelled = None if is_draft or pin else self._season.cancelled(index, starts, opens, draw)
        location = None if topic["format"] == "webinar" else self._location(language, draw)
        title = f"{topic['title']} {_edition(day, location) if is_repeat else day.year}"
        sketch, words = Sketch(kind, topic["format"], starts, ends), self._stock["options"][language]
        registrations = plan_registrations(sketch, words, self._option_id(index, 0), draw)
        closes = cancelled.date() if cancelled else day - timedelta(days=4 if kind is EventKind.REQUEST else 0)
        return EventPlan(
            index=index,
            id=self._ids.make(RecordKind.EVENT, 0, index),
            key=self._key(title, index),
            title=title,
            topic=topic,
            workspace=self.workspaces[home],
            languages=_languages(language, draw),
            location=location,
            starts=starts,
            ends=ends,
            shows_end=topic["format"] != "reception" or draw.chance(70),
            created=created,
            opens=opens,
            closes=closes,
            cancelled=cancelled,
            is_draft=is_draft,
            kind=kind,
            currency=_CURRENCIES[next(self._charged) % len(_CURRENCIES)] if kind.is_paid else "CHF",
            fee_percent=Decimal(draw.pick(("0", "0", "2", "2.5"))),
            registrations=registrations,
            addons=plan_addons(sketch, words, self._option_id(index, len(registrations)), draw),
            planned=0 if is_draft else planned,
            expected=planned,
            has_checkout=bool(pin.get("has_checkout")),
        )

    def _option_id(self, event: int, first: int) -> NewId:
        return lambda at: self._ids.make(RecordKind.OPTION, event, first + at)

    def _topic(self, language: str) -> tuple[Mapping[str, Any], bool]:
        """Take the next topic of a language; once all have been used, begin again."""
        topics = self._stock["topics"][language]
        met = self._met[language] = self._met.get(language, -1) + 1
        order = Stream(self._seed, label("topics"), label(language)).shuffled(range(len(topics)))
        return topics[order[met % len(topics)]], met >= len(topics)

    def _planned(self, pin: Mapping[str, Any], form: str, draw: Stream) -> int:
        low, high = self._plan.scenario["events"]["bookings"][form]
        drawn = draw.between(low, high)
        if pin.get("is_largest") and self._plan.scale is not None:
            return self._plan.scale
        return int(pin.get("bookings", drawn))

    def _location(self, language: str, draw: Stream) -> Location:
        spoken = "de" if language == "en" else language
        venue = draw.pick([one for one in self._stock["venues"] if one["language"] == spoken])
        return Location(venue["name"], venue["street"], venue["zip"], venue["city"], "CH")

    def _key(self, title: str, index: int) -> str:
        plain = slug(title)
        key = plain if plain not in self._keys else f"{plain}-{index}"
        self._keys.add(key)
        return key


def _edition(day: date, location: Location | None) -> str:
    """Tell a topic's second event from its first."""
    return f"{location.city} {day.year}" if location else f"{day.month:02d}/{day.year}"


def _languages(language: str, draw: Stream) -> list[str]:
    others = [other for other in ("de", "fr", "it", "en") if other != language]
    return [language, *others[: draw.pick((0, 0, 0, 1, 1, 2))]]
