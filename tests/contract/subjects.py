"""What the generic suite goes through: every subject, document, operation, status and listing there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from mock_server.contract import Contract, Operation
from mock_server.contract.document import METHODS
from mock_server.contract.references import Resolver
from mock_server.resources import contract_path
from mock_server.vendors import discover
from tests.conftest import load_once
from tests.contract.recipe import recipe_of
from tests.contract.subject import ADMIN, Subject

SUBJECTS: dict[str, Subject] = {one.name: Subject.of(one) for one in discover().values()} | {ADMIN.name: ADMIN}
CONTRACTS: dict[str, Contract] = {
    name: load_once(*map(contract_path, subject.files)) for name, subject in SUBJECTS.items()
}
# By vendor and name of the file.
DOCUMENTS: dict[tuple[str, str], Mapping[str, Any]] = {
    (name, document): Resolver(contract_path(file)).document()
    for name, subject in SUBJECTS.items()
    for document, file in subject.documents.items()
}
SMALLEST = min(len(contract.operations) for contract in CONTRACTS.values())
# Those that are a guess about somebody else's API.
VENDORS = [name for name, subject in SUBJECTS.items() if subject.vendor is not None]


def every_subject() -> Any:
    """Parametrize a test by `vendor`: the name of a vendor, or of the control API."""
    return pytest.mark.parametrize("vendor", SUBJECTS)


def every_subject_of(most: int) -> Any:
    """Parametrize as `every_subject`; those of more than so many operations are for `make fuzz` alone."""
    return pytest.mark.parametrize(
        "vendor", [pytest.param(name, marks=[pytest.mark.fuzz] * (size_of(name) > most)) for name in SUBJECTS]
    )


def size_of(name: str) -> int:
    """Return how many operations a subject has."""
    return len(CONTRACTS[name].operations)


def every_vendor() -> Any:
    """Parametrize a test by `vendor`, those that are a guess about somebody else's API: it says on what evidence, has
    worlds with credentials, and is listed by `onmock routes`.
    """
    return pytest.mark.parametrize("vendor", VENDORS)


def every_document() -> Any:
    """Parametrize a test by `vendor` and the name of each `document`."""
    return _parametrize("document", DOCUMENTS)


def every_document_of_a_vendor() -> Any:
    """Parametrize as `every_document`, over those that are a guess about somebody else's API."""
    return _parametrize("document", [one for one in DOCUMENTS if one[0] in VENDORS])


def every_operation() -> Any:
    """Parametrize a test by `vendor` and `operation_id`."""
    return _parametrize("operation_id", ((name, one.id) for name, one in _operations()))


def every_reading_operation() -> Any:
    """Parametrize as `every_operation`, over those that write nothing."""
    return _parametrize("operation_id", ((name, one.id) for name, one in _operations() if reads(name, one)))


def every_limited_operation() -> Any:
    """Parametrize as `every_operation`, over those with a budget."""
    rows = ((name, one.id) for name, one in _operations() if one.rate_limit is not None)
    return _parametrize("operation_id", rows)


def every_status() -> Any:
    """Parametrize a test by `vendor`, `operation_id` and each status that the operation documents."""
    rows = ((name, one.id, status) for name, one in _operations() for status in one.responses)
    return _parametrize("operation_id,status", rows)


def every_read_status() -> Any:
    """Parametrize as `every_status`, over GET operations that only read, without the status that needs another
    method.
    """
    rows = (
        (name, one.id, status)
        for name, one in _operations()
        for status in one.responses
        if one.method == "GET" and status != 405 and reads(name, one)
    )
    return _parametrize("operation_id,status", rows)


def every_listing() -> Any:
    """Parametrize a test by `vendor` and the `operation_id` of each list."""
    return _parametrize("operation_id", ((name, one) for name in SUBJECTS for one in recipe_of(name).listings))


def declared_in(item: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the operations of a path as they are declared."""
    return [item[method] for method in METHODS if method in item]


def reads(vendor: str, operation: Operation) -> bool:
    """Tell whether an operation writes nothing."""
    recipe = recipe_of(vendor)
    return operation.id in recipe.reads or (operation.method == "GET" and operation.id not in recipe.writes)


def _operations() -> Iterable[tuple[str, Operation]]:
    return ((name, one) for name, contract in CONTRACTS.items() for one in contract.operations.values())


def _parametrize(names: str, rows: Iterable[tuple[Any, ...]]) -> Any:
    return pytest.mark.parametrize(f"vendor,{names}", [pytest.param(*row, id="-".join(map(str, row))) for row in rows])
