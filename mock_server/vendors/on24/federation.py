"""Federation: the service provider that people sign on at."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

from mock_server.contract import Contract
from mock_server.core.errors import ConfigError
from mock_server.saml import SeenAssertions, ServiceProvider
from mock_server.vendors.on24.settings import Settings

# The operation that identity providers are told to post to.
_PLACE = "samlSignOn"


class Federation:
    """Makes the service provider as it is called; its certificate is read once, and told to be bad at the start."""

    def __init__(self, contract: Contract, settings: Settings) -> None:
        self._contract, self._entity_id = contract, settings.saml_entity_id
        self._certificate = _read(settings.saml_certificate)
        self.provider("", "", SeenAssertions())

    def provider(self, root: str, path: str, seen: SeenAssertions) -> ServiceProvider:
        """Return the service provider below a URL; `path` is where below it a response is posted to, `seen` the
        assertions that a world has taken.
        """
        main = self._contract.path_of(_PLACE)
        others = [f"{root}{one}" for place in (main, path) for one in (place, *self._short(place))]
        return ServiceProvider(self._entity_id, f"{root}{main}", self._certificate, seen, frozenset(others))

    def is_named(self, vsid: str) -> bool:
        """Tell whether a part of a path, JSON in base64url, names the service provider: by the last word of its id."""
        try:
            told = json.loads(base64.urlsafe_b64decode(vsid + "=" * (-len(vsid) % 4)))
        except (ValueError, RecursionError):
            return False
        return isinstance(told, dict) and told.get("vsid") in (self._entity_id, self._entity_id.split()[-1])

    def _short(self, path: str) -> Iterator[str]:
        """Yield what a path is on hosts that have shorter paths."""
        for prefixes in self._contract.hosts.values():
            for there, here in prefixes.items():
                if path.startswith(f"{here}/"):
                    yield there + path.removeprefix(here)


def _read(path: str) -> str | None:
    """Return what is in a file, None without one."""
    if not path:
        return None
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise ConfigError(f"the setting on24.saml_certificate: {path!r} cannot be read: {reason}") from error
