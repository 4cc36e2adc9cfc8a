"""Target: where a live service is, and which requests may go there."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from mock_server.contract import Contract
from mock_server.core.errors import ConfigError
from mock_server.drift.asking.trouble import Unsafe
from mock_server.drift.exchange import Asked

READING = ("GET", "HEAD")
_PORTS = {"http": 80, "https": 443}
_BLANK = re.compile(r"[\s\x00-\x1f]")
_TARGET = re.compile(r"/(?![/\\])[!-~]*")
_NAME, _VALUE = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"), re.compile(r"[\t\x20-\x7e\x80-\xff]*")
# Headers that say where a request goes, how long it is, or that it is another one than it seems.
_OURS = ("host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer", "expect", "forwarded")
_DISGUISES = re.compile(r"proxy-.*|x-forwarded-.*|x-original-.*|x-rewrite-.*|x-(http-)?method(-override)?")


@dataclass(frozen=True, slots=True)
class Target:
    """A service's base URL, in parts: "http" or "https", a host, a port, and a path without a slash at its end."""

    scheme: str
    host: str
    port: int
    base: str

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.base}"

    @property
    def authority(self) -> str:
        """The host, and the port where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @classmethod
    def parse(cls, url: str, *, is_plain_allowed: bool = False, called: str = "the target") -> Target:
        """Read a base URL; raise ConfigError, which does not repeat what is `called` so: it may hold a secret.

        Plain http is for this machine, unless it is allowed: whoever listens would have the credentials.
        """
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            raise ConfigError(f"{called} is not a URL: its host or port cannot be") from None
        # Blanks at the ends come with variables; within, urlsplit would take them out.
        if parts.scheme not in _PORTS or not _is_host(host) or _BLANK.search(url.strip()):
            raise ConfigError(f"{called} is not a URL such as https://api.example.com")
        if "@" in parts.netloc or parts.query or parts.fragment:
            raise ConfigError(f"{called} has more than scheme, host, port and path; credentials do not belong there")
        if parts.path and not _TARGET.fullmatch(parts.path):
            raise ConfigError(f"{called} has a path with characters that a URL has not")
        if parts.scheme == "http" and not is_plain_allowed and not _is_here(host):
            raise ConfigError(f"{called} is http on another machine, where credentials could be read: use https")
        return cls(parts.scheme, host, _PORTS[parts.scheme] if port is None else port, parts.path.rstrip("/"))

    def check(self, asked: Asked, contract: Contract) -> None:
        """Raise Unsafe for a request that may not leave."""
        if asked.method not in READING and not _is_token_request(asked, contract):
            raise Unsafe(f"{asked.operation}: only GET and HEAD are ever sent, and POST to the token operation")
        if asked.method in READING and asked.body is not None:
            raise Unsafe(f"{asked.operation}: {asked.method} has no body")
        if not _TARGET.fullmatch(asked.target):
            raise Unsafe(f"{asked.operation}: what is asked for is not a path below the target")
        for name, value in asked.headers.items():
            if not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
                raise Unsafe(f"{asked.operation}: a header has characters that headers have not")
            if name.lower() in _OURS or _DISGUISES.fullmatch(name.lower()):
                raise Unsafe(f"{asked.operation}: the header {name} is not sent")


def _is_token_request(asked: Asked, contract: Contract) -> bool:
    if asked.method != "POST" or asked.operation not in contract.token_operations:
        return False
    operation = contract.operations[asked.operation]
    return operation.method == "POST" and asked.target == operation.path


def _is_host(host: str) -> bool:
    try:
        # Resolvers refuse labels that are empty or too long with an error of another kind.
        return re.fullmatch(r"[A-Za-z0-9.:_-]+", host) is not None and host.encode("idna") != b""
    except UnicodeError:
        return False


def _is_here(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
