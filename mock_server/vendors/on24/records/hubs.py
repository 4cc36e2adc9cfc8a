"""Records of what an Engagement Hub holds, and how it is used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ContentUse:
    """Something in a hub, how often it was opened, and by how many people."""

    content_id: int
    content_type: str
    content_name: str
    total_views: int
    unique_views: int


@dataclass(frozen=True, slots=True)
class ContentActivity:
    """How the contents of a hub are used."""

    event_id: int
    client_id: int
    description: str
    total_content_views: int
    content_viewers: int
    contents: Sequence[ContentUse]


@dataclass(frozen=True, slots=True)
class HubContent:
    """Something in a hub; `event_id` is a webcast's."""

    content_id: int
    content_type: str
    content_name: str
    description: str | None
    url: str
    event_id: int | None


@dataclass(frozen=True, slots=True)
class HubContents:
    """What a hub holds."""

    gateway_id: int
    contents: Sequence[HubContent]
