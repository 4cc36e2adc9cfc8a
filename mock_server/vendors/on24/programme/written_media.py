"""What was uploaded to the media manager. It lies over the recordings that are there by themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from mock_server.core.overlay import Overlay
from mock_server.core.record import Record

_KIND = "media"
# Above the ids of what was written about events.
_FIRST_ID = 95_000_000


class MediaType(StrEnum):
    """What a file of the media manager is. The values are the contract's."""

    DOCUMENT = "document"
    VIDEO = "video"


@dataclass(frozen=True, eq=False, slots=True)
class Media(Record):
    """A file of the media manager, of an account."""

    media_id: int
    client_id: int
    title: str
    media_type: MediaType
    media_file: str
    create_timestamp: datetime


class WrittenMedia:
    """All uploads of an account and its sub-accounts, by id."""

    def __init__(self, overlay: Overlay) -> None:
        self._overlay = overlay
        self._media = {int(key): _read(int(key), kept) for key, kept in overlay.items(_KIND)}

    def of(self, client_id: int) -> Sequence[Media]:
        """Return the uploads of an account."""
        return [one for one in self._media.values() if one.client_id == client_id]

    def next_id(self) -> int:
        """Return the id that the next new entry gets."""
        return max((one for one in self._media if one >= _FIRST_ID), default=_FIRST_ID - 1) + 1

    def put(self, media: Media, file: Mapping[str, Any]) -> None:
        """Keep an entry, new or in the place of the one with its id; `file` is what is known of its file."""
        kept = {
            "client_id": media.client_id,
            "title": media.title,
            "media_type": media.media_type.value,
            "file": dict(file),
            "created": media.create_timestamp.isoformat(),
        }
        self._overlay.put(_KIND, str(media.media_id), kept)
        self._media[media.media_id] = media


def _read(media_id: int, kept: Mapping[str, Any]) -> Media:
    return Media(
        media_id=media_id,
        client_id=kept["client_id"],
        title=kept["title"],
        media_type=MediaType(kept["media_type"]),
        media_file=kept["file"]["name"],
        create_timestamp=datetime.fromisoformat(kept["created"]),
    )
