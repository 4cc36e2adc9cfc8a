"""Variables: how environment variables that hold a vendor's credentials begin."""

from __future__ import annotations

import re


def variable_prefix(vendor: str) -> str:
    """Return what they begin with: `ONMOCK_ACME_`."""
    return f"ONMOCK_{re.sub('[^A-Z0-9]', '_', vendor.upper())}_"
