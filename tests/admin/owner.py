"""Who asks: the owner of a server through its control API, and the guests of its worlds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from werkzeug.test import Client, TestResponse

from mock_server.admin import ADMIN_PATH
from mock_server.app import App


class Owner:
    """Asks the control API of an app in process."""

    def __init__(self, app: App) -> None:
        self.app, self.client = app, Client(app)

    def ask(self, method: str, path: str, document: Any = None, **query: str) -> TestResponse:
        """Send a request below the control API; without a document there is no body."""
        body = {} if document is None else {"json": document}
        return self.client.open(f"{ADMIN_PATH}{path}", method=method, query_string=query, **body)

    def done(self, method: str, path: str, document: Any = None, **query: str) -> Any:
        """Send a request that succeeds, and return what is answered."""
        answer = self.ask(method, path, document, **query)
        assert answer.status_code < 300, answer.text
        return answer.json if answer.data else None

    def refused(self, method: str, path: str, document: Any = None, **query: str) -> dict[str, str]:
        """Send a request that is refused, and return what is said of each member that is wrong."""
        answer = self.ask(method, path, document, **query)
        assert answer.status_code == 400, answer.text
        assert answer.content_type == "application/problem+json"
        return {one["name"]: one["message"] for one in answer.json["errors"]}

    def new(self, vendor: str = "oniva", **wish: Any) -> Guest:
        """Make a world, and be its guest."""
        return Guest(self.client, self.done("POST", "/worlds", {"vendor": vendor, "freeze": True, **wish}))

    def turn(self, guest: Guest | None = None, **turn: Any) -> Any:
        """Turn the clock of a guest's world, or all of them."""
        return self.done("POST", "/clock", {**turn, **({} if guest is None else {"world": guest.id})})

    def requests(self, **query: str) -> list[dict[str, Any]]:
        """Return what the journal has."""
        found: list[dict[str, Any]] = self.done("GET", "/requests", **query)["requests"]
        return found

    def count(self, **matcher: Any) -> int:
        """Count what a matcher matches."""
        return int(self.done("POST", "/requests/count", matcher)["count"])


@dataclass
class Guest:
    """A client of the API of one world, at the world's address unless told otherwise."""

    client: Client
    world: Mapping[str, Any]
    tokens: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id of the world."""
        return str(self.world["id"])

    @property
    def base(self) -> str:
        """The path of the world's address."""
        return urlsplit(self.world["base_url"]).path

    def issue(self, base: str | None = None, **form: str) -> TestResponse:
        """Ask for a token."""
        credentials = {name: self.world["credentials"][name] for name in ("client_id", "client_secret")}
        data = {"grant_type": "client_credentials", **credentials, **form}
        return self.client.post(f"{base or self.base}/oauth/token", data=data)

    @property
    def headers(self) -> dict[str, str]:
        """What lets in; where that is a token, it is asked for once."""
        if self.world["token_url"] is None:
            return dict(self.world["headers"])
        if not self.tokens:
            self.tokens.append(self.issue().json["access_token"])
        return {"Authorization": f"Bearer {self.tokens[0]}"}

    def get(self, path: str, base: str | None = None, **query: str) -> TestResponse:
        """Ask for something with the credentials."""
        return self.client.get(f"{base or self.base}{path}", query_string=query, headers=self.headers)

    def events(self, base: str | None = None) -> TestResponse:
        """Ask for events, whoever the vendor is."""
        client = self.world["credentials"]["client_id"]
        return self.get({"oniva": "/api/v1/events", "on24": f"/v2/client/{client}/event"}[self.world["vendor"]], base)

    def everything(self) -> Iterator[bytes]:
        """Yield what a guest of Oniva may see: events, and the bookings of some."""
        listed = self.get("/api/v1/events", limit="100")
        yield listed.data
        for event in listed.json["items"][::10]:
            yield self.get(f"/api/v1/events/{event['id']}").data
            yield self.get(f"/api/v1/events/{event['id']}/bookings", limit="20").data
