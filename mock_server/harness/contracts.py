"""Where the operations of vendors are, by their contracts."""

from __future__ import annotations

from collections.abc import Mapping

from mock_server.contract import Contract, load_contract
from mock_server.resources import contract_path
from mock_server.vendors import discover


class Contracts:
    """Contracts by vendor: those that are at hand already, and any other read once, when it is asked for."""

    def __init__(self, known: Mapping[str, Contract] | None = None) -> None:
        self._known = dict(known or {})

    def path_of(self, vendor: str, operation: str) -> str:
        """Return the path template of an operation; raise ValueError where the vendor has none of this name."""
        if vendor not in self._known:
            self._known[vendor] = load_contract(contract_path(discover((vendor,))[vendor].contract))
        operations = self._known[vendor].operations
        if operation not in operations:
            raise ValueError(f"{vendor} has no operation {operation!r}; there are: {', '.join(sorted(operations))}")
        return operations[operation].path
