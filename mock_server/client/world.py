"""World: a world that was made, as an object to work with in a test."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar, Unpack
from urllib.parse import urlencode

from mock_server.client.errors import ControlError, Unmet
from mock_server.client.expectation import Expectation
from mock_server.client.said import Effect, Saying, Texts
from mock_server.client.shown import FaultInfo, NewWorldInfo, Report, RequestInfo

if TYPE_CHECKING:
    from mock_server.client.control import ControlClient

W = TypeVar("W", bound="World")


class World:
    """A world of a test's own; as a context manager it drops itself at the end, and raises Unmet where requests that
    were expected have not come.

    `base_url` is the address in place of the vendor's; `report` is how it went, once it is dropped. Credentials are
    attributes under the names that the vendor has for them, such as `client_id`.
    """

    def __init__(self, control: ControlClient, made: NewWorldInfo) -> None:
        self.control = control
        self.id, self.vendor, self.base_url = made["id"], made["vendor"], made["base_url"]
        self.credentials: Mapping[str, str] = made["credentials"]
        self.kinds: Sequence[str] = made["records"]
        self._headers, self._token_url = made["headers"], made["token_url"]
        self.expectations: list[Expectation] = []
        self.report: Report | None = None
        self._unmet: list[str] = []

    def __repr__(self) -> str:
        return f"<world {self.id} at {self.base_url}>"

    def __getattr__(self, name: str) -> str:
        credentials: Mapping[str, str] = self.__dict__.get("credentials", {})
        if name in credentials:
            return credentials[name]
        raise AttributeError(f"a world has no {name!r}; its credentials are {', '.join(credentials)}")

    # Coming in

    def token(self, **form: str) -> str:
        """Return a new bearer token (OAuth 2.0 client credentials); `form` can hold a `scope`."""
        if self._token_url is None:
            raise ControlError("token", 0, f"{self.vendor} has no tokens; its headers let in as they are")
        client = {name: self.credentials[name] for name in ("client_id", "client_secret")}
        sent = {"grant_type": "client_credentials", **client, **form}
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        status, content = self.control.send("POST", self._token_url, headers, urlencode(sent).encode())
        if status != 200:
            raise ControlError("token", status, content.decode(errors="replace"))
        return str(json.loads(content)["access_token"])

    def auth_headers(self) -> dict[str, str]:
        """Return headers that let in: the vendor's own, or those of a new token."""
        return dict(self._headers) if self._token_url is None else {"Authorization": f"Bearer {self.token()}"}

    # The clock

    @property
    def now(self) -> datetime:
        """What the world's clock says."""
        return datetime.fromisoformat(self.control.clock(self.id)["now"])

    def advance(self, duration: timedelta | str | None = None, **parts: float) -> datetime:
        """Move the clock on by a timedelta, an ISO 8601 duration, or parts of a timedelta (`hours=1`)."""
        step = timedelta(**parts) if duration is None else duration
        return datetime.fromisoformat(self.control.turn_clock(world=self.id, advance=step)["now"])

    def freeze(self, moment: datetime | str | None = None) -> datetime:
        """Let the clock stand, at a moment if one is given."""
        return datetime.fromisoformat(self.control.turn_clock(world=self.id, set=moment, freeze=True)["now"])

    def unfreeze(self) -> datetime:
        """Let the clock go on."""
        return datetime.fromisoformat(self.control.turn_clock(world=self.id, freeze=False)["now"])

    # Faults

    def fault(
        self,
        operation: str | None = None,
        *,
        match: Mapping[str, Texts] | None = None,
        nth: int | None = None,
        times: int | None = None,
        rate: float | None = None,
        seed: int = 0,
        **effect: Unpack[Effect],
    ) -> FaultInfo:
        """Let something go wrong, with every operation if none is named: `fault("listThings", status=503, times=2)`.

        The requests that `match` matches are met from the `nth` on, `times` of them, or the share `rate`.
        """
        return self.control.order_fault(
            world=self.id, operation=operation, match=match, nth=nth, times=times, rate=rate, seed=seed, **effect
        )

    def faults(self) -> list[FaultInfo]:
        """List the faults of this world, and how often each was met."""
        return self.control.faults(self.id)

    # The journal

    @property
    def requests(self) -> list[RequestInfo]:
        """What was asked of this world, oldest first."""
        return self.control.requests(self.id)[::-1]

    def count(self, operation: str | None = None, **saying: Unpack[Saying]) -> int:
        """Count the requests that came; what they sent can be told from one another though it is masked."""
        return self.control.count(world=self.id, operation=operation, **saying)

    def expect(self, operation: str, times: int | None = None, **saying: Unpack[Saying]) -> Expectation:
        """Expect requests: from here on until the world is dropped or, in a `with` block, until its end.

        Without `times` at least one is expected. Raises ControlError where no request could ever be meant.
        """
        expectation = Expectation(self, operation, times, saying)
        self.expectations.append(expectation)
        return expectation

    # Records

    def add(self, kind: str, /, **fields: Any) -> dict[str, Any]:
        """Pin a record; return it as the vendor's API shows it."""
        return self.control.create_record(self.id, kind, fields)

    def change(self, kind: str, record_id: str, /, **fields: Any) -> dict[str, Any]:
        """Change a record; return it as the vendor's API shows it."""
        return self.control.change_record(self.id, kind, record_id, fields)

    # The end

    def reset(self) -> None:
        """Put the world back to its start, with the same credentials; expectations are forgotten."""
        self.control.reset_world(self.id)
        self.expectations.clear()

    def drop(self) -> Report:
        """Forget the world; return how it went."""
        self._unmet = [one.told() for one in self.expectations if not one.is_met()]
        self.report = self.control.drop_world(self.id)
        return self.report

    def close(self) -> list[str]:
        """Drop the world if it is there still; return what went otherwise than it should, each as a text."""
        if self.report is None:
            self.drop()
        return self._unmet

    def __enter__(self: W) -> W:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        complaints = self.close()
        if complaints and error is None:
            raise Unmet("\n".join(complaints))
