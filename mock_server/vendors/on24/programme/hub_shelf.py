"""What an Engagement Hub has to read and to watch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mock_server.fake import Stream
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.materials import Content
from mock_server.vendors.on24.programme.stock import Words

_SITE = "https://gateway.on24.com/wcc"
_AUDIENCE = "https://event.on24.com/wcc/r"
_MOST_WEBCASTS = 5


def hub_contents(
    hub: EventPlan, recordings: Sequence[EventPlan], theme: Words, new_id: Iterator[int], draw: Stream
) -> Sequence[Content]:
    """Return some of the recordings, and the documents and pages of the hub's theme."""
    webcasts = draw.shuffled(recordings)[:_MOST_WEBCASTS]
    return (
        *(_webcast(event, next(new_id)) for event in webcasts),
        *(_document(hub, one, next(new_id)) for one in theme["resources"]),
        _film(hub, next(new_id), draw),
    )


def _webcast(event: EventPlan, identity: int) -> Content:
    url = f"{_AUDIENCE}/{event.id}/{event.audience_key}"
    return Content(identity, "webcast", event.title, event.abstract, url, event.id, event.minutes)


def _document(hub: EventPlan, one: Words, identity: int) -> Content:
    if "url" in one:
        return Content(identity, "webpage", one["name"], one["name"], one["url"], None, None)
    url = f"{_SITE}/eh/{hub.id}/media/{identity}/{one['file']}"
    # The hub shows every document as PDF, whatever it was made with.
    return Content(identity, "pdf", one["name"], one["name"], url, None, None)


def _film(hub: EventPlan, identity: int, draw: Stream) -> Content:
    name = f"Introduction: {hub.title}"
    return Content(
        identity, "video", name, hub.abstract, f"{_SITE}/eh/{hub.id}/video/{identity}", None, draw.between(2, 9)
    )
