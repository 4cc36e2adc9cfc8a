"""Discretion: which names of strangers may be told on. An interface's are words; those of people, addresses, numbers
and ids, by which some key their objects, are told to nobody.
"""

from __future__ import annotations

import re

_NAME = re.compile(r"[A-Za-z_$@][A-Za-z0-9_.$:-]{0,39}", re.ASCII)
# More digits than `sha256` or `address2` have are a number of somebody.
_MOST_DIGITS = 4

# What APIs put around their records; nobody is called that, though a title may have the word.
EVERYBODYS = frozenset(
    {
        "attributes", "content", "count", "data", "embedded", "entries", "envelope", "error", "errors", "false",
        "included",
        "info", "items", "limit", "links", "list", "meta", "metadata", "next", "object", "offset", "page", "pages",
        "pagination", "paging", "payload", "prev", "records", "response", "result", "results", "rows", "size", "start",
        "status", "success", "total", "true", "type", "value", "values",
    }
)  # fmt: skip


def may_be_told(name: str) -> bool:
    """Tell whether a member or a header may be called by its name."""
    return _NAME.fullmatch(name) is not None and sum(one.isdigit() for one in name) <= _MOST_DIGITS
