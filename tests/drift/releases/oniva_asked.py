"""What Oniva could publish next of what is asked and who may ask: `RELEASES` as in `oniva.py`."""

from __future__ import annotations

from tests.drift.releases.oniva import BOOKING, BOOKINGS, LIST, ONE, TEXT, booked
from tests.drift.releases.spots import (
    Edit,
    Json,
    both,
    bound,
    item_of,
    operation,
    parameter,
    say_of,
    secured,
    with_parameter,
    without,
)


def _elsewhere(name: str, path: str) -> Edit:
    def edit(document: Json) -> None:
        old, _ = item_of(document, name)
        document["paths"] = {path if one == old else one: item for one, item in document["paths"].items()}

    return edit


def _of_path(name: str, **said: Json) -> Edit:
    def edit(document: Json) -> None:
        document["paths"][item_of(document, name)[0]].update(said)

    return edit


def _basic(document: Json) -> None:
    document["components"]["securitySchemes"]["oauth2"] = {"type": "http", "scheme": "basic"}


def _key(document: Json) -> None:
    document["components"]["securitySchemes"]["key"] = {"type": "apiKey", "in": "header", "name": "X-Api-Key"}


def _version_2(document: Json) -> None:
    document["paths"] = {path.replace("/v1/", "/v2/"): item for path, item in document["paths"].items()}


def _code_flow(document: Json) -> None:
    flows = document["components"]["securitySchemes"]["oauth2"]["flows"]
    own = flows.pop("clientCredentials")
    flows["authorizationCode"] = {"authorizationUrl": "/oauth/authorize", **own}


def _in_parts(document: Json) -> None:
    own = parameter(document, LIST, "workspace")
    own["content"] = {"application/json": {"schema": own.pop("schema")}}


def _base(document: Json) -> None:
    for server in document["servers"]:
        server["url"] += "/rest"


OAUTH = {"oauth2": ["events:read"]}


RELEASES: dict[str, tuple[Edit, list[str]]] = {
    "any-page-size": (bound(LIST, "limit", maximum=None), ["bound-widened:listEvents:query/limit"]),
    "words-repeated": (say_of(LIST, "status", explode=True), ["param-style-changed:listEvents:query/status"]),
    "words-between-bars": (
        say_of(LIST, "status", style="pipeDelimited"),
        ["param-style-changed:listEvents:query/status"],
    ),
    "one-word-alone": (
        lambda document: parameter(document, LIST, "status").update(
            schema=parameter(document, LIST, "status")["schema"]["items"], explode=True
        ),
        ["filter-list-refused:listEvents:query/status"],
    ),
    "filter-became-a-header": (
        both(without(LIST, "workspace"), with_parameter(LIST, **{"name": "workspace", "in": "header", "schema": TEXT})),
        ["param-removed:listEvents:query/workspace", "param-added:listEvents:header/workspace"],
    ),
    "filter-became-json": (_in_parts, ["param-style-changed:listEvents:query/workspace"]),
    "page-has-another-name": (say_of(LIST, "page", name="pageNumber"), ["page-param-renamed:listEvents:query/page"]),
    "pages-from-0": (
        bound(LIST, "page", minimum=0, default=0),
        ["zero-based-pages:listEvents:query/page"],
    ),
    "any-text-for-an-address": (
        bound(BOOKINGS, "email", format=None),
        ["format-changed:listEventBookings:query/email"],
    ),
    "shorter-addresses": (bound(BOOKINGS, "email", maxLength=100), ["bound-narrowed:listEventBookings:query/email"]),
    "keys-of-workspaces-alone": (
        bound(LIST, "workspace", pattern="^[a-z-]+$"),
        ["pattern-changed:listEvents:query/workspace"],
    ),
    "days-alone": (
        lambda document: parameter(document, LIST, "from").update(schema={"type": "string", "format": "date"}),
        ["alternative-removed:listEvents:query/from"],
    ),
    "tenant-for-all-of-a-path": (
        _of_path(ONE, parameters=[{"name": "X-Tenant", "in": "header", "required": True, "schema": TEXT}]),
        ["header-required:getEvent:header/X-Tenant"],
    ),
    "cookie-wanted": (
        with_parameter("getMe", **{"name": "session", "in": "cookie", "required": True, "schema": TEXT}),
        ["param-required:getMe:cookie/session"],
    ),
    "language-may-be-said": (
        with_parameter("getMe", **{"name": "Accept-Language", "in": "header", "schema": TEXT}),
        ["param-added:getMe:header/Accept-Language"],
    ),
    "no-scope": (secured(LIST, {"oauth2": []}), ["scope-removed:listEvents:scope"]),
    "key-does-too": (both(_key, secured(LIST, OAUTH, {"key": []})), ["security-added:listEvents:scope"]),
    "key-as-well": (both(_key, secured(LIST, {**OAUTH, "key": []})), ["security-changed:listEvents:scope"]),
    "anybody-too": (secured(LIST, OAUTH, {}), ["auth-not-enforced:listEvents:scope"]),
    "another-flow": (_code_flow, ["token-flow-removed::token"]),
    "another-base": (_base, ["server-changed|prefix-changed::operation"]),
    "one-is-on-another-host": (
        _of_path("getMe", servers=[{"url": "https://me.oniva.example"}]),
        ["server-changed:getMe:operation"],
    ),
    "slash-at-the-end": (_elsewhere(LIST, "/api/v1/events/"), ["trailing-slash:listEvents:operation"]),
    "below-its-event": (
        both(
            _elsewhere(BOOKING, "/api/v1/events/{eventId}/bookings/{bookingId}"),
            with_parameter(BOOKING, **{"name": "eventId", "in": "path", "required": True, "schema": TEXT}),
        ),
        ["path-changed:getBooking:operation", "param-required?:getBooking:path/eventId"],
    ),
    "version-2": (
        _version_2,
        ["prefix-changed::operation"],
    ),
    "going-soon": (
        lambda document: operation(document, LIST).update({"deprecated": True, "x-sunset": "2026-12-31"}),
        ["endpoint-deprecated:listEvents:operation"],
    ),
    "more-than-nothing": (
        booked("payment/amount").say(minimum=None, exclusiveMinimum=0),
        ["bound-narrowed:listEventBookings:/items/*/payment/amount"],
    ),
    "steps-of-five": (
        booked("payment/amount").say(multipleOf=0.05),
        ["multiple-changed:listEventBookings:/items/*/payment/amount"],
    ),
    "key-is-a-header-of-old": (
        _basic,
        ["security-changed:*:*", "token-flow-removed?::token"],
    ),
}
