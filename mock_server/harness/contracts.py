"""How the operations of vendors are asked, by their contracts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from mock_server.contract import Contract, Operation, load_contract
from mock_server.resources import contract_path
from mock_server.vendors import discover


class Contracts:
    """Contracts by vendor: those that are at hand already, and any other read once, when it is asked for."""

    def __init__(self, known: Mapping[str, Contract] | None = None) -> None:
        self._known = dict(known or {})

    def target(self, vendor: str, operation: str, arguments: Mapping[str, Any]) -> str:
        """Return path and query of an operation; `arguments` are its parameters, in snake case or as they are sent.

        Raises ValueError where the vendor has no such operation, or that no such parameter.
        """
        found = self._operation(vendor, operation)
        parameters = [one for one in found.parameters.all if one.place in ("path", "query")]
        known = {name.lower(): one for one in parameters for name in (one.argument, one.name)}
        path, query = found.path, dict[str, Any]()
        for name, value in arguments.items():
            one = known.get(name.lower())
            if one is None:
                there_are = ", ".join(one.argument for one in parameters)
                raise ValueError(f"{operation} has no parameter {name!r}; there are: {there_are}")
            if one.place == "path":
                path = path.replace(f"{{{one.name}}}", quote(str(value), safe=""))
            else:
                query[one.name] = [_text(item) for item in value] if isinstance(value, list | tuple) else _text(value)
        return f"{path}?{urlencode(query, doseq=True)}" if query else path

    def largest(self, vendor: str, operation: str, argument: str) -> Any:
        """Return the largest value that a parameter takes."""
        parameters = self._operation(vendor, operation).parameters.all
        return next(one.schema["maximum"] for one in parameters if one.argument == argument)

    def _operation(self, vendor: str, operation: str) -> Operation:
        if vendor not in self._known:
            self._known[vendor] = load_contract(contract_path(discover((vendor,))[vendor].contract))
        operations = self._known[vendor].operations
        if operation not in operations:
            raise ValueError(f"{vendor} has no operation {operation!r}; there are: {', '.join(sorted(operations))}")
        return operations[operation]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)
