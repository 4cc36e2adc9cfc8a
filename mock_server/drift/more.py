"""More: what is asked on demand only, beside the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mock_server.contract import Contract
from mock_server.drift.deep import DeepWalk
from mock_server.drift.exchange import OWN, Exchange
from mock_server.drift.finding import SCHEMATHESIS, Finding
from mock_server.drift.report import DRIFT, OK, UNSEEN, Observation
from mock_server.drift.spending import Spend, go_past
from mock_server.drift.walk import Send


@dataclass(frozen=True, slots=True)
class More:
    """What is wanted: `examples` of each operation that schemathesis makes up, 0 for none; `is_past_limit`
    goes past the limit, which costs the client its budget for a while.
    """

    examples: int = 0
    is_past_limit: bool = False


NO_MORE = More()


@dataclass(frozen=True, slots=True)
class Beyond:
    """What came of asking more than is planned."""

    exchanges: Sequence[Exchange]
    findings: Sequence[Finding]
    observations: Sequence[Observation]


def ask_more(more: More, contract: Contract, send: Send, spend: Spend, asked: Sequence[Exchange]) -> Beyond:
    """Do it, with what was asked already at hand. Raises ConfigError where schemathesis is not installed."""
    exchanges, findings, observations = list[Exchange](), list[Finding](), list[Observation]()
    if more.examples:
        deep = DeepWalk(contract, send, asked)
        findings += deep.run(more.examples)
        exchanges += deep.exchanges
        outcome = DRIFT if findings else OK if exchanges else UNSEEN
        why = "" if exchanges else "nothing was answered"
        observations.append(Observation("anything in good form", "", SCHEMATHESIS, outcome, why))
    good = next((one.asked for one in asked if one.answered.is_good and one.asked.credentials == OWN), None)
    if more.is_past_limit and good is not None:
        past = go_past(contract.operations[good.operation], good, spend)
        exchanges += past.exchanges
        findings += past.findings
        observations.append(past.observation)
    return Beyond(exchanges, findings, observations)
