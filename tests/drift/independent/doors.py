"""Who may come in, and how often: tokens and limits of the independent service."""

from __future__ import annotations

import base64
import json
import math
import secrets
import threading
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import unquote_plus

from werkzeug.exceptions import Unauthorized
from werkzeug.wrappers import Request

from tests.drift.independent.tenant import SCOPES

FORM = "application/x-www-form-urlencoded"


class Refused(Exception):
    """A refusal of the token operation."""

    def __init__(self, status: int, code: str, why: str, **headers: str) -> None:
        super().__init__(code)
        self.status, self.body = status, {"error": code, "error_description": why}
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class Budget(NamedTuple):
    """Requests a minute, how many are left, seconds until the oldest no longer counts, and to wait (0: go on)."""

    most: int
    left: int
    reset: int
    wait: int


@dataclass(frozen=True)
class Grant:
    """A token's client, scopes and end (Unix seconds)."""

    client: str
    scopes: frozenset[str]
    until: float


class Window:
    """So many a minute, counted over the last sixty seconds."""

    def __init__(self, most: int) -> None:
        self.most, self.lock = most, threading.Lock()
        self.seen: defaultdict[str, deque[float]] = defaultdict(deque)

    def take(self, who: str) -> Budget:
        """Count one more of somebody, unless that is too many."""
        with self.lock:
            now, calls = time.monotonic(), self.seen[who]
            while calls and calls[0] <= now - 60:
                calls.popleft()
            full = len(calls) >= self.most
            if not full:
                calls.append(now)
            reset = math.ceil(calls[0] + 60 - now)
            return Budget(self.most, self.most - len(calls), reset, reset if full else 0)


@dataclass
class Doors:
    """Clients with their secrets, and the tokens that were given."""

    clients: dict[str, str]
    api: Window = field(default_factory=lambda: Window(300))
    logins: Window = field(default_factory=lambda: Window(20))
    tokens: dict[str, Grant] = field(default_factory=dict)

    def admit(self, told: str | None) -> tuple[Grant, Budget]:
        """The grant of an Authorization header, and its client's budget; raises Unauthorized."""
        scheme, _, token = (told or "").partition(" ")
        grant = self.tokens.get(token) if scheme.lower() == "bearer" else None
        if grant is None or grant.until <= time.time():
            raise Unauthorized("This token is not known (any more)." if told else "")
        return grant, self.api.take(grant.client)

    def token(self, request: Request, budget: Budget) -> dict[str, Any]:
        """A new token for a request that is in order; raises Refused."""
        if budget.wait:
            why = f"Please wait for {budget.wait} seconds."
            raise Refused(429, "temporarily_unavailable", why, Retry_After=str(budget.wait))
        if request.mimetype != FORM:
            raise Refused(400, "invalid_request", "A form is expected.")
        if any(len(values) > 1 for values in request.form.listvalues()):
            raise Refused(400, "invalid_request", "Something is there twice.")
        client = self.client(request)
        kind = request.form.get("grant_type")
        if kind != "client_credentials":
            raise Refused(
                400, "unsupported_grant_type" if kind else "invalid_request", "Only client_credentials is known."
            )
        scopes = request.form.get("scope", "").split() or list(SCOPES)
        if not set(scopes) <= set(SCOPES):
            raise Refused(400, "invalid_scope", "There is no such scope.")
        return self.given(client, scopes)

    def given(self, client: str, scopes: list[str]) -> dict[str, Any]:
        until = time.time() + 3600
        parts = (
            {"typ": "JWT", "alg": "RS256"},
            {"aud": client, "exp": int(until), "jti": secrets.token_hex(20), "scopes": scopes},
        )
        token = ".".join([*(packed(json.dumps(part).encode()) for part in parts), packed(secrets.token_bytes(256))])
        self.tokens[token] = Grant(client, frozenset(scopes), until)
        return {"token_type": "Bearer", "expires_in": 3600, "access_token": token, "scope": " ".join(scopes)}

    def client(self, request: Request) -> str:
        name, secret = request.form.get("client_id"), request.form.get("client_secret")
        scheme, _, coded = request.headers.get("Authorization", "").partition(" ")
        if scheme:
            if secret is not None:
                raise Refused(400, "invalid_request", "Two ways to log in at once.")
            told, (name, secret) = name, basic(scheme, coded)
            if told not in (None, name):
                raise Refused(400, "invalid_request", "Which client is it?")
        if not name or not secrets.compare_digest(self.clients.get(name, "\0").encode(), (secret or "").encode()):
            raise Refused(401, "invalid_client", "Id and secret do not fit.", WWW_Authenticate='Basic realm="Oniva"')
        return name


def basic(scheme: str, coded: str) -> tuple[str, str]:
    """Client id and secret of HTTP Basic; two empty texts where it is none."""
    try:
        name, colon, secret = base64.b64decode(coded, validate=True).decode().partition(":")
    except ValueError:
        return "", ""
    return (unquote_plus(name), unquote_plus(secret)) if colon and scheme.lower() == "basic" else ("", "")


def packed(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
