"""What ON24 could publish next of what is asked and who may ask: `RELEASES` as in `on24.py`."""

from __future__ import annotations

from typing import Any

from tests.drift.releases.on24 import CHANGE, LIST, MAKE, PAGE, TEXT
from tests.drift.releases.spots import (
    Edit,
    Json,
    both,
    bound,
    content,
    item_of,
    operation,
    reply,
    say_of,
    secured,
    with_parameter,
    without,
)


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


def _query_style(document: Json) -> None:
    say_of(LIST, "subaccounts", explode=True)(document)


def _header_name(document: Json) -> None:
    document["components"]["securitySchemes"]["accessTokenKey"]["name"] = "X-Access-Token-Key"


def _bearer(document: Json) -> None:
    document["components"]["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
    document["security"] = [{"bearer": []}]


def _accounts(document: Json) -> None:
    document["paths"] = {path.replace("/client/", "/accounts/"): item for path, item in document["paths"].items()}


def _stated(name: str) -> Edit:
    def edit(document: Json) -> None:
        path, method = item_of(document, name)
        document["paths"][path]["put" if method == "patch" else "patch"] = document["paths"][path].pop(method)

    return edit


RELEASES: dict[str, tuple[Edit, list[str]]] = {
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
