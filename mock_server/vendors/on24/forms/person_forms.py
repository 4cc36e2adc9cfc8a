"""What each operation takes of a person: which arguments, and how much of them is kept. The contract says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mock_server.contract import Contract, Operation
from mock_server.contract.parameters import Parameter
from mock_server.core.call import Call


class PersonForms:
    """The forms of all operations, read from the contract once. `countries` are all that a form may name."""

    def __init__(self, contract: Contract) -> None:
        self._lengths = {one.id: _lengths(one) for one in contract.operations.values()}
        self.countries: tuple[str, ...] = tuple(contract.schema("Country")["enum"])

    def lengths(self, operation: str) -> Mapping[str, int]:
        """Return how many characters an operation keeps, by argument."""
        return self._lengths[operation]

    def sent(self, call: Call) -> dict[str, str | None]:
        """Return what a call says of a person, as it was sent."""
        return {argument: call.arguments.get(argument) for argument in self._lengths[call.operation]}


def _lengths(operation: Operation) -> Mapping[str, int]:
    return {one.argument: one.schema["x-truncate"] for one in _inputs(operation) if "x-truncate" in one.schema}


def _inputs(operation: Operation) -> Iterator[Parameter]:
    yield from operation.parameters.all
    if operation.body is not None:
        for form in operation.body.forms.values():
            yield from form.all
