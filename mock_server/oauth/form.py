"""The token operation's request body: RFC 6749 section 3.2 and appendix B."""

from __future__ import annotations

from collections import Counter
from urllib.parse import parse_qsl

from mock_server.core.call import Request
from mock_server.oauth.errors import invalid_request

_FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 100


def read_form(request: Request) -> dict[str, str]:
    """Return the parameters that have a value; unknown ones stay in and are nobody's business.

    Raises OAuthError (invalid_request) for another content type or coding, text that is not UTF-8, a repeated
    parameter, and a secret in the URL (section 2.3.1).
    """
    if request.headers.get("Content-Type", "").partition(";")[0].strip().lower() != _FORM:
        raise invalid_request(f"the body must be {_FORM}")
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise invalid_request("the body must not be compressed")
    if "client_secret" in request.query:
        raise invalid_request("the client secret does not belong into the URL")
    pairs = _pairs(request.body())
    if any(times > 1 for times in Counter(name for name, _ in pairs).values()):
        raise invalid_request("a parameter is given more than once")
    return {name: value for name, value in pairs if value}


def _pairs(body: bytes) -> list[tuple[str, str]]:
    try:
        text = body.decode("utf-8")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError:
        raise invalid_request("the body is not UTF-8") from None
    except ValueError:
        raise invalid_request(f"the body has more than {_MOST_FIELDS} parameters") from None
