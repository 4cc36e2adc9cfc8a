"""What an integrator writes around an OAuth session, whichever library it is of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from mock_server import MockServer


class Integration(ABC):
    """A client of one server's API. Sub-classes make the session and tell how it fetches a token."""

    def __init__(self, server: MockServer, session: Any) -> None:
        self.base, self.session, self.logins = server.base_url("oniva"), session, 0

    @abstractmethod
    def fetch_token(self, url: str) -> Any:
        """Ask the session for a token, as its library wants to be asked."""

    def log_in(self) -> Any:
        """Fetch a token, and count it."""
        self.logins += 1
        return self.fetch_token(f"{self.base}/oauth/token")

    def get(self, path: str, **query: Any) -> Any:
        """Return the JSON of a path, logging in again when the token has expired."""
        answer = self.session.get(self.base + path, params=query)
        if answer.status_code == 401:
            self.log_in()
            answer = self.session.get(self.base + path, params=query)
        answer.raise_for_status()
        return answer.json()
