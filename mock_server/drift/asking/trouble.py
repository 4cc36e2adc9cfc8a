"""Trouble: why a service gave no answer that can be judged, in one line without a secret."""

from __future__ import annotations

from mock_server.drift.exchange import NotObserved


class Trouble(NotObserved):
    """Raised where there is no answer: unreachable, refused, not HTTP, too slow.

    `is_final` tells that nothing else will be answered either, so that it is trouble of the whole look; `can_pass` that
    it may be gone a little later.
    """

    def __init__(self, text: str, *, is_final: bool = False, can_pass: bool = False) -> None:
        super().__init__(text)
        self.is_final, self.can_pass = is_final, can_pass


class Unsafe(ValueError):
    """Raised, before a socket is touched, for a request that may never leave: another method or another place."""
