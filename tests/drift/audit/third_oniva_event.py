"""A third set of Oniva's drifts, written by somebody who has not seen the tool: an event, and who asks."""

from __future__ import annotations

from datetime import timedelta

from tests.drift.audit.cases import B, Case, D, I, case
from tests.drift.audit.changing import GONE
from tests.drift.audit.editing import add, all_of, at, gone, nulls, put, rename, some, texts
from tests.drift.audit.held_edits import each
from tests.drift.audit.oniva_members import of
from tests.drift.audit.third_edits import moved, swapped

L, R = "listEvents:/items/*", "getEvent:"
DIFFERS = "list-differs-from-detail|values-changed"


def in_german(text: str) -> dict[str, str]:
    """A text by its language."""
    return {"de": text}


EVENT: tuple[Case, ...] = (
    case(
        "a key is a path, in the record",
        of("getEvent", texts("/key", "^", "/events/")),
        f"format-changed|pattern-changed|id-prefixed:{R}/key",
        D,
    ),
    case(
        "a description has paragraphs",
        of("getEvent", some("/description", lambda one: f"<p>{one}</p>")),
        f"string-escaped|values-changed:{R}/description",
        D,
        remembers=True,
    ),
    case(
        "a description is a teaser",
        of("getEvent", some("/description", lambda one: one[:60] + "…")),
        f"string-truncated:{R}/description",
        D,
        remembers=True,
    ),
    case(
        "a description is by its language",
        of("getEvent", some("/description", in_german)),
        f"string-to-object:{R}/description",
        B,
    ),
    case(
        "options' titles are by their language",
        of("getEvent", at("/options/*/title", in_german)),
        f"string-to-object:{R}/options/*/title",
        B,
    ),
    case(
        "options that last as long as the event do not say so",
        of("getEvent", at("/options/*/startDate", lambda one: GONE if one is None else one)),
        f"null-became-missing|field-required-removed:{R}/options/*/startDate",
        D,
    ),
    case(
        "options have the event's location as an empty object",
        of("getEvent", nulls("/options/*/location", {})),
        f"null-became-empty|field-required-removed:{R}/options/*/location",
        D,
        f"*:{R}/options/*/location/*",
    ),
    case(
        "options do not say whether they are online",
        of("getEvent", gone("/options/*/isOnline")),
        f"field-required-removed:{R}/options/*/isOnline",
        B,
    ),
    case(
        "prices are without the tax",
        of("getEvent", some("/options/*/price", lambda one: round(one / 1.081, 2))),
        f"values-changed|list-differs-from-detail|money-minor-units:{R}/options/*/price",
        D,
        remembers=True,
    ),
    case(
        "options have no currency of their own",
        of("getEvent", gone("/options/*/currency")),
        f"field-required-removed:{R}/options/*/currency",
        B,
    ),
    case(
        "places and those of the waiting list are exchanged",
        of("getEvent", each("/options/*", swapped("capacity", "waitingListCapacity"))),
        f"values-changed|bound-exceeded:{R}/options/*/capacity",
        D,
        f"*:{R}/options/*/waitingListCapacity",
        remembers=True,
    ),
    case(
        "no waiting list is -1",
        of("getEvent", nulls("/options/*/waitingListCapacity", -1)),
        f"bound-exceeded|null-became-empty:{R}/options/*/waitingListCapacity",
        D,
    ),
    case(
        "places taken are a share",
        of("getEvent", at("/options/*/bookedCount", lambda one: one / 1000)),
        f"type-changed|int-to-float|number-precision:{R}/options/*/bookedCount",
        B,
    ),
    case(
        "options are counted from 1",
        of(
            "getEvent",
            lambda one: [option.update(id=str(number)) for number, option in enumerate(one["options"], 1)] and None,
        ),
        f"id-uuid-to-int|format-changed:{R}/options/*/id",
        D,
    ),
    case(
        "the kinds of options are in capitals",
        of("getEvent", at("/options/*/type", str.upper)),
        f"enum-case:{R}/options/*/type",
        B,
    ),
    case(
        "the record begins an hour later",
        of("getEvent", moved("/startDate", timedelta(hours=1))),
        f"{DIFFERS}|datetime-local-as-z|datetime-offset:{R}/startDate or {DIFFERS}:{L}/startDate",
        D,
    ),
    case(
        "a location is one line, in the record",
        of("getEvent", some("/location", lambda one: f"{one['name']}, {one['city']}")),
        f"object-to-string:{R}/location",
        B,
    ),
    case(
        "a location has coordinates",
        of("getEvent", add("/location", "coordinates", [46.9, 7.4])),
        f"field-added-nested:{R}/location",
        I,
    ),
    case(
        "a workspace has no key, in the record",
        of("getEvent", gone("/workspace/key")),
        f"field-required-removed:{R}/workspace/key",
        B,
    ),
    case(
        "a workspace has one above it",
        of("getEvent", add("/workspace", "parent", None)),
        f"field-added-nested:{R}/workspace",
        I,
    ),
    case("no tags are null", of("getEvent", put("/tags", None)), f"became-nullable-all:{R}/tags", B),
    case("a link is an object", of("getEvent", at("/url", lambda one: {"href": one})), f"string-to-object:{R}/url", B),
    case(
        "who asks is called otherwise",
        of("getMe", rename("/clientId", "client_id")),
        "casing-changed:getMe:body or field-renamed:getMe:/clientId",
        B,
    ),
    case("who asks has no name", of("getMe", put("/name", None)), "became-nullable-all:getMe:/name", B),
    case(
        "what may be asked are objects",
        of("getMe", at("/scopes/*", lambda one: {"name": one})),
        "array-items-to-objects:getMe:/scopes/*",
        B,
    ),
    case(
        "contacts are not among what may be asked",
        of("getMe", at("/scopes", lambda one: [scope for scope in one if not scope.startswith("contacts")])),
        "scope-lost|scope-renamed|values-changed:getMe:/scopes or values-changed:getMe:/scopes/* or "
        "scope-lost:getMe:scope",
        B,
        remembers=True,
    ),
    case(
        "a tenant is its name", of("getMe", at("/tenant", lambda one: one["name"])), "object-to-string:getMe:/tenant", B
    ),
    case("a tenant has no name", of("getMe", gone("/tenant/name")), "field-required-removed:getMe:/tenant/name", B),
    case(
        "when a token dies is how long it lives",
        of("getMe", put("/expiresAt", 3600)),
        "type-changed|datetime-epoch:getMe:/expiresAt",
        B,
    ),
    case(
        "a token does not say when it dies",
        of("getMe", all_of(gone("/expiresAt"), add("", "expiresIn", 3600))),
        "field-required-removed|field-renamed:getMe:/expiresAt",
        B,
        "field-added:getMe:*",
    ),
)
