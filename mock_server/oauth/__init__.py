"""OAuth 2.0 client credentials after RFC 6749, and bearer tokens after RFC 6750: mechanism only.

Where an authorization server library would do, this one is written by hand: the libraries measured have no clock to
turn, take repeated parameters, and have descriptions and lifetimes of their own (see ARCHITECTURE.md).
"""

from mock_server.oauth.authority import Authority
from mock_server.oauth.bearer import bearer_challenge
from mock_server.oauth.clients import Client
from mock_server.oauth.errors import InvalidClient, OAuthError, invalid_request
from mock_server.oauth.form import TokenForm
from mock_server.oauth.tokens import AccessToken

__all__ = [
    "AccessToken",
    "Authority",
    "Client",
    "InvalidClient",
    "OAuthError",
    "TokenForm",
    "bearer_challenge",
    "invalid_request",
]
