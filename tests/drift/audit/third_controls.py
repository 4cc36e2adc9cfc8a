"""A third set of what is no drift, some of it of Oniva alone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

import orjson

from mock_server.drift import Answered
from tests.drift.audit.changing import document, errors, header, is_of, together
from tests.drift.audit.controls import Control, headed, now_and_then, rewritten
from tests.drift.audit.editing import at, texts
from tests.drift.audit.held_controls import on_good_ones, with_more
from tests.drift.audit.oniva_wire import BOOKING, EVENT, ME, TOKEN
from tests.drift.whole.proxy import Behind, Drift, Sent

PROBLEM = [("Content-Type", "application/problem+json")]
GOOD = is_of("oniva", "listEventBookings")


def asked_more() -> Drift:
    """The form asks one question more."""
    answers = lambda one: {**one, "arrival": "Bahn"}  # noqa: E731
    return together(
        document(GOOD, at("/items/*/contact/fields", answers)), document(BOOKING, at("/contact/fields", answers))
    )


def longer_tokens() -> Drift:
    """Tokens are longer, and have dots."""
    more = ".eyJhdWQiOiJjcm0ifQ.c2ln"

    def drift(sent: Sent, behind: Behind) -> Answered:
        headers = {name: text.replace(more, "") for name, text in sent.headers.items()}
        answered = behind(replace(sent, headers=headers))
        if not TOKEN(sent) or not answered.is_good:
            return answered
        body = answered.json()
        body["access_token"] += more
        return replace(answered, body=orjson.dumps(body))

    return drift


def numbered() -> Drift:
    """Refusals say their number."""
    numbers = count(4711)
    return errors(lambda _: True, lambda one: one.update(detail=f"{one['detail']} ({next(numbers)})"), 404)


def whole(node: Any) -> Any:
    """Numbers without the point where there is nothing behind it."""
    if isinstance(node, list):
        return [whole(one) for one in node]
    if isinstance(node, dict):
        return {name: whole(one) for name, one in node.items()}
    return int(node) if isinstance(node, float) and node.is_integer() else node


def two_digits(one: Any) -> bytes:
    """Amounts as `35.80`."""
    return re.sub(
        r'("(?:price|amount|vatAmount|feeAmount)":\d+\.\d)(?=[,}])', r"\g<1>0", orjson.dumps(one).decode()
    ).encode()


def named_in_escapes(one: Any) -> bytes:
    """Names with an escape in them."""
    return re.sub(r'"i([A-Za-z]*)":', r'"\\u0069\1":', json.dumps(one, ensure_ascii=False)).encode()


def challenged() -> Drift:
    """The scheme of a challenge in small letters."""
    return lambda sent, behind: replace(
        got := behind(sent),
        headers=[
            (n, t.replace("Bearer ", "bearer ") if n.lower() == "www-authenticate" else t) for n, t in got.headers
        ],
    )


def never_the_same() -> Callable[[], Drift]:
    """An ETag of its own each time."""
    numbers = count(1)
    return headed(lambda headers: [*headers, ("ETag", f'"{next(numbers):x}"'), ("Vary", "Accept")])


CARRIED: tuple[Control, ...] = (
    Control(
        "scopes in another order",
        lambda: together(
            document(TOKEN, at("/scope", lambda one: " ".join(sorted(one.split())))),
            document(ME, at("/scopes", sorted)),
        ),
    ),
    Control("longer tokens", longer_tokens),
    Control("a question more", asked_more),
    Control("refusals have a number", numbered),
    Control(
        "a reason in other words",
        lambda: errors(EVENT, texts("/detail", "^.*$", "This event could not be found."), 404),
    ),
    Control("a token of a minute ago", lambda: document(TOKEN, at("/expires_in", lambda _: 3540))),
    Control("whole amounts", rewritten(lambda one: orjson.dumps(whole(one)))),
    Control("amounts of two digits", rewritten(two_digits)),
    Control("names in escapes", rewritten(named_in_escapes)),
    Control("a challenge in small letters", challenged),
    Control("an ETag each time", never_the_same()),
    Control("kept by nobody", on_good_ones(("Expires", "0"), ("Cache-Control", "private, no-cache, no-store"))),
    Control("Flow says who it is", with_more(("X-Flow-Powered", "Flow/8.3"), ("X-Powered-By", "PHP/8.3.11"))),
    Control(
        "Fastly", with_more(("X-Served-By", "cache-zrh-1"), ("X-Timer", "S1700.1,VS0,VE12"), ("X-Cache-Hits", "0"))
    ),
    Control("Envoy", with_more(("x-envoy-upstream-service-time", "12"), ("x-request-id", "8d1f"))),
    Control("Varnish", with_more(("X-Varnish", "32770 3"), ("Via", "1.1 google"), ("Age", "0"))),
    Control("a connection that is kept", with_more(("Keep-Alive", "timeout=5, max=100"))),
    Control("more methods are allowed", lambda: header(lambda _: True, "Allow", "GET, HEAD, OPTIONS", 405)),
    Control(
        "an error now and then",
        now_and_then(
            19,
            Answered(
                500,
                PROBLEM,
                b'{"type":"about:blank","title":"Internal Server Error","status":500,"detail":"Try again."}',
            ),
        ),
        is_weather=True,
    ),
    Control("a service that starts", now_and_then(23, Answered(503, [], b"")), is_weather=True),
    Control(
        "Cloudflare's time-out",
        now_and_then(
            29, Answered(524, [("Content-Type", "text/html; charset=UTF-8")], b"<html>A timeout occurred</html>")
        ),
        is_weather=True,
    ),
)
WORLDS: tuple[Control, ...] = tuple(
    Control(f"seed {seed} on {day}, third", wish={"seed": seed, "epoch": day})
    for seed, day in (
        (31, "2026-03-28"),
        (32, "2026-03-30"),
        (33, "2026-10-24"),
        (34, "2026-10-26"),
        (35, "2027-02-28"),
        (36, "2025-12-31"),
        (37, "2028-01-01"),
        (38, "2026-07-01"),
        (39, "2026-09-15"),
        (40, "2029-11-11"),
        (41, "2026-04-30"),
        (42, "2033-05-05"),
    )
)
