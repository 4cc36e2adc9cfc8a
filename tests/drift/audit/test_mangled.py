"""Services that answer anything: whatever stands in a reply, a look ends, and not by a fault of its own."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from mock_server.drift import Answered
from tests.drift.audit.running import Audited
from tests.drift.whole.proxy import Behind, Drift, Sent

# What may stand anywhere: of each type of JSON, and of each form that something reads.
ANYTHING: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 2**63, 10**400, 1e308, "", " ", "x", "0", "-1", "1e999", "\u0000", "\ud7ff" * 3,
    "2026-02-30", "2026-03-02T25:00:00Z", "9999-12-31T23:59:59.999999+14:00",
    "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00-14:00",
    "https://[", "a@b", "{", "%zz", [], [[]], [None], [{}], ["x", 1], {}, {"": None}, {"items": 1}, {"id": {"id": []}},
)  # fmt: skip
TEXTS = tuple(one for one in ANYTHING if isinstance(one, str) and one.isascii() and one.isprintable())
STATUSES = (200, 201, 204, 206, 301, 302, 304, 400, 401, 403, 404, 405, 409, 410, 418, 422, 429, 500, 503)
# What HTTP itself counts on.
FRAMING = ("content-length", "transfer-encoding", "connection", "content-encoding")
MORE = ("Location", "Retry-After", "Link", "Sunset", "Deprecation")
# So many places of a reply are changed, and one reply of so many is left as it is.
PLACES, LEFT = 3, 3
FEW = {"oniva": 5, "on24": 1}
MANY = {"oniva": 300, "on24": 60}


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yield what holds each part of a document, and where."""
    parts = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, part in parts:
        yield node, key
        yield from places(part)


def mangled(seed: int) -> Drift:
    """Answer with documents of which a few parts are anything; each place of each operation is always the same."""
    chance = random.Random(seed)

    def drift(sent: Sent, behind: Behind) -> Answered:
        answered = behind(sent)
        document = answered.document
        if sent.method == "POST" or not isinstance(document, dict | list) or not chance.randrange(LEFT):
            return answered
        for holder, key in chance.sample(found := [*places(document)], k=min(PLACES, len(found))):
            if chance.randrange(4):
                holder[key] = chance.choice(ANYTHING)
            elif isinstance(holder, dict):
                holder.pop(key, None)
        return replace(_carried(chance, answered), body=json.dumps(document).encode())

    return drift


def _carried(chance: random.Random, answered: Answered) -> Answered:
    """Return a reply with one header that is anything, and now and then another status."""
    headers = [
        *answered.headers,
        ("Location", ""),
        ("Retry-After", ""),
        ("Link", ""),
        ("Sunset", ""),
        ("Deprecation", ""),
    ]
    name = chance.choice([one for one, _ in headers if one.lower() not in FRAMING])
    kept = [one for one in answered.headers if one[0] != name]
    status = answered.status if chance.randrange(12) else chance.choice(STATUSES)
    return replace(answered, status=status, headers=[*kept, (name, chance.choice(TEXTS))])


def seeds(count: dict[str, int], first: int = 0) -> list[tuple[str, int]]:
    return [(vendor, seed) for vendor, most in count.items() for seed in range(first, first + most)]


def ends(one: Audited, seed: int) -> None:
    """See that a look ends with a report. Faults of its own are raised here."""
    report = one.look(mangled(seed), remembers=True)
    assert report["requests"] > 0


@pytest.mark.parametrize(("vendor", "seed"), seeds(FEW))
def test_whatever_is_answered_a_look_ends(audited_of: Callable[[str], Audited], vendor: str, seed: int) -> None:
    ends(audited_of(vendor), seed)


@pytest.mark.fuzz
@pytest.mark.parametrize(("vendor", "seed"), seeds(MANY, 1000))
def test_whatever_else_is_answered_a_look_ends(audited_of: Callable[[str], Audited], vendor: str, seed: int) -> None:
    ends(audited_of(vendor), seed)
