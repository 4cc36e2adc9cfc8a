"""What one call sees: the account that its path names, as of now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, TypeVar

from mock_server.core.api_errors import Forbidden, InvalidRequest
from mock_server.core.call import Call
from mock_server.core.page import Page
from mock_server.vendor import Handler
from mock_server.vendors.on24.account import AccountState
from mock_server.vendors.on24.desk import Desk
from mock_server.vendors.on24.errors import UnknownEvent
from mock_server.vendors.on24.programme.event_plan import EventPlan

Row = TypeVar("Row")
_LARGEST_PAGE = 100


class View(Desk):
    """The state of a call's world, from where its account stands. Moments are whole seconds."""

    def __init__(self, call: Call) -> None:
        state = call.state
        assert isinstance(state, AccountState)
        super().__init__(state, call.clock)
        self.call, self.arguments = call, call.arguments

    @property
    def account(self) -> int:
        """The number of the account that the path names."""
        assert self.call.principal is not None
        return int(self.call.principal.account)

    @property
    def family(self) -> set[int]:
        """The account and those below it."""
        return self.state.family(self.account)

    def event(self) -> EventPlan:
        """Return the event that the path names, if it is the account's or one below it, and active."""
        return self.event_named(self.arguments["event_id"])

    def event_named(self, text: object) -> EventPlan:
        """Return an event by its id; raise UnknownEvent, or Forbidden where it is inactive."""
        event = self.state.book.find(text)
        if event is None or event.client_id not in self.family:
            raise UnknownEvent(text)
        if not event.is_active:
            raise Forbidden(f"The event {text} is inactive.")
        return event

    def reported_events(self) -> list[EventPlan]:
        """Return the events whose people the account's own lists show, by their start: not those that are hidden or
        inactive, of the account and, unless they are excluded, of the sub-accounts that were asked for.
        """
        accounts = self.family
        chosen: Sequence[int] | None = self.arguments.get("subaccounts")
        if chosen is not None and self.arguments.get("exclude_subaccounts"):
            told = "You have to set excludesubaccounts='N' in order to filter by subaccounts."
            raise InvalidRequest.of("subaccounts", message=told)
        if self.arguments.get("exclude_subaccounts"):
            accounts = {self.account}
        elif chosen is not None:
            accounts = self.chosen_accounts(chosen)
        return [event for event in self.state.events_of(accounts) if event.is_active and not event.is_hidden]

    def chosen_accounts(self, chosen: Sequence[int]) -> set[int]:
        """Return the sub-accounts that were asked for; each must be one."""
        for number in chosen:
            if number not in self.family - {self.account}:
                raise InvalidRequest.of("subaccounts", message=f"The subaccount {number} doesn't exist.")
        return set(chosen)

    def page(self, rows: Sequence[Row], show: Callable[[Row], Any], paging: Mapping[str, Any] | None = None) -> Page:
        """Cut the page that is asked for; one past the last is an error that tells the last."""
        page = Page.of(self.call.rows(rows), paging or self.arguments, show)
        last = max(0, page.page_count - 1)
        if page.page_index > last:
            raise InvalidRequest.of("page_index", message=f"Invalid pageOffset, range must be between 0 and {last}.")
        return page

    def slice(self, rows: Sequence[Row], show: Callable[[Row], Any]) -> Page:
        """Cut a page where one is asked for, and return everything where none is; past the end there is nothing."""
        paging: Mapping[str, Any] = {name: self.arguments.get(name) for name in ("limit", "page_index")}
        if paging["page_index"] is not None and paging["limit"] is None:
            paging = {**paging, "limit": _LARGEST_PAGE}
        return Page.of(self.call.rows(rows), paging, show)


def handler(handle: Callable[[View], Any]) -> Handler:
    """Make a handler of a function of a view; it has the account for itself while it runs."""

    @wraps(handle)
    def locked(call: Call) -> Any:
        view = View(call)
        with view.state.lock:
            return handle(view)

    return locked
