"""A tenant that tests pin and change records of, and what must be true of it then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from werkzeug.test import Client

from mock_server import Clock, Config, create_app
from mock_server.app import App
from tests.conftest import EPOCH, NOON, Api
from tests.vendors.oniva.snapshot import CHECKS, Snapshot

# Addresses that a test chooses need not be of any pool, or carry the name.
OF_POOLS = ("addresses_belong_together", "addresses_are_at_reserved_domains_and_carry_the_name")


@dataclass
class Pinning:
    """A tenant, read through its API and written through the control API."""

    app: App
    api: Api

    @classmethod
    def new(cls, clock: Clock | None = None, **config: Any) -> Pinning:
        """Serve a tenant; nobody is told to wait."""
        clock = clock or Clock(NOON, frozen=True)
        app = create_app(Config(epoch=EPOCH, enforce=True, limits=False, vendors=("oniva",), **config), clock)
        return cls(app, Api(Client(app)))

    def add(self, **fields: Any) -> Any:
        return self._asked("POST", "/bookings", fields, 201)

    def change(self, kind: str, record: str, **fields: Any) -> Any:
        return self._asked("PATCH", f"/{kind}/{record}", fields, 200)

    def refused(self, method: str, path: str, fields: Any) -> dict[str, str]:
        answer = self._asked(method, path, fields, 400)
        return {one["name"]: one["message"] for one in answer["errors"]}

    def _asked(self, method: str, path: str, fields: Any, status: int) -> Any:
        url = f"/__admin/worlds/oniva-1/records{path}"
        answer = self.api.client.open(url, method=method, json=fields)
        assert answer.status_code == status, answer.text
        return answer.json

    @property
    def now(self) -> datetime:
        return self.app.runtime.clock.now()

    def event(self, **wanted: Any) -> Any:
        events = list(self.api.walk("/events"))
        return next(one for one in events if all(one[name] == value for name, value in wanted.items()))

    def bookings(self, event_id: str, **query: str) -> list[Any]:
        return list(self.api.walk(f"/events/{event_id}/bookings", **query))


def coherent(pinning: Pinning) -> Snapshot:
    """Read a whole tenant, hold it against every rule, and return it."""
    whole = Snapshot.of(pinning.api, pinning.now)
    for check in CHECKS:
        if check.__name__ not in OF_POOLS:
            check(whole)
    return whole
