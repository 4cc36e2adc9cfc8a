"""Headers: those that the contract has for a status, and those that tell of change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mock_server.breaks.casing import words_of
from mock_server.breaks.declared import responses
from mock_server.breaks.place import Place
from mock_server.contract.naming import source_of
from mock_server.contract.schemas import new_validator, type_of
from mock_server.drift.discretion import may_be_told
from mock_server.drift.exchange import Answered, Exchange
from mock_server.drift.finding import Finding
from mock_server.drift.replies.describing import described
from mock_server.drift.replies.telling import Teller, word


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What any server, proxy or network adds, and what is looked at elsewhere.
_COMMON = _words(
    """
    date server connection keep-alive content-length content-type content-encoding content-language
    transfer-encoding vary via age x-powered-by strict-transport-security x-content-type-options
    x-frame-options x-xss-protection referrer-policy content-security-policy permissions-policy
    set-cookie alt-svc cf-ray cf-cache-status nel report-to server-timing x-request-id
    x-correlation-id x-runtime x-cache etag last-modified expires pragma cache-control
    access-control-allow-origin access-control-expose-headers access-control-allow-credentials
    accept-ranges location deprecation sunset warning link traceparent x-amzn-trace-id x-amz-cf-id
    x-amz-cf-pop x-amz-request-id x-ms-request-id x-azure-ref request-id correlation-id trace-id tracestate
    b3 x-b3-traceid x-b3-spanid x-trace-id x-served-by x-cache-hits x-timer x-varnish x-fastly-request-id
    x-envoy-upstream-service-time x-response-time cross-origin-resource-policy cross-origin-opener-policy
    cross-origin-embedder-policy origin-agent-cluster timing-allow-origin x-dns-prefetch-control
    x-download-options x-permitted-cross-domain-policies x-robots-tag expect-ct feature-policy
    reporting-endpoints access-control-allow-methods access-control-allow-headers access-control-max-age upgrade
    priority content-disposition content-location accept-ch critical-ch p3p x-ua-compatible x-server x-backend
    x-instance-id x-pod x-node x-region cache-status cdn-cache-control surrogate-control surrogate-key clear-site-data
    """
)
# How those begin that networks and watchers of servers add, under ever new names.
_NETWORKS = (
    "x-amz", "x-akamai-", "x-azure-", "x-ms-", "x-goog-", "x-cloud-", "x-fastly-", "x-vercel-", "x-envoy-", "x-kong-",
    "x-b3-", "x-datadog-", "x-newrelic-", "x-dynatrace", "x-forwarded-", "x-proxy-", "x-cdn", "x-edge-", "x-sucuri-",
    "x-iinfo", "x-varnish", "cf-", "fly-", "akamai-", "cdn-", "fastly-", "sec-",
)  # fmt: skip
# How those end by which frameworks name themselves.
_FRAMEWORKS = ("-powered", "-powered-by")
_SECONDS = re.compile(r"\d{1,18}\Z", re.ASCII)
# More seconds than this are a moment, not a wait.
_MOMENT = 10**8
_LEAVING = re.compile(r"rel=\"?[^\";,]*\b(deprecation|sunset|successor-version)\b", re.IGNORECASE)
_REALM = re.compile(r'\brealm="([^"]*)"', re.IGNORECASE)
_STORED = re.compile(r"\bpublic\b|\bs-maxage=[1-9]|\bmax-age=[1-9]", re.IGNORECASE)


def judge_headers(teller: Teller, exchange: Exchange) -> Iterator[Finding]:
    """Yield what is otherwise in the headers of a reply: what has to be there, if the status is the planned one."""
    answered, replies = exchange.answered, responses(teller.contract, teller.operation)
    is_planned = answered.status in exchange.asked.expects
    declared = replies.get(answered.status, {}).get("headers", {}) if is_planned else {}
    known = {name.lower() for one in replies.values() for name in one.get("headers", {})}
    extra = [name for name, _ in answered.headers if name.lower() not in known and not _is_of_network(name.lower())]
    for name, one in declared.items():
        text = answered.header(name)
        if text is not None:
            yield from _value(teller, name, one, text)
            continue
        new = next((other for other in extra if _is_renamed(name, other)), None)
        if new is not None:
            extra.remove(new)
            kind = "ratelimit-headers-renamed" if _is_of_limits(name, one) else "header-renamed"
            yield teller.tell(kind, Place("header", name), "the header", f"called {word(new)}", one)
        elif one.get("required") or _is_of_limits(name, one):
            yield teller.tell(_gone(name, one), Place("header", name), "the header", "no such header", one)
    for name in filter(may_be_told, dict.fromkeys(extra)):
        yield teller.tell("header-added", Place("header", name), "no such header", "a header")
    yield from _leaving(teller, answered)
    if "cache-control" not in known and _STORED.search(answered.header("Cache-Control") or ""):
        place = Place("header", "Cache-Control")
        yield teller.tell("cache-control-public", place, "nothing of caches", "caches may keep it")


def _is_of_network(name: str) -> bool:
    return name in _COMMON or name.startswith(_NETWORKS) or name.endswith(_FRAMEWORKS)


def _is_of_limits(name: str, declared: Mapping[str, Any]) -> bool:
    return source_of(name, declared).startswith("rate_limit")


def _is_renamed(name: str, other: str) -> bool:
    """Whether one name is the other with a word more, or less: `X-RateLimit-Limit` and `RateLimit-Limit`."""
    first, second = (_bare(one) for one in (name, other))
    return first == second or set(words_of(name)) < set(words_of(other))


def _bare(name: str) -> str:
    return name.lower().removeprefix("x-").replace("-", "").replace("_", "")


def _gone(name: str, declared: Mapping[str, Any]) -> str:
    special = {"retry-after": "retry-after-missing", "www-authenticate": "www-authenticate-removed"}
    return special.get(name.lower(), "ratelimit-headers-removed" if _is_of_limits(name, declared) else "header-removed")


def _value(teller: Teller, name: str, declared: Mapping[str, Any], text: str) -> Iterator[Finding]:
    place, schema = Place("header", name), declared.get("schema", {})
    if type_of(schema) == "integer":
        if name.lower() == "retry-after" and not _SECONDS.match(text):
            yield teller.tell("retry-after-date", place, "whole seconds", "a date", declared)
        elif _is_of_limits(name, declared) and _is_moment(text) and schema.get("format") != "unix-seconds":
            yield teller.tell("ratelimit-reset-epoch", place, "seconds to wait", "Unix seconds", declared)
        elif not _SECONDS.match(text) or not new_validator(schema).is_valid(int(text)):
            yield teller.tell("header-changed", place, described(schema), "something else", declared)
    elif not new_validator(schema).is_valid(text) and not _is_stricter(name, schema, text):
        yield teller.tell("header-changed", place, described(schema), "something else", declared)
    elif name.lower() == "www-authenticate":
        yield from _challenge(teller, place, declared, text)


def _is_stricter(name: str, schema: Mapping[str, Any], text: str) -> bool:
    """Whether caches are told what the contract says, and more, but none that they may keep it."""
    directives = [one.strip() for one in text.split(",")]
    is_said = any(new_validator(schema).is_valid(one) for one in directives)
    return name.lower() == "cache-control" and is_said and _STORED.search(text) is None


def _is_moment(text: str) -> bool:
    return _SECONDS.match(text) is not None and int(text) >= _MOMENT


def _challenge(teller: Teller, place: Place, declared: Mapping[str, Any], text: str) -> Iterator[Finding]:
    """The scheme of a challenge is that by which the operation is secured, or by which clients show themselves; its
    realm that of the contract's security.
    """
    scheme = text.partition(" ")[0].rstrip(",").lower()
    known = "basic" if teller.operation.scopes is None else "bearer"
    if scheme != known:
        yield teller.tell(
            "www-authenticate-changed", place, f"a challenge of {known}", "one of another scheme", declared
        )
        return
    realm = _REALM.search(text)
    realms = {one.realm for one in teller.contract.security.values()}
    if realm is not None and realm[1] not in realms:
        yield teller.tell("www-authenticate-changed", place, f"the realm {', '.join(realms)}", "another one", declared)


def _leaving(teller: Teller, answered: Answered) -> Iterator[Finding]:
    """Deprecation (RFC 9745), Sunset (RFC 8594), Warning 299 (RFC 7234) and links that lead away."""
    if teller.contract.declared(teller.operation).get("deprecated"):
        return
    told = [name for name in ("Deprecation", "Sunset") if answered.header(name) is not None]
    if (answered.header("Warning") or "").startswith("299"):
        told.append("Warning")
    if _LEAVING.search(answered.header("Link") or ""):
        told.append("Link")
    if told:
        seen = f"headers that say that it goes: {', '.join(told)}"
        yield teller.tell("endpoint-deprecated", Place("operation"), "an operation that stays", seen)
