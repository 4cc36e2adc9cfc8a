"""Judging: exchanges against the contract, and what that comes to."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from mock_server.contract import Contract
from mock_server.drift.exchange import Exchange
from mock_server.drift.finding import Finding
from mock_server.drift.replies.bodies import ABSENT, open_body
from mock_server.drift.replies.headers import judge_headers
from mock_server.drift.replies.media import judge_media
from mock_server.drift.replies.piles import Pile
from mock_server.drift.replies.statuses import is_weather, judge_status
from mock_server.drift.replies.telling import Teller, folded


def judge(contract: Contract, exchange: Exchange) -> list[Finding]:
    """Return what one reply has otherwise than the contract says."""
    return judge_all(contract, [exchange])


def judge_all(contract: Contract, exchanges: Sequence[Exchange]) -> list[Finding]:
    """Return what replies have otherwise than the contract says, each kind once for an operation and place."""
    found: list[Finding] = []
    piles: dict[tuple[str, str, int], Pile] = {}
    for exchange in exchanges:
        operation = contract.operations.get(exchange.asked.operation)
        if (
            operation is None
            or not contract.declared(operation)
            or (is_weather(exchange) and exchange.answered.status != 429)
        ):
            continue
        teller = Teller(contract, operation)
        found += judge_status(teller, exchange)
        opened = open_body(teller, exchange)
        if not opened.is_page:
            found += judge_headers(teller, exchange)
        if _is_no_answer(exchange):
            continue
        found += opened.findings
        if not opened.is_page:
            found += judge_media(teller, exchange.answered)
        if opened.document is not ABSENT and opened.schema is not None:
            key = (operation.id, opened.family, id(opened.schema))
            pile = piles.setdefault(key, Pile(teller, opened.family, opened.schema, exchange.answered.status))
            pile.documents.append(opened.document)
    return folded([*found, *(finding for pile in piles.values() for finding in pile.judge())])


def _is_no_answer(exchange: Exchange) -> bool:
    """Whether it is no answer to what was asked: then its document is not the one that the contract has there."""
    asked, answered = exchange.asked, exchange.answered
    if answered.status in asked.expects or not asked.expects:
        return asked.method == "HEAD"
    return not answered.is_good or min(asked.expects) >= HTTPStatus.BAD_REQUEST
