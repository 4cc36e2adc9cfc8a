"""How a wire name becomes a Python name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def snake_case(name: str) -> str:
    """`bookingNumber` → `booking_number`, `Retry-After` → `retry_after`."""
    return _HUMP.sub("_", name).replace("-", "_").lower()


def source_of(name: str, declared: Mapping[str, Any]) -> str:
    """Return the attribute a property, parameter or header comes from: its `x-source`, or its snake case."""
    return str(declared.get("x-source") or snake_case(name))
