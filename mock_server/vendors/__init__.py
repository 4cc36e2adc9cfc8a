"""One sub-package a vendor; each declares `VENDOR` and knows nothing of the others."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection
from typing import TYPE_CHECKING

# Whoever only wants to know which vendors there are, as the pytest plugin does, imports nothing more.
if TYPE_CHECKING:
    from mock_server.vendor import Vendor


def vendor_names() -> list[str]:
    """Return the name of every vendor, in alphabetical order; none is imported."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if module.ispkg)


def discover(only: Collection[str] = ()) -> dict[str, Vendor]:
    """Return every vendor by name, in alphabetical order, or only some; the others are not imported."""
    chosen = [name for name in vendor_names() if not only or name in only]
    return {name: importlib.import_module(f"{__name__}.{name}").VENDOR for name in chosen}
