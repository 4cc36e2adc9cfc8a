"""Limited: whether an answer says that a limit is passed, in whichever status the contract has for that."""

from __future__ import annotations

import re
from http import HTTPStatus

from mock_server.contract import Operation
from mock_server.core.api_errors import RateLimited
from mock_server.drift.exchange import Answered

# What says it where the status is that of other refusals too.
_WORDS = re.compile(rb"\b(limits?|quota|throttl\w*|too many|maximum number)\b", re.IGNORECASE)


def limit_status(operation: Operation) -> int | None:
    """Return the status by which the contract says that a limit is passed; None where it does not tell."""
    return operation.status_of.get(RateLimited.__name__)


def is_limited(operation: Operation, answered: Answered) -> bool:
    """Tell whether an answer is that too much was asked: true later, or with less."""
    if answered.status == HTTPStatus.TOO_MANY_REQUESTS:
        return True
    if answered.status != limit_status(operation):
        return False
    is_shared = [*operation.status_of.values()].count(answered.status) > 1
    return not is_shared or _WORDS.search(answered.body) is not None
