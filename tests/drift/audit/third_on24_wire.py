"""A third set of ON24's drifts, written before any was tried: who is let in, and errors."""

from __future__ import annotations

from dataclasses import replace

from mock_server.drift import Answered
from tests.drift.audit.cases import B, Case, I, case
from tests.drift.audit.changing import errors, only
from tests.drift.audit.editing import add, put, rename
from tests.drift.audit.on24_drifts import EVENT, EVENTS
from tests.drift.audit.oniva_wire import header_of
from tests.drift.whole.proxy import Behind, Drift, Sent


def wrong_pair(sent: Sent, behind: Behind) -> Answered:
    """Another status for a pair that is wrong."""
    answered = behind(sent)
    return replace(answered, status=400) if answered.status == 401 and header_of(sent, "accessTokenKey") else answered


def any_pair() -> Drift:
    """Let in who shows any pair, as if it were one that was right before."""
    right: dict[str, str] = {}

    def drift(sent: Sent, behind: Behind) -> Answered:
        answered = behind(sent)
        pair = {name: text for name, text in sent.headers.items() if name.lower().startswith("accesstoken")}
        if answered.is_good:
            right.update(pair)
        if answered.status != 401 or len(pair) < 2:
            return answered
        return behind(replace(sent, headers={**{n: t for n, t in sent.headers.items() if n not in pair}, **right}))

    return drift


WIRE: tuple[Case, ...] = (
    case(
        "a wrong pair is 400",
        wrong_pair,
        "401-to-400|status-changed:listEvents:status/401 or 401-to-400:listEventProfiles:status/401",
        B,
        "*:status/401",
    ),
    case(
        "any pair is let in",
        any_pair(),
        "auth-not-enforced:listEvents:status/401 or auth-not-enforced:listEventProfiles:status/401",
        I,
        "auth-not-enforced:*",
    ),
    case(
        "who shows nothing is told nothing",
        only(EVENTS, lambda one: replace(one, body=b"") if one.status == 401 else one),
        "error-shape|error-field-removed:listEvents:error or error-field-removed:listEvents:error/message",
        B,
        "content-type-*:listEvents:*",
    ),
    case(
        "an unknown event is told in words",
        only(
            EVENT,
            lambda one: (
                Answered(404, [("Content-Type", "text/plain")], b"The event doesn't exist.")
                if one.status == 404
                else one
            ),
        ),
        "error-shape|error-html|content-type-text:getEvent:error or content-type-text:getEvent:header/Content-Type",
        B,
    ),
    case(
        "errors have a code too",
        errors(EVENT, add("", "code", "EVENT_NOT_FOUND"), 404),
        "error-field-added:getEvent:error/code or error-field-added:getEvent:error",
        I,
    ),
    case(
        "errors are a list",
        errors(EVENTS, lambda one: {"errors": [one]}),
        "error-shape:listEvents:error",
        B,
    ),
    case(
        "an error's message is an object",
        errors(EVENT, put("/message", {"en": "There is no such event."}), 404),
        "error-field-changed|error-shape:getEvent:error/message or error-shape:getEvent:error",
        B,
    ),
    case(
        "errors are in an upper case",
        errors(EVENTS, rename("/message", "Message")),
        "error-casing|error-field-renamed:listEvents:error or "
        "error-casing|error-field-renamed:listEvents:error/message",
        B,
    ),
)
