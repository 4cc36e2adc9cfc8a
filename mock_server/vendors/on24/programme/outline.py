"""The outline of the programme: what kind of event is where, and what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from mock_server.core.world import WorldPlan
from mock_server.fake import Stream, label
from mock_server.vendors.on24.pacific import at
from mock_server.vendors.on24.programme.kinds import EventForm
from mock_server.vendors.on24.programme.season import Season
from mock_server.vendors.on24.programme.stock import Stock, Words

_LIVE, _SIMULIVE, _ON_DEMAND = EventForm.LIVE, EventForm.SIMULIVE, EventForm.ON_DEMAND
_HYBRID, _HUB, _FORUM = EventForm.HYBRID, EventForm.HUB, EventForm.FORUM
# Which forms there are, and in which proportion. What is there for good is not announced, so it is all in the past.
_PAST = (
    *(_LIVE, _SIMULIVE, _LIVE, _ON_DEMAND, _LIVE, _LIVE, _HYBRID, _LIVE, _FORUM, _LIVE),
    *(_SIMULIVE, _ON_DEMAND, _LIVE, _HUB, _LIVE, _LIVE, _ON_DEMAND, _SIMULIVE, _LIVE, _LIVE),
)
_COMING = (_LIVE, _LIVE, _SIMULIVE, _LIVE, _HYBRID, _LIVE, _FORUM, _LIVE, _SIMULIVE, _LIVE)
# One event in seven is in another language.
_LANGUAGES = ("de", *("en",) * 6, "fr", *("en",) * 6)
_MINUTES = {
    _LIVE: (30, 45, 60, 60, 60, 75, 90),
    _SIMULIVE: (30, 45, 60),
    _ON_DEMAND: (15, 30, 45, 60),
    _HYBRID: (150, 180, 240),
    _HUB: (60,),
    _FORUM: (60, 90),
}
_STARTS = (480, 540, 540, 600, 600, 630, 660, 780, 840)
_EARLY_STARTS = (480, 510, 540)


@dataclass(frozen=True, slots=True)
class Outline:
    """An event before its details. `pin` is what the scenario fixes, `theme` the name of a theme of the stock."""

    index: int
    pin: Mapping[str, Any]
    form: EventForm
    language: str
    zone: ZoneInfo
    starts: datetime
    minutes: int
    title: str
    topic: Words


class Outlines:
    """Draws the outlines of a world's events, in the order of their starts. `rotation` shifts the patterns by seed."""

    def __init__(self, plan: WorldPlan, stock: Stock, rotation: int) -> None:
        self._plan, self._stock, self._rotation = plan, stock, rotation
        self._pins = {pin["event"]: pin for pin in plan.scenario["pins"]}
        self._met: dict[tuple[str, str], int] = {}
        self._order = cache(self._new_order)

    def all(self) -> Iterator[Outline]:
        """Yield all of them."""
        latest: datetime | None = None
        for index, day in enumerate(Season(self._plan).days()):
            outline = self._outline(index, day, latest)
            latest = outline.starts
            yield outline

    def _outline(self, index: int, day: date, latest: datetime | None) -> Outline:
        draw = Stream(self._plan.seed, label("on24/outline"), index)
        pin = self._pins.get(index, {})
        form = self._form(index, day, pin)
        language = self._language(index, form, pin)
        zones = self._stock.account["zones"][language]
        zone = ZoneInfo(zones[0] if "id" in pin else draw.pick(zones))
        starts = at(day, draw.pick(_EARLY_STARTS if form is _HYBRID else _STARTS), zone)
        # Two events of one day keep their order, though theirs may be different zones.
        starts = starts if latest is None else max(starts, latest.astimezone(zone))
        topic, title = self._topic(form, language, starts)
        return Outline(index, pin, form, language, zone, starts, draw.pick(_MINUTES[form]), title, topic)

    def _form(self, index: int, day: date, pin: Mapping[str, Any]) -> EventForm:
        if "form" in pin:
            return EventForm(pin["form"])
        cycle = _COMING if day > self._plan.epoch else _PAST
        return cycle[(index * 7 + self._rotation) % len(cycle)]

    def _language(self, index: int, form: EventForm, pin: Mapping[str, Any]) -> str:
        if pin or form in (_HYBRID, _HUB, _FORUM):
            return "en"
        return _LANGUAGES[(index * 5 + self._rotation) % len(_LANGUAGES)]

    def _topic(self, form: EventForm, language: str, starts: datetime) -> tuple[Words, str]:
        """Take the next topic; once all have been used, begin again, and tell the second event from the first."""
        topics = self._stock.topics(form, language)
        kind = form.value if form in (_HYBRID, _HUB, _FORUM) else "webinar"
        met = self._met.get((kind, language), 0)
        self._met[kind, language] = met + 1
        topic = topics[self._order(kind, language, len(topics))[met % len(topics)]]
        if met < len(topics):
            return topic, topic["title"]
        edition = self._stock.account["edition"][language]
        quarter = (starts.month + 2) // 3
        return topic, edition.format(title=topic["title"], quarter=quarter, year=starts.year)

    def _new_order(self, kind: str, language: str, size: int) -> list[int]:
        return Stream(self._plan.seed, label("on24/topics"), label(kind), label(language)).shuffled(range(size))
