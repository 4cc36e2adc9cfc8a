"""What Oniva could publish next: changes of its document as a vendor makes them, and what is to be told of each.

An id that has bars in it is told by any of them; `*` stands for any place.
"""

from __future__ import annotations

from copy import deepcopy

from tests.drift.releases.spots import (
    Edit,
    Json,
    Spot,
    content,
    header,
    media,
    reply,
    status,
)

LIST, ONE, BOOKINGS, BOOKING = "listEvents", "getEvent", "listEventBookings", "getBooking"


VIRTUAL = {"type": "object", "required": ["dialIn"], "properties": {"dialIn": {"type": "string"}}}


def row(name: str) -> Spot:
    """A member of a row of events."""
    return Spot(LIST, f"/items/*/{name}")


def booked(name: str) -> Spot:
    """A member of a row of bookings."""
    return Spot(BOOKINGS, f"/items/*/{name}")


def _whole(name: str, make: object) -> Edit:
    def edit(document: Json) -> None:
        own = content(reply(document, name))
        own["schema"] = make(own["schema"])  # type: ignore[operator]

    return edit


def _wrapped(schema: Json) -> Json:
    return {"type": "object", "required": ["data"], "properties": {"data": schema}}


def _counted_apart(schema: Json) -> Json:
    schema["required"].remove("totalCount")
    counts = {"totalCount": schema["properties"].pop("totalCount")}
    schema["properties"]["meta"] = {"type": "object", "required": ["totalCount"], "properties": counts}
    schema["required"].append("meta")
    return schema


def _beside(document: Json) -> None:
    above = Spot(LIST, "/items/*/workspace")
    inner = above.of(document)
    key = inner["properties"].pop("key")
    inner["required"].remove("key")
    rows = Spot(LIST, "/items/*").of(document)
    rows["properties"]["key2"] = key
    rows["required"].append("key2")


def _snaked(document: Json) -> None:
    own = Spot(LIST, "/items/*").of(document)

    def snake(name: str) -> str:
        return "".join(f"_{one.lower()}" if one.isupper() else one for one in name)

    own["properties"] = {snake(name): one for name, one in own["properties"].items()}
    own["required"] = [snake(name) for name in own["required"]]


def _renamed_error(document: Json) -> None:
    Spot("getMe", "/detail", "401").rename("message")(document)


def _nullable_object(document: Json) -> None:
    own = row("workspace").of(document)
    kept = deepcopy(own)
    own.clear()
    own.update({"anyOf": [kept, {"type": "null"}]})


def _another_place(document: Json) -> None:
    row("location").of(document)["oneOf"].insert(1, VIRTUAL)


def _limits_renamed(document: Json) -> None:
    for name in ("Limit", "Remaining", "Reset"):
        header(LIST, f"X-RateLimit-{name}", new=f"RateLimit-{name}")(document)


TEXT, WHOLE = {"type": "string"}, {"type": "integer"}


RELEASES: dict[str, tuple[Edit, list[str]]] = {
    "fewer-items-at-least": (row("languages").say(minItems=None), ["bound-widened:listEvents:/items/*/languages"]),
    "more-rows-at-most": (Spot(LIST, "/items").say(maxItems=500), ["bound-widened:listEvents:/items"]),
    "values-of-a-map-retyped": (
        booked("contact/fields").say(additionalProperties={"type": "number"}),
        ["type-changed:listEventBookings:/items/*/contact/fields/*"],
    ),
    "object-closed": (
        row("workspace").say(additionalProperties=False),
        [],
    ),
    "constant-became-words": (
        row("timezone").say(const=None, enum=["Europe/Zurich", "Europe/Berlin"]),
        ["enum-new-common:listEvents:/items/*/timezone"],
    ),
    "constant-went": (row("timezone").say(const=None), ["enum-removed:listEvents:/items/*/timezone"]),
    "word-beside-null": (
        booked("payment/method").say(enum=["cash", "invoice", "online", "card", None]),
        ["enum-new-common:listEventBookings:/items/*/payment/method"],
    ),
    "never-null-among-words": (
        booked("payment/method").say(type="string", enum=["cash", "invoice", "online"]),
        ["became-not-null:listEventBookings:/items/*/payment/method"],
    ),
    "object-or-null": (_nullable_object, ["became-nullable-all:listEvents:/items/*/workspace"]),
    "two-types": (
        row("title").say(type=["string", "integer"], minLength=None),
        ["alternative-added|type-changed:listEvents:/items/*/title", "bound-widened?:listEvents:/items/*/title"],
    ),
    "object-of-another-kind": (_another_place, ["alternative-added:listEvents:/items/*/location"]),
    "object-became-its-id": (
        row("workspace").become({"type": "string", "format": "uuid"}),
        ["object-to-id:listEvents:/items/*/workspace"],
    ),
    "id-became-number": (row("id").become(WHOLE), ["id-uuid-to-int:listEvents:/items/*/id"]),
    "id-got-a-prefix": (
        row("id").become({"type": "string", "pattern": "^evt_[0-9a-f]{32}$"}),
        ["id-prefixed:listEvents:/items/*/id"],
    ),
    "amount-became-text": (
        booked("payment/amount").become({"type": "string", "pattern": r"^\d+\.\d{2}$"}),
        ["money-number-to-string:listEventBookings:/items/*/payment/amount"],
    ),
    "amount-became-object": (
        booked("payment/amount").become(
            {"type": "object", "required": ["value"], "properties": {"value": {"type": "number"}}}
        ),
        ["type-changed:listEventBookings:/items/*/payment/amount"],
    ),
    "moment-became-seconds": (
        row("startDate").become({"type": "integer", "format": "int64"}),
        ["datetime-epoch:listEvents:/items/*/startDate"],
    ),
    "boolean-became-words": (
        row("isOnline").become({"type": "string", "enum": ["Y", "N"]}),
        ["bool-to-string:listEvents:/items/*/isOnline"],
    ),
    "words-became-objects": (
        row("categories/*").become({"type": "object", "required": ["name"], "properties": {"name": TEXT}}),
        ["array-items-to-objects:listEvents:/items/*/categories/*"],
    ),
    "list-became-map": (
        row("tags").become({"type": "object", "additionalProperties": TEXT}),
        ["array-became-map:listEvents:/items/*/tags"],
    ),
    "one-or-a-list": (
        row("tags").become({"oneOf": [TEXT, {"type": "array", "items": TEXT}]}),
        ["alternative-added|array-single-unlisted:listEvents:/items/*/tags"],
    ),
    "text-in-languages": (
        row("title").become({"type": "object", "properties": {"de": TEXT, "fr": TEXT}}),
        ["string-to-object:listEvents:/items/*/title"],
    ),
    "member-moved-out": (
        _beside,
        [
            "field-moved|field-required-removed:listEvents:/items/*/workspace/key",
            "field-added-nested?:listEvents:/items/*",
        ],
    ),
    "rows-in-snake-case": (_snaked, ["casing-changed:listEvents:*"]),
    "record-in-data": (_whole(ONE, _wrapped), ["detail-wrapped:getEvent:body"]),
    "page-in-data": (_whole(LIST, _wrapped), ["envelope-wrapped:listEvents:body"]),
    "page-became-its-rows": (
        _whole(LIST, lambda schema: schema["properties"]["items"]),
        ["envelope-flattened:listEvents:/items"],
    ),
    "count-moved": (_whole(LIST, _counted_apart), ["meta-moved:listEvents:/totalCount"]),
    "count-gone": (Spot(LIST, "/totalCount").drop, ["meta-total-removed:listEvents:/totalCount"]),
    "member-is-only-taken": (
        row("currency").say(writeOnly=True),
        ["field-required-removed:listEvents:/items/*/currency"],
    ),
    "header-became-optional": (
        header("issueToken", "Cache-Control", required=False),
        ["header-optional:issueToken:header/Cache-Control"],
    ),
    "reply-may-be-kept": (
        header("issueToken", "Cache-Control", schema={"type": "string", "const": "public"}),
        ["cache-control-public:issueToken:header/Cache-Control"],
    ),
    "wait-until-a-moment": (
        header(LIST, "Retry-After", "429", schema={"type": "string", "format": "http-date"}),
        ["retry-after-date:listEvents:header/Retry-After"],
    ),
    "limits-have-other-names": (
        _limits_renamed,
        [f"ratelimit-headers-renamed:listEvents:header/X-RateLimit-{one}" for one in ("Limit", "Remaining", "Reset")],
    ),
    "no-challenge": (
        header("getMe", "WWW-Authenticate", "401"),
        ["www-authenticate-removed:getMe:header/WWW-Authenticate"],
    ),
    "gone-for-good": (status(BOOKING, "404", "410"), ["404-to-410:getBooking:status/404"]),
    "forbidden-for-unknown": (status("getMe", "401", "403"), ["401-to-403:getMe:status/401"]),
    "no-limit-told": (status(LIST, "429"), ["status-removed:listEvents:status/429"]),
    "errors-are-plain-json": (
        media("getMe", "401", "application/json"),
        ["content-type-changed:getMe:*"],
    ),
    "errors-are-pages": (media("getMe", "401", "text/html"), ["error-html:getMe:error"]),
    "error-code-renamed": (
        Spot("issueToken", "/error", "401").say(
            enum=[
                "invalid_request",
                "client_unknown",
                "invalid_scope",
                "unsupported_grant_type",
                "temporarily_unavailable",
                "server_error",
            ]
        ),
        ["error-code-renamed|enum-new-common:issueToken:error/error", "enum-value-gone?:issueToken:error/error"],
    ),
    "error-member-renamed": (_renamed_error, ["error-field-renamed:getMe:error/detail"]),
}
