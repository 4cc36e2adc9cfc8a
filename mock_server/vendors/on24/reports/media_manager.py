"""The media manager of an account: the recordings of its events, with what was uploaded over them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.numbering import Numbering
from mock_server.vendors.on24.programme.written_media import Media, MediaType

# Of an event's thousand ids, the one of its recording.
_RECORDING = 999


class MediaManager:
    """What an account has in its media manager: the recordings of its events as of a moment, and all `uploads`."""

    def __init__(
        self, events: Iterable[EventPlan], uploads: Iterable[Media], numbering: Numbering, as_of: datetime
    ) -> None:
        recordings = _recordings(events, numbering, as_of)
        self._media = {one.media_id: one for one in (*recordings, *uploads)}

    def newest_first(self) -> list[Media]:
        """Return everything, the newest first."""
        return sorted(self._media.values(), key=lambda one: (one.create_timestamp, one.media_id), reverse=True)

    def find(self, media_id: int) -> Media | None:
        """Return an entry by its id, None if there is none."""
        return self._media.get(media_id)


def _recordings(events: Iterable[EventPlan], numbering: Numbering, as_of: datetime) -> Iterator[Media]:
    for event in events:
        recorded = event.archive_starts
        if recorded is not None and recorded <= as_of and event.is_active and not event.is_hidden:
            number = next(numbering.material_ids(event.index, _RECORDING))
            yield _recording(event, number, recorded)


def _recording(event: EventPlan, number: int, recorded: datetime) -> Media:
    return Media(
        media_id=number,
        client_id=event.client_id,
        title=event.title,
        media_type=MediaType.VIDEO,
        media_file=f"{event.id}_archive.mp4",
        create_timestamp=recorded.astimezone(UTC),
    )
