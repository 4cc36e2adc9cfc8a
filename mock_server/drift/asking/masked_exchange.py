"""Masked exchange: what was asked and answered, without a person, a secret or a token."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from mock_server.breaks.declared import responses, schema_of
from mock_server.contract import Contract
from mock_server.contract.schemas import Schema
from mock_server.drift.asking.credentials import Credentials
from mock_server.drift.asking.masked_headers import masked_header
from mock_server.drift.asking.masked_json import JsonMasker
from mock_server.drift.asking.masks import Masks
from mock_server.drift.asking.target import Target
from mock_server.drift.exchange import Answered, Asked, Exchange

_SECRET = re.compile("authorization|cookie|proxy-authorization", re.IGNORECASE)
# Words of the web that stand in addresses and pages.
_WEB = (
    "http https www html head body title about blank rel next prev first last self doctype",
    # Names that are nobody's (RFC 2606).
    "example test invalid localhost com net org",
    # What is asked for because it is not there: an answer may say "no such path", and it is asked for all the same.
    "no such path word nobody onmock onmockUnknown",
)
_WORDED = ("text/", "application/xml", "application/problem+xml", "application/x-www-form-urlencoded")
_ACCOUNT_NUMBER = re.compile("[0-9]{1,12}")
MASK = "***"


class ExchangeMasker:
    """Masks the exchanges of one recording."""

    def __init__(self, contract: Contract, target: Target, credentials: Credentials) -> None:
        self._contract = contract
        # Addresses of the service itself stay what they are.
        self.masks = Masks([*_words_of(contract), str(target)])
        self._listed = frozenset(_listed(contract.document, set()))
        self.credentials = {name: self._credential(name, value) for name, value in credentials.items()}
        self._headers = {scheme.header.lower() for scheme in contract.security.values() if scheme.header}

    def masked(self, exchange: Exchange) -> Exchange:
        """Return it with placeholders."""
        # The answer first: what is asked is masked where an answer had it, this one too.
        answered = self._answered(exchange.asked, exchange.answered)
        return Exchange(self.asked(exchange.asked), answered)

    def asked(self, asked: Asked) -> Asked:
        """Return a request with placeholders for what was met in answers; it is the same for the same request."""
        headers = {name: self._asked_header(name, value) for name, value in asked.headers.items()}
        return replace(asked, target=self._target(asked), headers=headers)

    def _target(self, asked: Asked) -> str:
        parameters = self._contract.operations[asked.operation].parameters.all
        kept = {one.name for one in parameters if one.is_telling and one.schema.get("format") != "uuid"}
        return self.masks.target(asked.target, kept)

    def _credential(self, name: str, value: str) -> str:
        # The number of an account is part of addresses, and of documents where it stays as any number.
        is_number = name.endswith("_id") and _ACCOUNT_NUMBER.fullmatch(value)
        return value if is_number else self._text(value)

    def _text(self, text: str) -> str:
        return self.masks.text(text)

    def _asked_header(self, name: str, value: str) -> str:
        if _SECRET.fullmatch(name) or name.lower() in self._headers:
            return MASK if value else value
        return self.masks.met(value)

    def _answered(self, asked: Asked, answered: Answered) -> Answered:
        headers = [
            masked_header(name, MASK if "cookie" in name.lower() else value, self._text)
            for name, value in answered.headers
        ]
        return replace(answered, headers=headers, body=self._body(asked, answered))

    def _body(self, asked: Asked, answered: Answered) -> bytes:
        encoding = "utf-16" if answered.body[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
        try:
            text = answered.body.decode(encoding)
        except UnicodeDecodeError:
            # A body that was cut may end within a character; another is compressed, or in a charset of its own.
            text = answered.body.decode("latin-1")
            if answered.header("Content-Encoding") not in (None, "", "identity"):
                return bytes(len(answered.body))
            return self._masked_text(asked, answered, text).encode("latin-1", "replace")
        return self._masked_text(asked, answered, text).encode(encoding, "replace")

    def _masked_text(self, asked: Asked, answered: Answered, text: str) -> str:
        begins = text.lstrip("\ufeff \t\r\n")[:1]
        # JSON is JSON, whatever it is called.
        if begins == "<" or (answered.media_type.startswith(_WORDED) and begins not in ("{", "[")):
            return self._text(text)
        return JsonMasker(self.masks, self._schemas(asked, answered.status), self._listed).masked(text)

    def _schemas(self, asked: Asked, status: int) -> Sequence[Schema]:
        unmatched: Mapping[str, Any] = self._contract.document.get("x-unmatched", {})
        operation = self._contract.operations[asked.operation]
        declared = responses(self._contract, operation)
        # A success of another status is mostly of the same form.
        usual = declared.get(operation.success) if HTTPStatus(200) <= status < HTTPStatus(300) else None
        schema = schema_of(declared.get(status) or unmatched.get(str(status)) or usual or {})
        return () if schema is None else [schema]


def _words_of(contract: Contract) -> Iterator[str]:
    """Yield the words that are the contract's, and nobody's."""
    yield from _WEB
    yield from (one.phrase for one in HTTPStatus)
    for operation in contract.operations.values():
        yield re.sub(r"\{[^}]*\}", "", operation.path)
        yield from (one.name for one in operation.parameters.all)
        yield operation.id
    for scheme in contract.security.values():
        yield from (scheme.realm, *scheme.scopes)


def _listed(node: Any, met: set[int]) -> Iterator[str]:
    """Yield the words of every list in a document, whose parts may be in it more than once, or in themselves."""
    if not isinstance(node, dict | list) or id(node) in met:
        return
    met.add(id(node))
    if isinstance(node, dict) and isinstance(node.get("enum"), list):
        yield from (one for one in node["enum"] if isinstance(one, str))
    for one in node.values() if isinstance(node, dict) else node:
        yield from _listed(one, met)
