"""Judging: exchanges against the contract, and what that comes to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from http import HTTPStatus

from mock_server.contract import Contract, Operation
from mock_server.core.api_errors import Forbidden
from mock_server.drift.exchange import OWN, Exchange
from mock_server.drift.finding import Finding
from mock_server.drift.replies.amounts import minor_units, taxes
from mock_server.drift.replies.bodies import ABSENT, Opened, declared_schema, open_body
from mock_server.drift.replies.budgets import judge_budgets
from mock_server.drift.replies.headers import judge_headers
from mock_server.drift.replies.media import judge_media
from mock_server.drift.replies.own_status import judge_own_status
from mock_server.drift.replies.piles import Pile
from mock_server.drift.replies.statuses import is_of_its_record, is_weather, judge_status
from mock_server.drift.replies.telling import Teller, folded


def judge(contract: Contract, exchange: Exchange) -> list[Finding]:
    """Return what one reply has otherwise than the contract says."""
    return judge_all(contract, [exchange])


def judge_all(contract: Contract, exchanges: Sequence[Exchange]) -> list[Finding]:
    """Return what replies have otherwise than the contract says, each kind once for an operation and place."""
    found: list[Finding] = []
    piles: dict[tuple[str, str, int], Pile] = {}
    excused = _excused(contract, exchanges)
    for exchange in exchanges:
        operation = contract.operations.get(exchange.asked.operation)
        if operation is None or not contract.declared(operation) or _is_only_weather(exchange, operation):
            continue
        teller = Teller(contract, operation)
        opened = open_body(teller, exchange)
        found += _of_one(teller, exchange, opened, is_excused=operation.id in excused)
        if not _is_no_answer(exchange):
            _pile_up(piles, teller, exchange, opened)
    judged = [finding for pile in piles.values() for finding in pile.judge()]
    known = [*piles.values()]
    return folded([*found, *judged, *minor_units(known), *taxes(known), *judge_budgets(contract, exchanges)])


def _of_one(teller: Teller, exchange: Exchange, opened: Opened, *, is_excused: bool) -> Iterator[Finding]:
    """Yield what one reply tells by itself: its status, headers, media type, and whether it could be read."""
    if not (is_excused and is_of_its_record(teller.operation, exchange)):
        yield from judge_status(teller, exchange)
    if not opened.is_page:
        yield from judge_headers(teller, exchange)
    if _is_no_answer(exchange):
        return
    yield from opened.findings
    if opened.family == "error":
        yield from judge_own_status(teller, opened.schema or {}, opened.document, exchange.answered.status)
    if not opened.is_page:
        yield from judge_media(teller, exchange.answered)


def _pile_up(piles: dict[tuple[str, str, int], Pile], teller: Teller, exchange: Exchange, opened: Opened) -> None:
    """Put a document to those of its operation and schema, which are judged together."""
    if opened.document is ABSENT or opened.schema is None or _is_refusal(teller, exchange, opened):
        return
    key = (teller.operation.id, opened.family, id(opened.schema))
    pile = piles.setdefault(key, Pile(teller, opened.family, opened.schema, exchange.answered.status))
    pile.documents.append(opened.document)


def _is_only_weather(exchange: Exchange, operation: Operation) -> bool:
    """Whether it tells nothing of the contract; 429 does, which is weather as well."""
    return is_weather(exchange, operation) and exchange.answered.status != HTTPStatus.TOO_MANY_REQUESTS


def _excused(contract: Contract, exchanges: Sequence[Exchange]) -> set[str]:
    """Return the operations of which the refusal of a record says nothing: they answered well of another one, or the
    contract has records that are refused, and only one was tried.
    """
    excused = {one.asked.operation for one in exchanges if one.answered.is_good and one.asked.credentials == OWN}
    tried: dict[str, set[str]] = {}
    for one in exchanges:
        operation = contract.operations.get(one.asked.operation)
        if operation is not None and one.answered.status == operation.status_of.get(Forbidden.__name__):
            tried.setdefault(operation.id, set()).add(one.asked.target.partition("?")[0])
    return excused | {name for name, targets in tried.items() if len(targets) == 1}


def _is_no_answer(exchange: Exchange) -> bool:
    """Whether it is no answer to what was asked: then its document is not the one that the contract has there."""
    asked, answered = exchange.asked, exchange.answered
    if asked.method == "HEAD":
        return True
    if answered.status in asked.expects or not asked.expects:
        return False
    return not answered.is_good or min(asked.expects) >= HTTPStatus.BAD_REQUEST


def _is_refusal(teller: Teller, exchange: Exchange, opened: Opened) -> bool:
    """Whether a success, where a refusal was as good, has nothing of its document and something of the refusal's."""
    refusals = [declared_schema(teller, one) for one in exchange.asked.expects if one >= HTTPStatus.BAD_REQUEST]
    if not exchange.answered.is_good or not isinstance(opened.document, dict):
        return False
    names = {*opened.document}
    of_refusals = {name for one in refusals for name in (one or {}).get("properties", {})}
    return not names & {*(opened.schema or {}).get("properties", {})} and bool(names & of_refusals)
