"""How each documented status is brought about: from the contract where it says enough, else by the recipe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from werkzeug.test import TestResponse

from mock_server.ratelimit import Decision, RateLimiter
from tests.contract.ask import Ask
from tests.contract.lab import Lab, anonymous
from tests.contract.recipe import Case

Labs = Callable[..., Lab]
_TOO_LARGE = 1024 * 1024
_ODD_TYPE = "text/x-odd"
_METHODS = ("DELETE", "PUT", "PATCH", "POST", "GET")


def produce(shared_lab: Labs, new_lab: Labs, vendor: str, operation_id: str, status: int) -> tuple[Lab, Ask]:
    """Return a lab and a request that is answered there with a status; limits are on.

    The lab is shared by all that write nothing.
    """
    model = shared_lab(vendor)
    case = model.recipe.case(operation_id, status)
    config = {"limits": True, **(case.config if case else {}), **model.recipe.configs.get(status, {})}
    if status == 500:
        config["enforce"] = False
    lab = (new_lab if _writes(model, operation_id, status, case) else shared_lab)(vendor, **config)
    ask = ask_for(lab, operation_id, status)
    if case is None and status == 500:
        break_handler(lab, operation_id)
    if case is None and status == 429:
        exhaust(lab, operation_id, ask)
    return lab, ask


def _writes(lab: Lab, operation_id: str, status: int, case: Case | None) -> bool:
    is_success = status < 400 and lab.is_written_by(operation_id)
    return is_success or (case is not None and case.writes)


def ask_for(lab: Lab, operation_id: str, status: int) -> Ask:
    """Return the request for a status."""
    operation = lab.operation(operation_id)
    case = lab.recipe.case(operation_id, status)
    if case is not None:
        return case.make(lab)
    ask = lab.success(operation_id)
    if status == 401 and operation.scopes is not None:
        return anonymous(ask, lab)
    if status == 405:
        return ask.with_method(wrong_method(lab, operation_id))
    if status == 413:
        return ask.with_body(ask.body + b"x" * max(_TOO_LARGE, (operation.largest_body or 0) + 1))
    if status == 415:
        return ask.with_body(ask.body or b"x", _ODD_TYPE)
    assert status in (operation.success, 429, 500), f"the recipe has no case for {operation_id} {status}"
    return ask


def wrong_method(lab: Lab, operation_id: str) -> str:
    """Return a method that the path of an operation does not take."""
    path = lab.contract.path_of(operation_id)
    taken = {one.method for one in lab.contract.operations.values() if one.path == path}
    return next(method for method in _METHODS if method not in taken)


def break_handler(lab: Lab, operation_id: str) -> None:
    """Let an operation's handler raise: the service's table of handlers is its public seam."""

    def broken(call: Any) -> NoReturn:
        raise RuntimeError("a fault put in by a test")

    name = lab.operation(operation_id).handler_name
    lab.service.handlers = {**lab.service.handlers, name: broken}


class _Listener(RateLimiter):
    """A limiter that knows under which key it counted last."""

    key: tuple[str, ...] | None = None

    def hit(self, key: tuple[str, ...], limit: int, window: int, now: float) -> Decision:
        self.key = key
        return super().hit(key, limit, window, now)


def exhaust(lab: Lab, operation_id: str, ask: Ask) -> TestResponse:
    """Spend an operation's budget but for nothing; the clock stands still. Return the answer after that.

    One request shows what it is counted under, the others are counted there without being sent.
    """
    budget = lab.operation(operation_id).rate_limit
    assert budget is not None, f"{operation_id} documents 429 but has no x-rate-limit"
    limiter = lab.service.home.limiter = _Listener()
    lab.send(ask)
    assert limiter.key is not None, f"{operation_id} was not counted"
    now = lab.app.runtime.clock.seconds()
    left = [limiter.hit(limiter.key, budget.limit, budget.window, now).remaining for _ in range(budget.limit - 1)]
    assert left == sorted(left, reverse=True)
    assert limiter.hit(limiter.key, budget.limit, budget.window, now).passed is False
    return lab.send(ask)


def exhaust_by_requests(lab: Lab, operation_id: str, ask: Ask) -> tuple[int, TestResponse]:
    """Send a request until it is refused. Return how many passed, and the refusal."""
    budget = lab.operation(operation_id).rate_limit
    assert budget is not None
    first = lab.send(ask)
    for passed in range(1, budget.limit + 2):
        answer = lab.send(ask)
        if answer.status_code != first.status_code:
            return passed, answer
    return budget.limit + 2, answer
