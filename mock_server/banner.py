"""What is shown when the server is ready: base URLs, credentials, and lines to paste."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mock_server.admin import ADMIN_PATH
from mock_server.server import MockServer
from mock_server.vendor import Ready
from mock_server.worlds import VendorService


@dataclass(frozen=True, slots=True)
class _Vendor:
    service: VendorService
    base_url: str
    ready: Ready

    @classmethod
    def of(cls, service: VendorService, server: MockServer) -> _Vendor:
        base_url = server.base_url(service.vendor.name)
        return cls(service, base_url, service.vendor.ready(service.home.world, base_url, service.contract))


@dataclass(frozen=True, slots=True)
class Start:
    """The start of a server, for people and for programs."""

    url: str
    vendors: list[_Vendor]

    @classmethod
    def of(cls, server: MockServer) -> Start:
        """Ask every vendor what a newcomer needs."""
        services = server.app.runtime.services.values()
        return cls(server.url, [_Vendor.of(service, server) for service in services])

    def as_json(self) -> dict[str, Any]:
        """Return what a script needs, as one object."""
        return {
            "url": self.url,
            "admin_url": f"{self.url}{ADMIN_PATH}",
            "vendors": {
                one.service.vendor.name: {"base_url": one.base_url, **one.ready.credentials} for one in self.vendors
            },
        }

    def as_text(self) -> str:
        """Return the banner."""
        lines = []
        for one in self.vendors:
            plan = one.service.home.world.plan
            width = max(14, *map(len, one.ready.credentials))
            lines += ["", f"  {one.service.vendor.title}  {one.base_url}", ""]
            lines += [f"    {name.replace('_', ' '):<{width}} {value}" for name, value in one.ready.credentials.items()]
            lines += [f"    {'world':<{width}} seed {plan.seed}, epoch {plan.epoch}"]
            for label, command in one.ready.commands:
                lines += ["", f"    # {label}", f"    {command}"]
        lines += ["", f"  Health {self.url}{ADMIN_PATH}/health, requests seen {self.url}{ADMIN_PATH}/requests"]
        return "\n".join([*lines, "  Ctrl-C ends it.", ""])
