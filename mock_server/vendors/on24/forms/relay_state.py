"""Which event a page is about: the one that its address or form names, or what comes along with a sign-on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

_AUDIENCE_PATH = re.compile(r"/wcc/r/([0-9]+)/([0-9A-Za-z]+)")


def event_and_key(relay_state: str) -> tuple[str, str | None] | None:
    """Return the event of a RelayState, `…/wcc/r/{eventid}/{key}` or `eventid=…` (and `key=…`); None where it has none.

    Of the second kind the key may be missing.
    """
    found = _AUDIENCE_PATH.search(relay_state)
    if found is not None:
        return found[1], found[2]
    said = {name.lower(): text for name, text in parse_qsl(relay_state.rpartition("?")[2])}
    return (said["eventid"], said.get("key")) if "eventid" in said else None


def event_named_by(arguments: Mapping[str, Any]) -> object:
    """Return the id of the event that a page's arguments name, None where they name none."""
    relayed = event_and_key(arguments.get("relay_state") or "")
    return arguments.get("event_id") or arguments.get("form_event_id") or (relayed[0] if relayed else None)
