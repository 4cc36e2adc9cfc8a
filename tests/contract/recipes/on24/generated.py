"""What generated requests ask for: things that are there, each writer for itself, and nothing that contradicts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.contract.lab import Lab
from tests.contract.recipe import Query, Send
from tests.contract.recipes.on24.bench import CLIENT, EVENT, PAIR, attendee, hub, lively, read
from tests.contract.recipes.on24.dates import NAMES, is_wrong_period
from tests.contract.recipes.on24.queries import is_wrong_account

# A sub-account, whose people may all be forgotten.
_SUB_ACCOUNT = "4521"


def configuration(lab: Lab) -> Mapping[str, Any]:
    """Return what schemathesis is told."""
    gone = [str(one["eventid"]) for one in _coming(lab)]
    email_id = str(read(lab, "listEmails", eventId=EVENT)["emails"][0]["emailid"])
    media_id = str(read(lab, "listMedia", ("itemsperpage", "1"))["media"][0]["mediaid"])
    the_hub = str(hub(lab)["eventid"])
    own = {
        "deleteEvent": {"path.eventId": gone[0]},
        "forgetAllEventRegistrants": {"path.eventId": gone[1]},
        "forgetAllRegistrants": {"path.clientId": _SUB_ACCOUNT},
        "listContentActivity": {"path.eventId": the_hub},
    }
    return {
        "auth": {"openapi": {name: {"api_key": value} for name, value in PAIR.items()}},
        "parameters": {
            "path.clientId": CLIENT,
            "path.eventId": lively(lab),
            "path.email": attendee(lab),
            "path.emailId": email_id,
            "path.mediaId": media_id,
            "path.gatewayId": the_hub,
        },
        "operations": [{"include-operation-id": one, "parameters": said} for one, said in own.items()],
        "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", 302, 401, 403, 404, 410, 412]}},
    }


def _coming(lab: Lab) -> list[Any]:
    from tests.contract.recipes.on24.bench import events

    return [one for one in events(lab) if one["goodafter"] > "2026-04" and one["isactive"]]


def mend(operation_id: str, query: Query, fields: Mapping[str, Any]) -> Send:
    """Leave out of a query what contradicts."""
    kept = dict(query)
    if is_wrong_period(operation_id, kept):
        kept = {name: text for name, text in kept.items() if name not in NAMES}
    if is_wrong_account(operation_id, kept):
        kept.pop("subaccounts", None)
    kept.pop("pageoffset", None)
    return kept, fields
