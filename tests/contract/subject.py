"""What the generic suite looks at: the API of a vendor, or the control API beside them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mock_server.admin import ADMIN_PATH
from mock_server.app import App
from mock_server.resources import contract_path
from mock_server.vendor import Vendor
from mock_server.worlds import Service


@dataclass(frozen=True)
class Subject:
    """An API with a contract: its documents below `openapi/`, the entry first, and where it is mounted.

    `serves` are the vendors that a server of it has, all of them if it names none. `vendor` is None where it is
    nobody's guess, and asks for no credentials: then there is no evidence, no budget and no world to speak of.
    """

    name: str
    files: tuple[str, ...]
    mount: str
    service_of: Callable[[App], Service]
    serves: tuple[str, ...] = ()
    vendor: Vendor | None = None

    @property
    def documents(self) -> dict[str, str]:
        """Its files by their names."""
        return {contract_path(file).name: file for file in self.files}

    @classmethod
    def of(cls, vendor: Vendor) -> Subject:
        """Return the API of a vendor, which has a server to itself."""

        def service_of(app: App) -> Service:
            return app.runtime.services[vendor.name]

        files = (vendor.contract, *vendor.pages)
        return cls(vendor.name, files, f"/{vendor.name}", service_of, (vendor.name,), vendor)


ADMIN = Subject("admin", ("admin/openapi.yaml",), ADMIN_PATH, lambda app: app.admin)
