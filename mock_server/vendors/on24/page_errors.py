"""What pages refuse, each with the word that programs look at."""

from __future__ import annotations

from mock_server.core.api_errors import Forbidden, NotFound
from mock_server.vendors.on24.errors import PageError

# The kind comes before PageError: it decides the status.


class NotOnPage(NotFound, PageError):
    """Raised for an event or a person that a page does not know."""


class ClosedPage(Forbidden, PageError):
    """Raised where a page lets nobody in, or not this one."""


class UnknownKey(NotOnPage):
    """Raised for an event that is not there, or is not opened by this key."""

    def __init__(self) -> None:
        super().__init__("INVALID_EVENT_ID_AND_KEY", "The event id and the key do not match.")
