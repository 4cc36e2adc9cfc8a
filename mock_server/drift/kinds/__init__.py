"""Kinds: every kind of drift that can be told, and how bad it is as a rule.

- `operations.py`: whether operations are there, who is let in, how often
- `requests.py`: what may be sent, and what it does
- `replies.py`: statuses, headers, errors, and what is around a document
- `documents.py`: the members of a reply, and their values
- `kind.py`: what is said of each; `page.py`: all of them as docs/drift-kinds.md, printed by `onmock drift --kinds`
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from mock_server.drift.kinds.documents import MEMBERS, TYPES, VALUES
from mock_server.drift.kinds.kind import Kind
from mock_server.drift.kinds.operations import ACCESS, LIMITS, OPERATIONS
from mock_server.drift.kinds.replies import BODIES, ERRORS, HEADERS, SCHEMATHESIS, STATUSES
from mock_server.drift.kinds.requests import FILTERS, PAGES, PARAMETERS

BY_SUBJECT: Mapping[str, Sequence[Kind]] = MappingProxyType(
    {
        "Operations": OPERATIONS,
        "Access and tokens": ACCESS,
        "Limits": LIMITS,
        "Parameters and bodies": PARAMETERS,
        "Filters and orders": FILTERS,
        "Pages and counts": PAGES,
        "Statuses": STATUSES,
        "Replies as a whole": BODIES,
        "Headers": HEADERS,
        "Errors": ERRORS,
        "Members": MEMBERS,
        "Types": TYPES,
        "Values": VALUES,
        "What schemathesis checks (`--deep`)": SCHEMATHESIS,
    }
)
KINDS: Mapping[str, Kind] = MappingProxyType({one.name: one for kinds in BY_SUBJECT.values() for one in kinds})
# Of statuses there are too many to name the kinds of each.
_STATUS = re.compile(r"\b[1-5][0-9]{2}\b")

__all__ = ["BY_SUBJECT", "KINDS", "Kind", "kind_of", "severity_of"]


def kind_of(name: str) -> Kind | None:
    """Return the kind of a name, that of any status where a status has none of its own; None where there is none."""
    return KINDS.get(name) or KINDS.get(_STATUS.sub("STATUS", name))


def severity_of(name: str) -> str:
    """Return how bad a kind is as a rule; raise KeyError where there is none of that name."""
    kind = kind_of(name)
    if kind is None:
        raise KeyError(f"{name} is no kind of drift: see mock_server/drift/kinds")
    return kind.severity
