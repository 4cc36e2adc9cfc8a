"""A service provider: tells identity providers about itself, and takes what they say of people."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from xml.etree.ElementTree import Element

from mock_server.saml.assertion import Assertion, Window, audiences, bearers, conditions, read_assertion
from mock_server.saml.errors import SamlError
from mock_server.saml.metadata import metadata_of
from mock_server.saml.names import ASSERTION, ASSERTION_SPACE, PREFIXES, RESPONSE, SUCCESS, VERSION
from mock_server.saml.replay import SeenAssertions
from mock_server.saml.signature import Seal
from mock_server.saml.xml import decoded, parsed

# How far the clocks of the two sides may be apart.
SKEW = timedelta(minutes=1)


@dataclass(frozen=True)
class ServiceProvider:
    """One service provider.

    `acs_url` is where responses are posted to, `other_urls` are further names of that place. With a `certificate` (PEM,
    or its base64 alone) a response counts only if that signed it, it is for this provider, it is brought here, now, and
    for the first time (`seen`); that needs the extra, and is told to whoever makes the provider. Without one, what
    looks like a response of a successful sign-on is believed, whoever wrote it, for whomever, and whenever.
    """

    entity_id: str
    acs_url: str
    certificate: str | None = None
    seen: SeenAssertions = field(default_factory=SeenAssertions)
    other_urls: Collection[str] = ()

    def __post_init__(self) -> None:
        _ = self._seal

    @cached_property
    def _seal(self) -> Seal | None:
        return None if self.certificate is None else Seal(self.certificate)

    def metadata(self) -> bytes:
        """Return what an identity provider is set up with."""
        return metadata_of(self.entity_id, self.acs_url, wants_signed=self.certificate is not None)

    def consume(self, saml_response: str, now: datetime) -> Assertion:
        """Return the assertion of a response in base64; raise SamlError where it does not count.

        Whether it answers a request (InResponseTo) is not asked: sign-on begins at the identity provider.
        """
        content = decoded(saml_response)
        root = parsed(content)
        element = _only_assertion(root)
        if self._seal is None:
            return read_assertion(element, is_verified=False)
        self._check_place("Destination", root.get("Destination"))
        signed = self._seal.opened(content, root)
        assertion = read_assertion(signed, is_verified=True)
        self._check(signed, assertion, now.astimezone(UTC))
        if not self.seen.take(assertion.issuer, assertion.id, _usable_until(signed), now.astimezone(UTC) - SKEW):
            raise SamlError("the assertion was used before")
        return assertion

    def _check(self, element: Element, assertion: Assertion, now: datetime) -> None:
        """Hold an assertion against this place and this moment."""
        _check_window(conditions(element), now)
        _check_window(Window(None, assertion.session_ends), now)
        lists = audiences(element)
        if not lists or not all(self.entity_id in names for names in lists):
            raise SamlError("the assertion is for another audience")
        reasons = [self._reason_against(recipient, window, now) for recipient, window in bearers(element)]
        if all(reasons):
            raise reasons[0] if reasons and reasons[0] else SamlError("the assertion is not for its bearer")

    def _reason_against(self, recipient: str | None, window: Window, now: datetime) -> SamlError | None:
        """Return why an assertion may not be brought here and now in this way."""
        try:
            self._check_place("Recipient", recipient)
            _check_window(window, now)
        except SamlError as reason:
            return reason
        return None

    def _check_place(self, name: str, url: str | None) -> None:
        if url and url != self.acs_url and url not in self.other_urls:
            raise SamlError(f"the {name} is another place")


def _only_assertion(root: Element) -> Element:
    """Return the one assertion of a response that tells of success."""
    if root.tag != RESPONSE or root.get("Version") != VERSION:
        raise SamlError("this is no response of SAML 2.0")
    code = root.find("samlp:Status/samlp:StatusCode", PREFIXES)
    if code is None or code.get("Value") != SUCCESS:
        raise SamlError("the response does not tell of success")
    if any(one.tag.startswith(f"{{{ASSERTION_SPACE}}}Encrypted") for one in root.iter()):
        raise SamlError("encrypted assertions, names and attributes are not supported")
    # Anywhere, not only where it belongs: with two, one could be signed and the other read.
    if sum(1 for _ in root.iter(ASSERTION)) != 1 or sum(1 for _ in root.iter(RESPONSE)) != 1:
        raise SamlError("the response has not exactly one assertion")
    element = root.find("saml:Assertion", PREFIXES)
    if element is None:
        raise SamlError("the assertion stands in an unexpected place")
    return element


def _usable_until(element: Element) -> datetime:
    """Return from when on nobody can use an assertion, in whatever way it is brought."""
    end = conditions(element).ends
    ends = [window.ends for _, window in bearers(element)] if end is None else [end]
    known = [one for one in ends if one is not None]
    if len(known) < len(ends):
        raise SamlError("the assertion does not say until when it is good")
    return max(known)


def _check_window(window: Window, now: datetime) -> None:
    if window.starts is not None and now + SKEW < window.starts:
        raise SamlError("the assertion is not good yet")
    if window.ends is not None and now - SKEW >= window.ends:
        raise SamlError("the assertion is not good any more")
