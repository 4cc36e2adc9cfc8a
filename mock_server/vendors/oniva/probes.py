"""What is asked of the live service: Oniva's lists, their filters and their records."""

from __future__ import annotations

from mock_server.drift.behaviour.probes import EQUALS, ONE_OF, SINCE, UNTIL, Detail, Filter, Listing, Of, Probes

ZONE = "Europe/Zurich"
# Ids are random UUIDs: nobody has this one, and no address is in the domain.
_NOBODY, _NO_ADDRESS = "00000000-0000-4000-8000-000000000000", "nobody@onmock.invalid"
_LATE, _EARLY = "2999-01-01", "1900-01-01"


def _period(attribute: str) -> tuple[Filter, Filter]:
    return (
        Filter("from", attribute, SINCE, nothing=_LATE, zone=ZONE),
        Filter("to", attribute, UNTIL, nothing=_EARLY, zone=ZONE),
    )


PROBES = Probes(
    listings=(
        Listing(
            "listEvents",
            order="start_date",
            filters=(
                Filter("statuses", "status", ONE_OF),
                Filter("workspace", "workspace.key", EQUALS, nothing=_NOBODY),
                Filter("workspace", "workspace.id", EQUALS),
                *_period("start_date"),
            ),
        ),
        Listing(
            "listEventBookings",
            path={"event_id": Of("listEvents")},
            unknown={"event_id": _NOBODY},
            order="created_at",
            filters=(
                Filter("statuses", "status", ONE_OF),
                Filter("email", "contact.email", EQUALS, any_case=True, nothing=_NO_ADDRESS),
                *_period("created_at"),
            ),
        ),
    ),
    details=(
        Detail("getEvent", path={"event_id": Of("listEvents")}, unknown={"event_id": _NOBODY}),
        Detail("getBooking", path={"booking_id": Of("listEventBookings")}, unknown={"booking_id": _NOBODY}),
    ),
    others={"getMe": {}},
    faults="errors",
    granted=("getMe", "scopes"),
)
