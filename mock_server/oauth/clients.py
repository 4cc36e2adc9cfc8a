"""API clients, and how they prove who they are: RFC 6749 section 2.3."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import unquote_plus

from mock_server.core.call import Request
from mock_server.core.world import World
from mock_server.oauth.errors import InvalidClient, OAuthError, invalid_request
from mock_server.oauth.form import TokenForm

# A raw reading may split at any colon; a header of nothing but colons must not cost time.
_MOST_COLONS = 16


@dataclass(frozen=True, slots=True)
class Client:
    """A registered API client: its scopes in the order they were granted."""

    id: str
    name: str
    secret: str
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Registered:
    """A client in the world it opens."""

    client: Client
    world: World


@dataclass(frozen=True, slots=True)
class Claim:
    """An id and a secret as one reading of the request gives them."""

    id: str
    secret: str
    is_raw: bool = False


def claims_of(authorization: str | None, form: Mapping[str, str]) -> Iterator[Claim]:
    """Read the credentials of a token request, in every way they may be meant.

    Raises OAuthError: invalid_request for two methods at once, invalid_client for none or an unreadable one.
    """
    if authorization is None:
        if "client_id" not in form or "client_secret" not in form:
            raise InvalidClient()
        return iter([Claim(form["client_id"], form["client_secret"])])
    scheme, _, blob = authorization.partition(" ")
    if scheme.lower() != "basic":
        raise InvalidClient()
    if "client_secret" in form:
        raise invalid_request("credentials belong into HTTP Basic or into the body, not both")
    return _basic_claims(blob.strip(" "))


def client_ids_of(request: Request, form: TokenForm) -> Iterator[str]:
    """Yield every id that a token request may name its client by, whatever else is wrong with it."""
    authorization = request.headers.get("Authorization")
    with suppress(OAuthError):
        yield from (claim.id for claim in claims_of(authorization, {}))
    if request.method == "POST":
        yield from form.texts(request, "client_id")


def _basic_claims(blob: str) -> Iterator[Claim]:
    """Read HTTP Basic: form-encoded as section 2.3.1 asks, then raw as many clients send it."""
    try:
        octets = base64.b64decode(blob, validate=True)
    except (binascii.Error, ValueError):
        raise InvalidClient() from None
    if b":" not in octets:
        raise InvalidClient()
    return _readings(octets)


def _readings(octets: bytes) -> Iterator[Claim]:
    texts = [text for text in (_utf8(octets), octets.decode("latin-1")) if text is not None]
    for text in texts:
        first, _, rest = text.partition(":")
        yield Claim(unquote_plus(first), unquote_plus(rest))
    for text in texts:
        parts = text.split(":", _MOST_COLONS)
        for at in range(1, len(parts)):
            yield Claim(":".join(parts[:at]), ":".join(parts[at:]), is_raw=True)


def _utf8(octets: bytes) -> str | None:
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return None


def is_secret_of(claim: Claim, client: Client | None) -> bool:
    """Compare in constant time, also when there is no such client."""
    expected = client.secret if client is not None else "\N{NULL}"
    same = hmac.compare_digest(claim.secret.encode("utf-8", "replace"), expected.encode())
    return same and client is not None
