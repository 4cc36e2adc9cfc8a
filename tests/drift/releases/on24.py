"""What ON24 could publish next: changes of its document as a vendor makes them, and what is to be told of each."""

from __future__ import annotations

from typing import Any

from tests.drift.releases.spots import (
    Edit,
    Json,
    Spot,
    both,
    bound,
    content,
    item_of,
    media,
    operation,
    reply,
    say_of,
    secured,
    status,
    with_parameter,
    without,
)

LIST, ONE, PEOPLE, PAGE = "listEvents", "getEvent", "listEventRegistrants", "listRegistrants"
MAKE, CHANGE, END, REGISTER = "createEvent", "updateEvent", "deleteEvent", "registerForEvent"
TEXT, WHOLE = {"type": "string"}, {"type": "integer"}
# Those that are compared: a document of all is compared elsewhere.
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


def _bodies(name: str, edit: Any) -> Edit:
    return lambda document: edit(operation(document, name)["requestBody"])


def _sent(name: str, member: str, schema: Json, *, is_required: bool = False) -> Edit:
    def edit(document: Json) -> None:
        for one in operation(document, name)["requestBody"]["content"].values():
            one["schema"]["properties"][member] = schema
            if is_required:
                one["schema"].setdefault("required", []).append(member)

    return edit


def _of_all_bodies(name: str, member: str, **said: Json) -> Edit:
    def edit(document: Json) -> None:
        for one in operation(document, name)["requestBody"]["content"].values():
            own = one["schema"]["properties"][member]
            own.update(said)
            for key in [key for key, value in own.items() if value is None]:
                del own[key]

    return edit


def _deleted(document: Json) -> None:
    responses = operation(document, END)["responses"]
    responses.pop("200")
    responses["204"] = {"description": "It is deleted"}


def _query_style(document: Json) -> None:
    say_of(LIST, "subaccounts", explode=True)(document)


def _header_name(document: Json) -> None:
    document["components"]["securitySchemes"]["accessTokenKey"]["name"] = "X-Access-Token-Key"


def _bearer(document: Json) -> None:
    document["components"]["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
    document["security"] = [{"bearer": []}]


def _accounts(document: Json) -> None:
    document["paths"] = {path.replace("/client/", "/accounts/"): item for path, item in document["paths"].items()}


def _one_error(name: str, status_: str, schema: Json) -> Edit:
    def edit(document: Json) -> None:
        said = reply(document, name, status_)
        said["content"] = {"application/json": {"schema": schema}}

    return edit


def _stated(name: str) -> Edit:
    def edit(document: Json) -> None:
        path, method = item_of(document, name)
        document["paths"][path]["put" if method == "patch" else "patch"] = document["paths"][path].pop(method)

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
    "order-turned-by-default": (
        bound(LIST, "filterorder", default="desc"),
        ["default-changed|default-order-reversed:listEvents:query/filterorder"],
    ),
    "inactive-by-default": (
        bound(LIST, "includeinactive", default="Y"),
        ["default-changed:listEvents:query/includeinactive"],
    ),
    "accounts-repeated": (_query_style, ["param-style-changed:listEvents:query/subaccounts"]),
    "one-account-alone": (
        bound(LIST, "subaccounts", maxItems=1),
        ["bound-narrowed:listEvents:query/subaccounts"],
    ),
    "page-size-has-a-most": (
        bound(LIST, "itemsperpage", maximum=50),
        ["max-page-size|bound-narrowed:listEvents:query/itemsperpage"],
    ),
    "page-has-another-name": (
        say_of(LIST, "pageoffset", name="page"),
        ["page-param-renamed:listEvents:query/pageoffset"],
    ),
    "pages-from-1": (
        both(say_of(PAGE, "pageoffset", name="pageoffset"), bound(PAGE, "pageoffset", minimum=1, default=1)),
        ["one-based-pages:listRegistrants:query/pageoffset"],
    ),
    "size-by-default-told": (
        bound(LIST, "itemsperpage", default=20),
        ["default-page-size|default-changed:listEvents:query/itemsperpage"],
    ),
    "flag-became-a-boolean": (
        lambda document: bound(LIST, "includesubaccounts", type="boolean", enum=None, default=False)(document),
        ["type-changed:listEvents:query/includesubaccounts"],
    ),
    "period-wanted": (say_of(LIST, "startdate", required=True), ["param-required:listEvents:query/startdate"]),
    "period-in-other-words": (
        both(say_of(LIST, "startdate", name="from"), say_of(LIST, "enddate", name="to")),
        ["filter-renamed:listEvents:query/startdate", "filter-renamed:listEvents:query/enddate"],
    ),
    "kind-of-content-gone": (without(LIST, "contenttype"), ["param-removed:listEvents:query/contenttype"]),
    "field-wanted": (
        _sent(MAKE, "costCenter", TEXT, is_required=True),
        ["request-field-required:createEvent:request/costCenter"],
    ),
    "field-may-be-sent": (_sent(MAKE, "costCenter", TEXT), ["request-field-added:createEvent:request*"]),
    "word-sent-no-more": (
        _of_all_bodies(MAKE, "countryCd", enum=["CN", "TW"]),
        ["filter-value-removed|enum-value-gone:createEvent:request/countryCd"],
    ),
    "word-sent-more": (
        _of_all_bodies(MAKE, "countryCd", enum=["CN", "TW", "UK", "US"]),
        ["enum-value-added:createEvent:request/countryCd"],
    ),
    "longer-titles": (_of_all_bodies(MAKE, "title", maxLength=500), ["bound-widened:createEvent:request/title"]),
    "fewer-tags": (_of_all_bodies(MAKE, "tagCampaign", maxItems=5), ["bound-narrowed:createEvent:request/tagCampaign"]),
    "field-is-only-read": (
        _of_all_bodies(MAKE, "venue", readOnly=True),
        ["request-field-removed:createEvent:request/venue"],
    ),
    "default-of-a-field": (
        _of_all_bodies(MAKE, "archiveAvailable", default="N"),
        ["default-changed:createEvent:request/archiveAvailable"],
    ),
    "no-multipart": (
        _bodies(MAKE, lambda body: body["content"].pop("multipart/form-data")),
        ["request-type-removed:createEvent:request"],
    ),
    "json-too": (
        _bodies(MAKE, lambda body: body["content"].update({"application/json": content(body)})),
        ["request-type-added:createEvent:request"],
    ),
    "no-changes-taken": (
        lambda document: operation(document, CHANGE).pop("requestBody"),
        ["request-body-removed:updateEvent:request"],
    ),
    "changes-wanted": (
        _bodies(CHANGE, lambda body: body.update(required=True)),
        ["request-body-required:updateEvent:request"],
    ),
    "key-has-another-name": (_header_name, ["security-changed:*:*"]),
    "bearer-for-a-pair": (_bearer, ["security-changed:*:*"]),
    "key-alone": (secured(LIST, {"accessTokenKey": []}), ["security-changed:listEvents:scope"]),
    "accounts-for-clients": (_accounts, ["prefix-changed::operation"]),
    "posted-again": (_stated("updateEventRegistrant"), ["method-changed:updateEventRegistrant:operation"]),
    "agent-wanted": (
        with_parameter(LIST, **{"name": "User-Agent", "in": "header", "required": True, "schema": TEXT}),
        ["header-required|user-agent-required:listEvents:header/User-Agent"],
    ),
    "header-sent-with-the-rest": (
        lambda document: reply(document, LIST).update(headers={"Link": {"schema": TEXT}}),
        ["header-added:listEvents:header/Link"],
    ),
    "operation-to-read-only-the-head": (
        lambda document: document["paths"]["/v2/client/{clientId}/event"].update(
            head={"operationId": "headLanguages", "responses": {"200": {"description": ""}}}
        ),
        ["endpoint-added:headLanguages:operation"],
    ),
}
