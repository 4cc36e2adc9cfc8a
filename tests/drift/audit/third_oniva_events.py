"""A third set of Oniva's drifts, written by somebody who has not seen the tool: events in a list."""

from __future__ import annotations

from tests.drift.audit.cases import B, Case, D, case
from tests.drift.audit.changing import page_two
from tests.drift.audit.editing import at, gone, put, some, texts
from tests.drift.audit.held_edits import each, word
from tests.drift.audit.oniva_members import of
from tests.drift.audit.third_edits import alike, copied, same, swapped, where, winter

L, R = "listEvents:/items/*", "getEvent:"
DIFFERS = "list-differs-from-detail|values-changed|row-differs"


def zip_in_city(place: dict[str, str]) -> None:
    """Have the code before the town."""
    place["city"] = f"{place.pop('zip')} {place['city']}"


EVENTS: tuple[Case, ...] = (
    case(
        "keys have underscores, in the list",
        of("listEvents", texts("/items/*/key", "-", "_")),
        f"format-changed|pattern-changed:{L}/key",
        D,
    ),
    case(
        "a key is the id, in the list", of("listEvents", each("/items/*", copied("id", "key"))), f"{DIFFERS}:{L}/key", D
    ),
    case(
        "an end is how long it takes",
        of("listEvents", some("/items/*/endDate", lambda _: "PT3H30M")),
        f"format-changed:{L}/endDate",
        D,
    ),
    case(
        "an end is the second after it, rows and record",
        same("listEvents", "/endDate", lambda one: one and one.replace(":00+", ":01+")),
        f"values-changed:{L}/endDate",
        D,
        f"*:{R}/endDate",
        remembers=True,
    ),
    case(
        "what was never changed says null",
        of("listEvents", where(lambda row: row["updatedAt"] < "2025-06", put("/updatedAt", None))),
        f"became-nullable-rare|became-nullable-all:{L}/updatedAt",
        B,
    ),
    case(
        "rows say they were made when they were changed",
        of("listEvents", each("/items/*", copied("updatedAt", "createdAt"))),
        f"{DIFFERS}:{L}/createdAt",
        D,
    ),
    case(
        "moments have the offset of winter all year",
        same("listEvents", "/startDate", winter),
        f"datetime-offset:{L}/startDate",
        D,
        f"*:{R}/startDate",
    ),
    case(
        "a flag is the other way round, in the list",
        of("listEvents", at("/items/*/isOnline", lambda one: not one)),
        f"{DIFFERS}:{L}/isOnline",
        D,
    ),
    case(
        "the zip is before the town",
        of("listEvents", some("/items/*/location", lambda one: zip_in_city(one) or one)),
        f"field-required-removed:{L}/location/zip",
        B,
        "*:listEvents:/items/*/location/city",
    ),
    case(
        "a zip is a number",
        of("listEvents", some("/items/*/location/zip", int)),
        f"type-changed|string-to-int:{L}/location/zip",
        B,
    ),
    case(
        "a house's number is beside its street",
        of(
            "listEvents",
            some(
                "/items/*/location",
                lambda one: {
                    **one,
                    "houseNumber": one["street"].rpartition(" ")[2],
                    "street": one["street"].rpartition(" ")[0],
                },
            ),
        ),
        f"{DIFFERS}|string-truncated:{L}/location/street",
        D,
        "field-added-nested:*",
    ),
    case(
        "towns are in capitals, rows and record",
        same("listEvents", "/location", lambda one: one and {**one, "city": one["city"].upper()}),
        f"values-changed:{L}/location/city",
        D,
        f"*:{R}/location/city",
        remembers=True,
    ),
    case(
        "a house's name is null in some rows",
        of(
            "listEvents",
            where(lambda row: row["location"] and row["location"]["city"] == "Lugano", put("/location/name", None)),
        ),
        f"became-nullable-rare|became-nullable-all:{L}/location/name",
        B,
    ),
    case(
        "a workspace's id is its key",
        of("listEvents", each("/items/*/workspace", copied("key", "id"))),
        f"format-changed:{L}/workspace/id",
        D,
        "filter-*:listEvents:query/workspace",
    ),
    case(
        "a workspace is a list",
        of("listEvents", at("/items/*/workspace", lambda one: [one])),
        f"type-changed|object-became-array|object-to-array:{L}/workspace",
        B,
        "filter-*:listEvents:query/workspace",
    ),
    case(
        "languages are sorted, rows and record",
        same("listEvents", "/languages", lambda one: sorted(one, reverse=True)),
        f"values-changed|order-changed:{L}/languages/* or values-changed|order-changed:{L}/languages",
        D,
        f"*:{R}/languages/*",
        remembers=True,
    ),
    case(
        "the first language alone is told",
        of("listEvents", at("/items/*/languages", lambda one: one[:1])),
        f"{DIFFERS}|array-shortened:{L}/languages or {DIFFERS}:{L}/languages/*",
        D,
    ),
    case(
        "categories are numbers",
        of("listEvents", at("/items/*/categories/*", lambda one: len(one) + 100)),
        f"type-changed|string-to-int:{L}/categories/*",
        B,
    ),
    case(
        "rows have no categories",
        of("listEvents", put("/items/*/categories", [])),
        f"{DIFFERS}|array-emptied|list-became-summary:{L}/categories or {DIFFERS}:{L}/categories/*",
        D,
    ),
    case(
        "tags have a sign before them, rows and record",
        same("listEvents", "/tags", lambda one: [f"#{tag}" for tag in one]),
        f"values-changed|format-changed:{L}/tags/*",
        D,
        f"*:{R}/tags/*",
        remembers=True,
    ),
    case(
        "tags come twice",
        of("listEvents", at("/items/*/tags", lambda one: one + one[:1])),
        f"{DIFFERS}:{L}/tags or {DIFFERS}:{L}/tags/*",
        D,
    ),
    case(
        "links say who follows them",
        of("listEvents", texts("/items/*/url", "$", "?utm_source=api")),
        f"{DIFFERS}:{L}/url",
        D,
    ),
    case(
        "links are of another host, rows and record",
        same("listEvents", "/url", lambda one: one.replace("//events.", "//tickets.")),
        f"links-other-host:{L}/url",
        D,
        f"*:{R}/url",
        remembers=True,
    ),
    case(
        "francs are not told",
        of("listEvents", at("/items/*/currency", lambda one: None if one == "CHF" else one)),
        f"became-nullable-rare|became-nullable-all:{L}/currency",
        B,
    ),
    case(
        "cancelled is spelled as in America",
        of("listEvents", word("/items/*/status", "cancelled", "canceled")),
        f"enum-new-rare|enum-new-common:{L}/status",
        D,
        "*:listEvents:query/status",
        "*:getEvent:*",
    ),
    case(
        "an absent lead is the title",
        of("listEvents", each("/items/*", lambda row: row.update(lead=row["lead"] or row["title"]))),
        f"{DIFFERS}|became-not-null:{L}/lead",
        D,
        remembers=True,
    ),
    case(
        "a title is in capitals, on later pages",
        of("listEvents", at("/items/*/title", str.upper), page_two),
        f"{DIFFERS}:{L}/title",
        D,
        remembers=True,
    ),
    case(
        "old events have no tags",
        of("listEvents", where(lambda row: row["startDate"] < "2025-06", gone("/tags"))),
        f"field-required-removed|field-became-optional:{L}/tags",
        B,
    ),
    case(
        "drafts have no web site",
        of("listEvents", where(lambda row: row["status"] == "draft", put("/url", ""))),
        f"format-changed|null-became-empty:{L}/url",
        D,
    ),
    case(
        "start and end are exchanged",
        alike("listEvents", swapped("startDate", "endDate")),
        f"values-changed|order-changed|filter-date-differs:{L}/startDate or filter-date-differs:listEvents:query/from"
        f" or filter-date-differs:listEvents:query/to or order-changed:listEvents:/items",
        D,
        "*:listEvents:*",
        f"*:{R}/*Date",
        remembers=True,
    ),
)
