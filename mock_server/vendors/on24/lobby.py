"""The lobby of an event, where whoever registers is led to."""

from __future__ import annotations

from html import escape
from urllib.parse import quote, urlencode

from mock_server.core.api_errors import InvalidRequest
from mock_server.core.call import Reply
from mock_server.vendors.on24.forms.web_address import is_web_address
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.records.people import Registrant
from mock_server.vendors.on24.view import View

# The operation that shows it; its parameters are those of the links that are seen in public.
_OPERATION = "showLobby"
_TARGET, _SESSION = "lobby20.jsp", "1"
_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{title}</title></head>
<body><h1>{title}</h1><p><time datetime="{starts}">{shown}</time></p></body>
</html>
"""


def to_lobby(view: View, event: EventPlan, person: Registrant) -> Reply:
    """Lead somebody to the lobby of an event."""
    operation = view.state.contract.operations[_OPERATION]
    known = {
        "target": _TARGET,
        "event_id": event.id,
        "session_id": _SESSION,
        "key": event.audience_key,
        "event_user_id": person.event_user_id,
        "partner_ref": person.partner_ref or "",
    }
    query = urlencode({one.name: known[one.argument] for one in operation.parameters.all})
    return to_url(f"{view.call.request.root()}{operation.path}?{query}")


def to_url(url: str) -> Reply:
    """Lead somebody anywhere."""
    return Reply(302, None, {"location": url})


def wished_url(view: View, argument: str) -> str | None:
    """Return where a request wants to be led: a URL, "" where it leaves that open, None where it does not say."""
    text: str | None = view.arguments.get(argument)
    if not text:
        return text
    if not is_web_address(text):
        raise InvalidRequest.of(argument)
    return quote(text, safe="!#$%&'()*+,/:;=?@[]~")


def lobby_page(event: EventPlan) -> str:
    """Return the page of a lobby, as HTML."""
    return _PAGE.format(
        language=escape(event.language),
        title=escape(event.title),
        starts=event.starts.isoformat(timespec="seconds"),
        shown=f"{event.starts:%Y-%m-%d %H:%M} {escape(event.zone.key)}",
    )
