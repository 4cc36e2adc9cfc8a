"""A second set of what is no drift."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import orjson

from mock_server.drift import Answered
from tests.drift.audit.controls import Control, headed, now_and_then, rewritten
from tests.drift.whole.proxy import Behind, Drift, Sent


def chosen_order() -> Callable[[], Drift]:
    """Members in another order each time."""
    chance = random.Random(7)

    def mixed(node: object) -> object:
        if isinstance(node, list):
            return [mixed(one) for one in node]
        if not isinstance(node, dict):
            return node
        names = list(node)
        chance.shuffle(names)
        return {name: mixed(node[name]) for name in names}

    return rewritten(lambda one: orjson.dumps(mixed(one)))


def without(*names: str) -> Callable[[], Drift]:
    """Leave headers out that nobody promised."""
    return headed(lambda headers: [one for one in headers if one[0].lower() not in names])


def with_more(*more: tuple[str, str]) -> Callable[[], Drift]:
    """Send those headers too."""
    return headed(lambda headers: [*headers, *more])


def on_good_ones(*more: tuple[str, str]) -> Callable[[], Drift]:
    """Send those headers with what is good only."""

    def drift(sent: Sent, behind: Behind) -> Answered:
        answered = behind(sent)
        return replace(answered, headers=[*answered.headers, *more]) if answered.is_good else answered

    return lambda: drift


def now_cached() -> Drift:
    """A cache tells its age, now and then."""
    turns = count()

    def drift(sent: Sent, behind: Behind) -> Answered:
        answered = behind(sent)
        state = "HIT" if next(turns) % 4 == 0 else "MISS"
        return replace(answered, headers=[*answered.headers, ("X-Cache", state), ("Age", str(next(turns) % 30))])

    return drift


BUSY = Answered(504, [("Content-Type", "application/json")], b'{"message":"Endpoint request timed out"}')
CARRIED: tuple[Control, ...] = (
    Control("members in another order each time", chosen_order()),
    Control("indented by a tab", rewritten(lambda one: json.dumps(one, indent="\t").encode())),
    Control("with blanks after colons", rewritten(lambda one: json.dumps(one, separators=(" ,  ", " : ")).encode())),
    Control("capital escapes", rewritten(lambda one: _capitals(json.dumps(one)).encode())),
    Control("a gateway's timeout now and then", now_and_then(17, BUSY), is_weather=True),
    Control("a cache tells its age", lambda: now_cached()),
    Control("CORS", with_more(("Access-Control-Allow-Origin", "*"), ("Access-Control-Expose-Headers", "X-Cache"))),
    Control("CORS of good ones", on_good_ones(("Access-Control-Allow-Origin", "*"))),
    Control("a server's name", with_more(("Server", "nginx/1.27.1"))),
    Control(
        "AWS", with_more(("x-amzn-RequestId", "5c8b"), ("x-amz-apigw-id", "Zx1="), ("X-Amzn-Trace-Id", "Root=1-5"))
    ),
    Control("Azure", with_more(("x-azure-ref", "20260302T110000Z-1"), ("X-Cache", "CONFIG_NOCACHE"))),
    Control(
        "Akamai", with_more(("X-Akamai-Transformed", "9 - 0 pmb=mRUM,1"), ("Server-Timing", "cdn-cache; desc=MISS"))
    ),
    Control("two cookies", with_more(("Set-Cookie", "AWSALB=x; Path=/"), ("Set-Cookie", "lb=2; Path=/; Secure"))),
    Control("a language", with_more(("Content-Language", "en"))),
    Control("vary by more", with_more(("Vary", "Accept-Encoding, Origin, Authorization"))),
    Control("not to be transformed", on_good_ones(("Content-Disposition", "inline"))),
    Control("ranges are not taken", with_more(("Accept-Ranges", "none"))),
    Control("hints of clients", with_more(("Accept-CH", "Sec-CH-UA"), ("Report-To", '{"group":"x"}'))),
    Control("numbers of requests", with_more(("X-Correlation-ID", "c1"), ("X-Runtime", "0.0123"))),
    Control("when it was changed", on_good_ones(("Last-Modified", "Mon, 02 Mar 2026 10:00:00 GMT"))),
)
WORLDS: tuple[Control, ...] = tuple(
    Control(f"seed {seed} on {day}", wish={"seed": seed, "epoch": day})
    for seed, day in (
        (101, "2026-01-31"),
        (202, "2026-02-28"),
        (303, "2026-05-01"),
        (404, "2026-06-30"),
        (505, "2026-08-01"),
        (606, "2026-11-01"),
        (707, "2026-03-08"),
        (808, "2024-02-29"),
        (909, "2030-12-24"),
        (1010, "2026-04-05"),
    )
)


def _capitals(text: str) -> str:
    r"""Escapes as `\u00E9`."""
    parts = text.split("\\u")
    return parts[0] + "".join("\\u" + one[:4].upper() + one[4:] for one in parts[1:])
