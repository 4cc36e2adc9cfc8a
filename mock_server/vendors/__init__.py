"""One sub-package a vendor; each declares `VENDOR` and knows nothing of the others."""

from __future__ import annotations

import importlib
import pkgutil

from mock_server.vendor import Vendor


def discover() -> dict[str, Vendor]:
    """Return every vendor by name, in alphabetical order."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.ispkg)
    return {name: importlib.import_module(f"{__name__}.{name}").VENDOR for name in names}
