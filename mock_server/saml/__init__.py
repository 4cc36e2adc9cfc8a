"""The service provider's side of SAML 2.0 sign-on (Web Browser SSO Profile, HTTP-POST binding, begun by the identity
provider): metadata, and assertions checked. What an assertion is good for is the vendor's.
"""

from mock_server.saml.assertion import Assertion
from mock_server.saml.errors import SamlError
from mock_server.saml.provider import ServiceProvider
from mock_server.saml.replay import SeenAssertions

__all__ = ["Assertion", "SamlError", "SeenAssertions", "ServiceProvider"]
