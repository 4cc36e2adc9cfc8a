"""Contract: an OpenAPI document, read once and compiled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from mock_server.contract.draft import Draft
from mock_server.contract.operation import Common, Operation, status_by_error
from mock_server.contract.overlay import OverlayDocument
from mock_server.contract.record_forms import RecordForm, RecordForms
from mock_server.contract.references import Resolver
from mock_server.contract.reply import ResponseWriter
from mock_server.contract.security import SecurityScheme, schemes_of
from mock_server.core.api_errors import ApiError
from mock_server.core.errors import ContractError

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
STEPS = ("authenticate", "limit", "authorize", "validate", "handle")


@dataclass(frozen=True, slots=True)
class Contract:
    """A compiled contract. `unmatched` are the responses where no operation is to blame, by status; `steps` is the
    order in which a request is looked at; `hosts` tells for a host's label which paths there are which paths here, and
    `aliases` which paths mean others.
    """

    title: str
    version: str
    document: Mapping[str, Any]
    operations: Mapping[str, Operation]
    unmatched: Mapping[int, ResponseWriter]
    security: Mapping[str, SecurityScheme]
    steps: Sequence[str] = STEPS
    hosts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    _forms: RecordForms = field(default_factory=RecordForms, repr=False, compare=False)

    def schema(self, name: str) -> Mapping[str, Any]:
        """Return a schema of the components by its name."""
        schema: Mapping[str, Any] = self.document["components"]["schemas"][name]
        return schema

    def form(self, name: str) -> RecordForm:
        """Return what reads and writes records of a schema of the components."""
        return self._forms.of(self.schema(name))

    @property
    def scheme(self) -> SecurityScheme:
        """The security scheme of a contract that has one."""
        (scheme,) = self.security.values()
        return scheme

    @property
    def failure(self) -> ResponseWriter:
        """The response that answers whatever nothing else does."""
        return self.unmatched[status_by_error(self.unmatched)["ApiError"]]

    def status_of(self, error: ApiError, operation: Operation | None) -> int:
        """Return the status that answers a kind of error: the operation's, or the general one; a sub-class of a kind
        is answered like it.
        """
        general = status_by_error(self.unmatched)
        known = {**general, **operation.status_of} if operation is not None else general
        return next(known[kind.__name__] for kind in type(error).__mro__ if kind.__name__ in known)

    def asked_for(self, operation: Operation) -> str:
        """Say what credentials an operation asks for: its scopes, any of the scheme's, or none."""
        if operation.scopes is None:
            return "client credentials" if operation.id in self.token_operations else "nothing"
        return " ".join(operation.scopes) or ("any token" if self.token_operations else "any key")

    @property
    def token_operations(self) -> Sequence[str]:
        """The operations that give tokens."""
        return [one.token_operation for one in self.security.values() if one.token_operation]

    def declared(self, operation: Operation) -> Mapping[str, Any]:
        """Return an operation as it is declared; nothing for one of a document beside the contract's."""
        item: Mapping[str, Any] = self.document["paths"].get(operation.path, {})
        declared: Mapping[str, Any] = item.get(operation.method.lower(), {})
        return declared

    def path_of(self, operation_id: str) -> str:
        """Return an operation's path template."""
        return self.operations[operation_id].path


def load_contract(
    path: Path, *beside: Path, overlays: Mapping[Path, Sequence[OverlayDocument]] | None = None
) -> Contract:
    """Read and compile an OpenAPI 3.1 document, with the operations of further documents beside it; each re-shaped by
    the overlays that it has, first to last.

    Raises ContractError, in one line, when one cannot be read or lacks what the server needs.
    """
    overlays = overlays or {}
    contract = _compile(path, overlays.get(path, ()))
    for other in beside:
        operations = _compile(other, overlays.get(other, ())).operations
        if contract.operations.keys() & operations.keys():
            raise ContractError(f"the contract {other} has operations of {path}")
        contract = replace(contract, operations={**contract.operations, **operations})
    return contract


def _compile(path: Path, overlays: Sequence[OverlayDocument]) -> Contract:
    name = " under ".join(["the contract " + str(path), *(f"the overlay {one.path}" for one in overlays)])
    try:
        document = _read(path, overlays)
        common = Common(
            document=path.name,
            security=document.get("security", ()),
            messages=document.get("x-messages", {}),
            any_case=document.get("x-case-insensitive-names", False),
            refuses_unknown=document.get("x-unknown-parameters") == "refused",
        )
        operations = [
            Operation.compile(method, template, item[method], item.get("parameters", ()), common)
            for template, item in document["paths"].items()
            for method in METHODS
            if method in item
        ]
        if len({operation.id for operation in operations}) < len(operations):
            raise ValueError("operationId: two operations have the same")
        steps = document.get("x-steps", STEPS)
        if sorted(steps) != sorted(STEPS) or steps[-1] != STEPS[-1]:
            raise ValueError(
                f"x-steps: they are {', '.join(STEPS)}, each once, in any order with {STEPS[-1]} as the last"
            )
        contract = Contract(
            title=document["info"]["title"],
            version=document["info"]["version"],
            document=document,
            operations={operation.id: operation for operation in operations},
            unmatched=common.writers.of(document["x-unmatched"]),
            security=schemes_of(document),
            steps=tuple(steps),
            hosts=document.get("x-hosts", {}),
            aliases=document.get("x-aliases", {}),
        )
        if missing := [one for one in contract.token_operations if one not in contract.operations]:
            raise ValueError(f"the operation {missing[0]}, which gives tokens")
        if "ApiError" not in status_by_error(contract.unmatched):
            raise ValueError("x-unmatched: no response there answers every ApiError (x-error)")
        return contract
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        reason = " ".join(str(error).split())
        raise ContractError(f"{name} lacks or misspells {reason}") from error


def _read(path: Path, overlays: Sequence[OverlayDocument]) -> Mapping[str, Any]:
    if not overlays:
        document: Mapping[str, Any] = Resolver(path).document()
        return document
    draft = Draft(path)
    for overlay in overlays:
        overlay.apply(draft)
    try:
        document = Resolver(draft.path, draft.files).document()
    except ContractError as error:
        raise ContractError(f"{error}, under {', '.join(f'the overlay {one.path}' for one in overlays)}") from error
    return document
