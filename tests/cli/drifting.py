"""`onmock drift`, run in this process against a sandbox behind a socket."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner, Result

from mock_server import MockServer
from mock_server.cli import main

Run = Callable[..., Result]


def runner(server: MockServer, folder: Path, vendor: str = "oniva") -> Run:
    """Return what runs the command against a server, with the credentials of its first world, in a folder."""
    service = server.app.runtime.services[vendor]
    ready = service.vendor.ready(service.home.world, "", service.contract)
    names = {f"ONMOCK_{vendor}_{name}".upper(): value for name, value in ready.credentials.items()}

    def run(*options: str, target: str | None = None, **environment: str) -> Result:
        said = [
            "drift", "--vendor", vendor, "--target", target or server.base_url(vendor),
            "--accepted", str(folder / "accepted.yaml"), *options,
        ]  # fmt: skip
        return CliRunner().invoke(main, said, env={**names, **environment})

    return run
