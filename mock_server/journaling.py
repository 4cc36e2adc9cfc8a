"""How an exchange gets into the journal: what of it may be shown, and what is told of the rest."""

from __future__ import annotations

import traceback

import flask

from mock_server.exchange import Exchange
from mock_server.journal import MASK, Answer, Entry, digest, digests, header_digests, shown_name, shown_word


def open_entry(exchange: Exchange) -> Entry:
    """Begin the entry of a request, before anybody has looked at it."""
    operation, request = exchange.operation, exchange.request
    vendor, started = exchange.service.name, exchange.clock.seconds()
    if not exchange.service.is_noted:
        return Entry(0, vendor, request.method, "", {}, started)
    query = {
        shown_name(name, values): values
        if operation and operation.parameters.may_be_shown(name, exchange.decoded)
        else [MASK]
        for name, values in request.query.items()
    }
    entry = exchange.runtime.journal.open(vendor, request.method, _shown_path(exchange), query, started)
    entry.operation = operation.id if operation else None
    entry.world = exchange.live.id if exchange.live is not None else None
    entry.notes = exchange.notes
    return entry


def close_entry(exchange: Exchange, entry: Entry, response: flask.Response | None, milliseconds: float) -> None:
    """Complete the entry of a request, and give it to the world that it turned out to be for."""
    if not exchange.service.is_noted:
        return
    entry.world = exchange.live.id if exchange.live is not None else None
    entry.client = exchange.principal.id if exchange.principal else None
    entry.faults = [met.fault.rule.id for met in exchange.faults]
    entry.said_in_headers = header_digests(exchange.environ)
    _tell_the_rest(exchange, entry)
    entry.milliseconds = milliseconds
    if response is not None:
        entry.status, entry.answer = response.status_code, _answer(response)
    exchange.runtime.journal.close(entry)


def _tell_the_rest(exchange: Exchange, entry: Entry) -> None:
    """Tell what else a request says; most have no query and no body."""
    query, unknown = exchange.request.query, exchange.decoded.unknown
    if exchange.path:
        names = exchange.path_names
        entry.said = {"path": {digest(names[argument]): (digest(text),) for argument, text in exchange.path.items()}}
    if query:
        entry.said = {**entry.said, "query": digests(query)}
    body = exchange.body
    if body:
        entry.said = {**entry.said, "body": digests(body)}
        entry.body = {shown_name(name, texts): [MASK] * len(texts) for name, texts in body.items()}
    if unknown:
        entry.unknown = [shown_name(name, query.get(name, ("a value",))) for name in unknown]


def told(error: Exception) -> str:
    """Say of a fault of ours what it is and where it was raised; its words may hold what was sent."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {frame.name} ({frame.filename.rpartition('/')[2]}:{frame.lineno})"


def trace(error: Exception) -> str:
    """Return where an error came from, frame by frame, without its words."""
    return "".join(traceback.format_tb(error.__traceback__))


def _answer(response: flask.Response) -> Answer:
    headers = {name: _shown_value(text) for name, text in response.headers.items() if name != "Content-Type"}
    media = (response.content_type or "").partition(";")[0]
    return Answer(media or None, response.content_length or 0, headers)


def _shown_value(text: str) -> str:
    """Numbers alone are shown: a link or a challenge may hold anything."""
    return text if text.isascii() and text.isdigit() else MASK


def _shown_path(exchange: Exchange) -> str:
    """Return the path without what may be a person or a secret in the wrong place."""
    if exchange.operation is None:
        return "/".join(map(shown_word, exchange.request.path.split("/")))
    return exchange.operation.shown_path(exchange.path, MASK)
