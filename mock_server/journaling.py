"""How an exchange gets into the journal: what of it may be shown, and what is told of the rest."""

from __future__ import annotations

import traceback

import flask

from mock_server.exchange import Exchange
from mock_server.journal import MASK, Answer, Entry, shown_name, shown_word


def open_entry(exchange: Exchange) -> Entry:
    """Begin the entry of a request, before anybody has looked at it."""
    operation, request = exchange.operation, exchange.request
    query = {
        shown_name(name, values): values
        if operation and operation.parameters.may_be_shown(name, exchange.decoded)
        else [MASK]
        for name, values in request.query.items()
    }
    vendor, started = exchange.service.name, exchange.clock.seconds()
    entry = exchange.journal.open(vendor, request.method, _shown_path(exchange), query, started)
    entry.operation = operation.id if operation else None
    entry.world = exchange.live.id if exchange.live is not None else None
    entry.notes = exchange.notes
    return entry


def close_entry(exchange: Exchange, entry: Entry, response: flask.Response | None, milliseconds: float) -> None:
    """Complete the entry of a request, and give it to the world that it turned out to be for."""
    sent = exchange.sent
    entry.world = exchange.live.id if exchange.live is not None else None
    entry.client = exchange.principal.id if exchange.principal else None
    entry.faults = [fault.rule.id for fault in exchange.faults]
    entry.headers = [shown_name(name, texts) for name, texts in sent["headers"].items()]
    entry.body = {shown_name(name, texts): [MASK] * len(texts) for name, texts in sent["body"].items()}
    entry.digests = exchange.journal.digests(sent)
    entry.unknown = [shown_name(name, sent["query"].get(name, ("a value",))) for name in exchange.decoded.unknown]
    entry.milliseconds = milliseconds
    if response is not None:
        entry.status, entry.answer = response.status_code, _answer(response)
    exchange.journal.close(entry)


def told(error: Exception) -> str:
    """Say of a fault of ours what it is and where it was raised; its words may hold what was sent."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {frame.name} ({frame.filename.rpartition('/')[2]}:{frame.lineno})"


def trace(error: Exception) -> str:
    """Return where an error came from, frame by frame, without its words."""
    return "".join(traceback.format_tb(error.__traceback__))


def _answer(response: flask.Response) -> Answer:
    headers = {name: _shown_value(text) for name, text in response.headers.items() if name != "Content-Type"}
    return Answer(response.mimetype or None, response.content_length or 0, headers)


def _shown_value(text: str) -> str:
    """Numbers alone are shown: a link or a challenge may hold anything."""
    return text if text.isascii() and text.isdigit() else MASK


def _shown_path(exchange: Exchange) -> str:
    """Return the path without what may be a person or a secret in the wrong place."""
    if exchange.operation is None:
        return "/".join(map(shown_word, exchange.request.path.split("/")))
    return exchange.operation.shown_path(exchange.path, MASK)
