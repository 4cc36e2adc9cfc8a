"""The media manager of an account: the recordings of its events, with what was uploaded over them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from mock_server.vendors.on24.account import AccountState
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.written_media import Media, MediaType

# Of an event's thousand ids, the one of its recording.
_RECORDING = 999


class MediaManager:
    """What an account has in its media manager: recordings as of a moment, and all uploads."""

    def __init__(self, state: AccountState, client_id: int, as_of: datetime) -> None:
        written = {one.media_id: one for one in state.media.of(client_id)}
        recorded = {one.media_id: one for one in _recordings(state, client_id, as_of)}
        self._media = {**recorded, **written}

    def newest_first(self) -> list[Media]:
        """Return everything, the newest first."""
        return sorted(self._media.values(), key=lambda one: (one.create_timestamp, one.media_id), reverse=True)

    def find(self, media_id: int) -> Media | None:
        """Return an entry by its id, None if there is none."""
        return self._media.get(media_id)


def _recordings(state: AccountState, client_id: int, as_of: datetime) -> Iterator[Media]:
    for event in state.events_of({client_id}):
        recorded = event.archive_starts
        if recorded is not None and recorded <= as_of and event.is_active and not event.is_hidden:
            yield _recording(state, event, recorded)


def _recording(state: AccountState, event: EventPlan, recorded: datetime) -> Media:
    return Media(
        media_id=next(state.programme.numbering.material_ids(event.index, _RECORDING)),
        client_id=event.client_id,
        title=event.title,
        media_type=MediaType.VIDEO,
        media_file=f"{event.id}_archive.mp4",
        create_timestamp=recorded.astimezone(UTC),
    )
