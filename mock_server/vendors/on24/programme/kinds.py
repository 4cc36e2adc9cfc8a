"""Forms of event, and what follows from the form alone."""

from __future__ import annotations

from enum import StrEnum


class EventForm(StrEnum):
    """How an event is held. The values are a scenario's."""

    LIVE = "live"
    SIMULIVE = "simulive"
    ON_DEMAND = "on-demand"
    HYBRID = "hybrid"
    HUB = "hub"
    FORUM = "forum"

    @property
    def event_type(self) -> str:
        """The code of its type, as the helper operation lists it."""
        return _TYPES.get(self, "fav")

    @property
    def content_type(self) -> str:
        """The kind of content it counts as in the list of events."""
        return {EventForm.HUB: "gateway", EventForm.FORUM: "forum"}.get(self, "webcast")

    @property
    def is_live(self) -> bool:
        """Whether it happens at a time; the others are open from their start on."""
        return self not in (EventForm.ON_DEMAND, EventForm.HUB)


def form_of_type(code: str) -> EventForm:
    """Return how an event of a type is held; most are live."""
    return next((form for form, known in _TYPES.items() if known == code), EventForm.LIVE)


_TYPES = {
    EventForm.SIMULIVE: "simulive",
    EventForm.ON_DEMAND: "ondemand",
    EventForm.HUB: "Engagement Hub",
    EventForm.FORUM: "forum",
}
