"""Limited: whether an answer says that a limit is passed, in whichever status the contract has for that."""

from __future__ import annotations

import re
from http import HTTPStatus

from mock_server.contract import Operation
from mock_server.drift.exchange import Answered

# The kind of error that such an answer is, as contracts name it.
_KIND = "RateLimited"
# What says it where the status is that of other refusals too.
_WORDS = re.compile(rb"\b(limits?|quota|throttl\w*|too many|maximum number)\b", re.IGNORECASE)


def is_limited(operation: Operation, answered: Answered) -> bool:
    """Tell whether an answer is that too much was asked: true later, or with less."""
    if answered.status == HTTPStatus.TOO_MANY_REQUESTS:
        return True
    if answered.status != operation.status_of.get(_KIND):
        return False
    others = [kind for kind, status in operation.status_of.items() if status == answered.status and kind != _KIND]
    return not others or _WORDS.search(answered.body) is not None
