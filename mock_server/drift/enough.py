"""Enough: whether a service answered enough of what it was asked for a look to tell anything."""

from __future__ import annotations

from collections.abc import Sequence

from mock_server.drift.exchange import NO_BUDGET, Answered, Exchange
from mock_server.drift.finding import BREAKING, Finding
from mock_server.drift.report import Observation, some
from mock_server.drift.walk import Walk

# So much of the operations that were asked must have given a good answer.
_ENOUGH = 0.5
# So much of the plan may be left when the requests are spent, as by those that were sent again.
_LEFT = 0.4


def lack_of_answers(walk: Walk, logins: Sequence[Exchange]) -> str:
    """Return why a look as a whole tells nothing, "" where it does: no answer, hardly any good one where there should
    be, or an operation that gave none.
    """
    # HEAD tells too little to be an answer.
    read = [one for one in walk.exchanges if one.asked.method == "GET"]
    planned = {one.asked.operation for one in read if 200 in one.asked.expects} | walk.unanswered
    good = {one.asked.operation for one in (*read, *logins) if one.answered.is_good and not _is_a_page(one.answered)}
    if not planned:
        return "nothing was answered"
    if len(good & planned) < _ENOUGH * len(planned):
        return f"only {len(good & planned)} of {len(planned)} operations gave a good answer"
    silent = sorted(walk.unanswered - good)
    return f"{len(silent)} of {len(planned)} operations gave no answer: {some(silent)}" if silent else ""


def lack_of_requests(observations: Sequence[Observation], findings: Sequence[Finding]) -> str:
    """Return why a look that found nothing that breaks clients may not be called green, "" where it may: the requests
    were spent before much of the plan.
    """
    left = [one for one in observations if one.why.startswith(NO_BUDGET)]
    if len(left) <= _LEFT * len(observations) or any(one.severity == BREAKING for one in findings):
        return ""
    return f"{len(left)} of {len(observations)} observations were not made: {left[0].why}"


def _is_a_page(answered: Answered) -> bool:
    """Tell whether it is for somebody with a browser (a login, maintenance), or has no end: a service that is in order
    answers neither, so it is none of its answers.
    """
    return answered.is_cut or ("html" in answered.media_type and answered.body.lstrip()[:1] == b"<")
