"""What ON24 could publish next: changes of its document as a vendor makes them, and what is to be told of each."""

from __future__ import annotations

from tests.drift.releases.spots import (
    Edit,
    Json,
    Spot,
    both,
    media,
    operation,
    reply,
    status,
)

LIST, ONE, PEOPLE, PAGE = "listEvents", "getEvent", "listEventRegistrants", "listRegistrants"


MAKE, CHANGE, END, REGISTER = "createEvent", "updateEvent", "deleteEvent", "registerForEvent"


TEXT, WHOLE = {"type": "string"}, {"type": "integer"}


PATHS = (
    "/v2/client/{clientId}/event",
    "/v2/client/{clientId}/event/{eventId}",
    "/v2/client/{clientId}/event/{eventId}/registrant",
    "/v2/client/{clientId}/registrant",
    "/v2/client/{clientId}/languages",
)


def row(name: str) -> Spot:
    """A member of a row of events."""
    return Spot(LIST, f"/events/*/{name}")


def asked(name: str, operation_id: str = MAKE) -> Spot:
    """A member of what is sent."""
    return Spot(operation_id, f"/{name}", is_request=True)


def _deleted(document: Json) -> None:
    responses = operation(document, END)["responses"]
    responses.pop("200")
    responses["204"] = {"description": "It is deleted"}


def _one_error(name: str, status_: str, schema: Json) -> Edit:
    def edit(document: Json) -> None:
        said = reply(document, name, status_)
        said["content"] = {"application/json": {"schema": schema}}

    return edit


RELEASES: dict[str, tuple[Edit, list[str]]] = {
    "required-row-member-gone": (row("isactive").drop, ["field-required-removed:listEvents:/events/*/isactive"]),
    "optional-nested-renamed": (
        row("media/videoclips").rename("video_clips"),
        ["field-renamed|field-optional-renamed|casing-changed:listEvents:*"],
    ),
    "part-of-all-of-has-more": (
        lambda document: Spot(LIST, "/events/*/media").of(document)["properties"].update(novelty=TEXT),
        ["field-added-nested:listEvents:/events/*/media"],
    ),
    "flag-became-boolean": (
        row("iseliteexpired").become({"type": "boolean"}),
        ["type-changed:listEvents:/events/*/iseliteexpired"],
    ),
    "boolean-became-flag": (
        row("isactive").become({"type": "string", "enum": ["Y", "N"]}),
        ["bool-to-string:listEvents:/events/*/isactive"],
    ),
    "id-became-text": (
        row("eventid").become({"type": "string", "pattern": "^[0-9]+$"}),
        ["int-to-string:listEvents:/events/*/eventid"],
    ),
    "id-became-uuid": (
        row("eventid").become({"type": "string", "format": "uuid"}),
        ["id-int-to-uuid:listEvents:/events/*/eventid"],
    ),
    "moment-became-milliseconds": (
        row("livestart").become({"type": "integer", "format": "unix-milliseconds"}),
        ["datetime-epoch-ms:listEvents:/events/*/livestart"],
    ),
    "moment-became-day": (
        row("livestart").say(format="date"),
        ["datetime-date-only:listEvents:/events/*/livestart"],
    ),
    "tags-became-one-text": (row("tags").become(TEXT), ["array-to-csv:listEvents:/events/*/tags"]),
    "tags-became-numbers": (row("tags/*").become(WHOLE), ["type-changed:listEvents:/events/*/tags/*"]),
    "speakers-became-texts": (
        row("speakers/*").become(TEXT),
        ["object-to-string:listEvents:/events/*/speakers/*"],
    ),
    "word-of-labels-added": (
        lambda document: row("streamtype").of(document)["enum"].append("hologram"),
        ["enum-new-common:listEvents:/events/*/streamtype"],
    ),
    "words-in-capitals": (
        row("streamtype").say(enum=["VIDEO", "AUDIO", "WHITEPAPER"]),
        ["enum-case:listEvents:/events/*/streamtype"],
    ),
    "words-became-numbers": (
        row("streamtype").become({"type": "integer", "enum": [1, 2, 3]}),
        ["enum-to-int:listEvents:/events/*/streamtype"],
    ),
    "listed-words-in-place-of-any": (
        row("localelanguagecd").say(enum=["en", "de"]),
        ["enum-added:listEvents:/events/*/localelanguagecd"],
    ),
    "rows-have-another-name": (
        Spot(PEOPLE, "/registrants").rename("attendees"),
        ["envelope-renamed:listEventRegistrants:/registrants"],
    ),
    "count-became-text": (
        Spot(LIST, "/totalevents").become(TEXT),
        ["int-to-string:listEvents:/totalevents"],
    ),
    "count-has-another-name": (
        Spot(LIST, "/totalevents").rename("total"),
        ["field-renamed|meta-total-removed:listEvents:/totalevents"],
    ),
    "more-rows-of-a-page": (
        Spot(PAGE, "/registrants").say(maxItems=None),
        ["bound-widened:listRegistrants:/registrants"],
    ),
    "uri-became-any-text": (row("audienceurl").say(format=None), ["format-changed:listEvents:/events/*/audienceurl"]),
    "link-may-be-relative": (
        row("audienceurl").say(format="uri-reference"),
        ["format-changed|links-relative:listEvents:/events/*/audienceurl"],
    ),
    "null-for-what-was-left-out": (
        row("category").say(type=["string", "null"]),
        ["missing-became-null|became-nullable-all:listEvents:/events/*/category"],
    ),
    "always-there-and-null": (
        both(
            row("category").say(type=["string", "null"]),
            lambda document: Spot(LIST, "/events/*").of(document)["required"].append("category"),
        ),
        [
            "missing-became-null|became-nullable-all:listEvents:/events/*/category",
            "field-became-required?:listEvents:/events/*/category",
        ],
    ),
    "deleted-without-a-word": (_deleted, ["200-to-204:deleteEvent:status/200"]),
    "created": (status(MAKE, "200", "201"), ["200-to-201:createEvent:status/200"]),
    "errors-have-a-code": (
        _one_error(
            LIST,
            "400",
            {"type": "object", "required": ["code", "message"], "properties": {"code": WHOLE, "message": TEXT}},
        ),
        ["error-field-added:listEvents:error"],
    ),
    "errors-are-problems": (
        _one_error(
            LIST,
            "400",
            {"type": "object", "required": ["title", "detail"], "properties": {"title": TEXT, "detail": TEXT}},
        ),
        ["error-shape|error-field-renamed|error-field-removed:listEvents:*", "error-field-added?:listEvents:*"],
    ),
    "errors-are-text": (
        media(LIST, "400", "text/plain"),
        ["content-type-text|error-shape|content-type-changed:listEvents:*"],
    ),
    "precondition-became-conflict": (status(END, "412", "409"), ["412-to-409:deleteEvent:status/412"]),
    "deleted-is-not-found": (status(END, "410"), ["status-removed|410-to-404:deleteEvent:status/410"]),
}
