"""Credentials: what lets into a live service, from the environment or a file, and never shown."""

from __future__ import annotations

import json
import re
import stat
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from mock_server.contract import Contract
from mock_server.contract.naming import snake_case
from mock_server.core.errors import ConfigError
from mock_server.core.variables import variable_prefix

CLIENT_ID, CLIENT_SECRET, TOKEN = "client_id", "client_secret", "token"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
# What can stand in a header, without blanks at the ends.
_VALUE = re.compile(r"[!-~]([ -~]*[!-~])?")


class Credentials(Mapping[str, str]):
    """Credentials of a vendor by name, as `Vendor.ready` has them. `warning` is what is wrong with how they are kept.

    `repr` and `str` show names only.
    """

    def __init__(self, vendor: str, values: Mapping[str, str], warning: str = "") -> None:
        self.vendor, self.warning = vendor, warning
        self._values = dict(values)
        for name, value in self._values.items():
            if not _VALUE.fullmatch(value):
                raise ConfigError(f"{self.variable(name)} has characters that cannot be in a header")

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"<credentials of {self.vendor}: {', '.join(self._values) or 'none'}>"

    def variable(self, name: str) -> str:
        """Return the name of the environment variable of a credential."""
        return f"{variable_prefix(self.vendor)}{name.upper()}"

    def require(self, contract: Contract) -> None:
        """Raise ConfigError, which names variables, where what the contract's security asks for is not there."""
        if contract.token_operations:
            needed = [] if TOKEN in self else [CLIENT_ID, CLIENT_SECRET]
        else:
            needed = [snake_case(scheme.header) for scheme in contract.security.values()]
        missing = [self.variable(name) for name in needed if name not in self]
        if missing:
            instead = "or name a file of them with --credentials"
            raise ConfigError(f"credentials are missing: set {' and '.join(missing)}, {instead}")


def from_environment(vendor: str, environment: Mapping[str, str]) -> Credentials:
    """Return the credentials in variables such as `ONMOCK_ACME_CLIENT_ID`; empty ones are left out."""
    prefix = variable_prefix(vendor)
    found = {name.removeprefix(prefix).lower(): text for name, text in environment.items() if name.startswith(prefix)}
    return Credentials(vendor, {name: text for name, text in found.items() if text})


def from_file(vendor: str, path: Path) -> Credentials:
    """Return the credentials in a JSON or TOML file: by name (`client_id`), at its root or below the vendor's name.

    Raises ConfigError, which repeats nothing of it. A file that others can read gives a warning.
    """
    try:
        text = path.read_text(encoding="utf-8")
        mode = path.stat().st_mode
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: credentials cannot be read from it ({_reason(error)})") from None
    document = _document(text, path)
    found = document.get(vendor, document)
    if not isinstance(found, dict):
        raise ConfigError(f"{path}: the credentials of {vendor} are a table of names and texts")
    values = {name: str(value) for name, value in found.items() if isinstance(value, str | int)}
    if len(values) < len([one for one in found.values() if not isinstance(one, dict)]) or not all(
        _NAME.fullmatch(name) for name in values
    ):
        raise ConfigError(f"{path}: credentials are texts with names such as client_id")
    is_open = bool(mode & (stat.S_IRGRP | stat.S_IROTH))
    return Credentials(vendor, values, f"{path} can be read by others: chmod 600 it" if is_open else "")


def _document(text: str, path: Path) -> dict[str, object]:
    try:
        document = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (ValueError, RecursionError):
        raise ConfigError(f"{path}: it is neither JSON (.json) nor TOML") from None
    if not isinstance(document, dict):
        raise ConfigError(f"{path}: credentials are a table of names and texts")
    return document


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return str(error.strerror) if isinstance(error, OSError) else "it is not UTF-8"
