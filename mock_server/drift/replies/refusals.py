"""Refusals: which parameter or header it is that a request is refused for, or should have been."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

from mock_server.breaks.declared import query_parameters
from mock_server.breaks.place import Place
from mock_server.contract.parameters import Parameter
from mock_server.contract.values import BadValue
from mock_server.drift.exchange import Exchange
from mock_server.drift.finding import Finding
from mock_server.drift.replies.telling import Teller

_HEADER = re.compile(r"[A-Z][A-Za-z]*(-[A-Z][A-Za-z]*)+\Z")
_HEADER_IN_TEXT = re.compile(r"\b[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)+\b")
_NAME = "{name}"


def judge_refusal(teller: Teller, exchange: Exchange) -> Iterator[Finding]:
    """Yield what a good request was refused for, or which bad value was not."""
    status = exchange.answered.status
    if exchange.answered.is_good:
        yield from _taken(teller, exchange)
        return
    names = [*_named(teller, exchange)]
    if status == 406:
        names.append("Accept")
    found = next((one for name in names if (one := _refused(teller, exchange, name)) is not None), None)
    place = Place("status", str(teller.operation.success))
    yield found or teller.tell("status-changed", place, "an answer", f"{status} to a good request")


def _refused(teller: Teller, exchange: Exchange, name: str) -> Finding | None:
    parameter = next((one for one in _query(teller) if one.name.lower() == name.lower()), None)
    status = exchange.answered.status
    if parameter is not None:
        is_sent = name.lower() in {one.lower() for one in _sent(exchange)}
        kind, seen = ("param-refused", "with it") if is_sent else ("param-required", "without it")
        return _tell(teller, kind, parameter, "an optional parameter", f"{status} {seen}")
    if name == "Accept":
        return teller.tell("accept-required", Place("header", name), "an optional header", f"{status} without it")
    if _HEADER.match(name):
        return teller.tell("header-required", Place("header", name), "no such header", f"{status} without it")
    return None


def _taken(teller: Teller, exchange: Exchange) -> Iterator[Finding]:
    sent = {name.lower(): texts for name, texts in _sent(exchange).items()}
    for parameter in _query(teller):
        texts = sent.get(parameter.name.lower())
        if texts and _is_bad(parameter, texts):
            yield _tell(teller, "400-to-200-ignored", parameter, "400 for a bad value", f"{exchange.answered.status}")


def _tell(teller: Teller, kind: str, parameter: Parameter, says: str, seen: str) -> Finding:
    declared = query_parameters(teller.contract, teller.operation).get(parameter.name)
    return teller.tell(kind, Place("query", parameter.name), says, seen, declared)


def _is_bad(parameter: Parameter, texts: list[str]) -> bool:
    try:
        parameter.decode(texts)
    except BadValue:
        return True
    return False


def _query(teller: Teller) -> list[Parameter]:
    return [one for one in teller.operation.parameters.all if one.place == "query"]


def _sent(exchange: Exchange) -> dict[str, list[str]]:
    return parse_qs(urlsplit(exchange.asked.target).query, keep_blank_values=True)


def _named(teller: Teller, exchange: Exchange) -> Iterator[str]:
    """Yield the names that an error tells: texts without spaces, what stands for one in the contract's words, and what
    is written as only headers are.
    """
    try:
        texts = [*texts_in(exchange.answered.json())]
    except ValueError:
        return
    yield from (text for text in texts if text and " " not in text)
    for template in teller.contract.document.get("x-messages", {}).values():
        if _NAME in template:
            pattern = re.compile(re.escape(template).replace(re.escape(_NAME), r"(\S+)") + r"\Z")
            yield from (found[1] for text in texts if (found := pattern.match(text)))
    yield from (found for text in texts for found in _HEADER_IN_TEXT.findall(text))


def texts_in(node: Any) -> Iterator[str]:
    """Yield every text of a document."""
    if isinstance(node, str):
        yield node
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from texts_in(part)
