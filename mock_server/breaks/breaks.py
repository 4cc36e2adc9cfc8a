"""Break: an order made for the operations of a contract, ready to work on exchanges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mock_server.breaks.edit import Edit, Target
from mock_server.breaks.grammar import WORDS
from mock_server.breaks.order import EVERYWHERE, Order
from mock_server.breaks.place import DOCUMENTS, shown
from mock_server.breaks.shape import shortened
from mock_server.breaks.views import RequestView, ResponseView
from mock_server.contract import Contract
from mock_server.core.errors import ConfigError

_SHARED = "token"


@dataclass(frozen=True, slots=True)
class Break:
    """A change of the contract, rehearsed. Two with the same order are equal."""

    order: Order
    edits: Mapping[str, Edit] = field(compare=False, repr=False)

    def __str__(self) -> str:
        return str(self.order)

    @property
    def operation(self) -> str | None:
        """The operation that is broken; None for each that has the place."""
        return None if self.order.operation == EVERYWHERE else self.order.operation

    @property
    def step(self) -> str:
        """The step of the pipeline before which requests are shown: the refusals that come first in life come first."""
        return next(iter(self.edits.values())).step

    def meets(self, operation: str) -> bool:
        """Tell whether an operation is broken, or what it takes is."""
        return operation in self.edits

    def before(self, request: RequestView) -> RequestView:
        """Return what becomes of a request, itself if nothing does; raise the ApiError that refuses it."""
        edit = self.edits.get(request.operation)
        return request if edit is None else edit.before(request)

    def after(self, response: ResponseView) -> tuple[ResponseView, int]:
        """Return what becomes of a reply, and at how many places it was edited: 0 where there was nothing to edit."""
        edit = self.edits.get(response.operation)
        return (response, 0) if edit is None else edit.after(response)


def make_break(order: Order, contract: Contract) -> Break:
    """Make what an order wants; raise ConfigError where the contract has no such operation or place."""
    word = WORDS[order.place.family].get(order.word)
    if word is None:
        known = ", ".join(map(str, WORDS[order.place.family].values()))
        raise ConfigError(f"{shown(order.word)} cannot be done to {order.place.family}; there are {known}")
    if order.every > 1 and order.place.family not in DOCUMENTS:
        raise ConfigError(f"@{order.every} is for places in a document, not for {order.place.family}")
    if order.operation != EVERYWHERE and order.operation not in contract.operations:
        raise ConfigError(
            f"{shown(order.operation)} is no operation; there are {EVERYWHERE}, {shortened([*contract.operations])}"
        )
    edits, reason = {}, None
    for operation in contract.operations.values():
        # A token that lives shorter does so wherever it is taken, not only where it is given.
        if order.operation in (EVERYWHERE, operation.id) or order.place.family == _SHARED:
            try:
                edits[operation.id] = word.edit(Target(contract, operation, order.place, order.every), order.value)
            except ConfigError as error:
                reason = reason or error
    if not edits:
        raise reason or ConfigError("the contract has no operations")
    return Break(order, edits)
