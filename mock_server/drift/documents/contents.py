"""Contents: media types of two documents paired."""

from __future__ import annotations

from collections.abc import Mapping

from mock_server.drift.documents.model import Node

_Contents = Mapping[str, Node]


def bare(media: str) -> str:
    """Return a media type without its parameters."""
    return media.partition(";")[0]


def paired_contents(ours: _Contents, theirs: _Contents) -> tuple[dict[str, str], list[str], list[str]]:
    """Return which of theirs each of ours is, parameters aside, and those of either side without another."""
    by_type = {bare(media): media for media in theirs}
    pairs = {media: by_type[bare(media)] for media in ours if bare(media) in by_type}
    came = [media for media in theirs if media not in pairs.values()]
    return pairs, [media for media in ours if media not in pairs], came
