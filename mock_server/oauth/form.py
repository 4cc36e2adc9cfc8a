"""The token operation's request body: RFC 6749 section 3.2 and appendix B, or a JSON object in its place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from mock_server.core.call import Request
from mock_server.oauth.errors import OAuthError, invalid_request

_FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 100


@dataclass(frozen=True, slots=True)
class TokenForm:
    """How a token is asked for: the media types that are taken, and what fields with other names are in RFC 6749."""

    media: Sequence[str] = (_FORM,)
    fields: Mapping[str, str] = field(default_factory=dict)

    def read(self, request: Request) -> dict[str, str]:
        """Return the parameters that have a value; unknown ones stay in and are nobody's business.

        Raises OAuthError (invalid_request) for another content type or coding, text that is not UTF-8, a repeated
        parameter, and a secret in the URL (section 2.3.1).
        """
        media = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if media not in self.media:
            raise invalid_request(f"the body must be {' or '.join(self.media)}")
        if request.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise invalid_request("the body must not be compressed")
        if any(self._meant(name) == "client_secret" for name in request.query):
            raise invalid_request("the client secret does not belong into the URL")
        read = _members if media.endswith("json") else _pairs
        pairs = [(self._meant(name), value) for name, value in read(request.body())]
        if any(times > 1 for times in Counter(name for name, _ in pairs).values()):
            raise invalid_request("a parameter is given more than once")
        return {name: value for name, value in pairs if value}

    def texts(self, request: Request, name: str) -> Sequence[str]:
        """Return what stands under a name of RFC 6749, whatever else is wrong with the request."""
        sent = [one for one, meant in {name: name, **self.fields}.items() if meant == name]
        if request.headers.get("Content-Type", "").partition(";")[0].strip().lower().endswith("json"):
            with suppress(OAuthError):
                return [value for one, value in _members(request.body()) if one in sent]
            return ()
        return [text for one in sent for text in request.form().texts.get(one, ())]

    def _meant(self, name: str) -> str:
        return self.fields.get(name, name)


def _members(body: bytes) -> list[tuple[str, str]]:
    """Return the members of a JSON object that are texts, each as often as it is there."""
    try:
        pairs = json.loads(body.decode("utf-8"), object_pairs_hook=list)
    except UnicodeDecodeError:
        raise invalid_request("the body is not UTF-8") from None
    except (ValueError, RecursionError):
        raise invalid_request("the body is not JSON") from None
    if not isinstance(pairs, list) or not body.lstrip().startswith(b"{"):
        raise invalid_request("the body is no JSON object")
    if not all(isinstance(value, str) for _, value in pairs):
        raise invalid_request("a parameter is no text")
    return pairs


def _pairs(body: bytes) -> list[tuple[str, str]]:
    try:
        text = body.decode("utf-8")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError:
        raise invalid_request("the body is not UTF-8") from None
    except ValueError:
        raise invalid_request(f"the body has more than {_MOST_FIELDS} parameters") from None
