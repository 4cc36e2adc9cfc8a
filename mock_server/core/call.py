"""What goes in and what comes out: Request, Principal, Call, Reply."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from mock_server.core.clock import Clock


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a form: the name its sender gave it, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """A form that was sent: texts and files by name, each in the order they came."""

    texts: Mapping[str, Sequence[str]]
    files: Mapping[str, Sequence[Upload]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Request:
    """An HTTP request, as far as anything behind the pipeline looks at it.

    `headers` answers without regard to case; `body` reads the bytes when asked, `form` what a form holds; `address` is
    the peer's; `root` tells the URL below which the vendor is mounted, as the client sees it.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    query: Mapping[str, Sequence[str]]
    body: Callable[[], bytes]
    address: str
    form: Callable[[], Form] = lambda: Form({})
    root: Callable[[], str] = str


@dataclass(frozen=True, slots=True)
class Principal:
    """Who a credential belongs to: an API client or a key pair, and the world it opens.

    `account` is what budgets "per account" are counted for; `operations` are the only ones it may call, or None.
    """

    id: str
    name: str
    scopes: frozenset[str]
    world: str
    expires_at: float | None = None
    account: str = ""
    operations: frozenset[str] | None = None


def _as_they_are(rows: Sequence[Any]) -> Sequence[Any]:
    return rows


@dataclass(slots=True)
class Call:
    """One call of an operation, as its handler gets it.

    `arguments` are decoded and validated parameters, and the fields of a form, under their Python names; `state` is the
    vendor's state of the principal's world, or of the one that a request without principal is for (None where the
    vendor cannot tell); `notes` go into the journal. A list cuts its page out of what `rows` makes of its rows: a fault
    that was ordered may put them into another order, or let some go missing.
    """

    operation: str
    arguments: Mapping[str, Any]
    request: Request
    clock: Clock
    principal: Principal | None = None
    state: Any = None
    notes: list[str] = field(default_factory=list)
    rows: Callable[[Sequence[Any]], Sequence[Any]] = _as_they_are


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered: a status, a record that the contract's schema turns into bytes, and header values.

    `headers` are values under the names that the contract's `x-source` uses, not header names.
    """

    status: int
    body: Any = None
    headers: Mapping[str, object] = field(default_factory=dict)

    def told(self, now: datetime) -> Mapping[str, object]:
        """Return the values of headers, with the moment too when a wait is over, for contracts that tell that."""
        seconds = self.headers.get("retry_after")
        if not isinstance(seconds, int):
            return self.headers
        return {"retry_after_at": now + timedelta(seconds=seconds), **self.headers}
