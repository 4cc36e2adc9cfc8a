"""Everything that can be read of a server from outside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from werkzeug.test import Client

# `createWorld` tells the credentials it made, once; snapshots hold what is needed to put everything back: credentials,
# scenarios, records and what faults are to match. Neither is read here.
GETS = ("/health", "/worlds", "/clock", "/faults", "/requests", "/requests/unmatched", "/violations")


def outputs(client: Client) -> Iterator[tuple[str, str]]:
    """Yield what each operation of the control API shows, with its name."""
    for path in GETS:
        yield path, client.get(f"/__admin{path}").text
    yield "find", client.post("/__admin/requests/find", json={}).text
    for world in client.get("/__admin/worlds").json["worlds"]:
        query = {"world": world["id"]}
        yield "world", client.get(f"/__admin/worlds/{world['id']}").text
        yield "requests of a world", client.get("/__admin/requests", query_string=query).text
        yield "violations of a world", client.get("/__admin/violations", query_string=query).text


def leaks(client: Client, canaries: Any, log: str) -> list[tuple[str, list[str]]]:
    """Return which canaries are in which output, and in the log."""
    found = [(name, canaries.found_in(text)) for name, text in [*outputs(client), ("log", log)]]
    return [(name, canaries) for name, canaries in found if canaries]
