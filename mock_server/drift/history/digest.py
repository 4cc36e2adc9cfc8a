"""Digests: values as marks that can be compared, and that nobody reads back without the client's secret."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

import orjson

_SHORT, _LONG = 10, 16


@dataclass(frozen=True, slots=True)
class Digester:
    """Makes keyed digests of one tenant's values.

    The key comes of the client's secret, which no file of ours holds: whoever finds a baseline cannot try out addresses
    or names. Another secret makes other digests, so rows cannot be compared after it was renewed.
    """

    key: bytes

    @classmethod
    def of(cls, secret: bytes) -> Digester:
        """Return the digester of a secret."""
        return cls(hmac.digest(secret, b"history of drift", "sha256"))

    @property
    def check(self) -> str:
        """A mark of the key: digests of the same mark can be compared."""
        return self.long("check")

    def long(self, *parts: object) -> str:
        """Return the digest that stands for a record, or for when it was changed."""
        return self._hex(parts)[:_LONG]

    def short(self, *parts: object) -> str:
        """Return the digest that stands for a value of a record; equal values of two records have none in common where
        the record is one of `parts`.
        """
        return self._hex(parts)[:_SHORT]

    def _hex(self, parts: tuple[object, ...]) -> str:
        text = orjson.dumps([repr(part) for part in parts])
        return hmac.digest(self.key, text, "sha256").hex()


def tenant_mark(vendor: str, tenant: str) -> str:
    """Return what stands for a tenant in a file; "" for one that is not known."""
    if not tenant:
        return ""
    return hashlib.sha256(f"{vendor}\n{tenant}".encode(errors="surrogatepass")).hexdigest()[:32]
