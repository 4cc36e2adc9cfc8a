"""A desk: an integrator's place, with the first pair of the default world at hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from werkzeug.test import Client, TestResponse

from mock_server import Clock, Config, create_app
from mock_server.app import App

PAIR = {
    "accessTokenKey": "A11111111111111111111111111111",
    "accessTokenSecret": "9f6f711111111111111111111111111111111111111111111111111",
}
ACCOUNT = 4497
EVENT = 1234567
JOHN = {"email": "john@acme.com", "firstname": "John", "lastname": "Smith", "company": "Acme"}


@dataclass
class Desk:
    """One app that serves ON24 alone, and ways to ask it. Replies that break the contract raise."""

    app: App
    client: Client
    clock: Clock

    @classmethod
    def open(cls, clock: Clock | None = None, **config: Any) -> Desk:
        """Build an app; `config` are values of Config."""
        clock = clock or Clock(datetime(2026, 3, 2, 20, 0, tzinfo=UTC), frozen=True)
        settings = {"vendors": ("on24",), "epoch": date(2026, 3, 2), "limits": False, "enforce": True, **config}
        app = create_app(Config(**settings), clock)
        return cls(app, Client(app), clock)

    def close(self) -> None:
        """Let go of files."""
        self.app.close()

    def ask(self, method: str, path: str, *, account: int = ACCOUNT, **options: Any) -> TestResponse:
        """Send a request below the account's path with the first pair."""
        headers = {**PAIR, **options.pop("headers", {})}
        url = f"/on24/v2/client/{account}{path}"
        return self.client.open(url, method=method, headers=headers, buffered=True, **options)

    def get(self, path: str, **query: object) -> TestResponse:
        """GET a path below the account's."""
        return self.ask("GET", path, query_string={name: str(value) for name, value in query.items()})

    def json(self, path: str, **query: object) -> Any:
        """Return the JSON of a path that answers 200."""
        response = self.get(path, **query)
        assert response.status_code == 200, response.text
        return response.json

    def send(self, method: str, path: str, data: Any = None, **query: object) -> TestResponse:
        """Send a form below the account's path."""
        return self.ask(method, path, data=data, query_string={name: str(value) for name, value in query.items()})

    def register(self, event: int = EVENT, **fields: str) -> TestResponse:
        """Register John, or whom the fields make of him."""
        return self.send("POST", f"/event/{event}/registrant", {**JOHN, **fields})

    def message(self, response: TestResponse) -> tuple[int, str]:
        """Return the status and the text of a refusal."""
        assert list(response.json) == ["message"], response.text
        return response.status_code, response.json["message"]
