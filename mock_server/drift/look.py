"""Look: one whole look at a live service, with every eye that there is, as one report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Protocol

from mock_server.contract import Contract
from mock_server.drift.agreement import compared
from mock_server.drift.behaviour.probes import Probes
from mock_server.drift.behaviour.run import run_behaviour
from mock_server.drift.clock import clock_findings, hastened
from mock_server.drift.consequences import without_consequences
from mock_server.drift.documents import Document, compare_documents
from mock_server.drift.exchange import OWN, Answered, Asked, Exchange, NotObserved
from mock_server.drift.finding import DOCUMENTS, HISTORY, REPLIES, Finding
from mock_server.drift.history import Baseline, Profile, compare, observations, profile_of, sort_out
from mock_server.drift.more import NO_MORE, More, ask_more
from mock_server.drift.people import without_people
from mock_server.drift.remedies import Remedies
from mock_server.drift.replies import judge_all, never_seen
from mock_server.drift.report import DRIFT, OK, UNSEEN, Accepted, Observation, Report
from mock_server.drift.spending import Spent
from mock_server.drift.walk import Send, Walk, is_at

# So much of the operations that were asked must have given a good answer.
_ENOUGH = 0.5
# So many places that were never filled are named.
_NAMED = 8


class Answering(Protocol):
    """A service, or a recording of one."""

    @property
    def target(self) -> object:
        """Where it is; its text is the base URL."""

    @property
    def requests(self) -> int:
        """How many requests were sent."""

    @property
    def weather(self) -> Sequence[str]:
        """What had to be asked for again."""

    @property
    def trouble(self) -> str:
        """Why nothing is answered any more, "" where that is not so."""

    @property
    def logins(self) -> Sequence[Exchange]:
        """The exchanges of the token operation."""

    def again(self, asked: Asked) -> str:
        """Return a command line that sends a request again."""

    def spend(self, asked: Asked, most: int, seconds: float, after: float) -> Spent:
        """Send a request in a hurry until it is refused, so many times or seconds at most, after waiting so many
        seconds; raise NotObserved where that cannot be.
        """


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before: our document and the vendor's own, a baseline, accepted drifts; None or nothing where it is
    not. `undocumented` is why the vendor's own could not be had.

    `now` is when the look begins by our clock, for the service's own to be compared with. Of `secret` comes the key
    under which a baseline remembers records; without one it remembers none.
    """

    documents: tuple[Document, Document] | None = None
    undocumented: str = ""
    baseline: Baseline | None = None
    accepted: Sequence[Accepted] = ()
    secret: bytes = b""
    now: datetime | None = None


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
    walk = Walk(contract, send)
    seen, behaving = run_behaviour(walk, probes)
    # What was asked where no operation is cannot be held against one.
    asked = [one for one in walk.exchanges if is_at(contract.operations[one.asked.operation], one.asked.target)]
    beyond = ask_more(more, contract, send, service.spend, asked)
    exchanges = [*service.logins, *asked, *beyond.exchanges]
    replies = hastened(judge_all(contract, exchanges), exchanges, known.now)
    remember = cache(lambda: profile_of(contract, [*service.logins, *asked], secret=known.secret))
    past, remembered = _history(contract, known.baseline, remember)
    documents = [] if known.documents is None else compare_documents(*known.documents)
    mine = without_people(contract, exchanges, [*replies, *behaving, *past])
    documents, mine, agreed = _agreed(known, documents, mine, exchanges)
    # What a document tells comes with what makes all of our contract say it.
    told = without_consequences([*documents, *mine, *beyond.findings, *clock_findings(exchanges, known.now)])
    remedies = Remedies(contract, exchanges, str(service.target))
    found = [remedies.of(one) for one in _each_once(told, exchanges, service)]
    new, accepted, gone = sort_out(found, known.accepted, began.date())
    made = [
        *_of_documents(known, documents),
        *agreed,
        *_of_replies(contract, exchanges, replies),
        *seen,
        *remembered,
        *beyond.observations,
    ]
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
        trouble=service.trouble or _trouble(walk, service.logins) or known.undocumented,
    )
    return Looked(report, remember)


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


def _agreed(
    known: Known, documents: list[Finding], mine: list[Finding], exchanges: Sequence[Exchange]
) -> tuple[list[Finding], list[Finding], list[Observation]]:
    """Compare what the vendor's own document says with what its service does, where there is one."""
    if known.documents is None:
        return documents, mine, []
    answered = {one.asked.operation for one in exchanges if one.answered.is_good}
    said, shown, agreement = compared(documents, mine, answered)
    return said, shown, [agreement]


def _of_documents(known: Known, findings: Sequence[Finding]) -> list[Observation]:
    name = "the vendor's own document"
    if known.undocumented:
        return [Observation(name, "", DOCUMENTS, UNSEEN, known.undocumented)]
    return [] if known.documents is None else [Observation(name, "", DOCUMENTS, DRIFT if findings else OK)]


def _of_replies(
    contract: Contract, exchanges: Sequence[Exchange], findings: Sequence[Finding]
) -> Iterator[Observation]:
    """Yield how the look at each operation's replies ended, and which places were never filled."""
    answered = {one.asked.operation for one in exchanges if one.answered.status in one.asked.expects}
    drifted = {one.operation for one in findings}
    empty: dict[str, list[str]] = {}
    for operation, pointer in never_seen(contract, exchanges):
        empty.setdefault(operation, []).append(pointer)
    for name in dict.fromkeys(one.asked.operation for one in exchanges):
        outcome = DRIFT if name in drifted else OK if name in answered else UNSEEN
        why = "no answer that was planned" if outcome == UNSEEN else ""
        yield Observation("replies as the contract has them", name, REPLIES, outcome, why)
        if name in empty:
            yield Observation("every member is filled somewhere", name, REPLIES, UNSEEN, f"never: {_some(empty[name])}")


def _some(pointers: Sequence[str]) -> str:
    more = len(pointers) - _NAMED
    return ", ".join(pointers[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _trouble(walk: Walk, logins: Sequence[Exchange]) -> str:
    """Return why the look as a whole tells nothing: no answer, or hardly any good one where there should be."""
    # HEAD tells too little to be an answer.
    read = [one for one in walk.exchanges if one.asked.method == "GET"]
    planned = {one.asked.operation for one in read if 200 in one.asked.expects} | walk.unanswered
    good = {one.asked.operation for one in (*read, *logins) if one.answered.is_good and not _is_a_page(one.answered)}
    if not planned:
        return "nothing was answered"
    if len(good & planned) < _ENOUGH * len(planned):
        return f"only {len(good & planned)} of {len(planned)} operations gave a good answer"
    silent = sorted(walk.unanswered - good)
    return f"{len(silent)} of {len(planned)} operations gave no answer: {_some(silent)}" if silent else ""


def _is_a_page(answered: Answered) -> bool:
    """Tell whether it is for somebody with a browser (a login, maintenance), or has no end: a service that is in order
    answers neither, so it is none of its answers.
    """
    return answered.is_cut or ("html" in answered.media_type and answered.body.lstrip()[:1] == b"<")
