"""What is no drift of a service: how its answers are carried, written and kept waiting for."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from itertools import count
from typing import Any

import orjson

from mock_server.drift import Answered
from tests.drift.audit.changing import encoded, is_of
from tests.drift.whole.proxy import Behind, Drift, Sent, as_it_is


@dataclass(frozen=True)
class Control:
    """A service that has not drifted: the drift that is none, and what its world is made of."""

    name: str
    drift: Callable[[], Drift] = lambda: as_it_is
    wish: dict[str, Any] = field(default_factory=dict)
    is_weather: bool = False


def rewritten(write: Callable[[Any], bytes]) -> Callable[[], Drift]:
    """Write JSON otherwise."""

    def change(body: bytes) -> bytes:
        return write(orjson.loads(body)) if body[:1] in b"{[" else body

    def drift(sent: Sent, behind: Behind) -> Answered:
        answered = behind(sent)
        return replace(answered, body=change(answered.body)) if answered.body else answered

    return lambda: drift


def headed(change: Callable[[list[tuple[str, str]]], list[tuple[str, str]]]) -> Callable[[], Drift]:
    """Send other headers."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        answered = behind(sent)
        return replace(answered, headers=change(list(answered.headers)))

    return lambda: drift


def now_and_then(every: int, answered: Answered, start: int = 3) -> Callable[[], Drift]:
    """Answer something else to one in so many requests."""

    def made() -> Drift:
        turns = count(start)
        return lambda sent, behind: answered if next(turns) % every == 0 else behind(sent)

    return made


def zipped() -> Drift:
    """Compress where that is allowed."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        wants = any(name.lower() == "accept-encoding" and "gzip" in text for name, text in sent.headers.items())
        return (
            encoded(lambda _: True, gzip.compress, ("Content-Encoding", "gzip"))(sent, behind)
            if wants
            else behind(sent)
        )

    return drift


def shuffled(node: Any) -> Any:
    """The same with members in another order."""
    if isinstance(node, list):
        return [shuffled(one) for one in node]
    return {name: shuffled(node[name]) for name in sorted(node, reverse=True)} if isinstance(node, dict) else node


def traced() -> Callable[[], Drift]:
    """Headers of those between, other ones each time."""
    numbers = count(1)

    def more(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
        number = next(numbers)
        return [
            *headers,
            ("Via", "1.1 varnish"),
            ("Server", "cloudflare"),
            ("Age", "0"),
            ("Vary", "Accept-Encoding"),
            ("Set-Cookie", f"__cf_bm=a{number}.Zx; Path=/; Secure; HttpOnly"),
            ("CF-Ray", f"8f{number:04x}a-ZRH"),
            ("CF-Cache-Status", "DYNAMIC"),
            ("X-Request-Id", f"3f2b-{number}"),
            ("Strict-Transport-Security", "max-age=63072000"),
            ("X-Content-Type-Options", "nosniff"),
            ("Server-Timing", f"app;dur={number}"),
            ("NEL", '{"success_fraction":0}'),
            ("alt-svc", 'h3=":443"'),
        ]

    return headed(more)


def last_digit(node: Any) -> Any:
    """Numbers as other writers write them: 55 for 55.0."""
    return orjson.loads(orjson.dumps(node))


def _dated(away: timedelta) -> Callable[[], Drift]:
    def moved(text: str) -> str:
        return format_datetime(parsedate_to_datetime(text) + away, usegmt=True)

    return headed(lambda headers: [(n, moved(t) if n.lower() == "date" else t) for n, t in headers])


def rate_tick() -> Drift:
    """The budget counts for another client of the same id too."""
    left = count(250, -3)
    return lambda sent, behind: replace(
        got := behind(sent),
        headers=[(n, str(max(0, next(left))) if n.lower() == "x-ratelimit-remaining" else t) for n, t in got.headers],
    )


JSON = [("Content-Type", "application/json")]
BUSY = Answered(
    503, [("Retry-After", "2"), ("Content-Type", "text/html")], b"<html><h1>503 Service Unavailable</h1></html>"
)
MANY = Answered(
    429,
    [("Retry-After", "3"), ("Content-Type", "application/problem+json")],
    b'{"type":"about:blank","title":"Too Many Requests","status":429,"detail":"Wait 3 seconds.","retryAfter":3}',
)
CARRIED: tuple[Control, ...] = (
    Control("as it is"),
    Control("names of headers in small letters", headed(lambda headers: [(n.lower(), t) for n, t in headers])),
    Control("names of headers in capitals", headed(lambda headers: [(n.upper(), t) for n, t in headers])),
    Control("headers of those between", traced()),
    Control(
        "headers of security",
        headed(
            lambda headers: [
                *headers,
                ("X-Frame-Options", "DENY"),
                ("Referrer-Policy", "no-referrer"),
                ("Content-Security-Policy", "default-src 'none'"),
                ("Permissions-Policy", "geolocation=()"),
                ("X-XSS-Protection", "0"),
                ("Cross-Origin-Resource-Policy", "same-origin"),
                ("Access-Control-Allow-Origin", "*"),
                ("X-Powered-By", "Flow/8.3"),
                ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
            ]
        ),
    ),
    Control("members in another order", rewritten(lambda one: orjson.dumps(shuffled(one)))),
    Control("indented", rewritten(lambda one: json.dumps(one, indent=4, ensure_ascii=False).encode())),
    Control("in ASCII", rewritten(lambda one: json.dumps(one).encode())),
    Control("in ASCII with escaped slashes", rewritten(lambda one: json.dumps(one).replace("/", "\\/").encode())),
    Control("with a line's end", rewritten(lambda one: b"\n" + orjson.dumps(one) + b"\r\n")),
    Control("compressed where that is asked for", zipped),
    Control("a connection each", headed(lambda headers: [*headers, ("Connection", "close")])),
    Control("busy now and then", now_and_then(11, BUSY), is_weather=True),
    Control(
        "bad gateway now and then",
        now_and_then(13, Answered(502, [("Content-Type", "text/html")], b"<html>Bad gateway</html>")),
        is_weather=True,
    ),
    Control("once too many", now_and_then(1000, MANY, 980), is_weather=True),
    Control("a clock two minutes fast", _dated(timedelta(minutes=2))),
    Control("a clock two minutes slow", _dated(timedelta(minutes=-2))),
    Control("no date", headed(lambda headers: [one for one in headers if one[0].lower() != "date"])),
    Control("others spend the budget too", rate_tick),
    Control(
        "a media type with a blank and capitals",
        headed(lambda headers: [(n, "Application/JSON " if t == "application/json" else t) for n, t in headers]),
    ),
    Control("an ETag that nobody promised", headed(lambda headers: [*headers, ("ETag", 'W/"5d41402a"')])),
)

_EVENTS = {"workspaces": None}
WORLDS: tuple[Control, ...] = (
    *(Control(f"seed {seed}", wish={"seed": seed}) for seed in (2, 77, 4096)),
    Control("empty", wish={"scenario": "empty"}),
    Control("a million", wish={"scale": 1_000_000}),
    Control("in ten years", wish={"epoch": "2036-07-15"}),
    Control("the last day of winter", wish={"epoch": "2026-03-29"}),
    Control("the last day of summer", wish={"epoch": "2026-10-25"}),
    Control("a leap day", wish={"epoch": "2028-02-29"}),
    Control("the last day of a year", wish={"epoch": "2026-12-31"}),
    Control("the first day of a year", wish={"epoch": "2027-01-01"}),
    *(
        Control(f"seed {seed} of another day", wish={"seed": seed, "epoch": f"2025-0{1 + seed % 9}-1{seed % 9}"})
        for seed in range(11, 19)
    ),
)
__all__ = ["CARRIED", "WORLDS", "Control", "is_of"]
