"""Service: one vendor at work, with its worlds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mock_server.contract import Contract
from mock_server.core.api_errors import ApiError
from mock_server.core.call import Reply
from mock_server.faults import Rule
from mock_server.vendor import Authenticator, Handler, Refusal, Vendor
from mock_server.worlds.live import LiveWorld


@dataclass(slots=True, eq=False, kw_only=True)
class Service:
    """A contract at work: who may come in, what answers, and its worlds by id, one of them its home.

    Of one that is not `is_noted`, exchanges stand in no journal.
    """

    name: str
    contract: Contract
    authenticator: Authenticator
    handlers: Mapping[str, Handler]
    render: Callable[[ApiError, Refusal], Reply]
    settings: Any
    worlds: dict[str, LiveWorld] = field(default_factory=dict)
    is_noted: bool = True

    @property
    def home_id(self) -> str:
        """The id of the world that the server itself owns."""
        return f"{self.name}-1"

    @property
    def home(self) -> LiveWorld:
        """The world that the server itself owns."""
        return self.worlds[self.home_id]


@dataclass(slots=True, eq=False, kw_only=True)
class VendorService(Service):
    """One vendor at work; `standing` are the faults that every world of it has from the start."""

    vendor: Vendor
    standing: Sequence[Rule] = ()
