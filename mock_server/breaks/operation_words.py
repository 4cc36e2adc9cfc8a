"""Edits of what an operation asks for and whether it is there: scopes, tokens, budgets; and their words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import orjson

from mock_server.breaks.edit import Edit, Target, Word, name_of, whole_number
from mock_server.breaks.moments import http_date
from mock_server.breaks.reply_words import with_status
from mock_server.breaks.views import RequestView, ResponseView
from mock_server.core.api_errors import NotFound
from mock_server.core.errors import ConfigError

_DAY = 86_400
# What the answer of a token operation has, by RFC 6749 section 5.1.
_TOKEN, _EXPIRES = "access_token", "expires_in"


@dataclass(frozen=True)
class Terms(Edit):
    """An edit of what a request is held against; `step` is where that is looked at."""

    change: Callable[[RequestView], RequestView]
    step: str

    def before(self, request: RequestView) -> RequestView:
        """Change the terms."""
        return self.change(request)


@dataclass(frozen=True)
class Lifetime(Edit):
    """Another lifetime of tokens: told where they are given, and held against them where they are taken."""

    seconds: int

    def before(self, request: RequestView) -> RequestView:
        """Change the lifetime."""
        return replace(request, lifetime=self.seconds)

    def after(self, response: ResponseView) -> tuple[ResponseView, int]:
        """Tell it where a token is given."""
        try:
            document = orjson.loads(response.body) if response.is_success else None
        except ValueError:
            return response, 0
        if not isinstance(document, dict) or not {_TOKEN, _EXPIRES} <= document.keys():
            return response, 0
        return replace(response, body=orjson.dumps({**document, _EXPIRES: self.seconds})), 1


@dataclass(frozen=True)
class Removed(Edit):
    """An operation that is not there: refused like an unknown path, or with another status."""

    status: int | None

    def before(self, request: RequestView) -> RequestView:
        """Raise NotFound."""
        raise NotFound("there is nothing at this path")

    def after(self, response: ResponseView) -> tuple[ResponseView, int]:
        """Give the refusal its status."""
        if self.status is None or response.status == self.status:
            return response, 0
        return with_status(response, self.status), 1


@dataclass(frozen=True)
class Deprecated(Edit):
    """An operation whose replies say that it will go, and in how many days."""

    days: int

    def after(self, response: ResponseView) -> tuple[ResponseView, int]:
        """Add Deprecation (RFC 9745), of the day that it is, and Sunset (RFC 8594)."""
        today = int(response.now) // _DAY * _DAY
        told = (("Deprecation", f"@{today}"), ("Sunset", http_date(today + self.days * _DAY)))
        return replace(response, headers=(*response.headers, *told)), 1


@dataclass(frozen=True)
class Moved(Edit):
    """An operation that is elsewhere: a redirection that keeps the method."""

    start: str

    def after(self, response: ResponseView) -> tuple[ResponseView, int]:
        """Answer with 308 and the path as it begins now."""
        location = ("Location", f"{self.start}{response.path}")
        return replace(response, status=308, headers=(*response.headers, location), content_type=None, body=b""), 1


def _remove(target: Target, text: str) -> Edit:
    return Removed(whole_number(text, "a status", least=400, most=599) if text else None)


def _deprecate(target: Target, text: str) -> Edit:
    return Deprecated(whole_number(text, "the days until it goes", least=0, most=36_500))


def _redirect(target: Target, text: str) -> Edit:
    # Never to another host: rehearsals stay on this machine.
    if not text.startswith("/") or text.startswith("//") or not text.isascii() or not text.isprintable() or " " in text:
        raise ConfigError("what the path begins with is itself a path, such as /moved")
    return Moved(text.rstrip("/"))


def _scopes(change: Callable[[tuple[str, ...], str], tuple[str, ...]]) -> Callable[[Target, str], Edit]:
    def make(target: Target, text: str) -> Edit:
        name = name_of(text)
        if target.operation.scopes is None or not any(one.scopes for one in target.contract.security.values()):
            raise ConfigError(f"{target.operation.id} asks for no scopes")
        return Terms(lambda request: replace(request, scopes=change(request.scopes or (), name)), "authorize")

    return make


def _lifetime(target: Target, text: str) -> Edit:
    refuse_without_tokens(target)
    return Lifetime(whole_number(text, "a lifetime", most=10**9))


def refuse_without_tokens(target: Target) -> None:
    """Raise ConfigError for an operation that neither gives nor takes tokens."""
    issuers = target.contract.token_operations
    if not issuers:
        raise ConfigError("no operation of the contract gives tokens")
    if target.operation.id not in issuers and target.operation.scopes is None:
        raise ConfigError(f"{target.operation.id} has nothing to do with tokens")


def _limit(target: Target, text: str) -> Edit:
    requests = whole_number(text, "a limit", most=10**9)
    _refuse_without_budget(target)
    return Terms(lambda request: replace(request, limit=requests), "limit")


def _window(target: Target, text: str) -> Edit:
    seconds = whole_number(text, "a window", most=10**9)
    _refuse_without_budget(target)
    return Terms(lambda request: replace(request, window=seconds), "limit")


def _refuse_without_budget(target: Target) -> None:
    if target.operation.rate_limit is None:
        raise ConfigError(f"{target.operation.id} has no limit")


SCOPE_WORDS = (
    Word("become", "NAME", "this scope is asked for instead", _scopes(lambda _, name: (name,))),
    Word("add", "NAME", "this scope is asked for as well", _scopes(lambda scopes, name: (*scopes, name))),
)
TOKEN_WORDS = (Word("lifetime", "SECONDS", "tokens live so long, for every operation that takes them", _lifetime),)
LIMIT_WORDS = (
    Word("value", "N", "so many requests in a window", _limit),
    Word("window", "SECONDS", "the window is so long", _window),
)
OPERATION_WORDS = (
    Word("remove", "[STATUS]", "not found, or answered with this status", _remove),
    Word("deprecate", "DAYS", "headers say that it goes in so many days", _deprecate),
    Word("redirect", "/PATH", "it is answered with 308 to a path that begins so", _redirect),
)
