"""The contract's document as a tool's user would hand it over: one file, of this target, with ids that are real."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench.peers.sandbox import Target
from mock_server.contract.references import Resolver
from mock_server.resources import contract_path
from mock_server.vendors import discover

Document = dict[str, Any]


def document_of(vendor: str, target: Target) -> Document:
    """Return a contract with every reference resolved, the target as its server and its ids as examples."""
    # What was read from the file may be kept, and read again.
    document = copy.deepcopy(Resolver(contract_path(discover()[vendor].contract)).document())
    document["servers"] = [{"url": target.base_url}]
    for _, _, operation in operations_of(document):
        for one in operation.get("parameters", ()):
            if one["in"] == "path" and one["name"] in target.ids:
                one["example"] = target.ids[one["name"]]
    return document


def operations_of(document: Document) -> Iterator[tuple[str, str, Document]]:
    """Yield method, path and declaration of each operation."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if isinstance(operation, Mapping) and "responses" in operation:
                yield method.upper(), path, dict(operation)


def written(document: Document, file: Path) -> Path:
    """Write a document as JSON."""
    file.write_text(json.dumps(document), encoding="utf-8")
    return file
