"""The guesses that a look at the real API may overturn, and that are no wire form (those are in the contract)."""

from __future__ import annotations

from dataclasses import dataclass

from mock_server.core.errors import ConfigError

_THROTTLES = (403, 429)


@dataclass(frozen=True, slots=True)
class Settings:
    """Set with `--set on24.NAME=VALUE`.

    - `throttle_status`: what is answered over the limit: 403, which the documentation states, or 429, which clients
      in public are written for.
    - `saml_certificate`: a PEM file with the identity provider's certificate; with it, sign-ons must be signed.
    - `saml_entity_id`: what an assertion's audience has to be then.
    """

    throttle_status: int = 403
    saml_certificate: str = ""
    saml_entity_id: str = "SAP PROD SAML-EliteAudience.on24.com"

    def __post_init__(self) -> None:
        if self.throttle_status not in _THROTTLES:
            raise ConfigError(f"the setting on24.throttle_status must be 403 or 429, not {self.throttle_status}")
