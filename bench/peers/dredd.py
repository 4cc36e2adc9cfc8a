"""Dredd, from npm. It knows OpenAPI 3.0 at most, and judges bodies by an example where the schema is of that kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import requests

from bench.peers.document import Document, document_of, operations_of, written
from bench.peers.npm import commands_of
from bench.peers.sandbox import Target
from bench.peers.tool import ToolError, plain, run

_DREDD, _CONVERTER = "dredd@14.1.0", "@apiture/openapi-down-convert@0.14.2"
_OUTCOME = re.compile(r"^(fail|error): (.+)$", re.MULTILINE)


class Dredd:
    """One GET for each reply that the contract documents.

    Its document says what the faithful default world replies, from the first look on: that is what it compares with.
    """

    name = "Dredd"
    how = (
        "`dredd --method GET`; the document taken down to OpenAPI 3.0 by openapi-down-convert, with real replies of "
        "the undrifted default sandbox as its examples; a token in a header"
    )

    def __init__(self, vendor: str) -> None:
        self._vendor = vendor
        self._examples: dict[str, Any] = {}

    def version(self) -> str:
        """Install it."""
        commands_of(_DREDD)
        commands_of(_CONVERTER)
        return _DREDD.partition("@")[2]

    def prepare(self, target: Target, folder: Path) -> None:
        """Take the examples, once."""
        if not self._examples:
            document = document_of(self._vendor, target)
            gets = [path for method, path, _ in operations_of(document) if method == "GET"]
            self._examples = {path: _reply(target, path) for path in gets}

    def look(self, target: Target, folder: Path) -> frozenset[str]:
        """Return what it says of each reply that is not as documented."""
        written(self._exemplified(document_of(self._vendor, target)), folder / "openapi.json")
        converter = commands_of(_CONVERTER) / "openapi-down-convert"
        converted = run([str(converter), "--input", "openapi.json", "--output", "openapi-3.0.json"], folder)
        if not (folder / "openapi-3.0.json").exists():
            raise ToolError(converted.strip()[-200:])
        command = [str(commands_of(_DREDD) / "dredd"), "openapi-3.0.json", target.base_url, "--method", "GET"]
        command += ["--header", f"Authorization: Bearer {target.token}", "--no-color", "--inline-errors"]
        printed = run(command, folder)
        if "complete:" not in printed:
            raise ToolError(printed.strip()[-200:])
        return frozenset(_failures(printed))

    def _exemplified(self, document: Document) -> Document:
        for method, path, operation in operations_of(document):
            if method == "GET":
                operation["responses"]["200"]["content"]["application/json"]["example"] = self._examples[path]
        return document


def _reply(target: Target, path: str) -> Any:
    headers = {"Authorization": f"Bearer {target.token}"}
    with requests.Session() as session:
        session.trust_env = False
        return session.get(target.base_url + path.format(**target.ids), headers=headers, timeout=30).json()


def _failures(printed: str) -> Iterator[str]:
    """Yield each thing that it says of a request, together with the request's name."""
    name = ""
    for _, said in _OUTCOME.findall(printed):
        if " duration: " in said:
            name = said.partition(" duration: ")[0]
        else:
            yield plain(f"{name}: {said}")
