"""Exchanges with a break in their replies, as if the service had it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mock_server.breaks import ResponseView, parse_break
from mock_server.contract import Contract
from mock_server.drift import Answered, Exchange


def broken(contract: Contract, exchanges: Sequence[Exchange], order: str) -> tuple[list[Exchange], int]:
    """Return exchanges after a break, and at how many places it changed them."""
    change, edited, made = parse_break(order, contract), 0, []
    for exchange in exchanges:
        answered = exchange.answered
        headers = tuple((name, text) for name, text in answered.headers if name.lower() != "content-type")
        media = answered.header("Content-Type")
        view = ResponseView(exchange.asked.operation, answered.status, headers, media, answered.body, 1e9, "/a")
        after, count = change.after(view)
        edited += count
        sent = [*after.headers, *([("Content-Type", after.content_type)] if after.content_type else [])]
        made.append(replace(exchange, answered=Answered(after.status, sent, after.body)))
    return made, edited
