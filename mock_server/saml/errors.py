"""What a sign-on is refused with."""

from __future__ import annotations

from mock_server.core.api_errors import ApiError


class SamlError(ApiError):
    """Raised for a response that nobody is signed on with; `reason` says why, in a few words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
