"""Edits of how credentials are taken, by the token operation and by those that take its tokens; and their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from mock_server.breaks.edit import Edit, Target, Word
from mock_server.breaks.operation_words import refuse_without_tokens
from mock_server.breaks.views import RequestView
from mock_server.contract.json_text import BadJson, parse_json
from mock_server.core.api_errors import FieldError, InvalidRequest, Unauthenticated
from mock_server.core.errors import ConfigError

_SHOWN, _MEDIA = "Authorization", "Content-Type"
# RFC 6749 section 4.4.2.
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class AsWritten(Edit):
    """A scheme of authentication that is taken in one spelling only (RFC 9110 section 11.1 has none of its own)."""

    scheme: str

    def before(self, request: RequestView) -> RequestView:
        """Raise Unauthenticated for the scheme in other letters."""
        shown = _said(request.headers, _SHOWN).partition(" ")[0]
        if shown != self.scheme and shown.lower() == self.scheme.lower():
            raise Unauthenticated(f"credentials of the scheme {self.scheme} are required")
        return request


@dataclass(frozen=True)
class JsonBody(Edit):
    """A form that is a JSON object now: one is read as the form it was, and a form is refused."""

    step = "validate"

    def before(self, request: RequestView) -> RequestView:
        """Raise InvalidRequest for whatever is no JSON object of texts."""
        if not _said(request.headers, _MEDIA).partition(";")[0].strip().lower().endswith("json"):
            raise InvalidRequest([FieldError("must be application/json", "", "header", _MEDIA, "format")])
        try:
            document = parse_json(request.body())
        except BadJson:
            document = None
        if not _is_flat(document):
            raise InvalidRequest([FieldError("must be a JSON object of texts", "", "body", "body", "format")])
        form = urlencode(document).encode()
        headers = {name: text for name, text in request.headers.items() if name.lower() != _MEDIA.lower()}
        return replace(request, headers={**headers, _MEDIA: FORM}, body=lambda: form)


def _said(headers: Mapping[str, str], name: str) -> str:
    return next((text for known, text in headers.items() if known.lower() == name.lower()), "")


def _is_flat(document: Any) -> bool:
    return isinstance(document, dict) and all(isinstance(one, str) for one in document.values())


def _scheme(target: Target, spelling: str) -> Edit:
    refuse_without_tokens(target)
    return AsWritten(spelling)


def _json(target: Target, _: str) -> Edit:
    content = target.contract.declared(target.operation).get("requestBody", {}).get("content", {})
    if target.operation.id not in target.contract.token_operations or FORM not in content:
        raise ConfigError(f"{target.operation.id} gives no tokens for a form")
    return JsonBody()


TOKEN_WORDS = (
    Word("scheme", "Bearer|bearer", "tokens are taken only with their scheme written so, wherever they are", _scheme),
)
OPERATION_WORDS = (Word("json", "", "a token is asked for with a JSON object, and a form is refused", _json),)
