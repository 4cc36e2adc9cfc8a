"""Look: one whole look at a live service, with every eye that there is, as one report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial

from mock_server.contract import Contract
from mock_server.drift.agreement import compared
from mock_server.drift.answering import Answering
from mock_server.drift.behaviour.origins import origins_of
from mock_server.drift.behaviour.probes import Probes
from mock_server.drift.behaviour.run import run_behaviour
from mock_server.drift.clock import clock_findings, hastened
from mock_server.drift.consequences import without_consequences
from mock_server.drift.documents import Document, compare_documents
from mock_server.drift.enough import lack_of_answers, lack_of_requests
from mock_server.drift.entitled import within_scopes
from mock_server.drift.exchange import OWN, Exchange, NotObserved
from mock_server.drift.finding import HISTORY, Finding
from mock_server.drift.history import Baseline, Profile, compare, observations, profile_of, sort_out
from mock_server.drift.more import NO_MORE, Beyond, More, ask_more
from mock_server.drift.observing import of_document, of_replies
from mock_server.drift.people import without_people
from mock_server.drift.remedies import Remedies
from mock_server.drift.replies import judge_all
from mock_server.drift.report import UNSEEN, Accepted, Observation, Report
from mock_server.drift.unmatched import with_unmatched
from mock_server.drift.walk import Send, Walk, is_at


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before: our document and the vendor's own, a baseline, accepted drifts; None or nothing where it is
    not. `undocumented` is why the vendor's own could not be had.

    `is_narrow` tells that only some operations are looked at: the contract has no others.

    `now` is when the look begins by our clock, for the service's own to be compared with. Of `secret` comes the key
    under which a baseline remembers records; without one it remembers none.
    """

    documents: tuple[Document, Document] | None = None
    undocumented: str = ""
    baseline: Baseline | None = None
    accepted: Sequence[Accepted] = ()
    secret: bytes = b""
    now: datetime | None = None
    is_narrow: bool = False


NOTHING = Known()


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look came to: the report, and `remember`, which makes the profile that a baseline takes in."""

    report: Report
    remember: Callable[[], Profile]

    @property
    def profile(self) -> Profile:
        """The profile; it is half of the work, so it is made when somebody wants it, once."""
        return self.remember()


@dataclass(frozen=True, slots=True)
class _Talk:
    """All that was asked of a service: `planned` are the exchanges of logins and of operations, `findings` and
    `observations` what was seen while asking, `beyond` is what was asked on demand.
    """

    walk: Walk
    planned: Sequence[Exchange]
    findings: Sequence[Finding]
    observations: Sequence[Observation]
    beyond: Beyond

    @property
    def exchanges(self) -> list[Exchange]:
        """All of them."""
        return [*self.planned, *self.beyond.exchanges]


def look(
    vendor: str,
    contract: Contract,
    probes: Probes,
    service: Answering,
    send: Send,
    began: datetime,
    known: Known = NOTHING,
    more: More = NO_MORE,
) -> Looked:
    """Look at a service; `send` brings requests to it. Raises nothing that the service can bring about."""
    talk = _talk(contract, probes, service, send, more)
    remember = cache(lambda: profile_of(contract, talk.planned, secret=known.secret))
    findings, made = _judged(contract, probes, talk, known, remember)
    remedies = Remedies(contract, talk.exchanges, str(service.target))
    found = with_unmatched(contract, [remedies.of(one) for one in _each_once(findings, talk.exchanges, service)])
    new, accepted, gone = sort_out(found, known.accepted, began.date(), partial(_is_looked_at, contract, talk, known))
    report = Report(
        vendor=vendor,
        target=str(service.target),
        title=contract.title,
        version=contract.version,
        began=began,
        requests=service.requests,
        observations=made,
        findings=new,
        accepted=accepted,
        gone=gone,
        weather=service.weather,
        trouble=service.trouble
        or lack_of_answers(talk.walk, service.logins)
        or known.undocumented
        or lack_of_requests(made, new),
    )
    return Looked(report, remember)


def _talk(contract: Contract, probes: Probes, service: Answering, send: Send, more: More) -> _Talk:
    """Ask all that is to be asked."""
    walk = Walk(contract, send)
    observed, findings = run_behaviour(walk, probes)
    # What was asked where no operation is cannot be held against one.
    asked = [one for one in walk.exchanges if is_at(contract.operations[one.asked.operation], one.asked.target)]
    beyond = ask_more(more, contract, send, service.spend, asked)
    return _Talk(walk, [*service.logins, *asked], findings, observed, beyond)


def _judged(
    contract: Contract, probes: Probes, talk: _Talk, known: Known, remember: Callable[[], Profile]
) -> tuple[list[Finding], list[Observation]]:
    """Return what every eye tells, without what only follows from something else, and how its observations ended."""
    replies = hastened(judge_all(contract, talk.exchanges), talk.exchanges, known.now)
    past, remembered = _history(contract, known.baseline, remember)
    documents = (
        []
        if known.documents is None
        else compare_documents(*known.documents, contract.operations if known.is_narrow else None)
    )
    has_document = known.documents is not None or known.undocumented
    made = [of_document(documents, known.undocumented)] if has_document else []
    mine = without_people(contract, talk.exchanges, [*replies, *talk.findings, *past])
    if known.documents is not None:
        documents, mine, agreement = compared(documents, mine, _answered(talk.exchanges))
        made.append(agreement)
    # What a document tells comes with what makes all of our contract say it.
    told = [*documents, *mine, *talk.beyond.findings, *clock_findings(talk.exchanges, known.now)]
    made += [*of_replies(contract, talk.exchanges, replies), *talk.observations, *remembered, *talk.beyond.observations]
    told = without_consequences(told, origins_of(contract, probes))
    return within_scopes(contract, talk.exchanges, told, made)


def _is_looked_at(contract: Contract, talk: _Talk, known: Known, operation: str) -> bool:
    """Tell whether anything can be said of an operation; what nobody knows any more is gone."""
    if operation in contract.operations:
        return known.documents is not None or operation in {one.asked.operation for one in talk.exchanges}
    return not known.is_narrow


def _answered(exchanges: Sequence[Exchange]) -> set[str]:
    return {one.asked.operation for one in exchanges if one.answered.is_good}


def _history(
    contract: Contract, baseline: Baseline | None, remember: Callable[[], Profile]
) -> tuple[list[Finding], list[Observation]]:
    if baseline is None:
        return [], []
    try:
        profile = remember()
        found = compare(contract, baseline, profile)
    except NotObserved as reason:
        return [], [Observation("as it was before", "", HISTORY, UNSEEN, str(reason))]
    return found, observations(contract, baseline, profile, found)


def _each_once(findings: Iterable[Finding], exchanges: Sequence[Exchange], service: Answering) -> Iterator[Finding]:
    """Yield each finding once, by whoever saw it first, with a command line that shows it again."""
    asked = {one.asked.operation: one.asked for one in reversed(exchanges) if one.asked.credentials == OWN}
    for one in {finding.id: finding for finding in reversed([*findings])}.values():
        again = one.again or (service.again(asked[one.operation]) if one.operation in asked else "")
        yield replace(one, again=again)
