"""Login: what a request shows to be let in, by the security schemes of the contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from mock_server.contract import Contract
from mock_server.contract.naming import snake_case
from mock_server.drift.asking.credentials import TOKEN, Credentials
from mock_server.drift.exchange import NONE, OWN, SMALL_SCHEME, WRONG

# Nobody's: what a request shows that is to be refused.
WRONG_SECRET = "onmock-drift-shows-a-wrong-one"


class Login(Protocol):
    """Knows the credentials of one vendor."""

    @property
    def secrets(self) -> Sequence[str]:
        """Every text that may be shown nowhere."""

    def headers(self, credentials: str) -> Mapping[str, str]:
        """Return what a request shows of CREDENTIALS. Raises Trouble where it has none."""

    def renew(self) -> bool:
        """Get new ones for those that were refused, before the next request; False where that cannot be."""


class KeyLogin:
    """Keys in the headers that the security schemes name."""

    def __init__(self, contract: Contract, credentials: Credentials) -> None:
        self._names = {scheme.header: snake_case(scheme.header) for scheme in contract.security.values()}
        self._credentials = credentials

    @property
    def secrets(self) -> Sequence[str]:
        """The keys."""
        return [self._credentials[name] for name in self._names.values()]

    def headers(self, credentials: str) -> Mapping[str, str]:
        """Return all keys, own or wrong."""
        if credentials == NONE:
            return {}
        is_wrong = credentials == WRONG
        return {header: WRONG_SECRET if is_wrong else self._credentials[name] for header, name in self._names.items()}

    def renew(self) -> bool:
        """Tell that keys are what they are."""
        return False


class BearerLogin:
    """A token that somebody got elsewhere."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials

    @property
    def secrets(self) -> Sequence[str]:
        """The token."""
        return [self._credentials[TOKEN]]

    def headers(self, credentials: str) -> Mapping[str, str]:
        """Return the token, or a wrong one (RFC 6750 section 2.1)."""
        return bearer(credentials, self._credentials.get(TOKEN, ""))

    def renew(self) -> bool:
        """Tell that it is the only one."""
        return False


def bearer(credentials: str, token: str) -> Mapping[str, str]:
    """Return the header of a bearer token: it, a wrong one, or none; its scheme may be in small letters."""
    if credentials == NONE:
        return {}
    scheme = "bearer" if credentials == SMALL_SCHEME else "Bearer"
    return {"Authorization": f"{scheme} {WRONG_SECRET if credentials == WRONG else token}"}


def shown_headers(contract: Contract, credentials: Credentials, shown: str = OWN) -> Mapping[str, str]:
    """Return what lets in, with names of variables (`$ONMOCK_ACME_TOKEN`) in place of secrets."""
    if TOKEN in credentials or contract.token_operations:
        return bearer(shown, f"${credentials.variable(TOKEN)}")
    headers = [scheme.header for scheme in contract.security.values()]
    return {header: f"${credentials.variable(snake_case(header))}" for header in headers}
