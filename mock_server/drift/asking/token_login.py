"""Token login: client credentials are swapped for a bearer token (RFC 6749 section 4.4), which is remembered."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote_plus, urlencode

from mock_server.contract import Contract
from mock_server.drift.asking.credentials import CLIENT_ID, CLIENT_SECRET, Credentials
from mock_server.drift.asking.login import WRONG_SECRET, bearer
from mock_server.drift.asking.secrecy import without_tokens
from mock_server.drift.asking.trouble import Trouble
from mock_server.drift.exchange import NONE, OWN, WRONG, Answered, Asked, Exchange

# Sends a request with these headers in place of credentials.
Ask = Callable[[Asked, Mapping[str, str]], Answered]
_MEDIA, _JSON_MEDIA = "Content-Type", "application/json"
_FORM = {_MEDIA: "application/x-www-form-urlencoded", "Accept": _JSON_MEDIA}
_GRANT = {"grant_type": "client_credentials"}
_SHOWN = "Authorization"
# A token is renewed so many seconds before it expires, and of one that lives shortly a tenth before.
_AHEAD = 60.0
_REFUSED, _NOWHERE = (400, 401, 403), 404
# What a body that cannot be read is refused with.
_UNREAD = (400, 415, 422)
# How credentials are shown. HTTP Basic is what every server has to take (RFC 6749 section 2.3.1); some take the form
# only, and some JSON in its place.
_WAYS = _BASIC, _BODY, _JSON = (_FORM, {**_FORM, _SHOWN: ""}, {**_FORM, _MEDIA: _JSON_MEDIA, _SHOWN: ""})
# Where the contract has JSON in the place of the form.
_JSON_WAYS = ({**_FORM, _MEDIA: _JSON_MEDIA}, _JSON, _BASIC, _BODY)


class TokenLogin:
    """Gets a token when one is needed. `exchanges` are those of the token operation, without secret and token."""

    def __init__(self, contract: Contract, credentials: Credentials, ask: Ask, monotonic: Callable[[], float]) -> None:
        (self._operation,) = contract.token_operations
        self._contract, self._credentials, self._ask, self._monotonic = contract, credentials, ask, monotonic
        self.exchanges: list[Exchange] = []
        self._token = ""
        self._renewed_at = 0.0
        self._tokens: list[str] = []
        scheme = next(one for one in contract.security.values() if one.token_operation == self._operation)
        self._ways: Sequence[Mapping[str, str]] = _JSON_WAYS if scheme.token_media == (_JSON_MEDIA,) else _WAYS
        self._way: Mapping[str, str] = self._ways[0]
        self._names = {meant: name for name, meant in scheme.token_fields.items()}

    @property
    def secrets(self) -> Sequence[str]:
        """The secret in each of its spellings, and every token there was."""
        secret = self._credentials[CLIENT_SECRET]
        return [secret, quote_plus(secret), self._basic(is_wrong=False), *self._tokens]

    def headers(self, credentials: str) -> Mapping[str, str]:
        """Return the header of a token that is in force, of a wrong one, or none."""
        if credentials not in (NONE, WRONG) and (not self._token or self._monotonic() >= self._renewed_at):
            self._fetch()
        return bearer(credentials, self._token)

    def renew(self) -> bool:
        """Forget the token."""
        self._token = ""
        return True

    def post(self, asked: Asked) -> Answered:
        """Ask the token operation for whoever wants to see what it answers; own credentials are in the form where the
        header is to be left out.
        """
        self._send(replace(asked, headers={**self._ways[0], **asked.headers}), asked)
        return self.exchanges[-1].answered

    def _fetch(self) -> None:
        try:
            answered = self._asked_for(self._way)
            for way in (one for one in self._ways if one is not self._way):
                if answered.status not in (_UNREAD if way is _JSON else (*_REFUSED, *_UNREAD)):
                    break
                answered, self._way = self._asked_for(way), way
        except Trouble as trouble:
            raise Trouble(f"{self._operation}: {trouble}", is_final=True) from None
        token, seconds = self._read(answered)
        self._token = token
        self._renewed_at = self._monotonic() + seconds - min(_AHEAD, seconds / 10)

    def _asked_for(self, way: Mapping[str, str]) -> Answered:
        """Ask for a token in a way; the answer has it."""
        path = self._contract.path_of(self._operation)
        asked = Asked(self._operation, "POST", path, purpose="to be let in", headers=way)
        return self._send(asked, asked)

    def _send(self, asked: Asked, kept: Asked) -> Answered:
        """Send a request with what it shows, and keep it as another one, which shows nothing."""
        headers, said = {**asked.headers}, {**_GRANT}
        if headers.get(_SHOWN) == "" and asked.credentials == OWN:
            said |= self._in_form()
        elif asked.credentials != NONE:
            headers[_SHOWN] = f"Basic {self._basic(is_wrong=asked.credentials == WRONG)}"
        said = {self._names.get(name, name): value for name, value in said.items()}
        text = json.dumps(said) if headers[_MEDIA] == _JSON_MEDIA else urlencode(said)
        return self._exchange(kept, headers, asked.body or text.encode())

    def _in_form(self) -> dict[str, str]:
        return {name: self._credentials[name] for name in (CLIENT_ID, CLIENT_SECRET)}

    def _exchange(self, asked: Asked, headers: Mapping[str, str], body: bytes) -> Answered:
        """Send it, keep it as an exchange without secrets, and return the answer as it came."""
        answered = self._ask(replace(asked, body=body), headers)
        self._tokens += _texts(answered, "accesstoken", "token", "refreshtoken")
        self.exchanges.append(Exchange(asked, without_tokens(answered, self.secrets)))
        return answered

    def _read(self, answered: Answered) -> tuple[str, float]:
        """Return token and seconds of its life, also from a document that has changed a little: that is for others to
        find. Raises Trouble.
        """
        at = f"{self._operation} answered"
        if answered.status in _REFUSED:
            raise Trouble(f"{at} {answered.status}: the credentials are refused", is_final=True)
        if answered.status // 100 == 3:
            raise Trouble(f"{at} {answered.status}: a redirect, which is not followed", is_final=True)
        if not answered.is_good:
            where = ": is the target the base URL?" if answered.status == _NOWHERE else ""
            raise Trouble(f"{at} {answered.status}, and no token{where}", is_final=True)
        if answered.is_cut:
            raise Trouble(f"{at} with more than anybody reads", is_final=True)
        texts = _texts(answered, "accesstoken", "token")
        if not texts:
            kind = "HTML in place of JSON" if _is_html(answered) else "no token"
            raise Trouble(f"{at} with {kind}", is_final=True)
        if not texts[0].isascii() or not texts[0].isprintable():
            raise Trouble(f"{at} with a token that cannot be in a header", is_final=True)
        return texts[0], self._lifetime(answered)

    def _lifetime(self, answered: Answered) -> float:
        said = next(_members(answered.document, "expiresin"), None)
        told = str(said).strip() if isinstance(said, int | str) else ""
        return float(told) if told.isascii() and told.isdigit() else float(self._contract.scheme.token_lifetime)

    def _basic(self, *, is_wrong: bool) -> str:
        secret = WRONG_SECRET if is_wrong else quote_plus(self._credentials[CLIENT_SECRET])
        return base64.b64encode(f"{quote_plus(self._credentials[CLIENT_ID])}:{secret}".encode()).decode()


def _texts(answered: Answered, *names: str) -> list[str]:
    return [text for name in names for text in _members(answered.document, name) if isinstance(text, str) and text]


def _members(document: Any, name: str) -> Iterator[Any]:
    """Yield members of a name, in any case and at any depth."""
    if isinstance(document, dict):
        for key, value in document.items():
            if "".join(filter(str.isalnum, key)).lower() == name:
                yield value
            yield from _members(value, name)


def _is_html(answered: Answered) -> bool:
    return "html" in answered.media_type or answered.body.lstrip()[:1] == b"<"
