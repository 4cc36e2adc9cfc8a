"""Fixtures: an identity provider, and a service provider that trusts it."""

from __future__ import annotations

import pytest

from mock_server.saml import ServiceProvider
from tests.saml.identity_provider import ACS_URL, ENTITY_ID, IdentityProvider


@pytest.fixture(scope="session")
def identity() -> IdentityProvider:
    """An identity provider with an RSA key."""
    return IdentityProvider()


@pytest.fixture
def provider(identity: IdentityProvider) -> ServiceProvider:
    """A service provider that asks for the identity provider's signature."""
    return ServiceProvider(ENTITY_ID, ACS_URL, identity.certificate)


@pytest.fixture
def trusting() -> ServiceProvider:
    """A service provider without a certificate."""
    return ServiceProvider(ENTITY_ID, ACS_URL)
