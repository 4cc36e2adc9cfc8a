"""Answering: whatever gives answers to a look: a service, or a recording of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from mock_server.drift.exchange import Asked, Exchange
from mock_server.drift.spending import Spent


class Answering(Protocol):
    """A service, or a recording of one."""

    @property
    def target(self) -> object:
        """Where it is; its text is the base URL."""

    @property
    def requests(self) -> int:
        """How many requests were sent."""

    @property
    def weather(self) -> Sequence[str]:
        """What had to be asked for again."""

    @property
    def trouble(self) -> str:
        """Why nothing is answered any more, "" where that is not so."""

    @property
    def logins(self) -> Sequence[Exchange]:
        """The exchanges of the token operation."""

    def again(self, asked: Asked) -> str:
        """Return a command line that sends a request again."""

    def spend(self, asked: Asked, most: int, seconds: float, after: float) -> Spent:
        """Send a request in a hurry until it is refused, so many times or seconds at most, after waiting so many
        seconds; raise NotObserved where that cannot be.
        """
